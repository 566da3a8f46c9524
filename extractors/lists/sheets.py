"""Lists in tables: columns by their headers, rows by the municipality in them, over all pages."""

from __future__ import annotations

from extractors.layout import line_text
from extractors.lists.column_headers import Role, role_of
from extractors.lists.marks import unmarked
from extractors.lists.merged import continue_row, take_merged
from extractors.lists.order import is_divider
from extractors.lists.read import SUMMARY, ListColumns, ListRead, assign, cell_text, printed_cell
from extractors.lists.records import Record
from extractors.lists.roles import blocks_of, columns_of
from extractors.names import resolve, resolve_lines, unresolved_reason
from extractors.tables.sheets import Cell, Row, Sheet
from extractors.text import plain
from schemas.claim import Held
from schemas.codes import Kind

_NO_COLUMNS = "no header above the table says which of its columns is what"


def read_list_sheets(sheets: list[Sheet], kind: Kind, year: int) -> ListRead:
    """Read a list's tables in page order; a table without header goes on with the columns of the one before."""
    read = ListRead()
    columns: ListColumns | None = None
    split: dict[int, int] = {}
    for sheet in sheets:
        blocks = blocks_of(sheet, split)
        split[sheet.columns] = blocks[0].columns
        for block in blocks:
            before, columns = columns, columns_of(block, columns, kind, year) or columns
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
        texts = [cell_text(cell) for cell in row]
        if any(resolve(text) for text in texts):
            text = " | ".join(text for text in texts if text)
            read.held.append(Held(sheet.region.page, kind.value, text, "columns_told_apart", _NO_COLUMNS))


def _read_row(row: Row, columns: ListColumns, kind: Kind, read: ListRead) -> None:
    texts = [cell_text(cell) for cell in row]
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
        take_merged(read.last, row, columns, read.merged)
        read.reach = cell.region if (cell := row[columns.name]) else None
        read.records.append(read.last)
    elif not name:
        continue_row(row, columns, kind, read)
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


def _record(row: Row, code: str, columns: ListColumns, kind: Kind) -> Record:
    name = row[columns.name]
    assert name is not None
    record = Record(code, printed_cell(name, columns.headers[columns.name]))
    record.lines = [line for cell in row if cell for line in cell.lines]
    for index, cell in enumerate(row):
        if index != columns.name and index < len(columns.roles) and cell and cell.lines:
            assign(record, columns.roles[index], cell, columns.headers[index], kind)
    return record
