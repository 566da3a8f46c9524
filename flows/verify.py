"""Read every number again, by the engine that did not extract it, in the snapshot that it was taken from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.audit import snapshot_bytes
from flows.isolation import Isolation
from flows.settings import Terms
from flows.snapshots import SnapshotError
from schemas.catalog import CatalogError
from schemas.codes import MediaType
from schemas.rereading import CONFIRMED, Finding, Outcome, Printed, sealed
from warehouse.printed import PrintedSource, printed_sources

#: How many numbers of one source are named when many fail for the same reason.
SHOWN = 20
_BY_OCR = Finding(Outcome.BEYOND, "", "only OCR has read it; look at it with: skl audit show")
_NOT_ITS_ID = Finding(
    Outcome.FAILED, "what its id was made of", "other words, value, unit, year or page: the warehouse was changed"
)


@dataclass(frozen=True)
class Verified:
    """A source, the finding for each of its claims, and why none could be read again, if so."""

    source: PrintedSource
    findings: tuple[Finding, ...]
    problem: str | None = None

    def count(self, outcome: Outcome, *, published: bool = False) -> int:
        """How many of its claims, or of the published ones, came out so."""
        pairs = zip(self.source.claims, self.findings, strict=True)
        return sum(finding.outcome is outcome for claim, finding in pairs if claim.published or not published)


def verify(raw: Path, warehouse: Path, source_ids: Sequence[str], terms: Terms) -> list[Verified]:
    """Read the claims of all sources again, or of those named.

    Raises CatalogError, EvidenceError or WarehouseError; what is wrong with one source is in its result.
    """
    sources = [source for source in printed_sources(warehouse, source_ids) if source.claims]
    with Isolation(needed=()) as isolation:
        return [_verified(raw, source, isolation, terms) for source in sources]


def _verified(raw: Path, source: PrintedSource, isolation: Isolation, terms: Terms) -> Verified:
    try:
        content = snapshot_bytes(raw, source.source_id, source.sha256)
    except (SnapshotError, CatalogError) as error:
        return _none(source, str(error))
    if source.ocr:
        return Verified(source, (_BY_OCR,) * len(source.claims))
    details = {"media": source.media_type, "wanted": list(source.claims)}
    findings, problem = isolation.ask("reread", details, content, terms)
    if problem is not None:
        return _none(source, problem)
    if len(findings) != len(source.claims):
        return _none(source, "the process that read it gave no answer that can be used; please report the file")
    pairs = zip(source.claims, findings, strict=True)
    return Verified(source, tuple(_with_id(claim, finding, source.source_id) for claim, finding in pairs))


def _with_id(claim: Printed, finding: Finding, source_id: str) -> Finding:
    return finding if finding != CONFIRMED or sealed(claim, source_id) else _NOT_ITS_ID


def _none(source: PrintedSource, problem: str) -> Verified:
    """Nothing of a source is confirmed whose bytes can't be had or read."""
    failed = Finding(Outcome.FAILED, "", problem)
    return Verified(source, (failed,) * len(source.claims), problem)


def lines(results: Sequence[Verified]) -> Iterator[str]:
    """Say, for people, each source's share, each number that is not confirmed, and the share of all."""
    for result in results:
        total = len(result.findings)
        yield f"{result.source.source_id}: {_share(result.count(Outcome.CONFIRMED), total)} ({_engine(result.source)})"
        if result.problem is not None:
            yield f"  not read again: {result.problem}"
        else:
            yield from _unconfirmed(result)
    for published, what in ((True, "published values"), (False, "numbers in all")):
        outcomes = [sum(result.count(each, published=published) for result in results) for each in Outcome]
        yield f"{what}: {_share(outcomes[0], sum(outcomes))}" + _rest(outcomes[1:])


def _unconfirmed(result: Verified) -> Iterator[str]:
    pairs = zip(result.source.claims, result.findings, strict=True)
    open_ = [(claim, finding) for claim, finding in pairs if finding.outcome is not Outcome.CONFIRMED]
    for claim, finding in open_[:SHOWN]:
        page = f"page {claim.claim.page}: " if claim.claim.page else ""
        wanted = f"expected {finding.expected}, " if finding.expected else ""
        told = f"{wanted}found {finding.found}" if finding.outcome is Outcome.FAILED else finding.found
        yield f"  {page}{claim.claim_id} “{claim.claim.value_text}”: {finding.outcome}: {told}"
        yield f"    next: skl audit show {claim.claim_id}"
    if len(open_) > SHOWN:
        yield f"  and {len(open_) - SHOWN} more like these"


def _engine(source: PrintedSource) -> str:
    return "PDFium" if source.media_type is MediaType.PDF else "the bytes' own lines"


def _share(count: int, total: int) -> str:
    return f"{count} of {total} confirmed" + (f" ({_percent(count, total)} %)" if total else "")


def _percent(count: int, total: int) -> str:
    """Never 100 while one is missing."""
    return "100" if count == total else f"{min(100 * count / total, 99.9):.1f}"


def _rest(others: Sequence[int]) -> str:
    told = [
        f"{count} {word}" for count, word in zip(others, ("failed", "beyond any second engine"), strict=True) if count
    ]
    return f"; {', '.join(told)}" if told else ""
