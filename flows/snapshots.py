"""The store: immutable bytes beside ``source.toml``, named by their sha256, checked on every open."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from flows.jsonlines import sync_folder
from flows.ledger import Retrieved, SnapshotError, Unchanged, append_line, read_lines, retrieved
from schemas.catalog import Source
from schemas.media import media_type
from schemas.snapshot import Snapshot

__all__ = [
    "SnapshotError",
    "last_reached",
    "newest",
    "open_snapshot",
    "origin_address",
    "read_ledger",
    "record_unchanged",
    "store",
]

_PART_SUFFIX = ".part"
_ABANDONED_SECONDS = 3600


def read_ledger(source: Source) -> list[Snapshot]:
    """Return a source's snapshots, oldest first; raises SnapshotError (file and line) for a broken ledger."""
    return [line.snapshot(source.folder) for line in read_lines(source) if isinstance(line, Retrieved)]


def newest(source: Source) -> Snapshot | None:
    """Return the snapshot that was taken last, or None; raises SnapshotError for a broken ledger."""
    return next(reversed(read_ledger(source)), None)


def last_reached(source: Source) -> datetime | None:
    """Return when one of the source's locations last gave its bytes, changed or not (UTC).

    A file added by hand does not count: nobody reached the publisher for it.
    """
    lines = read_lines(source)
    times = [line.retrieved_at for line in lines if isinstance(line, Unchanged) or not line.added_by_hand]
    return max(times, default=None)


def origin_address(snapshot: Snapshot) -> str:
    """Return the address that was asked for: the landing page, or the URL before any redirect."""
    return (*snapshot.redirects, snapshot.url)[0]


def open_snapshot(snapshot: Snapshot) -> bytes:
    """Return a snapshot's bytes; raises SnapshotError when the file is missing or is not what was stored."""
    try:
        content = snapshot.path.read_bytes()
    except FileNotFoundError as error:
        hint = f"but it is missing; restore it, or run: skl fetch {snapshot.source_id}"
        raise SnapshotError(f"{snapshot.path}: the ledger names this snapshot, {hint}") from error
    except OSError as error:
        raise SnapshotError(f"{snapshot.path}: the snapshot can't be read ({error.strerror})") from error
    _verify(content, snapshot.sha256, snapshot.path, snapshot.source_id)
    return content


def store(
    source: Source,
    content: bytes,
    *,
    url: str,
    now: datetime,
    redirects: tuple[str, ...] = (),
    etag: str | None = None,
    last_modified: str | None = None,
    added_by_hand: bool = False,
) -> tuple[Snapshot, bool]:
    """Keep these bytes, and say in the ledger where from (``url``, after ``redirects``) and when (``now``).

    Returns the snapshot and whether it is new. The same bytes from the same place are not a new snapshot: for
    the network the ledger then says that the place was reached, for a file nothing. A file added by hand is
    new unless the newest snapshot has its bytes already. ``now`` knows its time zone.
    Raises SnapshotError when the bytes are empty or of no known type, when writing fails (nothing
    half-written stays behind), or when the file of that name is damaged.
    """
    kind = media_type(content)
    if kind is None:
        raise SnapshotError(f"{source.id}: {url} is empty, or neither PDF, HTML nor plain text")
    snapshot = Snapshot(
        source_id=source.id,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=kind,
        size=len(content),
        url=url,
        retrieved_at=now,
        folder=source.folder,
        redirects=redirects,
        etag=etag,
        last_modified=last_modified,
        added_by_hand=added_by_hand,
    )
    known = _newest_alike(snapshot, read_ledger(source))
    _keep(content, snapshot)
    if known is None:
        append_line(source, retrieved(snapshot))
        return snapshot, True
    if not url.startswith("file:"):
        record_unchanged(source, known, now)
    return known, False


def record_unchanged(source: Source, snapshot: Snapshot, now: datetime) -> None:
    """Note in the ledger that the snapshot's place was reached at ``now`` and has the same bytes."""
    event = Unchanged(source_id=source.id, sha256=snapshot.sha256, url=snapshot.url, retrieved_at=now)
    append_line(source, event)


def _newest_alike(snapshot: Snapshot, ledger: list[Snapshot]) -> Snapshot | None:
    """Return the last entry from the same place (by hand: from any place) if it has the same bytes."""
    for earlier in reversed(ledger):
        same_place = earlier.url == snapshot.url or origin_address(earlier) == origin_address(snapshot)
        if snapshot.added_by_hand or same_place:
            return earlier if earlier.sha256 == snapshot.sha256 else None
    return None


def _keep(content: bytes, snapshot: Snapshot) -> None:
    """Bring the bytes under their name: written to another, read back, then renamed; never overwritten."""
    part = snapshot.folder / f".{snapshot.sha256[:16]}.{secrets.token_hex(4)}{_PART_SUFFIX}"
    try:
        if snapshot.path.exists():
            open_snapshot(snapshot)
            return
        _remove_abandoned(snapshot.folder)
        _write_durably(part, content)
        _verify(part.read_bytes(), snapshot.sha256, part, snapshot.source_id)
        part.rename(snapshot.path)
        sync_folder(snapshot.folder)
    except OSError as error:
        cause = error.strerror or str(error)
        hint = "nothing was kept; make room, or allow writing"
        raise SnapshotError(f"{snapshot.folder}: the snapshot can't be written ({cause}); {hint}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _verify(content: bytes, sha256: str, path: Path, source_id: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SnapshotError(
            f"{path}: the bytes are not those that were stored "
            f"(sha256 {found[:16]}…, expected {sha256[:16]}…); restore the file, "
            f"or move it away and run: skl fetch {source_id}"
        )


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _remove_abandoned(folder: Path) -> None:
    """Remove what a killed run left behind; a younger file may belong to a run that is still writing."""
    for part in folder.glob(f".*{_PART_SUFFIX}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                part.unlink()
