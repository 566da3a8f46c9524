"""Tables before their headers are read: lines of values with their columns, one draft for each table.

Blocks below each other with the same columns and nothing but headings between them are one table; a block in which
headers come again is several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.blocks import Block, is_caption, is_prose
from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column, find_columns
from extractors.tables.header_rows import comes_again, header_row_count
from extractors.tables.rules import Rule
from extractors.tables.setting import Setting, within
from schemas.claim import Region

#: Lines that only head a section may stand between the parts of a table, over this many font sizes at most.
_APART = 8.0
#: Lines of text have this many words and more.
_TEXT_WORDS = 5
#: Rules end together within so many points.
_SIDE = 3.0


@dataclass(frozen=True)
class Draft:
    """A table's lines of values, and its columns; ``headers`` of the lines name columns."""

    rows: tuple[tuple[Chunk, ...], ...]
    columns: tuple[Column, ...]
    frame: Region | None
    headers: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of its lines on the page."""
        return tuple(row[0].line for row in self.rows)

    @property
    def extent(self) -> Column:
        """From its left edge to its right."""
        return Column(self.columns[0].x0, self.columns[-1].x1)

    @property
    def spacing(self) -> float:
        """The usual space between its rows, in points."""
        gaps = [min(c.top for c in below) - max(c.bottom for c in above) for above, below in pairwise(self.rows)]
        return max(0.0, median(gaps)) if gaps else 0.0

    @property
    def data(self) -> tuple[tuple[Chunk, ...], ...]:
        """Its lines below the headers."""
        return self.rows[self.headers :]


def drafts_of(blocks: Iterable[Block], setting: Setting) -> list[Draft]:
    """One draft for each table, from the page's top."""
    drafts: list[Draft] = []
    for block in blocks:
        draft = _draft(block, setting)
        home = next((other for other in reversed(drafts) if _goes_on(other, draft, setting)), None)
        if home is None:
            drafts.append(draft)
        else:
            drafts[drafts.index(home)] = _made((*home.rows, *draft.rows), home.frame)
    return [part for draft in drafts if len(draft.columns) > 1 for part in _split(draft, setting.rules)]


def _made(rows: Iterable[Sequence[Chunk]], frame: Region | None) -> Draft:
    kept = tuple(tuple(row) for row in rows if row)
    columns = find_columns(kept)
    while len(columns) > 2 and _is_text_beside(columns[-1], kept):
        edge = columns.pop().x0
        kept = tuple(cut for row in kept if (cut := tuple(chunk for chunk in row if chunk.x0 < edge)))
    return Draft(kept, tuple(columns), frame)


def _is_text_beside(column: Column, rows: Sequence[Sequence[Chunk]]) -> bool:
    """Whether the last column is another column of the page: lines of words, with numbers in their sentences."""
    inside = [chunk for row in rows for chunk in row if chunk.overlap(column.x0, column.x1) > 0]
    return sum(1 for chunk in inside if len(chunk.words) >= _TEXT_WORDS) > 0.5 * len(inside)


def _draft(block: Block, setting: Setting) -> Draft:
    frame = _frame(block, setting.frames) or _between_rules(block, setting)
    rows = [
        [chunk for chunk in setting.lines[number] if chunk not in setting.prose and within(chunk, frame)]
        for number in block.data_lines
    ]
    return _made([_near(row, block) for row in rows], frame)


def _frame(block: Block, frames: Iterable[Region]) -> Region | None:
    """The drawn grid that holds all of a block's values."""
    values = [chunk for chain in block.chains for chunk in chain]
    return next((frame for frame in frames if all(_inside(chunk, frame) for chunk in values)), None)


def _between_rules(block: Block, setting: Setting) -> Region | None:
    """The space between two rules of one length, above and below a block, when its labels are in there too."""
    values = [chunk for chain in block.chains for chunk in chain]
    x0, x1 = block.x0, block.x1
    top, bottom = min(chunk.top for chunk in values), max(chunk.bottom for chunk in values)
    wide = [rule for rule in setting.rules if rule.x0 <= x0 and rule.x1 >= x1]
    above = [rule for rule in wide if rule.y <= top + 1]
    below = [rule for rule in wide if rule.y >= bottom - 1 and any(_same_length(rule, other) for other in above)]
    if not below:
        return None
    page = values[0].words[0].page
    frame = Region(page, below[0].x0 - _SIDE, above[0].y, below[0].x1 + _SIDE, below[0].y)
    lines = [[chunk for chunk in setting.lines[number] if within(chunk, frame)] for number in block.data_lines]
    labelled = sum(1 for line in lines if line[0].x0 < x0)
    return frame if labelled > 0.5 * len(lines) else None


def _same_length(one: Rule, other: Rule) -> bool:
    return abs(one.x0 - other.x0) <= _SIDE and abs(one.x1 - other.x1) <= _SIDE


def _inside(chunk: Chunk, frame: Region) -> bool:
    return within(chunk, frame) and frame.top <= (chunk.top + chunk.bottom) / 2 <= frame.bottom


def _near(row: list[Chunk], block: Block) -> list[Chunk]:
    """The part of a line that belongs to a block: no running text beside it."""
    start = next(index for index, chunk in enumerate(row) if chunk.x1 > block.x0 and chunk.x0 < block.x1)
    while start > 0 and not is_prose(row[start - 1]):
        start -= 1
    end = start
    while end < len(row) and not (row[end].x0 > block.x1 and is_prose(row[end])):
        end += 1
    return row[start:end]


def _goes_on(above: Draft, below: Draft, setting: Setting) -> bool:
    """Whether a block is the rest of the table above it: the same columns, and between them only headings."""
    last, first = above.rows[-1], below.rows[0]
    size = last[0].size
    gap = min(chunk.top for chunk in first) - max(chunk.bottom for chunk in last)
    if len(above.columns) != len(below.columns) or not 0 < gap < _APART * size or above.frame != below.frame:
        return False
    if not all(
        one.x0 < other.x1 and other.x0 < one.x1 for one, other in zip(above.columns, below.columns, strict=True)
    ):
        return False
    extent = above.extent
    between = [setting.inside(number, extent.x0, extent.x1) for number in range(last[0].line + 1, first[0].line)]
    return all(len(line) <= 1 and not any(_stops(chunk, above.columns) for chunk in line) for line in between)


def _stops(chunk: Chunk, columns: Sequence[Column]) -> bool:
    return is_prose(chunk) or is_caption(chunk.text) or chunk.x0 >= columns[1].x0


def _split(draft: Draft, rules: Sequence[Rule]) -> list[Draft]:
    """Cut a draft where headers come again, and count the headers of each part."""
    ruled = _ruled_below(draft, rules)
    starts = [0, *comes_again(draft.rows, ruled), len(draft.rows)]
    parts = []
    for start, end in pairwise(starts):
        part = _made(draft.rows[start:end], draft.frame)
        if len(part.columns) < 2:
            continue
        headers = header_row_count(part.rows, ruled[start:end])
        columns = _with_aside_headers(part.columns, part.rows[:headers], part.rows[headers:])
        parts.append(Draft(part.rows, columns, part.frame, headers))
    return parts


def _with_aside_headers(
    columns: tuple[Column, ...], headers: Sequence[Sequence[Chunk]], data: Sequence[Sequence[Chunk]]
) -> tuple[Column, ...]:
    """The columns, where a header that stands beside its values and not above them makes none of its own."""
    found = list(columns)
    for left, right in pairwise(columns[1:]):
        pair = {left: (_holds(left, headers), _holds(left, data)), right: (_holds(right, headers), _holds(right, data))}
        if sorted(pair.values()) == [(False, True), (True, False)] and left in found and right in found:
            found[found.index(left) : found.index(right) + 1] = [Column(left.x0, right.x1)]
    return tuple(found)


def _holds(column: Column, rows: Sequence[Sequence[Chunk]]) -> bool:
    return any(chunk.overlap(column.x0, column.x1) > 0 for row in rows for chunk in row)


def _ruled_below(draft: Draft, rules: Sequence[Rule]) -> list[bool]:
    """Below which lines there is a rule over the whole table before the next line."""
    extent = draft.extent
    full = [rule.y for rule in rules if rule.spans(extent.x0, extent.x1)]
    edges = [(max(c.bottom for c in row), min(c.top for c in row), row[0].size) for row in draft.rows]
    return [
        any(bottom - 0.3 * size <= y <= top + 0.3 * size for y in full)
        for (bottom, _, size), (_, top, _) in pairwise([*edges, (0.0, float("inf"), 1.0)])
    ]
