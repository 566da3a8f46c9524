"""Lists in tables without rules, as sheets: found by their header, cut into columns by white space, rows by names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.headers import Role, role_of
from extractors.layout import line_bottom, line_size, line_text, line_top, lines_of, split_at_gaps
from extractors.list_columns import Band, columns_after, columns_below, groups_of, header_bands
from extractors.list_marks import unmarked
from extractors.list_order import clean, header_parts
from extractors.names import match_prefix, resolve, resolve_lines
from extractors.sheets import Cell, Row, Sheet
from extractors.text import Line, Word, join, plain, text_of
from schemas.claim import Held, Region
from schemas.codes import Kind

_HEADER_LEADING = 1.0
_NUMERIC = re.compile(r"[\s\d.,:%+±−–↑↓▲▼►=a-]*\d[\s\d.,:%+−–a]*")
#: Lines so many times as far below the last as lines are apart are no part of a table, if they name nobody.
_TAIL = 2.0
_LEAST_NAMED = 0.3
#: Where more of another column's cells are names than this, columns were taken for one.
_MOST_NAMED = 0.2
#: How exactly lines that begin at one edge do so, in points.
_ALIGNED = 1.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"[(]|(?:19|20)\d\d")
_UNSURE = "which of its numbers and words stand in which column can't be told from the white space between them"


@dataclass
class LooseTables:
    """Tables without rules: sheets in reading order, entries held back, and the words of both."""

    sheets: list[Sheet] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    used: set[Word] = field(default_factory=set)


def read_loose_tables(pages: Sequence[Sequence[Word]], kind: Kind) -> LooseTables:
    """Find the tables below list headers, and their parts on later pages that print no header again."""
    found = LooseTables()
    columns: list[Band] | None = None
    for words in pages:
        for head, body in _sections(lines_of(words)):
            columns = _read_section(head, body, columns, kind, found)
    return found


def is_list_header(line: Line) -> bool:
    """Whether a line is the header of a list's table: a column of municipalities, and others."""
    parts = list(header_parts(line))
    roles = [role_of(plain(line_text(part))) for part in parts]
    named = any(role is Role.NAME and part[0].text[:1].isupper() for role, part in zip(roles, parts, strict=True))
    return named and set(roles) != {Role.NAME}


def _sections(lines: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Header lines with the lines below them; the first section of a page may have no header."""
    starts = [index for index, line in enumerate(lines) if is_list_header(line)]
    spans = [header_span(lines, start) for start in starts]
    yield [], lines[: spans[0][0] if spans else len(lines)]
    for (first, last), following in pairwise([*spans, (len(lines), 0)]):
        yield lines[first:last], lines[last : following[0]]


def header_span(lines: list[Line], start: int) -> tuple[int, int]:
    """First and end of a header's lines: lines of a table's header stand close above and below each other."""
    first = start
    while first and _close(lines[first - 1], lines[first]) and _is_header_part(lines[first - 1], lines[start]):
        first -= 1
    last = start + 1
    while last < len(lines) and _close(lines[last - 1], lines[last]) and _is_header_part(lines[last], lines[start]):
        last += 1
    return first, last


def _close(above: Line, below: Line) -> bool:
    same = abs(line_size(above) - line_size(below)) < 0.1 * line_size(above)
    return same and line_top(below) - line_bottom(above) < 0.5 * _HEADER_LEADING * line_size(below)


def _is_header_part(line: Line, header: Line) -> bool:
    """A header's further line has no numbers but years and no name in it, and is bold as the header is.

    Where the header is not (some fonts don't say), the line goes on with small letters, brackets or years.
    """
    words = [word.text for word in line]
    numbers = [word for word in words if re.search(r"\d", word) and not _YEAR.search(word)]
    if numbers or resolve(" ".join(words)) is not None:
        return False
    if all(word.bold for word in header):
        return all(word.bold for word in line)
    return all(part[0].text[:1].islower() or _GOES_ON.match(part[0].text) for part in split_at_gaps(line, 0.8))


def _read_section(
    head: list[Line], body: list[Line], before: list[Band] | None, kind: Kind, found: LooseTables
) -> list[Band] | None:
    """Read one table or its part on a further page; returns the columns that the next page may go on with."""
    body = _without_tail(body)
    if head:
        columns = columns_below(body, header_bands(head))
    elif before is None or not body:
        return before
    else:
        columns = columns_after(body, before)
    if columns is None or not _is_table(columns, body, [] if head else before or []):
        if head:
            _hold(body, kind, found)
            found.used |= {word for line in (*head, *body) for word in line}
            return None
        return before
    inside = [line for line in body if all(any(band.holds(word) for band in columns) for word in line)]
    for line in body:
        if line not in inside:
            _cross(line, columns, kind, found)
    for group in groups_of(columns):
        found.sheets += _sheet(group, head, inside, kind)
    found.used |= {word for line in (*head, *inside) for word in line}
    return columns


def _cross(line: Line, columns: list[Band], kind: Kind, found: LooseTables) -> None:
    """A line that runs from one column into the next: held if it is an entry, else no part of the table."""
    starts = [cell for band in columns if band.role is Role.NAME and (cell := _within(line, band))]
    if any(match_prefix(clean([word.text for word in unmarked(cell)])) for cell in starts):
        _hold([line], kind, found)
        found.used.update(line)


def _without_tail(body: list[Line]) -> list[Line]:
    """The lines of a table without what stands far below it on the page and names no municipality: a footer."""
    steps = sorted(below[0].middle - above[0].middle for above, below in pairwise(body))
    if not steps:
        return body
    usual = steps[len(steps) // 2]
    last = len(body)
    while (
        last > 1 and body[last - 1][0].middle - body[last - 2][0].middle > _TAIL * usual and not _names(body[last - 1])
    ):
        last -= 1
    return body[:last]


def _names(line: Line) -> bool:
    words = [word.text for word in unmarked(line)]
    return any(match_prefix(clean(words[start : start + 5])) for start in range(len(words)))


def _is_table(columns: list[Band], body: list[Line], before: list[Band]) -> bool:
    """Whether names stand in the columns of names, on enough of the lines that have anything there, and in no other."""
    if not body:
        return True
    if not any(_within(line, band) for band in columns if band.role is Role.NAME for line in body):
        return _are_apps(before, body)
    named = [_named_share(body, band) for band in columns if band.role is Role.NAME]
    others = [_named_share(body, band) for band in columns if band.role is not Role.NAME]
    return sum(named) >= _LEAST_NAMED * len(named) > 0 and max(others, default=0.0) < _MOST_NAMED


def _are_apps(before: list[Band], body: list[Line]) -> bool:
    """Whether lines at the top of a page stand in the column of apps: the rest of a cell on the page before."""
    apps = [band for band in before if band.role is Role.APPS]
    return len(apps) == 1 and all(abs(line[0].x0 - apps[0].x0) < _ALIGNED for line in body)


def _named_share(body: list[Line], band: Band) -> float:
    """Share of a column's cells that are a municipality's name, numbers aside."""
    cells = [cell for line in body if (cell := _within(line, band))]
    texts = [" ".join(word.text for word in unmarked(cell) if not _NUMERIC.fullmatch(word.text)) for cell in cells]
    return sum(1 for text in texts if resolve(text) is not None) / max(1, len(cells))


def _within(line: Line, band: Band) -> Line:
    return tuple(word for word in line if band.holds(word))


def _hold(body: list[Line], kind: Kind, found: LooseTables) -> None:
    for line in body:
        if re.search(r"[^\W\d]", line_text(line)):
            found.held.append(Held(line[0].page, kind.value, line_text(line), "columns_told_apart", _UNSURE))


def _sheet(columns: list[Band], head: list[Line], body: list[Line], kind: Kind) -> Iterator[Sheet]:
    """The table as a sheet: its header, if it is printed here, and a row for each name."""
    cut = [[_within(line, band) for band in columns] for line in body]
    rows = [_header_row(columns)] if head else []
    rows += [_row(lines, columns) for lines in _rows([cells for cells in cut if any(cells)], columns, kind)]
    if rows:
        yield Sheet(_around([cell for row in rows for cell in row if cell and cell.lines]), tuple(rows))


def _header_row(columns: list[Band]) -> Row:
    return tuple(Cell(_around_lines(band.header), tuple(band.header)) if band.header else None for band in columns)


def _rows(lines: list[list[Line]], columns: list[Band], kind: Kind) -> Iterator[list[list[Line]]]:
    """Lines of cells, row by row: a row begins where a name does."""
    name = next(index for index, band in enumerate(columns) if band.role is Role.NAME)
    row: list[list[Line]] = []
    for cells in lines:
        if row and _begins_row(row, cells, name, kind):
            yield row
            row = []
        row.append(cells)
    if row:
        yield row


def _begins_row(row: list[list[Line]], cells: list[Line], name: int, kind: Kind) -> bool:
    """A line begins a row when it has a name, or a number of its own; not when it only ends the name above."""
    numbered = any(_is_number(cell) for index, cell in enumerate(cells) if index != name)
    if numbered and kind is not Kind.APP_LIST:
        return True
    if not cells[name]:
        return False
    above = text_of([unmarked(line[name]) for line in row if line[name]], narrow=True)
    both = text_of([*(unmarked(line[name]) for line in row if line[name]), unmarked(cells[name])], narrow=True)
    capital = cells[name][0].text[:1].isupper()
    alone = resolve(line_text(unmarked(cells[name]))) if capital else None
    broken = above.verbatim.endswith("-")
    parts = [line_text(unmarked(line[name])) for line in (*row, cells) if line[name]]
    if resolve_lines(parts, both.verbatim) is not None and (alone is None or broken):
        return False
    return not above.verbatim or capital


def _is_number(cell: Line) -> bool:
    return bool(cell) and _NUMERIC.fullmatch(line_text(unmarked(cell))) is not None


def _row(lines: list[list[Line]], columns: Sequence[Band]) -> Row:
    """A row's cells. A row that goes on from the page before has an empty cell of a name, as low as the others."""
    cells = [tuple(line[index] for line in lines if line[index]) for index in range(len(columns))]
    around = _around_lines([line for cell in cells for line in cell])
    empty = replace(around, bottom=around.top)
    return tuple(Cell(_around_lines(cell), cell) if cell else Cell(empty) for cell in cells)


def _around_lines(lines: Sequence[Line]) -> Region:
    regions = [word.region for line in lines for word in line]
    region = regions[0]
    for other in regions[1:]:
        region = join(region, other)
    return region


def _around(cells: Sequence[Cell]) -> Region:
    region = cells[0].region
    for cell in cells[1:]:
        region = join(region, cell.region)
    return region
