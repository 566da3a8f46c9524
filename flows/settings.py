"""What the environment may set, and the quiet that Prefect is run with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

RAW = Path("raw")
WAREHOUSE = Path("warehouse/skl.duckdb")

#: A longer document may take longer: this many pages the time that is set, twice as many twice as long.
PAGES_A_TERM = 40

#: Nothing is reported home; the temporary server may take its time on a cold machine.
PREFECT_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # A temporary server that is stopped while it writes its last records logs that as errors, with tracebacks.
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}


@dataclass(frozen=True)
class Terms:
    """What reading one document may cost.

    ``max_seconds`` is processor time for each ``PAGES_A_TERM`` pages, ``max_memory`` is in MB.
    ``ocr`` says whether to read pages that are pictures, each of which may take ``max_seconds``.
    """

    max_seconds: int = 15
    max_memory: int = 512
    ocr: bool = False

    def seconds(self, pages: int, *, scanned: bool = False) -> float:
        """How much processor time a document of that many pages may take."""
        return self.max_seconds * max(1.0, float(pages) if scanned else pages / PAGES_A_TERM)


@dataclass(frozen=True)
class IngestOptions:
    """One ingestion: where from, where to, how. ``ceiling`` is how many rows may be held back without exit status 3."""

    raw: Path = RAW
    warehouse: Path = WAREHOUSE
    source_ids: tuple[str, ...] = ()
    offline: bool = False
    workers: int = 1
    engine: str = "local"
    ceiling: int = 0
    terms: Terms = Terms()


def quiet_prefect() -> None:
    """Set Prefect's environment where the user has not; call it before Prefect is imported."""
    for name, value in PREFECT_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
