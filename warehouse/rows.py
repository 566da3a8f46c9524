"""Turn a reading into rows of the stored tables, in the column order of their definitions. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas import indicators, judged, municipalities
from schemas.claim import Claim, Extraction, ListRow, Region
from schemas.codes import MediaType
from schemas.reading import Reading, Run
from schemas.snapshot import Snapshot

Row = tuple[object, ...]
UNDECIDED = "none"


@dataclass
class Document:
    """What one source says, as rows by table; ``claims`` and ``bindings`` by claim id, in document order."""

    reading: Reading
    claims: dict[str, Claim] = field(default_factory=dict)
    bindings: dict[str, indicators.Binding] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)


def document(reading: Reading, snapshot: Snapshot, extraction: Extraction) -> Document:
    """Give the claims their ids and make the rows of all that was read from one source."""
    source = reading.source
    ids = claim_ids(source.id, extraction.claims)
    claims = dict(zip(ids, extraction.claims, strict=True))
    bound = indicators.bind_all(extraction.claims)
    bindings = {key: binding for key, binding in zip(ids, bound, strict=True) if binding is not None}
    made = Document(reading, claims, bindings)
    pairs = list(zip(extraction.claims, bound, strict=True))
    meant = zip((judged.meaning(*pair) for pair in pairs), judged.contents(source.id, pairs), strict=True)
    known = (source.id, snapshot.snapshot_id, source.origin)
    made.tables["claims"] = [
        (key, *known, *_claim(claim, bindings.get(key)), extraction.ocr, UNDECIDED, *said)
        for (key, claim), said in zip(claims.items(), meant, strict=True)
    ]
    made.tables["claim_regions"] = list(_places((key, claim.regions) for key, claim in claims.items()))
    made.tables["claim_marks"] = list(_places((key, claim.marks) for key, claim in claims.items()))
    made.tables["list_rows"] = list_rows(made, dict(enumerate(extraction.rows, start=1)))
    made.tables["table_cells"] = list(_cells(source.id, extraction, ids))
    made.tables["figures"] = [
        (
            source.id,
            figure.page,
            figure.figure,
            figure.caption,
            figure.respondents,
            figure.status,
            figure.reason,
        )
        for figure in extraction.figures
    ]
    made.tables["chart_values"] = list(_chart_values(source.id, extraction, ids))
    made.tables["coverage"] = list(_coverage(source.id, extraction, ids))
    made.tables["evidence"] = list(exhibit_rows(extraction, ids))
    return made


def claim_ids(source_id: str, claims: Iterable[Claim]) -> list[str]:
    """Content keys, counting claims that are alike in everything."""
    seen: Counter[str] = Counter()
    ids = []
    for claim in claims:
        first = claim.key(source_id, 0)
        ids.append(claim.key(source_id, seen[first]))
        seen[first] += 1
    return ids


def _claim(claim: Claim, bound: indicators.Binding | None) -> Row:
    return (
        claim.page,
        claim.reader,
        claim.value_text,
        claim.value,
        claim.value_low,
        claim.value_high,
        claim.unit,
        claim.statistic,
        claim.qualifier,
        bound.year or claim.year if bound else claim.year,
        bound.indicator_id if bound else None,
        claim.quote,
        claim.context,
        claim.group,
        claim.subject,
    )


def _places(regions: Iterable[tuple[str, Sequence[Region]]]) -> Iterator[Row]:
    for key, boxes in regions:
        for seq, box in enumerate(boxes, start=1):
            yield (key, seq, box.page, box.x0, box.top, box.x1, box.bottom)


def list_rows(found: Document, rows: Mapping[int, ListRow]) -> list[Row]:
    """Rows of a list, by their number in it."""
    source, ids = found.reading.source, list(found.claims)
    made: list[Row] = []
    for seq, row in rows.items():
        claim_id = ids[row.claim]
        place = (source.id, seq, source.year, row.municipality_code, found.claims[claim_id].page)
        made.append((*place, row.score, row.rank, row.rank_group, row.app, row.eservices, claim_id))
    return made


def _cells(source_id: str, extraction: Extraction, ids: list[str]) -> Iterator[Row]:
    for cell in extraction.cells:
        labels = (cell.table_label, cell.row_label, cell.column_label)
        printed = (cell.value_text, cell.value, cell.unit, _id(cell.claim, ids))
        place = cell.position or (None, None, None)
        yield (source_id, cell.page, *labels, *printed, cell.section, cell.row_kind, cell.scale, *place)


def _chart_values(source_id: str, extraction: Extraction, ids: list[str]) -> Iterator[Row]:
    for item in extraction.values:
        claim = extraction.claims[item.claim]
        labels = (item.figure, item.category, item.series)
        yield (
            source_id,
            item.page,
            *labels,
            claim.value,
            claim.value_low,
            claim.value_high,
            claim.reader,
            ids[item.claim],
        )


def _coverage(source_id: str, extraction: Extraction, ids: list[str]) -> Iterator[Row]:
    for token in extraction.tokens:
        box = token.region
        edges = (box.x0, box.top, box.x1, box.bottom) if box else (None,) * 4
        yield (source_id, token.page, token.token, *edges, token.status, token.rule, _id(token.claim, ids))


def exhibit_rows(extraction: Extraction, ids: list[str]) -> Iterator[Row]:
    """What shows each claim, in the order of the claims."""
    for position, shown in sorted(extraction.exhibits.items()):
        place = (ids[position], extraction.claims[position].page, shown.page_label, shown.line, shown.line_text)
        yield (*place, shown.width, shown.height, shown.png)


def _id(position: int | None, ids: list[str]) -> str | None:
    return None if position is None else ids[position]


def source_row(reading: Reading) -> Row:
    """The catalog entry, with what became of it in this run."""
    source = reading.source
    return (
        source.id,
        source.title,
        source.publisher,
        source.published_on,
        source.year,
        source.kind,
        source.origin,
        source.language,
        source.stands_in_for,
        reading.hidden,
        reading.snapshot.snapshot_id if reading.snapshot else None,
        reading.extraction.pages if reading.extraction else 0,
        reading.problem,
        utc(reading.last_reached_at),
    )


def snapshot_row(snapshot: Snapshot, extraction: Extraction | None) -> Row:
    """The bytes: what, where from, when, and how the text of their pages was had."""
    return (
        snapshot.snapshot_id,
        snapshot.source_id,
        snapshot.sha256,
        snapshot.media_type,
        snapshot.size,
        snapshot.url,
        json.dumps(snapshot.redirects, ensure_ascii=False),
        utc(snapshot.retrieved_at),
        snapshot.etag,
        snapshot.last_modified,
        snapshot.added_by_hand,
        snapshot.path.name,
        _text_layer(snapshot, extraction),
        extraction.content_hash if extraction else None,
        extraction.layout_hash if extraction else None,
    )


def _text_layer(snapshot: Snapshot, extraction: Extraction | None) -> str | None:
    if extraction is None or snapshot.media_type is not MediaType.PDF:
        return None
    return "ocr" if extraction.ocr else "printed"


def run_row(run: Run) -> Row:
    """One ingestion."""
    counts = (run.sources, run.claims, run.held, run.exit_status)
    messages = json.dumps(run.messages, ensure_ascii=False)
    return (
        run.run_id,
        utc(run.started_at),
        utc(run.finished_at),
        run.fingerprint,
        *counts,
        messages,
        run.reviews,
        run.reviews_head,
    )


def municipality_rows() -> list[Row]:
    """The reference list."""
    return [
        (row.code, row.name, row.county_code, row.county, row.population_2013, row.skl_group_2011)
        for row in municipalities.municipalities()
    ]


def indicator_rows() -> list[Row]:
    """The codebook."""
    return [
        (
            entry.id,
            entry.label_sv,
            entry.label_en,
            entry.definition,
            entry.unit,
            entry.universe,
            entry.question_id,
            entry.answer,
            entry.choice,
            " ".join(entry.of) or None,
        )
        for entry in indicators.INDICATORS
    ]


def utc(moment: datetime | None) -> datetime | None:
    """Return the moment in UTC without its zone; one without a zone is taken as UTC."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)
