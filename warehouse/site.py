"""What the auditor's page shows of each source: its numbers, where each stands, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.columns import Table
from schemas.findings import CLAIM_MARKS, CLAIM_REGIONS, CLAIMS, COVERAGE, WITNESSES
from schemas.records import INDICATORS, QUARANTINE, RUNS, SNAPSHOTS, SOURCES
from schemas.tables import OBSERVATIONS
from warehouse.connection import fetch, reading
from warehouse.ddl import PUBLIC, STORE
from warehouse.errors import WarehouseError

Row = Mapping[str, Any]
Box = tuple[int, float, float, float, float]

_ORDER = {SOURCES: "source_id", CLAIM_REGIONS: "claim_id, seq", CLAIM_MARKS: "claim_id, seq"}
_READ = (SOURCES, SNAPSHOTS, CLAIMS, CLAIM_REGIONS, CLAIM_MARKS, WITNESSES, COVERAGE, QUARANTINE)
#: The views leave out what is held back.
_CONTRADICTED = f"SELECT * FROM {STORE}.{OBSERVATIONS.name} WHERE status = 'contradicted' ORDER BY observation_id"
_SAID = ("page", "reader", "value_text", "value", "value_low", "value_high", "unit", "statistic", "qualifier")
_MEANT = ("year", "indicator_id", "quote", "context", "group_label", "subject", "content")


@dataclass(frozen=True)
class Shown:
    """One source: its row of ``sources``, its snapshot's row, its numbers in the order of its pages."""

    source: Row
    snapshot: Row
    numbers: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Site:
    """All sources that were read, the contradictions between them, the indicators' names, and the newest run."""

    sources: tuple[Shown, ...]
    contradictions: tuple[dict[str, Any], ...]
    indicators: dict[str, tuple[str, str]]
    run_id: str


def read_site(path: Path) -> Site:
    """Read what the page shows, at once. Raises WarehouseError when the database can't be read."""
    try:
        with reading(path) as connection:
            rows = {table.name: _rows(connection, table) for table in (*_READ, INDICATORS, RUNS)}
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
    denied = _contradictions(rows)
    numbers = _numbers(rows, {claim for each in denied for claim in (each["claim_id"], *each["against"])})
    read = [row for row in rows[SOURCES.name] if row["snapshot_id"] in snapshots and not row["problem"]]
    shown = (Shown(row, snapshots[row["snapshot_id"]], _in_order(numbers[row["source_id"]])) for row in read)
    names = {row["indicator_id"]: (row["label_sv"], row["label_en"]) for row in rows[INDICATORS.name]}
    newest = max(rows[RUNS.name], key=lambda row: row["finished_at"])
    return Site(tuple(shown), tuple(denied), names, str(newest["run_id"]))


def _contradictions(rows: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Each observation that a claim denies, with the claims that deny it."""
    against: dict[str, list[str]] = defaultdict(list)
    for row in rows[WITNESSES.name]:
        if not row["agrees"]:
            against[row["observation_id"]].append(row["claim_id"])
    kept = ("observation_id", "indicator_id", "year", "size_class", "category", "claim_id")
    observed = (row for row in rows[OBSERVATIONS.name] if row["observation_id"] in against)
    return [{name: row[name] for name in kept} | {"against": against[row["observation_id"]]} for row in observed]


def _numbers(rows: Mapping[str, list[dict[str, Any]]], denied: set[str]) -> dict[str, list[dict[str, Any]]]:
    marks, regions = _boxes(rows[CLAIM_MARKS.name]), _boxes(rows[CLAIM_REGIONS.name])
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows[CLAIMS.name]:
        state = "contradicted" if row["claim_id"] in denied else "used"
        boxes = marks.get(row["claim_id"]) or regions.get(row["claim_id"], [])
        found[row["source_id"]].append(_claim(row) | {"state": state, "boxes": boxes})
    for row in rows[QUARANTINE.name]:
        found[row["source_id"]].append(_held(row))
    for index, row in enumerate(rows[COVERAGE.name]):
        if row["status"] != "used":
            found[row["source_id"]].append(_token(row, index))
    return found


def _boxes(rows: Iterable[Row]) -> dict[str, list[Box]]:
    found: dict[str, list[Box]] = defaultdict(list)
    for row in rows:
        found[row["claim_id"]].append(_box(row))
    return found


def _box(row: Row) -> Box:
    x0, x1 = sorted((row["x0"], row["x1"]))
    top, bottom = sorted((row["top"], row["bottom"]))
    return row["page"], round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def _claim(row: Row) -> dict[str, Any]:
    said = {name: row[name] for name in (*_SAID, *_MEANT)}
    return said | {"id": row["claim_id"], "kind": "claim"}


def _held(row: Row) -> dict[str, Any]:
    said = {"page": row["page"], "reader": row["reader"], "value_text": row["raw_text"], "quote": row["raw_text"]}
    known = {"id": row["quarantine_id"], "content": row["quarantine_id"], "kind": "held"}
    why = known | {"state": "quarantined", "boxes": []}
    return said | why | {"value": None, "check": row["check_name"], "reason": row["reason"]}


def _token(row: Row, index: int) -> dict[str, Any]:
    boxes = [] if row["x0"] is None else [_box(row)]
    said = {"id": f"token-{index}", "kind": "token", "page": row["page"], "value_text": row["token"]}
    return said | {"state": row["status"], "rule": row["rule"], "boxes": boxes}


def _in_order(numbers: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """As they stand on the pages: from the top, then from the left."""

    def place(number: dict[str, Any]) -> tuple[int, float, float, str]:
        page, x0, top, *_ = number["boxes"][0] if number["boxes"] else (number["page"] or 0, 0.0, 0.0)
        return page, top, x0, number["id"]

    return tuple(sorted(numbers, key=place))
