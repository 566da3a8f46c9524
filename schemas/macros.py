"""Table macros of the database: what they take and give. Their queries are the warehouse's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas.chronicle import PUBLISHED
from schemas.columns import Column, text
from schemas.evidence import LINE, LINE_TEXT, PAGE_LABEL, PNG
from schemas.fields import (
    CLAIM_ID,
    DECIDED,
    OBSERVATION_ID,
    ORIGIN,
    PAGE,
    QUOTE,
    RUN_ID,
    SOURCE_ID,
    VALUE,
    VALUE_TEXT,
)
from schemas.findings import CLAIMS
from schemas.records import INDICATORS, SNAPSHOTS


@dataclass(frozen=True)
class Macro:
    """A table macro; ``takes`` names each parameter and says what it is."""

    name: str
    comment: str
    takes: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]

    @property
    def call(self) -> str:
        """How it is written in SQL."""
        return f"{self.name}({', '.join(name for name, _ in self.takes)})"


_claim = {column.name: column for column in CLAIMS.columns}
_snapshot = {column.name: column for column in SNAPSHOTS.columns}

EXPLAIN = Macro(
    "explain",
    "Where a number stands: give the id of a claim or of an observation",
    (("wanted_id", "A claim_id or an observation_id"),),
    (
        VALUE,
        QUOTE,
        text("source_title", "Title of the source as published"),
        _snapshot["url"],
        PAGE,
        _snapshot["sha256"],
        _snapshot["retrieved_at"],
        VALUE_TEXT,
        _claim["unit"],
        _claim["statistic"],
        SOURCE_ID,
        ORIGIN,
        CLAIM_ID,
        PAGE_LABEL,
        LINE,
        LINE_TEXT,
        text("quote_boxes", "Boxes of the quote, as a JSON array of page, x0, top, x1, bottom in PDF points"),
        text("number_boxes", "Boxes of the number itself, likewise"),
        replace(PNG, name="picture"),
    ),
)
_indicator = {column.name: column for column in INDICATORS.columns}
_ASKED = (
    replace(_indicator["label_en"], name="indicator_en", nullable=True),
    _indicator["question_id"],
    _indicator["answer"],
)
_DECIDED = {column.name for column in DECIDED}
AS_OF = Macro(
    "as_of",
    "The observations as an earlier run published them, with the verdicts that stood then; also those that have "
    "changed or vanished since. What the codebook says of an indicator is what it says now",
    (("wanted_run", "A run_id of the view runs"),),
    (
        OBSERVATION_ID,
        PUBLISHED[0],
        text("indicator", "The indicator's name in Swedish; NULL where the codebook no longer has it").optional(),
        *(column for column in PUBLISHED[1:] if column.name not in _DECIDED),
        *_ASKED,
        *DECIDED[:-1],
        VALUE_TEXT.optional(),
        RUN_ID,
    ),
)
MACROS = (EXPLAIN, AS_OF)
