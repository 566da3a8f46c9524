"""What survey arithmetic works on: the observations of all shown sources with their witnesses, and the lists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from schemas.book import BOOK, QUESTIONS
from schemas.catalog import Source
from schemas.claim import ListRow
from schemas.codebook import Entry, Question
from schemas.codes import ObservationStatus, Origin, Statistic, Unit
from warehouse.arithmetic import Interval
from warehouse.reconcile import EXACT, Bound, Key, agree, published_of, respondents_of, status

#: Instead of infinity, where words set no bound; no survey of municipalities counts so far.
FAR = 10**6
ENTRIES: Mapping[str, Entry] = {entry.id: entry for entry in BOOK.indicator}


@dataclass(frozen=True)
class Fact:
    """An observation: what is published for a key, and every claim that speaks of it."""

    key: Key
    group: tuple[Bound, ...]

    @cached_property
    def published(self) -> Bound:
        """The claim whose value is published."""
        return published_of(list(self.group))

    @cached_property
    def status(self) -> ObservationStatus:
        """How its own witnesses vouch for it."""
        return status(self.published, list(self.group))

    @cached_property
    def interval(self) -> Interval:
        """What the published words allow."""
        low, high = self.published.interval
        return Interval.of(max(low, -FAR), min(high, FAR))

    @property
    def is_exact(self) -> bool:
        """Whether it is printed as a number, without a word that bends it."""
        return self.published.form == EXACT

    @property
    def agreeing(self) -> list[Bound]:
        """The claims that say what is published, that one first."""
        others = [other for other in self.group if other is not self.published]
        return [self.published, *(other for other in others if agree(self.published, other))]


@dataclass(frozen=True)
class MunicipalList:
    """A ranking or list, or what prose names in the same way; ``whole`` unless something of it was held back."""

    source: Source
    rows: tuple[ListRow, ...]
    claim_ids: tuple[str, ...]
    whole: bool = True

    @property
    def certain(self) -> bool:
        """Whether it can be trusted to have all its rows: a reconstruction knows only a part."""
        return self.whole and self.source.origin is not Origin.RECONSTRUCTION


@dataclass(frozen=True)
class Survey:
    """All that is checked. ``crowded`` are places (source, page, context) with numbers that no indicator holds."""

    facts: Mapping[Key, Fact]
    lists: tuple[MunicipalList, ...] = ()
    crowded: frozenset[tuple[str, int | None, str]] = frozenset()

    @classmethod
    def of(
        cls,
        groups: Mapping[Key, Iterable[Bound]],
        lists: Iterable[MunicipalList] = (),
        crowded: Iterable[tuple[str, int | None, str]] = (),
    ) -> Survey:
        """Make it of the claims of each key."""
        return cls({key: Fact(key, tuple(group)) for key, group in groups.items()}, tuple(lists), frozenset(crowded))

    def __iter__(self) -> Iterator[Fact]:
        """All facts, in the order of their ids."""
        return iter(sorted(self.facts.values(), key=lambda fact: fact.key.observation_id))

    def sound(self, key: Key) -> Fact | None:
        """The fact of a key, unless its own witnesses deny it: nothing is reckoned from what is contradicted."""
        fact = self.facts.get(key)
        return None if fact is None or fact.status is ObservationStatus.CONTRADICTED else fact

    def sound_facts(self) -> Iterator[Fact]:
        """All facts that their own witnesses do not deny."""
        return (fact for fact in self if fact.status is not ObservationStatus.CONTRADICTED)

    def share(self, indicator_id: str, like: Key, year: int | None = None) -> Fact | None:
        """The share that another indicator, or another year, has for the same group and category."""
        return self.sound(Key(indicator_id, year or like.year, like.size_class, like.category))

    def answered(self, key: Key) -> Fact | None:
        """The printed number of those who answered what a share is of: the answer's own, else its question's."""
        question = question_of(key.indicator_id)
        if question is not None and question.base is not None:
            return self.sound(Key(question.base, key.year, None, None, Statistic.COUNT, Unit.MUNICIPALITIES))
        counted = replace(key, statistic=Statistic.RESPONDENTS, unit=Unit.MUNICIPALITIES)
        named = [counted, replace(counted, category=None)]
        if question is not None:
            named.append(replace(counted, indicator_id=question.id, category=None))
        return next((fact for name in named if (fact := self.sound(name))), None)

    def most_answered(self, fact: Fact) -> int | None:
        """How many answered at most: as printed for the group, the question or the figure, the first that is known."""
        own = self.answered(fact.key) or self.answered(replace(fact.key, size_class=None))
        if own is not None:
            return math.floor(own.interval.high)
        return respondents_of(fact.published)


def question_of(indicator_id: str) -> Question | None:
    """The question that an indicator answers, or is."""
    entry = ENTRIES.get(indicator_id)
    return QUESTIONS.get((entry.question or "") if entry else indicator_id)


def printed(interval: Interval) -> str:
    """An interval for people."""
    low, high = (f"{float(end):.4g}" for end in (interval.low, interval.high))
    return low if low == high else f"{low} to {high}"


def middle(interval: Interval) -> Fraction:
    """Its middle."""
    return (interval.low + interval.high) / 2
