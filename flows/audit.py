"""From a number to its place in the source: what ``skl audit show`` and ``skl audit page`` say, and the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.isolation import Isolation
from flows.reviews import ReviewError, read_reviews
from flows.settings import Terms
from flows.snapshots import SnapshotError, open_snapshot, read_ledger
from schemas.catalog import CatalogError, load_catalog
from schemas.codes import MediaType
from schemas.reviews import by_content, standing
from schemas.snapshot import Snapshot
from warehouse.evidence import Evidence, Witness, evidence
from warehouse.pages import PageNumbers

ARCHIVE = "web.archive.org"


@dataclass(frozen=True)
class Origin:
    """What the catalog's folder knows of a number's source; all of it may be missing where only the database is.

    ``archive`` is an archive's address of it, ``problem`` says why there is no snapshot here.
    """

    snapshot: Snapshot | None = None
    archive: str | None = None
    problem: str | None = None


def show(found: Evidence, raw: Path, out: Path, isolation: Isolation) -> Iterator[str]:
    """Yield the evidence for a number line by line, and write its picture below ``out``."""
    origin = _origin(raw, found)
    yield from _lines(found, origin)
    yield f"review:     {_review(raw, found)}"
    for word, witnesses in (("agrees", found.supporting), ("denies", found.opposing)):
        for witness in witnesses:
            yield f"{word}:     {_witness(witness)}"
    yield from _picture_lines(found, origin, out, isolation)


def find(wanted: str, warehouse: Path) -> Evidence:
    """Return the evidence for a claim or an observation; raises EvidenceError for an unknown id."""
    return evidence(warehouse, wanted)


def _lines(found: Evidence, origin: Origin) -> Iterator[str]:
    value = "" if found.value is None else f" = {found.value:g}"
    year = found.year or "year not printed"
    yield f"{found.value_text}{value} ({found.unit}, {found.statistic}{_bent(found)}), {year}"
    yield f"allowed:    {_interval(found)}"
    if found.indicator_id:
        yield f"indicator:  {found.indicator_id}" + (f" ({found.observation_id})" if found.observation_id else "")
    yield f"quote:      “{found.quote}”"
    if found.line is not None:
        yield f"line:       {found.line}: “{found.line_text}”"
    yield f"source:     {found.source_title} ({found.source_id}, origin {found.origin})"
    yield f"page:       {_page(found)}"
    at = f"#page={found.page}" if found.page and found.media_type == MediaType.PDF else ""
    yield f"address:    {found.url}{at if found.url.startswith('http') else ''}"
    if origin.snapshot is not None:
        yield f"snapshot:   {origin.snapshot.path.resolve().as_uri()}{at}"
    yield f"archive:    {origin.archive + at if origin.archive else 'none is known'}"
    yield f"sha256:     {found.sha256}"
    yield f"retrieved:  {found.retrieved_at:%Y-%m-%d %H:%M} UTC, read by {found.reader}{_by_ocr(found)}"


def _page(found: Evidence) -> str:
    if found.page is None:
        return "none (a text without pages)"
    if found.page_label is None:
        return f"{found.page} in the file; no number is printed on it"
    return f"{found.page} in the file, printed “{found.page_label}”"


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


def _review(raw: Path, found: Evidence) -> str:
    """The verdict that stands on just this text and value; one on another has lapsed."""
    try:
        stands = standing(read_reviews(raw))
    except ReviewError as error:
        return f"not known ({error})"
    review = by_content(stands).get(found.content) or stands.get(found.claim_id)
    if review is None:
        return "none"
    told = f"{review.verdict} by {review.reviewer}, {review.reviewed_at:%Y-%m-%d}"
    told += f", right is {review.value:g}" if review.value is not None else ""
    told += f": {review.because}" if review.because else ""
    return told if review.content == found.content else f"none that stands; before it changed: {told}"


def _origin(raw: Path, found: Evidence) -> Origin:
    try:
        source = load_catalog(raw).get(found.source_id)
        ledger = read_ledger(source)
    except (CatalogError, SnapshotError) as error:
        return Origin(problem=str(error).splitlines()[0])
    snapshot = next((each for each in reversed(ledger) if each.sha256 == found.sha256), None)
    named = [place.url or place.page or "" for place in source.location]
    reached = [snapshot.url, *snapshot.redirects] if snapshot else []
    archive = next((address for address in (*reached, *named) if ARCHIVE in address), None)
    return Origin(snapshot, archive, None if snapshot else f"{source.folder}: no snapshot {found.sha256[:16]}… is here")


def _picture_lines(found: Evidence, origin: Origin, out: Path, isolation: Isolation) -> Iterator[str]:
    if found.media_type != MediaType.PDF or found.page is None:
        yield "picture:    none (the source has no pages to draw)"
        return
    try:
        if origin.snapshot is None:
            raise SnapshotError(str(origin.problem))
        details = {"page": found.page, "quote": found.regions, "marks": found.marks}
        path = out / f"{found.claim_id}.png"
        yield f"picture:    {_draw(isolation, 'picture', open_snapshot(origin.snapshot), details, path)}"
    except SnapshotError as error:
        if found.png is None:
            yield f"picture:    none ({error})"
        else:
            yield f"picture:    {_written(found.png, out / f'{found.claim_id}-place.png')}"
            yield f"            (the place only, as the database has it: {error})"


def marked_page(numbers: PageNumbers, raw: Path, path: Path) -> Path:
    """Write a picture of a page with all its numbers marked; raises SnapshotError when it can't be drawn."""
    content = snapshot_bytes(raw, numbers.source_id, numbers.sha256)
    with Isolation(needed=()) as isolation:
        return _draw(isolation, "marked_page", content, {"page": numbers.page, "marks": numbers.numbers}, path)


def _draw(isolation: Isolation, task: str, content: bytes, details: dict[str, Any], path: Path) -> Path:
    """Have a picture drawn where a hostile file does no harm, and write it."""
    image, problem = isolation.ask(task, details, content, Terms())
    if problem is not None:
        raise SnapshotError(f"{path.name}: can't be drawn: {problem}")
    return _written(image, path)


def _written(image: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(image)
    return path


def snapshot_bytes(raw: Path, source_id: str, sha256: str) -> bytes:
    """Return the bytes with this checksum, which is verified. Raises SnapshotError, or CatalogError for the source."""
    source = load_catalog(raw).get(source_id)
    for snapshot in reversed(read_ledger(source)):
        if snapshot.sha256 == sha256:
            return open_snapshot(snapshot)
    raise SnapshotError(f"{source.folder}: the snapshot {sha256[:16]}… is not in this catalog's ledger")
