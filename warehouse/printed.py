"""The claims of each source as the warehouse has them, to be read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.claim import Claim, Region
from schemas.codes import MediaType
from schemas.rereading import Printed
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import EvidenceError, WarehouseError


@dataclass(frozen=True)
class PrintedSource:
    """A source that the views show, the bytes it was read from, and its claims; ``ocr`` as in ``claims``."""

    source_id: str
    sha256: str
    media_type: MediaType
    ocr: bool
    claims: tuple[Printed, ...]


_SOURCES = f"""
    SELECT s.source_id, n.sha256, n.media_type, n.text_layer IS NOT DISTINCT FROM 'ocr' AS ocr
    FROM {STORE}.sources AS s JOIN {STORE}.snapshots AS n ON n.snapshot_id = s.snapshot_id
    WHERE NOT s.hidden AND s.problem IS NULL ORDER BY s.source_id
"""
#: A claim is published that a view shows the value of: as an observation, in a list, a table or a chart.
_CLAIMS = f"""
    SELECT c.*, coalesce(t.scale, 1) AS scale, c.claim_id IN (
        SELECT claim_id FROM {STORE}.observations UNION SELECT claim_id FROM {STORE}.list_rows
        UNION SELECT claim_id FROM {STORE}.table_cells WHERE claim_id IS NOT NULL
        UNION SELECT claim_id FROM {STORE}.chart_values
    ) AS published
    FROM {STORE}.claims AS c
    LEFT JOIN (
        SELECT claim_id, max(scale) AS scale FROM {STORE}.table_cells GROUP BY claim_id
    ) AS t ON t.claim_id = c.claim_id
    ORDER BY c.source_id, c.page NULLS FIRST, c.claim_id
"""
_PLACES = f"SELECT claim_id, page, x0, top, x1, bottom FROM {STORE}.{{}} ORDER BY claim_id, seq"


def printed_sources(path: Path, source_ids: Sequence[str] = ()) -> list[PrintedSource]:
    """Return the sources that the views show, or those that are named, with all their claims.

    Raises EvidenceError for a source that is not there, WarehouseError when the database can't be read.
    """
    try:
        with reading(path) as connection:
            sources = fetch(connection, _SOURCES)
            claims = _claims(connection)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
    known = [str(source["source_id"]) for source in sources]
    for wanted in source_ids:
        if wanted not in known:
            raise EvidenceError(f"{path}: nothing was read from a source “{wanted}”. Read: {', '.join(known)}")
    return [_source(source, claims) for source in sources if not source_ids or source["source_id"] in source_ids]


def _source(row: dict[str, Any], claims: dict[str, list[Printed]]) -> PrintedSource:
    media = MediaType(row["media_type"])
    own = tuple(claims[row["source_id"]])
    return PrintedSource(row["source_id"], row["sha256"], media, row["ocr"], own)


def _claims(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Printed]]:
    regions, marks = (dict(_places(connection, table)) for table in ("claim_regions", "claim_marks"))
    by_source: defaultdict[str, list[Printed]] = defaultdict(list)
    for row in fetch(connection, _CLAIMS):
        claim_id = str(row["claim_id"])
        claim = _claim(row, regions.get(claim_id, ()), marks.get(claim_id, ()))
        by_source[str(row["source_id"])].append(
            Printed(claim_id, claim, bool(row["published"]), int(str(row["scale"])))
        )
    return by_source


def _places(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, tuple[Region, ...]]]:
    boxes: defaultdict[str, list[Region]] = defaultdict(list)
    for claim_id, *box in connection.execute(_PLACES.format(table)).fetchall():
        boxes[claim_id].append(Region(*box))
    return ((claim_id, tuple(found)) for claim_id, found in boxes.items())


def _claim(row: dict[str, Any], regions: tuple[Region, ...], marks: tuple[Region, ...]) -> Claim:
    names = (
        "reader",
        "page",
        "value_text",
        "value",
        "value_low",
        "value_high",
        "unit",
        "statistic",
        "quote",
        "context",
    )
    other = {"qualifier": row["qualifier"], "year": row["year"], "group": row["group_label"], "subject": row["subject"]}
    return Claim(**{name: row[name] for name in names}, **other, regions=regions, marks=marks)
