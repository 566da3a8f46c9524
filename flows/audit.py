"""From a number to its place: what ``skl audit show`` prints and draws."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.isolation import Isolation
from flows.settings import Terms
from flows.snapshots import SnapshotError, open_snapshot, read_ledger
from schemas.catalog import load_catalog
from schemas.codes import MediaType
from warehouse.evidence import Evidence, Witness, evidence
from warehouse.pages import PageNumbers


def show(wanted: str, raw: Path, warehouse: Path, out: Path) -> Iterator[str]:
    """Yield the evidence for a claim or an observation, line by line, and write its picture below ``out``.

    Raises EvidenceError for an unknown id.
    """
    found = evidence(warehouse, wanted)
    yield from _lines(found)
    yield from _picture_lines(found, raw, out)


def _lines(found: Evidence) -> Iterator[str]:
    value = "" if found.value is None else f" = {found.value:g}"
    year = found.year or "year not printed"
    yield f"{found.value_text}{value} ({found.unit}, {found.statistic}{_bent(found)}), {year}"
    yield f"allowed:    {_interval(found)}"
    if found.indicator_id:
        yield f"indicator:  {found.indicator_id}" + (f" ({found.observation_id})" if found.observation_id else "")
    yield f"quote:      “{found.quote}”"
    yield f"source:     {found.source_title} ({found.source_id}, origin {found.origin})"
    yield f"page:       {found.page or 'none (a text without pages)'}"
    yield f"address:    {found.url}" + (f"#page={found.page}" if found.page and found.url.startswith("http") else "")
    yield f"sha256:     {found.sha256}"
    yield f"retrieved:  {found.retrieved_at:%Y-%m-%d %H:%M} UTC, read by {found.reader}{_by_ocr(found)}"
    for word, witnesses in (("agrees", found.supporting), ("denies", found.opposing)):
        for witness in witnesses:
            yield f"{word}:     {_witness(witness)}"


def _bent(found: Evidence) -> str:
    return f", {found.qualifier}" if found.qualifier else ""


def _by_ocr(found: Evidence) -> str:
    return " from a picture of the page, by OCR: compare the digits" if found.ocr else ""


def _interval(found: Evidence) -> str:
    low = "…" if found.value_low is None else f"{found.value_low:g}"
    high = "…" if found.value_high is None else f"{found.value_high:g}"
    return f"{low} to {high}"


def _witness(witness: Witness) -> str:
    page = f", page {witness.page}" if witness.page else ""
    return f"“{witness.value_text}” in {witness.source_id}{page} ({witness.claim_id})"


def _picture_lines(found: Evidence, raw: Path, out: Path) -> Iterator[str]:
    if found.media_type != MediaType.PDF or found.page is None:
        yield "picture:    none (the source has no pages to draw)"
        return
    try:
        content = snapshot_bytes(raw, found.source_id, found.sha256)
        details = {"page": found.page, "quote": found.regions, "marks": found.marks}
        yield f"picture:    {_draw('picture', content, details, out / f'{found.claim_id}.png')}"
    except SnapshotError as error:
        yield f"picture:    none ({error})"


def marked_page(numbers: PageNumbers, raw: Path, path: Path) -> Path:
    """Write a picture of a page with all its numbers marked; raises SnapshotError when it can't be drawn."""
    content = snapshot_bytes(raw, numbers.source_id, numbers.sha256)
    return _draw("marked_page", content, {"page": numbers.page, "marks": numbers.numbers}, path)


def _draw(task: str, content: bytes, details: dict[str, Any], path: Path) -> Path:
    """Have a picture drawn where a hostile file does no harm, and write it."""
    with Isolation() as isolation:
        image, problem = isolation.ask(task, details, content, Terms())
    if problem is not None:
        raise SnapshotError(f"{path.name}: can't be drawn: {problem}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(image)
    return path


def snapshot_bytes(raw: Path, source_id: str, sha256: str) -> bytes:
    """Return the bytes that a source was read from; raises SnapshotError when they are not in the catalog."""
    source = load_catalog(raw).get(source_id)
    for snapshot in reversed(read_ledger(source)):
        if snapshot.sha256 == sha256:
            return open_snapshot(snapshot)
    raise SnapshotError(f"{source.folder}: the snapshot {sha256[:16]}… is not in this catalog's ledger")
