"""Read a document that is a list of municipalities: tables first, then all that is not in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.explanations import Explanation
from extractors.layout import line_text, lines_of
from extractors.lists.lines import read_list_lines
from extractors.lists.marks import marks_among
from extractors.lists.order import is_divider
from extractors.lists.prose import prose_words
from extractors.lists.rank_groups import settle_groups
from extractors.lists.rankings import check_ranks, hold_doubles, hold_incomplete, listed, settle_numbering
from extractors.lists.read import ListRead
from extractors.lists.record_claims import add_records, separate_lines
from extractors.lists.record_numbers import settle_scores
from extractors.lists.records import ListSetting, Record
from extractors.lists.sheets import read_list_sheets
from extractors.lists.tables import read_loose_tables
from extractors.prose.grammar import Grammar
from extractors.tables.cells import parse_cell
from extractors.tables.read import Heading, table_claim
from extractors.tables.sheets import Sheet
from extractors.text import Word
from schemas.claim import Extraction, Held, TableCell
from schemas.codes import Kind, Unit

_LEFT_OVER = "it stands among the entries, but belongs to none that was read"


def read_list(
    sheets: dict[int, list[Sheet]],
    free: dict[int, list[Word]],
    kind: Kind,
    language: Grammar,
    year: int,
    title: str,
) -> tuple[Extraction, list[Explanation], set[Word]]:
    """Rows of the list, explanations of its headers, and the words outside tables that it used."""
    setting = ListSetting(kind, language, year, title)
    found, explained = Extraction(), list[Explanation]()
    entries = [_without_prose(words, explained) for words in free.values()]
    tables = read_loose_tables(entries, kind)
    drawn = [sheet for page in sheets.values() for sheet in page]
    ruled = read_list_sheets(sorted([*drawn, *tables.sheets], key=_place), kind, year)
    ruled.held += tables.held
    loose, used = read_list_lines([[word for word in words if word not in tables.used] for words in entries], kind)
    used |= tables.used
    records = [*ruled.records, *loose.records]
    separate_lines(records)
    records, found.held, notes = settle_numbering(records, kind, language)
    explained += notes
    if kind is not Kind.APP_LIST:
        records = _settled(found, records, setting)
        found.checks.append(listed(records, [*ruled.held, *loose.held]))
    else:
        found.held += _leftovers(entries, used, records)
    add_records(found, records, setting)
    for read in (ruled, loose):
        found.held += read.held
        explained += _explain_headers(read)
        _add_summaries(found, read, setting)
    tabled = {word for sheet in drawn for word in sheet.words}
    for page in free:
        explained += _explain_marks(word for word in (*used, *tabled) if word.page == page)
    return found, explained, used


def _leftovers(entries: list[list[Word]], used: set[Word], records: list[Record]) -> list[Held]:
    """Lines between an app list's entries that were taken for no part of it: an app must not be lost without a word."""
    places = [(word.page, word.top) for record in records for line in record.lines for word in line]
    lines = [line for words in entries for line in lines_of(word for word in words if word not in used)]
    return [
        Held(line[0].page, Kind.APP_LIST.value, line_text(line), "list_line_read", _LEFT_OVER)
        for line in lines
        if places and (line[0].page, line[0].top) > min(places) and not is_divider(line_text(line), line_text(line))
    ]


def _place(sheet: Sheet) -> tuple[int, float]:
    return sheet.region.page, sheet.region.top


def _settled(found: Extraction, records: list[Record], setting: ListSetting) -> list[Record]:
    """Entries whose numbers are told apart, whole and in order; the others are held back."""
    kind, language = setting.kind, setting.grammar
    found.held += settle_scores(records, kind)
    records, held = hold_incomplete([record for record in records if record.parts or record.others], kind)
    found.held += held
    if kind is Kind.RANKING:
        records, held = settle_groups(records, language)
        found.held += held
        records, held, found.checks = check_ranks(records, language)
        found.held += held
    records, held = hold_doubles(records, kind)
    found.held += held
    return records


def _without_prose(words: list[Word], explained: list[Explanation]) -> list[Word]:
    prose, marks = prose_words(lines_of(words))
    explained += [Explanation("footnote_mark", word.region) for word in marks]
    return [word for word in words if word not in prose]


def _explain_marks(words: Iterable[Word]) -> list[Explanation]:
    return [Explanation("footnote_mark", mark.region) for mark in marks_among(words)]


def _explain_headers(read: ListRead) -> list[Explanation]:
    return [Explanation("table_header", word.region, word.text) for cell in read.headers for word in cell.words]


def _add_summaries(found: Extraction, read: ListRead, setting: ListSetting) -> None:
    """Total and mean rows: table cells and claims, but no municipality's."""
    for row, headers in read.summaries:
        cells = [cell for cell in row if cell and cell.lines]
        label = next((cell.text.verbatim for cell in cells if not re.search(r"\d", cell.text.verbatim)), "")
        for index, cell in enumerate(row):
            value = parse_cell(cell.text.verbatim, setting.grammar) if cell and cell.lines else None
            if cell is None or value is None:
                continue
            header = headers[index] if index < len(headers) else ""
            unit = value.unit or (Unit.PERCENT if "%" in header else Unit.OTHER)
            heading = Heading(setting.table_label, "")
            claim = found.add(table_claim(cell, value, unit, setting.reader, heading, label, header, setting.year))
            text = cell.text.verbatim
            page = cell.region.page
            found.cells.append(TableCell(page, setting.table_label, label, header, text, value.value, unit, claim))
