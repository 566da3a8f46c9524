"""A table's columns: intervals between which no cell of its data lines reaches, split where two cells share one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.chunks import Chunk


@dataclass(frozen=True)
class Column:
    """A column's interval, in points, as wide as its widest cell."""

    x0: float
    x1: float


Row = Sequence[Chunk]


def find_columns(rows: Sequence[Row]) -> list[Column]:
    """Columns of the data lines ``rows``, from left to right."""
    columns: list[Column] = []
    for column in _covered(chunk for row in rows for chunk in row):
        columns += _split(column, rows)
    return columns


def _covered(chunks: Iterable[Chunk]) -> list[Column]:
    """The union of the chunks' intervals."""
    found: list[Column] = []
    for chunk in sorted(chunks, key=lambda chunk: chunk.x0):
        if found and chunk.x0 < found[-1].x1:
            found[-1] = Column(found[-1].x0, max(found[-1].x1, chunk.x1))
        else:
            found.append(Column(chunk.x0, chunk.x1))
    return found


def _split(column: Column, rows: Sequence[Row]) -> list[Column]:
    """Split a column where most lines that have two cells in it have a space and fewer cross."""
    inside = [[chunk for chunk in row if _centre(chunk) > column.x0 and _centre(chunk) < column.x1] for row in rows]
    crowded = [row for row in inside if len(row) > 1]
    gaps = [(one.x1, other.x0) for row in crowded for one, other in pairwise(row)]
    if not gaps:
        return [column]
    places = sorted({(one + other) / 2 for one, other in gaps})
    score, place = max((_score(place, gaps, inside), place) for place in places)
    if score <= 0:
        return [column]
    left = [chunk for row in inside for chunk in row if _centre(chunk) < place]
    right = [chunk for row in inside for chunk in row if _centre(chunk) >= place]
    if not left or not right:
        return [column]
    parts = (
        Column(column.x0, max((chunk.x1 for chunk in left if chunk.x1 <= place), default=place)),
        Column(min((chunk.x0 for chunk in right if chunk.x0 >= place), default=place), column.x1),
    )
    return [piece for part in parts for piece in _split(part, _narrowed(inside, part))]


def _narrowed(rows: Sequence[Row], part: Column) -> list[Row]:
    return [[chunk for chunk in row if part.x0 <= _centre(chunk) <= part.x1] for row in rows]


def _score(place: float, gaps: list[tuple[float, float]], rows: Sequence[Row]) -> int:
    free = sum(1 for one, other in gaps if one <= place <= other)
    crossing = sum(1 for row in rows for chunk in row if chunk.x0 < place < chunk.x1)
    return free - crossing


def _centre(chunk: Chunk) -> float:
    return (chunk.x0 + chunk.x1) / 2


def column_of(chunk: Chunk, columns: Sequence[Column]) -> int:
    """The column that a cell stands in: the one that it shares most with, or the nearest."""
    return max(range(len(columns)), key=lambda index: (chunk.overlap(columns[index].x0, columns[index].x1), -index))
