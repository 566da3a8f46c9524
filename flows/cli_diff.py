"""The command ``skl diff``: what changed between two runs."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli_options import FormatOption, WarehouseOption, told
from flows.console import OutputFormat, note, print_rows
from flows.settings import WAREHOUSE


@told
def diff(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="[RUN RUN]", help="Two runs, or the beginnings of their ids.")
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    format: FormatOption = OutputFormat.TABLE,
    moved: Annotated[bool, typer.Option("--moved", help="Numbers, too, that only stand elsewhere now.")] = False,
) -> int:
    """List what appeared, changed and vanished between two runs, number by number; by default the last two."""
    from flows.diff import FIELDS, SHORT, chosen, rows, source_lines, summary
    from schemas.differences import compare
    from warehouse.states import run_ids, state_at

    known = run_ids(warehouse)
    one, other = chosen(runs or [], known)
    if one is None:
        note(f"Only one run is known ({other}): there is nothing to compare it with.")
        return 0
    before, now = (state_at(warehouse, run, known) for run in (one, other))
    changes = compare(before, now)
    for line in source_lines(before, now, changes):
        note(line)
    note(f"{one} → {other}: {summary(changes)}.")
    fields = SHORT if format is OutputFormat.TABLE else FIELDS
    listed = list(rows(changes, fields, moved=moved))
    if listed or format is not OutputFormat.TABLE:
        print_rows(fields, listed, format)
    return 0
