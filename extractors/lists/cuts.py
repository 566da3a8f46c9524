"""Words that stand in two cells of a grid at once: numbers that small margins glue ("9" and "8" read as 98)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.lists.digits import Widths, width_key
from extractors.pdf.page import Grid
from extractors.text import Word
from schemas.claim import Region

#: How near to a grid's line the space between two characters is, in font sizes.
_NEAR_EM = 0.35
#: How far a word must reach into both cells, in font sizes: a serif may touch the line.
_REACH_EM = 0.25
#: How much wider than itself a character stands at least before a space that is none of its font, in font sizes.
_SPACE_EM = 0.06


def cut_at_cells(words: Iterable[Word], grids: Sequence[Grid], widths: Widths) -> tuple[Word, ...]:
    """Words, cut where a line of a grid runs through a space in them; ``widths`` tell the spaces.

    A word without such a space runs over the edge of its own cell and stays whole.
    """
    cells = [cell for grid in grids for row in grid.rows for cell in row if cell is not None]
    edges = sorted({cell.x0 for cell in cells})
    return tuple(
        part for word in words for part in (_cut(word, cells, widths) if _is_crossed(word, edges) else (word,))
    )


def _is_crossed(word: Word, edges: Sequence[float]) -> bool:
    """Whether any cell of the page begins within the word's sides; ``edges`` are in order."""
    reach = _REACH_EM * word.size
    return bisect_right(edges, word.x0 + reach) < bisect_left(edges, word.x1 - reach)


def _cut(word: Word, cells: Sequence[Region], widths: Widths) -> Iterator[Word]:
    reach = _REACH_EM * word.size
    for cell in cells:
        if cell.top <= word.middle <= cell.bottom and word.x0 + reach < cell.x0 < word.x1 - reach:
            index = _boundary(word, cell.x0, widths)
            if index is not None:
                yield replace(word, text=word.text[:index], x1=word.edges[index], edges=word.edges[: index + 1])
                rest = replace(word, text=word.text[index:], x0=word.edges[index], edges=word.edges[index:])
                yield from _cut(rest, cells, widths)
                return
    yield word


def _boundary(word: Word, x: float, widths: Widths) -> int | None:
    """The character that begins right of a line, when the line runs between two characters with a space between."""
    if len(word.edges) != len(word.text) + 1:
        return None
    index = min(range(1, len(word.text)), key=lambda place: abs(word.edges[place] - x), default=None)
    if index is None or abs(word.edges[index] - x) >= _NEAR_EM * word.size:
        return None
    usual = widths.get(width_key(word.text[index - 1], word))
    apart = usual is not None and word.edges[index] - word.edges[index - 1] > usual + _SPACE_EM * word.size
    return index if apart else None
