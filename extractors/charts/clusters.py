"""Which shapes are drawn as one: clusters of what lies near each other, or belongs to one grid, axis or line chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layout import lines_of, split_at_gaps
from extractors.pdf.shapes import Shape
from extractors.text import Word, join
from schemas.claim import Region

#: What is smaller, in points, is no chart by itself.
MIN_WIDTH, MIN_HEIGHT = 60.0, 40.0
_NEAR = 22.0
#: Cells of the raster that shapes are gathered on: two shapes in neighbouring cells are near.
_CELL = _NEAR / 2
_LABEL_WORDS = 5
_ALIGNED, _GRID_STEP = 3.0, 90.0
#: What is thinner is a line; so few of them alone may be some of a chart's grid.
_HAIRLINE, _LONE = 1.3, 2
#: Lines of one chart begin and end this near to each other; so many labels beside each other are a row of names.
_FLUSH, _ROW = 0.5, 3
#: So many bars of a cluster are compared with those of another.
_MOST_COMPARED = 40


@dataclass(frozen=True)
class _Between:
    """What parts one chart from the next: heights of running text, and rows of names with where they begin and end."""

    sentences: tuple[float, ...]
    rows: tuple[Region, ...]

    def has_text(self, top: float, bottom: float) -> bool:
        """Whether running text stands between two heights."""
        return any(top < middle < bottom for middle in self.sentences)

    def has_row(self, top: float, bottom: float, x0: float, x1: float) -> bool:
        """Whether a row of names stands between two heights and two sides."""
        return any(top < (row.top + row.bottom) / 2 < bottom and row.x0 < x1 and x0 < row.x1 for row in self.rows)


def _rows(words: Iterable[Word]) -> list[Region]:
    """Boxes of the lines that are several labels beside each other."""
    lines = [line for line in lines_of(words) if len(split_at_gaps(line)) >= _ROW]
    return [join(line[0].region, line[-1].region) for line in lines]


def _sentence_heights(words: Iterable[Word]) -> list[float]:
    """Vertical middles of the lines that hold running text."""
    return [line[0].middle for line in lines_of(words) if any(len(part) > _LABEL_WORDS for part in split_at_gaps(line))]


def clusters_of(shapes: Sequence[Shape], words: Sequence[Word]) -> list[list[Shape]]:
    """Shapes that lie near each other; first those in neighbouring cells, then clusters whose boxes belong together.

    ``words`` are all that stand among them: running text parts one chart from the next.
    """
    between = _Between(tuple(_sentence_heights(words)), tuple(_rows(words)))
    clusters = [(hull_of(group), group) for group in _neighbours(shapes)]
    merged = True
    while merged:
        merged = False
        kept: list[tuple[Region, list[Shape]]] = []
        for box, group in clusters:
            index = next((i for i, (other, own) in enumerate(kept) if _belong(group, own, box, other, between)), None)
            if index is None:
                kept.append((box, group))
            else:
                kept[index] = (join(kept[index][0], box), kept[index][1] + group)
                merged = True
        clusters = kept
    return [group for _, group in clusters]


def _neighbours(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Connected groups on a raster, so that thousands of shapes cost no more than their number."""
    owner: dict[tuple[int, int], int] = {}
    parent = list(range(len(shapes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index, shape in enumerate(shapes):
        for cell in _cells(shape.region):
            parent[root(owner.setdefault(cell, index))] = root(index)
    groups: defaultdict[int, list[Shape]] = defaultdict(list)
    for index, shape in enumerate(shapes):
        groups[root(index)].append(shape)
    return list(groups.values())


def _cells(box: Region) -> Iterable[tuple[int, int]]:
    """The cells along a box's sides; what lies inside a box is found when clusters' boxes are joined."""
    columns = range(int(box.x0 // _CELL), int(box.x1 // _CELL) + 1)
    rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
    for column in columns:
        yield column, rows[0]
        yield column, rows[-1]
    for row in rows[1:-1]:
        yield columns[0], row
        yield columns[-1], row


def _belong(shapes: Sequence[Shape], others: Sequence[Shape], one: Region, other: Region, between: _Between) -> bool:
    """Boxes near each other, or with flush sides above each other and no running text between."""
    if touches(one, other, _NEAR) or _stand_together(one, other) or _hang_together(shapes, others):
        return True
    if _lie_together(shapes, others) and not between.has_row(*_apart(one, other), one.x0, one.x1):
        return True
    top, bottom = min(one.bottom, other.bottom), max(one.top, other.top)
    if bottom - top >= _GRID_STEP or between.has_text(top, bottom):
        return False
    if (_of_one_plot(shapes, others) or _of_one_grid(shapes, others)) and not between.has_row(
        top, bottom, one.x0, one.x1
    ):
        return True
    flush = abs(one.x0 - other.x0) < _ALIGNED and (
        abs(one.x1 - other.x1) < _ALIGNED or min(one.bottom - one.top, other.bottom - other.top) < _GRID_STEP / 2
    )
    return flush or _is_axis_of(shapes, one, other) or _is_axis_of(others, other, one) or _go_on(shapes, others)


def _of_one_plot(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether lines of data in both run from the same left to the same right, as those of one chart do."""
    sides = [
        {(shape.region.x0, shape.region.x1) for shape in group if _is_data_line(shape)} for group in (shapes, others)
    ]
    return any(abs(left - x0) < _FLUSH and abs(right - x1) < _FLUSH for left, right in sides[0] for x0, x1 in sides[1])


def _of_one_grid(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether level lines in both run from the same left to the same right, as those of one grid do."""
    sides = [
        {(shape.region.x0, shape.region.x1) for shape in group if _is_level(shape.region)} for group in (shapes, others)
    ]
    return any(abs(left - x0) < _FLUSH and abs(right - x1) < _FLUSH for left, right in sides[0] for x0, x1 in sides[1])


def _is_data_line(shape: Shape) -> bool:
    """Whether it is an open stroke of several steps, no level one."""
    wide = shape.region.x1 - shape.region.x0 >= MIN_WIDTH
    return wide and shape.fill is None and len(shape.points) > 2 and not _is_level(shape.region)


def _is_axis_of(shapes: Sequence[Shape], one: Region, other: Region) -> bool:
    """Whether lone level lines span what is drawn too low above or below to be a chart without them."""
    lines = all(shape.region.bottom - shape.region.top < _HAIRLINE for shape in shapes)
    spans = one.x0 <= other.x0 + _ALIGNED and other.x1 <= one.x1 + _ALIGNED
    return lines and spans and other.bottom - other.top < MIN_HEIGHT and other.x1 - other.x0 >= MIN_WIDTH


def _go_on(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether a level line goes on a grid of its like, whatever else the grid's chart has beside it."""
    sides = [{_sides(shape.region) for shape in group if _is_level(shape.region)} for group in (shapes, others)]
    return min(len(shapes), len(others)) <= _LONE and any(
        abs(left - x0) < _ALIGNED and abs(right - x1) < _ALIGNED for left, right in sides[0] for x0, x1 in sides[1]
    )


def _is_level(box: Region) -> bool:
    return box.bottom - box.top < _HAIRLINE and box.x1 - box.x0 >= MIN_WIDTH


def _sides(box: Region) -> tuple[int, int]:
    return round(box.x0), round(box.x1)


def _stand_together(one: Region, other: Region) -> bool:
    """Whether a lone bar stands on one line with others, no further off than it is wide and a little."""
    narrow = min(one.x1 - one.x0, other.x1 - other.x0)
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return abs(one.bottom - other.bottom) < 0.5 and narrow <= _GRID_STEP and gap <= 1.2 * narrow


def _hang_together(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether a bar of one hangs from the line that an equally wide one of the other stands on, and near to it."""
    bars = [[shape.region for shape in group if shape.fill is not None][:_MOST_COMPARED] for group in (shapes, others)]
    return any(
        min(abs(one.bottom - other.top), abs(one.top - other.bottom)) < _FLUSH
        and abs((one.x1 - one.x0) - (other.x1 - other.x0)) < _FLUSH
        and max(one.x0, other.x0) - min(one.x1, other.x1) <= 1.2 * (one.x1 - one.x0) <= 1.2 * _GRID_STEP
        for one in bars[0]
        for other in bars[1]
    )


def _apart(one: Region, other: Region) -> tuple[float, float]:
    """Top and bottom of what is between two boxes above each other."""
    return min(one.bottom, other.bottom), max(one.top, other.top)


def _lie_together(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether bars of both begin on one line, equally thick and no further off than that and a little."""
    bars = [[shape.region for shape in group if _may_lie(shape)] for group in (shapes, others)]
    return any(
        abs(one.x0 - other.x0) < _FLUSH
        and abs((one.bottom - one.top) - (other.bottom - other.top)) < _FLUSH
        and max(one.top, other.top) - min(one.bottom, other.bottom) <= 1.2 * (one.bottom - one.top)
        for one in bars[0][:_MOST_COMPARED]
        for other in bars[1][:_MOST_COMPARED]
    )


def _may_lie(shape: Shape) -> bool:
    box = shape.region
    return shape.fill is not None and box.bottom - box.top <= 1.5 * MIN_HEIGHT and box.x1 - box.x0 > _HAIRLINE


def hull_of(shapes: Sequence[Shape]) -> Region:
    """The box around one shape or more."""
    box = shapes[0].region
    for shape in shapes[1:]:
        box = join(box, shape.region)
    return box


def touches(one: Region, other: Region, margin: float) -> bool:
    """Whether two boxes are at most ``margin`` points apart in both directions."""
    return (
        one.x0 - margin <= other.x1
        and other.x0 - margin <= one.x1
        and one.top - margin <= other.bottom
        and other.top - margin <= one.bottom
    )
