"""Check the ledger of reviews: its own chain, and what the runs noted of it."""

from __future__ import annotations

from pathlib import Path

from flows.reviews import REVIEWS_FILE, BrokenLedgerError, ReviewError, read_reviews
from flows.runs import read_runs
from schemas.reviews import first_unlike, head
from warehouse.history import runs


def verify(raw: Path, warehouse: Path) -> tuple[bool, str]:
    """Return whether the ledger holds, and a sentence: its head, or its first broken entry.

    The chain can't see that its end was cut off, or that it was written anew; the heads that ``runs.jsonl`` and the
    warehouse keep of each run can. Raises ReviewError when the ledger can't be read.
    """
    path = raw / REVIEWS_FILE
    if not raw.is_dir():
        raise ReviewError(f"{raw}: no such folder. Name the catalog's folder with --raw.")
    try:
        reviews = read_reviews(raw)
    except BrokenLedgerError as error:
        return False, str(error)
    kept = (*read_runs(raw), *(runs(warehouse) if warehouse.exists() else ()))
    noted = {run.run_id: run.head for run in kept}
    unlike = first_unlike(reviews, (run.head for run in kept))
    if unlike is not None:
        return False, f"{path}, entry {unlike[0]}: {unlike[1]}. Restore the file from a copy, from that line on"
    return True, f"{path}: {head(reviews)}; the chain holds, and is what {_count(len(noted))} saw"


def _count(runs_noted: int) -> str:
    return f"{runs_noted} run" + ("" if runs_noted == 1 else "s")
