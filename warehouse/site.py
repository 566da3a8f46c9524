"""What the auditor's page shows: each source's numbers, where each stands, what became of it, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.columns import Table
from schemas.findings import CLAIM_MARKS, CLAIM_REGIONS, CLAIMS, COVERAGE, OBSERVATIONS, WITNESSES
from schemas.opinions import REVIEWS
from schemas.records import CHECKS, INDICATORS, QUARANTINE, RUNS, SNAPSHOTS, SOURCES
from warehouse.connection import fetch, reading
from warehouse.ddl import PUBLIC, STORE
from warehouse.errors import WarehouseError
from warehouse.site_findings import denied, findings
from warehouse.site_lapsed import lapsed
from warehouse.site_numbers import Number, Row, numbers_by_source

_ORDER = {SOURCES: "source_id", CLAIM_REGIONS: "claim_id, seq", CLAIM_MARKS: "claim_id, seq", REVIEWS: "entry"}
_READ = (
    *(SOURCES, SNAPSHOTS, CLAIMS, CLAIM_REGIONS, CLAIM_MARKS, WITNESSES, COVERAGE),
    *(QUARANTINE, CHECKS, REVIEWS, INDICATORS, RUNS),
)
#: The views leave out what is held back.
_CONTRADICTED = f"SELECT * FROM {STORE}.{OBSERVATIONS.name} WHERE status = 'contradicted' ORDER BY observation_id"


@dataclass(frozen=True)
class Shown:
    """One source: its rows of ``sources`` and ``snapshots``, its numbers in the order of its pages.

    ``lapsed`` are verdicts on what has changed since, with before and after.
    """

    source: Row
    snapshot: Row
    numbers: tuple[Number, ...]
    lapsed: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Site:
    """All sources that were read and those that were not, what checks found, the indicators' names, the newest run."""

    sources: tuple[Shown, ...]
    unread: tuple[Row, ...]
    findings: tuple[dict[str, Any], ...]
    indicators: dict[str, tuple[str, str]]
    run_id: str


def read_site(path: Path) -> Site:
    """Read what the page shows, at once. Raises WarehouseError when the database can't be read."""
    try:
        with reading(path) as connection:
            rows = {table.name: _rows(connection, table) for table in _READ}
            rows[OBSERVATIONS.name] = fetch(connection, _CONTRADICTED)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
    if not rows[RUNS.name]:
        raise WarehouseError(f"{path}: no run is recorded in it. Make it anew with: skl ingest")
    return _site(rows)


def _rows(connection: duckdb.DuckDBPyConnection, table: Table) -> list[dict[str, Any]]:
    return fetch(connection, f"SELECT * FROM {PUBLIC}.{table.name} ORDER BY {_ORDER.get(table, 'ALL')}")


def _site(rows: Mapping[str, list[dict[str, Any]]]) -> Site:
    snapshots = {row["snapshot_id"]: row for row in rows[SNAPSHOTS.name]}
    numbers, changed = numbers_by_source(rows, denied(rows)), lapsed(rows[REVIEWS.name])
    read = [row for row in rows[SOURCES.name] if row["snapshot_id"] in snapshots and not row["problem"]]
    shown = (
        Shown(row, snapshots[row["snapshot_id"]], numbers.get(row["source_id"], ()), changed.get(row["source_id"], ()))
        for row in read
    )
    names = {row["indicator_id"]: (row["label_sv"], row["label_en"]) for row in rows[INDICATORS.name]}
    newest = max(rows[RUNS.name], key=lambda row: row["finished_at"])
    unread = tuple(row for row in rows[SOURCES.name] if row not in read)
    return Site(tuple(shown), unread, tuple(findings(rows)), names, str(newest["run_id"]))
