"""Line charts: points named by their place, series by their colour; labels and axis certify each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.charts.axis import Scale, find_scales, one_measure
from extractors.charts.bar_shapes import bar_shapes
from extractors.charts.categories import Category, nearest
from extractors.charts.clusters import touches
from extractors.charts.labels import Label, labels_of, turned_labels
from extractors.charts.legend import Legend, find_legend, same_colour
from extractors.charts.line_plot import categories_below, level_lines, lowest, plot_of
from extractors.charts.model import AXIS, CATEGORY, LEGEND, ChartReading, ChartValue, HeldValue, Refusal, Zone
from extractors.charts.point_labels import Point, Slope, pair_points, slope_of
from extractors.charts.polylines import NEAR, Polyline, find_polylines, places_of
from extractors.explanations import Explanation
from extractors.text import Word
from schemas.claim import Region

_MOST_DENIED = 0.2
_COMBINED = "lines and bars are drawn in one chart, and it can't be told which axis each belongs to"
_UNEVEN = "the points of the lines don't stand at even places"
_NO_CATEGORIES = "the places of the points are not named one by one by labels below them"
_NO_NAMES = "several lines, and neither a legend nor a name at each line's end tells them apart"
_NO_MEASURE = "no axis can be calibrated, and the printed labels don't lie on one scale with their points"
_TWICE = "two lines have points of one name at one place"
#: A filled box larger than this is no marker.
_SMALL = 12.0


@dataclass(frozen=True)
class _Plot:
    """A line chart on the way: its points, what names them, and what may be printed at them."""

    points: tuple[Point, ...]
    names: tuple[str | None, ...]
    categories: tuple[Category, ...]
    legend: Legend
    numbers: tuple[Label, ...]
    scale: Scale | None
    ticks: frozenset[Word]
    region: Region


def read_lines(zone: Zone) -> ChartReading | Refusal | None:
    """Read a line chart; None when no line goes from category to category."""
    labels = [*labels_of(zone.words), *turned_labels(zone.turned)]
    legend = find_legend(zone.shapes, [label for label in labels if not label.angle])
    keys = [entry.key for entry in legend.entries]
    drawn = _once(find_polylines(zone.shapes, keys))
    lines = _of_series(drawn, legend)
    if not lines:
        return None
    if any(_is_alike(line, lines) for line in drawn if line not in lines):
        return Refusal(_NO_NAMES)
    if any(shape.fill is not None and _is_bar(shape.region, lines) for shape in bar_shapes(zone.shapes, keys)):
        return Refusal(_COMBINED)
    places = places_of(lines)
    if places is None or len(places) < 3:
        return Refusal(_UNEVEN)
    named = {word for entry in legend.entries for word in entry.words}
    free = [label for label in labels if not named.intersection(label.words)]
    plot = _plot(zone, lines, places, legend, free)
    return plot if isinstance(plot, Refusal) else _reading(plot)


def _once(lines: Iterable[Polyline]) -> list[Polyline]:
    """Each line once: of one drawn twice (a halo) the later one."""
    distinct: dict[tuple[tuple[int, int], ...], Polyline] = {}
    for line in lines:
        distinct[tuple((round(x), round(y)) for x, y in line.points)] = line
    return list(distinct.values())


def _of_series(lines: list[Polyline], legend: Legend) -> list[Polyline]:
    """The lines that the legend names; all when it names none."""
    return [line for line in lines if legend.name(line.colour)] or lines


def _is_alike(line: Polyline, others: Sequence[Polyline]) -> bool:
    """Whether a line without a name has its points where those with one have theirs: it is a series, too."""
    places = [x for other in others for x, _ in other.points]
    return all(any(abs(x - place) <= NEAR for place in places) for x, _ in line.points)


def _is_bar(box: Region, lines: Sequence[Polyline]) -> bool:
    """Whether a filled box is larger than a marker, and stands among the lines."""
    left, right = min(line.points[0][0] for line in lines), max(line.points[-1][0] for line in lines)
    large = max(box.x1 - box.x0, box.bottom - box.top) > _SMALL and min(box.x1 - box.x0, box.bottom - box.top) > 1.5
    return large and box.x1 > left and box.x0 < right


def _plot(
    zone: Zone, lines: list[Polyline], places: list[float], legend: Legend, labels: list[Label]
) -> _Plot | Refusal:
    region = plot_of(zone, lines)
    outside = [label for label in labels if label.number and _is_beside(label, places)]
    keys = [entry.key.region for entry in legend.entries]
    grid = [shape for shape in zone.shapes if not any(_is_of_key(shape.region, key) for key in keys)]
    scales = find_scales(outside, level_lines(grid), True)
    ticks = {word for scale in scales for tick in scale.ticks for word in tick.words}
    free = [label for label in labels if not ticks.intersection(label.words)]
    pitch = min(other - one for one, other in pairwise(places))
    below = [label for label in free if label.centre[1] > lowest(lines) or label.angle]
    foot = max((tick.centre[1] for scale in scales for tick in scale.ticks), default=region.bottom)
    region = replace(region, bottom=max(region.bottom, foot))
    categories = categories_below(places, pitch, region, below)
    if categories is None:
        return Refusal(_NO_CATEGORIES)
    named = {word for category in categories for word in category.words}
    free = [label for label in free if not named.intersection(label.words)]
    names = _names(lines, legend, free)
    if names is None:
        return Refusal(_NO_NAMES)
    points = tuple(Point(series, nearest(places, x), x, y) for series, line in enumerate(lines) for x, y in line.points)
    if len({(names[point.series], point.category) for point in points}) < len(points):
        return Refusal(_TWICE)
    numbers = tuple(label for label in free if label.number and not label.angle)
    return _Plot(
        points, tuple(names), tuple(categories), legend, numbers, one_measure(scales), frozenset(ticks), region
    )


def _is_of_key(box: Region, key: Region) -> bool:
    """Whether a shape is a key of the legend or lies on one: its stroke is no line of the grid."""
    return touches(box, key, 0.5) and box.x1 - box.x0 <= 2 * (key.x1 - key.x0)


def _is_beside(label: Label, places: Sequence[float]) -> bool:
    """Whether a label stands left or right of all points, where an axis has its numbers."""
    return not label.angle and (label.region.x1 <= places[0] or label.region.x0 >= places[-1])


def _names(lines: Sequence[Polyline], legend: Legend, labels: Sequence[Label]) -> list[str | None] | None:
    """Each line's name by its colour, or by what is printed at its end; one line needs none."""
    if len(lines) == 1 and len(legend.entries) <= 1:
        return [None]
    names = [legend.name(line.colour) for line in lines]
    if all(names):
        return names
    colours = [line.colour for line in lines]
    if any(same_colour(one, other) for i, one in enumerate(colours) for other in colours[:i]):
        return None
    return _names_at_ends(lines, labels)


def _names_at_ends(lines: Sequence[Polyline], labels: Sequence[Label]) -> list[str | None] | None:
    ends: list[str | None] = []
    for line in lines:
        x, y = line.points[-1]
        near = [
            label
            for label in labels
            if label.number is None
            and 0 < label.region.x0 - x < 3 * label.size
            and abs(label.centre[1] - y) < 0.7 * label.size
        ]
        ends.append(near[0].text if len(near) == 1 else None)
    return ends if all(ends) and len(set(ends)) == len(ends) else None


def _reading(plot: _Plot) -> ChartReading | Refusal:
    slope = Slope.of(plot.scale) if plot.scale else slope_of(plot.points, plot.numbers)
    if slope is None:
        return Refusal(_NO_MEASURE)
    pairs = pair_points(plot.points, plot.numbers, slope)
    if len(pairs.denied) > _MOST_DENIED * max(1, len(pairs.labels) + len(pairs.denied)):
        return Refusal(f"{len(pairs.denied)} printed labels differ from what their points show")
    values = [
        _value(plot, slope, index, pairs.labels.get(index))
        for index in range(len(plot.points))
        if index in pairs.labels or (plot.scale is not None and index not in (pairs.denied.keys() | pairs.doubtful))
    ]
    held = [
        HeldValue(label.text, f"its point shows {slope.value(plot.points[index]):.3g}")
        for index, label in pairs.denied.items()
    ]
    return ChartReading(
        tuple(values),
        _is_percent(plot, pairs.labels.values()),
        _explained(plot),
        tuple(held),
        _used(plot, pairs.labels),
    )


def _value(plot: _Plot, slope: Slope, index: int, label: Label | None) -> ChartValue:
    point = plot.points[index]
    category, series = plot.categories[point.category].name, plot.names[point.series]
    if label is not None and label.number is not None:
        number = label.number
        low, high = number.value - number.half, number.value + number.half
        return ChartValue(category, series, number.value, low, high, point.region(plot.region.page), label)
    value, off = slope.value(point), slope.off
    return ChartValue(category, series, value, value - off, value + off, point.region(plot.region.page))


def _is_percent(plot: _Plot, labels: Iterable[Label]) -> bool:
    signs = [label.number.percent for label in labels if label.number]
    return any(signs) or (plot.scale is not None and plot.scale.percent)


def _used(plot: _Plot, labels: dict[int, Label]) -> frozenset[Word]:
    words = {word for category in plot.categories for word in category.words} | plot.ticks
    words |= {word for entry in plot.legend.entries for word in entry.words}
    return frozenset(words | {word for label in labels.values() for word in label.words})


def _explained(plot: _Plot) -> tuple[Explanation, ...]:
    rules = (
        (AXIS, plot.ticks),
        (CATEGORY, {word for category in plot.categories for word in category.words}),
        (LEGEND, {word for entry in plot.legend.entries for word in entry.words}),
    )
    return tuple(
        Explanation(rule, word.region)
        for rule, words in rules
        for word in sorted(words, key=lambda word: (word.top, word.x0))
    )
