"""What became of every number on one page, for a picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.claim import Region
from schemas.codes import CoverageStatus, MediaType
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import EvidenceError, WarehouseError


@dataclass(frozen=True)
class PageNumbers:
    """The numbers of a page with their fates, and the snapshot that has the page; ``page`` counts from 1."""

    source_id: str
    page: int
    sha256: str
    numbers: tuple[tuple[Region, CoverageStatus], ...]


_SOURCE = f"""
    SELECT s.pages, s.problem, n.sha256, n.media_type
    FROM {STORE}.sources AS s LEFT JOIN {STORE}.snapshots AS n ON n.snapshot_id = s.snapshot_id
    WHERE s.source_id = $1
"""
_NUMBERS = f"""
    SELECT x0, top, x1, bottom, status FROM {STORE}.coverage
    WHERE source_id = $1 AND page = $2 AND x0 IS NOT NULL ORDER BY top, x0
"""
_KNOWN = f"SELECT source_id FROM {STORE}.sources WHERE pages > 0 ORDER BY source_id"


def page_numbers(path: Path, source_id: str, page: int) -> PageNumbers:
    """Return the numbers of a page. Raises EvidenceError when there is no such page to draw, WarehouseError as ever."""
    try:
        with reading(path) as connection:
            sha256 = _checked(connection, source_id, page)
            rows = connection.execute(_NUMBERS, [source_id, page]).fetchall()
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
    numbers = tuple((Region(page, *row[:4]), CoverageStatus(row[4])) for row in rows)
    return PageNumbers(source_id, page, sha256, numbers)


def _checked(connection: duckdb.DuckDBPyConnection, source_id: str, page: int) -> str:
    """The checksum of the snapshot that has the page, or the reason why there is none."""
    found = fetch(connection, _SOURCE, [source_id])
    if not found:
        known = ", ".join(str(row["source_id"]) for row in fetch(connection, _KNOWN))
        raise EvidenceError(f"no source has the id “{source_id}”. With pages: {known or 'none'}")
    source = found[0]
    if source["problem"] is not None or source["sha256"] is None:
        raise EvidenceError(f"{source_id}: not read, so nothing is known of its pages. See: skl check")
    if source["media_type"] != MediaType.PDF:
        raise EvidenceError(
            f"{source_id}: {source['media_type']}, which has no pages to draw. Its numbers: "
            f"skl query \"SELECT page, token, status, rule FROM coverage WHERE source_id = '{source_id}'\""
        )
    pages = int(str(source["pages"]))
    if not 1 <= page <= pages:
        raise EvidenceError(f"{source_id}: no page {page}; its pages are 1 to {pages}")
    return str(source["sha256"])
