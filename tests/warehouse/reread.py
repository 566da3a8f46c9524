"""Exports read again by the tools that people use, as rows to be compared with the database's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

import duckdb
import openpyxl
import pandas as pd
from frictionless import Package, system
from lxml import etree
from pyarrow import parquet

from schemas.columns import DuckType, Table

Rows = list[tuple[Any, ...]]
ARROW = {
    "string": DuckType.TEXT,
    "int32": DuckType.INTEGER,
    "double": DuckType.NUMBER,
    "bool": DuckType.FLAG,
    "date32[day]": DuckType.DATE,
    "timestamp[us]": DuckType.TIME,
    "binary": DuckType.BYTES,
}
TABLE_SCHEMA = {
    "string": DuckType.TEXT,
    "integer": DuckType.INTEGER,
    "number": DuckType.NUMBER,
    "boolean": DuckType.FLAG,
    "date": DuckType.DATE,
    "datetime": DuckType.TIME,
}
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
CELL = 32_767
#: What ``skl.xlsx`` promises for a time stamp.
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Read:
    """A view as a tool reads it; what a format can't say is empty."""

    names: tuple[str, ...]
    rows: Rows
    types: tuple[DuckType, ...] = ()
    comments: tuple[str, ...] = ()
    nullable: tuple[bool, ...] = ()


def by_definition(table: Table, rows: Rows) -> Read:
    """What a tool should read."""
    columns = table.columns
    return Read(
        table.names,
        rows,
        tuple(column.type for column in columns),
        tuple(column.description for column in columns),
        tuple(column.nullable for column in columns),
    )


def by_pyarrow(folder: Path, table: Table) -> Read:
    """The Parquet file with pyarrow."""
    read = parquet.read_table(folder / f"{table.name}.parquet")
    fields = list(read.schema)
    return Read(
        tuple(read.schema.names),
        list(zip(*(column.to_pylist() for column in read.columns), strict=True)),
        tuple(ARROW[str(field.type)] for field in fields),
        tuple(field.metadata[b"comment"].decode() for field in fields),
        tuple(field.nullable for field in fields),
    )


def by_duckdb(folder: Path, table: Table) -> Read:
    """The CSV file with DuckDB, which tells NULL from the empty text by the quotes; types as documented."""
    columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
    path = str(folder / f"{table.name}.csv").replace("'", "''")
    read = duckdb.connect().execute(
        f"FROM read_csv('{path}', auto_detect = false, header = true, columns = {{{columns}}}, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, max_line_size = 20000000, "
        "parallel = false)"
    )
    return Read(tuple(column[0] for column in read.description or ()), read.fetchall())


def by_pandas(path: Path) -> Read:
    """A CSV file with pandas, all cells as text; what is nothing reads as the empty text."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
    return Read(tuple(frame.columns), list(frame.itertuples(index=False, name=None)))


def by_frictionless(folder: Path, table: Table) -> Read:
    """The Data Package's resource with frictionless."""
    with system.use_context(trusted=True):
        resource = Package(str(folder / "datapackage.json")).get_resource(table.name)
        rows = [tuple(map(_python, row.to_dict().values())) for row in resource.read_rows()]
    fields = resource.schema.fields
    return Read(
        tuple(field.name for field in fields),
        rows,
        tuple(TABLE_SCHEMA[field.type] for field in fields),
        tuple(str(field.description) for field in fields),
        tuple(not field.required for field in fields),
    )


def by_openpyxl(book: openpyxl.Workbook, table: Table) -> Read:
    """The workbook's sheets of one view, each text as Excel shows it; a formula is a failure."""
    sheets = [sheet for sheet in book if re.fullmatch(re.escape(table.name) + r"( \(\d+\))?", sheet.title)]
    head, *_ = sheets[0].iter_rows(min_row=1, max_row=1, values_only=True)
    rows: Rows = []
    for sheet in sheets:
        for row in sheet.iter_rows(min_row=2, max_col=len(table.columns)):
            assert all(cell.data_type != "f" for cell in row), f"{sheet.title}: a formula"
            rows.append(tuple(_excel(cell, column.type) for cell, column in zip(row, table.columns, strict=True)))
    described = {
        (row[0], row[1]): str(row[6]) for row in book["Explanations"].iter_rows(values_only=True) if row[6] is not None
    }
    comments = tuple(described.get((table.name, column.name), "") for column in table.columns)
    return Read(tuple(map(str, head)), rows, comments=comments)


def open_book(folder: Path) -> openpyxl.Workbook:
    """The workbook of an export."""
    with patch("openpyxl.reader.excel.read_string_table", _strings):
        return openpyxl.load_workbook(folder / "skl.xlsx")


def _strings(file: IO[bytes]) -> list[str]:
    """Shared strings with Excel's escapes decoded from left to right; openpyxl itself only drops some of them."""
    items = etree.parse(file).iterfind("{*}si")
    return [ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(item.itertext())) for item in items]


def equal(cell: object, wanted: object, within: timedelta = timedelta()) -> bool:
    """Whether a cell is what it should be, with its type; ``within`` is what a time stamp may be off."""
    if isinstance(cell, datetime) and isinstance(wanted, datetime):
        return abs(cell - wanted) <= within
    return cell == wanted and type(cell) is type(wanted)


def _excel(cell: Any, type_: DuckType) -> Any:
    value = cell.value
    if cell.data_type == "s":
        return value or ""
    if type_ is DuckType.NUMBER and value is not None:
        return float(value)
    if type_ is DuckType.DATE and isinstance(value, datetime):
        return value.date()
    return value


def _python(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Decimal) else cell


def as_text(cell: object) -> str:
    """How a CSV file writes a value."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell)
