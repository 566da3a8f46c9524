"""Compare what was read of charts with what they show, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from chart_pages import Chart, Value

#: Differences that no reader of a chart can see: how spaces and dashes are coded, where a name is broken.
_SAME = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), "\u00ad": ""})


@dataclass(frozen=True)
class Found:
    """One value that a reader gave."""

    page: int
    figure: str
    category: str
    series: str | None
    value: float
    low: float
    high: float
    label: bool

    def __str__(self) -> str:
        where = self.category if self.series is None else f"{self.category} / {self.series}"
        return f"{where} = {self.value:g} ({self.low:g}–{self.high:g}, {'label' if self.label else 'geometry'})"


@dataclass
class Score:
    """What became of the values of some charts."""

    charts: int = 0
    refused: int = 0
    wanted: int = 0
    answered: int = 0
    right: int = 0
    estimated: int = 0
    outside: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Add another score to this."""
        self.charts += other.charts
        self.refused += other.refused
        self.wanted += other.wanted
        self.answered += other.answered
        self.right += other.right
        self.estimated += other.estimated
        self.outside += other.outside
        self.extra += other.extra
        self.missed += other.missed
        self.reasons.update(other.reasons)

    def explain(self, reason: str | None) -> None:
        """Say why a chart was not read."""
        if reason and self.refused:
            self.reasons[reason] += 1
            self.missed = [f"{line} ({reason})" for line in self.missed]


def normal(name: str | None) -> str:
    """A name without what is not to be seen in print."""
    return "".join((name or "").translate(_SAME).split()).lower()


def score_chart(where: str, chart: Chart, found: Sequence[Found]) -> Score:
    """Score the values that were read of one chart; each found value answers one true one at most."""
    score = Score(charts=1)
    left = list(found)
    for value in chart.truth():
        answer = next((each for each in left if _answers(each, value)), None)
        if answer is not None:
            left.remove(answer)
        _count(score, where, value, answer)
    if score.missed:
        score.missed = [f"{where}: {len(score.missed)} of {score.wanted} not read: {'; '.join(score.missed[:3])}"]
    score.extra = [f"{where}: no such value: {each}" for each in left]
    score.refused = int(not found)
    return score


def _answers(found: Found, value: Value) -> bool:
    return normal(found.category) == normal(value.category) and normal(found.series) == normal(value.series)


def _count(score: Score, where: str, value: Value, answer: Found | None) -> None:
    """Count one true value; what can't be seen need not be answered, but must not be answered wrong."""
    name = value.category if value.series is None else f"{value.category} / {value.series}"
    told = f"{where}: {name} is {value.value:g} ({value.label or value.seen})"
    if value.seen != "hidden":
        score.wanted += 1
        score.answered += answer is not None
        if answer is None:
            score.missed.append(name)
    if answer is None:
        return
    if not answer.low - 1e-6 <= value.value <= answer.high + 1e-6:
        score.outside.append(f"{told}, read as {answer}")
    elif answer.label and abs(answer.value - value.value) > 1e-6:
        score.outside.append(f"{told}, label read as {answer}")
    elif answer.label:
        score.right += 1
    else:
        score.estimated += 1
