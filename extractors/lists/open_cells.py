"""Cells that a page break leaves open: drawn on three sides only, so that a grid has no cell in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median

from extractors.layout import line_bottom, line_size, line_top, lines_of
from extractors.lists.column_headers import Role, role_of
from extractors.lists.headers import is_list_header
from extractors.pdf.page import Grid
from extractors.tables.sheets import Cell, Row, Sheet, filler
from extractors.text import Line, Word, plain
from schemas.claim import Region

_TOUCHING = 1.0
#: How far a row that is open stands from the grid at most, in font sizes.
_CLOSE = 1.0
#: How far a column's edges may differ from one page to the next, in points.
_DRIFT = 2.0
#: How many merged cells tell how text stands in them.
_ENOUGH = 2


@dataclass(frozen=True)
class _Gap:
    """Rows ``first``-``last`` of a column in which the grid has no cell, and none reaches down from above."""

    column: int
    first: int
    last: int


def is_top_aligned(sheets: Iterable[Sheet]) -> bool:
    """Whether text stands in the first row of all merged cells, and there are enough of them to tell."""
    tall = [
        cell.lines[0][0].middle < _row_reach(row)[1]
        for sheet in sheets
        for row in sheet.rows
        for cell in row
        if cell is not None and cell.lines and cell.region.bottom > _row_reach(row)[1] + _TOUCHING
    ]
    return len(tall) >= _ENOUGH and all(tall)


def rest_of(grid: Grid, before: Sheet | None, words: Iterable[Word]) -> Sheet | None:
    """The sheet that a grid is, where it has just the columns of the sheet before and so goes on with it.

    The rest of one row alone at the top of a page has too few filled cells to be a table by itself.
    """
    cell = filler(words)
    sheet = Sheet(grid.region, tuple(tuple(cell(region) if region else None for region in row) for row in grid.rows))
    if before is None or sheet.columns != before.columns or not sheet.words:
        return None
    return sheet if all(map(_same, _reaches(sheet), _reaches(before))) else None


def completed(sheet: Sheet, before: Sheet | None, words: Iterable[Word], top_aligned: bool) -> Sheet:
    """A sheet with what a page break has left open: rows at its edges, columns, and cells; filled with their words.

    Text close above or below the grid, within its columns, is a row that is open. ``before`` is the sheet on the page
    before: its columns go on. An open cell ends at the next cell, or with the table; where merged cells are
    ``top_aligned``, each text begins one.
    """
    around = list(words)
    wide = _with_open_columns(_with_open_rows(sheet, around), before)
    reaches = [own or other for own, other in zip_longest(_reaches(wide), _reaches(before) if before else [])]
    rows = [list(row) for row in wide.rows]
    for column, reach in enumerate(reaches[: wide.columns]):
        for gap in _gaps(wide, column) if reach else ():
            assert reach is not None
            for index, cell in _open_cells(wide, gap, reach, around, top_aligned):
                rows[index][column] = cell
    return Sheet(wide.region, tuple(tuple(row) for row in rows))


def _open_cells(
    sheet: Sheet, gap: _Gap, reach: tuple[float, float], words: list[Word], top_aligned: bool
) -> Iterator[tuple[int, Cell]]:
    """Cells in a gap, each with the row that it begins in; none where text stands below the first row unaligned."""
    bounds = [_row_reach(row) for row in sheet.rows[gap.first : gap.last + 1]]
    whole = Region(sheet.region.page, reach[0], bounds[0][0], reach[1], bounds[-1][1])
    lines = lines_of(word for word in words if _is_inside(word, whole))
    starts = sorted({0, *(_row_of(line, bounds) for line in lines)})
    if len(starts) > 1 and not top_aligned:
        return
    for start, end in pairwise([*starts, len(bounds)]):
        region = replace(whole, top=bounds[start][0], bottom=bounds[end - 1][1])
        inside = [line for line in lines if region.top <= line[0].middle <= region.bottom]
        yield gap.first + start, Cell(region, tuple(inside))


def _row_of(line: Line, bounds: list[tuple[float, float]]) -> int:
    return next((index for index, (_, bottom) in enumerate(bounds) if line[0].middle <= bottom), len(bounds) - 1)


def _with_open_columns(sheet: Sheet, before: Sheet | None) -> Sheet:
    """A sheet with room for the columns of the sheet before that are not drawn on this page."""
    if before is None or sheet.columns >= before.columns or _is_headed(sheet):
        return sheet
    there, here = _reaches(before), _reaches(sheet)
    places = [next((index for index, reach in enumerate(there) if _same(reach, own)), -1) for own in here]
    if -1 in places or places != sorted(set(places)):
        return sheet
    return Sheet(sheet.region, tuple(_widened(row, places, before.columns) for row in sheet.rows))


def _is_headed(sheet: Sheet) -> bool:
    return any(cell is not None and role_of(plain(cell.text.verbatim)) is Role.NAME for cell in sheet.rows[0])


def _reaches(sheet: Sheet) -> list[tuple[float, float] | None]:
    return [_column_reach(sheet, column) for column in range(sheet.columns)]


def _same(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return one is not None and other is not None and max(abs(one[0] - other[0]), abs(one[1] - other[1])) < _DRIFT


def _widened(row: Row, places: list[int], columns: int) -> Row:
    wide: list[Cell | None] = [None] * columns
    for cell, place in zip(row, places, strict=False):
        wide[place] = cell
    return tuple(wide)


def _with_open_rows(sheet: Sheet, words: list[Word]) -> Sheet:
    own = sheet.words
    beside = [word for word in words if word not in own and sheet.region.x0 < word.x0 and word.x1 < sheet.region.x1]
    lines = lines_of(beside)
    above = _touching([line for line in reversed(lines) if line[0].middle < sheet.region.top], sheet.region.top)
    below = _touching([line for line in lines if line[0].middle > sheet.region.bottom], sheet.region.bottom)
    first = [] if _is_headed(sheet) else _open_row(sheet, above[::-1], 1)
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
    reaches = _reaches(sheet)
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
