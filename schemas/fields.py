"""Columns that several tables share, so that a name means one thing everywhere."""

from __future__ import annotations

from schemas.codes import (
    Origin,
    Qualifier,
    Reader,
    Unit,
)
from schemas.columns import integer, number, text
from schemas.verdicts import Verdict

ID = r"[0-9a-f]{16}"
CLAIM_ID = text("claim_id", "The claim: a number printed at one place", pattern=f"^{ID}$")
SOURCE_ID = text("source_id", "The source in the catalog")
OBSERVATION_ID = text("observation_id", "The observation: the value published for a key", pattern=f"^obs-{ID}$")
RUN_ID = text("run_id", "The run that found this", volatile=True)
ORIGIN = text(
    "origin",
    "Who made the document: its publisher, this project from published facts, or a test",
    codes=Origin,
)
YEAR = integer("year", "The survey's year", low=1900)
PAGE = integer("page", "Page in the file, counted from 1; NULL where the medium has none", low=1).optional()
READER = text("reader", "Which reader found it", codes=Reader)
UNIT = text("unit", "What the value counts; changes in percent are percentage points", codes=Unit)
QUALIFIER = text("qualifier", "How the words around the number bend it", codes=Qualifier).optional()
QUOTE = text("quote", "The words the number stands in, verbatim")
VALUE_TEXT = text("value_text", "The number as printed, verbatim", pattern=r"\S")
MUNICIPALITY_CODE = text("municipality_code", "Statistics Sweden's four-digit code", pattern=r"^\d{4}$")
FIGURE = text("figure", "The figure's number or label as printed")
RESPONDENTS = integer(
    "respondents", "How many municipalities answered, where known", low=0, unit="municipalities"
).optional()
VALUE = number(
    "value",
    "The number, parsed; percent is 0-100, changes are signed; NULL where a name is printed (an app)",
    unit="see the column unit",
).optional()
VALUE_LOW = number("value_low", "Lowest value that the words allow").optional()
VALUE_HIGH = number("value_high", "Highest value that the words allow").optional()
CONTENT_HASH = text(
    "content_hash",
    "Checksum of its text in reading order, without its layout: equal in two snapshots that say the same; "
    "NULL for what was not read",
).optional()
LAYOUT_HASH = text(
    "layout_hash",
    "Checksum of its words and shapes with their places, to half a point: equal in two that look the same; "
    "NULL for what has no layout or was not read",
).optional()
REVIEW = text(
    "review",
    "The verdict on the claim that stands; none where nobody decided, or what was judged has changed since",
    codes=("none", Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED, Verdict.UNSURE),
)
REVIEWER = text("reviewer", "Who decided; NULL where nobody did").optional()
BECAUSE = text("because", "Why, in the person's words; NULL where no reason was given").optional()
DECIDED = (REVIEW, REVIEWER, BECAUSE, VALUE_TEXT)

BOX = (
    number("x0", "Left edge of the box, from the page's left", unit="PDF points"),
    number("top", "Upper edge of the box, from the page's top", unit="PDF points"),
    number("x1", "Right edge of the box, from the page's left", unit="PDF points"),
    number("bottom", "Lower edge of the box, from the page's top", unit="PDF points"),
)
SEQ = integer("seq", "Order within the claim, from 1", low=1)
PLACE = (CLAIM_ID, SEQ, integer("page", "Page in the file, counted from 1", low=1), *BOX)
