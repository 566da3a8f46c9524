"""From what the auditor's page sends to a line in the ledger: the same judging as the command line's.

A browser that got no answer sends the same again, and two people may judge one number. So what is sent names the last
entry on its subject that the page knew (``after``): what follows on that entry and says the same is the first sending,
and is not written twice; anything else that follows on it is a conflict, which the page shows and a person resolves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.judge import judge_claim, judge_held, undo
from flows.reviews import read_reviews
from schemas.reviews import Review, Verdict, standing
from warehouse.errors import QueryError
from warehouse.subjects import find_subject

_ANEW = "stop skl audit serve, start it anew, and look again"


class UnfitError(Exception):
    """What was sent is no verdict on a number of this database; the message says why, ``code`` which kind it is."""

    def __init__(self, problem: str, code: str = "") -> None:
        """Say why; the page has words of its own for some kinds."""
        super().__init__(problem)
        self.code = code


@dataclass(frozen=True)
class Stand:
    """What the ledger says of a subject: the verdict that stands, if one does, and the hash of the last entry on it."""

    review: Review | None
    head: str | None


class ConflictError(Exception):
    """Somebody decided since the page was loaded; ``stand`` is what the ledger says now."""

    def __init__(self, stand: Stand) -> None:
        """Say who did what, and when."""
        now = stand.review
        told = f"it is {now.verdict} by {now.reviewer}, {now.reviewed_at:%Y-%m-%d %H:%M}" if now else "it was undone"
        super().__init__(f"somebody has decided on it since you looked ({told}); look again, and decide anew")
        self.stand = stand


class Sent(BaseModel):
    """A verdict as the page sends it.

    ``content`` is the checksum of what the page showed, ``after`` the hash of the last entry on it that the page knew.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    subject_id: str
    content: str
    verdict: str
    value: float | None
    because: str
    reviewer: str
    after: str | None


_OF_CLAIMS = {Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED, Verdict.UNSURE}
_OF_HELD = {Verdict.RELEASED, Verdict.WAIVED, Verdict.UNSURE}


def received(body: bytes) -> tuple[Sent, Verdict]:
    """Return what was sent. Raises UnfitError for what no page sends."""
    try:
        sent = Sent.model_validate_json(body)
        return sent, Verdict(sent.verdict)
    except (ValidationError, ValueError) as error:
        raise UnfitError("that is no verdict as this page sends it; load the page anew") from error


def heads(reviews: Iterable[Review]) -> dict[str, str]:
    """The hash of the last entry on each subject, undone ones too."""
    return {review.subject_id: review.entry_hash for review in reviews}


def record(raw: Path, warehouse: Path, sent: Sent, verdict: Verdict) -> Stand:
    """Write a verdict down and return what stands then; one that was written already is not written again.

    Raises ConflictError, UnfitError, ReviewError, WarehouseError.
    """
    reviews = read_reviews(raw)
    trail = [review for review in reviews if review.subject_id == sent.subject_id]
    now = _stand(reviews, sent.subject_id)
    if _is_written(trail, now, sent, verdict):
        return now
    if now.head != sent.after:
        raise ConflictError(now)
    if verdict is not Verdict.UNDONE:
        _judge(raw, warehouse, sent, verdict)
    elif now.review is None:
        raise UnfitError("there is no verdict on it to undo", "nothing")
    else:
        undo(raw, warehouse, sent.subject_id, sent.reviewer, sent.because)
    return _stand(read_reviews(raw), sent.subject_id)


def _stand(reviews: Sequence[Review], subject_id: str) -> Stand:
    return Stand(standing(reviews).get(subject_id), heads(reviews).get(subject_id))


def _is_written(trail: Sequence[Review], now: Stand, sent: Sent, verdict: Verdict) -> bool:
    """Whether it follows on the entry that the page knew, or stands anyhow."""
    if verdict is not Verdict.UNDONE and now.review is not None and _same(now.review, sent, verdict):
        return True
    before = trail[-2].entry_hash if len(trail) > 1 else None
    return bool(trail) and before == sent.after and _same(trail[-1], sent, verdict)


def _same(entry: Review, sent: Sent, verdict: Verdict) -> bool:
    told = (entry.verdict, entry.value, entry.because, entry.reviewer)
    said = (verdict, sent.value, _tidy(sent.because), _tidy(sent.reviewer))
    return told == said and (verdict is Verdict.UNDONE or entry.content == sent.content)


def _tidy(text: str) -> str:
    """As the ledger keeps it."""
    return unicodedata.normalize("NFC", text.strip())


def _judge(raw: Path, warehouse: Path, sent: Sent, verdict: Verdict) -> None:
    try:
        subject = find_subject(warehouse, sent.subject_id)
    except QueryError as error:
        raise UnfitError(f"this number is not in the database any more; {_ANEW}", "anew") from error
    if (subject.subject_id, subject.content) != (sent.subject_id, sent.content):
        raise UnfitError(f"the number has changed since it was shown; {_ANEW}", "anew")
    if verdict not in (_OF_CLAIMS if subject.is_claim else _OF_HELD):
        raise UnfitError(f"a {'number' if subject.is_claim else 'row held back'} can't be {verdict}")
    if subject.is_claim:
        judge_claim(raw, warehouse, sent.subject_id, verdict, sent.reviewer, sent.because, sent.value)
    else:
        judge_held(raw, warehouse, sent.subject_id, verdict, sent.reviewer, sent.because)
