"""Do all places that print one thing say the same, as far as their words allow?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.codes import CheckStatus, ObservationStatus, Statistic, Unit
from warehouse.arithmetic import Interval
from warehouse.reconcile import EXACT, SPOKEN, Bound, agree
from warehouse.survey import Fact, Survey, printed
from warehouse.survey_checks.finding import Finding, named, place

#: How far from its nominal value a fraction is plain: this part of the way to where the next fraction is nearer.
PLAIN = Fraction(1, 2)


def contradicted(survey: Survey) -> Iterator[Finding]:
    """One finding for each key that several claims speak of."""
    for fact in survey:
        if len(fact.group) > 1:
            yield _agreement(fact)


def _agreement(fact: Fact) -> Finding:
    against = [other for other in fact.group if not agree(fact.published, other)]
    failed = fact.status is ObservationStatus.CONTRADICTED
    return Finding(
        CheckStatus.FAIL if failed else CheckStatus.PASS,
        fact.key.observation_id,
        f"{fact.published.claim.value:g} ({printed(fact.interval)})",
        "; ".join(map(place, against)) or f"{len(fact.group)} claims that allow it",
        f"{named(fact.key)}: {place(fact.published)}",
        tuple(one.claim_id for one in (fact.published, *against)) if failed else _ids(fact),
        (fact.key,) if failed else (),
    )


def wide_fractions(survey: Survey) -> Iterator[Finding]:
    """One finding for each exact share that is also spoken of as a plain fraction ("fyra av fem")."""
    for fact in survey:
        if (fact.key.statistic, fact.key.unit) != (Statistic.SHARE, Unit.PERCENT) or fact.published.form != EXACT:
            continue
        spoken = [other for other in fact.group if other.form == SPOKEN and agree(fact.published, other)]
        plain = [other for other in spoken if other.claim.qualifier is None]
        for other in plain:
            yield _width(fact, other)


def _width(fact: Fact, spoken: Bound) -> Finding:
    nominal = Fraction(spoken.claim.value or 0)
    low, high = spoken.interval
    core = Interval(nominal - PLAIN * (nominal - Fraction(low)), nominal + PLAIN * (Fraction(high) - nominal))
    status = CheckStatus.PASS if core.meets(fact.interval) else CheckStatus.WARN
    words = "a plain fraction of it" if status is CheckStatus.PASS else "a wide rounding of it"
    return Finding(
        status,
        fact.key.observation_id,
        f"about {printed(core)}",
        f"{fact.published.claim.value:g}: “{spoken.claim.value_text}” is {words}",
        f"{named(fact.key)}: {place(fact.published)}; {place(spoken)}",
        (fact.published.claim_id, spoken.claim_id),
    )


def _ids(fact: Fact) -> tuple[str, ...]:
    return tuple(one.claim_id for one in fact.agreeing)
