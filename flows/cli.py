"""The command line ``skl``. Data goes to stdout, messages and progress to stderr."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_audit import audit
from flows.cli_diff import diff
from flows.cli_evidence import audit_sample, audit_verify
from flows.cli_options import (
    INCOMPLETE,
    NOTHING,
    USAGE,
    CeilingOption,
    EngineOption,
    FormatOption,
    MemoryOption,
    OcrOption,
    OfflineOption,
    RawOption,
    SecondsOption,
    SourceIds,
    WarehouseOption,
    WorkersOption,
    group,
    told,
)
from flows.cli_quarantine import quarantine
from flows.cli_reviews import add_reviews
from flows.console import OutputFormat, note, prepare, print_rows, progress, read_stdin, say
from flows.export import DictionaryFormat
from flows.settings import RAW, WAREHOUSE, IngestOptions, Terms
from warehouse.formats import ExportFormat

app = group("Published surveys as a database in which every number knows where it is printed.", name="skl")
app.add_typer(audit, name="audit")
app.command()(diff)
audit.command("verify")(audit_verify)
audit.command("sample")(audit_sample)
app.add_typer(quarantine, name="quarantine")
add_reviews(audit)


@app.command()
@told
def ingest(
    source_ids: SourceIds = None,
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    offline: OfflineOption = False,
    workers: WorkersOption = 1,
    engine: EngineOption = "local",
    ceiling: CeilingOption = 0,
    max_seconds: SecondsOption = Terms.max_seconds,
    max_memory: MemoryOption = Terms.max_memory,
    ocr: OcrOption = False,
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow, or as plain functions.")] = True,
) -> int:
    """Fetch, extract, validate, reconcile and load, as a Prefect flow."""
    from flows.checks import check_options

    terms = Terms(max_seconds, max_memory, ocr)
    options = IngestOptions(raw, warehouse, tuple(source_ids or ()), offline, workers, engine, ceiling, terms)
    check_options(options)
    with progress("Ingesting"):
        if prefect:
            from flows.flow import run_flow

            report = run_flow(options)
        else:
            from flows.ingest import ingest as plain_ingest

            report = plain_ingest(options)
    for line in report.lines:
        note(line)
    return report.exit_status


@app.command()
@told
def fetch(source_ids: SourceIds = None, raw: RawOption = RAW, offline: OfflineOption = False) -> int:
    """Only take snapshots, from the publisher or from files beside source.toml."""
    from flows.fetch import fetch as fetch_source
    from flows.fetch import summary
    from flows.web import Web
    from schemas.catalog import load_catalog

    catalog = load_catalog(raw)
    for fault in catalog.faults:
        note(f"catalog: {fault}")
    sources = catalog.select(source_ids or [])
    with Web() as web, progress("Fetching"):
        results = [fetch_source(source, offline=offline, web=web) for source in sources]
    for result in results:
        note(summary(result))
    if catalog.faults:
        return USAGE
    if not any(result.snapshot for result in results):
        return NOTHING
    missing = (result.problem for source, result in zip(sources, results, strict=True) if not source.optional)
    return INCOMPLETE if any(missing) else 0


@app.command()
@told
def add(
    file: Annotated[Path, typer.Argument(help="A PDF, HTML or text file that you have.")],
    source: Annotated[str, typer.Option("--source", help="Id of the source that it is.")],
    raw: RawOption = RAW,
) -> int:
    """Take a snapshot from a file that you have."""
    from flows.fetch import add as add_file
    from schemas.catalog import load_catalog

    snapshot = add_file(file, load_catalog(raw).get(source))
    note(f"{source}: {snapshot.path} ({snapshot.size} bytes); next: skl ingest")
    return 0


@app.command()
@told
def sources(raw: RawOption = RAW, format: FormatOption = OutputFormat.TABLE) -> int:
    """Print the catalog: each source, its origin, its newest snapshot, when it was last reached."""
    from flows.listing import COLUMNS, source_rows
    from schemas.catalog import load_catalog

    catalog = load_catalog(raw)
    for fault in catalog.faults:
        note(f"catalog: {fault}")
    print_rows(COLUMNS, source_rows(catalog.sources), format)
    return USAGE if catalog.faults else 0


# A statement may begin with a comment, which looks like an option.
@app.command(context_settings={"ignore_unknown_options": True})
@told
def query(
    sql: Annotated[str, typer.Argument(help="One statement that reads; - takes it from stdin.")],
    warehouse: WarehouseOption = WAREHOUSE,
    format: FormatOption = OutputFormat.TABLE,
) -> int:
    """Run read-only SQL on the warehouse."""
    from warehouse.query import query as run_query

    columns, rows = run_query(warehouse, read_stdin() if sql == "-" else sql)
    print_rows(columns, rows, format)
    return 0


@app.command()
@told
def check(
    warehouse: WarehouseOption = WAREHOUSE,
    every: Annotated[bool, typer.Option("--all", help="All of each kind, not only the first.")] = False,
) -> int:
    """List what is open: held-back rows, contradictions, failed checks, unexplained numbers."""
    from flows.checks import check_lines
    from warehouse.history import last_run
    from warehouse.report import open_questions

    questions = open_questions(warehouse, every=every)
    for line in check_lines(questions, every=every):
        say(line)
    run = last_run(warehouse)
    return INCOMPLETE if questions.held or (run is not None and run.exit_status) else 0


@app.command()
@told
def export(
    format: Annotated[ExportFormat, typer.Option("--format", help="What other tools are to read.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files; what others put there stays.")],
    warehouse: WarehouseOption = WAREHOUSE,
) -> int:
    """Write all views for other tools: Parquet, CSV, Excel or a Data Package."""
    from flows.export import export_to

    return export_to(warehouse, format, out)


@app.command()
@told
def dictionary(
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a page to this file.")] = None,
    format: Annotated[
        DictionaryFormat, typer.Option("--format", help="How to print it without --html.")
    ] = DictionaryFormat.MARKDOWN,
) -> int:
    """Explain every view, column, macro and code: types, units, keys, rules."""
    from flows.export import print_dictionary

    return print_dictionary(html, format)


@app.command()
@told
def serve(
    cron: Annotated[str, typer.Option("--cron", help='When to run, as "minute hour day month weekday".')],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    offline: OfflineOption = False,
    workers: WorkersOption = 1,
    engine: EngineOption = "local",
    max_seconds: SecondsOption = Terms.max_seconds,
    max_memory: MemoryOption = Terms.max_memory,
    ocr: OcrOption = False,
) -> int:
    """Serve scheduled ingestion as a Prefect deployment, until stopped."""
    from flows.checks import check_cron, check_options

    terms = Terms(max_seconds, max_memory, ocr)
    options = IngestOptions(raw.resolve(), warehouse.resolve(), (), offline, workers, engine, terms=terms)
    check_cron(cron)
    check_options(options)
    from flows.flow import serve as serve_flow

    note(f"Serving {options.raw} → {options.warehouse} on “{cron}”; stop with Ctrl-C.")
    serve_flow(options, cron)
    return 0


def main() -> None:
    """Run the command line; a closed pipe and Ctrl-C end it quietly, an unusable codebook with what is wrong in it."""
    prepare()
    for word in sys.argv:
        if not word.isascii() and not _is_text(word):
            note(f"“{word}”: not UTF-8. Rename the file, or write it otherwise.")
            sys.exit(USAGE)
    try:
        app()
    except KeyboardInterrupt:
        note("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        from schemas.codebook import CodebookError  # it is read with the first module that needs it, so late

        if not isinstance(error, CodebookError):
            raise
        note(str(error))
        sys.exit(USAGE)


def _is_text(word: str) -> bool:
    """Whether all of its bytes made letters; Python keeps the others as halves of such."""
    return all(unicodedata.category(sign) != "Cs" for sign in word)


if __name__ == "__main__":
    main()
