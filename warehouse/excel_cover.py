"""The workbook's first sheet: what the data are, and what each sheet, column and code means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from schemas import about
from schemas.links import refers_to
from schemas.meanings import CODE_LISTS, KINDS_OF_MISSING
from warehouse.excel_limits import ROWS, Cut
from warehouse.excel_texts import Texts
from warehouse.public import Public, View

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

COVER = "Explanations"
A4 = 9
WIDTHS = (44, 34, 14, 20, 17, 20, 90)
#: Height of a line in points. A row is as high as its longest cell needs: nobody else computes it before it is shown.
LINE = 15
SheetOf = tuple[str, View, int, int]


@dataclass
class _Cover:
    """The sheet, written from above; ``at`` is the next row, from 0."""

    sheet: Worksheet
    texts: Texts
    plain: Format
    bold: Format
    title: Format
    link: Format
    at: int = 0

    def heading(self, text: str) -> None:
        self.at += 1 if self.at else 0
        self.sheet.write_string(self.at, 0, text, self.title)
        self.at += 1

    def paragraph(self, text: str) -> None:
        self.sheet.merge_range(self.at, 0, self.at, len(WIDTHS) - 1, "", self.plain)
        self.sheet.write_string(self.at, 0, self.texts.mark(text), self.plain)
        self.sheet.set_row(self.at, LINE * _lines(text, sum(WIDTHS)))
        self.at += 1

    def header(self, names: Sequence[str]) -> None:
        self._row(names, self.bold)

    def row(self, cells: Sequence[str], sheet_name: str | None = None) -> None:
        if sheet_name is not None:
            self.sheet.write_url(self.at, 0, f"internal:'{sheet_name}'!A1", self.link, sheet_name)
        self._row(cells, self.plain, skip=sheet_name is not None)

    def _row(self, cells: Sequence[str], style: Format, skip: bool = False) -> None:
        for position, cell in enumerate(cells):
            if not (skip and position == 0):
                self.sheet.write_string(self.at, position, self.texts.mark(cell), style)
        self.sheet.set_row(self.at, LINE * max(map(_lines, cells, WIDTHS)))
        self.at += 1


def _lines(text: str, width: int) -> int:
    return max(ceil(len(text) / width), 1)


def write_cover(
    book: Workbook, sheet: Worksheet, texts: Texts, public: Public, sheets: Sequence[SheetOf], cuts: Iterable[Cut]
) -> None:
    """Fill the sheet of explanations."""
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    lay_out(sheet)
    wrapped = {"text_wrap": True, "valign": "top", "num_format": "@"}
    cover = _Cover(
        sheet,
        texts,
        book.add_format(wrapped),
        book.add_format({**wrapped, "bold": True, "bottom": 1, "bg_color": "#E8EEF4"}),
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({**wrapped, "font_color": "#0B5394", "underline": 1}),
    )
    _about(cover, public)
    _sources(cover, public)
    _sheets(cover, sheets)
    _cuts(cover, cuts)
    _columns(cover, public.views)
    _codes(cover)


def lay_out(sheet: Worksheet) -> None:
    """Print on landscape pages as wide as the sheet; codes are text on purpose, without a warning on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})


def _about(cover: _Cover, public: Public) -> None:
    cover.heading(about.TITLE)
    cover.paragraph(about.SUMMARY)
    cover.paragraph(about.SUMMARY_SV)
    cover.paragraph(f"Run {public.run_id}, {public.finished_at:%Y-%m-%d %H:%M} UTC. {about.LICENCE_TITLE}.")
    excel = (note for note in about.EXPORT_NOTES if note.title == "Excel")
    for note in (*about.NOTES, *excel):
        cover.paragraph(f"{note.title}: {note.text}")


def _sources(cover: _Cover, public: Public) -> None:
    cover.heading("Sources that were read")
    cover.header(("source_id", "publisher", "year", "origin", "kind", "published_on", "title"))
    for source in public.sources:
        named = (source[name] for name in ("source_id", "publisher", "year", "origin", "kind", "published_on", "title"))
        cover.row(["" if cell is None else str(cell) for cell in named])


def _sheets(cover: _Cover, sheets: Sequence[SheetOf]) -> None:
    cover.heading("Sheets")
    cover.header(("sheet", "view", "rows", "", "", "key", "description"))
    for name, view, first, last in sheets:
        part = "" if last - first == len(view.rows) else f" Rows {first + 1:,} to {last:,} of {len(view.rows):,}."
        key = ", ".join(view.table.key)
        cover.row((name, view.table.name, f"{last - first}", "", "", key, f"{view.table.comment}.{part}"), name)


def _cuts(cover: _Cover, cuts: Iterable[Cut]) -> None:
    listed = list(cuts)
    if not listed:
        return
    cover.heading("What did not fit")
    for cut in listed:
        cover.paragraph(f"{cut}.")


def _columns(cover: _Cover, views: Iterable[View]) -> None:
    cover.heading("Columns")
    cover.header(("view", "column", "type", "unit", "may be NULL", "found in", "description"))
    for view in views:
        for column in view.table.columns:
            empty = "yes" if column.nullable else "no"
            home = refers_to(view.table, column) or ""
            known = (view.table.name, column.name, column.type.value, column.unit or "", empty, home)
            cover.row((*known, column.description))


def _codes(cover: _Cover) -> None:
    cover.heading("Code lists")
    cover.header(("list", "code", "", "", "", "", "meaning"))
    for known in CODE_LISTS:
        for meaning in known.meanings:
            words = f"{meaning.english} ({meaning.swedish})"
            cover.row((known.name, meaning.code, "", "", "", "", words))
    cover.heading("Kinds of missing")
    cover.header(("", "printed", "", "", "", "", "meaning"))
    for meaning in KINDS_OF_MISSING:
        cover.row(("", meaning.code, "", "", "", "", f"{meaning.english} ({meaning.swedish})"))
