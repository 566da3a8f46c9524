"""The command line ``skl``. Data goes to stdout, messages and progress to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from flows.console import OutputFormat, note, print_rows, progress
from flows.export import DictionaryFormat
from flows.settings import PAGES_A_TERM, RAW, WAREHOUSE, IngestOptions, Terms
from warehouse.formats import ExportFormat

P = ParamSpec("P")

NOTHING, USAGE, INCOMPLETE = 1, 2, 3

app = typer.Typer(
    name="skl",
    help="Published surveys as a database in which every number knows where it is printed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
audit = typer.Typer(help="From a number to its place in the source.", no_args_is_help=True)
app.add_typer(audit, name="audit")

RawOption = Annotated[Path, typer.Option("--raw", help="The catalog's folder.")]
WarehouseOption = Annotated[Path, typer.Option("--warehouse", help="The DuckDB file.")]
SourceIds = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE_ID]...", help="All when none is named.")]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Use only files and snapshots that are here.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Documents that are read at once.")]
EngineOption = Annotated[str, typer.Option("--engine", help="local, or dask:ADDRESS of a scheduler.")]
CeilingOption = Annotated[
    int, typer.Option("--ceiling", min=0, help="Rows that may be held back without exit status 3.")
]
SecondsOption = Annotated[
    int,
    typer.Option(
        "--max-seconds",
        min=1,
        max=86_400,
        help=f"Processor time that a document may take, for each {PAGES_A_TERM} pages.",
    ),
]
MemoryOption = Annotated[
    int, typer.Option("--max-memory", min=100, max=1_000_000, help="Megabytes that reading a document may take.")
]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Read PDFs whose pages are pictures, too; needs the extra skl-facts[ocr].")
]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="How to print rows.")]


def _told(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns into the exit status, and errors meant for people into a message and a status."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from flows.reading import EngineError
        from flows.snapshots import SnapshotError
        from schemas.catalog import CatalogError
        from warehouse.errors import OutputError, QueryError, WarehouseError

        try:
            status = command(*args, **kwargs)
        except (CatalogError, EngineError, OutputError, QueryError) as error:
            note(str(error))
            status = USAGE
        except (SnapshotError, WarehouseError) as error:
            note(str(error))
            status = NOTHING
        except BrokenPipeError:
            raise
        except OSError as error:
            note(f"{error.filename or 'disk'}: {error.strerror or error}")
            status = NOTHING
        raise typer.Exit(status)

    return run


@app.command()
@_told
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
@_told
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
@_told
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
@_told
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
@_told
def query(
    sql: Annotated[str, typer.Argument(help="One statement that reads; - takes it from stdin.")],
    warehouse: WarehouseOption = WAREHOUSE,
    format: FormatOption = OutputFormat.TABLE,
) -> int:
    """Run read-only SQL on the warehouse."""
    from warehouse.query import query as run_query

    columns, rows = run_query(warehouse, sys.stdin.read() if sql == "-" else sql)
    print_rows(columns, rows, format)
    return 0


@app.command()
@_told
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
        print(line)
    run = last_run(warehouse)
    return INCOMPLETE if questions.held or (run is not None and run.exit_status) else 0


@app.command()
@_told
def export(
    format: Annotated[ExportFormat, typer.Option("--format", help="What other tools are to read.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files; what others put there stays.")],
    warehouse: WarehouseOption = WAREHOUSE,
) -> int:
    """Write all views for other tools: Parquet, CSV, Excel or a Data Package."""
    from flows.export import export_to

    return export_to(warehouse, format, out)


@app.command()
@_told
def dictionary(
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a page to this file.")] = None,
    format: Annotated[
        DictionaryFormat, typer.Option("--format", help="How to print it without --html.")
    ] = DictionaryFormat.MARKDOWN,
) -> int:
    """Explain every view, column, macro and code: types, units, keys, rules."""
    from flows.export import print_dictionary

    return print_dictionary(html, format)


@audit.command("show")
@_told
def audit_show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim_id or an observation_id.")],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the picture; beside the warehouse.")] = None,
) -> int:
    """Show a number: value, quote, source, page, and a picture of the page with the place marked."""
    from flows.audit import show

    for line in show(id, raw, warehouse, out or warehouse.parent / "evidence"):
        print(line)
    return 0


@audit.command("page")
@_told
def audit_page(
    source: Annotated[str, typer.Argument(metavar="SOURCE_ID", help="A source that has pages.")],
    page: Annotated[int, typer.Argument(metavar="PAGE", help="Page in the file, from 1.")],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    out: Annotated[Path | None, typer.Option("--out", help="The PNG file; beside the warehouse.")] = None,
) -> int:
    """Draw a page with every number on it marked as used, explained or unexplained."""
    from flows.audit import marked_page
    from warehouse.pages import page_numbers

    numbers = page_numbers(warehouse, source, page)
    print(marked_page(numbers, raw, out or warehouse.parent / "evidence" / f"{source}-page-{page}.png"))
    return 0


@app.command()
@_told
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
    """Run the command line; a closed pipe and Ctrl-C end it quietly."""
    try:
        app()
    except KeyboardInterrupt:
        note("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
