"""Build the database beside the old one, check it, and swap it in.

A writer would lock out readers in other processes and they it; a rename disturbs nobody, and a failure leaves
the old file as it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from schemas.decisions import People
from schemas.reading import Reading, Run
from warehouse.chronicle import Remember, begun
from warehouse.connection import is_duckdb
from warehouse.content import NOBODY, Content, assemble
from warehouse.ddl import STORE
from warehouse.durable import sync
from warehouse.errors import WarehouseError
from warehouse.load import fill

# A full disk comes as an IOException, as a TransactionException or, at a checkpoint, as a FatalException.
WRITE_FAULTS = (OSError, duckdb.OperationalError, duckdb.FatalException)
OTHER = "Name another file with --warehouse."
OPEN_FAULTS = (duckdb.IOException, duckdb.ConnectionException)


@dataclass(frozen=True)
class BuildResult:
    """What was written. ``rows`` by stored table; ``held`` and ``contradicted`` count what the views show."""

    path: Path
    run: Run
    rows: dict[str, int]
    held: int
    contradicted: int


def build(
    target: Path,
    readings: Iterable[Reading],
    run: Run,
    previous_runs: Iterable[Run] = (),
    people: People = NOBODY,
) -> BuildResult:
    """Make the database of these readings and decisions; the run's counts become those of the content.

    Raises WarehouseError, with the old file untouched; so does ``write``.
    """
    content = assemble(readings, run.run_id, people)
    counted = replace(run, sources=content.sources, claims=content.claims, held=content.held)
    return write(target, content, counted, previous_runs)


def write(
    target: Path, content: Content, run: Run, previous_runs: Iterable[Run] = (), remember: Remember | None = None
) -> BuildResult:
    """Write content that is already assembled, for a caller who decides about the run by it.

    ``remember`` is asked for the history when everything else is in the new file and nobody sees it yet; without it,
    history begins with this run.
    """
    target = target.resolve()
    runs = {entry.run_id: entry for entry in (*previous_runs, run)}
    try:
        with _alone(target):
            _refuse_strangers(target)
            rows = _beside(target, content, list(runs.values()), remember or partial(begun, run))
    except WRITE_FAULTS as error:
        raise WarehouseError(_unwritten(target, error)) from error
    contradicted = int(content.frames["observations"]["status"].eq("contradicted").sum())
    return BuildResult(target, run, rows, content.held, contradicted)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_name(f".{target.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WarehouseError(f"{target}: another run is writing it now. Try again when it is done.") from error
    try:
        yield
    finally:
        lock.release()


def _refuse_strangers(target: Path) -> None:
    """Never replace what is not ours: another kind of file, or a database of somebody else's."""
    if target.stem == STORE:
        raise WarehouseError(f"{target}: DuckDB can't tell this name from its schema “{STORE}”. {OTHER}")
    if not target.exists():
        return
    if not target.is_file() or not is_duckdb(target):
        raise WarehouseError(f"{target}: not a DuckDB database, so it is left alone. {OTHER}")
    if not _is_ours(target):
        raise WarehouseError(f"{target}: a DuckDB database, but not one of skl's. {OTHER}")


def _is_ours(target: Path) -> bool:
    try:
        connection = duckdb.connect(str(target), read_only=True)
    except OPEN_FAULTS:  # open for writing elsewhere: somebody looks at it in DuckDB's shell
        return True
    with connection:
        found = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = 'runs'", [STORE]
        ).fetchone()
    return found == (1,)


def _beside(target: Path, content: Content, runs: list[Run], remember: Remember) -> dict[str, int]:
    _sweep(target)
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
    try:
        rows = fill(temporary, content, runs, remember)
        _swap(temporary, target)
    finally:
        _sweep(target)
    return rows


def _sweep(target: Path) -> None:
    """Remove temporary files, also those that a killed run left; the lock says that nobody uses them."""
    for path in target.parent.glob(f".{target.name}.*.tmp*"):
        path.unlink(missing_ok=True)


def _swap(temporary: Path, target: Path) -> None:
    sync(temporary)
    # A log of the old file, left by a shell that wrote to it, would be taken for the new one's.
    target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    temporary.replace(target)
    sync(target.parent)


def _unwritten(target: Path, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    kept = "The old database is as it was." if target.exists() else "Nothing was written."
    return f"{target}: can't be written: {reason}. {kept} Is there space, and may you write there?"
