"""Read a document that is a list of municipalities: tables first, then all that is not in tables."""

from __future__ import annotations

import re
from collections import defaultdict

from extractors.cells import parse_cell
from extractors.explanations import Explanation
from extractors.grammar import Grammar
from extractors.list_lines import read_list_lines
from extractors.list_sheets import ListRead, read_list_sheets
from extractors.names import name_of
from extractors.records import ListSetting, add_records, separate_lines, settle_scores
from extractors.sheets import Sheet
from extractors.tables import Heading, table_claim
from extractors.text import Word
from schemas.claim import Extraction, Held, TableCell
from schemas.codes import Kind, Unit

_DOUBLED = "stands in the list more than once, with different numbers"


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
    ruled = read_list_sheets([sheet for page in sheets.values() for sheet in page], kind)
    loose, used = read_list_lines(free.values(), kind)
    separate_lines([*ruled.records, *loose.records])
    found, explained = Extraction(), []
    for read in (ruled, loose):
        found.held += settle_scores(read.records, kind)
    if kind is not Kind.APP_LIST:
        found.held += _hold_doubles((ruled, loose), kind)
    for read in (ruled, loose):
        add_records(found, read.records, setting)
        found.held += read.held
        explained += _explain_headers(read)
        _add_summaries(found, read, setting)
    return found, explained, used


def _hold_doubles(reads: tuple[ListRead, ...], kind: Kind) -> list[Held]:
    """A municipality that stands in a list twice with different numbers is held back, each time it does."""
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for read in reads:
        for record in read.records:
            printed[record.code].add(" | ".join(sorted(part.text for part in record.parts.values())))
    doubled = {code for code, texts in printed.items() if len(texts) > 1}
    held = [
        Held(record.page, kind.value, record.text.verbatim, "listed_once", f"{name_of(record.code)} {_DOUBLED}")
        for read in reads
        for record in read.records
        if record.code in doubled
    ]
    for read in reads:
        read.records = [record for record in read.records if record.code not in doubled]
    return held


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
