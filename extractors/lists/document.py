"""Read a list of municipalities as a PDF: its rows, and the claims of the running text around them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.allotment import running_explained, running_text
from extractors.explanations import Explanation
from extractors.lists.pages import list_pages, list_sheets, not_running
from extractors.lists.reader import read_list
from extractors.pdf.page import PageContent
from extractors.prose.grammar import Grammar
from extractors.prose.readings import findings_of, read_paragraphs
from extractors.running import running_lines
from extractors.tables.sheets import sheets_of
from schemas.claim import Extraction
from schemas.codes import Kind


def read_list_document(
    given: Sequence[PageContent], kind: Kind, language: Grammar, year: int, title: str
) -> tuple[Extraction, list[Explanation]]:
    """What a list's pages say, and the places whose numbers are no data. Only rows of the list are its rows."""
    pages = list_pages(given)
    running = not_running(running_lines(pages, chapters=False))
    # A list's last row may stand alone on a page.
    ruled = {page.number: sheets_of(page, page.words, least_rows=1) for page in pages}
    sheets = list_sheets(ruled, pages, running)
    tabled = {word for on_page in sheets.values() for sheet in on_page for word in sheet.words}
    free = {
        page.number: [word for word in page.words if word not in running[page.number] and word not in tabled]
        for page in pages
    }
    found, explained, used = read_list(sheets, free, kind, language, year, title)
    left = {number: [word for word in words if word not in used] for number, words in free.items()}
    readings, notes = read_paragraphs(running_text(pages, left), language, year)
    prose, _ = findings_of(readings)
    prose.rows.clear()
    found.merge(prose)
    for page in pages:
        explained += [*running_explained(running[page.number]), *page.unseen]
    return found, explained + notes
