"""An export, read again, is what the database says: rows in order, columns, types, comments, and what is missing."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from by_hand import NOON, counted, ranking, run, said, share, source
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from reread import (
    MILLISECOND,
    Read,
    Rows,
    as_text,
    by_definition,
    by_duckdb,
    by_frictionless,
    by_openpyxl,
    by_pandas,
    by_pyarrow,
    equal,
    open_book,
)

from schemas.claim import Exhibit, Figure, Held, Region, TableCell, Token
from schemas.codes import CoverageStatus, Kind, Unit
from schemas.columns import Table, day, flag, integer, moment, number, text
from schemas.reading import Reading
from schemas.records import RUNS, SNAPSHOTS, SOURCES
from schemas.tables import VIEWS
from warehouse.build import build
from warehouse.export import export
from warehouse.export_csv import write_csv
from warehouse.export_excel import write_excel
from warehouse.export_package import write_package
from warehouse.export_parquet import write_parquet
from warehouse.formats import ExportFormat
from warehouse.public import Public, View

NASTY = (
    "=1+1",
    "+46 procent",
    "-",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org")',
    "0114",
    'he said "57", and left',
    "one\ntwo\r\nthree\rfour",
    " leading and trailing ",
    "\ttabs\t",
    "e\u0301 å ä ö \u200b\u00ad",
    "\u202e57 procent\u202c",
    "👩‍👩‍👧‍👦 🇸🇪",
    "NULL",
    "NA",
    "\\N",
    "control \x01 \x0b \x1f \x7f \x85",
    "not characters \ufffe \uffff",
    "<b>&amp;</b>",
    "https://example.org/a b",
    "file:///etc/x",
    "1e5",
    "TRUE",
    "2014-06-19",
    "'quoted",
    ";|,",
    "_x0041_x0042_ _x0041\x00",
    "<r>&</r>",
    "skl-text-0",
    "x" * 32_767,
)
MARKS = ("-", ".", "..", "0", "")


def stored(path: Path, table: Table) -> Rows:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(f"SELECT {', '.join(table.names)} FROM {table.name}").fetchall()


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with everything in it that files are known to lose."""
    texts = [each.strip() for each in NASTY[:-1]]  # the long one would take the codebook seconds
    claims = [share(33.333333333333336, value_text=each, quote=each, context=each, group=each) for each in texts]
    printed = [(f" {mark}{each}", mark) for mark in MARKS for each in ("", "x")]
    values = {"0": 0.0}
    cells = [
        TableCell(2, label if mark else None, label, "", mark, values.get(mark), Unit.PERCENT, None)
        for label, mark in printed
        if mark
    ]
    report = said(
        source(),
        *claims,
        counted(3, "3 kommuner"),
        cells=cells,
        figures=[Figure(2, "17", each, None, "refused", each) for each in NASTY],
        tokens=[Token(2, "46", Region(2, 0.1 + 0.2, 1 / 3, 82, 1e16), CoverageStatus.EXPLAINED, "")],
        held=[Held(None, "prose", each, "check", each) for each in NASTY],
        exhibits={0: Exhibit("vii", None, None, 1, 1, bytes(range(256))), 1: Exhibit(None, 3, NASTY[6])},
    )
    ranked = ranking(source("ranking", Kind.RANKING), {"0180": 14, "0114": 9.7})
    reached = Reading(source("lost", Kind.APP_LIST), problem="", last_reached_at=NOON.replace(microsecond=123456))
    hidden = said(source("stand-in"), share(99, value_text="99 procent"), hidden=True)
    path = tmp_path_factory.mktemp("nasty") / "skl.duckdb"
    return build(path, [report, ranked, reached, hidden], run(messages=NASTY[:-1])).path


@pytest.fixture(scope="module")
def out(nasty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for format in ExportFormat:
        assert export(nasty, format, folder / format).losses == ()
    return folder


def same(read: Read, expected: Read, within: timedelta = timedelta()) -> None:
    """Assert equality, and say which cell differs: a whole table's difference nobody can read."""
    assert read.names == expected.names
    assert len(read.rows) == len(expected.rows)
    for number_, (row, wanted) in enumerate(zip(read.rows, expected.rows, strict=True)):
        for name, cell, want in zip(read.names, row, wanted, strict=True):
            assert equal(cell, want, within), (number_, name, cell, want)
    for what in ("types", "comments", "nullable"):
        if getattr(read, what):
            assert getattr(read, what) == getattr(expected, what)


@pytest.mark.parametrize("table", VIEWS, ids=lambda table: table.name)
def test_parquet_is_what_the_database_says(nasty: Path, out: Path, table: Table) -> None:
    same(by_pyarrow(out / "parquet", table), by_definition(table, stored(nasty, table)))


@pytest.mark.parametrize("table", VIEWS, ids=lambda table: table.name)
def test_csv_is_what_the_database_says(nasty: Path, out: Path, table: Table) -> None:
    table = table.as_text
    same(by_duckdb(out / "csv", table), by_definition(table, stored(nasty, table)))


@pytest.mark.parametrize("table", VIEWS, ids=lambda table: table.name)
def test_csv_is_read_by_pandas(nasty: Path, out: Path, table: Table) -> None:
    table = table.as_text
    rows = [tuple(map(as_text, row)) for row in stored(nasty, table)]
    same(by_pandas(out / "csv" / f"{table.name}.csv"), Read(table.names, rows))


@pytest.mark.parametrize("table", VIEWS, ids=lambda table: table.name)
def test_data_package_is_what_the_database_says(nasty: Path, out: Path, table: Table) -> None:
    table = table.as_text
    same(by_frictionless(out / "datapackage", table), by_definition(table, stored(nasty, table)))


def test_workbook_is_what_the_database_says(nasty: Path, out: Path) -> None:
    book = open_book(out / "xlsx")
    for table in (view.as_text for view in VIEWS):
        same(by_openpyxl(book, table), by_definition(table, stored(nasty, table)), MILLISECOND)


def test_pictures_are_in_parquet_only(out: Path) -> None:
    read = parquet.read_table(out / "parquet" / "evidence.parquet").column("png").to_pylist()
    assert read == [bytes(range(256)), None]
    for path in ("csv/evidence.csv", "datapackage/data/evidence.csv"):
        assert (out / path).read_text(encoding="utf-8").splitlines()[0].endswith(",width,height")


def test_a_source_that_stands_in_stays_hidden(nasty: Path, out: Path) -> None:
    assert "99 procent" in str(duckdb.connect(str(nasty), read_only=True).execute("FROM store.claims").fetchall())
    assert "99 procent" not in (out / "csv" / "claims.csv").read_text(encoding="utf-8")


def test_kinds_of_missing_stay_apart(out: Path) -> None:
    table = next(view for view in VIEWS if view.name == "table_cells")
    at = table.names.index("value_text"), table.names.index("value")
    expected = {("-", None), (".", None), ("..", None), ("0", 0.0)}
    reads = (
        by_pyarrow(out / "parquet", table),
        by_duckdb(out / "csv", table),
        by_frictionless(out / "datapackage", table),
        by_openpyxl(open_book(out / "xlsx"), table),
    )
    assert [{(row[at[0]], row[at[1]]) for row in read.rows} for read in reads] == [expected] * len(reads)


# Made-up tables: what no document has said yet.

MADE = Table(
    "made",
    "A table of every type, with and without NULL",
    (
        text("code", "A code", pattern=r"^\d{4}$"),
        text("said", "A text"),
        text("maybe", "A text or nothing").optional(),
        integer("whole", "A whole number").optional(),
        number("real", "A number").optional(),
        flag("yes", "Whether").optional(),
        day("on", "A day").optional(),
        moment("at", "A moment").optional(),
    ),
)
# No file can hold half a character; XML 1.0 has no U+FFFE, which Excel's own escape covers.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from([*NASTY, *MARKS])
rows_made = st.lists(
    st.tuples(
        st.from_regex(r"[0-9]{4}", fullmatch=True),
        texts,
        st.none() | texts,
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | st.dates(date(1900, 3, 1)),
        st.none() | st.datetimes(datetime(1900, 3, 1), datetime(9998, 12, 31)),
    ),
    max_size=6,
)


def public(rows: Rows, table: Table = MADE) -> Public:
    ended = (("run-1", NOON.replace(tzinfo=None), NOON.replace(tzinfo=None), "f", 0, 0, 0, 0, "[]", 0, "0" * 64),)
    others = (View(SOURCES, []), View(SNAPSHOTS, []), View(RUNS, list(ended)))
    return Public((View(table, rows), *others))


def written(write: Callable[[Public, Path], Any], rows: Rows, read: Callable[[Path], Read]) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        write(public(rows), Path(folder))
        return read(Path(folder))


def tried(count: int) -> Any:
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink through files takes minutes
    )


@tried(40)
@given(rows_made)
def test_any_rows_go_through_parquet(rows: Rows) -> None:
    same(written(write_parquet, rows, lambda folder: by_pyarrow(folder, MADE)), by_definition(MADE, rows))


@tried(40)
@given(rows_made)
@example([("0114", "", None, None, None, None, None, None), ("0114", "", "", 0, -0.0, False, None, None)])
def test_any_rows_go_through_csv(rows: Rows) -> None:
    same(written(write_csv, rows, lambda folder: by_duckdb(folder, MADE)), by_definition(MADE, rows))


@tried(40)
@given(rows_made)
def test_any_rows_go_through_a_data_package(rows: Rows) -> None:
    same(written(write_package, rows, lambda folder: by_frictionless(folder, MADE)), by_definition(MADE, rows))


@tried(40)
@given(rows_made)
@example([("0114", "\x00", "", 0, 5e-324, False, None, None)])
def test_any_rows_go_through_excel(rows: Rows) -> None:
    read = written(write_excel, rows, lambda folder: by_openpyxl(open_book(folder), MADE))
    same(read, by_definition(MADE, rows), MILLISECOND)


@pytest.mark.parametrize(
    ("said", "escaped"),
    [
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041\x00", "_x005F_x0041_x0000_"),
        ("\x00x0041_", "_x0000_x0041_"),
        ("<r><t>&</r>", "&lt;r&gt;&lt;t&gt;&amp;&lt;/r&gt;"),
    ],
)
def test_a_text_that_looks_like_markup_is_none(tmp_path: Path, said: str, escaped: str) -> None:
    write_excel(public([("0114", said, None, None, None, None, None, None)]), tmp_path)
    with zipfile.ZipFile(tmp_path / "skl.xlsx") as book:
        assert f">{escaped}</t>".encode() in book.read("xl/sharedStrings.xml")
    assert by_openpyxl(open_book(tmp_path), MADE).rows[0][1] == said
