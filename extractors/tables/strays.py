"""Numbers in a table that were not drawn with it: put there later, over it or into its empty places.

Programs draw a page line by line, or a table column by column: what is drawn right before a word, or right after it,
stands on its line or on the one beside it. A number of which neither is true was put into the finished page:

    drawn  1    2         Kommun     Andel
           3    4         Ale        14 %      17 <- drawn last, after the page's number at its foot
           5    6         Boden      12 %
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.tables.sheets import Cell, Sheet
from extractors.text import Word, plain

BESIDE = "a number that was not drawn with the table is printed in its cell, or at its label or header"
#: Lines below each other are no further apart than this, in font sizes.
_LINES_APART = 2.0
#: A stray this near to a cell's words, in font sizes, may be meant as part of the cell; so near are digits of a number.
_NEAR = 0.6
#: Words on one line overlap in height by more than this, in font sizes, and to the sides by less.
_LEVEL = 0.5
#: A figure of so many digits, smaller than this beside what it is printed at, is a footnote mark.
_MARK, _SMALL = 2, 0.8

_NUMBER = re.compile(r"[-+(]*\d[\d.,]*[%)]*")

Run = list[Word]


def stray_numbers(words: Iterable[Word]) -> set[Word]:
    """The numbers that do not follow what is drawn right before them, nor are followed by what comes after.

    Footnote marks are none: programs may set them apart from their words.
    """
    printed = sorted(words, key=lambda word: word.drawn)
    runs = _runs(printed)
    if not runs:
        return set()
    around = zip([None, *runs[:-1]], runs, [*runs[1:], None], strict=True)
    strays = {word for before, run, after in around if _is_stray(before, run, after) for word in run}
    return {word for word in strays if not _is_mark(word, printed)}


def _runs(printed: Sequence[Word]) -> list[Run]:
    """The words in the order they are drawn; figures that are drawn beside each other are one number, or look so."""
    runs: list[Run] = []
    for word in printed:
        if runs and _is_figure(word) and _is_figure(runs[-1][-1]) and _touches(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_figure(word: Word) -> bool:
    """Whether a word is nothing but a number; a date or a page's "A-3" is none."""
    return bool(_NUMBER.fullmatch(plain(word.text)))


def _is_stray(before: Run | None, run: Run, after: Run | None) -> bool:
    if not _is_figure(run[0]):
        return False
    return not (before and _follows(before[-1], run[0])) and not (after and _follows(run[-1], after[0]))


def _follows(one: Word, other: Word) -> bool:
    """Whether a word stands where one goes on after another: on its line to the right, or on the line below."""
    size = max(one.size, other.size)
    if min(one.bottom, other.bottom) - max(one.top, other.top) > _LEVEL * size:
        return other.x0 >= one.x1 - _LEVEL * size
    return -_LEVEL * size <= other.top - one.bottom <= _LINES_APART * size


def _is_mark(word: Word, words: Sequence[Word]) -> bool:
    if sum(map(str.isdigit, word.text)) > _MARK:
        return False
    return any(word.size < _SMALL * other.size and _touches(other, word) for other in words)


def with_doubts(sheet: Sheet, strays: Iterable[Word]) -> Sheet:
    """The table, what a stray is printed at being in doubt: values, labels, headers, and what is below it there."""
    box = sheet.region
    near = [word for word in strays if word.x1 > box.x0 and word.x0 < box.x1 and box.top < word.middle < box.bottom]
    if not near:
        return sheet
    heads = sheet.header_rows or 0
    body = min((word.top for row in sheet.rows[heads:] for cell in row if cell for word in cell.words), default=0.0)
    above = [word for word in near if word.middle < body]
    rows = tuple(tuple(_doubted(cell, near, above) if cell else None for cell in row) for row in sheet.rows)
    return replace(sheet, rows=rows)


def _doubted(cell: Cell, strays: Sequence[Word], above: Sequence[Word]) -> Cell:
    meant = any(_touches(word, stray) for word in cell.words for stray in strays)
    below = any(stray.x0 < word.x1 and word.x0 < stray.x1 for word in cell.words for stray in above)
    return replace(cell, doubt=BESIDE) if meant or below else cell


def _touches(word: Word, stray: Word) -> bool:
    room = _NEAR * word.size
    level = min(word.bottom, stray.bottom) - max(word.top, stray.top) > 0
    return level and stray.x0 < word.x1 + room and stray.x1 > word.x0 - room
