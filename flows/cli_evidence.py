"""The commands that hold the warehouse against its sources: ``skl audit verify`` and ``skl audit sample``."""

from __future__ import annotations

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
from flows.console import progress
from flows.settings import RAW, WAREHOUSE, Terms


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
        print(line)
    confirmed = sum(result.count(Outcome.CONFIRMED) for result in results)
    if not confirmed:
        return NOTHING
    return 0 if confirmed == sum(len(result.findings) for result in results) else INCOMPLETE
