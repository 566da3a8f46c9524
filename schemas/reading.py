"""What a run knows of one source, and of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.catalog import Source
from schemas.claim import Extraction
from schemas.reviews import NOTHING_BEFORE, Head
from schemas.snapshot import Snapshot


@dataclass(frozen=True)
class Reading:
    """A source in a run: its snapshot if it has one, what was read from it, or the problem that prevented it.

    ``hidden`` says that the source only stands in for another one, which has been read itself.
    """

    source: Source
    snapshot: Snapshot | None = None
    extraction: Extraction | None = None
    problem: str | None = None
    hidden: bool = False
    last_reached_at: datetime | None = None


@dataclass(frozen=True)
class Run:
    """One ingestion: when, from which inputs (``fingerprint``), and with what result (the contract's exit status)."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    fingerprint: str
    sources: int
    claims: int
    held: int
    exit_status: int
    messages: tuple[str, ...] = ()
    reviews: int = 0
    reviews_head: str = NOTHING_BEFORE

    @property
    def head(self) -> Head:
        """The end of the ledger of reviews that the run saw."""
        return Head(self.reviews, self.reviews_head)
