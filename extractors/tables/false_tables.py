"""What looks like a table and is none: charts, lists with numbers, tables of contents, running text in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.pdf.page import PageContent
from extractors.pdf.shapes import Form, Shape
from extractors.tables.cells import is_missing
from extractors.tables.sheets import Cell, Row, Sheet
from extractors.text import plain
from schemas.claim import Region

#: A table has at least this share of its places filled in the columns of numbers.
_FILLED = 0.3
#: The same where so few rows are all there is.
_FEW_ROWS, _FILLED_IN_FEW = 3, 0.7
#: A column of numbers: at least this share of its cells are figures or missing marks.
_NUMERIC = 0.5
_MIN_ROWS, _MIN_ROWS_ALONE = 2, 3
_PROSE_WORDS, _PROSE_CELLS = 8, 0.4
_ENUMERATION = re.compile(r"[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|[•●▪◦‣·○■□►–—*-]|\d{1,2}")
_FIGURE = re.compile(r"[^a-zåäö]*\d[^a-zåäö]*(?:[a-z%]{0,4})")
#: Figures of a column stand on one edge within this many font sizes, most of them.
_ALIGNED, _MOSTLY = 0.5, 0.6
#: Ticks of an axis are at least so many, and as even as this share of their step.
_MIN_TICKS, _EVEN = 4, 0.001
#: Shapes larger than this in both directions, in points, may be bars or parts of a line chart or a pie.
_BAR, _CHART_SHAPES = 3.0, 3
#: Where at least two and this share of the filled boxes cut figures, they are bars.
_MIN_CUTS, _CUT = 2, 0.25
#: A box that ends closer than this to the edge of a word, in points, does not cut it.
_INSET = 1.5


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
        or (not _is_headed(sheet) and _is_contents(rows, values))
        or _is_chart(sheet, page)
        or not any(_is_aligned(body, column) for column in values)
        or _is_axis(sheet, rows, values)
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


def _is_aligned(body: Sequence[Row], column: int) -> bool:
    """Whether most cells of a column share their left, middle or right edge, or the place of their ones."""
    cells = [cell for row in body if (cell := row[column])]
    size = max(word.size for cell in cells for word in cell.words)
    for anchors in zip(*(_anchors(cell) for cell in cells), strict=True):
        usual = median(anchors)
        if sum(1 for anchor in anchors if abs(anchor - usual) <= _ALIGNED * size) >= _MOSTLY * len(anchors):
            return True
    return False


def _anchors(cell: Cell) -> tuple[float, float, float, float]:
    first, last = cell.words[0], cell.words[-1]
    whole = re.match(r"\D*[\d ]*", last.text)
    ones = last.part(0, whole.end()).x1 if whole and whole.end() else last.x1
    return first.x0, (first.x0 + last.x1) / 2, last.x1, ones


def _is_sparse(rows: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    filled = sum(1 for row in rows for column in values if row[column])
    least = _FILLED if len(rows) > _FEW_ROWS else _FILLED_IN_FEW
    return filled < least * len(rows) * len(values)


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


def _is_headed(sheet: Sheet) -> bool:
    """Whether anything but the first column has a header."""
    return any(cell for row in sheet.rows[: sheet.header_rows or 0] for cell in row[1:])


def _is_contents(rows: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    """Whole numbers that never fall behind titles, column after column: the pages of a table of contents."""
    numbers = [int(row[column]) for column in values for row in rows if re.fullmatch(r"\d{1,3}", row[column])]
    filled = sum(1 for column in values for row in rows if row[column])
    titled = all(_is_titled(rows, column) for column in values)
    return titled and len(numbers) == filled and all(one <= other for one, other in pairwise(numbers))


def _is_titled(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether there are words right before the numbers of a column."""
    before = [row[column - 1] for row in rows if row[column]]
    return sum(1 for text in before if re.search(r"[a-zåäö]{3}", text)) >= 0.8 * len(before)


def _is_axis(sheet: Sheet, rows: Sequence[Sequence[str]], values: Sequence[int]) -> bool:
    """The ticks of a chart's axes: along a line, or (largest on top) in every full column of values."""
    columns = [[row[column] for row in rows if row[column]] for column in values]
    full = [column for column in columns if len(column) > 0.6 * len(rows)]
    headers = [[word.text for cell in row if cell for word in cell.words] for row in sheet.rows[: sheet.header_rows]]
    lines = [*headers, *([text for text in row if text] for row in (rows[0], rows[-1]))]
    upright = bool(full) and all(_is_scale(column[::-1]) for column in full)
    return upright or any(_is_scale(line) for line in lines)


def _is_scale(texts: Sequence[str]) -> bool:
    """At least four ascending multiples of one step, which is not one: months and grades are counted so."""
    numbers = [text.replace(",", ".").rstrip("% ") for text in texts]
    if len(numbers) < _MIN_TICKS or not all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in numbers):
        return False
    ticks = [float(text) for text in numbers]
    step = ticks[1] - ticks[0]
    even = all(abs(other - one - step) < _EVEN * abs(step) for one, other in pairwise(ticks))
    return step > 0 and step != 1 and even and abs(ticks[0] / step - round(ticks[0] / step)) < _EVEN


def _is_chart(sheet: Sheet, page: PageContent) -> bool:
    """Bars, pies, lines of a chart drawn within the table's box."""
    inside = [shape for shape in page.shapes if _within(shape, sheet) and _size(shape) > _BAR]
    drawn = sum(1 for shape in inside if shape.form is not Form.RECT)
    bars = [shape.region for shape in inside if shape.form is Form.RECT and shape.fill]
    return drawn >= _CHART_SHAPES or _cuts(bars, sheet) >= max(_MIN_CUTS, _CUT * len(bars))


def _within(shape: Shape, sheet: Sheet) -> bool:
    box, area = shape.region, sheet.region
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _size(shape: Shape) -> float:
    return min(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top)


def _cuts(bars: Sequence[Region], sheet: Sheet) -> int:
    """How many filled boxes end amid a column's figures or a row's: the shading of cells does not."""
    body = sheet.rows[sheet.header_rows or 0 :]
    values = [word for row in body for cell in row[1:] if cell for word in cell.words]
    words = [word for row in body for cell in row if cell for word in cell.words]
    across = _merged([(word.x0 + _INSET, word.x1 - _INSET) for word in values])
    down = _merged([(word.top + _INSET, word.bottom - _INSET) for word in words])
    return sum(
        1
        for bar in bars
        if any(one < edge < other for edge in (bar.x0, bar.x1) for one, other in across)
        or any(one < edge < other for edge in (bar.top, bar.bottom) for one, other in down)
    )


def _merged(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The intervals that overlap, as one."""
    found: list[tuple[float, float]] = []
    for one, other in sorted(intervals):
        if found and one < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], other))
        else:
            found.append((one, other))
    return found
