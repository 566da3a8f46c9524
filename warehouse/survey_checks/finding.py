"""What a check finds, and how the places of numbers are named in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.codes import CheckStatus
from warehouse.reconcile import Bound, Key
from warehouse.survey import Fact


@dataclass(frozen=True)
class Finding:
    """Outcome of a check on some numbers. ``refutes`` are observations of which at least one must be wrong."""

    status: CheckStatus
    scope: str
    expected: str
    found: str
    detail: str
    claim_ids: tuple[str, ...] = ()
    refutes: tuple[Key, ...] = ()


def on(fact: Fact, status: CheckStatus, expected: str, found: str, others: Iterable[Fact] = ()) -> Finding:
    """Say what became of a fact held against others; when it failed, it and they are refuted together."""
    facts = (fact, *others)
    places = "; ".join(place(one.published, named(one.key)) for one in facts)
    ids = tuple(dict.fromkeys(one.published.claim_id for one in facts))
    refutes = tuple(one.key for one in facts) if status is CheckStatus.FAIL else ()
    return Finding(status, fact.key.observation_id, expected, found, places, ids, refutes)


def verdict(*, holds: bool) -> CheckStatus:
    """Pass or fail."""
    return CheckStatus.PASS if holds else CheckStatus.FAIL


def place(bound: Bound, said_of: str | None = None) -> str:
    """Where a number stands and what it is of, for people: with page and claim id."""
    page = f" p. {bound.claim.page}" if bound.claim.page else ""
    about = f" ({said_of})" if said_of else ""
    return f"“{bound.claim.value_text}” in {bound.source.id}{page}{about} [{bound.claim_id}]"


def named(key: Key) -> str:
    """A key for people."""
    statistic = None if key.is_share else f"{key.statistic}"
    return " · ".join(
        str(part) for part in (key.indicator_id, key.year, statistic, key.size_class, key.category) if part
    )
