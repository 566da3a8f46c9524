"""A table's rows below its headers: lines of values, with labels that wrap, stand centred, or head a section."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.tables.broken import BEGINS_BEFORE, begins_before, joined_rows
from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column, column_of
from extractors.tables.row import BodyRow
from extractors.text import Word

#: Lines of one label are no further apart than this, in font sizes.
_TIGHT = 0.65
#: A label's line further from a row than this, in font sizes, is none of its label.
_REACH = 2.6
_INDENT = 0.5


def body_rows(data: Sequence[Sequence[Chunk]], loose: Sequence[Chunk], columns: Sequence[Column]) -> list[BodyRow]:
    """Rows from the data lines; ``loose`` are the lines between them that hold words in the first column only.

    Such as begin right of it are headings that are centred over the values.
    """
    rows = joined_rows([_row(line, columns) for line in data])
    limit = max((chunk.x1 for row in rows for chunk in row.label), default=columns[0].x1)
    centred = [chunk for chunk in loose if chunk.x0 >= columns[1].x0]
    left = [chunk for chunk in loose if chunk not in centred and not _attach(chunk, rows, max(limit, columns[0].x1))]
    last = data[-1][0].line
    headings = [
        BodyRow(chunk.line, {}, heading=True, centred=chunk in centred, label=[chunk])
        for chunk in (*left, *centred)
        if chunk.line < last
    ]
    ordered = sorted([*rows, *headings], key=lambda row: row.line)
    _name_sections(ordered)
    return ordered


def _row(line: Sequence[Chunk], columns: Sequence[Column]) -> BodyRow:
    cells: dict[int, list[Chunk]] = {}
    for chunk in line:
        for part in _parted(chunk, columns):
            cells.setdefault(column_of(part, columns), []).append(part)
    label = cells.pop(0, [])
    begun = {column_of(other, columns): BEGINS_BEFORE for one, other in pairwise(line) if begins_before(one, other)}
    return BodyRow(line[0].line, cells, label=label, doubts=begun)


def _parted(chunk: Chunk, columns: Sequence[Column]) -> list[Chunk]:
    """The numbers of neighbouring columns that stand as near to each other as the groups of one number.

    So may a label that fills its column, and the number after it.
    """
    if len(chunk.words) < 2 or not (chunk.is_figure or _ends_in_value(chunk, columns)):
        return [chunk]
    homes = _homes(chunk, columns)
    parts: list[list[Word]] = []
    for index, word in enumerate(chunk.words):
        if index and homes[index] == homes[index - 1]:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Chunk(tuple(part), chunk.line) for part in parts]


def _homes(chunk: Chunk, columns: Sequence[Column]) -> list[int]:
    """The column of each word; a label's words are all in the first, however far it reaches."""
    figure = chunk.is_figure
    return [
        0 if not figure and word.x1 <= columns[1].x0 + 1 else column_of(Chunk((word,), chunk.line), columns)
        for word in chunk.words
    ]


def _ends_in_value(chunk: Chunk, columns: Sequence[Column]) -> bool:
    """Whether a line's words are a label in the first column, and in the next one nothing but a figure."""
    label = [word for word in chunk.words if word.x1 <= columns[1].x0 + 1]
    value = chunk.words[len(label) :]
    inside = all(columns[1].x0 - 1 <= word.x0 and word.x1 <= columns[1].x1 + 1 for word in value)
    return bool(label and value) and inside and Chunk(value, chunk.line).is_figure


def _attach(chunk: Chunk, rows: list[BodyRow], limit: float) -> bool:
    """Give a loose line to the row whose label it is part of; False when it is a heading."""
    above = max((row for row in rows if row.line < chunk.line), key=lambda row: row.line, default=None)
    below = min((row for row in rows if row.line > chunk.line), key=lambda row: row.line, default=None)
    row = _unlabelled_home(chunk, above, below) or _by_words(chunk, above, below)
    if row is None and above is not None and _fills_up(above, chunk, below, limit):
        row = above
    if row is None:
        return False
    row.label = sorted([*row.label, chunk], key=lambda part: part.line)
    return True


def _unlabelled_home(chunk: Chunk, above: BodyRow | None, below: BodyRow | None) -> BodyRow | None:
    """The nearer of the rows around a line, when it has no label on its own line: labels centred on their values."""
    middle = (chunk.top + chunk.bottom) / 2
    near = [row for row in (above, below) if row and abs(row.middle - middle) <= _REACH * chunk.size]
    if not near:
        return None
    home = min(near, key=lambda row: abs(row.middle - middle))
    return home if _is_centred(home) else None


def _is_centred(row: BodyRow) -> bool:
    """Whether a row has no label on the line of its values."""
    return all(part.line != row.line for part in row.label)


def _by_words(chunk: Chunk, above: BodyRow | None, below: BodyRow | None) -> BodyRow | None:
    """The row whose label a line continues or begins, by a word that is broken off or goes on in small letters."""
    if above and above.label and _close(above.label[-1], chunk) and _goes_on(above.label[-1], chunk):
        return above
    if below and below.label and _close(chunk, below.label[0]) and _goes_on(chunk, below.label[0]):
        return below
    return None


def _goes_on(one: Chunk, other: Chunk) -> bool:
    return other.words[0].text[:1].islower() or one.breaks_off


def _fills_up(above: BodyRow, chunk: Chunk, below: BodyRow | None, limit: float) -> bool:
    """Whether a line is the rest of the label above it: that one was full, and this one heads nothing."""
    if not above.label or not _close(above.label[-1], chunk) or not _was_full(above.label[-1], chunk, limit):
        return False
    if chunk.x0 - above.label[0].x0 > _INDENT * chunk.size:
        return True
    if below and below.label:
        space = chunk.top - above.label[-1].bottom - 0.1 * chunk.size
        return below.label[0].top - chunk.bottom >= space and not _heads(chunk, below)
    return True


def _heads(chunk: Chunk, below: BodyRow | None) -> bool:
    """Whether a line looks like the heading of the row below it: bolder than that, or less indented."""
    if below is None or not below.label:
        return False
    first = below.label[0]
    bolder = chunk.words[0].bold and not first.words[0].bold
    return bolder or first.x0 - chunk.x0 > _INDENT * chunk.size


def _close(one: Chunk, other: Chunk) -> bool:
    return other.top - one.bottom <= _TIGHT * other.size


def _was_full(one: Chunk, other: Chunk, limit: float) -> bool:
    """Whether the next line's first word would have had no room at this line's end."""
    first = other.words[0]
    return one.x1 + 0.2 * one.size + first.x1 - first.x0 > limit - 0.3 * one.size


def _name_sections(rows: list[BodyRow]) -> None:
    """Tell each row the headings above it, outermost first: an indented heading is within the one before it."""
    open_sections: list[BodyRow] = []
    for before, row in pairwise([None, *rows]):
        if row is None:
            continue
        edge = row.label[0].x0 if row.label else None
        if row.centred:
            open_sections = [row]
        elif row.heading and edge is not None:
            sibling = before is not None and before.heading
            open_sections = [one for one in open_sections if _outside(one, edge, row, sibling)]
            row.sections = tuple(_text(one) for one in open_sections)
            open_sections.append(row)
        else:
            open_sections = [one for one in open_sections if edge is None or _heads_at(one, edge)]
            row.sections = tuple(_text(one) for one in open_sections)


def _heads_at(section: BodyRow, edge: float) -> bool:
    """Whether an open section holds a row whose label begins at ``edge``."""
    return section.centred or section.label[0].x0 <= edge + _INDENT * section.label[0].size


def _outside(section: BodyRow, edge: float, row: BodyRow, follows: bool) -> bool:
    """Whether an open section holds a new heading too."""
    if section.centred:
        return True
    size = _INDENT * row.label[0].size
    return section.label[0].x0 < edge - size or (follows and abs(section.label[0].x0 - edge) <= size)


def _text(row: BodyRow) -> str:
    return " ".join(word.text for chunk in row.label for word in chunk.words)
