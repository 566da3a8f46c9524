"""Merged cells of a list's table: numbers and names that count for several rows, also over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.lists.column_headers import Role
from extractors.lists.read import ListColumns, ListRead, assign, printed_cell
from extractors.lists.records import Printed, Record
from extractors.tables.sheets import Cell, Row
from schemas.claim import Held, Region
from schemas.codes import Kind

#: A cell that is so many times as tall as another spans several rows.
_SEVERAL_ROWS = 1.5
_NAMELESS = "no municipality's name stands beside it; a page break may have moved the name away"


def take_merged(record: Record, row: Row, columns: ListColumns, merged: dict[int, Cell]) -> None:
    """Numbers and words of merged cells that reach down to a row: a rank group's, a county's.

    A merged cell that a page break cuts has its text on the page before, and an empty rest at the top of the next.
    """
    name = row[columns.name]
    assert name is not None
    for index, cell in enumerate(row):
        if index == columns.name or columns.roles[index] is Role.APPS:
            continue
        if cell is not None and cell.lines:
            merged[index] = cell
            continue
        above = merged.get(index)
        if above is None:
            continue
        if cell is not None and cell.region.page == above.region.page + 1 and is_tall((cell, above), name):
            above = merged[index] = Cell(cell.region, above.lines)
        if not _reaches(above, name):
            del merged[index]
        else:
            assign(record, columns.roles[index], above, columns.headers[index], Kind.RANKING)
            record.heading = _with_heading(record.heading, printed_cell(above, ""))


def _reaches(above: Cell, name: Cell) -> bool:
    return above.region.page == name.region.page and above.region.bottom > name.region.bottom - 2


def is_tall(cells: Iterable[Cell], name: Cell) -> bool:
    """Whether one of the cells spans several rows; an empty cell of one row may as well be a missing value."""
    return any(_height(cell) > _SEVERAL_ROWS * _height(name) for cell in cells)


def _height(cell: Cell) -> float:
    return cell.region.bottom - cell.region.top


def _with_heading(heading: Printed | None, added: Printed) -> Printed:
    if heading is None:
        return added
    return Printed(f"{heading.text} … {added.text}", (*heading.regions, *added.regions))


def continue_row(row: Row, columns: ListColumns, kind: Kind, read: ListRead) -> None:
    """A row without a name belongs to the row above: one more app, or the rest of a cell broken over two pages.

    At the top of a page it goes on with the page before. A tall empty cell of a name below another name has lost its
    own: whose apps these are can't be told.
    """
    if kind is not Kind.APP_LIST:
        _hold_nameless([cell for cell in row if cell and cell.lines], kind, read)
        return
    cells = [cell for index, cell in enumerate(row) if cell and cell.lines and columns.roles[index] is Role.APPS]
    name = row[columns.name]
    if not cells:
        return
    if read.last is not None and name is not None and name.region.page == read.last.lines[-1][0].page + 1:
        read.reach = name.region
        read.one_a_row = read.one_a_row or is_tall((name,), cells[0])
        _go_on(read.last, cells, broken=not read.one_a_row)
    elif read.last is None or _is_nameless(name, cells, read.reach):
        read.last = None
        _hold_nameless(cells, kind, read)
    else:
        read.one_a_row = True
        _go_on(read.last, cells, broken=False)


def _go_on(record: Record, cells: list[Cell], broken: bool) -> None:
    """Add one more app, or the rest of a cell that a page break has broken."""
    for cell in cells:
        record.lines += cell.lines
        if broken and record.app_parts:
            record.app_parts[-1] += cell.lines
        else:
            record.app_parts.append(list(cell.lines))


def _hold_nameless(cells: list[Cell], kind: Kind, read: ListRead) -> None:
    text = " | ".join(cell.text.verbatim for cell in cells)
    if re.search(r"\w", text):
        read.held.append(Held(cells[0].region.page, kind.value, text, "municipality_resolved", _NAMELESS))


def _is_nameless(name: Cell | None, cells: list[Cell], reach: Region | None) -> bool:
    """Whether no name above reaches down to a row: its own tall name cell is empty, or no merged cell covers it."""
    if name is None:
        row = cells[0].region
        return reach is None or reach.page != row.page or reach.bottom < row.bottom - 2
    return _height(name) > _SEVERAL_ROWS * min(map(_height, cells))
