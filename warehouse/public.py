"""Everything that the public views show, read at once, for the exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from schemas.columns import Column, Table
from schemas.records import RUNS, SNAPSHOTS, SOURCES
from schemas.tables import VIEWS
from warehouse.connection import reading
from warehouse.ddl import PUBLIC
from warehouse.errors import WarehouseError

Row = tuple[object, ...]


@dataclass(frozen=True)
class View:
    """A public view: its definition, and its rows in the view's own order."""

    table: Table
    rows: list[Row]

    @property
    def columns(self) -> Iterator[tuple[Column, tuple[object, ...]]]:
        """Each column with its values."""
        values = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.table.columns)
        return zip(self.table.columns, values, strict=True)

    @property
    def as_text(self) -> View:
        """The same without its columns of bytes."""
        table = self.table.as_text
        if table is self.table:
            return self
        kept = [position for position, name in enumerate(self.table.names) if name in table.names]
        return View(table, [tuple(row[position] for position in kept) for row in self.rows])

    @property
    def records(self) -> Iterator[dict[str, object]]:
        """Rows by column name."""
        return (dict(zip(self.table.names, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Public:
    """All public views of one state of the database, in the order of their definitions."""

    views: tuple[View, ...]

    def view(self, table: Table) -> View:
        """Return one view by its definition."""
        return next(view for view in self.views if view.table is table)

    @property
    def as_text(self) -> Public:
        """The same without columns of bytes, for files that hold texts and numbers only."""
        return Public(tuple(view.as_text for view in self.views))

    @property
    def run_id(self) -> str:
        """The newest run."""
        return str(self._run["run_id"])

    @property
    def finished_at(self) -> datetime:
        """When the newest run ended, in UTC without a zone."""
        ended = self._run["finished_at"]
        assert isinstance(ended, datetime)
        return ended

    @property
    def _run(self) -> dict[str, object]:
        return list(self.view(RUNS).records)[-1]

    @property
    def sources(self) -> list[dict[str, object]]:
        """The sources that the views show and that were read, each with the address of its bytes as ``url``."""
        addresses = {record["snapshot_id"]: record["url"] for record in self.view(SNAPSHOTS).records}
        read = (source for source in self.view(SOURCES).records if source["snapshot_id"] and not source["hidden"])
        return [source | {"url": addresses.get(source["snapshot_id"])} for source in read]


def read_public(path: Path) -> Public:
    """Read all public views; raises WarehouseError when the file isn't skl's, or is of another version."""
    try:
        with reading(path) as connection:
            public = Public(tuple(_view(path, connection, table) for table in VIEWS))
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
    if not public.view(RUNS).rows:
        raise WarehouseError(f"{path}: no run is recorded in it. Make it anew with: skl ingest")
    return public


def _view(path: Path, connection: duckdb.DuckDBPyConnection, table: Table) -> View:
    result = connection.execute(f"SELECT * FROM {PUBLIC}.{table.name}")
    names = tuple(column[0] for column in result.description or ())
    if names != table.names:
        raise WarehouseError(
            f"{path}: view {table.name} has other columns than this version of skl knows. "
            "Make the database anew with: skl ingest"
        )
    return View(table, result.fetchall())
