"""Small hand-made readings: what a document says is written into the test that asks for it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from schemas.catalog import Source
from schemas.claim import Claim, Extraction, ListRow, Region
from schemas.codes import Kind, MediaType, Origin, Reader, Statistic, Unit
from schemas.reading import Reading, Run
from schemas.snapshot import Snapshot

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
APPS = "46 procent av kommunerna erbjuder appar."
RANKED = "186 kommuner ingår i rankinglistan, som i sin helhet kan läsas i bilaga 6."
PUBLISHER = "Sveriges Kommuner och Landsting"


def share(value: float = 46.0, **changes: object) -> Claim:
    """A percentage in prose; by default the share of municipalities that offer apps."""
    text = str(changes.pop("value_text", f"{value:g} procent"))
    known: dict[str, object] = {
        "reader": Reader.PROSE,
        "page": 2,
        "value_text": text,
        "value": value,
        "value_low": value - 0.5,
        "value_high": value + 0.5,
        "unit": Unit.PERCENT,
        "statistic": Statistic.SHARE,
        "quote": f"{text} av kommunerna erbjuder appar.",
        "context": f"{text} av kommunerna erbjuder appar.",
        "year": 2014,
        "regions": (Region(2, 70, 100, 400, 112),),
        "marks": (Region(2, 70, 100, 120, 112),),
    }
    return Claim(**{**known, **changes})  # type: ignore[arg-type]


def counted(value: int, quote: str, **changes: object) -> Claim:
    """A number of municipalities, printed in digits unless ``value_text`` says else."""
    known = {"value_text": str(value), "value_low": float(value), "value_high": float(value)}
    said = {"unit": Unit.MUNICIPALITIES, "statistic": Statistic.COUNT, "quote": quote, "context": quote}
    return share(float(value), **{**known, **said, **changes})


def source(source_id: str = "report", kind: Kind = Kind.REPORT, **changes: object) -> Source:
    """A catalog entry of the survey of 2014."""
    known = {
        "id": source_id,
        "title": f"Title of {source_id}",
        "publisher": PUBLISHER,
        "year": 2014,
        "kind": kind,
        "origin": Origin.SYNTHETIC,
    }
    return Source.model_validate({**known, **changes})


def snapshot(source_id: str) -> Snapshot:
    """Bytes that were once there."""
    sha256 = hashlib.sha256(source_id.encode()).hexdigest()
    url = f"https://example.org/{source_id}.pdf"
    return Snapshot(source_id, sha256, MediaType.PDF, 1234, url, NOON, Path("raw") / source_id)


def said(entry: Source, *claims: Claim, hidden: bool = False, **found: object) -> Reading:
    """A source that was read, with these claims."""
    extraction = Extraction(pages=3, claims=list(claims), **found)  # type: ignore[arg-type]
    return Reading(entry, snapshot(entry.id), extraction, hidden=hidden)


def ranking(entry: Source, points: dict[str, float], printed: dict[str, int] | None = None) -> Reading:
    """A ranking with one claim and one row for each code, and the printed places of some."""
    extraction = Extraction(pages=1)
    for code, score in points.items():
        claim = share(
            score,
            value_text=f"{score:g}",
            quote=f"{code} {score:g}",
            reader=Reader.RANKING,
            page=1,
            unit=Unit.POINTS,
            statistic=Statistic.SCORE,
        )
        rank = (printed or {}).get(code)
        extraction.rows.append(ListRow(code, extraction.add(claim), score=score, rank=rank))
    return Reading(entry, snapshot(entry.id), extraction)


def run(run_id: str = "run-1", **changes: object) -> Run:
    """An ingestion."""
    known = {"started_at": NOON, "finished_at": NOON, "fingerprint": "f1", "sources": 0, "claims": 0}
    return Run(run_id=run_id, **{**known, "held": 0, "exit_status": 0, **changes})  # type: ignore[arg-type]
