"""What people's decisions do to what was read: pure, from the ledger's entries and the corrections.

A review stands for the claim whose content is what was judged, whatever its id is by now. A correction in a
source's own file goes before a review. Claims are never edited: what is decided about them stands beside them, and only
what is made of them (observations, rows of lists) changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from schemas.claim import Claim, ListRow
from schemas.decisions import Decision, People, decided_row, row_beside, unfit
from schemas.reviews import Review, Verdict, by_content, standing
from schemas.tables import BY_NAME
from schemas.validation import frame
from warehouse.corrected import corrections_by_claim
from warehouse.errors import WarehouseError
from warehouse.held import Validated
from warehouse.rows import Row, list_rows

ON_HELD = (Verdict.RELEASED, Verdict.WAIVED)
LEDGER = "reviews.jsonl"


@dataclass(frozen=True)
class Decided:
    """What stands for each claim: the review, the decision that counts; and what was decided on rows held back."""

    reviews: Mapping[str, Review]
    claims: Mapping[str, Decision]
    held: Mapping[str, Verdict]

    @property
    def released(self) -> frozenset[str]:
        """Rows of the quarantine that are published all the same."""
        return frozenset(key for key, verdict in self.held.items() if verdict is Verdict.RELEASED)

    def quarantine(self, rows: Iterable[Row]) -> list[Row]:
        """Add to each row of the quarantine what was decided about it."""
        return [(*row, self.held.get(str(row[0]), "open")) for row in rows]


def decide(documents: Iterable[Validated], people: People) -> Decided:
    """Find what stands for each claim of these documents.

    Raises CatalogError for a correction that does not name exactly one claim, WarehouseError for a review whose value
    can't be.
    """
    known = list(documents)
    stands = standing(people.reviews)
    lines = {review.entry_hash: number for number, review in enumerate(people.reviews, start=1)}
    judged = by_content(stands)
    reviews = {key: review for validated in known for key, review in _of_document(validated, judged).items()}
    claims = {key: _decision(review, lines[review.entry_hash]) for key, review in reviews.items()}
    _refuse_unfit(known, claims)
    held = {key: review.verdict for key, review in stands.items() if review.verdict in ON_HELD}
    return Decided(reviews, claims | corrections_by_claim(known, people.corrections), held)


def _of_document(validated: Validated, judged: Mapping[str, Review]) -> dict[str, Review]:
    """The verdict on each claim; a content is a source's own, and no two of its claims have the same."""
    claims = validated.frames["claims"]
    pairs = zip(claims["claim_id"], claims["content"], strict=True)
    return {str(claim_id): judged[content] for claim_id, content in pairs if content in judged}


def _decision(review: Review, line: int) -> Decision:
    return Decision(review.verdict, review.value, review.reviewer, review.because, f"{LEDGER}, line {line}")


def _refuse_unfit(documents: Iterable[Validated], claims: Mapping[str, Decision]) -> None:
    for validated in documents:
        for key, claim in validated.claims.items():
            decision = claims.get(key)
            if decision is None or decision.review is not Verdict.CORRECTED:
                continue
            told = "a name has no other value" if claim.value is None else None
            told = told or unfit(decision.value, claim.unit, claim.statistic)
            if told:
                hint = f"Take it back: skl audit undo {key} --by NAME"
                raise WarehouseError(f"{decision.decided_in}, by {decision.reviewer} on {key}: {told}. {hint}")


def as_decided(validated: Validated, decided: Decided) -> Validated:
    """Return a document with the decisions beside its claims, and the rows of lists as they count."""
    own = {key: decision for key in validated.document.claims if (decision := decided.claims.get(key))}
    if not own:
        return validated
    claims = validated.frames["claims"]
    review = claims["claim_id"].map({key: decision.review.value for key, decision in own.items()}).fillna("none")
    frames = validated.frames | {"claims": claims.assign(review=review.astype(claims["review"].dtype))}
    kept, rows = _list(validated, own)
    frames["list_rows"] = kept
    return replace(validated, frames=frames, decisions=own, list_rows=rows)


def _list(validated: Validated, own: Mapping[str, Decision]) -> tuple[pd.DataFrame, dict[int, ListRow]]:
    """The list's rows that count, as a frame and by their number."""
    table, claims = validated.frames["list_rows"], validated.document.claims
    beside: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in own:
        beside[_line(claims[key])].append(key)
    rows = {}
    for seq, claim_id in zip(table["seq"], table["claim_id"], strict=True):
        row = decided_row(validated.row(int(seq)), claims[claim_id], own.get(claim_id))
        for key in beside.get(_line(claims[claim_id]), ()):
            if row is not None and key != claim_id:
                row = row_beside(row, claims[key], own[key])
        if row is not None:
            rows[int(seq)] = row
    return frame(BY_NAME["list_rows"], list_rows(validated.document, rows)), rows


def _line(claim: Claim) -> tuple[object, ...]:
    """The line of a list that a claim stands in: what it says of whom, and where."""
    return claim.reader, claim.page, claim.quote, claim.group


def decision_rows(documents: Iterable[Validated]) -> list[Row]:
    """The decisions that stand, each with what is printed and what counts."""
    return [
        (
            key,
            validated.document.reading.source.id,
            claim.page,
            decision.review,
            claim.value_text,
            claim.value,
            _counts(claim.value, decision),
            decision.reviewer,
            decision.because or None,
            decision.decided_in,
            claim.quote,
        )
        for validated in documents
        for key, claim in validated.document.claims.items()
        if (decision := validated.decisions.get(key)) is not None
    ]


def _counts(value: float | None, decision: Decision) -> float | None:
    if decision.review is Verdict.REJECTED:
        return None
    return decision.value if decision.review is Verdict.CORRECTED else value
