"""Exports: whole or not at all, the same for the same database, never over what others wrote, within Excel's limits."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from by_hand import NOON, run, said, share, source
from filelock import FileLock
from frictionless import Package, validate
from reread import by_openpyxl, open_book

from schemas.columns import Table, day, moment, text
from schemas.findings import CLAIMS
from schemas.links import HOMES, LOOSE, Reference, references, refers_to
from schemas.reading import Reading
from schemas.records import RUNS, SNAPSHOTS, SOURCES
from schemas.tables import VIEWS
from warehouse import export_excel, outbox
from warehouse.build import build
from warehouse.errors import OutputError, WarehouseError
from warehouse.excel_limits import CELL, NAME, fitted, sheet_name
from warehouse.export import export
from warehouse.export_excel import write_excel
from warehouse.export_package import free_word, whole_pattern
from warehouse.formats import ExportFormat
from warehouse.public import Public, View, read_public

ROOT = Path(__file__).parents[2]
NAMES = {view.name for view in VIEWS}
WORDS = Table("words", "Texts", (text("said", "A text", nullable=True),))


def content(folder: Path) -> dict[str, str]:
    """Checksum of each file that people see."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def of(table: Table, *rows: tuple[Any, ...]) -> Public:
    ended = ("run-1", NOON.replace(tzinfo=None), NOON.replace(tzinfo=None), "f", 0, 0, 0, 0, "[]", 0, "0" * 64)
    return Public((View(table, list(rows)), View(SOURCES, []), View(SNAPSHOTS, []), View(RUNS, [ended])))


# Files in a folder


@pytest.mark.parametrize(
    ("format", "files"),
    [
        (ExportFormat.PARQUET, {"dictionary.html", *(f"{name}.parquet" for name in NAMES)}),
        (ExportFormat.CSV, {"dictionary.html", *(f"{name}.csv" for name in NAMES)}),
        (ExportFormat.XLSX, {"skl.xlsx"}),
        (ExportFormat.DATAPACKAGE, {"dictionary.html", "datapackage.json", *(f"data/{name}.csv" for name in NAMES)}),
    ],
)
def test_the_same_database_gives_the_same_bytes(
    built: Path, tmp_path: Path, format: ExportFormat, files: set[str]
) -> None:
    done = export(built, format, tmp_path / "a" / "new")
    first = content(tmp_path / "a" / "new")
    assert set(first) == files
    assert (done.views, done.run_id) == (len(VIEWS), "run-1")
    export(built, format, tmp_path / "b")
    assert content(tmp_path / "b") == first


def test_a_database_built_again_gives_the_same_csv(tmp_path: Path, readings: list[Reading]) -> None:
    for name, given in (("a", readings), ("b", readings[::-1])):
        export(build(tmp_path / f"{name}.duckdb", given, run()).path, ExportFormat.CSV, tmp_path / name)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_rows_come_in_the_documents_order(make: Callable[..., Path]) -> None:
    claims = [share(number) for number in (50, 10, 40, 20, 30)]
    path = make(said(source(), *claims))
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT value FROM claims").fetchall() == [(50,), (10,), (40,), (20,), (30,)]


def test_a_second_export_replaces_the_first(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    newer = build(built, [said(source(), share(47))], run("run-2"), [run()]).path
    export(newer, ExportFormat.CSV, out)
    assert '"run-2"' in (out / "runs.csv").read_text() and '"47 procent"' in (out / "claims.csv").read_text()
    assert [path.name for path in out.iterdir() if path.name.endswith((".tmp", ".new"))] == []


def test_files_of_others_stay(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    export(built, ExportFormat.PARQUET, out)
    export(built, ExportFormat.CSV, out)
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "claims.parquet").exists() and (out / "claims.csv").exists()


def test_a_file_in_the_way_is_named_and_nothing_is_changed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "claims.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"not written by skl export, or changed since: claims\.csv\. Nothing was"):
        export(built, ExportFormat.CSV, out)
    assert content(out) == {"claims.csv": hashlib.sha256(b"mine").hexdigest()}


def test_a_file_that_somebody_changed_is_not_lost(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    (out / "ranks.csv").write_text("year\n2014\n")
    with pytest.raises(OutputError, match=r"ranks\.csv"):
        export(built, ExportFormat.CSV, out)
    assert (out / "ranks.csv").read_text() == "year\n2014\n"


def test_a_link_is_not_followed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").write_text("mine")
    (out / "claims.csv").symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError, match=r"claims\.csv"):
        export(built, ExportFormat.CSV, out)
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_file_that_is_no_longer_written_goes(tmp_path: Path) -> None:
    for names in (("a", "b"), ("a",)):
        with outbox.outbox(tmp_path, "csv") as folder:
            for name in names:
                (folder / name).write_text(name)
        with outbox.outbox(tmp_path, "xlsx") as folder:
            (folder / "other").write_text("x")
    assert set(content(tmp_path)) == {"a", "other"}


def test_a_ledger_that_leads_elsewhere_removes_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    entry = ["csv", [hashlib.sha256(b"mine").hexdigest()]]
    (out / outbox.LEDGER).write_text(json.dumps({"files": {"../precious": entry, str(precious): entry}}))
    with outbox.outbox(out, "csv") as folder:
        (folder / "a").write_text("a")
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("broken", ["", "[]", '{"files": 3}', '{"files": {"a": 1}}', "\x00"])
def test_a_broken_ledger_makes_no_file_ours(tmp_path: Path, broken: str) -> None:
    (tmp_path / outbox.LEDGER).write_text(broken)
    (tmp_path / "a").write_text("mine")
    with pytest.raises(OutputError), outbox.outbox(tmp_path, "csv") as folder:
        (folder / "a").write_text("new")
    assert (tmp_path / "a").read_text() == "mine"


def test_a_failure_leaves_the_old_files(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.XLSX, out)
    before = content(out)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_excel, "write_cover", fail)
    with pytest.raises(OSError, match="No space left"):
        export(built, ExportFormat.XLSX, out)
    assert content(out) == before
    assert [path.name for path in out.iterdir() if path.name.endswith(".tmp")] == []


def test_an_export_that_was_killed_between_two_files_is_mended(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    newer = shutil.copy(built, tmp_path / "newer.duckdb")
    build(newer, [said(source(), share(47))], run("run-2"), [run()])
    code = """
        import os, sys, pathlib
        from warehouse.export import export
        from warehouse.formats import ExportFormat
        plain, seen = pathlib.Path.replace, []
        def replace(self, target):
            if len(seen) == 9:
                os._exit(9)
            seen.append(target)
            return plain(self, target)
        pathlib.Path.replace = replace
        export(pathlib.Path(sys.argv[1]), ExportFormat.CSV, pathlib.Path(sys.argv[2]))
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(newer), str(out)]
    outcome = subprocess.run(command, check=False, cwd=ROOT, timeout=60)
    assert outcome.returncode == 9
    assert any(path.name.endswith(".tmp") for path in out.iterdir())
    export(newer, ExportFormat.CSV, out)
    export(newer, ExportFormat.CSV, tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")
    assert not any(path.name.endswith(".tmp") for path in out.iterdir())


def test_two_exports_at_once_are_told_so(built: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / outbox.LOCK), pytest.raises(OutputError, match="another export is writing there"):
        export(built, ExportFormat.CSV, tmp_path)


def test_a_file_for_a_folder(built: Path) -> None:
    with pytest.raises(OutputError, match="this is a file; name a folder"):
        export(built, ExportFormat.CSV, built)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(OSError, match="Permission denied"):
        export(built, ExportFormat.CSV, folder / "out")


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE precious AS SELECT 42 AS answer")
    with pytest.raises(WarehouseError, match=r"other\.duckdb: not a database of skl's"):
        export(tmp_path / "other.duckdb", ExportFormat.CSV, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_database_of_another_version(built: Path) -> None:
    with duckdb.connect(str(built)) as connection:
        connection.execute("DROP VIEW figures; CREATE VIEW figures AS SELECT 1 AS page")
    with pytest.raises(WarehouseError, match="view figures has other columns than this version of skl knows"):
        read_public(built)


# CSV


def test_csv_is_as_documented(built: Path, tmp_path: Path) -> None:
    export(built, ExportFormat.CSV, tmp_path)
    raw = (tmp_path / "municipalities.csv").read_bytes()
    assert raw.startswith(b"municipality_code,municipality,county_code,county,population_2013,skl_group_2011\r\n")
    assert '"0114","Upplands Väsby","01","Stockholms län",'.encode() in raw
    assert raw.count(b"\r\n") == 291 and raw.endswith(b"\r\n")
    with (tmp_path / "table_cells.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["column_label"] == "2014 / Procent"


# The Data Package


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    export(built, ExportFormat.DATAPACKAGE, tmp_path / "package")
    return tmp_path / "package"


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    report = validate(package / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    assert {task.name for task in report.tasks} == NAMES


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("claims", '"percent"', '"procent"', "constraint-error"),
        ("municipalities", '"0114"', '"114"', "constraint-error"),
        ("municipalities", '"0115"', '"0114"', "primary-key"),
        ("claim_regions", "2,70.0", "0,70.0", "constraint-error"),
        ("sources", ",2014,", ",year,", "type-error"),
        ("snapshots", '"report"', '"nobody"', "foreign-key"),
        ("municipalities", ",41449,", ",,", "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_spoilt(package: Path, name: str, old: str, new: str, fault: str) -> None:
    """A description that forbids nothing would be valid, too."""
    path = package / "data" / f"{name}.csv"
    spoilt = path.read_bytes().decode().replace(old, new, 1)
    assert spoilt != path.read_bytes().decode()
    path.write_bytes(spoilt.encode())
    assert fault in {kind for (kind,) in validate(package / "datapackage.json").flatten(["type"])}


def test_package_says_where_it_is_from(package: Path) -> None:
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert described["version"] == "run-1"
    assert described["licenses"] and "kommuner" in described["description"]
    assert [source["path"] for source in described["sources"]] == [
        f"https://example.org/{name}.pdf" for name in ("press", "ranking", "report")
    ]
    assert all("origin: synthetic" in source["title"] for source in described["sources"])
    assert Package(str(package / "datapackage.json")).get_resource("claims").schema.primary_key == ["claim_id"]


def test_references_lead_to_keys() -> None:
    views = {view.name: view for view in VIEWS}
    assert {name for name, home in HOMES.items() if views[home].key != (name,)} == set()
    assert {table for table, _ in LOOSE} <= set(views)
    found = {(view.name, column.name) for view in VIEWS for column in view.columns if refers_to(view, column)}
    assert {("claims", "indicator_id"), ("ranks", "municipality_code"), ("checks", "run_id")} <= found
    assert {("claims", "page"), ("observations", "size_class"), ("percentages", "year")} <= found
    assert Reference(("source_id", "page"), "pages") in references(CLAIMS)


def test_the_word_for_null_is_no_text_of_the_data() -> None:
    assert free_word(of(WORDS, (None,), ("null",))) == "NULL"
    assert free_word(of(WORDS, ("NULL",), ("NULL2",))) == "NULL3"


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [
        (r"^\d{4}$", r"\d{4}"),
        (r"\S", r"[\s\S]*\S[\s\S]*"),
        ("^a|b$", r"[\s\S]*(?:^a|b$)[\s\S]*"),
        (r"a\$", r"[\s\S]*a\$[\s\S]*"),
    ],
)
def test_a_pattern_that_is_searched_for_becomes_one_that_matches_all(pattern: str, whole: str) -> None:
    assert whole_pattern(pattern) == whole
    for given in ("0114", "01145", "", " ", "\n57\n", "a", "b", "a$"):
        assert bool(re.fullmatch(whole, given)) == bool(re.search(pattern, given))


# Excel


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
