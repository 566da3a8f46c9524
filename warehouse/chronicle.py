"""What was published when: what this run publishes, as its views say, and the rows of the history tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import duckdb
import pandas as pd

from schemas.chronicle import (
    CLAIM_VERSIONS,
    EDGES,
    OBSERVATION_HISTORY,
    PUBLISHED,
    READ_FROM,
    REMEMBERED,
    SOURCE_HISTORY,
)
from schemas.columns import Column, Table
from schemas.history import Entry, Moment, Record, Records, Spell, State, noted, spells
from schemas.reading import Run
from schemas.validation import frame
from warehouse.ddl import PUBLIC, STORE

#: Given what a run publishes, returns what every run did, as entries, the last one its own unless it changes nothing.
Remember = Callable[[State], Sequence[Entry]]
#: Kind in the history, its table, and the columns of a record.
VERSIONED: tuple[tuple[str, Table, tuple[Column, ...]], ...] = (
    ("claims", CLAIM_VERSIONS, (*REMEMBERED, *EDGES)),
    ("observations", OBSERVATION_HISTORY, PUBLISHED),
    ("sources", SOURCE_HISTORY, READ_FROM),
)
#: Boxes are kept to a tenth of a point.
_TENTHS = 1
_CLAIMS = f"""
    SELECT c.claim_id, {", ".join(f"c.{column.name}" for column in REMEMBERED[:-1])}, w.observation_id,
        {", ".join(f"round(m.{edge.name}, {_TENTHS}) AS {edge.name}" for edge in EDGES)}
    FROM {PUBLIC}.claims AS c
    LEFT JOIN {STORE}.claim_marks AS m ON m.claim_id = c.claim_id AND m.seq = 1
    LEFT JOIN (SELECT claim_id, min(observation_id) AS observation_id FROM {PUBLIC}.witnesses GROUP BY claim_id) AS w
        ON w.claim_id = c.claim_id
    ORDER BY c.source_id, c.page, m.top, m.x0, c.claim_id
"""
_OBSERVATIONS = f"""
    SELECT observation_id, {", ".join(column.name for column in PUBLISHED if column.name != "review")},
        nullif(review, 'none') AS review
    FROM {PUBLIC}.observations ORDER BY observation_id
"""
_SOURCES = f"""
    SELECT s.source_id, n.snapshot_id, n.content_hash, n.layout_hash
    FROM {PUBLIC}.sources AS s JOIN {PUBLIC}.snapshots AS n ON n.snapshot_id = s.snapshot_id
    WHERE s.problem IS NULL AND NOT s.hidden ORDER BY s.source_id
"""


def begun(run: Run, now: State) -> list[Entry]:
    """A history that begins with this run."""
    return [noted(Moment(run.run_id, run.started_at), None, State(), now)]


def published(connection: duckdb.DuckDBPyConnection) -> State:
    """What the views of the attached database show."""
    return State(
        sources=_records(connection, _SOURCES),
        claims=_records(connection, _CLAIMS),
        observations=_records(connection, _OBSERVATIONS),
    )


def _records(connection: duckdb.DuckDBPyConnection, query: str) -> Records:
    """Rows by their first column; what is NULL is left out, so that a ledger of them stays short."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or ()][1:]
    return {
        str(key): {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for key, *row in result.fetchall()
    }


def version_frames(entries: Sequence[Entry], run: Run) -> dict[str, pd.DataFrame]:
    """The rows of the history tables, with everything that ``run`` publishes still going on."""
    now = Moment(run.run_id, run.started_at)
    return {table.name: frame(table, _rows(spells(entries, kind, now), columns)) for kind, table, columns in VERSIONED}


def _rows(known: Iterable[Spell], columns: tuple[Column, ...]) -> list[tuple[object, ...]]:
    return [(spell.id, *_values(spell.record, columns), *_time(spell)) for spell in known]


def _values(record: Record, columns: tuple[Column, ...]) -> list[object]:
    return [record.get(column.name) for column in columns]


def _time(spell: Spell) -> tuple[object, ...]:
    moments = (_plain(spell.first.at), _plain(spell.last.at))
    return (spell.first.run_id, spell.last.run_id, spell.until, *moments)


def _plain(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
