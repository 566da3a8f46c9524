"""The ledger of runs: one line for each warehouse that was written, beside the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from flows.jsonlines import append_json_line, read_json_lines
from schemas.reading import Run
from schemas.reviews import NOTHING_BEFORE

RUNS_FILE = "runs.jsonl"


def read_runs(raw: Path) -> list[Run]:
    """All runs in the order in which they happened; a torn or broken line (a crash) is passed over."""
    runs = []
    for line in read_json_lines(raw / RUNS_FILE):
        try:
            runs.append(run_of(line.entry or {}))
        except (ValueError, KeyError, TypeError):
            continue
    return runs


def all_runs(*known: Iterable[Run]) -> list[Run]:
    """The runs that any of several places know, each once, oldest first."""
    runs = {run.run_id: run for part in known for run in part}
    return sorted(runs.values(), key=lambda run: run.started_at)


def after(previous: Sequence[Run], started: datetime) -> datetime:
    """When a run began, for the ledgers: after all before it, which a clock that was put back would deny.

    The same holds for a run that began first and had to wait for another. Whoever sorts runs by time or by id gets them
    in the order in which they were written.
    """
    last = max((run.started_at for run in previous), default=None)
    return started if last is None or started > last else last + timedelta(microseconds=1)


def run_of(entry: Mapping[str, object]) -> Run:
    """Read one run as ``run_entry`` writes it; raises ValueError, KeyError or TypeError for what is none."""
    return Run(
        run_id=str(entry["run_id"]),
        started_at=datetime.fromisoformat(str(entry["started_at"])),
        finished_at=datetime.fromisoformat(str(entry["finished_at"])),
        fingerprint=str(entry["fingerprint"]),
        sources=int(str(entry["sources"])),
        claims=int(str(entry["claims"])),
        held=int(str(entry["held"])),
        exit_status=int(str(entry["exit_status"])),
        messages=tuple(str(message) for message in entry["messages"]),  # type: ignore[attr-defined]
        reviews=int(str(entry.get("reviews", 0))),
        reviews_head=str(entry.get("reviews_head", NOTHING_BEFORE)),
    )


def run_entry(run: Run) -> dict[str, object]:
    """A run as JSON has it."""
    moments = {"started_at": run.started_at.isoformat(), "finished_at": run.finished_at.isoformat()}
    return asdict(run) | moments


def append_run(raw: Path, run: Run) -> None:
    """Append one run; raises OSError when the catalog can't be written."""
    append_json_line(raw / RUNS_FILE, run_entry(run))
