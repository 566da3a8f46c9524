"""What people are told of rows held back and of decisions recorded."""

from __future__ import annotations

from collections.abc import Iterator

from flows.judge import NEXT
from schemas.reviews import Review
from warehouse.subjects import Subject


def recorded(review: Review) -> str:
    """Say what was written down, and from when it counts."""
    value = "" if review.value is None else f" to {review.value:g}"
    return f"{review.subject_id}: {review.verdict}{value} by {review.reviewer}; entry {review.entry_hash[:16]}. {NEXT}"


def held_lines(subject: Subject) -> Iterator[str]:
    """A row of the quarantine, line by line, and what can be done about it."""
    if subject.is_claim:
        yield f"“{subject.before.value_text}” is a claim, and not held back; next: skl audit show {subject.subject_id}"
        return
    yield f"held back:  {subject.before.quote}"
    yield f"source:     {subject.source_id}" + (f", page {subject.before.page}" if subject.before.page else "")
    yield f"check:      {subject.check_name}"
    yield f"reason:     {subject.reason}"
    yield f"decision:   {subject.decision}"
    words = '--by NAME --because "…"'
    if subject.contradicted:
        yield f"publish it: skl quarantine release {subject.subject_id} {words}"
    yield f"settle it:  skl quarantine waive {subject.subject_id} {words}"
    if subject.decision != "open":
        yield f"take back:  skl audit undo {subject.subject_id} --by NAME"
