"""What reading a list gathers: entries, what is held back, headers, summary rows; and how its cells are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.lists.column_headers import Role
from extractors.lists.marks import unmarked
from extractors.lists.records import Printed, Record
from extractors.tables.sheets import Cell, Row
from extractors.text import Text, text_of
from schemas.claim import Held, Region
from schemas.codes import Kind

#: A row of all municipalities, or of their mean.
SUMMARY = re.compile(
    r"\b(?:medel\w*|genomsnitt\w*|median\w*|summa|total\w*|riket|hela landet|samtliga|alla kommuner|sverige|mean"
    r"|average)\b"
)


@dataclass
class ListRead:
    """What a list reader found: entries, names held back, header cells, summary rows, and the words it used up."""

    records: list[Record] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    headers: list[Cell] = field(default_factory=list)
    summaries: list[tuple[Row, list[str]]] = field(default_factory=list)
    last: Record | None = None
    one_a_row: bool = False
    merged: dict[int, Cell] = field(default_factory=dict)
    reach: Region | None = None


@dataclass(frozen=True)
class ListColumns:
    """Header texts and roles of a sheet's columns; ``name`` is the index of the municipality column."""

    headers: tuple[str, ...]
    roles: tuple[Role, ...]
    name: int


def bare(cell: Cell) -> Text:
    """A cell's text without its raised footnote marks."""
    return text_of([unmarked(line) for line in cell.lines], narrow=True)


def cell_text(cell: Cell | None) -> str:
    """A cell's bare text; nothing where there is no cell."""
    return bare(cell).verbatim if cell else ""


def printed_cell(cell: Cell, header: str) -> Printed:
    """A cell as something printed under a header."""
    text = bare(cell)
    return Printed(text.verbatim, text.regions(0, len(text.verbatim)), header)


def assign(record: Record, role: Role, cell: Cell, header: str, kind: Kind) -> None:
    """Give a record a cell's apps or number by its column's role; what has none, or is taken, is a further column."""
    if role is Role.APPS and kind is Kind.APP_LIST:
        record.app_parts += [list(cell.lines)]
    elif role in (Role.OTHER, Role.APPS, Role.NAME) or role in record.parts:
        record.others.append(printed_cell(cell, header))
    else:
        record.parts[role] = printed_cell(cell, header)
