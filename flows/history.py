"""The ledger of what each run changed, beside the catalog, and how it and the warehouse stay one.

Before the new warehouse is swapped in, ``pending.json`` says what is to be noted of its run; after it, that is appended
to ``history.jsonl`` and ``runs.jsonl``, and the file removed. So whoever finds such a file knows that a run was killed
between the two, and looks into the warehouse: if the run is in it, the ledgers are completed, and if not, it never was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flows.jsonlines import append_json_line, read_json_lines, replace_json
from flows.runs import append_run, read_runs, run_entry, run_of
from schemas.history import KINDS, Entry, Moment, Record, State, noted, replay
from schemas.reading import Run
from warehouse.errors import WarehouseError
from warehouse.history import runs

HISTORY_FILE = "history.jsonl"
PENDING_FILE = "pending.json"
LOCK_FILE = ".history.lock"
WAIT_SECONDS = 120.0


@contextmanager
def alone(raw: Path) -> Iterator[None]:
    """Hold the ledgers of a catalog: two runs on one catalog note what they changed one after the other.

    Raises WarehouseError when another run holds them too long. Where nothing can be written, nothing is held.
    """
    lock = FileLock(raw / LOCK_FILE)
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout as error:
        raise WarehouseError(f"{raw}: another run is writing its ledgers. Try again when it is done.") from error
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def read_history(raw: Path) -> tuple[list[Entry], list[str]]:
    """All entries in their order, and a sentence on each line that can't be read."""
    path = raw / HISTORY_FILE
    entries, faults = [], []
    for line in read_json_lines(path):
        try:
            entries.append(_entry(line.entry or {}))
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(f"{path}, line {line.number}: can't be read and is passed over; what it told is noted anew")
    return entries, faults


def settle(raw: Path, warehouse: Path) -> None:
    """Complete the ledgers where a run was killed after its warehouse was swapped in; else forget that run."""
    path = raw / PENDING_FILE
    if not path.exists():
        return
    with suppress(OSError), alone(raw):
        with suppress(FileNotFoundError, JSONDecodeError, KeyError, TypeError, ValueError):
            pending = loads(path.read_text(encoding="utf-8"))
            run, entry = run_of(pending["run"]), _entry(pending["entry"])
            if _has(warehouse, run) or _has(Path(pending["warehouse"]), run):
                _note(raw, run, entry)
        path.unlink(missing_ok=True)


def _has(warehouse: Path, run: Run) -> bool:
    try:
        return any(known.run_id == run.run_id for known in runs(warehouse))
    except WarehouseError:
        return False


def _note(raw: Path, run: Run, entry: Entry) -> None:
    """Append to both ledgers what isn't in them yet."""
    if not entry.empty and all(known.run != entry.run for known in read_history(raw)[0]):
        append_json_line(raw / HISTORY_FILE, _as_json(entry))
    if all(known.run_id != run.run_id for known in read_runs(raw)):
        append_run(raw, run)


class Recorder:
    """Keeps the history of one run while its warehouse is made; used while the ledgers are held."""

    def __init__(self, raw: Path, warehouse: Path, run: Run, previous: Iterable[Run]) -> None:
        """``previous`` are the runs before it, the oldest first."""
        self.raw, self.warehouse, self.run = raw, warehouse, run
        self.moment, self.last = _moment(run), next(map(_moment, reversed(list(previous))), None)
        self.before, self.now = State(), State()
        self.entry = Entry(self.moment)
        self.faults: list[str] = []

    def remember(self, now: State) -> list[Entry]:
        """Note what the run is about to change, and return the history with it."""
        entries, self.faults = read_history(self.raw)
        self.before, self.now = replay(entries), now
        self.entry = noted(self.moment, self.last, self.before, now)
        pending = {"warehouse": str(self.warehouse.resolve()), "run": run_entry(self.run)}
        with suppress(OSError):  # a catalog that can't be written has no ledgers; ``record`` says so
            replace_json(self.raw / PENDING_FILE, pending | {"entry": _as_json(self.entry)})
        return entries if self.entry.empty else [*entries, self.entry]

    def record(self) -> list[str]:
        """The warehouse is there: complete the ledgers. Returns what there is to say about them."""
        try:
            _note(self.raw, self.run, self.entry)
            self.forget()
        except OSError as error:
            told = f"{self.raw}: the run could not be noted in its ledgers ({error.strerror}); the warehouse has it"
            return [*self.faults, told]
        return self.faults

    def forget(self) -> None:
        """There is nothing more to complete."""
        with suppress(OSError):
            (self.raw / PENDING_FILE).unlink(missing_ok=True)


def _moment(run: Run) -> Moment:
    return Moment(run.run_id, run.started_at)


def _as_json(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = {"run": _moment_json(entry.run), "after": entry.after and _moment_json(entry.after)}
    return told | {kind: entry.of(kind) for kind in KINDS if entry.of(kind)}


def _moment_json(moment: Moment) -> dict[str, str]:
    return {"run_id": moment.run_id, "at": moment.at.isoformat()}


def _entry(found: Mapping[str, Any]) -> Entry:
    after = found["after"]
    return Entry(
        _moment_of(found["run"]),
        None if after is None else _moment_of(after),
        *({str(key): _record(row) for key, row in found.get(kind, {}).items()} for kind in KINDS),
    )


def _moment_of(found: Mapping[str, Any]) -> Moment:
    return Moment(str(found["run_id"]), datetime.fromisoformat(found["at"]))


def _record(row: Any) -> Record | None:
    if isinstance(row, dict) or row is None:
        return row
    raise TypeError(f"not a row: {row!r}")
