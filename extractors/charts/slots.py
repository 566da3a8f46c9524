"""Slots: where each category's bars stand, named by its label; and each series' place within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from extractors.charts.bar_shapes import Arrangement, Bar, reach
from extractors.charts.categories import Category, name_below, name_beside, nearest
from extractors.charts.labels import Label
from schemas.claim import Region

#: How far a bar may be from its series' place in a slot, in bars' thicknesses.
_OFF = 0.2
#: Bars of one category are nearer to each other than this, in thicknesses; categories are further apart.
_GAPS = (0.35, 0.05, 0.7)
_MOST_SLOTS = 200
#: A name that a negative bar's value has run into: "gata och park-47".
_ENDS_NEGATIVE = re.compile(r"[^\W\d] ?[-\u2012\u2013\u2212]\d+(?:[.,]\d+)? ?%?$")
#: How many categories may stand in the place of one, where every second or third has a bar.
_BETWEEN = (2, 3)


@dataclass(frozen=True)
class Slots:
    """Named categories along the axis, and by series its distance from a category's middle."""

    categories: tuple[Category, ...]
    pitch: float
    offsets: dict[int, float]

    def place(self, category: int, series: int) -> float:
        """Where the bar of a series stands in a category, in points along the category axis."""
        return self.categories[category].place + self.offsets[series]

    def of(self, bar: Bar) -> int:
        """Index of the category that a bar stands in."""
        return nearest([category.place for category in self.categories], bar.centre)


def find_slots(
    drawn: Arrangement,
    series: Sequence[int],
    labels: Sequence[Label],
    plots: Sequence[Region],
    limits: tuple[float, float],
) -> Slots | None:
    """The first way of seeing the bars in categories that labels and places bear out; None without any.

    ``series`` is the series of each bar. ``plots`` are the boxes that labels may stand around. ``limits`` are the ends
    of what is drawn along the category axis: empty categories may stand up to there.
    """
    labels = _without_values(drawn, labels)
    ways = [(places, pitch) for places, pitch in _ways(drawn, series) if len(places) <= _MOST_SLOTS]
    for plot in plots:
        beside = _beside(labels, plot, drawn.upright)
        for places, pitch in ways:
            named = _name(drawn.upright, places, pitch, plot, beside, limits)
            if named is not None and _is_negative(drawn) and any(_ENDS_NEGATIVE.search(each.name) for each in named):
                named = None
            if named is not None and (offsets := _offsets(drawn, series, named)) is not None:
                return Slots(tuple(named), pitch, offsets)
    return None


def _is_negative(drawn: Arrangement) -> bool:
    return any(bar.outer < drawn.base for bar in drawn.bars)


def _without_values(drawn: Arrangement, labels: Sequence[Label]) -> list[Label]:
    """The labels without negative numbers where bars are negative: their values, which stand where names may."""
    if not _is_negative(drawn):
        return list(labels)
    return [label for label in labels if label.number is None or label.number.value >= 0]


def _beside(labels: Sequence[Label], plot: Region, upright: bool) -> list[Label]:
    """Labels outside of a plot, where the category axis stands."""
    start, end = reach(plot, upright)
    found = []
    for label in labels:
        near, far = reach(label.region, upright)
        slack = 0.5 * label.size
        if far <= start + slack or near >= end - slack:
            found.append(label)
    return found


def _ways(drawn: Arrangement, series: Sequence[int]) -> Iterator[tuple[list[float], float]]:
    """Candidates for the categories' middles: a regular grid, which has empty places too; groups of bars by gaps.

    Last, finer grids: each of their places must be named, too.
    """
    grid = _grid(drawn, series)
    if grid is not None:
        yield grid
    for gap in _GAPS:
        groups = _groups(drawn.bars, gap * drawn.thickness)
        places = [(min(bar.low for bar in group) + max(bar.high for bar in group)) / 2 for group in groups]
        yield places, _pitch(places, drawn)
    if grid is not None:
        yield from (_divided(*grid, parts) for parts in _BETWEEN if grid[1] > parts * drawn.thickness)


def _divided(places: Sequence[float], pitch: float, parts: int) -> tuple[list[float], float]:
    """A finer grid: no two bars stand at neighbouring categories, those between have bars of zero."""
    count = (len(places) - 1) * parts + 1
    return [places[0] + pitch / parts * step for step in range(count)], pitch / parts


def _pitch(places: Sequence[float], drawn: Arrangement) -> float:
    if len(places) > 1:
        return min(other - one for one, other in pairwise(places))
    return 2 * (max(bar.high for bar in drawn.bars) - min(bar.low for bar in drawn.bars))


def _groups(bars: Sequence[Bar], gap: float) -> list[list[Bar]]:
    groups: list[list[Bar]] = []
    end = 0.0
    for bar in sorted(bars, key=lambda bar: bar.low):
        if groups and bar.low - end <= gap:
            groups[-1].append(bar)
        else:
            groups.append([bar])
        end = max(end, bar.high) if len(groups[-1]) > 1 else bar.high
    return groups


def _grid(drawn: Arrangement, series: Sequence[int]) -> tuple[list[float], float] | None:
    """Equally distant categories: the least distance between bars of one series, and the middle of what it repeats."""
    centres: dict[int, list[float]] = {}
    for bar, own in zip(drawn.bars, series, strict=True):
        centres.setdefault(own, []).append(bar.centre)
    steps = [b - a for own in centres.values() for a, b in pairwise(sorted(own)) if b - a > 0.5 * drawn.thickness]
    if not steps:
        return None
    pitch = median(step for step in steps if step <= 1.02 * min(steps))
    whole = [round(step / pitch) for step in steps]
    pitch = sum(steps) / sum(whole)
    if any(abs(step - count * pitch) > _OFF * drawn.thickness for step, count in zip(steps, whole, strict=True)):
        return None
    first = min(bar.centre for bar in drawn.bars)
    middle = first + _middle_phase(sorted({round((bar.centre - first) % pitch, 2) for bar in drawn.bars}), pitch)
    counts = [round((bar.centre - middle) / pitch) for bar in drawn.bars]
    return [middle + count * pitch for count in range(min(counts), max(counts) + 1)], pitch


def _middle_phase(phases: list[float], pitch: float) -> float:
    """The middle of the occupied part of a period: opposite its widest empty part."""
    gaps = [(other - one, one, other) for one, other in pairwise([*phases, phases[0] + pitch])]
    _, before, after = max(gaps)
    return (before + after) / 2 + pitch / 2


def _name(
    upright: bool,
    places: list[float],
    pitch: float,
    plot: Region,
    labels: Sequence[Label],
    limits: tuple[float, float],
) -> list[Category] | None:
    """Names of the places; then of further places at both ends, where bars of zero would be, as far as names go."""
    name = name_below if upright else name_beside
    named = name(places, pitch, plot, labels)
    if named is None or len(places) < 2:
        return named
    for step in (-pitch, pitch):
        while len(named) < _MOST_SLOTS:
            further = (named[0] if step < 0 else named[-1]).place + step
            if not limits[0] - 0.6 * pitch <= further <= limits[1] + 0.6 * pitch:
                break
            longer = name(sorted([category.place for category in named] + [further]), pitch, plot, labels)
            if longer is None:
                break
            named = longer
    return named


def _offsets(drawn: Arrangement, series: Sequence[int], named: Sequence[Category]) -> dict[int, float] | None:
    """Each series' distance from the middle of a category; None when it varies, or two bars share a place."""
    places = [category.place for category in named]
    found: dict[int, list[float]] = {}
    taken: set[tuple[int, int]] = set()
    for bar, own in zip(drawn.bars, series, strict=True):
        slot = nearest(places, bar.centre)
        if (slot, own) in taken:
            return None
        taken.add((slot, own))
        found.setdefault(own, []).append(bar.centre - places[slot])
    offsets = {own: fmean(values) for own, values in found.items()}
    near = max(1.0, _OFF * drawn.thickness)
    if any(abs(value - offsets[own]) > near for own, values in found.items() for value in values):
        return None
    return offsets
