"""What of a list's pages is drawn, running, or running text: settled before the list is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from extractors.layout import line_text, lines_of
from extractors.lists.column_headers import unglued
from extractors.lists.cuts import cut_at_cells
from extractors.lists.digits import digit_widths, narrow_widths, without_small_digits
from extractors.lists.headers import header_span, is_list_header
from extractors.lists.marks import unmarked
from extractors.lists.open_cells import completed, is_top_aligned, rest_of
from extractors.lists.order import clean, heading, lead
from extractors.names import match_prefix
from extractors.pdf.page import PageContent
from extractors.tables.sheets import Sheet
from extractors.text import Line, Word, plain

#: Stripes that are nearer to each other than this, in points, are rows of one table.
_TOUCHING = 2.0


def list_pages(pages: Iterable[PageContent]) -> list[PageContent]:
    """Pages with their words apart: those of two cells, headers printed into each other, small digits of marks."""
    given = list(pages)
    narrow = narrow_widths(word for page in given for word in page.words)
    read = [replace(page, words=tuple(unglued(cut_at_cells(page.words, page.grids, narrow)))) for page in given]
    widths = digit_widths(word for page in read for word in page.words)
    return [replace(page, words=without_small_digits(page.words, widths)) for page in read]


def list_sheets(
    sheets: dict[int, list[Sheet]], pages: Iterable[PageContent], running: dict[int, set[Word]]
) -> dict[int, list[Sheet]]:
    """Sheets that are tables, with the cells closed that a page break has left open.

    A row that is only shaded, between rows that are not, is no table; nor is a shaded header.
    """
    striped = any(_is_striped(on_page) for on_page in sheets.values())
    found: dict[int, list[Sheet]] = {}
    last: Sheet | None = None
    top_aligned = is_top_aligned(sheet for on_page in sheets.values() for sheet in on_page)
    for page in pages:
        words = [word for word in page.words if word not in running[page.number]]
        tables = [sheet for sheet in sheets[page.number] if len(sheet.rows) > 1 or not (striped or _is_header(sheet))]
        for grid in page.grids:
            known = any(sheet.region == grid.region for sheet in sheets[page.number])
            rest = None if known else rest_of(grid, last, words)
            tables += [rest] if rest else []
        for sheet in tables:
            last = completed(sheet, last, words, top_aligned)
            found.setdefault(page.number, []).append(last)
        found.setdefault(page.number, [])
    return found


def _is_striped(sheets: Iterable[Sheet]) -> bool:
    single = sorted((sheet.region for sheet in sheets if len(sheet.rows) == 1), key=lambda region: region.top)
    return any(
        below.top - above.bottom > _TOUCHING and abs(above.x0 - below.x0) < _TOUCHING
        for above, below in pairwise(single)
    )


def _is_header(sheet: Sheet) -> bool:
    return any(is_list_header(line) for line in lines_of(sheet.words))


def not_running(running: dict[int, set[Word]]) -> dict[int, set[Word]]:
    """Running lines without a list's own headers, group headings and entries, which may stand at a page's edge too.

    A municipality that stands there on several pages is in a running line.
    """
    lines = {page: lines_of(words) for page, words in running.items()}
    named = Counter(code for on_page in lines.values() for code in {_entry(line) for line in on_page} if code)
    return {page: words - _list_words(lines[page], named) for page, words in running.items()}


def _list_words(lines: list[Line], named: Counter[str]) -> set[Word]:
    """Words of headers, whole with the lines that belong to them, of group headings and of entries."""
    own = [line for line in lines if heading(plain(line_text(line))) is not None or named[_entry(line) or ""] == 1]
    for index in (index for index, line in enumerate(lines) if is_list_header(line)):
        first, last = header_span(lines, index)
        own += lines[first:last]
    return {word for line in own for word in line}


def _entry(line: Line) -> str | None:
    """Code of the municipality whose entry a line may be: a number or a bullet before its name, or nothing."""
    start, _ = lead(line)
    match = match_prefix(clean([word.text for word in unmarked(line)][start : start + 5]))
    return match.code if match else None
