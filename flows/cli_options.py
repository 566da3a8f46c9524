"""What the commands of ``skl`` share: their options, and how errors become messages and exit statuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from flows.console import OutputFormat, note
from flows.settings import PAGES_A_TERM

P = ParamSpec("P")

NOTHING, USAGE, INCOMPLETE = 1, 2, 3


def group(help: str, name: str | None = None) -> typer.Typer:
    """Make a group of commands, as plain as the rest: no colours, no tracebacks of its own."""
    return typer.Typer(
        name=name,
        help=help,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


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


def told(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns into the exit status, and errors meant for people into a message and a status."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from flows.reading import EngineError
        from flows.reviews import ReviewError
        from flows.snapshots import SnapshotError
        from schemas.catalog import CatalogError
        from warehouse.errors import OutputError, QueryError, WarehouseError

        try:
            status = command(*args, **kwargs)
        except (CatalogError, EngineError, OutputError, QueryError) as error:
            note(str(error))
            status = USAGE
        except (ReviewError, SnapshotError, WarehouseError) as error:
            note(str(error))
            status = NOTHING
        except BrokenPipeError:
            raise
        except OSError as error:
            note(f"{error.filename or 'disk'}: {error.strerror or error}")
            status = NOTHING
        raise typer.Exit(status)

    return run
