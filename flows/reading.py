"""Read one source's snapshot: the step that runs once a document, in processes of its own, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows import kinds
from flows.isolation import Isolation
from flows.settings import Terms
from flows.showing import show
from flows.snapshots import SnapshotError, open_snapshot
from schemas.catalog import Source
from schemas.claim import Extraction
from schemas.snapshot import Snapshot

Outcome = tuple[Extraction | None, str | None]


@dataclass(frozen=True)
class Job:
    """A source to read and the snapshot to read."""

    source: Source
    snapshot: Snapshot


def read_job(isolation: Isolation, terms: Terms, job: Job) -> Outcome:
    """Return what was read, or the problem that prevented it; never raises for what a file can cause."""
    try:
        content = open_snapshot(job.snapshot)
    except SnapshotError as error:
        return None, str(error)
    return _read(isolation, terms, job, content)


def read_content(job: Job, content: bytes, terms: Terms) -> Outcome:
    """Read bytes that are already at hand, as a cluster's worker has them."""
    return _read(_workers_own(), terms, job, content)


@cache
def _workers_own() -> Isolation:
    """The processes of a cluster's worker; they end with it."""
    return Isolation()


def _read(isolation: Isolation, terms: Terms, job: Job, content: bytes) -> Outcome:
    source = job.source
    details = {"kind": source.kind, "language": source.language, "year": source.year, "title": source.title}
    extraction, problem = isolation.ask("read", {"media": job.snapshot.media_type, **details}, content, terms)
    if extraction is None:
        return None, problem
    extraction.checks += kinds.doubts(source, extraction)
    show(extraction, job.snapshot.media_type, lambda task, wanted: isolation.ask(task, wanted, content, terms))
    return extraction, kinds.problem(source, extraction)


class EngineError(Exception):
    """The engine that the user asked for can't be used."""


@contextmanager
def engine(name: str, terms: Terms) -> Iterator[Callable[[Job], Outcome]]:
    """Return the function that reads one job: in processes beside this one, or on a Dask cluster.

    ``name`` is ``local`` or ``dask:ADDRESS``. Raises EngineError when the cluster can't be used.
    """
    if name == "local":
        with Isolation() as isolation:
            yield lambda job: read_job(isolation, terms, job)
    elif name.startswith("dask:"):
        with _cluster(name.removeprefix("dask:")) as client:
            yield lambda job: _on_cluster(client, terms, job)
    else:
        raise EngineError(f"--engine {name}: expected local or dask:ADDRESS")


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
        from distributed.comm import resolve_address
    except ImportError as error:
        raise EngineError("--engine dask: needs the extra: pip install 'skl-facts[dask]'") from error
    try:
        # A client that was given no address at all would complain once more, with a traceback, when it is collected.
        client = Client(resolve_address(address), timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise EngineError(f"--engine dask:{address}: no scheduler answers there ({error})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=10)
        except OSError as error:
            raise EngineError(f"--engine dask:{address}: the scheduler has no workers") from error
        yield client


def _on_cluster(client: Any, terms: Terms, job: Job) -> Outcome:
    """Send the bytes along: a worker need not see this machine's disk."""
    try:
        content = open_snapshot(job.snapshot)
    except SnapshotError as error:
        return None, str(error)
    try:
        outcome: Outcome = client.submit(read_content, job, content, terms, pure=False).result()
    except Exception as error:  # a worker's or the network's own, of any type
        raise EngineError(f"--engine dask: {job.source.id} could not be read there ({error!r})") from error
    return outcome
