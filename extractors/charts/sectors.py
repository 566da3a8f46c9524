"""Sectors of pies and rings: filled paths whose rim is an arc around the centre that they share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.pdf.shapes import Form, Point, Shape

#: Points a curve is sampled at: a quarter of a circle in steps of less than 6 degrees.
_SAMPLES = 16
#: How far a point of an arc may be off its circle: a share of the radius, or points.
_OFF_SHARE, _OFF = 0.012, 0.4
#: Sectors are at least this large in points, and their rim at least this share of a turn.
_LEAST_RADIUS, _LEAST_SHARE = 12.0, 0.0015
#: Points of an arc follow each other at least this closely, as shares of a turn: the corners of a box don't.
_LONGEST_STEP = 0.06
#: Sectors of one pie may leave this share of the circle open, for the lines between them.
_MOST_OPEN = 0.03
#: Corners nearer than this, in points, are one corner.
_SAME = 0.3
_MOST_SHAPES, _MOST_CENTRES = 80, 60


@dataclass(frozen=True)
class Sector:
    """A sector: ``start`` and ``share`` are shares of a turn, clockwise from the top; radii and centre in points."""

    centre: Point
    inner: float
    outer: float
    start: float
    share: float
    shape: Shape

    def holds(self, turn: float) -> bool:
        """Whether a direction, as a share of a turn, lies within it."""
        return (turn - self.start) % 1.0 <= self.share


def find_pie(shapes: Iterable[Shape]) -> list[Sector]:
    """The sectors that fill one circle, clockwise from the top; empty when there are none.

    Of shapes that do so twice (a shadow under a pie) those that are painted last count.
    """
    curved = [shape for shape in shapes if _may_be_sector(shape)][:_MOST_SHAPES]
    outlines = [(shape, outline(shape)) for shape in curved]
    circles = [_distinct(_sectors(outlines, centre)) for centre in _centres(outlines)]
    circles.append(_distinct(_exploded(outlines)))
    whole = [circle for circle in circles if circle and 1 - _MOST_OPEN <= _total(circle) <= 1 + 0.5 * _MOST_OPEN]
    if not whole:
        return []
    order = {id(shape): index for index, shape in enumerate(curved)}
    best = max(whole, key=lambda circle: (len(circle), max(order[id(sector.shape)] for sector in circle)))
    total = _total(best)
    return [replace(sector, share=sector.share / total) for sector in sorted(best, key=lambda sector: sector.start)]


def turn_of(centre: Point, point: Point) -> float:
    """Direction from the centre to a point as a share of a turn, clockwise from the top."""
    return math.atan2(point[0] - centre[0], centre[1] - point[1]) / (2 * math.pi) % 1.0


def outline(shape: Shape) -> list[Point]:
    """The outline as points, its curves sampled finely."""
    points: list[Point] = []
    for operator, steps in shape.path:
        if operator in ("c", "v", "y") and points and steps:
            points += _sampled(points[-1], operator, steps)
        elif steps:
            points.append(steps[-1])
    return points


def _sampled(start: Point, operator: str, steps: tuple[Point, ...]) -> list[Point]:
    one, other, end = {"c": steps, "v": (start, *steps), "y": (steps[0], steps[-1], steps[-1])}[operator][:3]
    return [_on_curve(start, one, other, end, step / _SAMPLES) for step in range(1, _SAMPLES + 1)]


def _on_curve(start: Point, one: Point, other: Point, end: Point, part: float) -> Point:
    rest = 1 - part
    weights = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
    corners = start, one, other, end
    x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
    return x, y


def _may_be_sector(shape: Shape) -> bool:
    box = shape.region
    large = max(box.x1 - box.x0, box.bottom - box.top) >= _LEAST_RADIUS
    return shape.form is Form.CURVE and shape.fill is not None and large and len(shape.path) >= 3


def _centres(outlines: Sequence[tuple[Shape, list[Point]]]) -> list[Point]:
    """Where a pie's centre may be: corners that two shapes share, and the middle of all of them, or of one."""
    corners: dict[Point, tuple[Point, set[int]]] = {}
    for index, (shape, _) in enumerate(outlines):
        for point in shape.points:
            key = round(point[0] / _SAME), round(point[1] / _SAME)
            corners.setdefault(key, (point, set()))[1].add(index)
    shared = sorted(corners.values(), key=lambda corner: -len(corner[1]))
    found = [point for point, owners in shared if len(owners) > 1][:_MOST_CENTRES]
    wide = max((points for _, points in outlines), key=_extent, default=[])
    touching = {owner for _, owners in shared if len(owners) > 1 for owner in owners}  # sectors of a ring; no keys
    hulls = ([point for _, own in outlines for point in own], _joined(outlines, touching), wide)
    return [*found, *(_middle(points) for points in hulls if points)]


def _joined(outlines: Sequence[tuple[Shape, list[Point]]], chosen: set[int]) -> list[Point]:
    return [point for index in sorted(chosen) for point in outlines[index][1]]


def _extent(points: Sequence[Point]) -> float:
    return max(x for x, _ in points) - min(x for x, _ in points)


def _middle(points: Sequence[Point]) -> Point:
    """Middle of the box around points; a shape's own box may hold the handles of its curves."""
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    return (left + right) / 2, (top + bottom) / 2


def _sectors(outlines: Sequence[tuple[Shape, list[Point]]], centre: Point) -> list[Sector]:
    """The shapes that are sectors around a centre, all of the radius that takes most of a turn: keys far off do not."""
    found = [sector for shape, points in outlines if (sector := sector_of(shape, points, centre)) is not None]
    outer = max((sector.outer for sector in found), key=lambda outer: _total(_of_radius(found, outer)), default=0.0)
    return _of_radius(found, outer)


def _of_radius(sectors: Sequence[Sector], outer: float) -> list[Sector]:
    return [sector for sector in sectors if 0.97 * outer < sector.outer <= outer / 0.97]


def _exploded(outlines: Sequence[tuple[Shape, list[Point]]]) -> list[Sector]:
    """Sectors that are drawn apart, each around a corner of its own, near the others'."""
    found = []
    for shape, points in outlines:
        own = (sector_of(shape, points, corner) for corner in dict.fromkeys(shape.points[:40]))
        sector = next((sector for sector in own if sector is not None and sector.inner < 0.5), None)
        if sector is not None:
            found.append(sector)
    outer = max((sector.outer for sector in found), default=0.0)
    middle = found[0].centre if found else (0.0, 0.0)
    return [
        sector for sector in found if sector.outer > 0.97 * outer and math.dist(sector.centre, middle) < 0.6 * outer
    ]


def sector_of(shape: Shape, points: Sequence[Point], centre: Point) -> Sector | None:
    """The shape as a sector around a centre, None when its outline is anything else."""
    radii = [math.dist(point, centre) for point in points]
    outer = max(radii, default=0.0)
    near = max(_OFF, _OFF_SHARE * outer)
    if outer < _LEAST_RADIUS:
        return None
    rim = [radius >= outer - near for radius in radii]
    start, share = _arc([turn_of(centre, point) for point in points], rim)
    if share < _LEAST_SHARE:
        return None
    inside = [(point, radius) for point, radius, on_rim in zip(points, radii, rim, strict=True) if not on_rim]
    inner = min((radius for _, radius in inside), default=0.0)
    sector = Sector(centre, inner, outer, start, share, shape)
    return sector if all(_on_side(sector, point, radius, near) for point, radius in inside) else None


def _arc(turns: Sequence[float], rim: Sequence[bool]) -> tuple[float, float]:
    """Where the rim starts, clockwise, and how far it goes; a rim that never leaves the circle is a whole turn."""
    closed = [*range(len(turns)), 0]
    steps = [
        ((turns[two] - turns[one] + 0.5) % 1.0 - 0.5, one, two)
        for one, two in pairwise(closed)
        if rim[one] and rim[two]
    ]
    swept = sum(step for step, _, _ in steps)
    if abs(swept) < 1e-9 or max(abs(step) for step, _, _ in steps) > _LONGEST_STEP:
        return 0.0, 0.0
    if all(rim):
        return 0.0, min(1.0, abs(swept))
    firsts = {one for _, one, _ in steps} - {two for _, _, two in steps}
    lasts = {two for _, _, two in steps} - {one for _, one, _ in steps}
    if len(firsts) != 1 or len(lasts) != 1:
        return 0.0, 0.0
    return (turns[firsts.pop()] if swept > 0 else turns[lasts.pop()]), abs(swept)


def _on_side(sector: Sector, point: Point, radius: float, near: float) -> bool:
    """Whether a point lies on one of the two straight sides or on the inner arc."""
    if radius <= sector.inner + near:
        return True
    turn = turn_of(sector.centre, point)
    ends = sector.start, sector.start + sector.share
    off = min(abs((turn - end + 0.5) % 1.0 - 0.5) for end in ends)
    return 2 * math.pi * radius * off <= near


def _distinct(sectors: Iterable[Sector]) -> list[Sector]:
    """Each sector once: a fill and an outline may be drawn apart."""
    seen: dict[tuple[int, int], Sector] = {}
    for sector in sectors:
        seen[round(sector.start * 2000) % 2000, round(sector.share * 2000)] = sector
    return list(seen.values())


def _total(sectors: Iterable[Sector]) -> float:
    return sum(sector.share for sector in sectors)
