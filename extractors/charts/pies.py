"""Pies and rings: each printed label certified by the angle of its sector."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.charts.labels import Label, labels_of
from extractors.charts.legend import NAMELESS, Legend, find_legend, settled
from extractors.charts.model import DRAWN, LEGEND, ChartReading, ChartValue, Refusal, Zone
from extractors.charts.pie_labels import Tag, leaders_of, sector_at, tags_of
from extractors.charts.sectors import Sector, find_pie
from extractors.explanations import Explanation
from extractors.pdf.shapes import Shape
from extractors.text import Word

_TWO_NUMBERS = "numbers at the pie are printed over each other or over names, and it can't be told whose they are"
_DISAGREE = "the angles of the pie and its printed labels disagree"
_NO_NAMES = "the sectors of the pie have no names: its legend doesn't tell their colours, and no names stand at them"
_TWICE = "two sectors of the pie have the same name"


@dataclass(frozen=True)
class _Whole:
    """What the full circle stands for: an interval, from all labels and their angles."""

    low: float
    high: float

    @property
    def percent(self) -> bool:
        """Whether it may be a hundred."""
        return self.low <= 100 <= self.high


def read_pie(zone: Zone) -> ChartReading | Refusal | None:
    """Read a pie or a ring; None when the shapes are neither."""
    sectors = find_pie(zone.shapes)
    if len(sectors) < 2:
        return None
    labels = labels_of(zone.words)
    filled = [shape for shape in zone.shapes if shape.fill is not None]  # leader lines are no keys
    legend = find_legend(_without_sectors(filled, sectors), labels)
    named = {word for entry in legend.entries for word in entry.words}
    tags = tags_of((label for label in labels if not named.intersection(label.words)), sectors)
    owned = None if tags is None else _owned(tags, sectors, zone.shapes)
    if owned is None:
        return Refusal(_TWO_NUMBERS)
    whole = _whole(sectors, owned)
    if whole is None:
        return Refusal(_DISAGREE)
    names = _names(sectors, owned, legend)
    if names is None:
        return Refusal(_NO_NAMES)
    printed = [name for name in names if name]
    if len(set(printed)) < len(printed):
        return Refusal(_TWICE)
    read = named.union(*(tag.words for tag in tags or ()))
    unread = any(_is_number_in(label, sectors[0]) for label in labels if not read.intersection(label.words))
    return _reading(
        [None if unread and index not in owned else name for index, name in enumerate(names)],
        sectors,
        owned,
        whole,
        legend,
    )


def _is_number_in(label: Label, sector: Sector) -> bool:
    """Whether a label in the pie has a number that is no sector's: it may be that of any without one."""
    return math.dist(label.centre, sector.centre) <= sector.outer and any(char.isdigit() for char in label.text)


def _without_sectors(shapes: Sequence[Shape], sectors: Sequence[Sector]) -> list[Shape]:
    """All shapes but small sectors, which are no keys; a large one shows that its colour is used."""
    small = {id(sector.shape) for sector in sectors if max(_size(sector.shape)) < sectors[0].outer * 0.5}
    return [shape for shape in shapes if id(shape) not in small] if len(small) < len(sectors) else list(shapes)


def _size(shape: Shape) -> tuple[float, float]:
    return shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top


def _owned(tags: Sequence[Tag], sectors: Sequence[Sector], shapes: Sequence[Shape]) -> dict[int, Tag] | None:
    """The label of each sector that has one; None when a sector has two."""
    leaders = leaders_of(shapes)
    owned: dict[int, Tag] = {}
    for tag in tags:
        index = sector_at(tag, sectors, leaders)
        if index is None:
            continue
        if index in owned:
            return None
        owned[index] = tag
    return owned


def _whole(sectors: Sequence[Sector], owned: dict[int, Tag]) -> _Whole | None:
    """The whole that every label with its angle allows; None when there is none, or per cents don't make a hundred."""
    low, high = 0.0, math.inf
    for index, tag in owned.items():
        least, most = _share(sectors[index])
        value, half = tag.number.value, tag.number.half
        low = max(low, (value - half) / most)
        high = min(high, (value + half) / least if least > 0 else math.inf)
    whole = _Whole(low, high) if owned else _Whole(100.0, 100.0)
    signs = any(tag.number.percent for tag in owned.values())
    return (
        None
        if low > high or (signs and not _makes_percents(whole, owned, sectors)) or _denied(owned, sectors)
        else whole
    )


def _makes_percents(whole: _Whole, owned: dict[int, Tag], sectors: Sequence[Sector]) -> bool:
    """Whether a whole is a hundred but for its parts' rounding, where the rounded parts are what is drawn."""
    off = len(sectors) * max(tag.number.half for tag in owned.values())
    return whole.low <= 100 + off and whole.high >= 100 - off


def _denied(owned: dict[int, Tag], sectors: Sequence[Sector]) -> bool:
    """Whether one label alone, which vouches for nothing but itself, is all there is of several sectors."""
    return len(owned) == 1 and len(sectors) > 1 and not next(iter(owned.values())).number.percent


def _share(sector: Sector) -> tuple[float, float]:
    """Least and most that a sector's share of the circle may be, by drawing and stroke."""
    stroke = sector.shape.width / 2 if sector.shape.stroke is not None else 0.0
    off = (DRAWN + stroke) / (2 * math.pi * sector.outer)
    return sector.share - off, sector.share + off


def _names(sectors: Sequence[Sector], owned: dict[int, Tag], legend: Legend) -> list[str] | None:
    """The name of each sector: by its colour in the legend, or printed with its label; None when one is missing."""
    if legend.entries:
        shapes = settled([sector.shape for sector in sectors], legend)
        told = [legend.name(shape.fill) if shape.fill else None for shape in shapes]
        if all(told):
            return [name for name in told if name]
    beside = [owned[index].name if index in owned else "" for index in range(len(sectors))]
    return beside if owned and all(beside[index] for index in owned) else None


def _reading(
    names: Sequence[str | None], sectors: Sequence[Sector], owned: dict[int, Tag], whole: _Whole, legend: Legend
) -> ChartReading:
    """The values of the sectors that have a name."""
    percent = _has_sign(owned) or (whole.percent and _makes_hundred(sectors, owned))
    values = [
        value
        for index, sector in enumerate(sectors)
        if (name := names[index]) and (value := _value(sector, owned.get(index), whole, percent, name)) is not None
    ]
    keys: set[Word] = {word for entry in legend.entries for word in entry.words}
    used = keys.union(*(tag.words for tag in owned.values()))
    explained = tuple(Explanation(LEGEND, word.region) for word in sorted(keys, key=lambda word: (word.top, word.x0)))
    return ChartReading(tuple(values), percent, explained, used=frozenset(used))


def _has_sign(owned: dict[int, Tag]) -> bool:
    return any(tag.number.percent for tag in owned.values())


def _makes_hundred(sectors: Sequence[Sector], owned: dict[int, Tag]) -> bool:
    """Whether all labels are there and add up to a hundred but for their rounding."""
    numbers = [tag.number for tag in owned.values()]
    off = abs(sum(number.value for number in numbers) - 100)
    return not numbers or (len(numbers) == len(sectors) and off <= sum(number.half for number in numbers))


def _value(sector: Sector, tag: Tag | None, whole: _Whole, percent: bool, name: str) -> ChartValue | None:
    """A sector's value: its label's, or without a label what its angle says of the whole; none for one of no name."""
    if name == NAMELESS:
        return None
    if tag is not None:
        number = tag.number
        low, high = number.value - number.half, number.value + number.half
        return ChartValue(name, None, number.value, low, high, sector.shape.region, tag.label)
    low, high = (100.0, 100.0) if percent and whole.percent else (whole.low, whole.high)
    if not math.isfinite(high):
        return None
    least, most = _share(sector)
    low, high = max(0.0, least * low), most * high
    return ChartValue(name, None, (low + high) / 2, low, high, sector.shape.region)
