"""From what the auditor's page sends to a line in the ledger: the same judging as the command line's."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.judge import judge_claim, judge_held, undo
from flows.reviews import read_reviews
from schemas.reviews import Review, Verdict, standing
from warehouse.errors import QueryError
from warehouse.subjects import find_subject


class UnfitError(Exception):
    """What was sent is no verdict on a number of this database; the message says why."""


class Sent(BaseModel):
    """A verdict as the page sends it; ``content`` is the checksum of what the page showed.

    ``undoes`` is the entry that the page showed, where it takes one back.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    subject_id: str
    content: str
    verdict: str
    undoes: str | None = None
    value: float | None
    because: str
    reviewer: str


_OF_CLAIMS = {Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED, Verdict.UNSURE}
_OF_HELD = {Verdict.RELEASED, Verdict.WAIVED, Verdict.UNSURE}


def received(body: bytes) -> tuple[Sent, Verdict]:
    """Return what was sent. Raises UnfitError for what no page sends."""
    try:
        sent = Sent.model_validate_json(body)
        return sent, Verdict(sent.verdict)
    except (ValidationError, ValueError) as error:
        raise UnfitError("that is no verdict as this page sends it; load the page anew") from error


def record(raw: Path, warehouse: Path, sent: Sent, verdict: Verdict) -> Review | None:
    """Write a verdict down and return the one that stands then. Raises UnfitError, ReviewError, WarehouseError.

    One that stands already is not written again, and what was taken back already stays so: a browser that got no
    answer sends it once more.
    """
    now = standing(read_reviews(raw)).get(sent.subject_id)
    said = (sent.content, verdict, sent.value, sent.because.strip(), sent.reviewer.strip())
    if now is not None and said == (now.content, now.verdict, now.value, now.because, now.reviewer):
        return now
    if verdict is Verdict.UNDONE:
        if now is None:
            raise UnfitError("there is no verdict on it to undo")
        if sent.undoes not in (None, now.entry_hash):
            return now
        undo(raw, warehouse, sent.subject_id, sent.reviewer, sent.because)
    else:
        _judge(raw, warehouse, sent, verdict)
    return standing(read_reviews(raw)).get(sent.subject_id)


def _judge(raw: Path, warehouse: Path, sent: Sent, verdict: Verdict) -> None:
    try:
        subject = find_subject(warehouse, sent.subject_id)
    except QueryError as error:
        raise UnfitError("this number is not in the database any more; load the page anew") from error
    if (subject.subject_id, subject.content) != (sent.subject_id, sent.content):
        raise UnfitError("the number has changed since it was shown; load the page anew and look again")
    if verdict not in (_OF_CLAIMS if subject.is_claim else _OF_HELD):
        raise UnfitError(f"a {'number' if subject.is_claim else 'row held back'} can't be {verdict}")
    if subject.is_claim:
        judge_claim(raw, warehouse, sent.subject_id, verdict, sent.reviewer, sent.because, sent.value)
    else:
        judge_held(raw, warehouse, sent.subject_id, verdict, sent.reviewer, sent.because)
