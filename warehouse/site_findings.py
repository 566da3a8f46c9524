"""What the checks found, for the auditor's page: each with the numbers that it compared, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.check_meanings import CHECK_MEANINGS
from schemas.codes import CheckStatus
from schemas.findings import OBSERVATIONS, WITNESSES
from schemas.records import CHECKS
from warehouse.site_numbers import Row, Rows

_OF = ("observation_id", "indicator_id", "year", "size_class", "category", "statistic", "held")
_SAID = ("status", "scope", "expected", "found", "detail")


def denied(rows: Rows) -> frozenset[str]:
    """The claims of contradicted observations, and the claims that deny them."""
    contradicted = {row["observation_id"]: row["claim_id"] for row in rows[OBSERVATIONS.name]}
    deniers = (
        row["claim_id"] for row in rows[WITNESSES.name] if row["observation_id"] in contradicted and not row["agrees"]
    )
    return frozenset((*contradicted.values(), *deniers))


def findings(rows: Rows) -> Iterator[dict[str, Any]]:
    """Each check that failed or warned; those that contradict a number first, then by name and place."""
    observed = {row["observation_id"]: row for row in rows[OBSERVATIONS.name]}
    open_checks = [row for row in rows[CHECKS.name] if row["status"] != CheckStatus.PASS]
    for row in sorted(open_checks, key=_place):
        of = observed.get(row["scope"])
        claims = (row["claim_ids"] or "").split()
        yield {name: row[name] for name in _SAID} | {
            "check": row["check_name"],
            "claims": claims,
            "of": {name: of[name] for name in _OF} if of else None,
        }


def meanings() -> dict[str, tuple[str, str]]:
    """What each check means, in Swedish and English."""
    return {name: (swedish, english) for name, (english, swedish) in CHECK_MEANINGS.items()}


def _place(row: Row) -> tuple[bool, bool, str, str, str]:
    return row["status"] != CheckStatus.FAIL, not row["claim_ids"], row["check_name"], row["scope"], row["found"]
