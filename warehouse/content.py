"""All rows of a new database: what the documents say, what follows from it, and the records about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.claim import Held
from schemas.columns import Table
from schemas.reading import Reading
from schemas.tables import BY_NAME, TABLES
from schemas.validation import frame, split
from warehouse import dimensions
from warehouse.errors import WarehouseError
from warehouse.held import CLAIM_TABLES, DEPENDENT_TABLES, Validated, quarantine_rows, validate
from warehouse.reconcile import Bound, Reconciled, reconcile
from warehouse.rows import Row, document, indicator_rows, municipality_rows, snapshot_row, source_row


@dataclass(frozen=True)
class Content:
    """Frames by table, all but ``runs``. ``claims`` and ``held`` count what the public views show."""

    frames: dict[str, pd.DataFrame]
    sources: int
    claims: int
    held: int


def assemble(readings: Iterable[Reading], run_id: str) -> Content:
    """Validate every document, reconcile what the shown ones say, and make all tables' rows.

    Raises WarehouseError when rows that no document can spoil are faulty.
    """
    ordered = sorted(readings, key=lambda reading: reading.source.id)
    documents = [validated for reading in ordered if (validated := _validated(reading)) is not None]
    shown = [validated for validated in documents if not validated.document.reading.hidden]
    frames = {name: _joined(name, documents) for name in (*CLAIM_TABLES, *DEPENDENT_TABLES)}
    for name, rows in _made(ordered, documents, shown, run_id).items():
        frames[name] = _sound(BY_NAME[name], rows)
    return Content(
        frames={table.name: frames[table.name] for table in TABLES if table.name in frames},
        sources=len(ordered),
        claims=sum(len(validated.frames["claims"]) for validated in shown),
        held=sum(len(_all_held(validated)) for validated in shown),
    )


def _validated(reading: Reading) -> Validated | None:
    if reading.snapshot is None or reading.extraction is None:
        return None
    return validate(document(reading, reading.snapshot, reading.extraction))


def _made(
    readings: list[Reading], documents: list[Validated], shown: list[Validated], run_id: str
) -> dict[str, Sequence[Row]]:
    reconciled = reconcile(bound for validated in shown for bound in _bound(validated))
    return {
        "observations": reconciled.observations,
        "witnesses": reconciled.witnesses,
        "quarantine": [row for validated in documents for row in _quarantine(validated, run_id)],
        "checks": [row for reading in readings for row in _checks(reading, run_id)],
        "sources": [source_row(reading) for reading in readings],
        "snapshots": [snapshot_row(reading.snapshot, reading.extraction) for reading in readings if reading.snapshot],
        "reviews": (),
        "municipalities": municipality_rows(),
        "indicators": indicator_rows(),
        **_dimensions(readings, documents, reconciled),
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


def _all_held(validated: Validated) -> list[Held]:
    extraction = validated.document.reading.extraction
    return [*(extraction.held if extraction else ()), *validated.held]


def _quarantine(validated: Validated, run_id: str) -> list[Row]:
    source_id = validated.document.reading.source.id
    return list(quarantine_rows(source_id, _all_held(validated), run_id))


def _checks(reading: Reading, run_id: str) -> list[Row]:
    found = reading.extraction.checks if reading.extraction else []
    return [
        (check.check_name, reading.source.id, check.status, check.expected, check.found, check.detail, run_id)
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
