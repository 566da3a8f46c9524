"""Exports of a warehouse, read again by the tools people use, cell by cell against the warehouse.

``python tests/benchmarks/exports.py [WAREHOUSE] [--nasty 2000]``. Without a warehouse, the default catalog is ingested,
without network. Beside it a made-up table goes through every format: ``--nasty`` rows of texts that files are known to
lose (quotes, line ends, formulas, zeros, direction marks, emoji, control characters), from a fixed seed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from frictionless import validate
from plain_table import show

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "warehouse"))

from reread import (
    MILLISECOND,
    Read,
    Rows,
    by_definition,
    by_duckdb,
    by_frictionless,
    by_openpyxl,
    by_pyarrow,
    equal,
    open_book,
)

from flows.ingest import ingest
from flows.settings import IngestOptions
from schemas.columns import Table, flag, integer, moment, number, text
from schemas.reading import Run
from schemas.records import RUNS, SNAPSHOTS, SOURCES
from schemas.tables import VIEWS
from warehouse.export import export
from warehouse.export_csv import write_csv
from warehouse.export_excel import write_excel
from warehouse.export_package import write_package
from warehouse.export_parquet import write_parquet
from warehouse.formats import ExportFormat
from warehouse.public import Public, View
from warehouse.rows import run_row

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = 2014
PIECES = (
    *(
        "=",
        "+",
        "-",
        "@",
        '"',
        "'",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\\",
        "|",
        "<",
        "&",
        "_x0041",
        "_",
        "<r>",
        "</r>",
        "NULL",
    ),
    *("0", "0114", "1e5", "å", "ä", "e\u0301", "\u00ad", "\u200b", "\u202e", "\u202c", "👩‍👧", "🇸🇪", "\x00", "\x0b"),
    *("\x1f", "\x85", "\ufffe", "\uffff", "procent", "..", "x" * 300),
)
NASTY = Table(
    "nasty",
    "Texts that files are known to lose",
    (
        text("said", "A text"),
        text("maybe", "A text or nothing", nullable=True),
        integer("whole", "A whole number").optional(),
        number("real", "A number").optional(),
        flag("yes", "Whether").optional(),
        moment("at", "A moment").optional(),
    ),
)
Reader = Callable[[Table], Read]


@dataclass
class Tally:
    """What a tool read of one export."""

    format: str
    tool: str
    views: int = 0
    rows: int = 0
    cells: int = 0
    wrong_cells: int = 0
    wrong_columns: int = 0
    wrong_views: int = 0
    written: float = 0.0
    read: float = 0.0

    def add(self, read: Read, expected: Read, within: timedelta) -> None:
        """Compare one view."""
        self.views += 1
        self.rows += len(read.rows)
        whole = read.names == expected.names and len(read.rows) == len(expected.rows)
        self.wrong_views += not whole
        for row, wanted in zip(read.rows, expected.rows, strict=False):
            self.cells += len(row)
            self.wrong_cells += sum(not equal(*pair, within) for pair in zip(row, wanted, strict=False))
        for said in ("types", "comments", "nullable"):
            told = getattr(read, said)
            self.wrong_columns += sum(a != b for a, b in zip(told, getattr(expected, said), strict=bool(told)) if told)

    @property
    def wrong(self) -> int:
        """Everything that is not as it should be."""
        return self.wrong_cells + self.wrong_columns + self.wrong_views


def readers(format: ExportFormat, folder: Path) -> tuple[str, Reader]:
    """The tool that reads a format, and how it reads a view."""
    if format is ExportFormat.PARQUET:
        return "pyarrow", partial(by_pyarrow, folder)
    if format is ExportFormat.CSV:
        return "duckdb", partial(by_duckdb, folder)
    if format is ExportFormat.XLSX:
        return "openpyxl", partial(by_openpyxl, open_book(folder))
    return "frictionless", partial(by_frictionless, folder)


def measure(
    format: ExportFormat, folder: Path, write: Callable[[], object], wanted: dict[Table, Rows], suffix: str = ""
) -> Tally:
    """Write one export, read it again and compare."""
    start = time.perf_counter()
    write()
    written = time.perf_counter() - start
    start = time.perf_counter()
    tool, read = readers(format, folder)
    within = MILLISECOND if format is ExportFormat.XLSX else timedelta()
    tally = Tally(f"{format}{suffix}", tool, written=written)
    for table, rows in wanted.items():
        tally.add(read(table), by_definition(table, rows), within)
    tally.read = time.perf_counter() - start
    return tally


def of_warehouse(warehouse: Path, folder: Path) -> Iterator[Tally]:
    """Every format of all views; only Parquet holds columns of bytes."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        views = [View(table, connection.execute(f"SELECT * FROM {table.name}").fetchall()) for table in VIEWS]
    for format in ExportFormat:
        held = views if format is ExportFormat.PARQUET else [view.as_text for view in views]
        wanted = {view.table: view.rows for view in held}
        yield measure(format, folder / format, partial(export, warehouse, format, folder / format), wanted)


def nasty_rows(count: int) -> Rows:
    """Rows from the seed."""
    chance = random.Random(SEED)

    def said() -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(6)))

    def or_none(value: Any) -> Any:
        return None if chance.random() < 0.2 else value

    return [
        (
            said(),
            or_none(said()),
            or_none(chance.randrange(-(2**31), 2**31)),
            or_none(chance.choice((chance.random(), chance.random() * 10 ** chance.randrange(-300, 300)))),
            or_none(chance.random() < 0.5),
            or_none(datetime(1970, 1, 1) + timedelta(microseconds=chance.randrange(4 * 10**15))),
        )
        for _ in range(count)
    ]


def of_nasty(count: int, folder: Path) -> Iterator[Tally]:
    """Every format of the made-up table."""
    rows = nasty_rows(count)
    ended = datetime.now(UTC)
    run = Run("run-1", ended, ended, "f", sources=0, claims=0, held=0, exit_status=0)
    public = Public((View(NASTY, rows), View(SOURCES, []), View(SNAPSHOTS, []), View(RUNS, [run_row(run)])))
    writers: dict[ExportFormat, Callable[[Public, Path], object]] = {
        ExportFormat.PARQUET: write_parquet,
        ExportFormat.CSV: write_csv,
        ExportFormat.XLSX: write_excel,
        ExportFormat.DATAPACKAGE: write_package,
    }
    for format, write in writers.items():
        place = folder / f"nasty-{format}"
        place.mkdir()
        yield measure(format, place, partial(write, public, place), {NASTY: rows}, ", nasty")


def default_warehouse(folder: Path) -> Path:
    """The default catalog, ingested without network."""
    shutil.copytree(REPOSITORY / "raw", folder / "raw")
    ingest(IngestOptions(folder / "raw", folder / "skl.duckdb", offline=True))
    return folder / "skl.duckdb"


def main(words: Sequence[str] | None = None) -> int:
    """Print the table; 1 when anything differs or frictionless objects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", nargs="?", type=Path, help="a DuckDB file of skl's")
    parser.add_argument("--nasty", type=int, default=2000, help="rows of the made-up table")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warehouse = options.warehouse or default_warehouse(folder)
        tallies = [*of_warehouse(warehouse, folder), *of_nasty(options.nasty, folder)]
        report = validate(folder / ExportFormat.DATAPACKAGE / "datapackage.json")
        sizes = {format: _size(folder / format) for format in ExportFormat}
    head = ("format", "read by", "views", "rows", "cells", "differ", "columns differ", "write s", "read s")
    rows = [
        (
            *(tally.format, tally.tool, str(tally.views), str(tally.rows), str(tally.cells)),
            *(str(tally.wrong_cells + tally.wrong_views), str(tally.wrong_columns)),
            *(f"{tally.written:.2f}", f"{tally.read:.2f}"),
        )
        for tally in tallies
    ]
    show(f"Exports of {warehouse.name}, read again", head, rows)
    print("kB: " + ", ".join(f"{format} {size // 1000}" for format, size in sizes.items()))
    print(f"frictionless validate: {'valid' if report.valid else report.flatten(['name', 'type', 'note'])}")
    return int(any(tally.wrong for tally in tallies) or not report.valid)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
