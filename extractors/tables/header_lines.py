"""Which lines above a table's data are its header: up to a rule, running text, a caption, or a wide space."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from extractors.tables.blocks import is_caption, is_prose
from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.drafts import Draft
from extractors.tables.header_stacks import TIGHT
from extractors.tables.setting import Setting

#: Header lines follow each other within this many font sizes where no rule says how far they go.
_NEAR = 1.9
#: Headers of several columns may be further from the data than rows are from each other by this factor.
_ROOM = 1.3
#: A header aligned to the right may begin right of the last column's values by this many font sizes.
_RIGHT = 2.5
#: What sticks out on the right by more font sizes is no header; twice as much where it begins over the values.
_STICKS_OUT = 6
#: Lines of running text follow each other within this many font sizes.
_LEADING = 1.6
_MAX_LINES = 14
#: Where this share of the rows have a rule below, rules part rows.
_MOSTLY = 0.6


def header_lines(setting: Setting, draft: Draft, busy: Set[int]) -> list[list[Chunk]]:
    """Chunks of the header's lines, from the top.

    ``busy`` are the lines with data of any table: a header does not reach over them.
    """
    first = draft.numbers[draft.headers]
    extent, full = _reach(setting, draft, first)
    right = _free_until(setting, draft, extent)
    ruled = _rows_are_ruled(draft, full)
    above = [y for y in full if y < _floor(setting, first)]
    found: list[list[Chunk]] = []
    for number in range(first - 1, max(-1, first - 1 - _MAX_LINES), -1):
        line = setting.inside(number, extent.x0, right)
        below = found[-1] if found else setting.lines[first]
        if not any(chunk.overlap(extent.x0, extent.x1) > 0 for chunk in line) and not _is_upper(line, found):
            continue
        if number in busy or _is_text(line, number, setting, draft):
            break
        if _sticks_out(line, extent, draft.columns[0].x1, right):
            break
        if _is_above_ruled(line, below, draft) if ruled else _is_beyond(line, below, above, draft):
            break
        found.append(line)
        extent = Column(extent.x0, max(extent.x1, *(chunk.x1 for chunk in line)))
    return found[::-1]


def _floor(setting: Setting, first: int) -> float:
    return min(chunk.top for chunk in setting.lines[first]) + 1


def _reach(setting: Setting, draft: Draft, first: int) -> tuple[Column, list[float]]:
    """How far the header goes to the sides, and the heights of all full rules, from below."""
    extent, floor = draft.extent, _floor(setting, first)
    full = [rule for rule in setting.rules if rule.spans(extent.x0, extent.x1)][::-1]
    over = next((rule for rule in full if rule.y < floor), None)
    if over:
        extent = Column(min(extent.x0, over.x0), max(extent.x1, over.x1))
    return extent, [rule.y for rule in full]


def _rows_are_ruled(draft: Draft, full: Sequence[float]) -> bool:
    """Whether a rule parts most rows of data from the next: then those above them part rows of headers too."""
    edges = [(max(c.bottom for c in row), min(c.top for c in row)) for row in draft.data]
    parted = [any(bottom - 1 < y < top + 1 for y in full) for (bottom, _), (_, top) in pairwise(edges)]
    return len(parted) > 1 and sum(parted) >= _MOSTLY * len(parted)


def _free_until(setting: Setting, draft: Draft, extent: Column) -> float:
    """How far to the right headers may stand: where no row has anything, by no more than columns are apart."""
    size = draft.rows[0][0].size
    beside = [chunk.x0 for number in draft.numbers for chunk in setting.lines[number] if chunk.x0 > draft.extent.x1]
    apart = max(other.x0 - one.x0 for one, other in pairwise(draft.columns))
    return max(extent.x1 + _RIGHT * size, min([draft.extent.x1 + apart, *beside]))


def _is_upper(line: Sequence[Chunk], found: Sequence[Sequence[Chunk]]) -> bool:
    """Whether a line right of all values is the upper part of headers there."""
    return bool(line and found) and all(any(_is_right_above(chunk, other) for other in found[-1]) for chunk in line)


def _is_right_above(chunk: Chunk, other: Chunk) -> bool:
    near = -0.5 * chunk.size < other.top - chunk.bottom <= TIGHT * chunk.size
    return near and chunk.overlap(other.x0, other.x1) > 0


def _is_above_ruled(line: Sequence[Chunk], below: Sequence[Chunk], draft: Draft) -> bool:
    """Whether a line lies above the header of a table whose rows are parted by rules: these do not end the header."""
    title = len(line) == 1 and line[0].x0 < draft.columns[0].x1 and line[0].x1 > draft.columns[1].x0
    return title or _is_far(line, below, draft.spacing)


def _is_text(line: Sequence[Chunk], number: int, setting: Setting, draft: Draft) -> bool:
    """Whether a line is running text, the end of some, or a caption; a long header stands over values only."""
    labels = draft.columns[0]
    left = [chunk for chunk in line if chunk.x0 < labels.x1 or chunk.x0 > draft.extent.x1]
    if any(is_prose(chunk) for chunk in left):
        return True
    if any(chunk in setting.prose or is_caption(chunk.text) for chunk in line):
        return True
    before = setting.lines[number - 1] if len(line) == 1 and number else ()
    return any(_flows_on(chunk, line[0]) for chunk in before if is_prose(chunk))


def _flows_on(text: Chunk, line: Chunk) -> bool:
    near = line.bottom - text.bottom < _LEADING * line.size
    return near and abs(text.x0 - line.x0) < 0.5 * line.size and abs(text.size - line.size) < 0.1 * line.size


def _sticks_out(line: Sequence[Chunk], extent: Column, labels: float, right: float) -> bool:
    """Whether a line reaches far out of the table; the headers of narrow values may be wider than these.

    Headers over values begin right of ``labels`` and left of ``right``.
    """
    size = max(chunk.size for chunk in line)
    far = extent.x1 + _STICKS_OUT * size
    return any(
        chunk.x0 < extent.x0 - 2 * size or chunk.x1 > far + (_STICKS_OUT * size if labels <= chunk.x0 < right else 0)
        for chunk in line
    )


def _is_beyond(line: Sequence[Chunk], below: Sequence[Chunk], full: Sequence[float], draft: Draft) -> bool:
    """Whether a line lies above the header: over its top rule, or too far from what is below it.

    ``full`` are the heights of the full rules above the data, from below.
    """
    size, bottom = max(chunk.size for chunk in line), max(chunk.bottom for chunk in line)
    crossed = sum(1 for y in full if bottom - 0.3 * size <= y)
    if crossed >= 2:
        return True
    if len(full) > crossed and bottom - full[crossed] < _MAX_LINES * size:
        return False
    return _is_far(line, below, draft.spacing if len(line) > 1 else 0.0)


def _is_far(line: Sequence[Chunk], below: Sequence[Chunk], spacing: float) -> bool:
    """Whether a line is further from the one below it than a header's are, and than rows (``spacing`` points) are."""
    size = max(chunk.size for chunk in line)
    gap = min(chunk.top for chunk in below) - max(chunk.bottom for chunk in line)
    return gap > max(_NEAR * size, _ROOM * spacing)
