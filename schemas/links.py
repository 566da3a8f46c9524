"""Which column points where: a name means one thing everywhere, so a key's name says what it refers to."""

from __future__ import annotations

from schemas.columns import Column, Table

#: Column, and the view whose key it is.
HOMES = {
    "claim_id": "claims",
    "observation_id": "observations",
    "source_id": "sources",
    "snapshot_id": "snapshots",
    "run_id": "runs",
    "indicator_id": "indicators",
    "municipality_code": "municipalities",
}
#: A verdict outlives what it judged: its claim, or even its source, may be gone. An observation that is held back is
#: left out of the views, and its witnesses are not.
LOOSE = frozenset({("reviews", "claim_id"), ("reviews", "source_id"), ("witnesses", "observation_id")})


def refers_to(table: Table, column: Column) -> str | None:
    """Return the view in which each value of this column is found, or None when it is no reference."""
    home = HOMES.get(column.name)
    if home is None or (table.name, column.name) in LOOSE or table.key == (column.name,):
        return None
    return home
