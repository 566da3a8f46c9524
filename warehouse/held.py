"""Hold back what fails its checks, with everything that rests on it, and keep a record of each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from schemas.claim import Claim, Held, ListRow
from schemas.codes import CoverageStatus
from schemas.decisions import Decision, decided
from schemas.tables import BY_NAME
from schemas.validation import Failure, frame, split
from warehouse.rows import Document, Row

CLAIM_TABLES = ("claims", "claim_regions", "claim_marks")
DEPENDENT_TABLES = ("list_rows", "table_cells", "figures", "chart_values", "coverage", "evidence")
HELD_BACK = "held back"


@dataclass(frozen=True)
class Validated:
    """A document's valid rows by table, what was held back of it, and what people decided about its claims.

    ``list_rows`` are rows of its list that count otherwise than they were read, by their number.
    """

    document: Document
    frames: dict[str, pd.DataFrame]
    held: tuple[Held, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    list_rows: Mapping[int, ListRow] = field(default_factory=dict)

    @property
    def claims(self) -> dict[str, Claim]:
        """The claims that stayed, by id, as they count: without the rejected, with the corrected ones' values."""
        kept = set(self.frames["claims"]["claim_id"])
        counting = ((key, self._decided(key)) for key in self.document.claims if key in kept)
        return {key: claim for key, claim in counting if claim is not None}

    def _decided(self, claim_id: str) -> Claim | None:
        return decided(self.document.claims[claim_id], self.decisions.get(claim_id))

    def row(self, seq: int) -> ListRow:
        """A row of its list, by its number from 1, as it counts."""
        extraction = self.document.reading.extraction
        assert extraction is not None
        return self.list_rows.get(seq, extraction.rows[seq - 1])


def validate(document: Document) -> Validated:
    """Split every table of a document.

    A claim goes with a region or mark of its own that fails, since a number without its place is no evidence;
    regions, marks, list rows and cells go with their claim, and its coverage tokens become unexplained.
    """
    frames = {name: frame(BY_NAME[name], document.tables[name]) for name in (*CLAIM_TABLES, *DEPENDENT_TABLES)}
    held: list[Held] = []
    lost: set[str] = set()
    for name in CLAIM_TABLES:
        _, failures = split(BY_NAME[name], frames[name])
        for failure in failures:
            claim_id = str(frames[name]["claim_id"].iloc[failure.row])
            lost.add(claim_id)
            held.append(_of_claim(document.claims[claim_id], name, failure))
    frames = {name: _without(rows, lost, name) for name, rows in frames.items()}
    for name in DEPENDENT_TABLES:
        valid, failures = split(BY_NAME[name], frames[name])
        held += [_of_row(document, name, frames[name].iloc[failure.row], failure) for failure in failures]
        frames[name] = valid
    return Validated(document, frames, tuple(held))


def _without(rows: pd.DataFrame, lost: set[str], name: str) -> pd.DataFrame:
    if "claim_id" not in rows.columns:
        return rows
    gone = rows["claim_id"].isin(lost)
    if name != "coverage":
        return rows[~gone].reset_index(drop=True)
    status = rows["status"].mask(gone, CoverageStatus.UNEXPLAINED.value)
    rule, claim_id = rows["rule"].mask(gone, HELD_BACK), rows["claim_id"].mask(gone)
    return rows.assign(status=status, rule=rule, claim_id=claim_id)


def _of_claim(claim: Claim, name: str, failure: Failure) -> Held:
    where = "" if name == "claims" else f" (in {name})"
    raw_text = f"{claim.value_text} — {claim.quote}"
    return Held(claim.page, claim.reader, raw_text, failure.check, f"{failure.reason}{where}")


def _of_row(document: Document, name: str, row: pd.Series[str], failure: Failure) -> Held:
    known = document.claims.get(str(row.get("claim_id")))
    page = None if pd.isna(row["page"]) else int(row["page"])
    printed = row.drop(["source_id", "page", "claim_id"], errors="ignore").dropna()
    raw_text = known.quote if known else " · ".join(str(value) for value in printed)
    return Held(page, known.reader if known else name, raw_text, failure.check, failure.reason)


def quarantine_rows(source_id: str, held: Iterable[Held], run_id: str) -> Iterator[Row]:
    """Rows of the quarantine, named by their content."""
    seen: Counter[tuple[str, ...]] = Counter()
    for item in held:
        content = (source_id, str(item.page), item.reader, item.raw_text, item.check_name, item.reason)
        key = hashlib.sha256("\x1f".join((*content, str(seen[content]))).encode()).hexdigest()[:16]
        seen[content] += 1
        yield (key, source_id, item.page, item.reader, item.raw_text, item.check_name, item.reason, run_id)
