"""Cells that a page break leaves open: drawn on three sides only, so that a grid has no cell in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

from extractors.headers import Role, role_of
from extractors.layout import line_bottom, line_size, line_top, lines_of
from extractors.list_tables import is_list_header
from extractors.sheets import Cell, Row, Sheet
from extractors.text import Line, Word, plain
from schemas.claim import Region

_TOUCHING = 1.0
#: How far a row that is open stands from the grid at most, in font sizes.
_CLOSE = 1.0


@dataclass(frozen=True)
class _Gap:
    """Rows ``first``-``last`` of a column in which the grid has no cell, and none reaches down from above."""

    column: int
    first: int
    last: int


def with_open_cells(sheet: Sheet, words: Iterable[Word]) -> Sheet:
    """A sheet with its open cells closed at the next cell or the table's end, and filled with their words.

    A row at the top or the end of a page may be open too: text close above or below the grid, within its columns.
    """
    around = list(words)
    sheet = _with_open_rows(sheet, around)
    rows = [list(row) for row in sheet.rows]
    for column in range(sheet.columns):
        reach = _column_reach(sheet, column)
        if reach is None:
            continue
        for gap in _gaps(sheet, column):
            top, bottom = _row_reach(sheet.rows[gap.first])[0], _row_reach(sheet.rows[gap.last])[1]
            region = Region(sheet.region.page, reach[0], top, reach[1], bottom)
            inside = [word for word in around if _is_inside(word, region)]
            rows[gap.first][column] = Cell(region, tuple(lines_of(inside)) if inside else ())
    return Sheet(sheet.region, tuple(tuple(row) for row in rows))


def _with_open_rows(sheet: Sheet, words: list[Word]) -> Sheet:
    own = sheet.words
    beside = [word for word in words if word not in own and sheet.region.x0 < word.x0 and word.x1 < sheet.region.x1]
    lines = lines_of(beside)
    above = _touching([line for line in reversed(lines) if line[0].middle < sheet.region.top], sheet.region.top)
    below = _touching([line for line in lines if line[0].middle > sheet.region.bottom], sheet.region.bottom)
    headed = any(cell is not None and role_of(plain(cell.text.verbatim)) is Role.NAME for cell in sheet.rows[0])
    first = [] if headed else _open_row(sheet, above[::-1], 1)
    last = _open_row(sheet, below, 2)
    rows = (*first, *sheet.rows, *last)
    top = first[0][-1].region.top if first and first[0][-1] else sheet.region.top
    return Sheet(replace(sheet.region, top=top), rows) if first or last else sheet


def _touching(lines: list[Line], edge: float) -> list[Line]:
    """Lines that follow each other closely from an edge on, away from it."""
    found: list[Line] = []
    for line in lines:
        near = line_bottom(line) if line_bottom(line) <= edge + 1 else line_top(line)
        if abs(near - edge) > _CLOSE * line_size(line) or is_list_header(line):
            break
        found.append(line)
        edge = line_top(line) if near == line_bottom(line) else line_bottom(line)
    return found


def _open_row(sheet: Sheet, lines: list[Line], least: int) -> list[Row]:
    """The row that lines make, when each of their words stands within a column and they fill enough of them."""
    reaches = [_column_reach(sheet, column) for column in range(sheet.columns)]
    if not lines or None in reaches:
        return []
    page, top, bottom = sheet.region.page, min(map(line_top, lines)), max(map(line_bottom, lines))
    cells: list[Cell | None] = []
    for reach in reaches:
        assert reach is not None
        inside = [word for line in lines for word in line if reach[0] <= word.x0 and word.x1 <= reach[1]]
        region = Region(page, reach[0], top, reach[1], bottom)
        cells.append(Cell(region, tuple(lines_of(inside))) if inside else None)
    held = sum(len(cell.words) for cell in cells if cell)
    enough = sum(cell is not None for cell in cells) >= least and any(cells[1:])
    one = all(len(cell.lines) < 2 or not _is_number(cell.lines[0]) for cell in cells if cell)
    return [tuple(cells)] if enough and one and held == sum(map(len, lines)) else []


def _is_number(line: Line) -> bool:
    return len(line) == 1 and re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?%?", line[0].text) is not None


def _column_reach(sheet: Sheet, column: int) -> tuple[float, float] | None:
    cells = [row[column] for row in sheet.rows if column < len(row)]
    regions = [cell.region for cell in cells if cell is not None]
    return (median(region.x0 for region in regions), median(region.x1 for region in regions)) if regions else None


def _row_reach(row: Row) -> tuple[float, float]:
    regions = [cell.region for cell in row if cell is not None]
    return max(region.top for region in regions), min(region.bottom for region in regions)


def _gaps(sheet: Sheet, column: int) -> Iterator[_Gap]:
    """Runs of rows without a cell in a column, below no cell that covers them."""
    covered, first = float("-inf"), None
    for index, row in enumerate(sheet.rows):
        cell = row[column] if column < len(row) else None
        if cell is not None:
            covered = cell.region.bottom
        open_here = cell is None and _row_reach(row)[1] > covered + _TOUCHING and column < len(row)
        if open_here and first is None:
            first = index
        if not open_here and first is not None:
            yield _Gap(column, first, index - 1)
            first = None
    if first is not None:
        yield _Gap(column, first, len(sheet.rows) - 1)


def _is_inside(word: Word, region: Region) -> bool:
    middle = (word.x0 + word.x1) / 2
    return region.x0 <= middle <= region.x1 and region.top <= word.middle <= region.bottom
