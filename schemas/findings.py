"""Tables of what the documents say: claims, where they stand, and what follows from them."""

from __future__ import annotations

from schemas import rules
from schemas.codes import CoverageStatus, ObservationStatus, Statistic
from schemas.columns import Table, flag, integer, number, text
from schemas.fields import (
    BOX,
    CLAIM_ID,
    FIGURE,
    MUNICIPALITY_CODE,
    OBSERVATION_ID,
    ORIGIN,
    PAGE,
    PLACE,
    QUALIFIER,
    QUOTE,
    READER,
    RESPONDENTS,
    SOURCE_ID,
    UNIT,
    VALUE,
    VALUE_HIGH,
    VALUE_LOW,
    VALUE_TEXT,
    YEAR,
)

CLAIMS = Table(
    "claims",
    "Every number that a source prints, once for each place it is printed at",
    (
        CLAIM_ID,
        SOURCE_ID,
        text("snapshot_id", "The bytes that it was read from"),
        ORIGIN,
        PAGE,
        READER,
        VALUE_TEXT,
        VALUE,
        VALUE_LOW,
        VALUE_HIGH,
        UNIT,
        text("statistic", "What the value says of the things counted", codes=Statistic),
        QUALIFIER,
        YEAR.optional("The year that the number speaks of; NULL where none is said"),
        text("indicator_id", "The indicator that it measures, where the codebook knows it").optional(),
        QUOTE,
        text("context", "The sentence, caption, row or list around the quote"),
        text("group_label", "The group that the number speaks of, verbatim; NULL for all municipalities").optional(),
        text("subject", "What the number is said of, verbatim"),
    ),
    key=("claim_id",),
    rules=(
        rules.VALUE_UNLESS_NAME,
        rules.INTERVAL_HOLDS_VALUE,
        rules.PERCENT_IN_RANGE,
        rules.WHOLE_THINGS,
        rules.QUOTE_HOLDS_TEXT,
    ),
    scoped_by="source_id",
)
CLAIM_REGIONS = Table(
    "claim_regions",
    "Where a claim's quote stands: one row for each line of text that it touches",
    PLACE,
    key=("claim_id", "seq"),
    rules=(rules.BOX_IS_ORDERED,),
    scoped_by="claim_id",
)
CLAIM_MARKS = Table(
    "claim_marks",
    "Where the number itself stands: tight boxes within the quote's regions",
    PLACE,
    key=("claim_id", "seq"),
    rules=(rules.BOX_IS_ORDERED,),
    scoped_by="claim_id",
)
LIST_ROWS = Table(
    "list_rows",
    "Every municipality named in a ranking, an app list, a list of e-service counts, or prose like them",
    (
        SOURCE_ID,
        integer("seq", "Order within the source, from 1", low=1),
        YEAR,
        MUNICIPALITY_CODE,
        PAGE,
        number("score", "Points, or the ranking's first measure", unit="as printed").optional(),
        integer("rank", "Place as printed", low=1).optional(),
        integer("rank_group", "Rank group as printed", low=1).optional(),
        text("app", "Name of one app, as printed").optional(),
        integer("eservices", "Number of e-services", low=0, unit="e-services").optional(),
        CLAIM_ID,
    ),
    key=("source_id", "seq"),
    rules=(rules.SAYS_SOMETHING, rules.KNOWN_MUNICIPALITY),
    scoped_by="source_id",
)
OBSERVATIONS = Table(
    "observations",
    "The published value for each key of indicator, year, size class, category, statistic and unit, and its claim",
    (
        OBSERVATION_ID,
        text("indicator_id", "The indicator in the codebook"),
        YEAR,
        text("size_class", "Size class or group of municipalities; NULL for all").optional(),
        text("category", "Answer or kind of service; NULL where the indicator has none").optional(),
        text("statistic", "What the value says of the things counted", codes=Statistic),
        UNIT,
        number("value", "Published value; changes are signed", unit="see the column unit"),
        number("value_low", "Lowest value that the words allow; NULL where they set no bound").optional(),
        number("value_high", "Highest value that the words allow; NULL where they set no bound").optional(),
        QUALIFIER,
        RESPONDENTS,
        integer("witnesses", "How many claims speak of this key", low=1, unit="claims"),
        text("status", "How well it is vouched for", codes=ObservationStatus),
        CLAIM_ID,
    ),
    key=("observation_id",),
)
WITNESSES = Table(
    "witnesses",
    "Which claims speak of an observation, and whether each agrees with the published value",
    (OBSERVATION_ID, CLAIM_ID, flag("agrees", "Whether the intervals overlap")),
    key=("observation_id", "claim_id"),
)
TABLE_CELLS = Table(
    "table_cells",
    "Every data cell of every table, with the headers above it and the label of its row",
    (
        SOURCE_ID,
        PAGE,
        text("table_label", "The table's number or title as printed").optional(),
        text("row_label", "Label of the row"),
        text("column_label", "Headers above the cell, outermost first, joined by ' / '"),
        text("value_text", "The cell as printed, verbatim"),
        VALUE.optional(),
        UNIT.optional(),
        CLAIM_ID.optional("The claim that the cell makes; NULL for a cell without a number"),
    ),
    scoped_by="source_id",
)
FIGURES = Table(
    "figures",
    "Every figure, and whether its chart was read",
    (
        SOURCE_ID,
        PAGE,
        FIGURE,
        text("caption", "The caption, verbatim"),
        RESPONDENTS,
        text("status", "Whether the chart's values are in chart_values", codes=("read", "refused")),
        text("reason", "Why it was refused").optional(),
    ),
    scoped_by="source_id",
)
CHART_VALUES = Table(
    "chart_values",
    "The values that a chart shows",
    (
        SOURCE_ID,
        PAGE,
        FIGURE,
        text("category", "Label on the category axis"),
        text("series", "Name in the legend; NULL where there is one series").optional(),
        VALUE,
        VALUE_LOW,
        VALUE_HIGH,
        READER,
        CLAIM_ID,
    ),
    scoped_by="source_id",
)
COVERAGE = Table(
    "coverage",
    "Every number token on every page, as a second engine reads the page, and what became of it",
    (
        SOURCE_ID,
        PAGE,
        text("token", "The token as printed"),
        *(edge.optional() for edge in BOX),
        text("status", "Whether a claim uses it, a rule explains it, or nothing does", codes=CoverageStatus),
        text("rule", "The rule that explains it").optional(),
        CLAIM_ID.optional("The claim that uses it"),
    ),
    rules=(rules.BOX_IS_ORDERED, rules.BOX_HAS_PAGE),
    scoped_by="source_id",
)
