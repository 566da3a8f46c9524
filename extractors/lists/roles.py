"""What the columns of a list's table are, by their headers, or by the names in them; and tables side by side."""

from __future__ import annotations

import re

from extractors.lists.column_headers import Role, role_of, roles_of
from extractors.lists.read import ListColumns, cell_text
from extractors.names import resolve
from extractors.tables.sheets import Sheet
from extractors.text import plain
from schemas.codes import Kind

_COUNTER = re.compile(r"\d{1,3}(?::a|:e|[.)])?")


def columns_of(sheet: Sheet, before: ListColumns | None, kind: Kind, year: int) -> ListColumns | None:
    """Find the header row; else take over the columns of the table before, when they are as many."""
    for row in sheet.rows[:4]:
        headers = tuple(cell_text(cell) for cell in row)
        roles = roles_of([plain(header) for header in headers], year)
        if Role.NAME in roles and not any(resolve(header) for header in headers):
            return ListColumns(headers, _with_numbering(roles, headers, sheet), roles.index(Role.NAME))
    if before is not None and len(before.headers) == sheet.columns:
        return before
    return _guess(sheet, kind)


def _with_numbering(roles: tuple[Role, ...], headers: tuple[str, ...], sheet: Sheet) -> tuple[Role, ...]:
    """A first column without a header that holds nothing but whole numbers counts the rows, or ranks them."""
    if headers[0] or roles[0] is not Role.OTHER:
        return roles
    cells = [text for row in sheet.rows if (text := cell_text(row[0]))]
    numbers = sum(1 for text in cells if _COUNTER.fullmatch(text))
    return (Role.NUMBER, *roles[1:]) if cells and numbers == len(cells) else roles


def _guess(sheet: Sheet, kind: Kind) -> ListColumns | None:
    """Columns of a table without any header: the names are where most cells resolve."""
    counts = [
        sum(1 for row in sheet.rows if column < len(row) and resolve(cell_text(row[column])))
        for column in range(sheet.columns)
    ]
    best = max(counts)
    if best < 0.6 * len(sheet.rows):
        return None
    name = counts.index(best)
    role = Role.APPS if kind is Kind.APP_LIST else Role.OTHER
    roles = tuple(Role.NAME if column == name else role for column in range(sheet.columns))
    return ListColumns(("",) * sheet.columns, roles, name)


def blocks_of(sheet: Sheet, split: dict[int, int]) -> list[Sheet]:
    """A table whose columns repeat side by side (Kommun, Poäng, Kommun, Poäng), as tables below each other.

    Where it prints no header, it is split as the last table with as many columns was; ``split`` has that one's width.
    """
    for row in sheet.rows[:4]:
        headers = [cell_text(cell) for cell in row]
        count = sum(role_of(plain(header)) is Role.NAME for header in headers)
        width = len(headers) // count if count else 0
        if count > 1 and headers == headers[:width] * count:
            return _split(sheet, width)
        if count:
            return [sheet]
    return _split(sheet, split.get(sheet.columns, sheet.columns))


def _split(sheet: Sheet, width: int) -> list[Sheet]:
    return [
        Sheet(sheet.region, tuple(row[start : start + width] for row in sheet.rows))
        for start in range(0, sheet.columns, width)
    ]
