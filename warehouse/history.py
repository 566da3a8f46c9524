"""What a database says of the runs that made it, and a checksum of its content."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from schemas.chronicle import HISTORY
from schemas.columns import Table
from schemas.reading import Run
from schemas.records import RUNS
from schemas.reviews import NOTHING_BEFORE
from schemas.tables import TABLES
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import WarehouseError

BATCH = 10_000


def runs(path: Path) -> tuple[Run, ...]:
    """All runs, oldest first; none when there is no file yet. Raises WarehouseError when it isn't skl's."""
    if not path.exists():
        return ()
    try:
        with reading(path) as connection:
            return tuple(_run(row) for row in fetch(connection, f"SELECT * FROM {STORE}.{RUNS.name}"))
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error


def last_run(path: Path) -> Run | None:
    """The newest run, or None when there is no file yet; errors as ``runs``."""
    known = runs(path)
    return known[-1] if known else None


def logical_hash(path: Path) -> str:
    """Checksum of all stored rows whatever their order, but not of when and by which run they were made.

    The same inputs give the same checksum. Raises WarehouseError when it isn't skl's database.
    """
    digest = hashlib.sha256()
    try:
        with reading(path) as connection:
            for table in TABLES:
                if table not in (RUNS, *HISTORY):
                    _add(digest, connection, table)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
    return digest.hexdigest()


def _add(digest: hashlib._Hash, connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(column.name for column in table.columns if not column.volatile)
    digest.update(f"{table.name}: {columns}\n".encode())
    result = connection.execute(f"SELECT {columns} FROM {STORE}.{table.name} ORDER BY ALL")
    while rows := result.fetchmany(BATCH):
        digest.update("\n".join(map(repr, rows)).encode())


def _run(row: dict[str, object]) -> Run:
    return Run(
        run_id=str(row["run_id"]),
        started_at=_utc(row["started_at"]),
        finished_at=_utc(row["finished_at"]),
        fingerprint=str(row["fingerprint"]),
        sources=int(str(row["sources"])),
        claims=int(str(row["claims"])),
        held=int(str(row["held"])),
        exit_status=int(str(row["exit_status"])),
        messages=tuple(json.loads(str(row["messages"]))),
        reviews=int(str(row.get("reviews", 0))),
        reviews_head=str(row.get("reviews_head", NOTHING_BEFORE)),
    )


def _utc(moment: object) -> datetime:
    if not isinstance(moment, datetime):
        raise TypeError(f"not a time stamp: {moment!r}")
    return moment.replace(tzinfo=UTC)
