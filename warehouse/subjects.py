"""What a person can decide about, by its id: a claim, or a row of the quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.reviews import Before
from warehouse.connection import fetch, reading
from warehouse.ddl import STORE
from warehouse.errors import QueryError, WarehouseError

MIN_PREFIX = 4
SUGGESTIONS = 5


@dataclass(frozen=True)
class Subject:
    """A claim, or a row of the quarantine (``check_name`` and ``reason`` say which check it failed and why).

    ``decision`` is the verdict that stands or ``none``, ``open``; ``decided_in`` where it is written down.
    ``contradicted`` says that a row of the quarantine holds back an observation, which can be released.
    """

    subject_id: str
    source_id: str
    content: str
    before: Before
    decision: str
    unit: str | None = None
    statistic: str | None = None
    decided_in: str | None = None
    check_name: str | None = None
    reason: str | None = None
    contradicted: bool = False

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim."""
        return self.check_name is None


_IDS = f"""
    SELECT claim_id AS id, claim_id AS subject_id FROM {STORE}.claims
    UNION ALL SELECT quarantine_id, quarantine_id FROM {STORE}.quarantine
    UNION ALL SELECT observation_id, claim_id FROM {STORE}.observations
"""
_ALIKE = f"SELECT DISTINCT id, subject_id FROM ({_IDS}) WHERE starts_with(id, $1) ORDER BY id = $1 DESC, id"
_CLAIM = f"""
    SELECT c.*, d.decided_in FROM {STORE}.claims AS c LEFT JOIN {STORE}.decisions AS d USING (claim_id)
    WHERE c.claim_id = $1
"""
_HELD = f"""
    SELECT q.*, EXISTS (
        SELECT 1 FROM {STORE}.observations AS o WHERE o.quarantine_id = q.quarantine_id
    ) AS contradicted
    FROM {STORE}.quarantine AS q WHERE q.quarantine_id = $1
"""


def find_subject(path: Path, wanted: str) -> Subject:
    """Return what an id names: of a claim, of an observation (then its claim), or of a row of the quarantine.

    An id may be cut short while only one begins so. Raises QueryError with suggestions for an unknown or ambiguous
    one, WarehouseError when the database can't be read.
    """
    try:
        with reading(path) as connection:
            subject_id = _resolved(connection, wanted.strip())
            return _claim(connection, subject_id) or _held(connection, subject_id)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: not a database of this version of skl: {error}. Next: skl ingest") from error


def _resolved(connection: duckdb.DuckDBPyConnection, wanted: str) -> str:
    found = fetch(connection, _ALIKE, [wanted]) if len(wanted) >= MIN_PREFIX else []
    if found and (len(found) == 1 or found[0]["id"] == wanted):
        return str(found[0]["subject_id"])
    if found:
        listed = ", ".join(str(row["id"]) for row in found[:SUGGESTIONS])
        more = f" and {len(found) - SUGGESTIONS} more" if len(found) > SUGGESTIONS else ""
        raise QueryError(f"“{wanted}” begins {len(found)} ids: {listed}{more}. Give more of it.")
    near = _nearest(connection, wanted)
    hint = f"Did you mean {near}?" if near else "skl check and skl quarantine list show ids"
    raise QueryError(f"no claim, observation or row of the quarantine has the id “{wanted}”. {hint}")


def _nearest(connection: duckdb.DuckDBPyConnection, wanted: str) -> str:
    """Ids that differ in a sign or two, as from a slip of the hand."""
    near = fetch(
        connection,
        f"SELECT id FROM ({_IDS}) WHERE damerau_levenshtein(id, $1) <= 2 "
        "ORDER BY damerau_levenshtein(id, $1), id LIMIT 3",
        [wanted],
    )
    return " or ".join(str(row["id"]) for row in near)


def _claim(connection: duckdb.DuckDBPyConnection, claim_id: str) -> Subject | None:
    found = fetch(connection, _CLAIM, [claim_id])
    if not found:
        return None
    row = found[0]
    return Subject(
        claim_id,
        str(row["source_id"]),
        str(row["content"]),
        Before(
            str(row["value_text"]),
            _number(row["value"]),
            str(row["quote"]),
            _page(row["page"]),
            str(row["meaning"]),
            str(row["subject"]),
        ),
        str(row["review"]),
        str(row["unit"]),
        str(row["statistic"]),
        None if row["decided_in"] is None else str(row["decided_in"]),
    )


def _held(connection: duckdb.DuckDBPyConnection, quarantine_id: str) -> Subject:
    row = fetch(connection, _HELD, [quarantine_id])[0]
    raw_text = str(row["raw_text"])
    return Subject(
        quarantine_id,
        str(row["source_id"]),
        quarantine_id,
        Before(raw_text, None, raw_text, _page(row["page"])),
        str(row["decision"]),
        check_name=str(row["check_name"]),
        reason=str(row["reason"]),
        contradicted=bool(row["contradicted"]),
    )


def _number(found: object) -> float | None:
    return None if found is None else float(str(found))


def _page(found: object) -> int | None:
    return None if found is None else int(str(found))
