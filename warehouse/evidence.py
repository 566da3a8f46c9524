"""From a number back to where it is printed: everything that ``skl audit show`` needs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.claim import Region
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import EvidenceError, WarehouseError

SUGGESTIONS = 5
MIN_PREFIX = 4


@dataclass(frozen=True)
class Witness:
    """A claim for the same key as an observation, and whether it agrees with the published value."""

    observation_id: str
    claim_id: str
    agrees: bool
    value_text: str
    value: float | None
    source_id: str
    page: int | None
    reader: str
    quote: str


@dataclass(frozen=True)
class Evidence:
    """One claim, the bytes it was read from, its place in them, and who else says the same or not.

    ``page`` counts from 1; boxes are PDF points from the page's top left; ``retrieved_at`` is in UTC.
    ``content`` is the checksum of what a person judges, ``file_name`` the snapshot's name beside the source's
    ``source.toml``; ``page_label``, ``line``, ``line_text`` and ``png`` are as in the view evidence.
    """

    claim_id: str
    observation_id: str | None
    value_text: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str
    statistic: str
    qualifier: str | None
    year: int | None
    indicator_id: str | None
    quote: str
    context: str
    reader: str
    page: int | None
    source_id: str
    source_title: str
    origin: str
    url: str
    sha256: str
    media_type: str
    file_name: str
    content: str
    retrieved_at: datetime
    ocr: bool
    page_label: str | None = None
    line: int | None = None
    line_text: str | None = None
    png: bytes | None = None
    regions: tuple[Region, ...] = ()
    marks: tuple[Region, ...] = ()
    witnesses: tuple[Witness, ...] = ()

    @property
    def supporting(self) -> tuple[Witness, ...]:
        """Other claims that agree with the observation's published value."""
        return tuple(witness for witness in self.witnesses if witness.agrees)

    @property
    def opposing(self) -> tuple[Witness, ...]:
        """Claims that don't."""
        return tuple(witness for witness in self.witnesses if not witness.agrees)


_LISTED = ("regions", "marks", "witnesses")
_CLAIM = f"""
    SELECT c.*, o.observation_id, s.title AS source_title,
        n.url, n.sha256, n.media_type, n.file_name, n.retrieved_at,
        e.page_label, e.line, e.line_text, e.png
    FROM {STORE}.claims AS c
    JOIN {STORE}.sources AS s ON s.source_id = c.source_id
    JOIN {STORE}.snapshots AS n ON n.snapshot_id = c.snapshot_id
    LEFT JOIN {STORE}.evidence AS e ON e.claim_id = c.claim_id
    LEFT JOIN {STORE}.witnesses AS w ON w.claim_id = c.claim_id
    LEFT JOIN {STORE}.observations AS o ON o.observation_id = w.observation_id
    WHERE c.claim_id = $1 OR (o.observation_id = $1 AND o.claim_id = c.claim_id)
"""
_WITNESSES = f"""
    SELECT w.observation_id, w.claim_id, w.agrees,
        c.value_text, c.value, c.source_id, c.page, c.reader, c.quote
    FROM {STORE}.witnesses AS w
    JOIN {STORE}.claims AS c ON c.claim_id = w.claim_id
    WHERE w.observation_id = $1 AND w.claim_id <> $2
"""
_PLACES = "SELECT page, x0, top, x1, bottom FROM {}.{} WHERE claim_id = $1 ORDER BY seq"
_ALIKE = f"""
    SELECT claim_id AS id FROM {STORE}.claims WHERE starts_with(claim_id, $1)
    UNION ALL SELECT observation_id FROM {STORE}.observations WHERE starts_with(observation_id, $1)
    ORDER BY id LIMIT {SUGGESTIONS}
"""


def evidence(path: Path, wanted_id: str) -> Evidence:
    """Return the evidence for a claim, or for the claim that an observation is taken from.

    Raises EvidenceError with a hint for an unknown id, WarehouseError when the database can't be read.
    """
    try:
        with reading(path) as connection:
            return _evidence(connection, wanted_id.strip())
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error


def _evidence(connection: duckdb.DuckDBPyConnection, wanted_id: str) -> Evidence:
    found = fetch(connection, _CLAIM, [wanted_id])
    if not found:
        raise EvidenceError(f"no claim and no observation has the id “{wanted_id}”. {_hint(connection, wanted_id)}")
    row: dict[str, Any] = found[0]
    claim_id, observation_id = row["claim_id"], row["observation_id"]
    own = {field.name: row[field.name] for field in fields(Evidence) if field.name not in _LISTED}
    own["retrieved_at"] = row["retrieved_at"].replace(tzinfo=UTC)
    return Evidence(
        **own,
        regions=_places(connection, "claim_regions", claim_id),
        marks=_places(connection, "claim_marks", claim_id),
        witnesses=_witnesses(connection, observation_id, claim_id),
    )


def _places(connection: duckdb.DuckDBPyConnection, table: str, claim_id: str) -> tuple[Region, ...]:
    rows = connection.execute(_PLACES.format(STORE, table), [claim_id]).fetchall()
    return tuple(Region(*row) for row in rows)


def _witnesses(connection: duckdb.DuckDBPyConnection, observation_id: str | None, claim_id: str) -> tuple[Witness, ...]:
    rows = connection.execute(_WITNESSES, [observation_id, claim_id]).fetchall()
    return tuple(Witness(*row) for row in rows)


def _hint(connection: duckdb.DuckDBPyConnection, wanted_id: str) -> str:
    alike = fetch(connection, _ALIKE, [wanted_id]) if len(wanted_id) >= MIN_PREFIX else []
    if alike:
        return "Ids that begin so: " + ", ".join(str(row["id"]) for row in alike)
    return 'Find one with: skl query "SELECT claim_id, value_text, quote FROM claims"'
