"""The header cells above a table's data: over which columns each stands, and which lines make one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.header_glue import unglued
from extractors.tables.header_order import counted_off, widened
from extractors.tables.header_stacks import TIGHT, continues, joined_stacks
from extractors.tables.rules import Rule
from extractors.tables.spans import Span, header_spans, sure_spans
from schemas.claim import Region

#: Lines of one header differ by no more than this factor in size.
_SAME_SIZE = 1.15


@dataclass(frozen=True)
class HeaderCell:
    """A header: its lines of chunks, and the first and last column that it stands over, ``sure`` or by its place."""

    chunks: tuple[Chunk, ...]
    first: int
    last: int
    sure: bool = False

    @property
    def top(self) -> float:
        """Upper edge in points."""
        return self.chunks[0].top

    @property
    def bottom(self) -> float:
        """Lower edge in points."""
        return self.chunks[-1].bottom

    @property
    def text(self) -> str:
        """Its words as printed."""
        return " ".join(word.text for chunk in self.chunks for word in chunk.words)


Lines = Sequence[Sequence[Chunk]]


def header_cells(
    lines: Lines, columns: Sequence[Column], rules: Sequence[Rule], boxes: Sequence[Region], labels: int, space: float
) -> list[HeaderCell]:
    """Header cells from the top, each over its columns; lines of one cell are joined.

    ``boxes`` are cells that are drawn, ``labels`` the number of columns on the left that hold labels, ``space`` the
    usual space between words in font sizes.
    """
    lines = joined_stacks(lines)
    parted = [
        [part for chunk in line for part in unglued(chunk, columns, space, lowest=line is lines[-1])] for line in lines
    ]
    own = counted_off(parted[-1], columns, labels) if parted else None
    wide = widened(columns, parted[-1], own) if own else columns
    cells: list[HeaderCell] = []
    for index, parts in enumerate(parted):
        below = [chunk for other in lines[index + 1 :] for chunk in other]
        sure: Sequence[Span | None] = sure_spans(parts, wide, rules, boxes, below, labels)
        if own and parts is parted[-1]:
            sure = own
        spans = header_spans(parts, wide, sure, below, labels)
        for part, span, known in zip(parts, spans, sure, strict=True):
            _add(cells, HeaderCell((part,), *span, known is not None), parts, wide, rules)
    return cells


def _add(
    cells: list[HeaderCell],
    new: HeaderCell,
    beside: Sequence[Chunk],
    columns: Sequence[Column],
    rules: Sequence[Rule],
) -> None:
    """Add a header of one line, or give that line to the header above it that it is the rest of.

    ``beside`` are the headers on its line.
    """
    part = new.chunks[0]
    rest = next((cell for cell in reversed(cells) if _is_rest(part, beside, cell, columns, rules)), None)
    home = rest or next((cell for cell in reversed(cells) if _same_cell(cell, new, rules)), None)
    if home is None:
        cells.append(new)
        return
    first, last = (min(new.first, rest.first), max(new.last, rest.last)) if rest else (new.first, new.last)
    cells[cells.index(home)] = replace(home, chunks=(*home.chunks, part), first=first, last=last)


def _same_cell(cell: HeaderCell, new: HeaderCell, rules: Sequence[Rule]) -> bool:
    """Whether a line belongs to the header above it: over the same columns, close by, and set in the same size."""
    if (cell.first, cell.last) != (new.first, new.last) and not _narrower(cell, new.first, new.last):
        return False
    above, part = cell.chunks[-1], new.chunks[0]
    gap = part.top - cell.bottom
    alike = 1 / _SAME_SIZE <= above.size / part.size <= _SAME_SIZE
    return alike and not _is_ruled(cell, part, rules) and -0.5 * part.size < gap <= TIGHT * part.size


def _is_rest(
    part: Chunk, parts: Sequence[Chunk], cell: HeaderCell, columns: Sequence[Column], rules: Sequence[Rule]
) -> bool:
    """Whether a part can only be the rest of a header's text: it goes on in small letters, alone below it."""
    x0, x1 = columns[cell.first].x0, columns[cell.last].x1
    alone = [other for other in parts if other.overlap(x0, x1) > 0] == [part]
    return alone and continues(cell.chunks[-1], part) and not _is_ruled(cell, part, rules)


def _is_ruled(cell: HeaderCell, part: Chunk, rules: Sequence[Rule]) -> bool:
    """Whether a rule parts a header from what is below it."""
    return any(
        cell.bottom - 0.3 * part.size < rule.y < part.top + 0.3 * part.size and rule.x0 < part.x1 and rule.x1 > part.x0
        for rule in rules
    )


def _narrower(cell: HeaderCell, first: int, last: int) -> bool:
    """A header of several lines may touch its neighbour's column with a long line only."""
    inside = cell.first <= first and last <= cell.last
    return inside and cell.first == cell.last
