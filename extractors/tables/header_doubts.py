"""Headers of which it can't be told over which columns they stand: the columns beside them that they may be over.

        Appar                 Appar      <- over both, or over "Andel" only?
Antal   Andel         Antal   Andel         A rule or a box would tell; so does a table where other headers
12      34 %          12      34 %          over several columns have theirs, and this has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.tables.blocks import is_caption, is_prose
from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.header_glue import may_be_two
from extractors.tables.header_stacks import continues
from extractors.tables.headers import HeaderCell
from extractors.tables.spans import slot_of

Run = tuple[int, int]
#: How far a header may be off the edges, or the middle, of the columns that it stands over, in font sizes.
_ALIGNED, _OFF_CENTRE = 0.4, 0.9
#: Another border between two headers is as good when they fit no worse than this, in font sizes.
_AS_GOOD = 0.2
#: One header over so many columns more than one, and none below it, is several that look like one.
_MANY = 2


def header_doubts(cells: Sequence[HeaderCell], columns: Sequence[Column], labels: int) -> dict[int, str]:
    """Why a column's headers are not known for sure, by column; a rule or a box drawn for a header leaves no doubt."""
    sides = [_headed(column, columns, cells) for column in range(len(columns))]
    marked = _spans_are_drawn(cells, len(columns))
    found: dict[int, str] = {}
    for cell in cells:
        if cell.sure or marked or cell.last < labels:
            continue
        upper = _upper(cell)
        for column in _may_be_over(upper, cell, cells, sides, labels):
            found[column] = f"the header “{' '.join(word.text for word in upper.words)}” may stand over it too"
    for column in _borders(cells, sides, labels):
        found.setdefault(column, "two headers above it may stand over it")
    for cell in cells:
        if _may_be_several(cell, sides, labels):
            over = range(max(cell.first, labels), cell.last + 1)
            found |= dict.fromkeys(over, f"“{cell.text}” above it may be the headers of several columns")
    for column in _shared(cells, columns, labels):
        found.setdefault(column, "headers of several columns seem to stand over it")
    for column in range(labels, len(columns)):
        if _has_none_of_its_own(column, cells):
            found.setdefault(column, "no header of its own stands over it, as over the columns beside it")
    return found


def _shared(cells: Sequence[HeaderCell], columns: Sequence[Column], labels: int) -> Iterator[int]:
    """Columns with two headers side by side, or with one of which a word stands over a column that has none.

    Their values may be those of two columns that stand so near to each other that they look like one.
    """
    for column in range(labels, len(columns)):
        own = [cell for cell in cells if cell.first == cell.last == column and not cell.sure]
        lines = [chunk.line for cell in own for chunk in cell.chunks]
        if len(set(lines)) < len(lines):
            yield column
        for cell in own:
            slots = {slot_of((word.x0 + word.x1) / 2, columns) for chunk in cell.chunks for word in chunk.words}
            bare = [slot for slot in slots if slot >= labels and not _is_headed(slot, cell, cells)]
            yield from (column, *bare) if bare else ()


def _is_headed(column: int, beside: HeaderCell, cells: Sequence[HeaderCell]) -> bool:
    """Whether a column has a header as low as the one beside it."""
    return any(cell.first <= column <= cell.last and cell.bottom > beside.bottom - 1 for cell in cells)


def _spans_are_drawn(cells: Sequence[HeaderCell], columns: int) -> bool:
    """Whether rules or boxes show how far headers reach: then one that has none is over its own column only."""
    return any(cell.sure and 0 < cell.last - cell.first < columns - 2 for cell in cells)


def _may_be_several(cell: HeaderCell, sides: Sequence[Column], labels: int) -> bool:
    """Whether a header over several columns may be one for each of them, or that of the labels and one more."""
    if cell.sure or cell.first == cell.last:
        return False
    return cell.first < labels <= cell.last or any(
        may_be_two(chunk, sides[cell.first : cell.last + 1]) for chunk in cell.chunks
    )


def cut_headers(cells: Sequence[HeaderCell], above: Sequence[Chunk]) -> dict[int, str]:
    """Columns whose header goes on from a line above, ``above`` the headers, that was not taken for one.

    A caption or running text is not the beginning of a header.
    """
    return {
        column: "the beginning of its header is not read"
        for cell in cells
        for chunk in above
        if continues(chunk, cell.chunks[0]) and not is_caption(chunk.text) and not is_prose(chunk)
        for column in range(cell.first, cell.last + 1)
    }


def _has_none_of_its_own(column: int, cells: Sequence[HeaderCell]) -> bool:
    """Whether the lowest header over a column spans others too, and these have headers of their own or are many.

    Two words over two columns may be two headers as well.
    """
    over = [cell for cell in cells if cell.first <= column <= cell.last]
    lowest = max(over, key=lambda cell: cell.bottom, default=None)
    if lowest is None or lowest.sure or lowest.first == lowest.last:
        return False
    children = [cell for cell in cells if cell.top > lowest.bottom - 1 and lowest.first <= cell.first <= lowest.last]
    others = lowest.last - lowest.first
    return bool(children) or others >= _MANY or max(len(chunk.words) for chunk in lowest.chunks) > others


def _upper(cell: HeaderCell) -> Chunk:
    """The line of a header that may be a header of its own, over the rest: the first that does not go on for sure."""
    follow = [*cell.chunks[1:], None]
    pairs = zip(cell.chunks, follow, strict=True)
    return next(one for one, other in pairs if other is None or not continues(one, other))


def _may_be_over(
    upper: Chunk, cell: HeaderCell, cells: Sequence[HeaderCell], sides: Sequence[Column], labels: int
) -> set[int]:
    """Columns beside a header that have headers below its line only, as far as it may reach by how it is aligned."""
    left = _orphans(upper, range(cell.first - 1, labels - 1, -1), cells)
    right = _orphans(upper, range(cell.last + 1, len(sides)), cells)
    runs = [(cell.first - i, cell.last + j) for i in range(len(left) + 1) for j in range(len(right) + 1)]
    reached = [run for run in runs if run != (cell.first, cell.last) and _may_span(upper, run, sides)]
    return {column for first, last in reached for column in range(first, last + 1)} - set(
        range(cell.first, cell.last + 1)
    )


def _orphans(upper: Chunk, beside: Sequence[int], cells: Sequence[HeaderCell]) -> list[int]:
    """The columns next to a header, from it outwards, whose headers all begin below its line."""
    found: list[int] = []
    for column in beside:
        over = [cell for cell in cells if cell.first <= column <= cell.last]
        if not over or min(cell.top for cell in over) < upper.bottom - 0.3 * upper.size:
            break
        found.append(column)
    return found


def _may_span(chunk: Chunk, run: Run, sides: Sequence[Column]) -> bool:
    return _off_edges(chunk, run, sides) <= _ALIGNED or _off_middle(chunk, run, sides) <= _OFF_CENTRE


def _off_edges(chunk: Chunk, run: Run, sides: Sequence[Column]) -> float:
    return min(abs(chunk.x0 - sides[run[0]].x0), abs(chunk.x1 - sides[run[1]].x1)) / chunk.size


def _off_middle(chunk: Chunk, run: Run, sides: Sequence[Column]) -> float:
    """How far a header is off the middle of a run, or off the middle between its outermost columns' middles."""
    first, last = sides[run[0]], sides[run[1]]
    middles = (first.x0 + last.x1) / 2, (first.x0 + first.x1 + last.x0 + last.x1) / 4
    return min(abs((chunk.x0 + chunk.x1) / 2 - middle) for middle in middles) / chunk.size


def _headed(column: int, columns: Sequence[Column], cells: Sequence[HeaderCell]) -> Column:
    """A column as wide as the lowest header that is its own."""
    own = [chunk for cell in cells if cell.first == cell.last == column for chunk in cell.chunks[-1:]]
    x0, x1 = columns[column].x0, columns[column].x1
    return Column(min([x0, *(chunk.x0 for chunk in own)]), max([x1, *(chunk.x1 for chunk in own)]))


def _borders(cells: Sequence[HeaderCell], sides: Sequence[Column], labels: int) -> Iterator[int]:
    """Columns that the header beside theirs would fit over as well."""
    for one in cells:
        for other in cells:
            if one.sure or other.sure or one.first < labels or not _are_neighbours(one, other, cells):
                continue
            for border in range(one.first, other.last):
                if border != one.last and _fits_as_well(one, other, border, sides):
                    yield from range(min(border, one.last) + 1, max(border, one.last) + 1)


def _are_neighbours(one: HeaderCell, other: HeaderCell, cells: Sequence[HeaderCell]) -> bool:
    """Whether two headers stand on one level, with none between them."""
    bottom = one.chunks[0].bottom
    on_level = [
        cell for cell in cells if cell.top < bottom and one.top < cell.chunks[0].bottom and cell.first > one.last
    ]
    return bool(on_level) and min(on_level, key=lambda cell: cell.first) is other


def _fits_as_well(one: HeaderCell, other: HeaderCell, border: int, sides: Sequence[Column]) -> bool:
    """Whether two headers side by side fit as well over their columns with another border between these."""
    if one.first == one.last and other.first == other.last:
        return False
    now = max(_off(one, (one.first, one.last), sides), _off(other, (other.first, other.last), sides))
    then = max(_off(one, (one.first, border), sides), _off(other, (border + 1, other.last), sides))
    return then <= now + _AS_GOOD


def _off(cell: HeaderCell, run: Run, sides: Sequence[Column]) -> float:
    widest = max(cell.chunks, key=lambda chunk: chunk.x1 - chunk.x0)
    return min(_off_edges(widest, run, sides), _off_middle(widest, run, sides))
