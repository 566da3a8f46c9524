"""What people are told of decisions: recorded ones, rows that wait for one, and verdicts that lapsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.judge import NEXT
from schemas.reviews import Review
from warehouse.report import LapsedReview
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


def lapsed_review_lines(lapsed: Sequence[LapsedReview], most: int | None) -> Iterator[str]:
    """Each lapsed verdict with before, after and the next command; the first ``most`` of them."""
    if not lapsed:
        return
    yield f"Reviews that lapsed, for what they judged has changed: {len(lapsed)}"
    for item in lapsed[:most]:
        yield f"  {item.source_id}: {item.verdict} by {item.reviewer} ({item.subject_id})"
        yield f"    before: {_place(item.before_value_text, item.before_quote, item.before_page)}"
        if item.successor_id is None:
            yield "    now:    not there any more, or not to be told from others like it"
            yield f"    next: skl audit undo {item.subject_id} --by NAME"
        else:
            yield f"    now:    {_place(item.after_value_text, item.after_quote, item.after_page)}"
            yield f"    next: skl audit show {item.successor_id}"
    if len(lapsed) > len(lapsed[:most]):
        yield f"    … and {len(lapsed) - len(lapsed[:most])} more; next: skl check --all"


def _place(value_text: str | None, quote: str | None, page: int | None) -> str:
    return f"“{value_text}” in “{quote}”" + (f", page {page}" if page else "")
