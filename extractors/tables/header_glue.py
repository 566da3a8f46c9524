"""Headers of neighbouring columns that stand so near to each other that they look like one, and how to tell.

Kommungrupp        Budget Medelvärde      <- no wider apart than words are,
Storstäder         41 %   44 %               but each begins where its column does
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.spans import is_over, slot_of

#: Two headers are further apart than this many word spaces.
_HEADERS_APART = 1.3
#: Headers that stand on the same edge of their columns, or centred over them, are off by no more, in font sizes.
_ON_EDGE = 0.15
#: Words that may be two headers are off their columns by no more than this, in font sizes.
_NEAR_EDGE = 0.25

Edge = Callable[[Chunk | Column], float]
_EDGES: tuple[Edge, ...] = (lambda item: item.x0, lambda item: (item.x0 + item.x1) / 2, lambda item: item.x1)


def unglued(chunk: Chunk, columns: Sequence[Column], space: float, *, lowest: bool) -> list[Chunk]:
    """The headers that a run of words is: one for each column that its words stand over, or all of it.

    ``space`` is the usual space between words in font sizes; on the ``lowest`` line each column has its own header.
    """
    slots = [slot_of((word.x0 + word.x1) / 2, columns) for word in chunk.words]
    starts = [index for index in range(len(slots)) if not index or slots[index] != slots[index - 1]]
    if len(starts) < 2:
        return [chunk]
    pieces = [_part(chunk, start, end) for start, end in pairwise([*starts, len(slots)])]
    under = [columns[slots[start]] for start in starts]
    fits = all(is_over(piece, column) for piece, column in zip(pieces, under, strict=True))
    figures = len(pieces) > 2 and all(any(map(str.isdigit, piece.text)) for piece in pieces[1:])
    wide = all(_apart(one, other, space) for one, other in pairwise(pieces))
    return pieces if fits and (figures or wide or (lowest and _on_one_edge(pieces, under, _ON_EDGE))) else [chunk]


def may_be_two(chunk: Chunk, sides: Sequence[Column]) -> bool:
    """Whether words over several columns may be two headers: both stand alike over some of these each."""
    return any(
        _on_one_edge(pair, under, _NEAR_EDGE)
        for pair in _pairs(chunk)
        for border in range(len(sides) - 1)
        for under in [(_joint(sides[: border + 1]), _joint(sides[border + 1 :]))]
    )


def _pairs(chunk: Chunk) -> Iterator[tuple[Chunk, Chunk]]:
    count = len(chunk.words)
    return ((_part(chunk, 0, at), _part(chunk, at, count)) for at in range(1, count))


def _part(chunk: Chunk, start: int, end: int) -> Chunk:
    return Chunk(chunk.words[start:end], chunk.line)


def _joint(columns: Sequence[Column]) -> Column:
    return Column(columns[0].x0, columns[-1].x1)


def _on_one_edge(pieces: Sequence[Chunk], under: Sequence[Column], room: float) -> bool:
    """Whether headers stand alike over their columns: all at the left, all centred, or all at the right."""
    return any(
        all(abs(edge(piece) - edge(column)) <= room * piece.size for piece, column in zip(pieces, under, strict=True))
        for edge in _EDGES
    )


def _apart(one: Chunk, other: Chunk, space: float) -> bool:
    """Whether two headers stand further apart than words do, or both have figures of their own."""
    wide = other.x0 - one.x1 > _HEADERS_APART * space * one.size
    return wide or all(any(char.isdigit() for char in chunk.text) for chunk in (one, other))
