"""Read tables: each number with the path of headers above it, the label of its row and the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.explanations import Explanation
from extractors.prose.grammar import Grammar
from extractors.prose.habits import Habit
from extractors.prose.mentions import Span
from extractors.tables.cells import Brackets, CellValue, is_money, parse_cell, refusal
from extractors.tables.figures import explained, is_text
from extractors.tables.parts import Heading, Part
from extractors.tables.sheets import Cell, Row, Sheet
from extractors.tables.words import row_kind, scale_of, statistic_of, unit_of, year_of
from extractors.text import plain
from schemas.claim import Claim, Extraction, Held, TableCell
from schemas.codes import Reader, RowKind, Unit

__all__ = ("Heading", "Manner", "read_table", "table_claim", "with_origin")

CHECK = "cell_is_one_number"
_YEAR = re.compile(r"(?:19|20)\d\d")
#: So many numbers in brackets, and no others in the column, are no negative ones.
_MIN_BRACKETED = 3
_FIGURES = re.compile(r"\S*\d\S*")


@dataclass(frozen=True)
class Manner:
    """How a document writes: its language, the survey's year, and its decimal sign."""

    grammar: Grammar
    year: int
    habit: Habit


@dataclass(frozen=True)
class _Place:
    """Where a cell stands: its row's label, the headings above that, its headers, and its row's kind."""

    label: str
    section: str
    path: str
    kind: RowKind
    position: tuple[int, int, int]
    brackets: Brackets
    doubt: str | None = None


def read_table(part: Part, manner: Manner) -> tuple[Extraction, list[Explanation]]:
    """Claims and cells of a table's part on one page.

    Digits in its headers and row labels are explained as such, those of footnote marks as theirs; a cell whose number
    might be read in two ways is held.
    """
    sheet = part.sheet
    asides = _bracketed(sheet)
    first_row, first_column = sheet.header_rows or 0, sheet.labels or 1
    found, notes = Extraction(), list[Explanation]()
    for index, row in enumerate(sheet.rows):
        label = _row_label(row[:first_column])
        section = " | ".join(sheet.sections[index]) if sheet.sections else ""
        kind = row_kind(plain(label))
        for column, cell in enumerate(row):
            if cell is None or not cell.lines:
                continue
            if index < first_row or column < first_column:
                notes += explained(cell, "table_header" if index < first_row else "table_row_label")
                continue
            path = _path(sheet, first_row, column, cell)
            position = (part.number, part.offset + index - first_row + 1, column + 1)
            money = is_money(plain(f"{part.heading.caption} {path} {section} {label}"))
            brackets = Brackets.MINUS if money else Brackets.ASIDE if column in asides else Brackets.UNKNOWN
            place = _Place(label, section, path, kind, position, brackets, _naming_doubt(sheet, index, cell))
            notes += _add(found, cell, place, part.heading, manner)
    return found, notes


def with_origin(sheet: Sheet, manner: Manner) -> Sheet:
    """A ruled table with its headers and labels counted: data are below the ones, right of the others."""
    if sheet.header_rows is not None:
        return sheet
    data = [[_is_data(cell, manner) for cell in row] for row in sheet.rows]
    first_row = next((index for index, line in enumerate(data) if any(line)), len(data))
    below = data[first_row:]
    columns = sheet.columns
    share = [sum(line[column] for line in below if column < len(line)) for column in range(columns)]
    first_column = next((column for column in range(columns) if share[column] * 2 >= max(1, len(below))), columns)
    labels = max(1, first_column) if first_column < columns else 1
    return replace(sheet, header_rows=first_row, labels=labels)


def _is_data(cell: Cell | None, manner: Manner) -> bool:
    if cell is None or not cell.lines or _YEAR.fullmatch(cell.text.verbatim.strip()):
        return False
    text = cell.text.plain
    readable = parse_cell(text, manner.grammar, manner.habit, Brackets.MINUS) is not None
    return readable or refusal(text, manner.habit, Brackets.MINUS) is not None


def _bracketed(sheet: Sheet) -> set[int]:
    """Columns in which all numbers stand in brackets: shares or errors beside the numbers before them."""
    found = set()
    for column in range(1, sheet.columns):
        cells = [row[column] for row in sheet.rows[sheet.header_rows or 0 :] if column < len(row)]
        texts = [text for cell in cells if cell and cell.lines and re.search(r"\d", text := cell.text.verbatim.strip())]
        if len(texts) >= _MIN_BRACKETED and all(text[0] == "(" and text[-1] == ")" for text in texts):
            found.add(column)
    return found


def _row_label(cells: Row) -> str:
    return " | ".join(text for cell in cells if cell and (text := cell.text.verbatim))


def _path(sheet: Sheet, first_row: int, column: int, cell: Cell) -> str:
    """Header texts above a cell, outermost first; a merged header stands over all columns that it spans."""
    texts: list[str] = []
    for header in _headers_above(sheet.rows[:first_row], cell):
        text = header.text.verbatim
        if text and text not in texts[-1:]:
            texts.append(text)
    return " | ".join(texts) or (
        "" if any(cell for row in sheet.rows[:first_row] for cell in row) else f"column {column + 1}"
    )


def _headers_above(rows: Iterable[Row], cell: Cell) -> Iterator[Cell]:
    """The header over a cell in each of the rows, the narrowest where there are several."""
    middle = (cell.region.x0 + cell.region.x1) / 2
    for row in rows:
        around = [other for other in row if other and other.region.x0 <= middle <= other.region.x1]
        if around:
            yield min(around, key=lambda other: other.region.x1 - other.region.x0)


def _naming_doubt(sheet: Sheet, index: int, cell: Cell) -> str | None:
    """Why it is not sure what a cell of a row is named by: a doubt about its row's labels, or a header above it."""
    labels = (label for label in sheet.rows[index][: sheet.labels or 1] if label)
    headers = _headers_above(sheet.rows[: sheet.header_rows or 0], cell)
    return next((other.doubt for other in (*labels, *headers) if other.doubt), None)


def _add(found: Extraction, cell: Cell, place: _Place, heading: Heading, manner: Manner) -> list[Explanation]:
    """Add a cell, with its claim where it is a number; returns what explains its digits that are not the claim's."""
    printed = cell.text
    value = parse_cell(printed.plain, manner.grammar, manner.habit, place.brackets)
    doubt = cell.doubt or place.doubt or (None if place.path else "no header stands over it")
    if value is None or doubt:
        reason = doubt if value else refusal(printed.plain, manner.habit, place.brackets)
        _add_without_value(found, cell, place, heading, reason)
        return explained(cell, "table_text") if not reason and is_text(cell) else []
    unit = value.unit or unit_of(plain(place.path), plain(place.label), plain(heading.caption), value.value)
    scale = scale_of(plain(place.path), plain(place.label), plain(place.section), printed.plain, plain(heading.caption))
    claim = found.add(_claim(cell, value, unit, place, heading, manner))
    found.cells.append(_cell(cell, place, heading, value.value, unit, claim, scale))
    return _marks(cell, value)


def _add_without_value(found: Extraction, cell: Cell, place: _Place, heading: Heading, reason: str | None) -> None:
    if reason:
        raw = f"{place.label} · {place.path}: {cell.text.verbatim}"
        found.held.append(Held(cell.region.page, Reader.TABLE, raw, CHECK, reason))
    found.cells.append(_cell(cell, place, heading, None, None, None, 1))


def _cell(
    cell: Cell, place: _Place, heading: Heading, value: float | None, unit: Unit | None, claim: int | None, scale: int
) -> TableCell:
    return TableCell(
        page=cell.region.page,
        table_label=heading.label,
        row_label=place.label,
        column_label=place.path,
        value_text=cell.text.verbatim,
        value=value,
        unit=unit,
        claim=claim,
        section=place.section or None,
        row_kind=place.kind,
        scale=scale,
        position=place.position,
    )


def _claim(cell: Cell, value: CellValue, unit: Unit, place: _Place, heading: Heading, manner: Manner) -> Claim:
    label = " | ".join(part for part in (place.section, place.label) if part)
    return table_claim(cell, value, unit, Reader.TABLE, heading, label, place.path, manner.year, place.kind)


def table_claim(
    cell: Cell,
    value: CellValue,
    unit: Unit,
    reader: Reader,
    heading: Heading,
    label: str,
    path: str,
    year: int,
    kind: RowKind = RowKind.DATA,
) -> Claim:
    """The claim of a data cell: its number with sign and unit, without footnote marks."""
    printed = cell.text
    start, end = (value.start, value.end) if value.end else (0, len(printed.verbatim))
    marks = printed.regions(start, end)
    low, high = value.interval(unit)
    context = " · ".join(part for part in (heading.label, heading.caption, path, label) if part)
    return Claim(
        reader=reader,
        page=cell.region.page,
        value_text=printed.verbatim[start:end],
        value=value.value,
        value_low=low,
        value_high=high,
        unit=unit,
        statistic=statistic_of(plain(f"{heading.caption} {path}"), kind, signed=value.signed, unit=unit),
        quote=printed.verbatim[start:end],
        context=context,
        year=year_of(f"{path} {label}", year),
        subject=plain(f"{label} {path}"),
        regions=marks,
        marks=marks,
    )


def _marks(cell: Cell, value: CellValue) -> list[Explanation]:
    """Explanations of the digits before and after a cell's number: footnote marks."""
    printed = cell.text
    spans = [
        Span(match.start(), match.end())
        for start, end in ((0, value.start), (value.end, len(printed.verbatim)))
        for match in _FIGURES.finditer(printed.verbatim, start, end)
    ]
    return [Explanation("footnote_mark", region) for span in spans for region in printed.regions(span.start, span.end)]
