"""Put a table together from its header cells and rows: a sheet like that of a ruled table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.headers import HeaderCell
from extractors.tables.row import BodyRow
from extractors.tables.sheets import Cell, Row, Sheet
from extractors.text import Line, join
from schemas.claim import Region

#: A number that reaches into two columns by this many font sizes is in neither for sure.
_ASTRIDE = 0.3


def sheet_of(headers: Sequence[HeaderCell], body: Sequence[BodyRow], columns: Sequence[Column], labels: int) -> Sheet:
    """A sheet: header rows from the top, each cell as wide as the columns it stands over, then the body."""
    levels = sorted({cell.chunks[-1].line for cell in headers})
    rows = [_header_row([cell for cell in headers if cell.chunks[-1].line == level], columns) for level in levels]
    rows += [_body_row(row, columns) for row in body]
    region = reduce(join, (cell.region for row in rows for cell in row if cell))
    sections = ((),) * len(levels) + tuple(row.sections for row in body)
    return Sheet(region, tuple(rows), len(levels), labels, sections)


def _header_row(cells: Sequence[HeaderCell], columns: Sequence[Column]) -> Row:
    row: list[Cell | None] = [None] * len(columns)
    for first in {cell.first for cell in cells}:
        here = [cell for cell in cells if cell.first == first]
        chunks = [chunk for cell in here for chunk in cell.chunks]
        row[first] = _cell(chunks, columns[first].x0, columns[max(cell.last for cell in here)].x1)
    return tuple(row)


def _body_row(row: BodyRow, columns: Sequence[Column]) -> Row:
    filled = {0: row.label, **row.cells}
    cells: list[Cell | None] = []
    for index, column in enumerate(columns):
        chunks = filled.get(index)
        if not chunks:
            cells.append(None)
            continue
        doubt = (row.doubts.get(index) or _doubt(chunks, columns)) if index else None
        cells.append(replace(_cell(chunks, column.x0, column.x1), doubt=doubt))
    return tuple(cells)


def _doubt(chunks: Sequence[Chunk], columns: Sequence[Column]) -> str | None:
    """Why the chunks of a cell may not be its content."""
    if len(chunks) > 1 and all(chunk.is_figure for chunk in chunks):
        return "several numbers stand in one cell"
    over = [column for column in columns if chunks[0].overlap(column.x0, column.x1) > _ASTRIDE * chunks[0].size]
    return "it stands under two columns" if len(over) > 1 else None


def _cell(chunks: Sequence[Chunk], x0: float, x1: float) -> Cell:
    """A cell as wide as its columns, with its words line by line as printed."""
    region = Region(
        chunks[0].words[0].page,
        min(x0, *(chunk.x0 for chunk in chunks)),
        min(chunk.top for chunk in chunks),
        max(x1, *(chunk.x1 for chunk in chunks)),
        max(chunk.bottom for chunk in chunks),
    )
    return Cell(region, tuple(_lines(chunks)))


def _lines(chunks: Sequence[Chunk]) -> Iterator[Line]:
    """The printed lines of some chunks; a stack of lines that is one chunk comes apart again."""
    words = [word for chunk in sorted(chunks, key=lambda chunk: (chunk.line, chunk.x0)) for word in chunk.words]
    starts = [index for index, word in enumerate(words) if not index or word.top > words[index - 1].bottom - 1]
    return (tuple(words[start:end]) for start, end in pairwise([*starts, len(words)]))
