"""The headers above a table's data: which lines they are, and over which columns each of their cells stands."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from extractors.table_blocks import is_caption, is_prose
from extractors.table_chunks import Chunk
from extractors.table_columns import Column
from extractors.table_rules import Rule
from extractors.table_spans import header_spans, is_over, slot_of
from schemas.claim import Region

#: Header lines follow each other within this many font sizes where no rule says how far they go.
_NEAR = 1.9
#: Two lines of one header cell are no further apart than this, in font sizes.
_TIGHT = 0.75
#: Two headers are further apart than this many word spaces.
_HEADERS_APART = 1.3
_MAX_LINES = 14
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


@dataclass(frozen=True)
class HeaderCell:
    """A header: its lines of chunks, and the first and last column that it stands over."""

    chunks: tuple[Chunk, ...]
    first: int
    last: int

    @property
    def top(self) -> float:
        """Upper edge in points."""
        return self.chunks[0].top

    @property
    def bottom(self) -> float:
        """Lower edge in points."""
        return self.chunks[-1].bottom


Lines = Sequence[Sequence[Chunk]]


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
    return _counts_up(figures) and (ruled_below or _steps_by_one(figures))


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


def _steps_by_one(figures: Sequence[Chunk]) -> bool:
    numbers = _numbers(figures)
    return all(other - one == 1 for one, other in pairwise(numbers))


def header_lines(
    lines: Lines, first: int, extent: Column, rules: Sequence[Rule], prose: Set[Chunk], busy: Set[int]
) -> list[list[Chunk]]:
    """Chunks of the header's lines, from the top; ``first`` is the number of the first line of data.

    ``busy`` are the lines with data of any table: a header does not reach over them.
    """
    floor = min(chunk.top for chunk in lines[first])
    full = sorted((rule.y for rule in rules if rule.spans(extent.x0, extent.x1) and rule.y < floor + 1), reverse=True)
    found: list[list[Chunk]] = []
    for number in range(first - 1, max(-1, first - 1 - _MAX_LINES), -1):
        inside = [chunk for chunk in lines[number] if chunk.overlap(extent.x0, extent.x1) > 0]
        if not inside:
            continue
        below = found[-1] if found else lines[first]
        if number in busy or _ends(inside, below, extent, full, prose):
            break
        found.append(inside)
    return found[::-1]


def _ends(line: list[Chunk], below: Sequence[Chunk], extent: Column, full: list[float], prose: Set[Chunk]) -> bool:
    """Whether a line above a header belongs to it no more."""
    if any(chunk in prose or is_prose(chunk) or is_caption(chunk.text) for chunk in line):
        return True
    size = max(chunk.size for chunk in line)
    if any(chunk.x0 < extent.x0 - 2 * size or chunk.x1 > extent.x1 + 6 * size for chunk in line):
        return True
    bottom, top = max(chunk.bottom for chunk in line), min(chunk.top for chunk in below)
    crossed = [y for y in full if bottom - 0.3 * size <= y]
    if len(crossed) >= 2:
        return True
    enclosed = len(full) > len(crossed) and bottom - full[len(crossed)] < _MAX_LINES * size
    return not enclosed and top - bottom > _NEAR * size


def header_cells(
    lines: Lines, columns: Sequence[Column], rules: Sequence[Rule], boxes: Sequence[Region], labels: int, space: float
) -> list[HeaderCell]:
    """Header cells from the top, each over its columns; lines of one cell are joined.

    ``boxes`` are cells that are drawn, ``labels`` the number of columns on the left that hold labels, ``space`` the
    usual space between words in font sizes.
    """
    cells: list[HeaderCell] = []
    for index, line in enumerate(lines):
        below = [chunk for other in lines[index + 1 :] for chunk in other]
        parts = [part for chunk in line for part in _unglued(chunk, columns, space)]
        spans = header_spans(parts, columns, rules, boxes, below, labels)
        for part, (first, last) in zip(parts, spans, strict=True):
            home = next((cell for cell in reversed(cells) if _same_cell(cell, part, first, last, rules)), None)
            if home is None:
                cells.append(HeaderCell((part,), first, last))
            else:
                cells[cells.index(home)] = HeaderCell((*home.chunks, part), first, last)
    return cells


def _unglued(chunk: Chunk, columns: Sequence[Column], space: float) -> list[Chunk]:
    """Headers of neighbouring columns that stand so near that they look like one."""
    parts: list[list[int]] = []
    slots = [slot_of((word.x0 + word.x1) / 2, columns) for word in chunk.words]
    for index, slot in enumerate(slots):
        if parts and slots[parts[-1][-1]] == slot:
            parts[-1].append(index)
        else:
            parts.append([index])
    runs = [tuple(chunk.words[index] for index in part) for part in parts]
    pieces = [Chunk(run, chunk.line) for run in runs]
    fits = all(is_over(piece, columns[slots[part[0]]]) for piece, part in zip(pieces, parts, strict=True))
    figures = len(pieces) > 2 and all(any(map(str.isdigit, piece.text)) for piece in pieces[1:])
    apart = figures or all(_apart(one, other, space) for one, other in pairwise(pieces))
    return pieces if len(pieces) > 1 and fits and apart else [chunk]


def _apart(one: Chunk, other: Chunk, space: float) -> bool:
    """Whether two headers stand further apart than words do, or both have figures of their own."""
    wide = other.x0 - one.x1 > _HEADERS_APART * space * one.size
    return wide or all(any(char.isdigit() for char in chunk.text) for chunk in (one, other))


def _same_cell(cell: HeaderCell, part: Chunk, first: int, last: int, rules: Sequence[Rule]) -> bool:
    if (cell.first, cell.last) != (first, last) and not _narrower(cell, first, last):
        return False
    gap = part.top - cell.bottom
    ruled = any(
        cell.bottom - 0.3 * part.size < rule.y < part.top + 0.3 * part.size and rule.x0 < part.x1 and rule.x1 > part.x0
        for rule in rules
    )
    return not ruled and -0.5 * part.size < gap <= _TIGHT * part.size


def _narrower(cell: HeaderCell, first: int, last: int) -> bool:
    """A header of several lines may touch its neighbour's column with a long line only."""
    inside = cell.first <= first and last <= cell.last
    return inside and cell.first == cell.last
