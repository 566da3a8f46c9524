"""Which of a chart's shapes are its bars, which way they stand, and where they start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.charts.legend import same_colour
from extractors.pdf.shapes import Colour, Form, Point, Shape
from schemas.claim import Region

WHITE: Colour = (255, 255, 255)
#: Edges this near, in points, are one edge: programs round to hundredths of a millimetre or to quarter points.
EDGE = 0.7
#: Bars of one chart are equally thick but for rounding: a share, or points.
_THICKNESS_SHARE, _THICKNESS = 0.04, 0.6
#: A filled box thinner than this and at least half as long as all that is drawn is a line.
_HAIRLINE = 1.3
#: The share of its box that a bar fills, with rounded corners.
_FILLED = 0.9
#: What is thinner than this, in points, is drawn without being seen.
_FLAT = 0.05
#: A segment this near to the base begins there; the first segment of a stack may be hardly thicker.
_AT_BASE = 0.2
#: Dashes of a line are thin, short, and at least so many.
_DASH, _DASHES = 9.0, 5
_MOST_BARS = 2000


@dataclass(frozen=True)
class Bar:
    """A bar, or a segment of a stacked one.

    ``low``-``high`` is its place along the category axis; ``inner`` and ``outer`` are its edges along the value axis,
    nearer to and further from the line where bars start. Along an upright value axis coordinates are minus y.
    """

    low: float
    high: float
    inner: float
    outer: float
    colour: Colour
    shape: Shape

    @property
    def centre(self) -> float:
        """Middle along the category axis."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Arrangement:
    """Bars that stand ``upright`` or lie, all starting at ``base`` or, ``stacked``, on one another."""

    upright: bool
    base: float
    thickness: float
    stacked: bool
    bars: tuple[Bar, ...]

    @property
    def hull(self) -> Region:
        """Box around all bars, with the line where they start."""
        boxes = [bar.shape.region for bar in self.bars]
        x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        if self.upright:
            top, bottom = min(top, -self.base), max(bottom, -self.base)
        else:
            x0, x1 = min(x0, self.base), max(x1, self.base)
        return Region(boxes[0].page, x0, top, x1, bottom)


def along(region: Region, upright: bool) -> tuple[float, float]:
    """A box's interval along the category axis."""
    return (region.x0, region.x1) if upright else (region.top, region.bottom)


def reach(region: Region, upright: bool) -> tuple[float, float]:
    """A box's interval along the value axis, growing upwards or rightwards."""
    return (-region.bottom, -region.top) if upright else (region.x0, region.x1)


def colour_of(shape: Shape) -> Colour:
    """The colour that tells its series; white for an outline."""
    return shape.fill if shape.fill is not None else WHITE


def bar_shapes(shapes: Iterable[Shape], keys: Sequence[Shape]) -> list[Shape]:
    """Filled rectangles that are no keys, no lines, no backgrounds and no shadows; outlines where nothing is filled."""
    known = {id(key) for key in keys}
    boxes = [shape for shape in shapes if is_rectangle(shape)]
    boxes = [box for box in boxes if id(box) in known or not any(_around(box.region, key.region) for key in keys)]
    filled = [box for box in boxes if box.fill is not None and (min(box.fill) < 250 or box.stroke is not None)]
    drawn = filled if any(id(box) not in known for box in filled) else [box for box in boxes if box.stroke is not None]
    drawn = _without_shadows(_without_lines(_distinct(drawn)))
    return [shape for shape in drawn if not any(_overlap(shape.region, key.region) for key in keys)][:_MOST_BARS]


def is_rectangle(shape: Shape) -> bool:
    """Whether a painted path fills its box but for rounded corners; a circle or a sector doesn't."""
    box = shape.region
    if shape.form is Form.LINE:
        return False
    if shape.form is Form.RECT or (shape.fill is not None and min(box.x1 - box.x0, box.bottom - box.top) < _FLAT):
        return True
    if len(shape.points) < 4:
        return False
    whole = (box.x1 - box.x0) * (box.bottom - box.top)
    return whole > 0 and _area(shape.points) >= _FILLED * whole


def _area(points: Sequence[Point]) -> float:
    """Area inside a closed outline, by the shoelace rule."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, (*points[1:], points[0]), strict=True))) / 2


def _overlap(one: Region, other: Region) -> bool:
    """Whether a shape lies on a key, as its shadow or its outline does."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _around(box: Region, key: Region) -> bool:
    return box.x0 <= key.x0 and box.x1 >= key.x1 and box.top <= key.top and box.bottom >= key.bottom


def _distinct(shapes: Sequence[Shape]) -> list[Shape]:
    """Each box once: the fill and the outline of a bar may be drawn apart; what is painted last is seen."""
    seen: dict[tuple[int, ...], Shape] = {}
    for shape in shapes:
        box = shape.region
        seen[tuple(round(edge * 2) for edge in (box.x0, box.top, box.x1, box.bottom))] = shape
    return list(seen.values())


def _without_lines(shapes: list[Shape]) -> list[Shape]:
    """Grid lines and axes that are drawn as thin boxes go."""
    if not shapes:
        return []
    width = max(shape.region.x1 for shape in shapes) - min(shape.region.x0 for shape in shapes)
    height = max(shape.region.bottom for shape in shapes) - min(shape.region.top for shape in shapes)

    def is_line(box: Region) -> bool:
        across, down = box.x1 - box.x0, box.bottom - box.top
        return (down < _HAIRLINE and across > 0.5 * width) or (across < _HAIRLINE and down > 0.5 * height)

    return _without_dashes([shape for shape in shapes if not is_line(shape.region)])


def _without_dashes(shapes: list[Shape]) -> list[Shape]:
    """Dashed lines that are drawn as a row of little boxes go."""
    rows: Counter[tuple[Colour, bool, int, int]] = Counter()
    keys = {id(shape): key for shape in shapes if (key := _dash(shape)) is not None}
    rows.update(keys.values())
    return [shape for shape in shapes if id(shape) not in keys or rows[keys[id(shape)]] < _DASHES]


def _dash(shape: Shape) -> tuple[Colour, bool, int, int] | None:
    """Colour, direction and place of what may be a dash."""
    box = shape.region
    across, down = box.x1 - box.x0, box.bottom - box.top
    if max(across, down) > _DASH or min(across, down) > 2 * _HAIRLINE:
        return None
    level = across >= down
    sides = (box.top, box.bottom) if level else (box.x0, box.x1)
    return colour_of(shape), level, round(2 * sides[0]), round(2 * sides[1])


def _without_shadows(shapes: list[Shape]) -> list[Shape]:
    """Drop a colour whose boxes are all copies of another colour's, aslant of them and painted before them."""
    groups: dict[_Look, list[tuple[int, Shape]]] = {}
    for index, shape in enumerate(shapes):
        groups.setdefault(_look(shape), []).append((index, shape))
    if not 2 <= len(groups) <= 20:
        return shapes
    shadows = {look for look, copies in groups.items() if all(_casts(index, copy, shapes) for index, copy in copies)}
    kept = [shape for shape in shapes if _look(shape) not in shadows]
    return kept or shapes


_Look = tuple[Colour | None, Colour | None, bool]


def _look(shape: Shape) -> _Look:
    """Its paints; what is rendered of a pattern depends on what lies over it."""
    return None if shape.patterned else colour_of(shape), shape.stroke, shape.patterned


def _casts(index: int, copy: Shape, shapes: list[Shape]) -> bool:
    """Whether a shape painted later is the same box a little aside and above."""
    one = copy.region
    for shape in shapes[index + 1 :]:
        other = shape.region
        right, down = one.x0 - other.x0, one.top - other.top
        alike = abs(one.x1 - other.x1 - right) < 0.6 and abs(one.bottom - other.bottom - down) < 0.6
        if alike and 0.3 < abs(right) < 8 and 0.3 < abs(down) < 8 and _look(shape) != _look(copy):
            return True
    return False


def arrange(shapes: Sequence[Shape], upright: bool, zeros: Sequence[float] = ()) -> Arrangement | None:
    """The shapes as bars that stand (or lie), or None when they are not equally thick or don't start at one line.

    ``zeros`` are coordinates of a zero on the value axis: where the shapes leave it open, bars start there.
    """
    seen = [shape for shape in shapes if not _is_flat(shape)]
    if not seen:
        return None
    thickness = median(_thickness(shape, upright) for shape in seen)
    near = max(_THICKNESS, _THICKNESS_SHARE * thickness)
    shapes = [shape for shape in shapes if not _is_flat(shape) or abs(_thickness(shape, upright) - thickness) <= near]
    if thickness < 1.5 or any(abs(_thickness(shape, upright) - thickness) > near for shape in shapes):
        return None
    columns = _columns(shapes, upright)
    base = _base(columns, upright, zeros)
    if base is None:
        return None
    bars = [_bar(shape, base, upright) for shape in shapes]
    stacked = any(len(column) > 1 for column in columns)
    if stacked and not all(_is_stack([_bar(shape, base, upright) for shape in column], base) for column in columns):
        return None
    if not stacked and any(abs(bar.inner - base) > EDGE for bar in bars):
        return None
    return Arrangement(upright, base, thickness, stacked, tuple(sorted(bars, key=lambda bar: (bar.low, bar.inner))))


def _thickness(shape: Shape, upright: bool) -> float:
    low, high = along(shape.region, upright)
    return high - low


def _is_flat(shape: Shape) -> bool:
    """Whether nothing is to be seen of it: some programs draw bars of zero so."""
    return min(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top) < _FLAT


def _columns(shapes: Sequence[Shape], upright: bool) -> list[list[Shape]]:
    """Shapes that share their place along the category axis."""
    columns: list[list[Shape]] = []
    last = 0.0
    for shape in sorted(shapes, key=lambda shape: along(shape.region, upright)[0]):
        low = along(shape.region, upright)[0]
        if columns and low - last <= EDGE:
            columns[-1].append(shape)
        else:
            columns.append([shape])
            last = low
    return columns


def _base(columns: list[list[Shape]], upright: bool, zeros: Sequence[float]) -> float | None:
    """The coordinate at which every column has an edge; of several the zero, else the lowest or leftmost."""
    edges = sorted({edge for shape in columns[0] for edge in reach(shape.region, upright)})
    common = [edge for edge in edges if all(_has_edge(column, edge, upright) for column in columns[1:])]
    at_zero = [edge for edge in common if any(abs(edge - zero) <= 2 * EDGE for zero in zeros)]
    return next(iter(at_zero or common), None)


def _has_edge(column: list[Shape], edge: float, upright: bool) -> bool:
    return any(abs(own - edge) <= EDGE for shape in column for own in reach(shape.region, upright))


def _bar(shape: Shape, base: float, upright: bool) -> Bar:
    (low, high), (start, end) = along(shape.region, upright), reach(shape.region, upright)
    inner, outer = (start, end) if abs(start - base) <= abs(end - base) else (end, start)
    return Bar(low, high, base if abs(inner - base) <= _AT_BASE else inner, outer, colour_of(shape), shape)


def _is_stack(bars: list[Bar], base: float) -> bool:
    """Whether segments follow each other without gap or overlap, from the base to either side."""
    for sign in (1, -1):
        own = sorted(
            ((bar.inner, bar.outer) for bar in bars if sign * (bar.outer - base) > 0),
            key=lambda pair: (sign * pair[0], sign * pair[1]),
        )
        if own and abs(own[0][0] - base) > EDGE:
            return False
        if any(abs(other[0] - one[1]) > 2 * EDGE for one, other in pairwise(own)):
            return False
    return True


def colours_of(bars: Iterable[Bar]) -> list[Colour]:
    """The distinct colours, in order of place."""
    found: list[Colour] = []
    for bar in bars:
        if not any(same_colour(bar.colour, colour) for colour in found):
            found.append(bar.colour)
    return found
