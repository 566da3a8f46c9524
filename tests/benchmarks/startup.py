"""How long an ingestion of the default catalog takes without network, beside a bare Prefect flow.

``python tests/benchmarks/startup.py [--repeats 2]``. Everything runs in fresh processes, in turn; the very first run of
each has an empty Prefect home, the others share one. The best of the repeats counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plain_table import show, show_lines

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS = 300
BARE_FLOW = """
from flows.settings import quiet_prefect
quiet_prefect()
from prefect import flow
@flow
def bare():
    return 1
bare()
"""
INGEST = (sys.executable, "-m", "flows.cli", "ingest", "--offline")


@dataclass(frozen=True)
class Run:
    """A process: its seconds, exit status and messages."""

    seconds: float
    status: int
    messages: str


def bare_flow(home: Path) -> Run:
    """A flow that does nothing, on a temporary server."""
    return timed((sys.executable, "-c", BARE_FLOW), home)


def ingest(raw: Path, warehouse: Path, home: Path) -> Run:
    """One `skl ingest --offline`."""
    return timed((*INGEST, "--raw", str(raw), "--warehouse", str(warehouse)), home)


def timed(command: Sequence[str], home: Path) -> Run:
    """Run a command with its own Prefect home."""
    start = time.perf_counter()
    result = subprocess.run(
        command,
        env=environment(os.environ, home),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Run(time.perf_counter() - start, result.returncode, result.stderr.strip())


def environment(given: Mapping[str, str], home: Path) -> dict[str, str]:
    """The given environment without a Prefect server to talk to, and with this home."""
    kept = {name: value for name, value in given.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}


def measure(scratch: Path, repeats: int) -> dict[str, list[Run]]:
    """Time each step `repeats` times, in turn."""
    runs: dict[str, list[Run]] = {name: [] for name in ("bare first", "ingest first", "bare", "ingest", "again")}
    for index in range(repeats):
        folder = scratch / str(index)
        raw, warm = folder / "raw", folder / "home"
        shutil.copytree(REPOSITORY / "raw", raw)
        runs["bare first"].append(bare_flow(folder / "other-home"))
        runs["ingest first"].append(ingest(raw, folder / "first.duckdb", warm))
        runs["bare"].append(bare_flow(warm))
        runs["ingest"].append(ingest(raw, folder / "new.duckdb", warm))
        runs["again"].append(ingest(raw, folder / "new.duckdb", warm))
    return runs


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Seconds of an ingestion without network, beside a bare Prefect flow.")
    parser.add_argument("--repeats", type=int, default=2)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        runs = measure(Path(scratch), options.repeats)
    best = {name: min(run.seconds for run in done) for name, done in runs.items()}
    steps = (
        ("bare flow, empty Prefect home", "bare first", "bare first", ""),
        ("skl ingest, empty Prefect home", "ingest first", "bare first", "<= 45 s"),
        ("bare flow", "bare", "bare", ""),
        ("skl ingest", "ingest", "bare", "<= 25 s"),
        ("skl ingest again, nothing new", "again", "bare", "<= 1.2 x a bare flow"),
    )
    rows = [(told, f"{best[name]:.1f}", f"{best[name] / best[base]:.2f}", goal) for told, name, base, goal in steps]
    show("Start-up", ("what", "seconds", "x bare flow", "goal"), rows)
    failed = [(name, run) for name, done in runs.items() for run in done if run.status]
    show_lines("Not exit status 0", [f"{name}: {run.status}: {run.messages[-400:]}" for name, run in failed])
    return 0


if __name__ == "__main__":
    sys.exit(main())
