"""What stands of people's decisions about a claim, and the value that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.claim import Claim, ListRow
from schemas.codes import Statistic, Unit
from schemas.corrections import Correction
from schemas.verdicts import Review, Verdict

COUNTED = (Unit.MUNICIPALITIES, Unit.ESERVICES, Unit.APPS, Unit.GROUPS)


@dataclass(frozen=True)
class People:
    """All that people have decided: the ledger of reviews, oldest first, and the corrections of all sources."""

    reviews: tuple[Review, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A verdict that stands; ``decided_in`` is the ledger, or the file of corrections and its entry."""

    review: Verdict
    value: float | None
    reviewer: str
    because: str
    decided_in: str


def decided(claim: Claim, decision: Decision | None) -> Claim | None:
    """Return the claim as it counts: None when rejected, with the person's value when corrected."""
    if decision is None or decision.review not in (Verdict.REJECTED, Verdict.CORRECTED):
        return claim
    if decision.value is None or claim.value is None:
        return None
    low, high = interval(decision.value, claim)
    return replace(claim, value=decision.value, value_low=low, value_high=high, qualifier=None)


def decided_row(row: ListRow, claim: Claim, decision: Decision | None) -> ListRow | None:
    """Return a list's row as it counts after a decision on its claim: None when that is rejected."""
    counts = decided(claim, decision)
    if counts is None or counts is claim:
        return row if counts else None
    name = _field(row, claim)
    return None if name is None else replace(row, **{name: counts.value})  # type: ignore[arg-type]


def row_beside(row: ListRow, claim: Claim, decision: Decision) -> ListRow:
    """Return a list's row after a decision on another number of its line, such as the printed place."""
    counts, name = decided(claim, decision), _field(row, claim)
    if name is None or counts is claim:
        return row
    return replace(row, **{name: counts.value if counts else None})  # type: ignore[arg-type]


def _field(row: ListRow, claim: Claim) -> str | None:
    """The row's field that holds the claim's number."""
    if claim.statistic is Statistic.RANK:
        name = "rank_group" if claim.unit is Unit.GROUPS else "rank"
    else:
        name = "eservices" if claim.unit is Unit.ESERVICES else "score"
    return name if claim.value is not None and getattr(row, name) == claim.value else None


def interval(value: float, claim: Claim) -> tuple[float, float]:
    """What a value allows by itself, as if it were printed: half a unit of its last decimal, none for whole counts."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    decimals = max(0, -int(exponent))
    if claim.unit is not Unit.PERCENT and decimals == 0:
        return value, value
    half = 0.5 * 10.0**-decimals
    return round(value - half, 10), round(value + half, 10)


def unfit(value: float | None, unit: str, statistic: str) -> str | None:
    """Say why this can't be the value of a number of that kind, for people; None when it can."""
    if value is None:
        return "the right value is needed"
    level = unit == Unit.PERCENT and statistic in (Statistic.SHARE, Statistic.TARGET)
    if level and not 0 <= value <= 100:
        return f"{value:g} is no share: expected 0 to 100 percent"
    lowest = 1 if statistic == Statistic.RANK else 0
    counted = unit in COUNTED and statistic in (Statistic.COUNT, Statistic.RESPONDENTS)
    if (counted or lowest) and (value < lowest or value != int(value)):
        return f"{value:g} is no {statistic} of {unit}: expected a whole number from {lowest}"
    return None
