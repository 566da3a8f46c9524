"""What a generated chart holds: categories, series, values and the labels that are printed; from its seed alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from chart_words import ANSWERS, COUNTIES, GROUPS, PAIRS, SERVICES, SHORT, SIZES, STATEMENTS, YEARS

#: A bar chart's kind says how its bars stand ("h" lie) and how its series share a category.
KINDS = ("bars", "hbars", "grouped", "hgrouped", "stacked", "hstacked", "full", "hfull", "pie", "ring", "line")
STACKED = ("stacked", "hstacked", "full", "hfull")
LYING = ("hbars", "hgrouped", "hstacked", "hfull")
ROUND = ("pie", "ring")
NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


@dataclass(frozen=True)
class Numbers:
    """How values are printed."""

    unit: str
    decimals: int
    sign: str
    space: str

    def show(self, value: float) -> str:
        """The number as Swedish reports write it: decimal comma, spaces between thousands."""
        whole, _, rest = f"{abs(value):.{self.decimals}f}".partition(".")
        groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
        text = self.space.join(groups) if len(whole) > 3 else whole
        return f"{text},{rest}{self.sign}" if rest else f"{text}{self.sign}"

    def printed(self, value: float) -> float:
        """The value that a reader takes from the label."""
        return round(value, self.decimals)


@dataclass(frozen=True)
class Content:
    """Values as drawn, one row a series; ``labels`` says which of them are printed too."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    numbers: Numbers

    @property
    def drawn(self) -> tuple[tuple[float, ...], ...]:
        """Values as the lengths of their bars say them: in bars of 100 %, shares of what they add up to."""
        if self.kind not in ("full", "hfull"):
            return self.values
        wholes = [sum(column) for column in zip(*self.values, strict=True)]
        return tuple(
            tuple(100 * value / whole for value, whole in zip(row, wholes, strict=True)) for row in self.values
        )

    @property
    def top(self) -> float:
        """Largest value that the axis must hold."""
        if self.kind in STACKED:
            return max(sum(column) for column in zip(*self.values, strict=True))
        return max(max(row) for row in self.values)


def make_content(kind: str, rng: random.Random) -> Content:
    """Draw what a chart of this kind shows."""
    if kind in ROUND:
        return _round(kind, rng)
    if kind in STACKED:
        return _stacked(kind, rng)
    numbers = _numbers(rng)
    series = rng.choice(PAIRS) if kind in ("grouped", "hgrouped") else ("",)
    if kind == "line":
        series = rng.choice((("",), *PAIRS[2:]))
    categories = _years(rng) if kind == "line" and rng.random() < 0.8 else _categories(kind, series, rng)
    ceiling = _ceiling(numbers, rng)
    values = tuple(_row(kind, len(categories), ceiling, numbers, rng) for _ in series)
    return Content(kind, categories, series, values, numbers)


def _round(kind: str, rng: random.Random) -> Content:
    names = rng.choice(ANSWERS) if rng.random() < 0.6 else tuple(rng.sample(SHORT, rng.randint(3, 6)))
    numbers = _numbers(rng, rng.choice(("percent", "percent", "count")))
    whole = 100.0 if numbers.unit == "percent" else float(rng.choice((57, 220, 231, 290, 1840)))
    return Content(kind, names, ("",), (_shares(len(names), whole, numbers, rng),), numbers)


def _stacked(kind: str, rng: random.Random) -> Content:
    answers = rng.choice(ANSWERS)
    categories = _categories(kind, answers, rng)
    unit = "percent" if kind in ("full", "hfull") or rng.random() < 0.6 else "count"
    numbers = _numbers(rng, unit)
    whole = 100.0 if unit == "percent" else float(rng.choice((40, 290, 1200)))
    wholes = [whole if unit == "percent" else whole * rng.uniform(0.3, 1) for _ in categories]
    columns = [_shares(len(answers), each, numbers, rng) for each in wholes]
    return Content(kind, categories, answers, tuple(zip(*columns, strict=True)), numbers)


def _shares(count: int, whole: float, numbers: Numbers, rng: random.Random) -> tuple[float, ...]:
    """Parts of a whole: sometimes rounded to what is printed, mostly not, as in a spreadsheet; some are nothing."""
    weights = [rng.uniform(0.05, 1) ** 1.5 for _ in range(count)]
    if count > 2 and rng.random() < 0.2:
        weights[rng.randrange(count)] = 0
    parts = [whole * weight / sum(weights) for weight in weights]
    if rng.random() < 0.4 or numbers.unit == "count":
        parts = [round(part, numbers.decimals) for part in parts]
    return tuple(round(part, 4) for part in parts)


def _row(kind: str, count: int, ceiling: float, numbers: Numbers, rng: random.Random) -> tuple[float, ...]:
    """One series; lines wander, bars jump and are sometimes nothing."""
    low = 0.45 if rng.random() < 0.3 else 0.02
    values = [ceiling * rng.uniform(low, 1) for _ in range(count)]
    if kind == "line":
        values = _walk(count, ceiling, rng)
    elif rng.random() < 0.25:
        values[rng.randrange(count)] = 0.0
    if numbers.unit == "count" or rng.random() < 0.4:
        return tuple(round(value, numbers.decimals) for value in values)
    return tuple(round(value, 4) for value in values)


def _walk(count: int, ceiling: float, rng: random.Random) -> list[float]:
    value = ceiling * rng.uniform(0.25, 0.9)
    values = []
    for _ in range(count):
        value = min(ceiling, max(0.05 * ceiling, value + ceiling * rng.uniform(-0.15, 0.2)))
        values.append(value)
    return values


def _numbers(rng: random.Random, unit: str = "") -> Numbers:
    unit = unit or rng.choice(("percent", "percent", "count"))
    if unit == "percent":
        return Numbers(unit, rng.choice((0, 0, 0, 1)), rng.choice(("", "%", f"{NBSP}%")), NBSP)
    return Numbers(unit, 0, "", rng.choice((NBSP, NBSP, THIN, NARROW, "")))


def _ceiling(numbers: Numbers, rng: random.Random) -> float:
    if numbers.unit == "percent":
        return float(rng.choice((18, 45, 82, 97)))
    return float(rng.choice((12, 60, 231, 940, 4300, 26000)))


def _years(rng: random.Random) -> tuple[str, ...]:
    return rng.choice(YEARS)


def _categories(kind: str, series: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """Names along the category axis; bars that lie have room for whole statements."""
    pools: list[Sequence[str]] = [SHORT, COUNTIES, GROUPS, SERVICES]
    if kind in LYING:
        pools += [STATEMENTS, SERVICES]
    choice = rng.randrange(len(pools) + 2)
    if choice == len(pools):
        return rng.choice(SIZES)
    if choice == len(pools) + 1 and not any(name.isdigit() for name in series):
        return rng.choice(YEARS)
    pool = pools[choice % len(pools)]
    names = rng.sample(pool, rng.randint(3, min(8, len(pool))))
    if rng.random() < 0.1:
        return tuple(f"{name} (n={rng.randint(5, 80)})" for name in names)
    return tuple(names)
