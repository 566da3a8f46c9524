"""Lists in ruled tables: columns by their headers, rows by the municipality in them, over all pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.headers import Role, role_of, roles_of
from extractors.layout import line_text
from extractors.list_marks import unmarked
from extractors.list_order import is_divider
from extractors.names import resolve, resolve_lines, unresolved_reason
from extractors.records import Printed, Record
from extractors.sheets import Cell, Row, Sheet
from extractors.text import Text, plain, text_of
from schemas.claim import Held, Region
from schemas.codes import Kind

SUMMARY = re.compile(
    r"\b(?:medel\w*|genomsnitt\w*|median\w*|summa|total\w*|riket|hela landet|samtliga|alla kommuner|sverige|mean"
    r"|average)\b"
)


_COUNTER = re.compile(r"\d{1,3}(?::a|:e|[.)])?")
#: A cell that is so many times as tall as another spans several rows.
_SEVERAL_ROWS = 1.5
_NO_COLUMNS = "no header above the table says which of its columns is what"
_NAMELESS = "no municipality's name stands beside it; a page break may have moved the name away"


@dataclass
class ListRead:
    """What a list reader found: entries, names held back, header cells, summary rows, and the words it used up."""

    records: list[Record] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    headers: list[Cell] = field(default_factory=list)
    summaries: list[tuple[Row, list[str]]] = field(default_factory=list)
    last: Record | None = None
    one_a_row: bool = False
    merged: dict[int, Cell] = field(default_factory=dict)
    reach: Region | None = None


@dataclass(frozen=True)
class _Columns:
    """Header texts and roles of a sheet's columns; ``name`` is the index of the municipality column."""

    headers: tuple[str, ...]
    roles: tuple[Role, ...]
    name: int


def read_list_sheets(sheets: list[Sheet], kind: Kind, year: int) -> ListRead:
    """Read a list's tables in page order; a table without header goes on with the columns of the one before."""
    read = ListRead()
    columns: _Columns | None = None
    split: dict[int, int] = {}
    for sheet in sheets:
        blocks = _blocks(sheet, split)
        split[sheet.columns] = blocks[0].columns
        for block in blocks:
            before, columns = columns, _columns(block, columns, kind, year) or columns
            if columns != before:
                read.merged.clear()
            if columns is not None and len(columns.headers) == block.columns:
                for row in block.rows:
                    _read_row(row, columns, kind, read)
            else:
                _hold_rows(block, kind, read)
    return read


def _hold_rows(sheet: Sheet, kind: Kind, read: ListRead) -> None:
    """Hold back a table's rows that name a municipality, where its columns can't be told apart."""
    for row in sheet.rows:
        texts = [_text(cell) for cell in row]
        if any(resolve(text) for text in texts):
            text = " | ".join(text for text in texts if text)
            read.held.append(Held(sheet.region.page, kind.value, text, "columns_told_apart", _NO_COLUMNS))


def _columns(sheet: Sheet, before: _Columns | None, kind: Kind, year: int) -> _Columns | None:
    """Find the header row; else take over the columns of the table before, when they are as many."""
    for row in sheet.rows[:4]:
        headers = tuple(_text(cell) for cell in row)
        roles = roles_of([plain(header) for header in headers], year)
        if Role.NAME in roles and not any(resolve(header) for header in headers):
            return _Columns(headers, _with_numbering(roles, headers, sheet), roles.index(Role.NAME))
    if before is not None and len(before.headers) == sheet.columns:
        return before
    return _guess(sheet, kind)


def _with_numbering(roles: tuple[Role, ...], headers: tuple[str, ...], sheet: Sheet) -> tuple[Role, ...]:
    """A first column without a header that holds nothing but whole numbers counts the rows, or ranks them."""
    if headers[0] or roles[0] is not Role.OTHER:
        return roles
    cells = [text for row in sheet.rows if (text := _text(row[0]))]
    numbers = sum(1 for text in cells if _COUNTER.fullmatch(text))
    return (Role.NUMBER, *roles[1:]) if cells and numbers == len(cells) else roles


def _guess(sheet: Sheet, kind: Kind) -> _Columns | None:
    """Columns of a table without any header: the names are where most cells resolve."""
    counts = [
        sum(1 for row in sheet.rows if column < len(row) and resolve(_text(row[column])))
        for column in range(sheet.columns)
    ]
    best = max(counts)
    if best < 0.6 * len(sheet.rows):
        return None
    name = counts.index(best)
    role = Role.APPS if kind is Kind.APP_LIST else Role.OTHER
    roles = tuple(Role.NAME if column == name else role for column in range(sheet.columns))
    return _Columns(("",) * sheet.columns, roles, name)


def _text(cell: Cell | None) -> str:
    return _bare(cell).verbatim if cell else ""


def _bare(cell: Cell) -> Text:
    """A cell's text without its raised footnote marks."""
    return text_of([unmarked(line) for line in cell.lines], narrow=True)


def _read_row(row: Row, columns: _Columns, kind: Kind, read: ListRead) -> None:
    texts = [_text(cell) for cell in row]
    if columns.name >= len(texts):
        return
    if tuple(texts) == columns.headers or role_of(plain(texts[columns.name])) is Role.NAME:
        read.headers += [cell for cell in row if cell]
        return
    name = texts[columns.name]
    if is_divider(name) and sum(map(bool, texts)) == 1:
        read.last = None
        return
    code = _code(row[columns.name], name)
    if code is not None:
        read.last = _record(row, code, columns, kind)
        _take_merged(read.last, row, columns, read.merged)
        read.reach = cell.region if (cell := row[columns.name]) else None
        read.records.append(read.last)
    elif not name:
        _continue(row, columns, kind, read)
    elif SUMMARY.search(plain(name)):
        read.last = None
        read.summaries.append((row, list(columns.headers)))
    else:
        read.last = None
        cell = row[columns.name]
        page = cell.region.page if cell else None
        text = " | ".join(text for text in texts if text)
        read.held.append(Held(page, kind.value, text, "municipality_resolved", unresolved_reason(name)))


def _code(cell: Cell | None, name: str) -> str | None:
    lines = [line_text(unmarked(line)) for line in cell.lines] if cell else []
    return resolve_lines(lines, name)


def _record(row: Row, code: str, columns: _Columns, kind: Kind) -> Record:
    name = row[columns.name]
    assert name is not None
    record = Record(code, _printed(name, columns.headers[columns.name]))
    record.lines = [line for cell in row if cell for line in cell.lines]
    for index, cell in enumerate(row):
        if index != columns.name and index < len(columns.roles) and cell and cell.lines:
            _assign(record, columns.roles[index], cell, columns.headers[index], kind)
    return record


def _take_merged(record: Record, row: Row, columns: _Columns, merged: dict[int, Cell]) -> None:
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
        if cell is not None and cell.region.page == above.region.page + 1 and _is_tall((cell, above), name):
            above = merged[index] = Cell(cell.region, above.lines)
        if not _reaches(above, name):
            del merged[index]
        else:
            _assign(record, columns.roles[index], above, columns.headers[index], Kind.RANKING)
            record.heading = _with_heading(record.heading, _printed(above, ""))


def _reaches(above: Cell, name: Cell) -> bool:
    return above.region.page == name.region.page and above.region.bottom > name.region.bottom - 2


def _is_tall(cells: Iterable[Cell], name: Cell) -> bool:
    """Whether one of the cells spans several rows; an empty cell of one row may as well be a missing value."""
    return any(_height(cell) > _SEVERAL_ROWS * _height(name) for cell in cells)


def _height(cell: Cell) -> float:
    return cell.region.bottom - cell.region.top


def _with_heading(heading: Printed | None, added: Printed) -> Printed:
    if heading is None:
        return added
    return Printed(f"{heading.text} … {added.text}", (*heading.regions, *added.regions))


def _assign(record: Record, role: Role, cell: Cell, header: str, kind: Kind) -> None:
    if role is Role.APPS and kind is Kind.APP_LIST:
        record.app_parts += [list(cell.lines)]
    elif role in (Role.OTHER, Role.APPS, Role.NAME) or role in record.parts:
        record.others.append(_printed(cell, header))
    else:
        record.parts[role] = _printed(cell, header)


def _printed(cell: Cell, header: str) -> Printed:
    text = _bare(cell)
    return Printed(text.verbatim, text.regions(0, len(text.verbatim)), header)


def _continue(row: Row, columns: _Columns, kind: Kind, read: ListRead) -> None:
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
        read.one_a_row = read.one_a_row or _is_tall((name,), cells[0])
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


def _blocks(sheet: Sheet, split: dict[int, int]) -> list[Sheet]:
    """A table whose columns repeat side by side (Kommun, Poäng, Kommun, Poäng), as tables below each other.

    Where it prints no header, it is split as the last table with as many columns was; ``split`` has that one's width.
    """
    for row in sheet.rows[:4]:
        headers = [_text(cell) for cell in row]
        count = sum(role_of(plain(header)) is Role.NAME for header in headers)
        width = len(headers) // count if count else 0
        if count > 1 and headers == headers[:width] * count:
            return _split(sheet, width)
        if count:
            return [sheet]
    return _split(sheet, split.get(sheet.columns, sheet.columns))


def _split(sheet: Sheet, width: int) -> list[Sheet]:
    return [
        Sheet(sheet.region, tuple(row[start : start + width] for row in sheet.rows))
        for start in range(0, sheet.columns, width)
    ]
