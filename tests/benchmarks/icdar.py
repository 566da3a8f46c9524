"""Truth of the ICDAR 2013 table competition, and what different tools find of it.

Compared are the cells with a digit in them: how often each exact text (white space apart) stands on a page. A file's
truth is the XML of its own name; the set's second opinions on a file (``b``) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber

from extractors.document import Recipe, read_document
from extractors.grammar import grammar
from extractors.page import read_pages
from extractors.reports import tables_of
from schemas.claim import TableCell
from schemas.codes import Kind, Language, MediaType

Pages = dict[int, Counter[str]]
Reader = Callable[[Path], Pages]
_DIGIT = re.compile(r"\d")
#: Every third file is kept apart from the rest, and reported apart.
HELD_OUT = 3


@dataclass(frozen=True)
class Score:
    """Numeric cells: in the truth, found, and both."""

    truth: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(self.truth + other.truth, self.found + other.found, self.right + other.right)

    @property
    def recall(self) -> float:
        """Percent of the truth that was found."""
        return 100 * self.right / self.truth if self.truth else 100.0

    @property
    def precision(self) -> float:
        """Percent of what was found that is true."""
        return 100 * self.right / self.found if self.found else 100.0


def files(folder: Path) -> list[Path]:
    """The set's documents."""
    return sorted(path for path in folder.glob("*.pdf") if truth_path(path).exists())


def truth_path(path: Path) -> Path:
    """Where a document's cells are described."""
    return path.with_name(f"{path.stem}-str.xml")


def is_held_out(path: Path) -> bool:
    """Whether a file belongs to the third that nothing was tuned on."""
    number = re.search(r"\d+", path.stem)
    return number is not None and int(number.group()) % HELD_OUT == 0


def truth(path: Path) -> Pages:
    """The numeric cells of a document's tables, headers and labels among them, by page."""
    pages: Pages = defaultdict(Counter)
    root = ElementTree.parse(truth_path(path)).getroot()
    for region in root.iter("region"):
        texts = (cell.findtext("content") or "" for cell in region.iter("cell"))
        pages[int(region.attrib["page"])].update(numeric(texts))
    return dict(pages)


def numeric(texts: Iterable[str | None]) -> list[str]:
    """Texts with a digit, white space made single."""
    return [" ".join(text.split()) for text in texts if text and _DIGIT.search(text)]


def score(found: Pages, wanted: Pages) -> Score:
    """Compare page by page."""
    right = sum((found.get(page, Counter()) & cells).total() for page, cells in wanted.items())
    return Score(sum(cells.total() for cells in wanted.values()), sum(cells.total() for cells in found.values()), right)


def our_tables(path: Path) -> Pages:
    """All cells of the tables that our readers find: headers, labels, data."""
    pages: Pages = defaultdict(Counter)
    for sheet in tables_of(list(read_pages(path.read_bytes())), grammar(Language.ENGLISH)):
        texts = (cell.text.verbatim for row in sheet.rows for cell in row if cell and cell.lines)
        pages[sheet.region.page].update(numeric(texts))
    return dict(pages)


def our_cells(path: Path) -> Pages:
    """The data cells that come out of the whole pipeline, as in the view ``table_cells``."""
    pages: Pages = defaultdict(Counter)
    for cell in _pipeline(path):
        pages[cell.page or 0].update(numeric([cell.value_text]))
    return dict(pages)


def our_cells_and_labels(path: Path) -> Pages:
    """The same with each row's labels and each column's headers, once for every place where they are printed."""
    pages: Pages = defaultdict(Counter)
    labels: dict[tuple[Any, ...], str] = {}
    for cell in _pipeline(path):
        pages[cell.page or 0].update(numeric([cell.value_text]))
        table, row, column = cell.position or (0, 0, 0)
        labels |= {(cell.page, table, "row", row, part): part for part in cell.row_label.split(" | ")}
        labels |= {(cell.page, table, "section", part): part for part in (cell.section or "").split(" | ")}
        parts = enumerate(cell.column_label.split(" | "))
        labels |= {(cell.page, table, "column", column, level): part for level, part in parts}
    for (page, table, what, *place), text in labels.items():
        spans = what == "column" and labels.get((page, table, what, place[0] - 1, place[1])) == text
        if not spans:
            pages[page].update(numeric([text]))
    return dict(pages)


def _pipeline(path: Path) -> list[TableCell]:
    recipe = Recipe(Kind.REPORT, Language.ENGLISH, 2010, path.stem)
    return read_document(path.read_bytes(), None, MediaType.PDF, recipe).cells


def pdfplumber_tables(settings: dict[str, Any]) -> Reader:
    """What ``extract_tables`` finds with some settings."""

    def read(path: Path) -> Pages:
        with pdfplumber.open(path) as pdf:
            found = {page.page_number: page.extract_tables(settings) for page in pdf.pages}
        return {number: Counter(numeric(_flat(tables))) for number, tables in found.items()}

    return read


def camelot_tables(flavor: str) -> Reader:
    """What camelot finds with one of its flavours."""

    def read(path: Path) -> Pages:
        camelot = import_module("camelot")
        pages: Pages = defaultdict(Counter)
        for table in camelot.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True):
            pages[int(table.page)].update(numeric(text for row in table.data for text in row))
        return dict(pages)

    return read


def _flat(tables: list[list[list[str | None]]]) -> Iterable[str | None]:
    return (cell for table in tables for row in table for cell in row)


def tools() -> dict[str, Reader]:
    """What is compared; camelot only where it is installed."""
    known = {
        "ours, all cells of the tables found": our_tables,
        "ours, data cells of the pipeline": our_cells,
        "ours, data cells with their labels": our_cells_and_labels,
        "pdfplumber extract_tables, default": pdfplumber_tables({}),
        "pdfplumber extract_tables, text": pdfplumber_tables(
            {"vertical_strategy": "text", "horizontal_strategy": "text"}
        ),
    }
    if find_spec("camelot"):
        known |= {f"camelot, {flavor}": camelot_tables(flavor) for flavor in ("lattice", "stream")}
    return known
