"""The ledger of reviews beside the catalog: read whole, appended to by one writer at a time, never rewritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.jsonlines import sync_folder
from schemas.reviews import Draft, Review, chained, fault, is_torn, lines_of, read, written

REVIEWS_FILE = "reviews.jsonl"
PATIENCE_SECONDS = 10.0
VERIFY = "skl audit ledger verify"
REPAIR = "skl audit ledger repair"


class ReviewError(Exception):
    """A decision can't be read or written; the message says where, why and what to do."""


class UnwrittenReviewError(ReviewError):
    """The disk does not take a decision."""


class BrokenLedgerError(ReviewError):
    """The ledger is not the chain that was written; ``line`` is the first broken one, from 1, ``reason`` why."""

    def __init__(self, path: Path, line: int, reason: str, hint: str) -> None:
        """Name file, line, reason, and what to do."""
        super().__init__(f"{path}, line {line}: {reason}. {hint}")
        self.line, self.reason = line, reason


def read_reviews(raw: Path) -> list[Review]:
    """Return all entries in the order in which they were written; none when there is no ledger.

    Raises BrokenLedgerError when the chain does not hold, ReviewError when the file can't be read.
    """
    path = raw / REVIEWS_FILE
    lines = lines_of(_content(path))
    reviews, broken = read(lines)
    if broken is not None:
        torn = is_torn(lines[broken[0] - 1])
        raise BrokenLedgerError(path, *broken, _hint(torn))
    return reviews


def append_review(raw: Path, draft: Draft) -> Review:
    """Write one decision down, and return it when it is on the disk.

    Raises ReviewError when the draft has a fault, when the ledger is broken (nothing is ever added to that), or
    when it can't be written; then nothing of the decision is kept.
    """
    told = fault(draft)
    if told is not None:
        raise ReviewError(f"{draft.subject_id}: not recorded: {told}")
    path = raw / REVIEWS_FILE
    try:
        with _alone(path):
            reviews = read_reviews(raw)
            review = chained(reviews[-1] if reviews else None, draft)
            _append(path, written(review))
    except OSError as error:
        hint = "Nothing was recorded; make room, or allow writing"
        raise UnwrittenReviewError(f"{path}: can't be written ({error.strerror or error}). {hint}") from error
    return review


def repair(raw: Path) -> bytes | None:
    """Move an unfinished last line into a file beside the ledger, and return it; None when there is none.

    A decision whose line was never finished was never confirmed to anybody. Raises BrokenLedgerError for any other
    damage: that is for a person to look into.
    """
    path = raw / REVIEWS_FILE
    try:
        with _alone(path):
            lines = lines_of(_content(path))
            reviews, broken = read(lines)
            if broken is None:
                return None
            if not is_torn(lines[broken[0] - 1]):
                raise BrokenLedgerError(path, *broken, _hint(torn=False))
            _keep_beside(path, lines[-1])
            os.truncate(path, sum(len(line) for line in lines[: len(reviews)]))
    except OSError as error:
        raise UnwrittenReviewError(f"{path}: can't be repaired ({error.strerror or error})") from error
    return lines[-1]


def _hint(torn: bool) -> str:
    if torn:
        return f"That decision was never confirmed; take the unfinished line out with: {REPAIR}"
    return f"Restore the file from a copy, from that line on; nothing is added to a broken ledger ({VERIFY})"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ReviewError(f"{path}: the ledger of reviews can't be read ({error.strerror})") from error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One writer at a time: two that read the same last entry would both chain to it."""
    if not path.parent.is_dir():
        raise ReviewError(f"{path.parent}: no such folder. Name the catalog's folder with --raw.")
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout as error:
        raise UnwrittenReviewError(f"{path}: somebody else is writing it. Try again in a moment.") from error
    try:
        yield
    finally:
        lock.release()


def _append(path: Path, line: bytes) -> None:
    """Write a line with one call and wait for the disk; what could be written only in part is taken back."""
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, line) < len(line):
                raise OSError(28, "No space left on device")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if new:
        sync_folder(path.parent)


def _keep_beside(path: Path, line: bytes) -> None:
    with path.with_name(f"{path.name}.torn").open("ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
