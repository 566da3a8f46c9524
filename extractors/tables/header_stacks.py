"""Headers of several lines that stand centred beside headers of one line: the lines of each come together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.tables.chunks import Chunk

#: Two lines of one header cell are no further apart than this, in font sizes.
TIGHT = 0.75
#: A header of several lines is centred on one beside it when their middles differ by no more, in font sizes.
_LEVEL = 0.25

Lines = Sequence[Sequence[Chunk]]


def continues(one: Chunk, other: Chunk) -> bool:
    """Whether a line can only be the rest of the one above it: that breaks off, or this begins in small letters."""
    near = -0.5 * other.size < other.top - one.bottom <= TIGHT * other.size
    first = other.words[0].text[:1]
    return near and one.overlap(other.x0, other.x1) > 0 and (first.islower() or first == "(" or one.breaks_off)


def joined_stacks(lines: Lines) -> list[list[Chunk]]:
    """Header lines with each stack of lines that is centred on a neighbour put on that neighbour's line."""
    home = {chunk: number for number, line in enumerate(lines) for chunk in line}
    rows = [list(line) for line in lines]
    for stack in _stacks(lines):
        middle = next((chunk for chunk in home if _is_beside(chunk, stack, home)), None)
        if middle is None or any(chunk not in rows[home[chunk]] for chunk in stack):
            continue
        for chunk in stack:
            rows[home[chunk]].remove(chunk)
        whole = Chunk(tuple(word for chunk in stack for word in chunk.words), middle.line)
        rows[home[middle]] = sorted([*rows[home[middle]], whole], key=lambda chunk: chunk.x0)
    return [row for row in rows if row]


def _stacks(lines: Lines) -> Iterator[tuple[Chunk, ...]]:
    """Runs of lines of which each continues the one above and no other."""
    below = {
        chunk: rest for number, line in enumerate(lines) for chunk in line if (rest := _rest(chunk, lines[number:]))
    }
    taken = set(below.values())
    for first in below:
        if first in taken:
            continue
        stack = [first]
        while stack[-1] in below:
            stack.append(below[stack[-1]])
        yield tuple(stack)


def _rest(chunk: Chunk, lines: Lines) -> Chunk | None:
    under = [other for line in lines[1:] for other in line if chunk.overlap(other.x0, other.x1) > 0]
    near = [other for other in under if other.top - chunk.bottom <= TIGHT * other.size]
    return near[0] if len(near) == 1 and continues(chunk, near[0]) else None


def _is_beside(chunk: Chunk, stack: Sequence[Chunk], home: dict[Chunk, int]) -> bool:
    """Whether a header of one line stands beside a stack, at its middle, and alone between its upper and lower edge."""
    top, bottom = stack[0].top, stack[-1].bottom
    if abs(chunk.top + chunk.bottom - top - bottom) / 2 > _LEVEL * chunk.size:
        return False
    column = [
        other for other in home if other.overlap(chunk.x0, chunk.x1) > 0 and top < other.bottom and other.top < bottom
    ]
    return column == [chunk] and not any(chunk.overlap(part.x0, part.x1) > 0 for part in stack)
