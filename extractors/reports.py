"""Read a report or a press page as a PDF: running text, tables, charts."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.allotment import allot, running_text
from extractors.charts.figures import figure_findings
from extractors.explanations import Explanation
from extractors.numbered import numbered_headings, numbered_paragraphs
from extractors.pdf.page import PageContent
from extractors.prose.grammar import Grammar
from extractors.prose.readings import figure_captions, findings_of, read_paragraphs
from extractors.prose.toplist import read_top
from extractors.running import page_titles, running_lines
from extractors.tables.document import read_tables
from extractors.tables.sheets import Sheet
from schemas.claim import Extraction


def read_report(pages: Sequence[PageContent], language: Grammar, year: int) -> tuple[Extraction, list[Explanation]]:
    """What a report's pages say, and the places whose numbers are no data."""
    running = running_lines(pages)
    parts = [allot(page, running[page.number], language) for page in pages]
    prose = {part.page.number: part.prose for part in parts}
    paragraphs = running_text(pages, prose)
    readings, explained = read_paragraphs(paragraphs, language, year)
    found, _ = findings_of(readings)
    tables, notes = read_tables(pages, {part.page.number: part.sheets for part in parts}, readings, language, year)
    found.merge(tables)
    found.merge(read_top([reading.text for reading in readings], language, year))
    charts = [chart for part in parts for chart in part.charts]
    found.merge(figure_findings(charts, figure_captions(readings), pages, language, year))
    numbered = [*numbered_paragraphs(prose), *numbered_headings(prose)]
    titles = [Explanation("page_title", word.region, word.text) for word in page_titles(pages)]
    return found, [*(note for part in parts for note in part.explained), *explained, *notes, *titles, *numbered]


def tables_of(pages: Sequence[PageContent], language: Grammar) -> list[Sheet]:
    """All tables of a report, page by page, with their headers and labels as printed."""
    running = running_lines(pages)
    return [sheet for page in pages for sheet in allot(page, running[page.number], language).sheets]
