"""Which lines of values are headers all the same: years, dates, ascending numbers, words above figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.tables.chunks import Chunk

#: No table has more lines of headers with figures in them.
_MAX_ROWS = 5
#: Where more than this share of the lines have a rule below, the rules part rows.
_ROW_RULES = 0.34
#: Ascending numbers that name columns are at least so many.
_MIN_ASCENDING = 4
#: This share of what stands below a header in a column of values are values.
_FIGURES_BELOW = 0.8
_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?:fy|år|year|ht|vt|q[1-4]|kv\d)? ?{_YEAR}(?: ?[-/–] ?\d\d(?:\d\d)?)?[*¹²³]*(?: ?\d\)|,)?"
    rf"|\d\d?[/.]\d\d?[/.](?:{_YEAR}|\d\d)|{_YEAR}-\d\d-\d\d|n ?= ?[\d ,.]+|\(?n ?= ?[\d ,.]+\)?"
)


def header_row_count(rows: Sequence[Sequence[Chunk]], ruled: Sequence[bool]) -> int:
    """How many of a block's first lines name columns; ``ruled`` says below which there is a rule over all of it."""
    ruled = _apart_from_rows(ruled)
    count = 0
    for index in range(min(len(rows) - 1, _MAX_ROWS)):
        follows = index == count and _names_columns(rows[index], ruled[index])
        if follows or (ruled[index] and _has_words(rows[index], rows[index + 1 :])):
            count = index + 1
    return count


def _apart_from_rows(ruled: Sequence[bool]) -> Sequence[bool]:
    """Rules below most lines part rows and say nothing of headers."""
    return ruled if sum(ruled) <= max(2, _ROW_RULES * len(ruled)) else [False] * len(ruled)


def comes_again(rows: Sequence[Sequence[Chunk]], ruled: Sequence[bool]) -> list[int]:
    """Which of a block's lines begin another table with headers of its own, below lines of data."""
    first = header_row_count(rows, ruled)
    ruled = _apart_from_rows(ruled)
    return [
        index
        for index in range(first + 1, len(rows) - 1)
        if _is_new(rows[index], ruled[index], rows[index + 1 :])
        and not _is_new(rows[index - 1], ruled[index - 1], rows[index:])
    ]


def _is_new(row: Sequence[Chunk], ruled: bool, below: Sequence[Sequence[Chunk]]) -> bool:
    figures = sum(1 for chunk in row if chunk.is_figure)
    return (figures > 1 and _names_columns(row, ruled)) or (ruled and _has_words(row, below))


def _names_columns(row: Sequence[Chunk], ruled_below: bool) -> bool:
    """Whether a line holds nothing but years, dates, or ascending numbers above a rule."""
    figures = [chunk for chunk in row if chunk.is_figure]
    if all(_PERIOD.fullmatch(chunk.text) for chunk in figures):
        return True
    return ruled_below and _counts_up(figures)


def _has_words(row: Sequence[Chunk], below: Sequence[Sequence[Chunk]]) -> bool:
    """Whether a line has words where the lines below it have figures, in most of its cells or in two at least."""
    cells = row[1:] if len(row) > 2 else row
    worded = 0
    for chunk in cells:
        under = [other for line in below for other in line if other.overlap(chunk.x0, chunk.x1) > 0]
        figures = sum(1 for other in under if other.is_value)
        if not _is_plain(chunk) and figures >= _FIGURES_BELOW * len(under):
            worded += 1
    return worded >= 2 or worded > 0.5 * len(cells)


def _is_plain(chunk: Chunk) -> bool:
    """Whether a chunk is a mark, or a figure that is no range and no words."""
    return chunk.is_value and not (chunk.is_figure and re.search(r"[a-zåäö]{2}|\d ?-", chunk.text))


def _numbers(figures: Sequence[Chunk]) -> list[float]:
    texts = [chunk.text.replace(",", ".") for chunk in figures]
    return [float(text) for text in texts if re.fullmatch(r"\d+(?:\.\d+)?", text)]


def _counts_up(figures: Sequence[Chunk]) -> bool:
    numbers = _numbers(figures)
    return len(numbers) == len(figures) >= _MIN_ASCENDING and all(one < other for one, other in pairwise(numbers))
