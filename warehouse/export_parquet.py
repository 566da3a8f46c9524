"""A Parquet file a view, with DuckDB's types, and all that the definition says as metadata."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from schemas.columns import Column, DuckType, Table
from schemas.links import refers_to
from warehouse.public import Public, View

TYPES: dict[DuckType, pa.DataType] = {
    DuckType.TEXT: pa.string(),
    DuckType.INTEGER: pa.int32(),
    DuckType.NUMBER: pa.float64(),
    DuckType.FLAG: pa.bool_(),
    DuckType.DATE: pa.date32(),
    DuckType.TIME: pa.timestamp("us"),
    DuckType.BYTES: pa.binary(),
}


def write_parquet(public: Public, folder: Path) -> None:
    """Write ``<view>.parquet`` for each view."""
    for view in public.views:
        parquet.write_table(_table(view, public.run_id), folder / f"{view.table.name}.parquet")


def _table(view: View, run_id: str) -> pa.Table:
    arrays = [pa.array(values, TYPES[column.type]) for column, values in view.columns]
    return pa.table(arrays, schema=_schema(view.table, run_id))


def _schema(table: Table, run_id: str) -> pa.Schema:
    """Arrow's own field metadata, and the same as JSON for readers that know only Parquet's."""
    columns = {column.name: _metadata(table, column) for column in table.columns}
    fields = [
        pa.field(column.name, TYPES[column.type], column.nullable, columns[column.name]) for column in table.columns
    ]
    described = json.dumps(columns, ensure_ascii=False)
    return pa.schema(
        fields,
        {"comment": table.comment, "skl:run_id": run_id, "skl:key": ",".join(table.key), "skl:columns": described},
    )


def _metadata(table: Table, column: Column) -> dict[str, str]:
    known = {
        "comment": column.description,
        "unit": column.unit or "",
        "codes": ",".join(column.codes),
        "refers_to": refers_to(table, column) or "",
    }
    return {name: text for name, text in known.items() if text}
