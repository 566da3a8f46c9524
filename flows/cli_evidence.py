"""The commands that hold the warehouse against its sources: ``skl audit verify`` and ``skl audit sample``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import (
    INCOMPLETE,
    NOTHING,
    MemoryOption,
    RawOption,
    SecondsOption,
    SourceIds,
    WarehouseOption,
    told,
)
from flows.console import note, progress, say
from flows.settings import RAW, WAREHOUSE, Terms

ConfidenceOption = Annotated[
    float, typer.Option("--confidence", min=0.5, max=0.9999, help="How sure the bound is to be, 0-1.")
]
BoundOption = Annotated[
    float, typer.Option("--bound", min=0.0001, max=0.5, help="What no error in the sample is to say: at most so many.")
]


@told
def audit_verify(
    source_ids: SourceIds = None,
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    max_seconds: SecondsOption = Terms.max_seconds,
    max_memory: MemoryOption = Terms.max_memory,
) -> int:
    """Read every number again in its snapshot, by the engine that did not extract it, and compare."""
    from flows.verify import lines, verify
    from schemas.rereading import Outcome

    with progress("Reading again"):
        results = verify(raw, warehouse, source_ids or [], Terms(max_seconds, max_memory))
    for line in lines(results):
        say(line)
    confirmed = sum(result.count(Outcome.CONFIRMED) for result in results)
    if not confirmed:
        return NOTHING
    return 0 if confirmed == sum(len(result.findings) for result in results) else INCOMPLETE


@told
def audit_sample(
    confidence: ConfidenceOption = 0.95,
    bound: BoundOption = 0.02,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same values.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="The worklist's CSV file; beside the warehouse.")] = None,
    result: Annotated[bool, typer.Option("--result", help="Say what the judged worklist of this seed shows.")] = False,
    judged: Annotated[
        Path | None, typer.Option("--worklist", help="Say what this worklist shows, filled in or reviewed.")
    ] = None,
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
) -> int:
    """Draw published values to judge, as a worklist; with --result, say in a sentence how many are wrong at most."""
    from flows.sample import Plan, worklist, write

    path = out or warehouse.parent / "samples" / f"seed-{seed}.csv"
    if result or judged:
        return _sample_result(judged or path, raw)
    drawn = worklist(warehouse, Plan(confidence, bound, seed))
    new = write(drawn, path)
    note(f"{len(drawn.rows)} of {drawn.values} published values to judge{'' if new else '; they were drawn before'}.")
    note(
        "Fill in the column verdict (accepted, rejected, corrected, unsure), or use: skl audit accept, skl audit reject"
    )
    note(f"Or sign them off in the page: skl audit serve{_named(path, warehouse)}")
    note(f"Then: skl audit sample --worklist {path}")
    print(path)
    return 0


def _named(path: Path, warehouse: Path) -> str:
    """How the page is told of a worklist that is not where it looks for them."""
    return "" if path.parent == warehouse.parent / "samples" else f" --worklist {path}"


def _sample_result(path: Path, raw: Path) -> int:
    from flows.reviews import read_reviews
    from flows.sample_result import read_sample, sentences
    from schemas.reviews import standing

    sample = read_sample(path, standing(read_reviews(raw)))
    if sample.open == len(sample.judged):
        note(f"{path}: none of its {len(sample.judged)} values has been judged yet.")
        return NOTHING
    for line in sentences(sample):
        say(line)
    if sample.open:
        note(f"{sample.open} of {len(sample.judged)} are still to be judged.")
    return INCOMPLETE if sample.open else 0
