"""Fill a new DuckDB file: tables, rows, views, checks; then count what is in it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from schemas.check_meanings import meaning_of
from schemas.columns import Table
from schemas.links import Reference, references
from schemas.reading import Run
from schemas.records import CHECKS, RUNS
from schemas.tables import BY_NAME, TABLES, VIEWS
from schemas.validation import frame
from warehouse.chronicle import Remember, published, version_frames
from warehouse.connection import OFFLINE
from warehouse.content import Content
from warehouse.ddl import PUBLIC, STORE, literal, sql, table_statements, view_statements
from warehouse.errors import WarehouseError
from warehouse.rows import run_row

# The oldest file format that the previous long-term-support DuckDB opens.
STORAGE_VERSION = "v1.4.0"
NEW = "new_warehouse"
CHECK_FOLDER = Path(__file__).with_name("checks")


def fill(path: Path, content: Content, runs: list[Run], remember: Remember) -> dict[str, int]:
    """Write everything into a file that doesn't exist yet, and close it; returns the rows of each table.

    ``runs`` are all, the newest last; ``remember`` gives what was published in them, told what is now. Raises
    WarehouseError when what is in the file is not what was to be loaded, and duckdb.Error or OSError when it can't be
    written.
    """
    frames = {**content.frames, RUNS.name: frame(RUNS, map(run_row, runs))}
    connection = duckdb.connect(config=OFFLINE)
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS {NEW} (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute(f"USE {NEW}")
        _load(connection, frames, runs[-1].run_id)
        _insert_all(connection, version_frames(remember(published(connection)), runs[-1]))
        connection.execute("COMMIT")
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
    _insert_all(connection, frames)
    for statement in view_statements():
        connection.execute(statement)
    for name in check_names():
        _run_check(connection, name, run_id)


def _insert_all(connection: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]) -> None:
    for name, rows in frames.items():
        _insert(connection, BY_NAME[name], rows)


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
        if counts[table.name] > 1:
            _verify_key(connection, table)
    filled = [view for view in VIEWS if _verified_view(connection, view)]
    for view in filled:  # an empty one refers to nothing, and each query costs some milliseconds to plan
        for reference in references(view):
            _verify_reference(connection, view, reference)
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


def _verified_view(connection: duckdb.DuckDBPyConnection, view: Table) -> int:
    """Select everything once, and compare names and types with the definition; returns the number of rows."""
    rows = _count(connection, f"(SELECT * FROM {PUBLIC}.{view.name})")
    described = connection.execute(f"DESCRIBE {PUBLIC}.{view.name}").fetchall()
    found = [(str(row[0]), str(row[1])) for row in described]
    expected = [(column.name, column.type.value) for column in view.columns]
    if found != expected:
        raise WarehouseError(f"view {view.name}: columns are {found}, not {expected}")
    return rows


def _verify_reference(connection: duckdb.DuckDBPyConnection, view: Table, reference: Reference) -> None:
    columns = ", ".join(reference.columns)
    known = " AND ".join(f"t.{name} IS NOT NULL" for name in reference.columns)
    joined = f"{PUBLIC}.{view.name} AS t ANTI JOIN {PUBLIC}.{reference.home} AS h USING ({columns})"
    lost = _count(connection, f"{joined} WHERE {known}")
    if lost:
        raise WarehouseError(f"view {view.name}: {lost} values of ({columns}) are not in {reference.home}")
