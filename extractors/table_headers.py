"""The header cells above a table's data: over which columns each stands, and which lines make one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.table_chunks import Chunk
from extractors.table_columns import Column
from extractors.table_header_stacks import TIGHT, continues, joined_stacks
from extractors.table_rules import Rule
from extractors.table_spans import header_spans, is_over, slot_of, sure_spans
from schemas.claim import Region

#: Two headers are further apart than this many word spaces.
_HEADERS_APART = 1.3


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


Lines = Sequence[Sequence[Chunk]]


def header_cells(
    lines: Lines, columns: Sequence[Column], rules: Sequence[Rule], boxes: Sequence[Region], labels: int, space: float
) -> list[HeaderCell]:
    """Header cells from the top, each over its columns; lines of one cell are joined.

    ``boxes`` are cells that are drawn, ``labels`` the number of columns on the left that hold labels, ``space`` the
    usual space between words in font sizes.
    """
    cells: list[HeaderCell] = []
    lines = joined_stacks(lines)
    for index, line in enumerate(lines):
        below = [chunk for other in lines[index + 1 :] for chunk in other]
        parts = [part for chunk in line for part in _unglued(chunk, columns, space)]
        sure = sure_spans(parts, columns, rules, boxes, below, labels)
        spans = header_spans(parts, columns, sure, below, labels)
        for part, span, known in zip(parts, spans, sure, strict=True):
            rest = next((cell for cell in reversed(cells) if _is_rest(part, parts, cell, columns, rules)), None)
            home = rest or next((cell for cell in reversed(cells) if _same_cell(cell, part, *span, rules)), None)
            first, last = (min(span[0], rest.first), max(span[1], rest.last)) if rest else span
            if home is None:
                cells.append(HeaderCell((part,), first, last, known is not None))
            else:
                cells[cells.index(home)] = HeaderCell((*home.chunks, part), first, last, home.sure)
    return cells


def _unglued(chunk: Chunk, columns: Sequence[Column], space: float) -> list[Chunk]:
    """Headers of neighbouring columns that stand so near that they look like one."""
    parts: list[list[int]] = []
    slots = [slot_of((word.x0 + word.x1) / 2, columns) for word in chunk.words]
    for index, slot in enumerate(slots):
        if parts and slots[parts[-1][-1]] == slot:
            parts[-1].append(index)
        else:
            parts.append([index])
    runs = [tuple(chunk.words[index] for index in part) for part in parts]
    pieces = [Chunk(run, chunk.line) for run in runs]
    fits = all(is_over(piece, columns[slots[part[0]]]) for piece, part in zip(pieces, parts, strict=True))
    figures = len(pieces) > 2 and all(any(map(str.isdigit, piece.text)) for piece in pieces[1:])
    apart = figures or all(_apart(one, other, space) for one, other in pairwise(pieces))
    return pieces if len(pieces) > 1 and fits and apart else [chunk]


def _apart(one: Chunk, other: Chunk, space: float) -> bool:
    """Whether two headers stand further apart than words do, or both have figures of their own."""
    wide = other.x0 - one.x1 > _HEADERS_APART * space * one.size
    return wide or all(any(char.isdigit() for char in chunk.text) for chunk in (one, other))


def _same_cell(cell: HeaderCell, part: Chunk, first: int, last: int, rules: Sequence[Rule]) -> bool:
    if (cell.first, cell.last) != (first, last) and not _narrower(cell, first, last):
        return False
    gap = part.top - cell.bottom
    return not _is_ruled(cell, part, rules) and -0.5 * part.size < gap <= TIGHT * part.size


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
