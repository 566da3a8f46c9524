"""Bars: vertical and horizontal, single, grouped and stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.captions import is_caption
from extractors.charts.axis import Scale, find_scales, one_measure
from extractors.charts.bar_axis import level_lines, plots_of, tick_labels
from extractors.charts.bar_shapes import (
    EDGE,
    Arrangement,
    Bar,
    along,
    arrange,
    bar_shapes,
    colours_of,
)
from extractors.charts.columns import columns_beside
from extractors.charts.labels import Label, labels_of, split_labels, turned_labels
from extractors.charts.legend import Legend, find_legend, same_colour, settled
from extractors.charts.measure import Measure, agree, by_axis, by_labels
from extractors.charts.model import AXIS, CATEGORY, LEGEND, ChartReading, ChartValue, HeldValue, Refusal, Zone
from extractors.charts.pairing import Pairs, pair_labels
from extractors.charts.slots import Slots, find_slots
from extractors.explanations import Explanation
from extractors.pdf.shapes import Form, Shape
from extractors.text import Word

#: A chart is not believed when more than this share of its labels deny their bars.
_MOST_DENIED = 0.2
#: Stacks that are all this long show shares; their labels' rounding may move the sum.
_WHOLE, _WHOLE_OFF = 100.0, 1.5
_NO_PLACES = "the bars can't be told apart into categories that the labels beside the axis name one by one"
_NO_NAMES = "bars of several colours, and no legend that names each of them"
_NO_MEASURE = "no axis can be calibrated, and the printed labels are not in proportion to the bars"


@dataclass(frozen=True)
class _Plot:
    """A bar chart on the way: its bars, who each belongs to, and everything printed in it."""

    drawn: Arrangement
    series: tuple[int, ...]
    names: tuple[str | None, ...]
    legend: Legend
    labels: tuple[Label, ...]
    scales: tuple[Scale, ...]
    slots: Slots


def read_bars(zone: Zone) -> ChartReading | Refusal | None:
    """Read a bar chart; None when its shapes are no bars."""
    labels = [label for label in labels_of(zone.words) if not is_caption(label.text)] + turned_labels(zone.turned)
    legend = find_legend(zone.shapes, [label for label in labels if not label.angle])
    shapes = settled(bar_shapes(zone.shapes, [entry.key for entry in legend.entries]), legend)
    if not shapes:
        return None
    named = {word for entry in legend.entries for word in entry.words}
    free = [label for label in labels if not named.intersection(label.words)]
    outcomes = [_read(zone, shapes, legend, free, upright) for upright in (True, False)]
    readings = [outcome for outcome in outcomes if isinstance(outcome, ChartReading)]
    if len(readings) == 1:
        return readings[0]
    if readings:
        return Refusal("the bars can be seen as standing or as lying")
    return next((outcome for outcome in outcomes if outcome is not None), None)


def _read(
    zone: Zone, shapes: list[Shape], legend: Legend, labels: list[Label], upright: bool
) -> ChartReading | Refusal | None:
    lines = level_lines(zone.shapes, upright)
    scales = find_scales(tick_labels(labels, zone, shapes, upright), lines, upright)
    drawn = arrange(shapes, upright, [scale.coordinate(0) for scale in scales])
    if drawn is None:
        return None
    if any(_is_slanted(shape) for shape in zone.shapes):
        return Refusal("the bars are drawn in perspective")
    ticks = {word for scale in scales for tick in scale.ticks for word in tick.words}
    free = [label for label in labels if not ticks.intersection(label.words)]
    if not upright:
        free = split_labels(free, drawn.base)
    plot = _plot(zone, drawn, legend, free, scales)
    return plot if plot is None or isinstance(plot, Refusal) else _values(plot)


def _is_slanted(shape: Shape) -> bool:
    """A filled four-cornered shape with slanted sides: the side of a block."""
    if shape.form is not Form.CURVE or shape.fill is None or any(step[0] == "c" for step in shape.path):
        return False
    corners = {(round(x, 1), round(y, 1)) for x, y in shape.points}
    return len(corners) == 4 and len({x for x, _ in corners}) > 2 and len({y for _, y in corners}) > 2


def _plot(zone: Zone, drawn: Arrangement, legend: Legend, labels: list[Label], scales: list[Scale]) -> _Plot | Refusal:
    told = _series(drawn, legend)
    if told is None:
        return Refusal(_NO_NAMES)
    series, names = told
    limits = along(zone.region, drawn.upright)
    slots = find_slots(drawn, series, labels, plots_of(zone, drawn, scales), limits)
    if slots is None:
        return Refusal(_NO_PLACES)
    words = {word for category in slots.categories for word in category.words}
    free = tuple(label for label in labels if not words.intersection(label.words))
    return _Plot(drawn, series, names, legend, free, tuple(scales), slots)


def _series(drawn: Arrangement, legend: Legend) -> tuple[tuple[int, ...], tuple[str | None, ...]] | None:
    """The series of each bar and their names; None when colours have no names.

    One colour is one series, which needs none. Bars that stand alone at their places in colours without a legend are
    one series too, coloured for looks.
    """
    colours = colours_of(drawn.bars)
    if len(colours) == 1 and len(legend.entries) <= 1 and not drawn.stacked:
        return (0,) * len(drawn.bars), (None,)
    if not legend.entries:
        return None if drawn.stacked else ((0,) * len(drawn.bars), (None,))
    names = [legend.name(colour) for colour in colours]
    if not all(names):
        return None
    own = tuple(next(i for i, colour in enumerate(colours) if same_colour(colour, bar.colour)) for bar in drawn.bars)
    return own, tuple(names)


def _values(plot: _Plot) -> ChartReading | Refusal:
    numbers = [label for label in plot.labels if label.number is not None and _in_plot(label, plot.drawn)]
    pairs = pair_labels(plot.drawn, plot.series, plot.slots, numbers)
    measure = _measure(plot, pairs)
    if measure is None:
        return Refusal(_NO_MEASURE)
    if _is_full(plot.drawn):
        # Bars of 100 % show shares of what the rounded values add up to: each may be half a unit from its own.
        measure = replace(measure, residual=measure.residual + 0.005 * abs(measure.step) * _longest(plot.drawn))
    denied = [index for index, label in pairs.labels.items() if not _agrees(measure, plot.drawn, index, label)]
    if len(denied) > _MOST_DENIED * len(pairs.labels):
        return Refusal(f"{len(denied)} of {len(pairs.labels)} printed labels differ from what their bars show")
    values = [value for index in range(len(plot.drawn.bars)) if (value := _value(plot, measure, pairs, denied, index))]
    values += [value for key, label in pairs.empty.items() if (value := _zero(plot, measure, key, label))]
    held = [_held(plot, measure, index, pairs.labels[index]) for index in denied]
    return _reading(plot, measure, values, held)


def _in_plot(label: Label, drawn: Arrangement) -> bool:
    """Whether a label stands where a bar's label may: beside the bars, not beyond the plot's sides."""
    low, high = along(drawn.hull, drawn.upright)
    start, end = along(label.region, drawn.upright)
    return low - drawn.thickness * 4 <= (start + end) / 2 <= high + drawn.thickness * 4


def _measure(plot: _Plot, pairs: Pairs) -> Measure | None:
    """The axis' measure if the axes agree on one; else the one that the labels bear out."""
    scale = one_measure(plot.scales)
    if scale is not None:
        return by_axis(scale, plot.drawn)
    printed = [
        (plot.drawn.bars[index], label.number) for index, label in pairs.labels.items() if label.number is not None
    ]
    return by_labels(printed, plot.drawn)


def _agrees(measure: Measure, drawn: Arrangement, index: int, label: Label) -> bool:
    return label.number is not None and agree(measure, drawn.bars[index], label.number, drawn)


def _value(plot: _Plot, measure: Measure, pairs: Pairs, denied: Sequence[int], index: int) -> ChartValue | None:
    """A bar's value: its label's, or where nothing is printed what the drawing shows."""
    if index in denied or index in pairs.doubtful:
        return None
    bar, label = plot.drawn.bars[index], pairs.labels.get(index)
    category, series = plot.slots.categories[plot.slots.of(bar)].name, plot.names[plot.series[index]]
    if label is not None and label.number is not None:
        number = label.number
        low, high = number.value - number.half, number.value + number.half
        return ChartValue(category, series, number.value, low, high, bar.shape.region, label)
    value, off = measure.value(bar, plot.drawn.base), measure.tolerance(bar)
    return ChartValue(category, series, value, value - off, value + off, bar.shape.region)


def _is_full(drawn: Arrangement) -> bool:
    """Whether all stacks are equally long, as those of shares are."""
    tops: dict[float, float] = {}
    for bar in drawn.bars:
        place = round(bar.centre)
        tops[place] = max(tops.get(place, 0.0), abs(bar.outer - drawn.base))
    return drawn.stacked and max(tops.values()) - min(tops.values()) <= 2 * EDGE


def _longest(drawn: Arrangement) -> float:
    return max(abs(bar.outer - drawn.base) for bar in drawn.bars)


def _zero(plot: _Plot, measure: Measure, key: tuple[int, int], label: Label) -> ChartValue | None:
    """A label at an empty place: true when a bar of its value would not be seen."""
    number = label.number
    if number is None or measure.base or abs(number.value) > 0.5 * abs(measure.step):
        return None
    low, high = number.value - number.half, number.value + number.half
    category, series = plot.slots.categories[key[0]].name, plot.names[key[1]]
    return ChartValue(category, series, number.value, low, high, label.region, label)


def _held(plot: _Plot, measure: Measure, index: int, label: Label) -> HeldValue:
    bar: Bar = plot.drawn.bars[index]
    category, series = plot.slots.categories[plot.slots.of(bar)].name, plot.names[plot.series[index]]
    shown, off = measure.value(bar, plot.drawn.base), measure.tolerance(bar)
    place = category if series is None else f"{category}, {series}"
    return HeldValue(label.text, f"{place}: printed {label.text}, but its bar shows {shown:.1f} ± {off:.1f}")


def _reading(plot: _Plot, measure: Measure, values: list[ChartValue], held: list[HeldValue]) -> ChartReading:
    if not plot.drawn.upright:
        values = values + columns_beside(plot.slots.categories, plot.drawn.hull, plot.labels)
    ticks = [word for scale in plot.scales for tick in scale.ticks for word in tick.words]
    keys = [word for entry in plot.legend.entries for word in entry.words]
    names = [word for category in plot.slots.categories for word in category.words]
    explained = [
        Explanation(rule, word.region)
        for rule, words in ((AXIS, ticks), (LEGEND, keys), (CATEGORY, names))
        for word in words
    ]
    whole = abs(measure.step) * _longest(plot.drawn)
    printed: list[Word] = [word for value in values if value.label for word in value.label.words]
    shares = _is_full(plot.drawn) and abs(whole - _WHOLE) <= _WHOLE_OFF
    percent = (
        shares
        or any(scale.percent for scale in plot.scales)
        or any(
            value.label is not None and value.label.number is not None and value.label.number.percent
            for value in values
        )
    )
    return ChartReading(
        tuple(values), percent, tuple(explained), tuple(held), frozenset([*ticks, *keys, *names, *printed])
    )
