"""Rows of a list's table without rules: lines cut into columns, and put together where a name begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.layout import line_text
from extractors.lists.column_headers import Role
from extractors.lists.columns import Band
from extractors.lists.marks import unmarked
from extractors.names import resolve, resolve_lines
from extractors.tables.sheets import Cell, Row, Sheet
from extractors.text import Line, join, text_of
from schemas.claim import Region
from schemas.codes import Kind

#: A cell that is a number, with its signs, arrows and marks.
NUMERIC = re.compile(r"[\s\d.,:%+±−–↑↓▲▼►=a-]*\d[\s\d.,:%+−–a]*")


def sheets_below(columns: list[Band], head: list[Line], body: list[Line], kind: Kind) -> Iterator[Sheet]:
    """The table as a sheet: its header, if it is printed here, and a row for each name."""
    cut = [[within(line, band) for band in columns] for line in body]
    rows = [_header_row(columns)] if head else []
    rows += [_row(lines, columns) for lines in _rows([cells for cells in cut if any(cells)], columns, kind)]
    if rows:
        yield Sheet(_around([cell for row in rows for cell in row if cell and cell.lines]), tuple(rows))


def _header_row(columns: list[Band]) -> Row:
    return tuple(Cell(_around_lines(band.header), tuple(band.header)) if band.header else None for band in columns)


def _rows(lines: list[list[Line]], columns: list[Band], kind: Kind) -> Iterator[list[list[Line]]]:
    """Lines of cells, row by row: a row begins where a name does."""
    name = next(index for index, band in enumerate(columns) if band.role is Role.NAME)
    row: list[list[Line]] = []
    for cells in lines:
        if row and _begins_row(row, cells, name, kind):
            yield row
            row = []
        row.append(cells)
    if row:
        yield row


def _begins_row(row: list[list[Line]], cells: list[Line], name: int, kind: Kind) -> bool:
    """A line begins a row when it has a name, or a number of its own; not when it only ends the name above."""
    numbered = any(_is_number(cell) for index, cell in enumerate(cells) if index != name)
    if numbered and kind is not Kind.APP_LIST:
        return True
    if not cells[name]:
        return False
    above = text_of([unmarked(line[name]) for line in row if line[name]], narrow=True)
    both = text_of([*(unmarked(line[name]) for line in row if line[name]), unmarked(cells[name])], narrow=True)
    capital = cells[name][0].text[:1].isupper()
    alone = resolve(line_text(unmarked(cells[name]))) if capital else None
    broken = above.verbatim.endswith("-")
    parts = [line_text(unmarked(line[name])) for line in (*row, cells) if line[name]]
    if resolve_lines(parts, both.verbatim) is not None and (alone is None or broken):
        return False
    return not above.verbatim or capital


def _is_number(cell: Line) -> bool:
    return bool(cell) and NUMERIC.fullmatch(line_text(unmarked(cell))) is not None


def within(line: Line, band: Band) -> Line:
    """The words of a line that stand in a column."""
    return tuple(word for word in line if band.holds(word))


def _row(lines: list[list[Line]], columns: Sequence[Band]) -> Row:
    """A row's cells. A row that goes on from the page before has an empty cell of a name, as low as the others."""
    cells = [tuple(line[index] for line in lines if line[index]) for index in range(len(columns))]
    around = _around_lines([line for cell in cells for line in cell])
    empty = replace(around, bottom=around.top)
    return tuple(Cell(_around_lines(cell), cell) if cell else Cell(empty) for cell in cells)


def _around_lines(lines: Sequence[Line]) -> Region:
    regions = [word.region for line in lines for word in line]
    region = regions[0]
    for other in regions[1:]:
        region = join(region, other)
    return region


def _around(cells: Sequence[Cell]) -> Region:
    region = cells[0].region
    for cell in cells[1:]:
        region = join(region, cell.region)
    return region
