"""Lists in tables without rules, as sheets: found by their header, cut into columns by white space, rows by names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.layout import line_text, lines_of
from extractors.lists.column_headers import Role
from extractors.lists.columns import Band, columns_after, columns_below, groups_of, header_bands
from extractors.lists.headers import sections_of
from extractors.lists.marks import unmarked
from extractors.lists.order import clean
from extractors.lists.rows import NUMERIC, sheets_below, within
from extractors.names import match_prefix, resolve
from extractors.tables.sheets import Sheet
from extractors.text import Line, Word, plain
from schemas.claim import Held
from schemas.codes import Kind

#: Lines so many times as far below the last as lines are apart are no part of a table, if they name nobody.
_TAIL = 2.0
#: What share of the cells in the columns of names are names, at least.
_LEAST_NAMED = 0.3
#: Where more of another column's cells are names than this, columns were taken for one.
_MOST_NAMED = 0.2
#: How exactly lines that begin at one edge do so, in points.
_ALIGNED = 1.5
_OF_COUNTIES = re.compile(r"\b(?:län\w*|landsting\w*|region\w*|county|counties)\b")
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
        for head, body in sections_of(lines_of(words)):
            columns = _read_section(head, body, columns, kind, found)
    return found


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
        found.sheets += sheets_below(group, head, inside, kind)
    found.used |= {word for line in (*head, *inside) for word in line}
    return columns


def _cross(line: Line, columns: list[Band], kind: Kind, found: LooseTables) -> None:
    """A line that runs from one column into the next: held if it is an entry, else no part of the table."""
    starts = [cell for band in columns if band.role is Role.NAME and (cell := within(line, band))]
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
    if not any(within(line, band) for band in columns if band.role is Role.NAME for line in body):
        return _are_apps(before, body)
    named = [_named_share(body, band) for band in columns if band.role is Role.NAME]
    # Counties are named like municipalities: Stockholm, Uppsala, Kalmar.
    others = [
        _named_share(body, band)
        for band in columns
        if band.role is not Role.NAME and not _OF_COUNTIES.search(plain(band.label))
    ]
    return sum(named) >= _LEAST_NAMED * len(named) > 0 and max(others, default=0.0) < _MOST_NAMED


def _are_apps(before: list[Band], body: list[Line]) -> bool:
    """Whether lines at the top of a page stand in the column of apps: the rest of a cell on the page before."""
    apps = [band for band in before if band.role is Role.APPS]
    return len(apps) == 1 and all(abs(line[0].x0 - apps[0].x0) < _ALIGNED for line in body)


def _named_share(body: list[Line], band: Band) -> float:
    """Share of a column's cells that are a municipality's name, numbers aside."""
    cells = [cell for line in body if (cell := within(line, band))]
    texts = [" ".join(word.text for word in unmarked(cell) if not NUMERIC.fullmatch(word.text)) for cell in cells]
    return sum(1 for text in texts if resolve(text) is not None) / max(1, len(cells))


def _hold(body: list[Line], kind: Kind, found: LooseTables) -> None:
    for line in body:
        if re.search(r"[^\W\d]", line_text(line)):
            found.held.append(Held(line[0].page, kind.value, line_text(line), "columns_told_apart", _UNSURE))
