"""What the tests of exports share: names of views, a small table of texts, and files by their checksums."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from by_hand import NOON

from schemas.columns import Table, text
from schemas.records import RUNS, SNAPSHOTS, SOURCES
from schemas.tables import VIEWS
from warehouse.public import Public, View

NAMES = {view.name for view in VIEWS}
WORDS = Table("words", "Texts", (text("said", "A text", nullable=True),))


def content(folder: Path) -> dict[str, str]:
    """Checksum of each file that people see."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def of(table: Table, *rows: tuple[Any, ...]) -> Public:
    ended = ("run-1", NOON.replace(tzinfo=None), NOON.replace(tzinfo=None), "f", 0, 0, 0, 0, "[]", 0, "0" * 64)
    return Public((View(table, list(rows)), View(SOURCES, []), View(SNAPSHOTS, []), View(RUNS, [ended])))
