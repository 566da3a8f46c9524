"""Lines of line charts: open strokes through one point a category, from left to right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.charts.legend import same_colour
from extractors.pdf.shapes import Colour, Point, Shape

#: Points of different lines at one category lie within this many points of each other; strokes that meet, too.
NEAR = 0.8
#: A line spans at least this many points, and a chart's lines at least this share of the widest one.
_LEAST_WIDTH = 40.0
_LEAST_SPAN = 0.3
#: Markers are at most this large, in points, and steps stop at most this far before them; so many are looked at.
_MARKER, _MOST_MARKERS = 12.0, 400


@dataclass(frozen=True)
class Polyline:
    """A line with its colour and stroke width; ``points`` go from left to right."""

    points: tuple[Point, ...]
    colour: Colour
    width: float
    shape: Shape

    @property
    def span(self) -> float:
        """How far it reaches along x."""
        return self.points[-1][0] - self.points[0][0]


def find_polylines(shapes: Iterable[Shape], keys: Iterable[Shape]) -> list[Polyline]:
    """The lines that may show data: no keys, no level lines (grid, references, axes), no outlines."""
    known = {id(key) for key in keys}
    shapes = [shape for shape in shapes if id(shape) not in known]
    strokes = [line for shape in shapes if (line := _stroke(shape)) is not None]
    strokes = _to_markers(strokes, [shape for shape in shapes if _may_mark(shape)])
    lines = [line for line in _chained(strokes) if line.span >= _LEAST_WIDTH and not _is_level(line)]
    widest = max((line.span for line in lines), default=0.0)
    return [line for line in lines if line.span >= _LEAST_SPAN * widest and len(line.points) > 2]


def places_of(lines: Sequence[Polyline]) -> list[float] | None:
    """The x of each category, from the points of all lines; None when they don't stand at even places."""
    xs = sorted(x for line in lines for x, _ in line.points)
    groups = [[xs[0]]]
    for one, other in pairwise(xs):
        if other - one > NEAR:
            groups.append([])
        groups[-1].append(other)
    places = [median(group) for group in groups]
    steps = [other - one for one, other in pairwise(places)]
    pitch = min(steps, default=0.0)
    even = all(abs(step / pitch - round(step / pitch)) < 0.05 for step in steps) if pitch > 2 * NEAR else False
    return places if even else None


def _stroke(shape: Shape) -> Polyline | None:
    """A shape as a line that goes steadily to one side; None for what is filled or closed, or has curves."""
    if shape.stroke is None or shape.fill is not None or (shape.dashed and len(shape.points) < 3):
        return None
    if [operator for operator, _ in shape.path[:1]] != ["m"] or any(op != "l" for op, _ in shape.path[1:]):
        return None
    points = shape.points if shape.points[0][0] <= shape.points[-1][0] else shape.points[::-1]
    steady = all(other[0] > one[0] for one, other in pairwise(points))
    return Polyline(tuple(points), shape.stroke, shape.width, shape) if steady and len(points) > 1 else None


def _may_mark(shape: Shape) -> bool:
    box = shape.region
    return shape.fill is not None and 1.0 < max(box.x1 - box.x0, box.bottom - box.top) <= _MARKER


def _to_markers(strokes: Sequence[Polyline], markers: Sequence[Shape]) -> list[Polyline]:
    """Steps that stop short of the markers at both of their ends, as R draws them, led on to the markers' middles."""
    centres: dict[Colour, list[Point]] = {}
    for marker in markers[:_MOST_MARKERS]:
        box = marker.region
        middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        centres.setdefault(marker.fill or (0, 0, 0), []).append(middle)
    return [_led_on(stroke, centres.get(stroke.colour, ())) for stroke in strokes]


def _led_on(stroke: Polyline, centres: Sequence[Point]) -> Polyline:
    """The step between the two markers that it points to; as it is, where it points to none or touches them."""
    if len(stroke.points) != 2:
        return stroke
    start, end = stroke.points
    first = [centre for centre in centres if _points_to(end, start, centre)]
    last = [centre for centre in centres if _points_to(start, end, centre)]
    return replace(stroke, points=(first[0], last[0])) if len(first) == len(last) == 1 else stroke


def _points_to(tail: Point, head: Point, centre: Point) -> bool:
    """Whether an arrow that stops at ``head`` stops just before a point."""
    gap, whole = math.dist(head, centre), math.dist(tail, centre)
    straight = abs(math.dist(tail, head) + gap - whole) <= 0.02 * gap
    return 0.5 < gap <= _MARKER and straight


def _chained(strokes: Sequence[Polyline]) -> list[Polyline]:
    """Join strokes of one colour and width that go on where another ends: some programs draw each step by itself."""
    chains: list[Polyline] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.points[0]):
        before = next((chain for chain in chains if _goes_on(chain, stroke)), None)
        if before is None:
            chains.append(stroke)
        else:
            chains.remove(before)
            joined = (*before.points, *stroke.points[1:])
            chains.append(Polyline(joined, before.colour, before.width, before.shape))
    return chains


def _goes_on(chain: Polyline, stroke: Polyline) -> bool:
    (x, y), (left, top) = chain.points[-1], stroke.points[0]
    meets = abs(x - left) <= 0.1 and abs(y - top) <= 0.1
    return meets and same_colour(chain.colour, stroke.colour) and abs(chain.width - stroke.width) < 0.1


def _is_level(line: Polyline) -> bool:
    tops = [y for _, y in line.points]
    return max(tops) - min(tops) < 0.1
