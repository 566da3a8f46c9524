"""One pass over each page: words, boxes and ruled tables, taken once and shared by all readers.

pdfplumber lives only here and in ``quickpage``. Coordinates are points from the visible page's top left.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from extractors import pdfium
from extractors.errors import DocumentError
from extractors.pdfium import PrintedToken
from extractors.quickpage import QuickPage
from extractors.text import INVISIBLE, Word
from schemas.claim import Region

_WORD_SETTINGS: dict[str, Any] = {"x_tolerance_ratio": 0.15, "return_chars": True, "extra_attrs": ["upright"]}
_PRIVATE_USE_BULLETS = dict.fromkeys([*range(0xF000, 0xF100)], "•")


@dataclass(frozen=True)
class Grid:
    """A ruled table as drawn: rows of cells; None where a merged cell covers the place."""

    region: Region
    rows: tuple[tuple[Region | None, ...], ...]


@dataclass(frozen=True)
class PageContent:
    """What is on a page: upright words, rotated words, drawn shapes, ruled grids, PDFium's number tokens."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rotated: tuple[Word, ...] = ()
    shapes: tuple[Region, ...] = ()
    grids: tuple[Grid, ...] = ()
    tokens: tuple[PrintedToken, ...] = ()


def read_pages(content: bytes) -> Iterator[PageContent]:
    """Read a PDF page by page, each closed when done; raises DocumentError when it can't be read whole."""
    with pdfium.open_pdf(content) as second, _open(content) as first:
        if len(first.pages) != len(second):
            raise DocumentError(
                f"pdfplumber sees {len(first.pages)} pages and PDFium {len(second)}; "
                "pages would be lost without a word, so nothing is read"
            )
        for index, page in enumerate(first.pages):
            page.__class__ = QuickPage
            other = second[index]
            try:
                yield _page(page, pdfium.visible_part(other), tuple(pdfium.number_tokens(other, index + 1)))
            except PdfminerException as error:
                raise DocumentError(f"page {index + 1} can't be read ({_cause(error)})") from error
            finally:
                other.close()
                page.close()


def _open(content: bytes) -> PDF:
    try:
        return pdfplumber.open(io.BytesIO(content))
    except PdfminerException as error:
        raise DocumentError(f"it is not a PDF, or it is damaged ({_cause(error)})") from error


def _cause(error: PdfminerException) -> str:
    inner = error.args[0] if error.args else error
    return str(inner) or type(inner).__name__


def _page(page: Page, visible: tuple[float, float, float, float], tokens: tuple[PrintedToken, ...]) -> PageContent:
    """Collect the page's content; ``visible`` is PDFium's, for pdfplumber's crop box is wrong on a turned page."""
    left, above = float(page.mediabox[0]) + visible[0], float(page.mediabox[1]) + visible[1]
    upright: list[Word] = []
    rotated: list[Word] = []
    for item in extract_words(_without_phantoms(page.chars), **_WORD_SETTINGS):
        for chars in _same_size(item["chars"]):
            word = _word(chars, page.page_number, left, above)
            if word.text:
                (upright if item["upright"] and chars[0]["matrix"][0] > 0 else rotated).append(word)
    return PageContent(
        number=page.page_number,
        width=visible[2],
        height=visible[3],
        words=tuple(upright),
        rotated=tuple(rotated),
        shapes=tuple(_shapes(page, left, above)),
        grids=tuple(_grid(table, page.page_number, left, above) for table in page.find_tables()),
        tokens=tokens,
    )


def _without_phantoms(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out spaces that the next letter is printed on top of: unprinted soft hyphens and the like."""
    kept = [
        char
        for char, following in pairwise(chars)
        if char["text"] != " "
        or abs(following["top"] - char["top"]) > 0.5
        or not -0.1 < (following["x0"] - char["x0"]) / (char["width"] or 1) < 0.25
    ]
    return kept + chars[-1:]


def _same_size(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Split where the font size jumps: a raised footnote mark must not become part of a number."""
    parts = [[chars[0]]]
    for one, other in pairwise(chars):
        if not 0.8 < other["size"] / (one["size"] or 1) < 1.25:
            parts.append([])
        parts[-1].append(other)
    return parts


def _word(chars: list[dict[str, Any]], page: int, left: float, above: float) -> Word:
    text, edges = _letters(chars, left)
    return Word(
        text=text,
        page=page,
        x0=min(char["x0"] for char in chars) - left,
        top=min(char["top"] for char in chars) - above,
        x1=max(char["x1"] for char in chars) - left,
        bottom=max(char["bottom"] for char in chars) - above,
        size=float(chars[0]["size"]),
        edges=edges,
        bold="bold" in chars[0]["fontname"].lower(),
    )


def _letters(chars: list[dict[str, Any]], left: float) -> tuple[str, tuple[float, ...]]:
    """Text and edges of a word: composed (å, not a + ring), ligatures spelt out, invisible characters gone."""
    text, edges = "", []
    last: tuple[str, float] = ("", 0.0)
    for char in chars:
        printed = str(char["text"]).translate(INVISIBLE)
        if not printed or _printed_twice(last, char):
            continue
        last = (str(char["text"]), float(char["x0"]))
        if unicodedata.combining(printed[0]) and text:
            text = text[:-1] + unicodedata.normalize("NFC", text[-1] + printed)
            continue
        spelt = _spell(printed)
        step = (char["x1"] - char["x0"]) / len(spelt)
        edges += [char["x0"] - left + step * index for index in range(len(spelt))]
        text += spelt
    edges.append(chars[-1]["x1"] - left)
    return (text, tuple(edges)) if len(edges) == len(text) + 1 else (text, ())


def _printed_twice(last: tuple[str, float], char: dict[str, Any]) -> bool:
    """Whether this is the same letter on the same spot again, as some programs draw bold type."""
    return last[0] == char["text"] and abs(float(char["x0"]) - last[1]) < 0.12 * float(char["size"])


def _spell(printed: str) -> str:
    if len(printed) == 1 and "\ufb00" <= printed <= "\ufb06":
        return unicodedata.normalize("NFKC", printed)
    return unicodedata.normalize("NFC", printed).translate(_PRIVATE_USE_BULLETS)


def _shapes(page: Page, left: float, above: float) -> Iterator[Region]:
    for item in (*page.rects, *page.curves, *page.lines):
        yield Region(
            page.page_number,
            float(item["x0"] - left),
            float(item["top"] - above),
            float(item["x1"] - left),
            float(item["bottom"] - above),
        )


def _grid(table: Any, page: int, left: float, above: float) -> Grid:
    def region(box: tuple[float, float, float, float]) -> Region:
        return Region(page, box[0] - left, box[1] - above, box[2] - left, box[3] - above)

    rows = tuple(tuple(region(cell) if cell else None for cell in row.cells) for row in table.rows)
    return Grid(region(table.bbox), rows)
