"""A printed change is the difference of the two years' shares ("från 15 till 46": 31), within rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.codes import CheckStatus, Statistic, Unit
from warehouse.arithmetic import Interval
from warehouse.reconcile import Key
from warehouse.survey import ENTRIES, Fact, Survey, printed
from warehouse.survey_checks.finding import Finding, on


def between_years(survey: Survey) -> Iterator[Finding]:
    """One finding for each change whose two years are printed, as they are or as the sum of their parts."""
    for fact in survey.sound_facts():
        if (fact.key.statistic, fact.key.unit) != (Statistic.CHANGE, Unit.PERCENT):
            continue
        now = _shares(survey, fact.key, fact.key.year)
        earlier = [before for year in _years(survey, fact.key) if (before := _shares(survey, fact.key, year))]
        if now and earlier:
            yield _change(fact, now, earlier)


def _years(survey: Survey, key: Key) -> list[int]:
    return sorted({fact.key.year for fact in survey.facts.values() if fact.key.year < key.year}, reverse=True)


def _shares(survey: Survey, key: Key, year: int) -> list[Fact]:
    """The share of that year, else all the shares that make it up; none when it is not known."""
    like = replace(key, statistic=Statistic.SHARE)
    own = survey.share(key.indicator_id, like, year)
    if own is not None:
        return [own]
    entry = ENTRIES.get(key.indicator_id)
    parts = [survey.share(part, like, year) for part in entry.of] if entry else []
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else []


def _change(fact: Fact, now: list[Fact], earlier: list[list[Fact]]) -> Finding:
    """Against the one earlier year that gives it; against the latest, and without certainty if there are several."""
    agreeing = [before for before in earlier if _difference(now, before).meets(fact.interval)]
    before = (agreeing or earlier)[0]
    expected = f"{printed(_difference(now, before))} percentage points"
    others = [*now, *before]
    if agreeing:
        return on(fact, CheckStatus.PASS, expected, printed(fact.interval), others)
    if _relative(now, before).meets(fact.interval):
        return on(fact, CheckStatus.WARN, expected, f"{printed(fact.interval)} percent of the earlier share", others)
    status = CheckStatus.FAIL if len(earlier) == 1 else CheckStatus.WARN
    return on(fact, status, expected, printed(fact.interval), others)


def _difference(now: list[Fact], before: list[Fact]) -> Interval:
    return _sum(now) - _sum(before)


def _relative(now: list[Fact], before: list[Fact]) -> Interval:
    """By how many percent the share has changed; nothing is possible from nothing."""
    new, old = _sum(now), _sum(before)
    if old.low <= 0:
        return new - old
    return Interval(100 * (new.low / old.high - 1), 100 * (new.high / old.low - 1))


def _sum(facts: list[Fact]) -> Interval:
    first, *rest = (fact.interval for fact in facts)
    return sum(rest, first)
