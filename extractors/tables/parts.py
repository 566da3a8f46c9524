"""Tables as their readers see them: one that is set beside itself is several, one that goes on overleaf is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.tables.sheets import Cell, Row, Sheet
from extractors.text import plain
from schemas.claim import Region

#: A part overleaf begins within this share of its page's height, and the part before it ends below this one.
_BEGINS, _ENDS = 0.35, 0.5
#: Columns overleaf may have drifted by this share of the table's width.
_DRIFT = 0.1


@dataclass(frozen=True)
class Heading:
    """What is printed about a table: its label (``Tabell 1``) and caption, or nothing."""

    label: str | None = None
    caption: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a table that stands on one page: which table of the document, and how many rows came before."""

    sheet: Sheet
    number: int
    offset: int
    heading: Heading


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """The tables that are set beside each other under the same headers, as long lists are to save space."""
    first = _header_text(sheet, 0)
    starts = [0, *(column for column in range(2, sheet.columns - 1) if first and _header_text(sheet, column) == first)]
    widths = {end - start for start, end in zip(starts, [*starts[1:], sheet.columns], strict=True)}
    if len(starts) < 2 or len(widths) != 1:
        return [sheet]
    width = widths.pop()
    return [_cut(sheet, start, start + width) for start in starts]


def _header_text(sheet: Sheet, column: int) -> str:
    texts = [cell.text.verbatim for row in sheet.rows[: sheet.header_rows or 0] if (cell := _at(row, column))]
    return plain(" ".join(texts))


def _at(row: Row, column: int) -> Cell | None:
    return row[column] if column < len(row) else None


def _cut(sheet: Sheet, start: int, end: int) -> Sheet:
    """Some columns of a table; a header that spans more than these comes along."""
    left, right = _sides(sheet)[start][0], _sides(sheet)[end - 1][1]
    headers = sheet.header_rows or 0
    rows: list[Row] = []
    for index, row in enumerate(sheet.rows):
        cells = list(row[start:end])
        if index < headers and start and not cells[0]:
            cells[0] = next((cell for cell in row if cell and cell.region.x0 <= left and cell.region.x1 >= right), None)
        rows.append(tuple(cells))
    kept = [index for index, row in enumerate(rows) if index < headers or any(cell and cell.lines for cell in row)]
    return replace(
        sheet,
        region=replace(sheet.region, x0=left, x1=right),
        rows=tuple(rows[index] for index in kept),
        labels=1,
        sections=tuple(sheet.sections[index] for index in kept) if sheet.sections else (),
    )


def _sides(sheet: Sheet) -> list[tuple[float, float]]:
    """Left and right side of each column, as most cells of the body have them: a long text may stick out."""
    sides = []
    for column in range(sheet.columns):
        body = sheet.rows[sheet.header_rows or 0 :]
        boxes = [cell.region for row in body if (cell := _at(row, column))] or [sheet.region]
        sides.append((median(box.x0 for box in boxes), median(box.x1 for box in boxes)))
    return sides


def parts_of(pages: Iterable[tuple[Sequence[tuple[Sheet, Heading | None]], float]]) -> list[Part]:
    """A document's tables, given page by page with their headings and the page's height.

    A table that goes on overleaf keeps its number, its heading and its headers; one with another label is another.
    """
    parts: list[Part] = []
    before: Part | None = None
    for sheets, height in pages:
        for index, (sheet, heading) in enumerate(sheets):
            high = index == 0 and sheet.region.top < _BEGINS * height
            part = _continued(before, sheet, heading) if before and high else None
            parts.append(part or Part(sheet, parts[-1].number + 1 if parts else 1, 0, heading or Heading()))
        low = bool(sheets) and parts[-1].sheet.region.bottom > _ENDS * height
        before = parts[-1] if low else None
    return parts


def _continued(before: Part, sheet: Sheet, heading: Heading | None) -> Part | None:
    """The next part of a table: under the same headers again, or without any and with the same columns."""
    if heading and heading.label != before.heading.label:
        return None
    if sheet.columns != before.sheet.columns or not _in_place(before.sheet, sheet):
        return None
    offset = before.offset + len(before.sheet.rows) - (before.sheet.header_rows or 0)
    if sheet.header_rows:
        same = all(_header_text(sheet, column) == _header_text(before.sheet, column) for column in range(sheet.columns))
        return Part(sheet, before.number, offset, before.heading) if same else None
    return Part(_with_headers(sheet, before.sheet), before.number, offset, before.heading)


def _in_place(one: Sheet, other: Sheet) -> bool:
    """Whether the columns of two tables lie over each other, but for a drift."""
    room = _DRIFT * (one.region.x1 - one.region.x0)
    pairs = zip(_sides(one), _sides(other), strict=True)
    return all(min(a1, b1) - max(a0, b0) > -room for (a0, a1), (b0, b1) in pairs)


def _with_headers(sheet: Sheet, given: Sheet) -> Sheet:
    """A table under the headers of another: each over the columns of the same numbers."""
    old, new = _sides(given), _sides(sheet)
    headers = given.rows[: given.header_rows or 0]
    rows = tuple(tuple(_moved(cell, old, new, sheet.region) for cell in row) for row in headers)
    sections = ((),) * len(rows) + sheet.sections if sheet.sections else ()
    return replace(sheet, rows=(*rows, *sheet.rows), header_rows=len(rows), labels=given.labels, sections=sections)


def _moved(
    cell: Cell | None, old: Sequence[tuple[float, float]], new: Sequence[tuple[float, float]], place: Region
) -> Cell | None:
    if cell is None:
        return None
    over = [i for i, (x0, x1) in enumerate(old) if cell.region.x0 <= (x0 + x1) / 2 <= cell.region.x1]
    if not over:
        return None
    region = Region(place.page, new[over[0]][0], place.top, new[over[-1]][1], place.top)
    return replace(cell, region=region)
