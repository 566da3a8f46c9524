"""The ledger of runs: one line for each warehouse that was written, beside the catalog."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from schemas.reading import Run
from schemas.reviews import NOTHING_BEFORE

RUNS_FILE = "runs.jsonl"


def read_runs(raw: Path) -> list[Run]:
    """All runs in the order in which they happened; a torn last line (a crash) is passed over."""
    path = raw / RUNS_FILE
    if not path.exists():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            runs.append(_run(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            continue
    return runs


def _run(entry: dict[str, object]) -> Run:
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


def append_run(raw: Path, run: Run) -> None:
    """Append one run, in one write; raises OSError when the catalog can't be written."""
    entry = asdict(run) | {
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat(),
    }
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    handle = os.open(raw / RUNS_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
