"""Over which columns a header stands: by the cell or rule drawn for it, or by how it is centred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.rules import Rule
from schemas.claim import Region

Span = tuple[int, int]
#: A rule belongs to the header text above it within this many font sizes.
_UNDERLINED = 1.3
#: How far a header may be off the centre or the edges of what it is over, in font sizes.
_ALIGNED = 0.5
_OFF_CENTRE = 0.9
#: The same where headers lie side by side over all columns.
_OFF_CENTRE_TILED = 1.5
#: A lone header is over all columns of values when it is wider than this share of the one under its middle.
_WIDER = 1.2


def slot_of(x: float, columns: Sequence[Column]) -> int:
    """The column whose share of the table's width holds ``x``; spaces between columns are halved."""
    for index in range(len(columns) - 1):
        if x < (columns[index].x1 + columns[index + 1].x0) / 2:
            return index
    return len(columns) - 1


def is_over(piece: Chunk, column: Column) -> bool:
    """Whether a header stands over one column: centred, or on one of its edges."""
    off = (
        abs(piece.x0 + piece.x1 - column.x0 - column.x1) / 2,
        abs(piece.x0 - column.x0),
        abs(piece.x1 - column.x1),
    )
    return min(off) <= _ALIGNED * piece.size


def sure_spans(
    parts: Sequence[Chunk],
    columns: Sequence[Column],
    rules: Sequence[Rule],
    boxes: Sequence[Region],
    below: Sequence[Chunk],
    labels: int,
) -> list[Span | None]:
    """First and last column of the headers on a line that leave no doubt: by what is drawn, or by what recurs below.

    ``below`` are the headers on the lines under it.
    """
    recurring = _recurring(parts, columns, below, labels)
    drawn = [_boxed(part, columns, boxes) or _underlined(part, parts, columns, rules) for part in parts]
    return recurring if recurring and not any(drawn) else drawn


def header_spans(
    parts: Sequence[Chunk], columns: Sequence[Column], sure: Sequence[Span | None], below: Sequence[Chunk], labels: int
) -> list[Span]:
    """First and last column of each header on a line; ``sure`` are those known, ``below`` the headers under it."""
    touched = [_touched(part, columns) for part in parts]
    spans = [given or own for given, own in zip(sure, touched, strict=True)]
    open_parts = [i for i, given in enumerate(sure) if not given and touched[i][0] >= labels]
    if not open_parts or not below:
        return spans
    wide, headed = _with_headers(columns, below), _headed(below, columns)
    tiles = _tiles([parts[i] for i in open_parts], [touched[i] for i in open_parts], wide, headed)
    if tiles and len(open_parts) > 1 and not any(sure):
        for index, tile in zip(open_parts, tiles, strict=True):
            spans[index] = tile
        return spans
    over_values = [index for index, span in enumerate(touched) if span[1] >= labels]
    if over_values == open_parts[:1] and _is_over_all(parts[open_parts[0]], wide, labels, headed):
        spans[open_parts[0]] = (labels, len(columns) - 1)
        return spans
    for index in open_parts:
        others = [span for other, span in enumerate(spans) if other != index]
        spans[index] = _between(parts[index], wide, touched[index], others, labels)
    return spans


def _with_headers(columns: Sequence[Column], below: Sequence[Chunk]) -> list[Column]:
    """The columns, as wide as the lowest header that each has for itself."""
    found = list(columns)
    for index, column in enumerate(columns):
        over = [chunk for chunk in below if chunk.overlap(column.x0, column.x1) > 0]
        if over and _touched(over[-1], columns) == (index, index):
            found[index] = Column(min(column.x0, over[-1].x0), max(column.x1, over[-1].x1))
    return found


def _recurring(
    parts: Sequence[Chunk], columns: Sequence[Column], below: Sequence[Chunk], labels: int
) -> list[Span | None] | None:
    """Spans of headers under each of which the same headers come again, as 2014 and 2011 do."""
    slots = [slot_of((part.x0 + part.x1) / 2, columns) for part in parts]
    upper = [index for index, slot in enumerate(slots) if slot >= labels]
    size, rest = divmod(len(columns) - labels, len(upper)) if upper else (0, 0)
    lowest = max((chunk.line for chunk in below), default=0)
    names = {slot_of((chunk.x0 + chunk.x1) / 2, columns): chunk.text for chunk in below if chunk.line == lowest}
    texts = [names.get(column, "") for column in range(labels, len(columns))]
    again = all(text and text == texts[index % size] for index, text in enumerate(texts)) if size > 1 else False
    if rest or len(upper) < 2 or not again or len(set(texts)) != size:
        return None
    starts = {part: labels + size * place for place, part in enumerate(upper)}
    if not all(start <= slots[part] < start + size for part, start in starts.items()):
        return None
    return [(starts[i], starts[i] + size - 1) if i in starts else (slots[i], slots[i]) for i in range(len(parts))]


def _is_over_all(part: Chunk, columns: Sequence[Column], labels: int, headed: Sequence[bool]) -> bool:
    """Whether a lone header is centred over all columns of values, and too wide for the one in the middle."""
    middle = columns[slot_of((part.x0 + part.x1) / 2, columns)]
    wide = part.x1 - part.x0 > _WIDER * (middle.x1 - middle.x0)
    off = _off_centre(part, columns, labels, len(columns) - 1)
    return all(headed[labels:]) and wide and off <= _OFF_CENTRE_TILED * part.size


def _boxed(part: Chunk, columns: Sequence[Column], boxes: Sequence[Region]) -> Span | None:
    """Columns of the smallest drawn cell around a header; a box around the whole table is none."""
    x, y = (part.x0 + part.x1) / 2, (part.top + part.bottom) / 2
    around = [box for box in boxes if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom]
    if not around:
        return None
    box = min(around, key=lambda box: box.area)
    over = [i for i, column in enumerate(columns) if box.x0 <= (column.x0 + column.x1) / 2 <= box.x1]
    return (over[0], over[-1]) if over and len(over) < len(columns) else None


def _underlined(part: Chunk, parts: Sequence[Chunk], columns: Sequence[Column], rules: Sequence[Rule]) -> Span | None:
    """Columns over which the rule right below a header goes, where it has that rule for itself."""
    for rule in rules:
        near = -0.3 * part.size <= rule.y - part.bottom <= _UNDERLINED * part.size
        above = [other for other in parts if rule.x0 - other.size <= (other.x0 + other.x1) / 2 <= rule.x1 + other.size]
        if not near or above != [part]:
            continue
        over = [i for i, column in enumerate(columns) if rule.x0 - 2 <= (column.x0 + column.x1) / 2 <= rule.x1 + 2]
        if over and not rule.spans(columns[0].x0, columns[-1].x1):
            return over[0], over[-1]
    return None


def _touched(part: Chunk, columns: Sequence[Column]) -> Span:
    own = slot_of((part.x0 + part.x1) / 2, columns)
    touched = [
        index
        for index, column in enumerate(columns)
        if part.overlap(column.x0, column.x1) > 0.3 * min(column.x1 - column.x0, part.x1 - part.x0)
    ]
    if is_over(part, columns[own]) and not any(_covers(part, columns[index]) for index in touched if index != own):
        return own, own
    return min([*touched, own]), max([*touched, own])


def _covers(part: Chunk, column: Column) -> bool:
    return part.overlap(column.x0, column.x1) > 0.6 * (column.x1 - column.x0)


def _headed(below: Sequence[Chunk], columns: Sequence[Column]) -> list[bool]:
    """Which columns have a header on the lines below."""
    return [any(chunk.overlap(column.x0, column.x1) > 0 for chunk in below) for column in columns]


def _tiles(
    parts: Sequence[Chunk], touched: Sequence[Span], columns: Sequence[Column], headed: Sequence[bool]
) -> list[Span] | None:
    """Runs of two columns and more that lie side by side to the table's right edge, each part centred over its own.

    They begin with the first column that the first part may be centred over, and are those that the parts are best
    centred over; None where there is no such tiling.
    """
    for first in range(touched[0][0], -1, -1):
        if not headed[first]:
            return None
        found = list(_tilings(parts, touched, columns, first))
        if found:
            return min(found, key=lambda spans: max(_offs(parts, columns, spans)))
    return None


def _tilings(
    parts: Sequence[Chunk], touched: Sequence[Span], columns: Sequence[Column], first: int
) -> Iterator[list[Span]]:
    """All ways to lay runs of columns under the parts, from a first column on."""
    part, high = parts[0], touched[0][1]
    ends = [len(columns) - 1] if len(parts) == 1 else list(range(max(high, first + 1), touched[1][0]))
    for last in ends:
        if last <= first or _off_centre(part, columns, first, last) > _OFF_CENTRE_TILED * part.size:
            continue
        if len(parts) == 1:
            yield [(first, last)]
        else:
            yield from ([(first, last), *rest] for rest in _tilings(parts[1:], touched[1:], columns, last + 1))


def _offs(parts: Sequence[Chunk], columns: Sequence[Column], spans: Sequence[Span]) -> list[float]:
    return [_off_centre(part, columns, *span) for part, span in zip(parts, spans, strict=True)]


def _off_centre(part: Chunk, columns: Sequence[Column], first: int, last: int) -> float:
    return abs(columns[first].x0 + columns[last].x1 - part.x0 - part.x1) / 2


def _is_centred(part: Chunk, columns: Sequence[Column], first: int, last: int) -> bool:
    return _off_centre(part, columns, first, last) <= _OFF_CENTRE * part.size


def _between(part: Chunk, columns: Sequence[Column], touched: Span, others: Sequence[Span], labels: int) -> Span:
    """A header that is centred over a space between columns spans the widest run that it is centred over."""
    if touched[0] == touched[1] and is_over(part, columns[touched[0]]):
        return touched
    low = max([labels, *(last + 1 for _, last in others if last < touched[0])])
    high = min([len(columns) - 1, *(first - 1 for first, _ in others if first > touched[1])])
    spans = [
        (first, last)
        for first in range(min(low, touched[0]), touched[0] + 1)
        for last in range(touched[1], max(high, touched[1]) + 1)
        if _is_centred(part, columns, first, last)
    ]
    return max(spans, key=lambda span: span[1] - span[0], default=touched)
