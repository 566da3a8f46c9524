"""Where the plot of a line chart is, which level lines cross its axis, and what its places are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.charts.categories import Category, name_below
from extractors.charts.labels import Label
from extractors.charts.model import Zone
from extractors.charts.polylines import NEAR, Polyline
from extractors.pdf.shapes import Form, Shape
from schemas.claim import Region

#: Where no line is drawn at the foot, names stand at most this far below the points, in heights of the plot.
_FOOT, _MOST_ROWS = 1.0, 4


def categories_below(
    places: Sequence[float], pitch: float, region: Region, labels: Sequence[Label]
) -> list[Category] | None:
    """Names below the plot, or where no line is drawn at its foot, in the first row below the points that fits."""
    reach = region.bottom + _FOOT * (region.bottom - region.top)
    tops = sorted({round(label.region.top, 1) for label in labels if region.bottom < label.region.top <= reach})
    feet = [replace(region, bottom=foot) for foot in (region.bottom, *tops[:_MOST_ROWS])]
    found = (name_below(places, pitch, foot, labels) for foot in feet)
    return next((categories for categories in found if categories is not None), None)


def plot_of(zone: Zone, lines: Sequence[Polyline]) -> Region:
    """The plot: from the highest to the lowest of the lines and the level lines that are drawn across it."""
    left, right = min(line.points[0][0] for line in lines), max(line.points[-1][0] for line in lines)
    tops = [y for line in lines for _, y in line.points]
    tops += [
        (shape.region.top + shape.region.bottom) / 2
        for shape in zone.shapes
        if _is_level(shape) and shape.region.x0 <= left + NEAR and shape.region.x1 >= right - NEAR
    ]
    return Region(zone.region.page, left, min(tops), right, max(tops))


def _is_level(shape: Shape) -> bool:
    box = shape.region
    thin = box.bottom - box.top < 1.3
    return thin and (shape.form is Form.LINE or box.x1 - box.x0 > 5 * (box.bottom - box.top))


def lowest(lines: Sequence[Polyline]) -> float:
    """The y of the lowest point of all lines."""
    return max(y for line in lines for _, y in line.points)


def level_lines(shapes: Iterable[Shape]) -> list[float]:
    """Places of grid lines and tick marks on the upright axis, growing upwards; the axis may go beyond all points."""
    found = {round(-(shape.region.top + shape.region.bottom) / 2, 2) for shape in shapes if _is_level(shape)}
    return sorted(found)
