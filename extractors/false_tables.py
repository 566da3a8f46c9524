"""What looks like a table and is none: charts, lists with numbers, tables of contents, running text in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.cells import is_missing
from extractors.page import PageContent
from extractors.sheets import Sheet
from extractors.shapes import Form, Shape
from extractors.text import plain

#: A table has at least this share of its places filled in the columns of numbers.
_FILLED = 0.3
#: A column of numbers: at least this share of its cells are figures or missing marks.
_NUMERIC = 0.5
_MIN_ROWS, _MIN_ROWS_ALONE = 2, 3
_PROSE_WORDS, _PROSE_CELLS = 8, 0.4
_ENUMERATION = re.compile(r"[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|[•●▪◦‣·○■□►–—*-]|\d{1,2}")
_FIGURE = re.compile(r"[^a-zåäö]*\d[^a-zåäö]*(?:[a-z%]{0,4})")
#: Shapes larger than this in both directions, in points, may be bars.
_BAR = 3.0
_SAME = 1.0


def is_false(sheet: Sheet, page: PageContent) -> bool:
    """Whether what was found by white space alone is no table."""
    body = sheet.rows[sheet.header_rows :] if sheet.header_rows else sheet.rows
    texts = [[plain(cell.text.verbatim) if cell else "" for cell in row] for row in body]
    values = _value_columns(texts)
    rows = [row for row in texts if any(row[column] for column in values)]
    if not values or len(rows) < (_MIN_ROWS if len(values) > 1 else _MIN_ROWS_ALONE):
        return True
    return (
        _is_sparse(rows, values)
        or _is_enumeration(texts, values)
        or _is_prose(rows)
        or _is_contents(sheet, rows, values, page)
        or _is_chart(sheet, page)
        or _is_axis(rows, values)
    )


def _value_columns(texts: Sequence[Sequence[str]]) -> list[int]:
    """Columns right of the labels that mostly hold figures or missing marks, and at least one figure."""
    found = []
    for column in range(1, len(texts[0])):
        filled = [row[column] for row in texts if row[column]]
        figures = sum(1 for text in filled if _FIGURE.fullmatch(text))
        marks = sum(1 for text in filled if is_missing(text) or len(text) <= 3)
        if figures and figures + marks >= _NUMERIC * len(filled):
            found.append(column)
    return found


def _is_sparse(rows: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    filled = sum(1 for row in rows for column in values if row[column])
    return filled < _FILLED * len(rows) * len(values)


def _is_enumeration(texts: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    """Bullets or numbers on the left and words behind them, with next to no other values."""
    marked = sum(1 for row in texts if _ENUMERATION.fullmatch(row[0]))
    others = sum(1 for row in texts for column in values if row[column])
    return marked >= 0.7 * len(texts) and others < 0.5 * len(texts)


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Cells right of the labels that are sentences."""
    cells = [cell for row in rows for cell in row[1:] if cell]
    long = sum(1 for cell in cells if len(cell.split()) >= _PROSE_WORDS)
    return long > _PROSE_CELLS * len(cells)


def _is_contents(sheet: Sheet, rows: Sequence[Sequence[str]], values: Sequence[int], page: PageContent) -> bool:
    """One column of whole numbers that never fall, at the right edge of a page with no header: pages."""
    if len(values) != 1 or sheet.header_rows or values[0] != len(rows[0]) - 1:
        return False
    printed = [row[values[0]] for row in rows if row[values[0]]]
    if not all(re.fullmatch(r"\d{1,3}", text) for text in printed):
        return False
    numbers = [int(text) for text in printed]
    return all(one <= other for one, other in pairwise(numbers))


def _is_axis(rows: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    """Numbers in equal steps in every full column, and little else: the ticks of a chart's axes."""
    columns = [[row[column] for row in rows if row[column]] for column in (0, *values)]
    stepped = [column for column in columns if _in_steps(column)]
    rest = [column for column in columns if column not in stepped]
    full = [column for column in rest if len(column) > 0.6 * len(rows)]
    return bool(stepped) and not full


def _in_steps(texts: Sequence[str]) -> bool:
    numbers = [text.replace(",", ".").rstrip("% ") for text in texts]
    if len(numbers) < 3 or not all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in numbers):
        return False
    steps = {round(float(other) - float(one), 6) for one, other in pairwise(numbers)}
    return len(steps) == 1 and 0.0 not in steps


def _is_chart(sheet: Sheet, page: PageContent) -> bool:
    """Bars, pies, lines of a chart drawn within the table's box."""
    inside = [shape for shape in page.shapes if _within(shape, sheet)]
    curves = [shape for shape in inside if shape.form is Form.CURVE and _size(shape) > _BAR]
    slanted = [shape for shape in inside if shape.form is Form.LINE and _size(shape) > _BAR]
    bars = [shape for shape in inside if shape.form is Form.RECT and shape.fill and _size(shape) > _BAR]
    ragged = _ragged(bars)
    return len(curves) + len(slanted) >= 3 or len(ragged) >= max(3, 0.3 * len(bars))


def _within(shape: Shape, sheet: Sheet) -> bool:
    box, area = shape.region, sheet.region
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _size(shape: Shape) -> float:
    return min(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top)


def _ragged(bars: Sequence[Shape]) -> list[Shape]:
    """Filled boxes that end where no other begins or ends; the shading of cells and rows keeps to common edges."""
    edges = (
        sorted(edge for bar in bars for edge in (bar.region.x0, bar.region.x1)),
        sorted(edge for bar in bars for edge in (bar.region.top, bar.region.bottom)),
    )
    return [
        bar
        for bar in bars
        if any(_alone(edge, edges[0]) for edge in (bar.region.x0, bar.region.x1))
        or any(_alone(edge, edges[1]) for edge in (bar.region.top, bar.region.bottom))
    ]


def _alone(edge: float, edges: Iterable[float]) -> bool:
    return sum(1 for other in edges if abs(other - edge) <= _SAME) < 2
