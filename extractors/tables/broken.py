"""Numbers that a narrow cell breaks over two lines: "5 869 | 893" is no 5 869, and 893 is no row's value.

What stands on both lines becomes one cell again. Whether it is one number or two can't be told for sure, so the cell
is doubted, and its number held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.tables.chunks import Chunk
from extractors.tables.row import BodyRow

BEGINS_BEFORE = "its number may begin in the cell before it"
#: The groups of one number are no further apart than this, in font sizes.
_NEAR = 0.5
REASON = "its number seems to go on on the next line"
#: Lines of one cell are no further apart than this, in font sizes.
_TIGHT = 0.65
_TAIL = re.compile(r"\d{3}(?:[ .,]\d{3})*(?:[.,]\d+)?|\d{1,2}(?:[.,]\d{3})*")
#: A number that is whole as it stands: its decimal sign is another than the one between its thousands.
_WHOLE = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?(?:(?!\1)[.,]\d{1,2})?")
_HEAD = re.compile(r"[-+]?\d{1,3}(?:[ .,]\d{1,3})*[.,]?")


def begins_before(one: Chunk, other: Chunk) -> bool:
    """Whether a cell's number may have its first digits at the end of what is before it, as in "Boden 84 126"."""
    near = other.x0 - one.x1 <= _NEAR * other.size
    first = re.fullmatch(r"\d{1,3}", one.words[-1].text)
    return bool(near and first and len(one.words) > 1 and re.match(r"\d{3}(?!\d)", other.text))


def joined_rows(rows: Sequence[BodyRow]) -> list[BodyRow]:
    """The rows with the ends of broken numbers back in their cells."""
    rows = _around_joined(rows)
    kept: list[BodyRow] = list(rows[:1])
    for above, row in pairwise(rows):
        home = kept[-1]
        if _holds_ends(above, row):
            for column, chunks in row.cells.items():
                home.cells[column] = [*home.cells[column], *chunks]
                home.doubts[column] = REASON
            home.label = [*home.label, *row.label]
        else:
            kept.append(row)
    return kept


def _around_joined(rows: Sequence[BodyRow]) -> list[BodyRow]:
    """The rows where broken numbers stand above and below the line of their row, whose other cells are centred."""
    kept: list[BodyRow] = []
    index = 0
    while index < len(rows):
        three = rows[index : index + 3]
        if len(three) == 3 and _stands_around(*three):
            begun, row, ended = three
            for column, chunks in begun.cells.items():
                row.cells[column] = [*chunks, *ended.cells.get(column, [])]
                row.doubts[column] = REASON
            row.label = [*begun.label, *row.label, *ended.label]
            kept.append(row)
            index += 3
            continue
        kept.append(rows[index])
        index += 1
    return kept


def _stands_around(begun: BodyRow, row: BodyRow, ended: BodyRow) -> bool:
    apart = not any(column in row.cells for column in begun.cells)
    labelled_once = not (begun.label and row.label)
    return apart and labelled_once and _holds_ends(begun, ended)


def _holds_ends(above: BodyRow, row: BodyRow) -> bool:
    """Whether a line holds nothing but ends of numbers, each right below its beginning, and no label of its own."""
    if not row.cells or not above.cells or not all(column in above.cells for column in row.cells):
        return False
    if row.label and not row.label[0].words[0].text[:1].islower():
        return False
    return all(_is_end(above.cells[column][-1], chunks) for column, chunks in row.cells.items())


def _is_end(above: Chunk, chunks: Sequence[Chunk]) -> bool:
    if len(chunks) != 1 or chunks[0].top - above.bottom > _TIGHT * above.size:
        return False
    head, tail = above.text, chunks[0].text
    if len(tail) < 3 and _WHOLE.fullmatch(head):
        return False
    return bool(_HEAD.fullmatch(head) and _TAIL.fullmatch(tail))
