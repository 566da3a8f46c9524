"""What Excel can't hold, and what is done about it: never a silent cut."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

ROWS = 1_048_576
CELL = 32_767
NAME = 31
#: Excel takes 1900 for a leap year, so that its days are wrong before this one; they are written as text.
FIRST_DAY = datetime(1900, 3, 1)


@dataclass(frozen=True)
class Cut:
    """A cell whose text is cut; ``row`` is the sheet's own number."""

    sheet: str
    column: str
    row: int
    characters: int

    def __str__(self) -> str:
        """Say what is cut, and where the whole text is."""
        return (
            f"Excel: sheet {self.sheet}, {self.column}, row {self.row}: the text has {self.characters:,} characters, "
            f"a cell holds {CELL:,}; it is cut, and whole in the formats parquet, csv and datapackage"
        )


def fitted(text: str) -> str:
    """Return the text, or as much of it as a cell holds with a note that it is cut. Excel counts in UTF-16."""
    if _units(text) <= CELL:
        return text
    note = f" … [cut here: {len(text):,} characters in all]"
    return _head(text, CELL - len(note)) + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, units: int) -> str:
    """As many whole characters as fit."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def sheet_name(name: str, part: int, taken: Collection[str]) -> str:
    """Return a name for the sheet with this part of a view, unlike those taken (in lower case)."""
    for number in range(1, len(taken) + 2):
        mark = f" ({part})" if part > 1 else ""
        mark += f" {number}" if number > 1 else ""
        shown = name[: NAME - len(mark)] + mark
        if shown.lower() not in taken:
            return shown
    raise AssertionError("more names than sheets were tried")
