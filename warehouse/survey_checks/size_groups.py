"""Size classes that hold all municipalities: shares of all lie between theirs, and their numbers add up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from schemas.codes import CheckStatus, Statistic, Unit
from warehouse.arithmetic import Interval, is_mean_of, total
from warehouse.reconcile import Key
from warehouse.survey import FAR, Fact, Survey, printed
from warehouse.survey_checks.finding import Finding, on, verdict

_BETWEEN = re.compile(r"^(\d+)-(\d+)$")
_OPEN = re.compile(r"^(<|<=|>|>=) (\d+)$")


def total_of_groups(survey: Survey) -> Iterator[Finding]:
    """One finding for each share whose size classes are printed, too, all of them."""
    for fact, classes in _partitions(survey):
        if fact.key.is_share:
            yield _total(survey, fact, classes)


def sizes_of_groups(survey: Survey) -> Iterator[Finding]:
    """One finding for each number of municipalities that is printed for every size class and for all."""
    for fact, classes in _partitions(survey):
        if fact.key.unit is Unit.MUNICIPALITIES and fact.key.statistic in (Statistic.COUNT, Statistic.RESPONDENTS):
            summed = total(one.interval for one in classes)
            status = verdict(holds=summed.meets(fact.interval))
            yield on(fact, status, f"{printed(summed)} in all size classes", printed(fact.interval), classes)


def _partitions(survey: Survey) -> Iterator[tuple[Fact, list[Fact]]]:
    """Facts of all municipalities with those of the size classes that they are divided into."""
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in survey.sound_facts():
        if fact.key.size_class is not None and _bounds(fact.key.size_class):
            groups[replace(fact.key, size_class=None)].append(fact)
    for fact in survey.sound_facts():
        classes = groups.get(fact.key, [])
        if _is_partition([str(one.key.size_class) for one in classes]):
            yield fact, classes


def _total(survey: Survey, fact: Fact, classes: list[Fact]) -> Finding:
    reach = Interval(min(one.interval.low for one in classes), max(one.interval.high for one in classes))
    if not is_mean_of(fact.interval, (one.interval for one in classes)):
        expected = f"between its size classes: {printed(reach)} %"
        return on(fact, CheckStatus.FAIL, expected, f"{printed(fact.interval)} %", classes)
    mean, exact = _weighted(survey, fact, classes) or (reach, False)
    status = CheckStatus.PASS
    if not mean.meets(fact.interval):
        status = CheckStatus.FAIL if exact else CheckStatus.WARN
    return on(fact, status, f"a mean of its size classes: {printed(mean)} %", f"{printed(fact.interval)} %", classes)


def _weighted(survey: Survey, fact: Fact, classes: list[Fact]) -> tuple[Interval, bool] | None:
    """The mean by the classes' numbers of respondents, and whether these make up all that answered."""
    sizes = [survey.answered(one.key) for one in classes]
    known = [size.interval for size in sizes if size is not None and size.interval.low > 0]
    if len(known) < len(classes):
        return None
    everyone = sum((size.low for size in known), Fraction(0))
    pairs = list(zip(known, (one.interval for one in classes), strict=True))
    low = sum((size.low * share.low for size, share in pairs), Fraction(0)) / everyone
    high = sum((size.low * share.high for size, share in pairs), Fraction(0)) / everyone
    whole = survey.answered(fact.key)
    return Interval(low, high), whole is not None and whole.interval.holds(everyone)


def _is_partition(labels: list[str]) -> bool:
    """Whether the classes follow on each other without a gap or an overlap, from nobody to everybody."""
    bounds = sorted(bound for label in labels if (bound := _bounds(label)))
    if len(bounds) < 2 or bounds[0][0] != 0 or bounds[-1][1] != FAR * FAR:
        return False
    return all(0 <= after[0] - before[1] <= 1 for before, after in pairwise(bounds))


def _bounds(label: str) -> tuple[int, int] | None:
    """Fewest and most inhabitants; None for a group that is no size class."""
    if between := _BETWEEN.match(label):
        return int(between[1]), int(between[2])
    if not (found := _OPEN.match(label)):
        return None
    bound = int(found[2])
    return (0, bound) if found[1].startswith("<") else (bound, FAR * FAR)
