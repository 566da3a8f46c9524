"""Fetch a source: its locations in order, until one gives bytes of a type that the source can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows.accept import (
    MEDIA_NAMES,
    RefusedError,
    landing_page,
    read_file,
    require_same_place,
    require_type,
)
from flows.hosts import WebError
from flows.locate import LocateError, find_link
from flows.snapshots import (
    SnapshotError,
    newest,
    open_snapshot,
    origin_address,
    read_ledger,
    record_unchanged,
    store,
)
from flows.web import Web, canonical
from schemas.catalog import Location, Source
from schemas.snapshot import Snapshot


@dataclass(frozen=True)
class Attempt:
    """One location that was tried, what came of it in a sentence, and whether its bytes were had."""

    location: str
    outcome: str
    reached: bool = False

    def __str__(self) -> str:
        """Say it in one short line, with the host in place of a long address."""
        host = urlsplit(self.location).hostname or self.location
        outcome = " ".join(self.outcome.split())
        return outcome if host in outcome else f"{host}: {outcome}"


@dataclass(frozen=True)
class Fetched:
    """What fetching a source gave.

    ``snapshot`` is the source's newest one, from now or from before; ``new`` says that this call stored it;
    ``problem`` says why there is none, or what is wrong with the store, and what to do.
    """

    source_id: str
    snapshot: Snapshot | None
    new: bool = False
    attempts: tuple[Attempt, ...] = ()
    problem: str | None = None

    @property
    def reached(self) -> bool:
        """Whether a location gave the source's bytes now, changed or not."""
        return any(attempt.reached for attempt in self.attempts)


def fetch(source: Source, *, offline: bool, web: Web, now: datetime | None = None) -> Fetched:
    """Try the source's locations in order and store what the first good one gives.

    What a user or a server can cause does not raise; it is told in ``attempts`` and ``problem``.
    A location further down only stands in: it is not asked once there is a snapshot from one above it, or one
    that a person added, so an hour's outage at the publisher does not bring an older copy to the front.
    """
    attempts: list[Attempt] = []
    new = False
    try:
        ledger = read_ledger(source)
        for location in _worth_trying(source, ledger):
            attempt, new = _attempt(source, location, offline, web, now or datetime.now(UTC))
            attempts.append(attempt)
            if attempt.reached:
                break
        snapshot = newest(source)
    except SnapshotError as error:
        return Fetched(source.id, _readable_newest(source), attempts=tuple(attempts), problem=str(error))
    problem = None if snapshot else _nothing(source, attempts)
    return Fetched(source.id, snapshot, new, tuple(attempts), problem)


def add(path: Path, source: Source, now: datetime | None = None) -> Snapshot:
    """Store a file that the user has as the source's snapshot.

    Raises SnapshotError when it is missing, empty, too large, or of a type that the source can't be.
    """
    try:
        content = read_file(path)
        require_type(content, source)
    except RefusedError as error:
        raise SnapshotError(f"{path}: {error}") from error
    moment = now or datetime.now(UTC)
    return store(source, content, url=f"file:{path.name}", now=moment, added_by_hand=True)[0]


def summary(fetched: Fetched) -> str:
    """Return one line that says what was tried and what came of it."""
    if fetched.problem is not None:
        return f"{fetched.source_id}: {fetched.problem}"
    if fetched.snapshot is None:
        return f"{fetched.source_id}: no snapshot"
    taken = f"{fetched.snapshot.retrieved_at:%Y-%m-%d}"
    if fetched.new:
        told = f"new snapshot, {_described(fetched.snapshot)}, from {fetched.snapshot.url}"
    elif fetched.reached:
        told = f"unchanged since the snapshot of {taken}"
    else:
        told = f"not reached, the snapshot of {taken} stays"
    failed = "; ".join(str(attempt) for attempt in fetched.attempts if not attempt.reached)
    return f"{fetched.source_id}: {told}" + (f" (tried: {failed})" if failed else "")


def _worth_trying(source: Source, ledger: list[Snapshot]) -> tuple[Location, ...]:
    """Return the locations down to the best that gave a snapshot; only the first beats a person's file."""
    if any(snapshot.added_by_hand for snapshot in ledger):
        return source.location[:1]
    origins = {canonical(origin_address(snapshot)) for snapshot in ledger}
    for count, location in enumerate(source.location, start=1):
        if canonical(_address(location)) in origins:
            return source.location[:count]
    return source.location


def _address(location: Location) -> str:
    return location.page or location.url or f"file:{location.file}"


def _attempt(source: Source, location: Location, offline: bool, web: Web, now: datetime) -> tuple[Attempt, bool]:
    if offline and location.remote:
        return Attempt(str(location), "not tried, offline"), False
    get = _from_network if location.remote else _from_file
    try:
        snapshot, new = get(source, location, web, now)
    except (RefusedError, WebError, LocateError) as error:
        return Attempt(str(location), str(error)), False
    return Attempt(str(location), f"{_described(snapshot)}{'' if new else ', unchanged'}", reached=True), new


def _from_file(source: Source, location: Location, _web: Web, now: datetime) -> tuple[Snapshot, bool]:
    content = read_file(source.folder / str(location.file))
    require_type(content, source)
    return store(source, content, url=_address(location), now=now)


def _from_network(source: Source, location: Location, web: Web, now: datetime) -> tuple[Snapshot, bool]:
    url, trail = _address(location), tuple[str, ...]()
    if location.link_text is not None:
        page = web.get(url)
        url = canonical(find_link(landing_page(page), page.url, location.link_text))
        trail = (*page.redirects, page.url)
    known = _intact(source, url)
    answer = web.get(url, _conditions(known))
    if answer.content is None:
        return _unchanged(source, known, now), False
    require_type(answer.content, source)
    require_same_place(answer)
    return store(
        source,
        answer.content,
        url=answer.url,
        now=now,
        redirects=(*trail, *answer.redirects),
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _intact(source: Source, url: str) -> Snapshot | None:
    """Return the newest snapshot of this address, if its bytes can still stand for a "not modified"."""
    ledger = reversed(read_ledger(source))
    known = next((past for past in ledger if canonical(url) in (past.url, *past.redirects)), None)
    try:
        return known if known is not None and open_snapshot(known) else None
    except SnapshotError:
        return None


def _conditions(known: Snapshot | None) -> dict[str, str]:
    if known is None:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _unchanged(source: Source, known: Snapshot | None, now: datetime) -> Snapshot:
    if known is None:
        raise WebError("the server answered 304 Not Modified to an unconditional request")
    record_unchanged(source, known, now)
    return known


def _described(snapshot: Snapshot) -> str:
    return f"{MEDIA_NAMES[snapshot.media_type]}, {max(1, round(snapshot.size / 1000)):,} kB"


def _nothing(source: Source, attempts: list[Attempt]) -> str:
    tried = "; ".join(map(str, attempts)) or "nothing, source.toml names no location"
    return f"no snapshot (tried: {tried}); to add a file: skl add FILE --source {source.id}"


def _readable_newest(source: Source) -> Snapshot | None:
    try:
        return newest(source)
    except SnapshotError:
        return None
