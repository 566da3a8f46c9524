"""Open the database for reading: no network, no other files, no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError

#: What DuckDB says of a file that is not whole.
DAMAGES = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
ANEW = "Move it away, and make it anew with: skl ingest"
MAGIC = b"DUCK"
MAGIC_OFFSET = 8
Settings = dict[str, str | bool | int | float | list[str]]
OFFLINE: Settings = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
SEALED: Settings = {**OFFLINE, "enable_external_access": False, "python_enable_replacements": False}


def is_duckdb(path: Path) -> bool:
    """Whether a file's first bytes are those of a DuckDB database; raises OSError when it can't be read."""
    with path.open("rb") as file:
        return file.read(MAGIC_OFFSET + len(MAGIC))[MAGIC_OFFSET:] == MAGIC


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection whose settings can't be changed; raises WarehouseError naming the file."""
    _require(path)
    try:
        connection = duckdb.connect(str(path), read_only=True, config=SEALED)
    except duckdb.Error as error:
        hint = "" if "lock on file" in str(error) else f". {ANEW}"
        raise WarehouseError(f"{path}: can't be opened: {error}{hint}") from error
    try:
        connection.execute("SET lock_configuration = true")
        yield connection
    except DAMAGES as error:
        raise WarehouseError(f"{path}: damaged, or cut off: {error}. {ANEW}") from error
    finally:
        connection.close()


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> list[dict[str, object]]:
    """Run one statement and return its rows by column name."""
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _require(path: Path) -> None:
    try:
        ours = is_duckdb(path)
    except FileNotFoundError as error:
        raise WarehouseError(f"{path}: no such file. Make it with: skl ingest") from error
    except OSError as error:
        raise WarehouseError(f"{path}: can't be read ({error.strerror})") from error
    if not ours:
        raise WarehouseError(f"{path}: not a DuckDB database. Name another file with --warehouse.")
