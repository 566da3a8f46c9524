"""The published values that a sample is drawn from: those of the observations and of the lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.codes import ObservationStatus
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import WarehouseError


@dataclass(frozen=True)
class Published:
    """A published value, with what a person needs to find and judge it; ``status`` as in ``observations``.

    ``content`` is the checksum of what is judged, as in ``claims``: a verdict on another content is none on this.
    """

    claim_id: str
    observation_id: str | None
    source_id: str
    page: int | None
    page_label: str | None
    reader: str
    status: str
    value_text: str
    value: float | None
    unit: str
    indicator: str
    year: int | None
    quote: str
    url: str
    content: str

    @property
    def stratum(self) -> tuple[str, str, str]:
        """What kind of error may have befallen it: who read it, in what, and who vouches for it."""
        return self.reader, self.source_id, self.status

    @property
    def single(self) -> bool:
        """Whether nobody else vouches for it."""
        return self.status == ObservationStatus.SINGLE


_PUBLISHED = f"""
    WITH published AS (
        SELECT o.claim_id, o.observation_id, o.status, i.label_sv AS indicator
        FROM {STORE}.observations AS o JOIN {STORE}.indicators AS i ON i.indicator_id = o.indicator_id
        WHERE NOT o.held
        UNION ALL
        SELECT DISTINCT l.claim_id, NULL, '{ObservationStatus.SINGLE}', l.municipality
        FROM {STORE}.list_rows_shown AS l
    )
    SELECT
        c.claim_id, p.observation_id, c.source_id, c.page, e.page_label, c.reader, p.status, c.value_text, c.value,
        c.unit, p.indicator, c.year, c.quote, n.url, c.content
    FROM published AS p
    JOIN {STORE}.claims AS c ON c.claim_id = p.claim_id
    JOIN {STORE}.snapshots AS n ON n.snapshot_id = c.snapshot_id
    LEFT JOIN {STORE}.evidence AS e ON e.claim_id = c.claim_id
    QUALIFY row_number() OVER (PARTITION BY c.claim_id ORDER BY p.observation_id NULLS LAST) = 1
    ORDER BY c.source_id, c.page NULLS FIRST, c.claim_id
"""


def published(path: Path) -> list[Published]:
    """Return every published value, once for each claim; raises WarehouseError when the database can't be read."""
    try:
        with reading(path) as connection:
            return [Published(**row) for row in fetch(connection, _PUBLISHED)]  # type: ignore[arg-type]
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error
