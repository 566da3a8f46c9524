"""The real ranking of 290 municipalities, held against its author's own data file."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tally import Tally, tally

from schemas.claim import Extraction
from schemas.municipalities import municipalities


@dataclass(frozen=True)
class _Row:
    code: str
    county: str
    percent: float
    kton: float


def tally_rows(found: Extraction, truth: Path) -> Tally:
    """Compare municipality, percent, kton and county; the truth is unrounded, one decimal is printed."""
    counties, kton = _column(found, "Län"), _column(found, "(kton)")
    have = [
        (row.municipality_code, row.score, kton.get(row.municipality_code), counties.get(row.municipality_code))
        for row in found.rows
    ]
    return tally(have, [(row.code, row.percent, row.kton, row.county) for row in _read(truth)])


def wrong_ranks(found: Extraction, truth: Path) -> list[str]:
    """One line for each rank that is not one of its percentage's places, or that is given twice.

    Municipalities with the same printed percentage stand in no particular order, so any place among theirs is right.
    """
    places = defaultdict[float, set[int]](set)
    percents: dict[str, float] = {}
    for place, printed in enumerate(sorted(_read(truth), key=lambda printed: printed.percent), start=1):
        places[printed.percent].add(place)
        percents[printed.code] = printed.percent
    told, taken = [], set[int]()
    for row in found.rows:
        rank = row.rank
        if rank is None or rank in taken or rank not in places[percents[row.municipality_code]]:
            told.append(f"real ranking: {row.municipality_code} has rank {rank}")
        if rank is not None:
            taken.add(rank)
    return told


def _column(found: Extraction, header: str) -> dict[str, object]:
    """A column's cells by municipality."""
    codes = {municipality.name: municipality.code for municipality in municipalities()}
    return {
        codes[cell.row_label]: cell.value_text if cell.value is None else cell.value
        for cell in found.cells
        if header in cell.column_label and cell.row_label in codes
    }


def _read(truth: Path) -> list[_Row]:
    codes = {municipality.name: municipality.code for municipality in municipalities()}
    with truth.open(encoding="utf-8", newline="") as lines:
        return [
            _Row(codes[row["kommun"]], row["lan"], _rounded(row["change_pct"]), _rounded(row["change_t"], 1000))
            for row in csv.DictReader(lines)
        ]


def _rounded(text: str, unit: float = 1.0) -> float:
    return round(float(text) / unit, 1)
