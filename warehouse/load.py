"""Fill a new DuckDB file: tables, rows, views, checks; then count what is in it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from schemas.check_meanings import meaning_of
from schemas.columns import Table
from schemas.reading import Run
from schemas.records import CHECKS, RUNS
from schemas.tables import BY_NAME, TABLES, VIEWS
from schemas.validation import frame
from warehouse.connection import OFFLINE
from warehouse.content import Content
from warehouse.ddl import PUBLIC, STORE, literal, sql, table_statements, view_statements
from warehouse.errors import WarehouseError
from warehouse.rows import run_row

# The oldest file format that the previous long-term-support DuckDB opens.
STORAGE_VERSION = "v1.4.0"
NEW = "new_warehouse"
CHECK_FOLDER = Path(__file__).with_name("checks")


def fill(path: Path, content: Content, runs: list[Run]) -> dict[str, int]:
    """Write everything into a file that doesn't exist yet, and close it; returns the rows of each table.

    ``runs`` is the history, the newest last. Raises WarehouseError when what is in the file is not what was
    to be loaded, and duckdb.Error or OSError when it can't be written.
    """
    frames = {**content.frames, RUNS.name: frame(RUNS, map(run_row, runs))}
    connection = duckdb.connect(config=OFFLINE)
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS {NEW} (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute(f"USE {NEW}")
        _load(connection, frames, runs[-1].run_id)
        rows = _verified(connection, frames)
        connection.execute(f"CHECKPOINT {NEW}")
        connection.execute("USE memory")
        connection.execute(f"DETACH {NEW}")
    finally:
        connection.close()
    return rows


def check_names() -> list[str]:
    """Names of the checks between sources, each a query in ``checks``."""
    return sorted(path.stem for path in CHECK_FOLDER.glob("*.sql"))


def _load(connection: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame], run_id: str) -> None:
    connection.execute("BEGIN")
    for statement in table_statements():
        connection.execute(statement)
    for table in TABLES:
        _insert(connection, table, frames[table.name])
    for statement in view_statements():
        connection.execute(statement)
    for name in check_names():
        _run_check(connection, name, run_id)
    connection.execute("COMMIT")


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: pd.DataFrame) -> None:
    columns = ", ".join(f"CAST({column.name} AS {column.type})" for column in table.columns)
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {STORE}.{table.name} SELECT {columns} FROM incoming")
    connection.unregister("incoming")


def _run_check(connection: duckdb.DuckDBPyConnection, name: str, run_id: str) -> None:
    columns = "check_name, scope, status, expected, found, detail, run_id, meaning, claim_ids"
    connection.execute(
        f"INSERT INTO {STORE}.{CHECKS.name} ({columns}) "
        f"SELECT ?, scope, status, expected, found, detail, ?, ?, claim_ids "
        f"FROM ({sql('checks', name)}\n) ORDER BY ALL",
        [name, run_id, meaning_of(name)],
    )


def _verified(connection: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]) -> dict[str, int]:
    counts = {table.name: _count(connection, f"{STORE}.{table.name}") for table in TABLES}
    for name, rows in frames.items():
        if counts[name] != len(rows) and BY_NAME[name] is not CHECKS:
            raise WarehouseError(f"table {name}: {len(rows)} rows went in, {counts[name]} are in it")
    for table in TABLES:
        _verify_key(connection, table)
    for view in VIEWS:
        _verify_view(connection, view)
    return counts


def _count(connection: duckdb.DuckDBPyConnection, what: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {what}").fetchone()
    return int(row[0]) if row else 0


def _verify_key(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    if not table.key:
        return
    key = ", ".join(table.key)
    twice = _count(connection, f"(SELECT {key} FROM {STORE}.{table.name} GROUP BY ALL HAVING count(*) > 1)")
    if twice:
        raise WarehouseError(f"table {table.name}: {twice} values of ({key}) are in it more than once")


def _verify_view(connection: duckdb.DuckDBPyConnection, view: Table) -> None:
    """Select everything once, and compare names and types with the definition."""
    _count(connection, f"(SELECT * FROM {PUBLIC}.{view.name})")
    described = connection.execute(f"DESCRIBE {PUBLIC}.{view.name}").fetchall()
    found = [(str(row[0]), str(row[1])) for row in described]
    expected = [(column.name, column.type.value) for column in view.columns]
    if found != expected:
        raise WarehouseError(f"view {view.name}: columns are {found}, not {expected}")
