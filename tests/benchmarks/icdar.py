"""Truth of the ICDAR 2013 table competition, and what different tools find of it.

Compared are the cells with a digit in them: how often each exact text (white space apart) stands on a page. A file's
truth is the XML of its own name; the set's second opinions on a file (``b``) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber

from extractors.document import Recipe, read_document
from extractors.pdf.page import read_pages
from extractors.prose.grammar import grammar
from extractors.reports import tables_of
from schemas.claim import Extraction, TableCell
from schemas.codes import Kind, Language, MediaType

Pages = dict[int, Counter[str]]
Reader = Callable[[Path], Pages]
_DIGIT = re.compile(r"\d")
_FIGURE, _QUOTED = re.compile(r"\S*\d\S*"), re.compile("“.*”")
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


def our_answers(path: Path) -> Pages:
    """What comes out of the whole pipeline as read: cells, without those whose number is held back, and their labels.

    A cell that is no single number ("1.1–1.2", "40 years") is there as its text.
    """
    found = _pipeline(path)
    held = Counter((item.page, item.raw_text) for item in found.held)
    answered = [cell for cell in found.cells if cell.claim is not None or not held[cell.page, _raw(cell)]]
    return _cells_and_labels(answered, found.cells)


def our_claims(path: Path) -> Pages:
    """The cells that are claims, each a number with its value, and the labels."""
    found = _pipeline(path)
    return _cells_and_labels([cell for cell in found.cells if cell.claim is not None], found.cells)


def our_answers_and_held(path: Path) -> Pages:
    """Cells and labels, those too that are held back: the places that were found, read or not."""
    found = _pipeline(path)
    return _cells_and_labels(found.cells, found.cells)


def held(path: Path) -> Counter[str]:
    """How many numeric cells of tables are held back, by reason; names of headers and figures are left out."""
    found = _pipeline(path)
    raw = {(cell.page, _raw(cell)) for cell in found.cells if cell.claim is None}
    reasons = (item.reason for item in found.held if (item.page, item.raw_text) in raw)
    return Counter(_FIGURE.sub("N", _QUOTED.sub("“…”", reason)) for reason in reasons)


def _raw(cell: TableCell) -> str:
    """How a cell that is held back is told of."""
    return f"{cell.row_label} · {cell.column_label}: {cell.value_text}"


def _cells_and_labels(cells: Iterable[TableCell], all_cells: Iterable[TableCell]) -> Pages:
    """The texts of cells, and each row's labels and each column's headers once for every place they are printed in."""
    pages: Pages = defaultdict(Counter)
    for cell in cells:
        pages[cell.page or 0].update(numeric([cell.value_text]))
    labels: dict[tuple[Any, ...], str] = {}
    for cell in all_cells:
        page, (table, row, column) = cell.page or 0, cell.position or (0, 0, 0)
        labels |= {(page, table, "row", row, part): part for part in cell.row_label.split(" | ")}
        labels |= {(page, table, "section", part): part for part in (cell.section or "").split(" | ")}
        parts = enumerate(cell.column_label.split(" | "))
        labels |= {(page, table, "column", column, level): part for level, part in parts}
    for (page, table, what, *place), text in labels.items():
        spans = what == "column" and labels.get((page, table, what, place[0] - 1, place[1])) == text
        if not spans:
            pages[page].update(numeric([text]))
    return dict(pages)


@cache
def _pipeline(path: Path) -> Extraction:
    recipe = Recipe(Kind.REPORT, Language.ENGLISH, 2010, path.stem)
    return read_document(path.read_bytes(), None, MediaType.PDF, recipe)


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
        "ours, answered (this counts)": our_answers,
        "ours, answered as claims alone": our_claims,
        "ours, answered or held": our_answers_and_held,
        "pdfplumber extract_tables, default": pdfplumber_tables({}),
        "pdfplumber extract_tables, text": pdfplumber_tables(
            {"vertical_strategy": "text", "horizontal_strategy": "text"}
        ),
    }
    if find_spec("camelot"):
        known |= {f"camelot, {flavor}": camelot_tables(flavor) for flavor in ("lattice", "stream")}
    return known
