"""The commands of ``skl quarantine``: what was held back, and a person's decision on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import ByOption, FormatOption, RawOption, WarehouseOption, group, told
from flows.console import OutputFormat, note, print_rows, say
from flows.settings import RAW, WAREHOUSE

quarantine = group("What was held back, and a person's decision on it.")

HeldId = Annotated[str, typer.Argument(metavar="ID", help="A quarantine_id; its beginning will do.")]
Because = Annotated[str, typer.Option("--because", help="Why, in a sentence.")]


@quarantine.command("list")
@told
def quarantine_list(
    warehouse: WarehouseOption = WAREHOUSE,
    every: Annotated[bool, typer.Option("--all", help="Also what is released or waived.")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> int:
    """List what is held back and open."""
    from warehouse.query import query

    shown = "quarantine_id, decision, source_id, page, check_name, raw_text, reason"
    where = "" if every else "WHERE decision = 'open'"
    columns, rows = query(warehouse, f"SELECT {shown} FROM quarantine {where}")
    print_rows(columns, rows, format)
    return 0


@quarantine.command("show")
@told
def quarantine_show(id: HeldId, warehouse: WarehouseOption = WAREHOUSE) -> int:
    """Show a row that was held back: what, where, why, and what can be done."""
    from flows.decision_lines import held_lines
    from warehouse.subjects import find_subject

    for line in held_lines(find_subject(warehouse, id)):
        say(line)
    return 0


@quarantine.command("release")
@told
def quarantine_release(
    id: HeldId, by: ByOption, because: Because, raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE
) -> int:
    """Publish a contradicted number all the same; it keeps the status contradicted."""
    return _judge(raw, warehouse, id, "released", by, because)


@quarantine.command("waive")
@told
def quarantine_waive(
    id: HeldId, by: ByOption, because: Because, raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE
) -> int:
    """Leave a row out for good: it is settled, and no longer counts as open."""
    return _judge(raw, warehouse, id, "waived", by, because)


def _judge(raw: Path, warehouse: Path, id: str, verdict: str, by: str, because: str) -> int:
    from flows.decision_lines import recorded
    from flows.judge import judge_held
    from schemas.reviews import Verdict

    note(recorded(judge_held(raw, warehouse, id, Verdict(verdict), by, because)))
    return 0
