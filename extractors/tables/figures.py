"""Digits in a table's headers, labels and texts: which of them belong there, and which may have been put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.explanations import Explanation
from extractors.tables.sheets import Cell

#: A figure whose size differs by more than this factor from all letters of its cell was not set with them.
_SAME_SIZE = 1.15
#: A smaller figure of so many digits may be a footnote mark.
_MARK = 2
_FIGURES = re.compile(r"\S*\d\S*")


def explained(cell: Cell, rule: str) -> list[Explanation]:
    """Why the digits of a header, a label or a text are no data; none for those that were not set with the rest."""
    printed, strange = cell.text, set(_strangers(cell))
    return [
        Explanation(rule, region, match.group())
        for match in _FIGURES.finditer(printed.verbatim)
        if match.group() not in strange
        for region in printed.regions(match.start(), match.end())
    ]


def is_text(cell: Cell) -> bool:
    """Whether a cell that holds no number has words: several figures and nothing else are no text."""
    figures = [word for word in cell.words if any(map(str.isdigit, word.text))]
    return len(figures) < 2 or any(map(str.isalpha, cell.text.plain))


def _strangers(cell: Cell) -> Iterator[str]:
    letters = [word.size for word in cell.words if any(map(str.isalpha, word.text))]
    for word in cell.words:
        digits = sum(map(str.isdigit, word.text))
        alike = any(1 / _SAME_SIZE <= word.size / size <= _SAME_SIZE for size in letters)
        if digits > _MARK and letters and not alike:
            yield word.text
