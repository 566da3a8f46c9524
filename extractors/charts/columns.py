"""Columns of numbers beside lying bars: one number in each bar's row under a header, as in a table ("Ej svar %")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.charts.categories import Category
from extractors.charts.labels import Label
from extractors.charts.model import ChartValue
from extractors.text import text_of
from schemas.claim import Region

#: A column stands at least this far from the bars, in font sizes: nearer numbers are labels of bars.
_CLEAR_EM = 2.0
#: Numbers of one column have one right edge or one middle, and stand at their row's middle, within this.
_LEVEL_EM = 0.6
#: A header ends at most this far above the first row, in rows.
_HEADER_ROWS = 4.0
_LEAST_ROWS = 3
#: Lines of one header follow each other this closely, in font sizes.
_LEADING_EM = 1.7


def columns_beside(categories: Sequence[Category], bars: Region, labels: Iterable[Label]) -> list[ChartValue]:
    """The values of all columns right of the bars that have a header and exactly one number in every row."""
    labels = [label for label in labels if not label.angle and label.region.x0 > bars.x1 + _CLEAR_EM * label.size]
    numbers = [label for label in labels if label.number is not None]
    if len(categories) < _LEAST_ROWS or len(numbers) < len(categories):
        return []
    found: list[ChartValue] = []
    for column in _columns(numbers):
        rows = [_in_row(category, column) for category in categories]
        header = _header(column, [label for label in labels if label.number is None], categories)
        if header and all(len(row) == 1 for row in rows):
            found += [_value(category, header, row[0]) for category, row in zip(categories, rows, strict=True)]
    return found


def _columns(numbers: Sequence[Label]) -> list[list[Label]]:
    columns: list[list[Label]] = []
    for number in sorted(numbers, key=lambda label: label.region.x1):
        home = next((column for column in columns if _is_below(column[0], number)), None)
        if home is None:
            columns.append([number])
        else:
            home.append(number)
    return columns


def _is_below(one: Label, other: Label) -> bool:
    near = _LEVEL_EM * one.size
    return abs(one.region.x1 - other.region.x1) <= near or abs(one.centre[0] - other.centre[0]) <= near


def _in_row(category: Category, column: Iterable[Label]) -> list[Label]:
    return [label for label in column if abs(label.centre[1] - category.place) <= _LEVEL_EM * label.size]


def _header(column: Sequence[Label], texts: Iterable[Label], categories: Sequence[Category]) -> str:
    """What stands above a column, from its top; empty when nothing does."""
    places = sorted(category.place for category in categories)
    reach = _HEADER_ROWS * (places[1] - places[0])
    left, right = min(label.region.x0 for label in column), max(label.region.x1 for label in column)
    above = [
        label
        for label in texts
        if label.region.x0 < right + label.size
        and label.region.x1 > left - label.size
        and 0 < places[0] - label.centre[1] <= reach
    ]
    lines: list[Label] = []
    for label in sorted(above, key=lambda label: -label.centre[1]):
        if lines and lines[-1].centre[1] - label.centre[1] > _LEADING_EM * label.size:
            break
        lines.append(label)
    return text_of(label.words for label in reversed(lines)).verbatim


def _value(category: Category, header: str, label: Label) -> ChartValue:
    number = label.number
    assert number is not None
    low, high = number.value - number.half, number.value + number.half
    return ChartValue(category.name, header, number.value, low, high, label.region, label)
