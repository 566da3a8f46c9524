"""What will show each claim to somebody who has only the database: a picture of its place, or its line of a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from extractors.pdf.page_labels import printed_labels
from schemas.claim import CheckResult, Exhibit, Extraction
from schemas.codes import CheckStatus, MediaType
from schemas.indicators import bind_all

#: How many claims of one document get a picture; where there are more, those that are published come first.
MOST_PICTURES = 5_000

Ask = Callable[[str, dict[str, Any]], tuple[Any, str | None]]


def show(extraction: Extraction, media: MediaType, ask: Ask) -> None:
    """Give the claims of a document their exhibits; what can't be drawn costs its pictures, and a check says so.

    ``ask`` has a task of ``flows.inside`` done with the document's bytes, and gives its result or the problem.
    """
    if not extraction.claims:
        return
    shown, problem = _pictures(extraction, ask) if media is MediaType.PDF else _lines(extraction, media, ask)
    labels = printed_labels(extraction.tokens)
    for position, claim in enumerate(extraction.claims):
        known = shown.get(position, Exhibit())
        label = labels.get(claim.page) if claim.page else None
        extraction.exhibits[position] = replace(known, page_label=label or known.page_label)
    extraction.checks.append(_check(extraction, problem))


def _pictures(extraction: Extraction, ask: Ask) -> tuple[dict[int, Exhibit], str | None]:
    positions = _chosen(extraction)
    claims = [extraction.claims[position] for position in positions]
    drawn, problem = ask("crops", {"places": [(claim.regions, claim.marks) for claim in claims]})
    return dict(zip(positions, drawn or [], strict=False)), problem


def _chosen(extraction: Extraction) -> list[int]:
    """The claims that stand somewhere on a page, as many as get a picture."""
    placed = [position for position, claim in enumerate(extraction.claims) if claim.regions or claim.marks]
    if len(placed) <= MOST_PICTURES:
        return placed
    bound = {position for position, binding in enumerate(bind_all(extraction.claims)) if binding is not None}
    published = bound | {row.claim for row in extraction.rows}
    return sorted(sorted(placed, key=lambda position: position not in published)[:MOST_PICTURES])


def _lines(extraction: Extraction, media: MediaType, ask: Ask) -> tuple[dict[int, Exhibit], str | None]:
    found, problem = ask("lines", {"media": media, "quotes": [claim.quote for claim in extraction.claims]})
    return dict(enumerate(found or [])), problem


def _check(extraction: Extraction, problem: str | None) -> CheckResult:
    shown = sum(1 for item in extraction.exhibits.values() if item.png or item.line)
    missing = len(extraction.claims) - shown
    return CheckResult(
        "claims_are_shown",
        CheckStatus.WARN if missing else CheckStatus.PASS,
        f"a picture or a line for each of {len(extraction.claims)} claims",
        f"{shown}",
        problem or ("" if not missing else "the others stand at no place that can be drawn, or are beyond the limit"),
    )
