"""What any earlier run published, from the history that the database carries."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import duckdb

from schemas.columns import Column, Table
from schemas.history import Records, State
from warehouse.chronicle import VERSIONED
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import QueryError, WarehouseError
from warehouse.history import runs

SUGGESTIONS = 5


def run_ids(path: Path) -> list[str]:
    """All runs, oldest first. Raises WarehouseError when there is no database of skl's."""
    if not path.exists():
        raise WarehouseError(f"{path}: no such file. Make it with: skl ingest")
    return [run.run_id for run in runs(path)]


def find_run(wanted: str, known: list[str]) -> str:
    """Return the run that has this id, or alone begins so. Raises QueryError, which suggests others."""
    if wanted in known:
        return wanted
    alike = [run_id for run_id in known if wanted and run_id.startswith(wanted)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise QueryError(f"several runs begin with “{wanted}”: {', '.join(alike[-SUGGESTIONS:])}")
    near = get_close_matches(wanted, known, SUGGESTIONS) or known[-SUGGESTIONS:]
    raise QueryError(
        f"no run has the id “{wanted}”. Did you mean: {', '.join(near) or 'none is known'}? "
        'All of them: skl query "SELECT run_id, started_at FROM runs"'
    )


def state_at(path: Path, run_id: str, known: list[str]) -> State:
    """What a run published; ``known`` are all runs, oldest first. Raises WarehouseError for another version's file."""
    places = {key: place for place, key in enumerate(known)}
    try:
        with reading(path) as connection:
            found = {kind: _records(connection, table, columns, run_id, places) for kind, table, columns in VERSIONED}
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: has no history that this version of skl knows: {error}") from error
    return State(**found)


def _records(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    columns: tuple[Column, ...],
    run_id: str,
    places: dict[str, int],
) -> Records:
    names = [column.name for column in columns]
    rows = fetch(connection, f"SELECT * FROM {STORE}.{table.name} ORDER BY rowid")
    return {
        str(row[table.names[0]]): {name: row[name] for name in names if row[name] is not None}  # type: ignore[misc]
        for row in rows
        if _held(row, run_id, places)
    }


def _held(row: dict[str, object], run_id: str, places: dict[str, int]) -> bool:
    """Whether a row read so in that run; a run that no ledger knows any more was before all others."""
    first, until = (places.get(str(row[name]), -1) for name in ("first_run", "until_run"))
    return first <= places[run_id] and (row["until_run"] is None or until > places[run_id])
