"""Headers of which it can't be told over which columns they stand: the columns beside them that they may be over."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.table_chunks import Chunk
from extractors.table_columns import Column
from extractors.table_header_stacks import continues
from extractors.table_headers import HeaderCell

#: How far a header may be off the edges, or the middle, of the columns that it stands over, in font sizes.
_ALIGNED, _OFF_CENTRE = 0.4, 0.9


def header_doubts(cells: Sequence[HeaderCell], columns: Sequence[Column], labels: int) -> dict[int, str]:
    """Why a column's headers are not known for sure, by column; a rule or a box drawn for a header leaves no doubt."""
    found: dict[int, str] = {}
    for cell in cells:
        for upper in () if cell.sure else _uppers(cell):
            for column in _may_be_over(upper, cell, cells, columns, labels):
                found[column] = f"the header “{' '.join(word.text for word in upper.words)}” may stand over it too"
    return found


def _uppers(cell: HeaderCell) -> list[Chunk]:
    """Lines of a header that may be headers of their own: all but those that go on below for sure."""
    follow = [*cell.chunks[1:], None]
    return [one for one, other in zip(cell.chunks, follow, strict=True) if other is None or not continues(one, other)]


def _may_be_over(
    upper: Chunk, cell: HeaderCell, cells: Sequence[HeaderCell], columns: Sequence[Column], labels: int
) -> list[int]:
    """Columns beside a header that have headers below its line only, as far as it may reach by how it is aligned."""
    right = _orphans(upper, range(cell.last + 1, len(columns)), cells)
    left = _orphans(upper, range(cell.first - 1, labels - 1, -1), cells)
    sides = [_headed(column, columns, cells) for column in range(len(columns))]
    first, last = sides[cell.first], sides[cell.last]
    found: list[int] = []
    for index, column in enumerate(right):
        centred = _is_centred(upper, first[0], sides[column][1])
        if _near(upper.x0, first[0], upper) or _near(upper.x1, sides[column][1], upper) or centred:
            found += right[len(found) : index + 1]
    from_right = len(found)
    for index, column in enumerate(left):
        centred = _is_centred(upper, sides[column][0], last[1])
        if _near(upper.x1, last[1], upper) or _near(upper.x0, sides[column][0], upper) or centred:
            found += left[len(found) - from_right : index + 1]
    return found


def _orphans(upper: Chunk, beside: Sequence[int], cells: Sequence[HeaderCell]) -> list[int]:
    """The columns next to a header, from it outwards, whose headers all begin below its line."""
    found: list[int] = []
    for column in beside:
        over = [cell for cell in cells if cell.first <= column <= cell.last]
        if not over or min(cell.top for cell in over) < upper.bottom - 0.3 * upper.size:
            break
        found.append(column)
    return found


def _headed(column: int, columns: Sequence[Column], cells: Sequence[HeaderCell]) -> tuple[float, float]:
    """Left and right edge of a column with the headers that are its own."""
    own = [chunk for cell in cells if cell.first == cell.last == column for chunk in cell.chunks[-1:]]
    x0, x1 = columns[column].x0, columns[column].x1
    return min([x0, *(chunk.x0 for chunk in own)]), max([x1, *(chunk.x1 for chunk in own)])


def _near(one: float, other: float, chunk: Chunk) -> bool:
    return abs(one - other) <= _ALIGNED * chunk.size


def _is_centred(chunk: Chunk, x0: float, x1: float) -> bool:
    return abs(chunk.x0 + chunk.x1 - x0 - x1) / 2 <= _OFF_CENTRE * chunk.size
