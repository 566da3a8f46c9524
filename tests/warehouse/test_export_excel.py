"""Exports as a workbook, within what Excel can hold."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from exported import WORDS, of
from reread import by_openpyxl, open_book

from schemas.columns import Table, day, moment
from schemas.tables import VIEWS
from warehouse import export_excel
from warehouse.excel_limits import CELL, NAME, fitted, sheet_name
from warehouse.export import export
from warehouse.export_excel import write_excel
from warehouse.formats import ExportFormat


def test_workbook_begins_with_explanations(built: Path, tmp_path: Path) -> None:
    export(built, ExportFormat.XLSX, tmp_path)
    book = open_book(tmp_path)
    assert book.sheetnames == ["Explanations", *(view.name for view in VIEWS)]
    told = {str(cell) for row in book["Explanations"].iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"Title of report", "corroborated", "..", "found in"} <= told
    assert any("Nothing is averaged" in cell for cell in told) and any("run-1" in cell for cell in told)
    sheet = book["municipalities"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:F291"
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == ("0114", "s", "@")
    assert (sheet["E2"].data_type, sheet["E2"].value) == ("n", 41449)
    assert book["runs"]["B2"].is_date and book["runs"]["B2"].value == datetime(2024, 5, 1, 12)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    losses = write_excel(of(WORDS, ("short",), ("å" * 40_000,)), tmp_path)
    assert losses == [
        "Excel: sheet words, said, row 3: the text has 40,000 characters, a cell holds 32,767; it is cut, and whole "
        "in the formats parquet, csv and datapackage"
    ]
    book = open_book(tmp_path)
    shown = str(book["words"]["A3"].value)
    assert len(shown) == CELL and shown.endswith(" … [cut here: 40,000 characters in all]")
    assert any("row 3" in str(row[0]) for row in book["Explanations"].iter_rows(values_only=True))


@pytest.mark.parametrize("text_", ["x" * CELL, "😀" * (CELL // 2), "x" + "😀" * (CELL // 2)])
def test_a_text_that_just_fits_is_whole(text_: str) -> None:
    assert fitted(text_) == text_


def test_no_character_is_cut_in_two() -> None:
    shown = fitted("x" + "😀" * CELL)
    assert len(shown.encode("utf-16-le")) // 2 <= CELL and "😀 … [cut" in shown


def test_a_view_longer_than_a_sheet_continues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_excel, "ROWS", 4)
    rows = [(f"{number}",) for number in range(7)]
    write_excel(of(WORDS, *rows), tmp_path)
    book = open_book(tmp_path)
    assert book.sheetnames[:4] == ["Explanations", "words", "words (2)", "words (3)"]
    assert by_openpyxl(book, WORDS).rows == rows
    told = [str(row[6]) for row in book["Explanations"].iter_rows(values_only=True)]
    assert "Texts. Rows 4 to 6 of 7." in told


def test_names_of_sheets_are_short_and_differ() -> None:
    long = "a" * 40
    taken: set[str] = set()
    for name, part in ((long, 1), (long + "b", 1), (long, 2), (long.upper(), 1), (long, 123456)):
        shown = sheet_name(name, part, taken)
        assert len(shown) <= NAME and shown.lower() not in taken
        taken.add(shown.lower())


def test_a_day_that_excel_does_not_have_is_a_text(tmp_path: Path) -> None:
    table = Table("days", "Days", (day("on", "A day"), moment("at", "A moment")))
    write_excel(of(table, (date(1862, 1, 1), datetime(1862, 1, 1, 12)), (date(2014, 6, 19),) * 2), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "skl.xlsx")["days"]
    assert (sheet["A2"].value, sheet["B2"].value) == ("1862-01-01", "1862-01-01T12:00:00")
    assert sheet["A3"].is_date
