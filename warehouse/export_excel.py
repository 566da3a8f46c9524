"""An Excel workbook: a sheet of explanations, then a sheet a view; texts are never formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]

from schemas import about
from schemas.columns import Column, DuckType
from warehouse.excel_cover import COVER, lay_out, write_cover
from warehouse.excel_limits import FIRST_DAY, ROWS, Cut, fitted, sheet_name
from warehouse.excel_texts import Texts
from warehouse.public import Public, Row, View

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

FILE = "skl.xlsx"
HEADER_ROWS = 1
WIDEST, NARROWEST, SAMPLED = 60, 8, 200
#: No value is shown in another way than it is: codes as text, numbers with all their digits.
FORMATS = {
    DuckType.TEXT: "@",
    DuckType.INTEGER: "0",
    DuckType.NUMBER: "General",
    DuckType.FLAG: "General",
    DuckType.DATE: "yyyy-mm-dd",
    DuckType.TIME: "yyyy-mm-dd hh:mm:ss",
}
#: Nothing is made of a text: no formula, no link, no number; and no file beside is needed.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class Exact(float):
    """A float that is written with all its digits; the library's own format rounds to sixteen."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the view, and which of its rows, the last excluded."""

    name: str
    view: View
    first: int
    last: int


@dataclass
class _Writer:
    """One sheet being written, and what didn't fit into its cells."""

    sheet: Worksheet
    formats: dict[DuckType, Format]
    name: str
    texts: Texts
    cuts: list[Cut] = field(default_factory=list)

    def row(self, number: int, columns: tuple[Column, ...], row: Row) -> None:
        for position, (column, cell) in enumerate(zip(columns, row, strict=True)):
            if cell is not None:
                self._cell(number, position, column, cell)

    def _cell(self, number: int, position: int, column: Column, cell: object) -> None:
        style = self.formats[column.type]
        if isinstance(cell, bool):
            self.sheet.write_boolean(number, position, cell, style)
        elif isinstance(cell, int | float) and math.isfinite(cell):
            self.sheet.write_number(number, position, Exact(cell) if isinstance(cell, float) else cell, style)
        elif isinstance(cell, date) and cell >= (FIRST_DAY if isinstance(cell, datetime) else FIRST_DAY.date()):
            whole = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            self.sheet.write_datetime(number, position, whole, style)
        else:
            self._text(number, position, column, cell.isoformat() if isinstance(cell, date) else str(cell))

    def _text(self, number: int, position: int, column: Column, text: str) -> None:
        shown = fitted(text)
        if shown != text:
            self.cuts.append(Cut(self.name, column.name, number + 1, len(text)))
        self.sheet.write_string(number, position, self.texts.mark(shown), self.formats[DuckType.TEXT])


def write_excel(public: Public, folder: Path) -> list[str]:
    """Write ``skl.xlsx``; returns a sentence for each cell that didn't fit and is therefore cut."""
    book = xlsxwriter.Workbook(str(folder / FILE), OPTIONS)
    # The time of writing would make two equal exports differ.
    book.set_properties({"title": about.TITLE, "comments": public.run_id, "created": public.finished_at})
    formats = {type_: book.add_format({"num_format": shown}) for type_, shown in FORMATS.items()}
    cover = book.add_worksheet(COVER)
    planned = list(_plan(public))
    texts = Texts()
    cuts: list[Cut] = []
    for planned_sheet in planned:
        cuts += _write_sheet(book, planned_sheet, formats, texts)
    write_cover(
        book, cover, texts, public, [(sheet.name, sheet.view, sheet.first, sheet.last) for sheet in planned], cuts
    )
    book.close()
    texts.put_into(folder / FILE)
    return [str(cut) for cut in cuts]


def _plan(public: Public) -> Iterator[Sheet]:
    """Sheets in the order of the views; a view with more rows than a sheet holds continues on further ones."""
    names = {COVER.lower()}
    for view in public.views:
        firsts = range(0, max(len(view.rows), 1), ROWS - HEADER_ROWS)
        for part, first in enumerate(firsts, start=1):
            name = sheet_name(view.table.name, part, names)
            names.add(name.lower())
            yield Sheet(name, view, first, min(first + ROWS - HEADER_ROWS, len(view.rows)))


def _write_sheet(book: xlsxwriter.Workbook, planned: Sheet, formats: dict[DuckType, Format], texts: Texts) -> list[Cut]:
    columns = planned.view.table.columns
    rows = planned.view.rows[planned.first : planned.last]
    sheet = book.add_worksheet(planned.name)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column.name, head)
        sheet.set_column(position, position, _width(column, position, rows), formats[column.type])
    sheet.freeze_panes(HEADER_ROWS, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.repeat_rows(0)
    lay_out(sheet)
    writer = _Writer(sheet, formats, planned.name, texts)
    for number, row in enumerate(rows, start=HEADER_ROWS):
        writer.row(number, columns, row)
    return writer.cuts


def _width(column: Column, position: int, rows: list[Row]) -> int:
    """As wide as its first rows need, within reason; the filter's arrow needs room in the header."""
    widest = max((len(str(row[position])) for row in rows[:SAMPLED] if row[position] is not None), default=0)
    return min(max(widest, len(column.name) + 3, NARROWEST), WIDEST)
