"""The main job as plain functions: fetch → read → validate and reconcile → load. Prefect only wraps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import pandas as pd

from flows.decisions import lapsed_lines, lost_reviews, what_people_decided
from flows.diff import ending
from flows.fetch import Fetched, fetch, summary
from flows.fingerprint import fingerprint
from flows.history import Recorder, alone, settle
from flows.ocr import OcrMissingError, require
from flows.reading import EngineError, Job, Outcome, engine
from flows.runs import after, all_runs, read_runs
from flows.settings import IngestOptions, Terms
from flows.snapshots import SnapshotError, last_reached, read_ledger
from flows.web import Web
from schemas.catalog import Catalog, Source, load_catalog
from schemas.codes import Origin
from schemas.decisions import People
from schemas.reading import Reading, Run
from schemas.reviews import head
from warehouse.build import write
from warehouse.content import Content, assemble
from warehouse.errors import WarehouseError
from warehouse.history import last_run, runs

Given = TypeVar("Given")
Result = TypeVar("Result")

DONE, NOTHING, WRONG_CATALOG, INCOMPLETE = 0, 1, 2, 3
MOST_AT_ONCE = 64


class Each:
    """How a step is done for many things; Prefect's flow puts tasks in its place."""

    def __call__(
        self, step: str, function: Callable[[Given], Result], things: Sequence[Given], at_once: int = 1
    ) -> list[Result]:
        """Apply ``function`` to each thing, ``at_once`` at a time; results in order. ``step`` names it for watchers."""
        del step
        if at_once == 1:
            return [function(thing) for thing in things]
        pool = ThreadPoolExecutor(at_once)
        try:
            return list(pool.map(function, things))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C waits for no document


@dataclass(frozen=True)
class Report:
    """What an ingestion did: exit status, one line a thing worth knowing, and the run unless nothing was new."""

    exit_status: int
    lines: tuple[str, ...]
    run: Run | None = None


@dataclass(frozen=True)
class Harvest:
    """What a run has gathered before it writes.

    ``unkept`` says by source why newer bytes could not be kept; ``mark`` is the fingerprint of all inputs.
    """

    catalog: Catalog
    readings: list[Reading]
    people: People
    unkept: dict[str, str]
    lines: list[str]
    mark: str
    started: datetime


def ingest(options: IngestOptions, each: Each | None = None) -> Report:
    """Run the main job. Raises CatalogError, EngineError or WarehouseError when it can't be done at all."""
    each = each or Each()
    started = datetime.now(UTC)
    catalog = load_catalog(options.raw)
    wanted = {source.id for source in catalog.select(list(options.source_ids))}
    people = what_people_decided(options.raw, catalog)
    if options.terms.ocr and options.engine == "local":
        _require_ocr(catalog)
    with Web() as web:
        fetched = each(
            "fetch",
            lambda source: fetch(source, offline=options.offline or source.id not in wanted, web=web),
            catalog.sources,
        )
    fetched = [item if item.source_id in wanted else _unasked(item) for item in fetched]
    lines = [f"catalog: {fault}" for fault in catalog.faults]
    lines += [summary(item) for item in fetched if item.source_id in wanted]
    lines.append(f"reviews: {head(people.reviews)}")
    mark = _fingerprint(catalog, fetched, options.terms, people)
    settle(options.raw, options.warehouse)
    before = last_run(options.warehouse) if options.warehouse.exists() else None
    if before is not None and before.fingerprint == mark:
        return _nothing_new(before, lines)
    with engine(options.engine, options.terms) as read:
        at_once = options.workers if options.engine == "local" else MOST_AT_ONCE
        unkept = {item.source_id: item.problem for item in fetched if item.snapshot and item.problem}
        readings = _read_all(catalog, fetched, lambda jobs: each("read", read, jobs, at_once), unkept)
    harvest = Harvest(catalog, readings, people, unkept, lines, mark, started)
    return each("load", partial(_load, options), [harvest])[0]


def _require_ocr(catalog: Catalog) -> None:
    try:
        require(source.language for source in catalog.sources)
    except OcrMissingError as error:
        raise EngineError(str(error)) from error


def _older(reading: Reading, read: Callable[[list[Job]], list[Outcome]], unkept: dict[str, str]) -> Reading:
    """Fall back on the newest earlier snapshot that can be read, and note in ``unkept`` why the newest could not."""
    if reading.snapshot is None or reading.extraction is not None:
        return reading
    try:
        ledger = read_ledger(reading.source)
    except SnapshotError:
        return reading
    tried = {reading.snapshot.sha256}
    for snapshot in reversed(ledger):
        if snapshot.sha256 in tried:
            continue
        tried.add(snapshot.sha256)
        extraction, problem = read([Job(reading.source, snapshot)])[0]
        if problem is None:
            unkept[reading.source.id] = str(reading.problem)
            return replace(reading, snapshot=snapshot, extraction=extraction, problem=None)
    return reading


def _unasked(item: Fetched) -> Fetched:
    """A source that this run was not asked to fetch: that it was never had is nobody's failure now."""
    return item if item.snapshot else replace(item, problem=None)


def _fingerprint(catalog: Catalog, fetched: Sequence[Fetched], terms: Terms, people: People) -> str:
    known = [(source, item.snapshot, item.problem) for source, item in zip(catalog.sources, fetched, strict=True)]
    return fingerprint(known, catalog.faults, terms, people)


def _nothing_new(before: Run, lines: list[str]) -> Report:
    told = f"Nothing new since run {before.run_id}: the same sources, snapshots and code. The warehouse is unchanged."
    return Report(before.exit_status, (*lines, *before.messages, told))


def _read_all(
    catalog: Catalog,
    fetched: Sequence[Fetched],
    read: Callable[[list[Job]], list[Outcome]],
    unkept: dict[str, str],
) -> list[Reading]:
    """Read originals first; a stand-in is read only while what it stands in for has not been read."""
    items = {item.source_id: item for item in fetched}
    originals = [source for source in catalog.sources if source.stands_in_for is None]
    done = [_older(reading, read, unkept) for reading in _readings(originals, items, read)]
    usable = {reading.source.id for reading in done if reading.extraction is not None}
    needed = [source for source in catalog.sources if source.stands_in_for and source.stands_in_for not in usable]
    hidden = [source for source in catalog.sources if source.stands_in_for in usable]
    done += _readings(needed, items, read)
    done += [replace(_unread(source, items[source.id]), hidden=True) for source in hidden]
    return sorted(done, key=lambda reading: reading.source.id)


def _readings(
    sources: Sequence[Source], items: dict[str, Fetched], read: Callable[[list[Job]], list[Outcome]]
) -> list[Reading]:
    jobs = [Job(source, snapshot) for source in sources if (snapshot := items[source.id].snapshot)]
    outcomes = dict(zip((job.source.id for job in jobs), read(jobs), strict=True))
    readings = []
    for source in sources:
        extraction, problem = outcomes.get(source.id, (None, items[source.id].problem))
        if problem is not None:
            extraction = None
        readings.append(replace(_unread(source, items[source.id]), extraction=extraction, problem=problem))
    return readings


def _unread(source: Source, item: Fetched) -> Reading:
    try:
        reached = last_reached(source)
    except SnapshotError:
        reached = None
    return Reading(source, item.snapshot, last_reached_at=reached)


def _load(options: IngestOptions, harvest: Harvest) -> Report:
    with alone(options.raw):
        return _load_alone(options, harvest)


def _load_alone(options: IngestOptions, harvest: Harvest) -> Report:
    readings, lines = harvest.readings, harvest.lines
    previous = all_runs(read_runs(options.raw), _earlier(options))
    started = after(previous, harvest.started)
    run_id = f"{started:%Y%m%dT%H%M%S.%f}-{harvest.mark[:8]}"
    content = assemble(readings, run_id, harvest.people)
    lines += _empty(readings)
    problems = (*_problems(readings), *_outdated(readings, harvest.unkept), *lost_reviews(options, harvest.people))
    if not content.claims and (not _read_count(readings) or _had_numbers(options)):
        told = "Nothing usable came out of any source; the warehouse is left as it was."
        return Report(NOTHING, (*lines, *problems, told))
    held = _held_lines(content)
    status = _exit_status(harvest.catalog, problems, content.held, options.ceiling)
    messages = (*problems, *held, *lapsed_lines(content.frames["reviews"]))
    run = Run(
        run_id,
        started,
        max(started, datetime.now(UTC)),
        harvest.mark,
        content.sources,
        content.claims,
        content.held,
        status,
        messages,
        *astuple(head(harvest.people.reviews)),
    )
    recorder = Recorder(options.raw, options.warehouse, run, previous)
    try:
        result = write(options.warehouse, content, run, previous, recorder.remember)
    except WarehouseError as error:
        recorder.forget()
        return Report(NOTHING, (*lines, *messages, str(error)))
    lines += recorder.record()
    told = f"{result.path}: {content.claims} claims from {_read_count(readings)} sources, run {run_id}."
    return Report(status, (*lines, *messages, banner(readings), told, ending(recorder)), run)


def _had_numbers(options: IngestOptions) -> bool:
    """Whether there is a warehouse with numbers, which none may replace: a report without data is one's first only."""
    return any(run.claims for run in _earlier(options)[-1:])


def _earlier(options: IngestOptions) -> tuple[Run, ...]:
    return runs(options.warehouse) if options.warehouse.exists() else ()


def _empty(readings: list[Reading]) -> list[str]:
    """One line for each source that was read and says no number, which is no failure but worth a look."""
    return [
        f"{reading.source.id}: read, and no number in it is data (skl check)"
        for reading in readings
        if reading.extraction is not None and not reading.extraction.claims
    ]


def _problems(readings: list[Reading]) -> tuple[str, ...]:
    """One line for each source that failed: neither hidden, nor stood in for, nor optional."""
    covered = {
        reading.source.stands_in_for for reading in readings if reading.source.stands_in_for and reading.extraction
    }
    return tuple(
        f"{reading.source.id}: failed: {reading.problem}"
        for reading in readings
        if reading.problem is not None
        and (reading.snapshot is not None or not (reading.source.optional or reading.source.id in covered))
    )


def _outdated(readings: list[Reading], unkept: dict[str, str]) -> tuple[str, ...]:
    """One line for each source whose newer bytes could not be kept, so that an older snapshot was read."""
    ids = [reading.source.id for reading in readings if reading.extraction is not None]
    return tuple(f"{id}: failed: {unkept[id]}; an older snapshot was read" for id in ids if id in unkept)


def _held_lines(content: Content) -> tuple[str, ...]:
    """One line for each row that was held back, up to ten a source."""
    frame = content.frames["quarantine"]
    frame = frame[frame["decision"].eq("open")]
    lines = []
    for source_id, rows in frame.groupby("source_id", sort=True):
        for page, text, reason in zip(*(rows[name].head(10) for name in ("page", "raw_text", "reason")), strict=True):
            place = str(source_id) if pd.isna(page) else f"{source_id}, page {page}"
            lines.append(f"{place}: held back: {text}: {reason} (skl check)")
        if len(rows) > 10:
            lines.append(f"{source_id}: {len(rows) - 10} more rows held back (skl check)")
    return tuple(lines)


def _exit_status(catalog: Catalog, problems: tuple[str, ...], held: int, ceiling: int) -> int:
    if catalog.faults:
        return WRONG_CATALOG
    return INCOMPLETE if problems or held > ceiling else DONE


def _read_count(readings: list[Reading]) -> int:
    return sum(1 for reading in readings if reading.extraction is not None)


def banner(readings: list[Reading]) -> str:
    """Say whose numbers these are: published, reconstructed, or synthetic."""
    origins = {origin: 0 for origin in Origin}
    for reading in readings:
        if reading.extraction is not None:
            origins[reading.source.origin] += 1
    told = ", ".join(f"{count} {origin}" for origin, count in origins.items() if count)
    note = ""
    if origins[Origin.RECONSTRUCTION]:
        note = " Reconstructions hold published figures in our own typesetting, until the publisher's files are had."
    if origins[Origin.SYNTHETIC]:
        note += " Synthetic sources are invented test material: nothing in them is a fact."
    return f"Sources read by origin: {told}.{note}"


__all__ = [
    "DONE",
    "INCOMPLETE",
    "NOTHING",
    "WRONG_CATALOG",
    "Each",
    "Report",
    "WarehouseError",
    "banner",
    "ingest",
]
