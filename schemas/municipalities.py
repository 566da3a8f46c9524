"""The municipalities of the survey's years, as the reference file has them. Codes are text: 0114 keeps its zero."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE_FILE = Path(__file__).with_name("reference") / "municipalities.csv"


@dataclass(frozen=True)
class Municipality:
    """One municipality: codes of Statistics Sweden, population on 31 December 2013, the publisher's group of 2011."""

    code: str
    name: str
    county_code: str
    county: str
    population_2013: int
    skl_group_2011: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities in the order of their codes."""
    with REFERENCE_FILE.open(encoding="utf-8", newline="") as file:
        rows = [_municipality(row) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: row.code))


@cache
def municipality_codes() -> frozenset[str]:
    """All known codes."""
    return frozenset(row.code for row in municipalities())


def _municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        code=row["municipality_code"],
        name=row["municipality_name"],
        county_code=row["county_code"],
        county=row["county_name"],
        population_2013=int(row["population_2013"]),
        skl_group_2011=row["skl_group_2011"],
    )
