"""Append-only files of one JSON object a line: whole lines only, on disk before we go on, and mended after a crash."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Written after the rest of a line that a crash cut off, by the next one who appends.
TORN = {"event": "torn"}


@dataclass(frozen=True)
class Line:
    """A line with its number in the file, from 1; ``entry`` None where it is no JSON object and no crash says why."""

    number: int
    entry: dict[str, object] | None


def read_json_lines(path: Path) -> Iterator[Line]:
    """The lines of a file, none when there is none; what a crash cut off is passed over. Raises OSError."""
    try:
        content = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    lines = content.split("\n")
    for number, (text, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        entry = _object(text)
        if text.strip() and entry != TORN and (entry is not None or not _is_torn(number, lines, following)):
            yield Line(number, entry)


def _object(text: str) -> dict[str, object] | None:
    with suppress(ValueError):
        entry = json.loads(text)
        return entry if isinstance(entry, dict) else None
    return None


def _is_torn(number: int, lines: list[str], following: str) -> bool:
    return number == len(lines) or _object(following) == TORN


def append_json_line(path: Path, entry: Mapping[str, object]) -> None:
    """Append one line and wait until it is on disk. Raises OSError, also when only a part could be written."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        _write(handle, _mending(handle) + text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_json(path: Path, entry: Mapping[str, object]) -> None:
    """Put one object into a file of its own, whole or not at all. Raises OSError."""
    replace_file(path, json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all. Raises OSError."""
    temporary = path.with_name(f"{path.name}.new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        _write(handle, content)
        os.fsync(handle)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    temporary.replace(path)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file survive a power cut, where folders can be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def _mending(handle: int) -> bytes:
    """What must go before the next line: nothing, or the end of a line that a crash cut off."""
    if os.fstat(handle).st_size == 0:
        return b""
    os.lseek(handle, -1, os.SEEK_END)
    return b"" if os.read(handle, 1) == b"\n" else f"\n{json.dumps(TORN)}\n".encode()
