"""What a person should look at: held back, contradicted, not passed, not explained, not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.claim import Region
from warehouse.connection import reading
from warehouse.errors import WarehouseError

FIRST = 5


@dataclass(frozen=True)
class HeldRow:
    """A row of the quarantine."""

    quarantine_id: str
    source_id: str
    page: int | None
    reader: str
    raw_text: str
    check_name: str
    reason: str


@dataclass(frozen=True)
class Contradiction:
    """An observation, and one claim that denies it."""

    observation_id: str
    indicator: str
    year: int
    size_class: str | None
    category: str | None
    value: float
    source_id: str
    page: int | None
    against_claim_id: str
    against_value_text: str
    against_source_id: str
    against_page: int | None


@dataclass(frozen=True)
class OpenCheck:
    """A check that did not pass."""

    check_name: str
    scope: str
    status: str
    expected: str
    found: str
    detail: str
    meaning: str | None = None


@dataclass(frozen=True)
class StrayToken:
    """A number that no claim uses and no rule explains; ``region`` None where the medium has no boxes."""

    token: str
    page: int | None
    region: Region | None


@dataclass(frozen=True)
class Unexplained:
    """All stray numbers of a source: how many, how many of them in charts, of how many, and the first few or all."""

    source_id: str
    count: int
    in_charts: int
    tokens: int
    listed: tuple[StrayToken, ...]


@dataclass(frozen=True)
class Unbound:
    """Claims of a source that no indicator holds, of how many; lists of municipalities have views of their own."""

    source_id: str
    count: int
    claims: int


@dataclass(frozen=True)
class Unread:
    """A source that was not read, and why."""

    source_id: str
    problem: str


@dataclass(frozen=True)
class LapsedReview:
    """A verdict that no longer holds: what was judged, and what stands in its place now, where that is known."""

    subject_id: str
    source_id: str
    verdict: str
    reviewer: str
    before_value_text: str
    before_quote: str
    before_page: int | None
    successor_id: str | None
    after_value_text: str | None
    after_quote: str | None
    after_page: int | None


@dataclass(frozen=True)
class OpenQuestions:
    """Everything that ``skl check`` lists; contradictions are not repeated among what is held back or the checks."""

    unread: tuple[Unread, ...]
    held: tuple[HeldRow, ...]
    contradictions: tuple[Contradiction, ...]
    checks: tuple[OpenCheck, ...]
    unexplained: tuple[Unexplained, ...]
    unbound: tuple[Unbound, ...] = ()
    lapsed: tuple[LapsedReview, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look at; a number about something else than the codebook is no fault."""
        return not (self.unread or self.held or self.contradictions or self.checks or self.unexplained or self.lapsed)


_UNREAD = "SELECT source_id, problem FROM sources WHERE problem IS NOT NULL AND NOT hidden ORDER BY ALL"
_HELD = """
    SELECT quarantine_id, source_id, page, reader, raw_text, check_name, reason
    FROM quarantine WHERE check_name <> 'observation_contradicted' AND decision = 'open'
    ORDER BY source_id, page, check_name, raw_text
"""
_CONTRADICTIONS = """
    SELECT p.observation_id, p.indicator, p.year, p.size_class, p.category, p.value, p.source_id, p.page,
        c.claim_id, c.value_text, c.source_id, c.page
    FROM (
        SELECT o.*, i.label_sv AS indicator, said.source_id, said.page
        FROM store.observations AS o
        JOIN store.indicators AS i ON i.indicator_id = o.indicator_id
        JOIN store.claims AS said ON said.claim_id = o.claim_id
        LEFT JOIN store.quarantine AS q ON q.quarantine_id = o.quarantine_id
        WHERE q.decision IS NULL OR q.decision = 'open'
    ) AS p
    JOIN witnesses AS w ON w.observation_id = p.observation_id AND NOT w.agrees
    JOIN claims AS c ON c.claim_id = w.claim_id
    ORDER BY p.indicator, p.year, p.observation_id, c.claim_id
"""
_CHECKS = """
    SELECT check_name, scope, status, expected, found, detail, meaning FROM checks
    WHERE status <> 'pass' AND check_name <> 'observation_contradicted' ORDER BY status, check_name, scope
"""
_COUNTS = """
    SELECT source_id, count(*) FILTER (status = 'unexplained') AS stray,
        count(*) FILTER (status = 'unexplained' AND rule = 'chart'), count(*)
    FROM coverage GROUP BY source_id HAVING stray > 0 ORDER BY source_id
"""
_UNBOUND = """
    SELECT source_id, count(*) FILTER (indicator_id IS NULL) AS unbound, count(*) FROM claims
    WHERE reader NOT IN ('ranking', 'app_list', 'eservice_counts')
    GROUP BY source_id HAVING unbound > 0 ORDER BY source_id
"""
_LAPSED = """
    SELECT coalesce(claim_id, quarantine_id), source_id, verdict, reviewer,
        before_value_text, before_quote, before_page, successor_id, after_value_text, after_quote, after_page
    FROM reviews WHERE state = 'lapsed' ORDER BY entry
"""
_LISTED = """
    SELECT token, page, x0, top, x1, bottom FROM coverage
    WHERE source_id = $1 AND status = 'unexplained' ORDER BY page, top, x0, token
"""


def open_questions(path: Path, *, every: bool = False) -> OpenQuestions:
    """Read everything that is open, with the first few stray numbers of each source or ``every`` one.

    Raises WarehouseError when the database can't be read.
    """
    try:
        with reading(path) as connection:
            return OpenQuestions(
                unread=tuple(Unread(*row) for row in connection.execute(_UNREAD).fetchall()),
                held=tuple(HeldRow(*row) for row in connection.execute(_HELD).fetchall()),
                contradictions=tuple(Contradiction(*row) for row in connection.execute(_CONTRADICTIONS).fetchall()),
                checks=tuple(OpenCheck(*row) for row in connection.execute(_CHECKS).fetchall()),
                unexplained=_unexplained(connection, None if every else FIRST),
                unbound=tuple(Unbound(*row) for row in connection.execute(_UNBOUND).fetchall()),
                lapsed=tuple(LapsedReview(*row) for row in connection.execute(_LAPSED).fetchall()),
            )
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of skl's: {error}") from error


def _unexplained(connection: duckdb.DuckDBPyConnection, most: int | None) -> tuple[Unexplained, ...]:
    counts = connection.execute(_COUNTS).fetchall()
    return tuple(
        Unexplained(source_id, stray, charts, tokens, _listed(connection, source_id)[:most])
        for source_id, stray, charts, tokens in counts
    )


def _listed(connection: duckdb.DuckDBPyConnection, source_id: str) -> tuple[StrayToken, ...]:
    return tuple(_stray(*row) for row in connection.execute(_LISTED, [source_id]).fetchall())


def _stray(token: str, page: int | None, *box: float | None) -> StrayToken:
    x0, top, x1, bottom = box
    if page is None or x0 is None or top is None or x1 is None or bottom is None:
        return StrayToken(token, page, None)
    return StrayToken(token, page, Region(page, x0, top, x1, bottom))
