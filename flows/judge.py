"""Write a person's decision down, after a look at what it is about; it takes effect with the next ingestion."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.reviews import ReviewError, append_review, read_reviews
from schemas.corrections import CORRECTIONS_FILE
from schemas.decisions import unfit
from schemas.reviews import Draft, Review, Verdict, by_content, standing
from warehouse.errors import QueryError
from warehouse.subjects import Subject, find_subject

NEXT = "It counts from the next run on: skl ingest --offline"


def judge_claim(
    raw: Path, warehouse: Path, wanted: str, verdict: Verdict, reviewer: str, because: str, value: float | None = None
) -> Review:
    """Record a verdict on a claim; a rejected one with a right value is corrected.

    Raises QueryError for an unknown id, ReviewError for a verdict that can't be.
    """
    subject = find_subject(warehouse, wanted)
    if value is not None and verdict is Verdict.REJECTED:
        verdict = Verdict.CORRECTED
    told = _no_claim(subject) or (_unfit(subject, value) if verdict is Verdict.CORRECTED else None)
    if told:
        raise ReviewError(f"{subject.subject_id}: not recorded: {told}")
    return append_review(raw, _draft(subject, verdict, reviewer, because, value))


def judge_held(raw: Path, warehouse: Path, wanted: str, verdict: Verdict, reviewer: str, because: str) -> Review:
    """Record that a row of the quarantine is released or waived.

    Raises QueryError for an unknown id, ReviewError for a verdict that can't be.
    """
    subject = find_subject(warehouse, wanted)
    told = _no_held(subject) or (_bound_to_stay(subject) if verdict is Verdict.RELEASED else None)
    if told:
        raise ReviewError(f"{subject.subject_id}: not recorded: {told}")
    return append_review(raw, _draft(subject, verdict, reviewer, because))


def undo(raw: Path, warehouse: Path, wanted: str, reviewer: str, because: str) -> Review:
    """Take back the verdict that stands for a claim or a row of the quarantine, even if that is gone.

    Raises QueryError for an unknown id, ReviewError when there is nothing to take back.
    """
    last = _judged(standing(read_reviews(raw)), warehouse, wanted.strip())
    draft = Draft(
        last.subject_id,
        last.source_id,
        last.content,
        Verdict.UNDONE,
        None,
        because,
        reviewer,
        datetime.now(UTC),
        last.before,
    )
    return append_review(raw, draft)


def _judged(stands: dict[str, Review], warehouse: Path, wanted: str) -> Review:
    """The verdict on what has an id that begins so; on the claim as it was judged, if that had another id."""
    fitting = [wanted] if wanted in stands else [key for key in stands if wanted and key.startswith(wanted)]
    if len(fitting) == 1:
        return stands[fitting[0]]
    if fitting:
        raise QueryError(f"“{wanted}” begins {len(fitting)} ids: {', '.join(fitting[:5])}. Give more of it.")
    subject = find_subject(warehouse, wanted)
    found = stands.get(subject.subject_id) or by_content(stands).get(subject.content)
    if found is None:
        told = "nothing to take back: the ledger has no verdict on it that stands"
        raise ReviewError(f"{subject.subject_id}: {told}")
    return found


def _draft(subject: Subject, verdict: Verdict, reviewer: str, because: str, value: float | None = None) -> Draft:
    known = (subject.subject_id, subject.source_id, subject.content)
    return Draft(*known, verdict, value, because, reviewer, datetime.now(UTC), subject.before)


def _no_claim(subject: Subject) -> str | None:
    if not subject.is_claim:
        return f"it is a row of the quarantine: skl quarantine show {subject.subject_id}"
    if subject.decided_in and CORRECTIONS_FILE in subject.decided_in:
        return f"{subject.decided_in} decides about it: change it there"
    return None


def _unfit(subject: Subject, value: float | None) -> str | None:
    if subject.before.value is None:
        return f"“{subject.before.value_text}” is a name, which has no other value: reject it without one"
    return unfit(value, subject.unit or "", subject.statistic or "")


def _no_held(subject: Subject) -> str | None:
    if subject.is_claim:
        return f"it is a claim, and not held back: skl audit show {subject.subject_id}"
    return None


def _bound_to_stay(subject: Subject) -> str | None:
    """What fails a check of its form has nothing in it that could be published."""
    if subject.contradicted:
        return None
    return (
        f"it failed the check {subject.check_name} ({subject.reason}), so there is no sound number to release. "
        f"If the document is wrong, take a better copy (skl add FILE --source {subject.source_id}); "
        f"if it can be done without, waive it: skl quarantine waive {subject.subject_id}"
    )
