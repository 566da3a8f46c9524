"""Invented surveys that are consistent in themselves: answers are counted first, and everything printed follows.

Each number is a ``Print``: what it is of, and where it stands. Pages are drawn of the same prints, marked SYNTETISK.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import floor
from statistics import mean, median

from schemas.codes import Reader, Statistic, Unit

SIZES = ("> 100000", "50000-99999", "20000-49999", "10000-19999", "< 10000")
NOW, BEFORE = 2014, 2011
#: Questions with one answer each: all answers of the codebook as a chart has them, and the one that prose speaks of.
QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "egov-priority": (
        tuple(f"egov-priority-{name}" for name in ("very-high", "fairly-high", "neutral", "fairly-low", "very-low")),
        "egov-priority-high",
    ),
    "apps": (("apps-offered", "apps-in-progress", "apps-not-offered", "apps-unknown"), "apps-offered"),
    "open-data": (
        ("open-data-offered", "open-data-in-progress", "open-data-not-offered", "open-data-unknown"),
        "open-data-offered",
    ),
    "my-messages": (("my-messages-started", "my-messages-not-started", "my-messages-unknown"), "my-messages-started"),
    "earchive": (("earchive-started", "earchive-not-started", "earchive-unknown"), "earchive-started"),
    "eservices": (("eservices-offered", "eservices-not-offered", "eservices-unknown"), "eservices-offered"),
}
SUMS = {
    "egov-priority-high": ("egov-priority-very-high", "egov-priority-fairly-high"),
    "apps-activity": ("apps-offered", "apps-in-progress"),
    "open-data-activity": ("open-data-offered", "open-data-in-progress"),
}
COUNTED, COMPARED = "my-messages-started", "apps-offered"


@dataclass(frozen=True)
class Print:
    """One printed number. ``place`` is chart, prose, summary, table, press or caption."""

    place: str
    indicator_id: str
    value: int
    question: str | None = None
    year: int = NOW
    size_class: str | None = None
    statistic: Statistic = Statistic.SHARE
    unit: Unit = Unit.PERCENT

    @property
    def key(self) -> tuple[object, ...]:
        """What it is of."""
        return self.indicator_id, self.year, self.size_class, self.statistic, self.unit

    @property
    def reader(self) -> Reader:
        """Who reads such a place."""
        readers = {"chart": Reader.CHART_LABEL, "table": Reader.TABLE, "caption": Reader.CAPTION}
        return readers.get(self.place, Reader.PROSE)


@dataclass
class Invented:
    """A survey as printed, and its lists by municipality: points and numbers of e-services."""

    prints: list[Print] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    eservices: list[int] = field(default_factory=list)
    answered: int = 0


def rounded(part: float, whole: float = 100) -> int:
    """Whole percent, halves upwards as spreadsheets do."""
    return floor(100 * part / whole + 0.5)


def invent(seed: int) -> Invented:
    """A survey that is consistent in itself; the same seed gives the same."""
    dice = random.Random(seed)
    made = Invented()
    sizes = [dice.randint(4, 60) for _ in SIZES]
    earlier = dice.randint(60, 214)
    made.answered = sum(sizes)
    for question, (answers, told) in QUESTIONS.items():
        by_size = [_answers(dice, answers, size) for size in sizes]
        before = _answers(dice, answers, earlier)
        made.prints += _question(question, told, by_size, before)
    _lists(dice, made)
    return made


def _answers(dice: random.Random, answers: tuple[str, ...], answered: int) -> Counter[str]:
    weights = [dice.random() ** 2 for _ in answers]
    drawn = Counter(dice.choices(answers, weights, k=answered))
    return Counter({name: drawn[name] for name in answers})


def _question(question: str, told: str, by_size: list[Counter[str]], before: Counter[str]) -> Iterator[Print]:
    now: Counter[str] = sum(by_size, Counter())
    for counts in (now, before, *by_size):
        for whole, parts in SUMS.items():
            if set(parts) <= set(QUESTIONS[question][0]):
                counts[whole] = sum(counts[part] for part in parts)
    yield from _chart(question, now, before)
    yield from _said(question, told, now, before)
    if question in ("egov-priority", "eservices"):
        for label, counts in zip(SIZES, by_size, strict=True):
            many = _answered(question, counts)
            yield Print("table", told, rounded(counts[told], many), question, size_class=label)
            if question == "eservices":
                yield Print("caption", question, many, question, NOW, label, Statistic.RESPONDENTS, Unit.MUNICIPALITIES)


def _chart(question: str, now: Counter[str], before: Counter[str]) -> Iterator[Print]:
    for name in QUESTIONS[question][0]:
        yield Print("chart", name, rounded(now[name], _answered(question, now)), question)
        if question == "apps":
            yield Print("chart", name, rounded(before[name], _answered(question, before)), question, BEFORE)
    many = _answered(question, now)
    yield Print("caption", question, many, question, statistic=Statistic.RESPONDENTS, unit=Unit.MUNICIPALITIES)


def _said(question: str, told: str, now: Counter[str], before: Counter[str]) -> Iterator[Print]:
    size, past = _answered(question, now), _answered(question, before)
    for place in ("prose", "summary", "press"):
        yield Print(place, told, rounded(now[told], size), question)
    for whole, parts in SUMS.items():
        if whole != told and parts[0] in QUESTIONS[question][0]:
            yield Print("prose", whole, rounded(now[whole], size), question)
    if told == COUNTED:
        yield Print("prose", told, now[told], question, statistic=Statistic.COUNT, unit=Unit.MUNICIPALITIES)
    if told == COMPARED:
        yield Print("prose", told, rounded(before[told], past), question, BEFORE)
        change = rounded(now[told] / size - before[told] / past, 1)
        yield Print("summary", told, change, question, statistic=Statistic.CHANGE)


def _answered(question: str, counts: Counter[str]) -> int:
    return sum(counts[name] for name in QUESTIONS[question][0])


def _lists(dice: random.Random, made: Invented) -> None:
    """A ranking by points and a list of counts, and what prose says of both."""
    points = [14, 0, *(dice.randint(0, 14) for _ in range(dice.randint(80, 180)))]
    made.points = sorted([*points, *range(15)], reverse=True)
    made.eservices = sorted((dice.randint(1, 140) for _ in range(dice.randint(60, 150))), reverse=True)
    counted = {"statistic": Statistic.COUNT, "unit": Unit.MUNICIPALITIES}
    some, services = "eservices-number-among-providers", {"unit": Unit.ESERVICES}
    made.prints += [
        Print("prose", "index-ranked", len(made.points), **counted),  # type: ignore[arg-type]
        Print("prose", "index-full-points", made.points.count(14), **counted),  # type: ignore[arg-type]
        Print("prose", "index-zero-points", made.points.count(0), **counted),  # type: ignore[arg-type]
        Print("prose", "index-points", 14, statistic=Statistic.MAXIMUM, unit=Unit.POINTS),
        Print("prose", "eservices-number", max(made.eservices), statistic=Statistic.MAXIMUM, unit=Unit.ESERVICES),
        Print("prose", some, floor(mean(made.eservices) + 0.5), statistic=Statistic.MEAN, **services),
        Print("prose", some, floor(median(made.eservices) + 0.5), statistic=Statistic.MEDIAN, **services),
        Print("caption", some, len(made.eservices), statistic=Statistic.RESPONDENTS, unit=Unit.MUNICIPALITIES),
    ]
