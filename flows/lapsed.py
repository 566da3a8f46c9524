"""Reviews that lapsed, as ``skl check`` lists them: what was judged beside what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warehouse.report import LapsedReview


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
