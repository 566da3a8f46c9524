"""What people see: rows on stdout, messages and progress on stderr."""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.signs import harmless
from warehouse.errors import QueryError

_MESSAGES = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


class OutputFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def prepare() -> None:
    """Make the standard streams take any text: closed ones nowhere, others signs that they have no code for."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # in this order they get their own numbers
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="backslashreplace")


def note(message: str) -> None:
    """Print a message on stderr; one that can't be shown there changes nothing."""
    with suppress(OSError):
        _MESSAGES.print(harmless(message))


def say(line: str) -> None:
    """Print a line on stdout that may hold text from a document."""
    print(harmless(line))


def read_stdin() -> str:
    """All of the standard input, as UTF-8 whatever the terminal is set to. Raises QueryError for what is no text."""
    content = sys.stdin.buffer.read() if isinstance(sys.stdin, io.TextIOWrapper) else sys.stdin.read().encode()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input: not UTF-8 text (byte {error.start})") from error


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
        names = _distinct(columns)
        objects = [dict(zip(names, (_finite(_plain(cell)) for cell in row), strict=True)) for row in rows]
        print(json.dumps(objects, ensure_ascii=False, indent=2, allow_nan=False))
    elif format is OutputFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if cell is None else _plain(cell) for cell in row] for row in rows])
    else:
        _print_table(columns, rows)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names for an object's members, of which none hides another: a second “a” becomes “a_2”."""
    names: list[str] = []
    for column in columns:
        known, times = column, 1
        while known in names:
            times += 1
            known = f"{column}_{times}"
        names.append(known)
    return names


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Never cut a value: a terminal may be narrow, a number must not be."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    listed = [list(row) for row in rows]
    for index, column in enumerate(columns):
        numeric = all(isinstance(row[index], int | float | Decimal) for row in listed if row[index] is not None)
        # Folded over two lines, a number would read as two.
        widest = max((len(_cell(row[index])) for row in listed), default=0) if numeric else None
        table.add_column(
            Text(harmless(column)), justify="right" if numeric and listed else "left", overflow="fold", min_width=widest
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
    return "" if cell is None else harmless(str(_plain(cell)))


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
