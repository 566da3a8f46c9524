"""Kill −9 at random points of a run: what is there afterwards, and what the next run makes of it.

``python tests/benchmarks/kills.py [--kills 50] [--catalog raw] [--prefect] [--seed 2014]``. A catalog without its last
source is ingested; then the source is added, and each time the run that reads it is killed with its whole process group
at a random moment of its life. The warehouse must be the old or the new one, whole, with ledgers of whole lines, and
the run after it must leave what an undisturbed run leaves: the same logical hash, the same history, one entry a run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plain_table import show, show_lines

from flows.history import HISTORY_FILE, PENDING_FILE, read_history
from flows.runs import RUNS_FILE, read_runs
from schemas.history import replay
from warehouse.history import logical_hash, runs
from warehouse.public import read_public

REPOSITORY = Path(__file__).resolve().parents[2]
RAW = REPOSITORY / "raw"
NOT_TRACKED = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*", ".*")
SECONDS = 120


@dataclass(frozen=True)
class Place:
    """A catalog and its warehouse in one folder."""

    folder: Path

    @property
    def raw(self) -> Path:
        """The catalog."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.folder / "out" / "skl.duckdb"

    def copy(self, to: Path) -> Place:
        """The same in another folder."""
        shutil.copytree(self.folder, to)
        return Place(to)

    def start(self, *, prefect: bool) -> subprocess.Popen[bytes]:
        """Begin an ingestion in a process group of its own."""
        places = ("--raw", str(self.raw), "--warehouse", str(self.warehouse))
        how = "--prefect" if prefect else "--no-prefect"
        return subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "ingest", "--offline", how, *places],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PREFECT_HOME": str(self.folder.parent / "prefect")},
            start_new_session=True,
        )

    def ingest(self, *, prefect: bool = False) -> float:
        """Run to the end; returns its seconds."""
        begun = time.monotonic()
        status = self.start(prefect=prefect).wait(SECONDS)
        assert status in (0, 3), status
        return time.monotonic() - begun


@dataclass(frozen=True)
class Prepared:
    """The state before, the catalog with one source more, and what an undisturbed run leaves of it."""

    before: Place
    old: str
    new: str
    claims: frozenset[str]
    seconds: float


def prepare(folder: Path, *, catalog: Path = RAW, prefect: bool = False) -> Prepared:
    """Make both states once."""
    before = Place(folder / "before")
    shutil.copytree(catalog, before.raw, ignore=NOT_TRACKED)
    last = max(path.parent for path in before.raw.rglob("source.toml") if any(path.parent.glob("*.pdf")))
    aside = folder / last.name
    shutil.move(last, aside)
    before.ingest()
    old = logical_hash(before.warehouse)
    shutil.move(aside, last)
    after = before.copy(folder / "after")
    seconds = after.ingest(prefect=prefect)
    claims = frozenset(replay(read_history(after.raw)[0]).claims)
    return Prepared(before, old, logical_hash(after.warehouse), claims, seconds)


def kill(prepared: Prepared, to: Path, moment: float, *, prefect: bool = False) -> tuple[str, list[str]]:
    """Kill a run after so many seconds: which warehouse was there then (old, new, or done), and all that is wrong."""
    place = prepared.before.copy(to)
    process = place.start(prefect=prefect)
    ended = "killed"
    try:
        process.wait(moment)
        ended = "done"
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    found, faults = _after_kill(place, prepared)
    place.ingest()
    faults += _after_resume(place, prepared)
    return found if ended == "killed" else ended, faults


def _after_kill(place: Place, prepared: Prepared) -> tuple[str, list[str]]:
    faults = [f"{name}: a line is not whole" for name in (RUNS_FILE, HISTORY_FILE) if not _whole(place.raw / name)]
    try:
        read_public(place.warehouse)
        content = logical_hash(place.warehouse)
    except Exception as error:  # whatever a reader would meet
        return "broken", [*faults, f"the warehouse can't be read: {error}"]
    found = {prepared.old: "old", prepared.new: "new"}.get(content, "neither")
    return found, [*faults, *(["the warehouse is neither the old nor the new one"] if found == "neither" else [])]


def _after_resume(place: Place, prepared: Prepared) -> list[str]:
    entries, broken = read_history(place.raw)
    noted = [run.run_id for run in read_runs(place.raw)]
    wrong = {
        "the hash is another one": logical_hash(place.warehouse) != prepared.new,
        "the warehouse and the ledger know other runs": noted != [run.run_id for run in runs(place.warehouse)],
        "not two runs, each with an entry": [entry.run.run_id for entry in entries] != noted or len(noted) != 2,
        "the history ends in another state": replay(entries).claims.keys() != prepared.claims,
        "a line of the history is broken": bool(broken),
        "something is still pending": (place.raw / PENDING_FILE).exists(),
        "a temporary file is left": any(".tmp" in path.name for path in place.warehouse.parent.iterdir()),
    }
    return [fault for fault, holds in wrong.items() if holds]


def _whole(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        return all(line.endswith("\n") and isinstance(json.loads(line), dict) for line in lines)
    except (OSError, ValueError):
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, count, print; returns 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--catalog", type=Path, default=RAW, help="a catalog of at least two sources with a file")
    parser.add_argument("--prefect", action="store_true", help="kill runs under Prefect")
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    found: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder), catalog=options.catalog, prefect=options.prefect)
        for number in range(options.kills):
            moment = chance.uniform(0, prepared.seconds)
            to = Path(folder) / f"kill-{number}"
            state, wrong = kill(prepared, to, moment, prefect=options.prefect)
            found[state] += 1
            faults += [f"kill {number} after {moment:.2f} s: {fault}" for fault in wrong]
            shutil.rmtree(to)
    show(f"{options.kills} kills", ("warehouse after the kill", "times"), sorted(found.items()))
    show("Then, and after the run that resumed", ("", "times"), [("anything wrong", len(faults))])
    show_lines("Wrong", faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
