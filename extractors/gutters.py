"""Where running text is set in columns: gutters that no word crosses, with text on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from extractors.text import Line

#: A gutter's least width in font sizes, and on how many lines it must be seen: a narrow one might be chance.
_GUTTERS = ((0.9, 3), (0.55, 6), (1.8, 2))
_MIN_CHARACTERS = 14
#: The widest space of a justified line is at most this many times its narrowest.
EVEN_GAPS = 1.6


@dataclass(frozen=True)
class _Measured:
    """A line's words from left to right, added up so that each place in it is found at once.

    ``starts`` are the words' left edges, ``ends`` how far the words up to each reach, ``lengths`` how many characters
    there are before each, spaces included, and ``gaps`` the spaces after each.
    """

    size: float
    starts: list[float]
    ends: list[float]
    lengths: list[int]
    gaps: list[float]

    def clear(self, gutter: float, width: float) -> bool:
        """Whether no word crosses a gutter of ``width`` font sizes."""
        cut = bisect_left(self.starts, gutter)
        if not 0 < cut < len(self.starts):
            return cut == 0 or self.ends[-1] <= gutter
        return self.starts[cut] - self.ends[cut - 1] > width * self.size

    def sides(self, gutter: float) -> tuple[int, int]:
        """Characters on both sides of a gutter."""
        left = self.lengths[bisect_left(self.starts, gutter)]
        return left, self.lengths[-1] - left

    def is_widest(self, gutter: float) -> bool:
        """Whether the space at the gutter stands out from the others: those of a justified line are all wide."""
        at = bisect_left(self.starts, gutter) - 1
        return self.gaps[at] > EVEN_GAPS * median([*self.gaps[:at], *self.gaps[at + 1 :]] or [0.0])


def find_columns(lines: Sequence[Line], sizes: Iterable[float]) -> tuple[int, int, float] | None:
    """The tallest run of lines with a gutter through it and running text on both sides: (first, end, x).

    ``sizes`` are the lines' font sizes, in points.
    """
    measured = [_measured(line, size) for line, size in zip(lines, sizes, strict=True)]
    found = (_columns(lines, measured, width, least) for width, least in _GUTTERS)
    return next((columns for columns in found if columns), None)


def _measured(line: Line, size: float) -> _Measured:
    return _Measured(
        size,
        [word.x0 for word in line],
        list(accumulate((word.x1 for word in line), max)),
        list(accumulate((len(word.text) + 1 for word in line), initial=0)),
        [other.x0 - one.x1 for one, other in pairwise(line)],
    )


def _columns(
    lines: Sequence[Line], measured: Sequence[_Measured], width: float, least: int
) -> tuple[int, int, float] | None:
    best: tuple[float, int, int, float] | None = None
    for gutter in _gutters(lines, width, least):
        for first, last in _runs([line.clear(gutter, width) for line in measured]):
            score = _score(measured[first:last], gutter, least)
            if score and (best is None or score > best[0]):
                best = (score, first, last, gutter)
    return best[1:] if best else None


def _gutters(lines: Iterable[Line], width: float, least: int) -> list[float]:
    places: Counter[float] = Counter()
    for line in lines:
        for one, other in pairwise(line):
            if other.x0 - one.x1 > width * max(one.size, other.size):
                places[round(other.x0 - 0.5, 0)] += 1
    starts = Counter(round(line[0].x0 - 0.5, 0) for line in lines)
    return [place for place, count in places.items() if count + starts[place] >= least]


def _runs(clear: Sequence[bool]) -> list[tuple[int, int]]:
    """Maximal runs of lines that no word crosses."""
    runs, start = [], None
    for index, free in enumerate([*clear, False]):
        if free and start is None:
            start = index
        elif not free and start is not None:
            runs.append((start, index))
            start = None
    return runs


def _score(lines: Sequence[_Measured], gutter: float, least: int) -> int:
    """Lines with text on both sides, or 0 when one side is no running text (labels, table columns)."""
    if len(lines) < least:
        return 0
    sides = [line.sides(gutter) for line in lines]
    filled = [[width for width in side if width] for side in zip(*sides, strict=True)]
    if any(len(side) < least or median(side) < _MIN_CHARACTERS for side in filled):
        return 0
    both = [line for line, (left, right) in zip(lines, sides, strict=True) if left and right]
    if 2 * sum(1 for line in both if line.is_widest(gutter)) < len(both):
        return 0
    return len(both) + min(map(len, filled))
