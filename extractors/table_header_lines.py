"""Which lines above a table's data are its header: up to a rule, running text, a caption, or a wide space."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractors.table_blocks import is_caption, is_prose
from extractors.table_chunks import Chunk
from extractors.table_columns import Column
from extractors.table_drafts import Draft
from extractors.table_setting import Setting

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


def header_lines(setting: Setting, draft: Draft, busy: Set[int]) -> list[list[Chunk]]:
    """Chunks of the header's lines, from the top.

    ``busy`` are the lines with data of any table: a header does not reach over them.
    """
    first = draft.numbers[draft.headers]
    extent, full = _reach(setting, draft, first)
    found: list[list[Chunk]] = []
    for number in range(first - 1, max(-1, first - 1 - _MAX_LINES), -1):
        inside = setting.inside(number, extent.x0, extent.x1 + _RIGHT * draft.rows[0][0].size)
        if not any(chunk.overlap(extent.x0, extent.x1) > 0 for chunk in inside):
            continue
        below = found[-1] if found else setting.lines[first]
        if number in busy or _is_text(inside, number, setting, draft) or _sticks_out(inside, extent, draft.columns[0]):
            break
        if _is_beyond(inside, below, full, draft.spacing):
            break
        found.append(inside)
    return found[::-1]


def _reach(setting: Setting, draft: Draft, first: int) -> tuple[Column, list[float]]:
    """How far the header goes to the sides, and the heights of the full rules above the data, from below."""
    extent = draft.extent
    floor = min(chunk.top for chunk in setting.lines[first])
    over = [rule for rule in setting.rules if rule.spans(extent.x0, extent.x1) and rule.y < floor + 1][::-1]
    if over:
        extent = Column(min(extent.x0, over[0].x0), max(extent.x1, over[0].x1))
    return extent, [rule.y for rule in over]


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


def _sticks_out(line: Sequence[Chunk], extent: Column, labels: Column) -> bool:
    """Whether a line reaches far out of the table; the headers of narrow values may be wider than these."""
    size = max(chunk.size for chunk in line)
    over = [chunk for chunk in line if labels.x1 <= chunk.x0 < extent.x1]
    far = extent.x1 + _STICKS_OUT * size
    return any(
        chunk.x0 < extent.x0 - 2 * size or chunk.x1 > far + (far - extent.x1 if chunk in over else 0) for chunk in line
    )


def _is_beyond(line: Sequence[Chunk], below: Sequence[Chunk], full: Sequence[float], spacing: float) -> bool:
    """Whether a line lies above the header: over its top rule, or too far from what is below it.

    ``spacing`` is the usual space between the table's rows, in points: headers of several columns may be as far.
    """
    size = max(chunk.size for chunk in line)
    bottom, top = max(chunk.bottom for chunk in line), min(chunk.top for chunk in below)
    crossed = sum(1 for y in full if bottom - 0.3 * size <= y)
    if crossed >= 2:
        return True
    if len(full) > crossed and bottom - full[crossed] < _MAX_LINES * size:
        return False
    return top - bottom > (max(_NEAR * size, _ROOM * spacing) if len(line) > 1 else _NEAR * size)
