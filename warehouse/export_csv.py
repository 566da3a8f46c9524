"""A CSV file a view: RFC 4180, UTF-8, texts in quotes and verbatim, so that NULL and the empty text differ."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from schemas.columns import Column, DuckType
from warehouse.public import Public, Row, View

END = "\r\n"
#: How Table Schema writes what is no finite number.
NOT_FINITE = {"nan": "NaN", "inf": "INF", "-inf": "-INF"}


def write_csv(public: Public, folder: Path) -> None:
    """Write ``<view>.csv`` for each view; NULL is nothing, the empty text is two quotes."""
    for view in public.views:
        write_view(view, folder / f"{view.table.name}.csv")


def write_view(view: View, path: Path, null_text: str = "") -> None:
    """Write one view; ``null_text`` stands for NULL in the text columns that allow it."""
    nulls = [null_text if is_optional_text(column) else "" for column in view.table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(view.table.names) + END)
        file.writelines(_lines(view.rows, nulls))


def is_optional_text(column: Column) -> bool:
    """Whether NULL and the empty text may both stand in a column."""
    return column.type is DuckType.TEXT and column.nullable


def _lines(rows: list[Row], nulls: list[str]) -> Iterator[str]:
    for row in rows:
        yield ",".join(null if cell is None else _cell(cell) for cell, null in zip(row, nulls, strict=True)) + END


def _cell(cell: object) -> str:
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(cell) if math.isfinite(cell) else NOT_FINITE[str(cell)]
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
