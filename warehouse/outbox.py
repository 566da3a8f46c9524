"""Put files into a folder: written beside, then swapped in whole; what others wrote there is left alone.

A hidden ledger in the folder says which files are ours, by checksum. So a second export replaces the first, and
a file that somebody else wrote, or changed since, is never lost.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.durable import sync
from warehouse.errors import OutputError

LEDGER = ".skl-export.json"
LOCK = ".skl-export.lock"
TEMPORARY = ".skl-export."
NAMED = 5
#: File names below the folder, each with the kind of export that wrote it and the checksums that are ours.
Ledger = dict[str, tuple[str, tuple[str, ...]]]


@contextmanager
def outbox(out: Path, kind: str) -> Iterator[Path]:
    """Yield an empty folder whose files are swapped into ``out`` when the block ends without an error.

    Files that an earlier export of this kind left there and this one doesn't write are removed. Raises
    OutputError, before anything is changed, when a file is in the way that isn't ours; OSError on a full disk.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"--out {out}: this is a file; name a folder")
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        temporary = out / f"{TEMPORARY}{uuid.uuid4().hex}.tmp"
        temporary.mkdir()
        try:
            yield temporary
            _swap(temporary, out, kind)
        finally:
            _sweep(out)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(f"--out {out}: another export is writing there now. Try again when it is done.") from error
    try:
        _sweep(out)
        yield
    finally:
        lock.release()


def _sweep(out: Path) -> None:
    """Remove temporary folders, also those that a killed export left; the lock says that nobody uses them."""
    for folder in out.glob(f"{TEMPORARY}*.tmp"):
        shutil.rmtree(folder, ignore_errors=True)


def _swap(temporary: Path, out: Path, kind: str) -> None:
    made = {path.relative_to(temporary).as_posix(): checksum(path) for path in _files(temporary)}
    ledger = _read(out)
    _refuse_strangers(out, made, ledger)
    stale = [name for name, (by, _) in ledger.items() if by == kind and name not in made and _ours(out, name, ledger)]
    kept = {name: entry for name, entry in ledger.items() if name not in stale}
    # Between the first file and the last, both the old and the new ones are ours: a kill leaves nothing strange.
    _write(out, ledger | {name: (kind, (sha256, *_known(name, ledger))) for name, sha256 in made.items()})
    for name in made:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (temporary / name).replace(out / name)
    for name in stale:
        (out / name).unlink()
    _write(out, kept | {name: (kind, (sha256,)) for name, sha256 in made.items()})
    for folder in {(out / name).parent for name in made}:
        sync(folder)


def _files(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        sync(path)
    return files


def _refuse_strangers(out: Path, made: dict[str, str], ledger: Ledger) -> None:
    strange = [
        name
        for name, sha256 in made.items()
        if _exists(out / name) and not _ours(out, name, ledger) and not _holds(out / name, [sha256])
    ]
    if not strange:
        return
    shown = ", ".join(strange[:NAMED]) + (f" and {len(strange) - NAMED} more" if len(strange) > NAMED else "")
    raise OutputError(
        f"--out {out}: not written by skl export, or changed since: {shown}. Nothing was changed. "
        "Move what you want to keep, or name another folder."
    )


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _ours(out: Path, name: str, ledger: Ledger) -> bool:
    return _holds(out / name, _known(name, ledger))


def _known(name: str, ledger: Ledger) -> tuple[str, ...]:
    return ledger[name][1] if name in ledger else ()


def _holds(path: Path, checksums: Iterable[str]) -> bool:
    return path.is_file() and not path.is_symlink() and checksum(path) in checksums


def _read(out: Path) -> Ledger:
    """A ledger that can't be read makes no file ours; a name that leads out of the folder is not one."""
    try:
        files = json.loads((out / LEDGER).read_text(encoding="utf-8"))["files"]
        entries = {str(name): (str(by), tuple(map(str, known))) for name, (by, known) in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {
        name: entry for name, entry in entries.items() if not Path(name).is_absolute() and ".." not in Path(name).parts
    }


def _write(out: Path, ledger: Ledger) -> None:
    content = json.dumps({"files": dict(sorted(ledger.items()))}, indent=1, ensure_ascii=False)
    temporary = out / f"{LEDGER}.new"
    temporary.write_text(content + "\n", encoding="utf-8")
    sync(temporary)
    temporary.replace(out / LEDGER)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
