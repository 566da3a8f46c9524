"""Tables of what people decided: every entry of the ledger with what became of it, and the decisions that stand."""

from __future__ import annotations

from schemas.columns import Column, Table, integer, moment, number, text
from schemas.fields import BECAUSE, CLAIM_ID, PAGE, QUOTE, REVIEW, SOURCE_ID, VALUE, VALUE_TEXT
from schemas.verdicts import Verdict

STATES = ("standing", "lapsed", "superseded", "undone", "unread")


def _seen(when: str, what: str) -> tuple[Column, ...]:
    return (
        text(f"{when}_value_text", f"The number as printed, {what}").optional(),
        number(f"{when}_value", f"The number as parsed, {what}", unit="see the claim's unit").optional(),
        text(f"{when}_quote", f"The words around it, {what}").optional(),
        integer(f"{when}_page", f"Its page, {what}", low=1).optional(),
    )


REVIEWS = Table(
    "reviews",
    "Every entry of the ledger of reviews; a verdict lapses when what was judged changes",
    (
        CLAIM_ID.optional("The claim that was judged; NULL where a row of the quarantine was"),
        SOURCE_ID,
        text("verdict", "The decision", codes=Verdict),
        number("value", "The right value, where the person gave one", unit="see the claim's unit").optional(),
        text("note", "Why").optional(),
        text("reviewer", "Who decided"),
        moment("reviewed_at", "When"),
        integer("entry", "Line in the ledger, from 1", low=1),
        text("quarantine_id", "The row of the quarantine that was judged").optional(),
        text("state", "What became of it", codes=STATES),
        text("successor_id", "The claim that now stands in its place, where exactly one does").optional(),
        *_seen("before", "when it was judged"),
        *_seen("after", "now, in its place"),
        text("entry_hash", "Hash of the entry, which the next one holds"),
    ),
    key=("entry",),
)
DECISIONS = Table(
    "decisions",
    "The decisions on claims that stand, by review or by correction: what is printed beside what counts",
    (
        CLAIM_ID,
        SOURCE_ID,
        PAGE,
        REVIEW,
        VALUE_TEXT,
        number("printed_value", "The number as read from the page", unit="see the claim's unit").optional(),
        VALUE.optional("The number that counts; NULL where none does, and for names"),
        text("reviewer", "Who decided"),
        BECAUSE,
        text("decided_in", "The ledger's line, or the file of corrections and its entry"),
        QUOTE,
    ),
    key=("claim_id",),
    scoped_by="source_id",
)
