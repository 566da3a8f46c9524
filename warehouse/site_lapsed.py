"""Verdicts that lapsed, for the auditor's page: what was judged, and what stands in its place now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from warehouse.site_numbers import Row

_SIDE = ("value_text", "value", "quote", "page")


def lapsed(reviews: Iterable[Row]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return the lapsed verdicts of each source, oldest first; ``reviews`` in the ledger's order."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reviews:
        if row["state"] == "lapsed":
            found[row["source_id"]].append(_lapsed(row))
    return {source_id: tuple(changed) for source_id, changed in found.items()}


def _lapsed(row: Row) -> dict[str, Any]:
    """``entry_hash`` names the ledger's entry, ``successor`` the claim that stands in its place, if one does."""
    return {
        "subject": row["claim_id"] or row["quarantine_id"],
        "entry_hash": row["entry_hash"],
        "successor": row["successor_id"],
        "verdict": row["verdict"],
        "value": row["value"],
        "because": row["note"] or "",
        "reviewer": row["reviewer"],
        "reviewed_at": row["reviewed_at"].isoformat(timespec="seconds"),
        "before": _side(row, "before"),
        "after": _side(row, "after"),
    }


def _side(row: Row, when: str) -> dict[str, Any] | None:
    side = {name: row[f"{when}_{name}"] for name in _SIDE}
    return side if side["value_text"] is not None else None
