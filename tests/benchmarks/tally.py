"""Compare what was read with what is printed, as multisets: a row read twice is one right and one wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.claim import Extraction
from schemas.codes import Kind

Row = tuple[object, ...]


@dataclass(frozen=True)
class Tally:
    """How many rows were right, and which were wrong (read, not printed) or missing (printed, not read)."""

    right: int
    wrong: tuple[Row, ...]
    missing: tuple[Row, ...]

    @property
    def whole(self) -> bool:
        """Whether every row was read and no other."""
        return not self.wrong and not self.missing

    def __str__(self) -> str:
        return f"{self.right} right, {len(self.wrong)} wrong, {len(self.missing)} missing"

    def misses(self, label: str) -> list[str]:
        """One line for each wrong or missing row."""
        return [
            *(f"{label}: wrong {row}" for row in self.wrong),
            *(f"{label}: missing {row}" for row in self.missing),
        ]


def tally(found: Iterable[Row], truth: Iterable[Row]) -> Tally:
    """Count rows on both sides."""
    have, want = Counter(found), Counter(truth)
    return Tally((have & want).total(), tuple((have - want).elements()), tuple((want - have).elements()))


def tally_list(found: Extraction, kind: Kind, truth: list[dict[str, Any]]) -> Tally:
    """Compare a list's rows; an app list has one row for each app of a municipality."""
    if kind is Kind.APP_LIST:
        have: list[Row] = [(row.municipality_code, row.app) for row in found.rows]
        return tally(have, [(entry["code"], app) for entry in truth for app in entry["apps"]])
    if kind is Kind.ESERVICE_COUNTS:
        have = [(row.municipality_code, row.eservices) for row in found.rows]
        return tally(have, [(entry["code"], entry["n"]) for entry in truth])
    ranked = any("rank" in entry for entry in truth)
    have = [(row.municipality_code, row.score, row.rank_group, row.rank if ranked else None) for row in found.rows]
    return tally(have, [(entry["code"], float(entry["score"]), entry["group"], entry.get("rank")) for entry in truth])


def read_truth(path: Path, kind: Kind) -> list[dict[str, Any]]:
    """A list's truth; a ranking's fifteen groups go by points, from 14 in the first to 0 in the last."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    if kind is Kind.RANKING:
        return [{"group": 15 - row["score"], **row} for row in rows]
    return rows
