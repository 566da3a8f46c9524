"""Numbers that a narrow cell has broken over two lines: ``5 869`` above ``893`` is 5 869 893, and no row of its own.

A number goes on below where its column is too narrow for the whole of it. Where it would have fitted, both lines go
into one cell all the same, which is then refused as holding several numbers: to take either for a value is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.table_bodies import TIGHT, BodyRow
from extractors.table_chunks import Chunk

_HEAD, _TAIL = re.compile(r"[-+]?\d{1,3}(?: \d{3})*"), re.compile(r"\d{3}(?: \d{3})*")
_TORN_HEAD, _TORN_TAIL = re.compile(r"[-+]?\d{1,3}(?P<sign>[.,])(?:\d{3}(?P=sign))*\d{1,2}"), re.compile(r"\d{1,2}")
_POINTED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
_SPACE_EM = 0.3
#: Lines that overlap by more than this, in font sizes, are no lines below each other.
_OVERLAP_EM = 0.25


def rejoined(rows: Sequence[BodyRow]) -> list[BodyRow]:
    """Rows with what goes on below given to the row above."""
    rows = _overlaid(rows)
    pointed = any(_POINTED.fullmatch(chunk.text) for row in rows for chunk in _chunks(row))
    pattern = (_TORN_HEAD, _TORN_TAIL) if pointed else (_HEAD, _TAIL)
    joined: list[BodyRow] = []
    for row in rows:
        if joined and _goes_on(joined[-1], row, *pattern):
            _join(joined[-1], row, certain=not pointed and _is_too_wide(joined[-1], row, rows))
        else:
            joined.append(row)
    return joined


def _overlaid(rows: Sequence[BodyRow]) -> list[BodyRow]:
    """Lines that overlap in height are one row: some programs centre a cell of two lines on a row of one."""
    merged: list[BodyRow] = []
    for row in rows:
        if merged and _overlap(merged[-1], row) and not merged[-1].cells.keys() & row.cells.keys():
            _merge(merged[-1], row)
        else:
            merged.append(row)
    return merged


def _overlap(above: BodyRow, row: BodyRow) -> bool:
    if above.heading or row.heading or not above.cells or not row.cells or (above.label and row.label):
        return False
    bottom, top = max(chunk.bottom for chunk in _chunks(above)), min(chunk.top for chunk in _chunks(row))
    return bottom - top > _OVERLAP_EM * _chunks(row)[0].size


def _merge(above: BodyRow, row: BodyRow) -> None:
    above.cells |= row.cells
    if row.label:
        above.label, above.sections = row.label, row.sections


def _chunks(row: BodyRow) -> list[Chunk]:
    return [chunk for cell in row.cells.values() for chunk in cell]


def _goes_on(above: BodyRow, row: BodyRow, head: re.Pattern[str], tail: re.Pattern[str]) -> bool:
    """Whether all that a line holds are ends of numbers right above, and of their label."""
    if not row.cells or row.heading or len(row.cells) == len(above.cells) > 1:
        return False
    if row.label and not (above.label and row.label[0].top - above.label[-1].bottom <= TIGHT * row.label[0].size):
        return False
    return all(_is_end(above.cells.get(column), cell, head, tail) for column, cell in row.cells.items())


def _is_end(above: list[Chunk] | None, cell: list[Chunk], head: re.Pattern[str], tail: re.Pattern[str]) -> bool:
    if above is None or len(above) != 1 or len(cell) != 1:
        return False
    one, other = above[0], cell[0]
    near = other.top - one.bottom <= TIGHT * other.size
    return near and bool(head.fullmatch(one.text) and tail.fullmatch(other.text))


def _is_too_wide(above: BodyRow, row: BodyRow, rows: Sequence[BodyRow]) -> bool:
    """Whether no joined number would have had room in its column, as wide as all else in it goes."""
    for column, (part,) in row.cells.items():
        whole = above.cells[column][0]
        needed = whole.x1 - whole.x0 + part.x1 - part.x0 + _SPACE_EM * part.size
        room = max(chunk.x1 - chunk.x0 for other in rows for chunk in other.cells.get(column, ()))
        if needed <= room:
            return False
    return True


def _join(above: BodyRow, row: BodyRow, *, certain: bool) -> None:
    above.label = [*above.label, *row.label]
    for column, cell in row.cells.items():
        above.cells[column] = [*above.cells[column], *cell]
        if certain:
            above.broken.add(column)
