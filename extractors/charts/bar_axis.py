"""The value axis of a bar chart: the lines across it, the numbers along it, and where it cuts off its bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.charts.axis import Scale
from extractors.charts.bar_shapes import EDGE, Arrangement, along, reach
from extractors.charts.labels import Label
from extractors.charts.model import Zone
from extractors.pdf.shapes import Form, Shape
from schemas.claim import Region

#: Numbers of a value axis stand at most this far from what is drawn, in font sizes, or as far as bars are apart.
_AXIS_EM = 4.0


def level_lines(shapes: Iterable[Shape], upright: bool) -> list[float]:
    """Coordinates of the lines that cross the value axis: grid lines and tick marks."""
    found = set()
    for shape in shapes:
        low, high = along(shape.region, upright)
        start, end = reach(shape.region, upright)
        if (
            end - start < 1.3
            and high - low > end - start
            and (shape.form is Form.LINE or high - low > 5 * (end - start))
        ):
            found.add(round((start + end) / 2, 2))
    return sorted(found)


def tick_labels(labels: Iterable[Label], zone: Zone, shapes: Sequence[Shape], upright: bool) -> list[Label]:
    """Numbers outside of the bars, along the side of what is drawn, where a value axis stands.

    A row of years further off is another chart's.
    """
    sides = [along(shape.region, upright) for shape in shapes]
    low, high = min(start for start, _ in sides), max(end for _, end in sides)
    drawn, gap = along(zone.region, upright), _widest_gap(sides)
    outside = []
    for label in labels:
        start, end = along(label.region, upright)
        slack, far = 0.3 * label.size, max(_AXIS_EM * label.size, gap)
        beside = end <= low + slack or start >= high - slack
        if label.number is not None and not label.angle and beside and max(drawn[0] - end, start - drawn[1]) <= far:
            outside.append(label)
    return outside


def _widest_gap(sides: Iterable[tuple[float, float]]) -> float:
    """The widest gap between bars that stand next to each other."""
    widest, last = 0.0, None
    for start, end in sorted(sides):
        widest = max(widest, start - last) if last is not None else widest
        last = end if last is None else max(last, end)
    return widest


def plots_of(zone: Zone, drawn: Arrangement, scales: Sequence[Scale]) -> list[Region]:
    """The box around the bars, and the part of it that is seen where bars are cut off at an axis.

    Some programs draw bars from zero and let the axis hide what is below its beginning; no number of the value axis
    stands there. Where bars are negative, names stand at the beginning of the axis, or beside the line of zero.
    """
    hull = drawn.hull
    low, high = along(hull, drawn.upright)
    start, end = reach(hull, drawn.upright)
    if abs(drawn.base - start) > EDGE:
        return [hull, *_of_negatives(drawn, scales)]
    ticks = [scale.coordinate(tick.number.value) for scale in scales for tick in scale.ticks if tick.number]
    crossing = [
        sum(reach(shape.region, drawn.upright)) / 2
        for shape in zone.shapes
        if shape.form is Form.LINE and not shape.dashed and _covers(along(shape.region, drawn.upright), (low, high))
    ]
    first = min(ticks, default=end)
    inside = [edge for edge in (*crossing, first) if start + EDGE < edge < end - EDGE and edge <= first + EDGE]
    if not inside:
        return [hull]
    edge = min(inside)
    cut = replace(hull, bottom=-edge) if drawn.upright else replace(hull, x0=edge)
    return [hull, cut]


def _of_negatives(drawn: Arrangement, scales: Sequence[Scale]) -> list[Region]:
    """The plot from the axis' beginning, and what of it lies beyond the line of zero."""
    hull = drawn.hull
    ticks = [scale.coordinate(tick.number.value) for scale in scales for tick in scale.ticks if tick.number]
    first = min([*ticks, reach(hull, drawn.upright)[0]])
    return [replace(hull, bottom=-edge) if drawn.upright else replace(hull, x0=edge) for edge in (first, drawn.base)]


def _covers(line: tuple[float, float], bars: tuple[float, float]) -> bool:
    return min(line[1], bars[1]) - max(line[0], bars[0]) > 0.8 * (bars[1] - bars[0])
