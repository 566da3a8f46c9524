"""Which columns point where: a name means one thing everywhere, so a key's name says what it refers to.

The dictionary shows it, the Data Package declares it as foreign keys, and each build checks that all of it resolves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    "size_class": "size_classes",
    "category": "categories",
    "year": "time_periods",
}
#: Columns that refer together, from the last of them, and the view whose key they are.
TOGETHER = {"page": (("source_id", "page"), "pages")}
#: What tells of the past outlives what it tells of; a name in a chart is as printed; a reader's page may be wrong. An
#: observation that is held back is left out of the views, and its witnesses are not.
LOOSE = frozenset(
    {
        *(("reviews", name) for name in ("claim_id", "source_id")),
        ("chart_values", "category"),
        ("quarantine", "page"),
        ("witnesses", "observation_id"),
    }
)
LOOSE_TABLES = frozenset({"claim_history", "claim_versions", "observation_history", "source_history"})


@dataclass(frozen=True)
class Reference:
    """Columns of a table, whose values are found together in the columns of the same names of a view."""

    columns: tuple[str, ...]
    home: str


def references(table: Table) -> Iterator[Reference]:
    """All references of a table or view."""
    for column in table.columns:
        reference = _reference(table, column)
        if reference:
            yield reference


def refers_to(table: Table, column: Column) -> str | None:
    """Return the view in which each value of this column is found, or None when it is no reference."""
    reference = _reference(table, column)
    return reference.home if reference else None


def _reference(table: Table, column: Column) -> Reference | None:
    columns, home = TOGETHER.get(column.name, ((column.name,), HOMES.get(column.name)))
    if home is None or not set(columns) <= set(table.names) or table.name in (*LOOSE_TABLES, home):
        return None
    if table.key == (column.name,):
        return None
    return None if (table.name, column.name) in LOOSE else Reference(columns, home)
