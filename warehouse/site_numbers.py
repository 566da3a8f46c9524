"""The numbers of each source for the auditor's page: claims, rows held back, and tokens that no claim uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from schemas.findings import CLAIM_MARKS, CLAIM_REGIONS, CLAIMS, COVERAGE, OBSERVATIONS
from schemas.records import QUARANTINE

Row = Mapping[str, Any]
Rows = Mapping[str, list[dict[str, Any]]]
Number = dict[str, Any]
#: Page, x0, top, x1, bottom, in points from the page's top left.
Box = tuple[int, float, float, float, float]

_SAID = ("page", "reader", "value_text", "value", "value_low", "value_high", "unit", "statistic", "qualifier")
_MEANT = ("year", "indicator_id", "quote", "context", "group_label", "subject", "content")


def numbers_by_source(rows: Rows, denied: Collection[str]) -> dict[str, tuple[Number, ...]]:
    """Return each source's numbers in the order of its pages; ``denied`` are claims that something contradicts."""
    boxes = _places(rows)
    found: dict[str, list[Number]] = defaultdict(list)
    for row in rows[CLAIMS.name]:
        state = "contradicted" if row["claim_id"] in denied else "used"
        found[row["source_id"]].append(_claim(row) | {"state": state, "boxes": boxes.get(row["claim_id"], [])})
    held_claims = {row["quarantine_id"]: row["claim_id"] for row in rows[OBSERVATIONS.name]}
    for row in rows[QUARANTINE.name]:
        claim_id = held_claims.get(row["quarantine_id"])
        found[row["source_id"]].append(_held(row) | {"claim": claim_id, "boxes": boxes.get(claim_id or "", [])})
    for index, row in enumerate(rows[COVERAGE.name]):
        if row["status"] != "used":
            found[row["source_id"]].append(_token(row, index))
    return {source_id: in_order(numbers) for source_id, numbers in found.items()}


def in_order(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """As they stand on the pages: from the top, then from the left."""

    def place(number: Number) -> tuple[int, float, float, str]:
        page, x0, top, *_ = number["boxes"][0] if number["boxes"] else (number["page"] or 0, 0.0, 0.0)
        return page, top, x0, number["id"]

    return tuple(sorted(numbers, key=place))


def _places(rows: Rows) -> dict[str, list[Box]]:
    """The boxes of each claim: of the number itself where they are known, else of its quote."""
    return _boxes(rows[CLAIM_REGIONS.name]) | _boxes(rows[CLAIM_MARKS.name])


def _boxes(rows: Iterable[Row]) -> dict[str, list[Box]]:
    found: dict[str, list[Box]] = defaultdict(list)
    for row in rows:
        found[row["claim_id"]].append(box(row["page"], row["x0"], row["top"], row["x1"], row["bottom"]))
    return dict(found)


def box(page: int, x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box for the page, its edges in order and rounded to what a screen shows."""
    left, right = sorted((x0, x1))
    upper, lower = sorted((top, bottom))
    return page, round(left, 1), round(upper, 1), round(right, 1), round(lower, 1)


def _claim(row: Row) -> Number:
    said = {name: row[name] for name in (*_SAID, *_MEANT)}
    return said | {"id": row["claim_id"], "kind": "claim"}


def _held(row: Row) -> Number:
    said = {"page": row["page"], "reader": row["reader"], "value_text": row["raw_text"], "quote": row["raw_text"]}
    known = {"id": row["quarantine_id"], "content": row["quarantine_id"], "kind": "held", "state": "quarantined"}
    return said | known | {"value": None, "check": row["check_name"], "reason": row["reason"]}


def _token(row: Row, index: int) -> Number:
    edges = (row["x0"], row["top"], row["x1"], row["bottom"])
    boxes = [] if row["x0"] is None else [box(row["page"], *edges)]
    said = {"id": f"token-{index}", "kind": "token", "page": row["page"], "value_text": row["token"]}
    return said | {"state": row["status"], "rule": row["rule"], "boxes": boxes}
