"""The commands by which a person judges a number, and those of the ledger that keeps the verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import INCOMPLETE, ByOption, RawOption, WarehouseOption, group, told
from flows.console import note, say
from flows.settings import RAW, WAREHOUSE

Judged = Annotated[str, typer.Argument(metavar="ID", help="A claim_id or an observation_id; its beginning will do.")]
Because = Annotated[str, typer.Option("--because", help="Why, in a sentence.")]


def right_value(text: str) -> float:
    """Read a number with a decimal point, or a comma as Swedes write it; raises ValueError for none."""
    return float(text.replace("−", "-").replace(",", "."))


RightValue = Annotated[
    float | None, typer.Option("--value", parser=right_value, metavar="NUMBER", help="The right value, as 57 or 8.5.")
]

ledger = group("The ledger that keeps what people decided.")


def add_reviews(audit: typer.Typer) -> None:
    """Add these commands to ``skl audit``."""
    for name, command in (("accept", accept), ("reject", reject), ("unsure", unsure), ("undo", undo)):
        audit.command(name)(command)
    audit.add_typer(ledger, name="ledger")


@told
def accept(
    id: Judged, by: ByOption, because: Because = "", raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE
) -> int:
    """Say that a number is right: compared with the page, and well read."""
    return _judge(raw, warehouse, id, "accepted", by, because)


@told
def reject(
    id: Judged,
    by: ByOption,
    because: Because,
    value: RightValue = None,
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
) -> int:
    """Say that a number is wrong: it leaves the public views, or is published with the right value."""
    return _judge(raw, warehouse, id, "rejected", by, because, value)


@told
def unsure(
    id: Judged, by: ByOption, because: Because = "", raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE
) -> int:
    """Say that you looked and can't tell; it changes nothing, and never counts as right."""
    return _judge(raw, warehouse, id, "unsure", by, because)


@told
def undo(
    id: Judged, by: ByOption, because: Because = "", raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE
) -> int:
    """Take back the last verdict on a claim or on a row of the quarantine; the one before it stands again."""
    from flows.decision_lines import recorded
    from flows.judge import undo as take_back

    note(recorded(take_back(raw, warehouse, id, by, because)))
    return 0


@ledger.command("verify")
@told
def ledger_verify(raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> int:
    """Check the chain of reviews from end to end, and against what each run noted of it."""
    from flows.ledger_check import verify

    holds, line = verify(raw, warehouse)
    say(line)
    return 0 if holds else INCOMPLETE


@ledger.command("repair")
@told
def ledger_repair(raw: RawOption = RAW) -> int:
    """Take out a last line that a crash cut off, into a file beside the ledger; nothing else is touched."""
    from flows.reviews import REVIEWS_FILE, repair

    torn = repair(raw)
    path = raw / REVIEWS_FILE
    note(f"{path}: nothing to repair." if torn is None else f"{path}: {len(torn)} bytes moved to {path}.torn")
    return 0


def _judge(raw: Path, warehouse: Path, id: str, verdict: str, by: str, because: str, value: float | None = None) -> int:
    from flows.decision_lines import recorded
    from flows.judge import judge_claim
    from schemas.reviews import Verdict

    note(recorded(judge_claim(raw, warehouse, id, Verdict(verdict), by, because, value)))
    return 0
