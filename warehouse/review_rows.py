"""What became of every review: it stands, or why not, with what stood there then and stands there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.judged import around, seen
from schemas.reviews import Before, Review, Verdict, on_held
from warehouse.decided import Decided
from warehouse.held import Validated
from warehouse.rows import Row, utc


@dataclass(frozen=True)
class Outcome:
    """A review's state, and the claim that is now in its place, as a person sees it."""

    state: str
    successor_id: str | None = None
    after: Before | None = None


@dataclass(frozen=True)
class Present:
    """What there is now: claims by source and id, as a person sees them, and the rows of the quarantine."""

    claims: Mapping[str, Mapping[str, Before]]
    held: frozenset[str]


def review_rows(
    reviews: Sequence[Review], decided: Decided, documents: Iterable[Validated], held: Iterable[str]
) -> list[Row]:
    """Rows of ``reviews``, in the ledger's order. ``held`` are the ids of the quarantine's rows."""
    claims = {each.document.reading.source.id: _seen(each) for each in documents}
    present = Present(claims, frozenset(held))
    places = _places(reviews)
    rows = []
    for number, review in enumerate(reviews, start=1):
        state = places[number]
        outcome = _outcome(review, decided, present) if state == "standing" else Outcome(state)
        rows.append(_row(number, review, outcome))
    return rows


def _seen(validated: Validated) -> dict[str, Before]:
    """As printed, whatever was decided about it."""
    document, kept = validated.document, set(validated.frames["claims"]["claim_id"])
    return {key: seen(claim, document.bindings.get(key)) for key, claim in document.claims.items() if key in kept}


def _places(reviews: Sequence[Review]) -> dict[int, str]:
    """For each entry by its line: whether it is its subject's last, gave way to a later one, or was taken back."""
    stacks: dict[str, list[int]] = {}
    places: dict[int, str] = {}
    for number, review in enumerate(reviews, start=1):
        stack = stacks.setdefault(review.subject_id, [])
        if review.verdict is Verdict.UNDONE:
            places[number] = "undone"
            if stack:
                places[stack.pop()] = "undone"
        else:
            stack.append(number)
    for stack in stacks.values():
        places |= dict.fromkeys(stack[:-1], "superseded") | dict.fromkeys(stack[-1:], "standing")
    return places


def _outcome(review: Review, decided: Decided, present: Present) -> Outcome:
    claims = present.claims.get(review.source_id)
    if on_held(review):
        gone = "unread" if claims is None else "lapsed"
        return Outcome("standing" if review.subject_id in present.held else gone)
    if claims is None:
        return Outcome("unread")
    own = next((key for key, known in decided.reviews.items() if known is review), None)
    if own is not None:
        counts = decided.claims[own].because == review.because and decided.claims[own].value == review.value
        return Outcome("standing" if counts else "superseded", own if own != review.subject_id else None, claims[own])
    successor = _successor(review, claims)
    if successor is None:
        return Outcome("lapsed")
    return Outcome("superseded" if successor in decided.claims else "lapsed", successor, claims[successor])


def _successor(review: Review, claims: Mapping[str, Before]) -> str | None:
    """The claim in the place of the one that was judged; None where no one, or more than one, may be it.

    By id; then by the same words around another number, of those by page and meaning; then by page, subject and
    meaning alone.
    """
    if review.subject_id in claims:
        return review.subject_id
    was = review.before
    alike = {key: now for key, now in claims.items() if around(now) == around(was)}
    meant = [key for key, now in alike.items() if now.meaning == was.meaning]
    there = [key for key, now in alike.items() if now.page == was.page]
    said = [
        key
        for key, now in claims.items()
        if was.subject and (now.page, now.subject, now.meaning) == (was.page, was.subject, was.meaning)
    ]
    choices = ([key for key in there if key in meant], there, meant, list(alike), said)
    return next((found[0] for found in choices if len(found) == 1), None)


def _row(number: int, review: Review, outcome: Outcome) -> Row:
    subject = (None, review.subject_id) if on_held(review) else (review.subject_id, None)
    return (
        subject[0],
        review.source_id,
        review.verdict,
        review.value,
        review.because or None,
        review.reviewer,
        utc(review.reviewed_at),
        number,
        subject[1],
        outcome.state,
        outcome.successor_id,
        *_side(review.before),
        *_side(outcome.after),
        review.entry_hash,
    )


def _side(shown: Before | None) -> tuple[object, ...]:
    return (shown.value_text, shown.value, shown.quote, shown.page) if shown else (None,) * 4
