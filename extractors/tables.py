"""Read ruled tables: each number with the path of headers above it and the label of its row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.cells import CellValue, is_missing, parse_cell
from extractors.explanations import Explanation
from extractors.grammar import Grammar
from extractors.mentions import Span
from extractors.sheets import Cell, Row, Sheet
from extractors.text import plain
from schemas.claim import Claim, Extraction, TableCell
from schemas.codes import Reader, Statistic, Unit

_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT_WORDS = (
    (re.compile(r"procent|%|andel"), Unit.PERCENT),
    (re.compile(r"e-tjänster"), Unit.ESERVICES),
    (re.compile(r"poäng"), Unit.POINTS),
    (re.compile(r"antal kommuner"), Unit.MUNICIPALITIES),
)
_CHANGE = re.compile(r"förändring|ökning|minskning|skillnad|change")


@dataclass(frozen=True)
class Heading:
    """What is printed about a table: its label (``Tabell 1``) and caption, or nothing."""

    label: str | None = None
    caption: str = ""


def read_table(sheet: Sheet, heading: Heading, grammar: Grammar, year: int) -> tuple[Extraction, list[Explanation]]:
    """Claims and cells of a table; digits in its headers and row labels are explained as such."""
    values = [[_value(cell, grammar) for cell in row] for row in sheet.rows]
    first_row, first_column = _origin(sheet, values)
    found, explained = Extraction(), []
    for index, row in enumerate(sheet.rows):
        label = _row_label(row[:first_column])
        for column, cell in enumerate(row):
            if cell is None or not cell.lines:
                continue
            if index < first_row or column < first_column:
                explained += _explain(cell, "table_header" if index < first_row else "table_row_label")
                continue
            path = _path(sheet, first_row, column, cell)
            _add(found, cell, values[index][column], label, path, heading, year)
    return found, explained


def _value(cell: Cell | None, grammar: Grammar) -> CellValue | None:
    return parse_cell(cell.text.verbatim, grammar) if cell and cell.lines else None


def _origin(sheet: Sheet, values: list[list[CellValue | None]]) -> tuple[int, int]:
    """First data row and first data column: below the headers, right of the row labels."""
    data = [
        [value is not None and not _is_year(row[column]) for column, value in enumerate(line)]
        for row, line in zip(sheet.rows, values, strict=True)
    ]
    first_row = next((index for index, line in enumerate(data) if any(line)), len(data))
    below = data[first_row:]
    columns = sheet.columns
    share = [sum(line[column] for line in below if column < len(line)) for column in range(columns)]
    first_column = next((column for column in range(columns) if share[column] * 2 >= max(1, len(below))), columns)
    return first_row, max(1, first_column) if first_column < columns else 1


def _is_year(cell: Cell | None) -> bool:
    return bool(cell and cell.lines and _YEAR.fullmatch(cell.text.verbatim.strip()))


def _row_label(cells: Row) -> str:
    return " | ".join(text for cell in cells if cell and (text := cell.text.verbatim))


def _path(sheet: Sheet, first_row: int, column: int, cell: Cell) -> str:
    """Header texts above a cell, outermost first; a merged header stands over all columns that it spans."""
    middle = (cell.region.x0 + cell.region.x1) / 2
    texts: list[str] = []
    for row in sheet.rows[:first_row]:
        over = next((other for other in row if other and other.region.x0 <= middle <= other.region.x1), None)
        text = over.text.verbatim if over else ""
        if text and text not in texts[-1:]:
            texts.append(text)
    return " | ".join(texts) or f"column {column + 1}"


def _add(
    found: Extraction,
    cell: Cell,
    value: CellValue | None,
    label: str,
    path: str,
    heading: Heading,
    year: int,
) -> None:
    text = cell.text.verbatim
    page = cell.region.page
    if value is None:
        if is_missing(text) or text:
            found.cells.append(TableCell(page, heading.label, label, path, text, None, None, None))
        return
    words = plain(f"{heading.caption} {path} {label}")
    unit = value.unit or _unit(words)
    claim = found.add(table_claim(cell, value, unit, Reader.TABLE, heading, label, path, year))
    found.cells.append(TableCell(page, heading.label, label, path, text, value.value, unit, claim))


def table_claim(
    cell: Cell,
    value: CellValue,
    unit: Unit,
    reader: Reader,
    heading: Heading,
    label: str,
    path: str,
    year: int,
) -> Claim:
    """The claim of a data cell."""
    printed = cell.text
    marks = printed.regions(0, len(printed.verbatim))
    low, high = value.interval(unit)
    context = " · ".join(part for part in (heading.label, heading.caption, path, label) if part)
    return Claim(
        reader=reader,
        page=cell.region.page,
        value_text=printed.verbatim,
        value=value.value,
        value_low=low,
        value_high=high,
        unit=unit,
        statistic=_statistic(plain(f"{heading.caption} {path}"), value, unit),
        quote=printed.verbatim,
        context=context,
        year=_year(f"{path} {label}", year),
        subject=plain(f"{label} {path}"),
        regions=marks,
        marks=marks,
    )


def _unit(words: str) -> Unit:
    return next((unit for pattern, unit in _UNIT_WORDS if pattern.search(words)), Unit.OTHER)


def _statistic(words: str, value: CellValue, unit: Unit) -> Statistic:
    if value.signed or _CHANGE.search(words):
        return Statistic.CHANGE
    if re.search(r"medel|genomsnitt", words):
        return Statistic.MEAN
    if "median" in words:
        return Statistic.MEDIAN
    return Statistic.SHARE if unit is Unit.PERCENT else Statistic.COUNT


def _year(words: str, default: int) -> int:
    years = _YEAR.findall(words)
    return int(years[-1]) if len(set(years)) == 1 else default


def _explain(cell: Cell, rule: str) -> list[Explanation]:
    printed = cell.text
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"\S*\d\S*", printed.verbatim)]
    return [
        Explanation(rule, region, printed.verbatim[span.start : span.end])
        for span in spans
        for region in printed.regions(span.start, span.end)
    ]
