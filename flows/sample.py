"""Draw published values for people to judge, and write them as a worklist: a CSV file with empty columns to fill in.

Two samples are drawn from the same seed: one of all published values, and one of those that only one place vouches
for, which are the likelier to be wrong; so each of the two has a bound of its own. What is in both is judged once.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.jsonlines import replace_file
from schemas.binomial import sample_size
from schemas.pivotal import draw
from warehouse.errors import OutputError, WarehouseError
from warehouse.population import Published, published

ALL, SINGLE, BOTH = "all", "single", "all and single"
#: To be filled in by a person: accepted, rejected, corrected or unsure.
BLANKS = ("verdict", "right_value", "because", "reviewer")
COLUMNS = (
    *("number", "sample", "claim_id", "observation_id", "source_id", "page", "page_label", "reader", "status"),
    *("value_text", "value", "unit", "indicator", "year", "quote", "url"),
    *BLANKS,
    "content",
    "draw",
)
#: These are quoted as printed, so that no spreadsheet takes a text that begins with = or - for a formula.
_QUOTED = ("page_label", "value_text", "quote", "indicator")


@dataclass(frozen=True)
class Plan:
    """What was asked for: shares from 0 to 1, and the seed."""

    confidence: float
    bound: float
    seed: int


@dataclass(frozen=True)
class Worklist:
    """What was drawn, with the sample that each is in, in the order to be judged.

    ``values`` and ``singles`` are how many values are published, and how many of them only one place vouches for.
    """

    plan: Plan
    values: int
    singles: int
    rows: tuple[tuple[str, Published], ...]

    @property
    def mark(self) -> str:
        """All parameters of the draw and a checksum of what was drawn, so that a row that goes missing is missed."""
        ids = "\x1f".join(f"{sample} {value.claim_id}" for sample, value in self.rows)
        plan = self.plan
        told = f"seed {plan.seed}; confidence {plan.confidence}; bound {plan.bound}; "
        told += f"values {self.values}; singles {self.singles}; rows {len(self.rows)}; "
        return told + f"check {hashlib.sha256((told + ids).encode()).hexdigest()[:16]}"


def worklist(warehouse: Path, plan: Plan) -> Worklist:
    """Draw a worklist. Raises WarehouseError when the database can't be read, or publishes nothing."""
    values = published(warehouse)
    if not values:
        raise WarehouseError(f"{warehouse}: no value is published in it, so none can be drawn")
    size = sample_size(plan.bound, plan.confidence)
    of_all = draw({value.claim_id: value.stratum for value in values}, size, str(plan.seed), ALL)
    singles = {value.claim_id: value.stratum for value in values if value.single}
    of_singles = draw(singles, size, str(plan.seed), SINGLE)
    rows = tuple(
        (_sample(value.claim_id, of_all, of_singles), value)
        for value in values
        if value.claim_id in of_all | of_singles
    )
    return Worklist(plan, len(values), len(singles), rows)


def _sample(claim_id: str, of_all: frozenset[str], of_singles: frozenset[str]) -> str:
    if claim_id in of_all and claim_id in of_singles:
        return BOTH
    return ALL if claim_id in of_all else SINGLE


def write(drawn: Worklist, path: Path) -> bool:
    """Write the worklist, and return whether it is new: one that may be filled in is never overwritten.

    Raises OutputError when the file holds something else, OSError when it can't be written.
    """
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: no file, but a folder or a device. Name another with --out.")
    if path.exists():
        if drawn.mark in path.read_text(encoding="utf-8-sig", errors="replace"):
            return False
        raise OutputError(f"{path}: holds something else than this draw. Name another file with --out.")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, as_csv(drawn).encode("utf-8-sig"))
    return True


def as_csv(drawn: Worklist) -> str:
    """The worklist as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, (sample, value) in enumerate(drawn.rows, start=1):
        writer.writerow(_row(number, sample, value, drawn.mark))
    return out.getvalue()


def _row(number: int, sample: str, value: Published, mark: str) -> Sequence[object]:
    known = {"number": number, "sample": sample, "draw": mark} | dict.fromkeys(BLANKS, "")
    cells = (known[name] if name in known else getattr(value, name) for name in COLUMNS)
    shown = ("" if cell is None else cell for cell in cells)
    return [f"“{cell}”" if name in _QUOTED and cell else cell for name, cell in zip(COLUMNS, shown, strict=True)]
