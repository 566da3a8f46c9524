"""All rows of a new database: what the documents say, what follows from it, and the records about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.check_meanings import meaning_of
from schemas.claim import Held
from schemas.columns import Table
from schemas.decisions import People
from schemas.reading import Reading
from schemas.tables import BY_NAME, TABLES
from schemas.validation import frame, split
from warehouse import dimensions
from warehouse.contradictions import Judged, judge
from warehouse.decided import as_decided, decide, decision_rows
from warehouse.errors import WarehouseError
from warehouse.held import CLAIM_TABLES, DEPENDENT_TABLES, Validated, quarantine_rows, validate
from warehouse.reconcile import Bound, Reconciled, grouped, reconcile
from warehouse.review_rows import review_rows
from warehouse.rows import Row, document, indicator_rows, municipality_rows, snapshot_row, source_row
from warehouse.survey import MunicipalList, Survey

NOBODY = People()


@dataclass(frozen=True)
class Content:
    """Frames by table, all but ``runs``. ``claims`` and ``held`` count what the public views show."""

    frames: dict[str, pd.DataFrame]
    sources: int
    claims: int
    held: int


def assemble(readings: Iterable[Reading], run_id: str, people: People = NOBODY) -> Content:
    """Validate every document, reconcile what the shown ones say, hold it against itself, and make all tables' rows.

    ``people`` says what was decided about claims and about rows of the quarantine.
    Raises WarehouseError when rows that no document can spoil are faulty, CatalogError when a correction is.
    """
    ordered = sorted(readings, key=lambda reading: reading.source.id)
    documents = [validated for reading in ordered if (validated := _validated(reading)) is not None]
    decided = decide(documents, people)
    documents = [as_decided(validated, decided) for validated in documents]
    shown = [validated for validated in documents if not validated.document.reading.hidden]
    frames = {name: _joined(name, documents) for name in (*CLAIM_TABLES, *DEPENDENT_TABLES)}
    bound = [one for validated in shown for one in _bound(validated)]
    judged = judge(_survey(bound, shown), run_id, decided.released)
    reconciled = reconcile(bound, judged.contradicted)
    made = _records(ordered, documents, judged, run_id)
    made |= {"observations": reconciled.observations, "witnesses": reconciled.witnesses}
    made |= _dimensions(ordered, documents, reconciled)
    made["quarantine"] = decided.quarantine(made["quarantine"])
    made["reviews"] = review_rows(people.reviews, decided, documents, [str(row[0]) for row in made["quarantine"]])
    made["decisions"] = decision_rows(documents)
    for name, rows in made.items():
        frames[name] = _sound(BY_NAME[name], rows)
    return Content(
        frames={table.name: frames[table.name] for table in TABLES if table.name in frames},
        sources=len(ordered),
        claims=sum(len(validated.frames["claims"]) for validated in shown),
        held=_open(made["quarantine"], shown),
    )


def _open(quarantine: Iterable[Row], shown: Iterable[Validated]) -> int:
    """How many rows of the sources that are shown wait for a decision."""
    known = {validated.document.reading.source.id for validated in shown}
    return sum(1 for row in quarantine if row[1] in known and row[-1] == "open")


def _validated(reading: Reading) -> Validated | None:
    if reading.snapshot is None or reading.extraction is None:
        return None
    return validate(document(reading, reading.snapshot, reading.extraction))


def _records(
    readings: list[Reading], documents: list[Validated], judged: Judged, run_id: str
) -> dict[str, Sequence[Row]]:
    held = [row for validated in documents for row in _quarantine(validated, run_id)]
    checks = [row for reading in readings for row in _checks(reading, run_id)]
    return {
        "quarantine": [*held, *judged.quarantine],
        "checks": [*checks, *judged.checks],
        "sources": [source_row(reading) for reading in readings],
        "snapshots": [snapshot_row(reading.snapshot, reading.extraction) for reading in readings if reading.snapshot],
        "municipalities": municipality_rows(),
        "indicators": indicator_rows(),
    }


def _dimensions(
    readings: list[Reading], documents: list[Validated], reconciled: Reconciled
) -> dict[str, Sequence[Row]]:
    """What the facts are divided by."""
    years = {int(year) for validated in documents for year in validated.frames["claims"]["year"].dropna()}
    return {
        "pages": [row for validated in documents for row in _pages(validated)],
        "size_classes": dimensions.size_class_rows(_named("size_class", reconciled)),
        "categories": dimensions.category_rows(_named("category", reconciled)),
        "time_periods": dimensions.time_period_rows(readings, years),
    }


def _pages(validated: Validated) -> list[Row]:
    reading = validated.document.reading
    named = {int(page) for rows in validated.frames.values() if "page" in rows for page in rows["page"].dropna()}
    return dimensions.page_rows(reading.source.id, reading.extraction, named) if reading.extraction else []


def _named(column: str, reconciled: Reconciled) -> list[str]:
    place = BY_NAME["observations"].names.index(column)
    return [str(row[place]) for row in reconciled.observations if row[place] is not None]


def _bound(validated: Validated) -> list[Bound]:
    source = validated.document.reading.source
    extraction = validated.document.reading.extraction
    figures = tuple(extraction.figures) if extraction else ()
    ocr = extraction is not None and extraction.ocr
    bindings = validated.document.bindings
    # What a list says of one municipality is in the list's own view, and no group of municipalities.
    listed = set(validated.frames["list_rows"]["claim_id"])
    return [
        Bound(key, claim, source, bindings[key], figures, ocr)
        for key, claim in validated.claims.items()
        if key in bindings and key not in listed
    ]


def _survey(bound: list[Bound], shown: list[Validated]) -> Survey:
    crowded = (
        (validated.document.reading.source.id, claim.page, claim.context)
        for validated in shown
        for key, claim in validated.claims.items()
        if key not in validated.document.bindings
    )
    return Survey.of(grouped(bound), (_list(validated) for validated in shown), crowded)


def _list(validated: Validated) -> MunicipalList:
    """The rows that were loaded; it is whole unless some were held back, by the reader or by a check."""
    reading = validated.document.reading
    kept = validated.frames["list_rows"]
    read = reading.extraction.rows if reading.extraction else []
    rows = tuple(validated.row(int(seq)) for seq in kept["seq"])
    whole = len(rows) == len(read) and not _all_held(validated)
    return MunicipalList(reading.source, rows, tuple(kept["claim_id"]), whole=whole)


def _all_held(validated: Validated) -> list[Held]:
    extraction = validated.document.reading.extraction
    return [*(extraction.held if extraction else ()), *validated.held]


def _quarantine(validated: Validated, run_id: str) -> list[Row]:
    source_id = validated.document.reading.source.id
    return list(quarantine_rows(source_id, _all_held(validated), run_id))


def _checks(reading: Reading, run_id: str) -> list[Row]:
    found = reading.extraction.checks if reading.extraction else []
    return [
        (
            *(check.check_name, reading.source.id, check.status, check.expected, check.found, check.detail),
            *(run_id, meaning_of(check.check_name), None),
        )
        for check in found
    ]


def _joined(name: str, documents: list[Validated]) -> pd.DataFrame:
    frames = [validated.frames[name] for validated in documents]
    return pd.concat(frames, ignore_index=True) if frames else frame(BY_NAME[name], ())


def _sound(table: Table, rows: Sequence[Row]) -> pd.DataFrame:
    valid, failures = split(table, frame(table, rows))
    if failures:
        raise WarehouseError(f"table {table.name}, row {failures[0].row}: {failures[0].reason}")
    return valid
