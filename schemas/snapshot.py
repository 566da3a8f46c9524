"""A snapshot: immutable bytes, named by what they are, with a record of where from and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.codes import MediaType

LEDGER_FILE = "snapshots.jsonl"


@dataclass(frozen=True)
class Snapshot:
    """One retrieval of a source's bytes, as its ledger line says it.

    ``url`` is the final address after redirects, or a ``file:`` name for local files; ``redirects`` the addresses
    before it, in order; ``etag`` and ``last_modified`` are the server's, for conditional requests.
    """

    source_id: str
    sha256: str
    media_type: MediaType
    size: int
    url: str
    retrieved_at: datetime
    folder: Path
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    added_by_hand: bool = False

    @property
    def snapshot_id(self) -> str:
        """Stable id: the source and the content."""
        return f"{self.source_id}@{self.sha256[:16]}"

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return self.folder / f"{self.sha256}{self.media_type.suffix}"
