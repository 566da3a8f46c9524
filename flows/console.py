"""What people see: rows on stdout, messages and progress on stderr."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

_MESSAGES = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


class OutputFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def note(message: str) -> None:
    """Print a message on stderr."""
    _MESSAGES.print(message)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show that something is under way, where a terminal can."""
    if not _MESSAGES.is_terminal:
        yield
        return
    with _MESSAGES.status(f"{what} …"):
        yield


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], format: OutputFormat) -> None:
    """Print rows on stdout: a table for people, CSV, or one JSON array of objects."""
    if format is OutputFormat.JSON:
        objects = [dict(zip(columns, (_finite(_plain(cell)) for cell in row), strict=True)) for row in rows]
        print(json.dumps(objects, ensure_ascii=False, indent=2, allow_nan=False))
    elif format is OutputFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if cell is None else _plain(cell) for cell in row] for row in rows])
    else:
        _print_table(columns, rows)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Never cut a value: a terminal may be narrow, a number must not be."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    listed = [list(row) for row in rows]
    for index, column in enumerate(columns):
        numeric = all(isinstance(row[index], int | float | Decimal) for row in listed if row[index] is not None)
        # Folded over two lines, a number would read as two.
        widest = max((len(_cell(row[index])) for row in listed), default=0) if numeric else None
        table.add_column(
            Text(column), justify="right" if numeric and listed else "left", overflow="fold", min_width=widest
        )
    for row in listed:
        table.add_row(*(Text(_cell(cell)) for cell in row))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=10_000)
    with console.capture() as printed:
        console.print(table)
    print("\n".join(line.rstrip() for line in printed.get().splitlines()))


def _cell(cell: object) -> str:
    return "" if cell is None else str(_plain(cell))


def _finite(cell: object) -> object:
    """JSON has no word for NaN and the infinities; null is what other tools write for them."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, list):
        return [_finite(item) for item in cell]
    if isinstance(cell, dict):
        return {name: _finite(item) for name, item in cell.items()}
    return cell


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    if isinstance(cell, list | tuple):
        return [_plain(item) for item in cell]
    if isinstance(cell, dict):
        return {str(key): _plain(item) for key, item in cell.items()}
    return str(cell)
