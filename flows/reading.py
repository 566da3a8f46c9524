"""Read one source's snapshot: the step that runs once a document, in this process, in others, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Lock
from typing import Any

from extractors.document import Recipe, read_document
from extractors.errors import DocumentError
from flows.snapshots import SnapshotError, open_snapshot
from schemas.catalog import Source
from schemas.claim import Extraction
from schemas.codes import Kind, MediaType
from schemas.media import decode
from schemas.snapshot import Snapshot

# Neither pdfplumber nor PDFium may be used by two threads at once, and a cluster's worker may have several.
_ALONE = Lock()
_LISTS = (Kind.RANKING, Kind.APP_LIST, Kind.ESERVICE_COUNTS)

Outcome = tuple[Extraction | None, str | None]


@dataclass(frozen=True)
class Job:
    """A source to read and the snapshot to read."""

    source: Source
    snapshot: Snapshot


def read_job(job: Job) -> Outcome:
    """Return what was read, or the problem that prevented it; never raises for what a file can cause."""
    try:
        content = open_snapshot(job.snapshot)
    except SnapshotError as error:
        return None, str(error)
    return read_content(job, content)


def read_content(job: Job, content: bytes) -> Outcome:
    """Read bytes that are already at hand, as a cluster's worker has them."""
    media = job.snapshot.media_type
    text = None if media is MediaType.PDF else decode(content)
    source = job.source
    recipe = Recipe(source.kind, source.language, source.year, source.title)
    try:
        with _ALONE:
            extraction = read_document(content, text, media, recipe)
    except DocumentError as error:
        return None, str(error)
    except RecursionError:
        return None, "its objects are nested too deeply to be read"
    except Exception as error:
        # The fence between documents: whatever one of them sets off costs its own source only.
        return None, f"the readers failed on it ({type(error).__name__}: {error}); please report the file"
    return extraction, _emptiness(source, extraction)


def _emptiness(source: Source, extraction: Extraction) -> str | None:
    if source.kind in _LISTS and not extraction.rows:
        return "no municipality was found in it, so it is not the list that the catalog says it is"
    if source.kind is Kind.PRESS and not extraction.claims:
        return "no number was found in it, so it is not the press page that the catalog says it is"
    return None


class EngineError(Exception):
    """The engine that the user asked for can't be used."""


@contextmanager
def engine(name: str, workers: int) -> Iterator[Callable[[Job], Outcome]]:
    """Return the function that reads one job: here, in a pool of processes, or on a Dask cluster.

    ``name`` is ``local`` or ``dask:ADDRESS``. Raises EngineError when the cluster can't be used.
    """
    if name == "local" and workers <= 1:
        yield read_job
    elif name == "local":
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield lambda job: _in_pool(pool, job)
    elif name.startswith("dask:"):
        with _cluster(name.removeprefix("dask:")) as client:
            yield lambda job: _on_cluster(client, job)
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


def _on_cluster(client: Any, job: Job) -> Outcome:
    """Send the bytes along: a worker need not see this machine's disk."""
    try:
        content = open_snapshot(job.snapshot)
    except SnapshotError as error:
        return None, str(error)
    try:
        outcome: Outcome = client.submit(read_content, job, content, pure=False).result()
    except Exception as error:  # a worker's or the network's own, of any type
        raise EngineError(f"--engine dask: {job.source.id} could not be read there ({error!r})") from error
    return outcome


def _in_pool(pool: ProcessPoolExecutor, job: Job) -> Outcome:
    try:
        return pool.submit(read_job, job).result()
    except BrokenProcessPool:
        return None, "a process that reads documents was killed (no memory left?); try --workers 1"
