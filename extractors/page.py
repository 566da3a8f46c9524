"""One pass over each page: words, boxes and ruled tables, taken once and shared by all readers.

pdfplumber lives only here and in ``quickpage``. Coordinates are points from the visible page's top left.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from extractors import pdfium
from extractors.errors import DocumentError
from extractors.paints import SCALE, needs_rendering, painted
from extractors.pdfium import PrintedToken
from extractors.quickpage import QuickPage
from extractors.shapes import Shape, gradients, shapes_of
from extractors.text import INVISIBLE, Word
from extractors.turned import by_angle, levelled
from schemas.claim import Region

_WORD_SETTINGS: dict[str, Any] = {"x_tolerance_ratio": 0.15, "return_chars": True}
_PRIVATE_USE_BULLETS = dict.fromkeys([*range(0xF000, 0xF100)], "•")


@dataclass(frozen=True)
class Grid:
    """A ruled table as drawn: rows of cells; None where a merged cell covers the place."""

    region: Region
    rows: tuple[tuple[Region | None, ...], ...]


@dataclass(frozen=True)
class PageContent:
    """What is on a page: words, turned words, shapes, pictures, ruled grids, PDFium's number tokens."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rotated: tuple[Word, ...] = ()
    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Region, ...] = ()
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
                read = _page(page, pdfium.visible_part(other), tuple(pdfium.number_tokens(other, index + 1)))
                if page.page_obj.resources.get("Shading"):
                    read = replace(read, shapes=(*read.shapes, *gradients(pdfium.gradients(other, index + 1))))
                if needs_rendering(read.shapes):
                    read = replace(read, shapes=painted(read.shapes, pdfium.rendered(other, SCALE)))
                yield read
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
    groups = by_angle(page.chars)
    level = groups.pop(0, [])
    turned = [_turned(run, angle, page.page_number, left, above) for angle, run in sorted(groups.items())]
    return PageContent(
        number=page.page_number,
        width=visible[2],
        height=visible[3],
        words=tuple(_word(chars, page.page_number, left, above) for chars in _runs(level)),
        rotated=tuple(word for words in turned for word in words),
        shapes=shapes_of((*page.rects, *page.curves, *page.lines), page.page_number, left, above),
        pictures=tuple(_region(image, page.page_number, left, above) for image in page.images),
        grids=tuple(_grid(table, page.page_number, left, above) for table in page.find_tables()),
        tokens=tokens,
    )


def _runs(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The characters of each word; characters that print nothing make none."""
    for item in extract_words(_without_phantoms(chars), **_WORD_SETTINGS):
        for run in _same_size(item["chars"]):
            if any(str(char["text"]).translate(INVISIBLE) for char in run):
                yield run


def _turned(chars: list[dict[str, Any]], angle: int, page: int, left: float, above: float) -> Iterator[Word]:
    for run in _runs(levelled(chars, angle)):
        word = _word(run, page, 0, 0)
        printed = _word([char["printed"] for char in run], page, left, above)
        yield replace(printed, text=word.text, edges=(), angle=angle, size=word.size)


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


def _region(item: dict[str, Any], page: int, left: float, above: float) -> Region:
    x0, top, x1, bottom = (float(item[edge]) for edge in ("x0", "top", "x1", "bottom"))
    return Region(page, x0 - left, top - above, x1 - left, bottom - above)


def _grid(table: Any, page: int, left: float, above: float) -> Grid:
    def region(box: tuple[float, float, float, float]) -> Region:
        return Region(page, box[0] - left, box[1] - above, box[2] - left, box[3] - above)

    rows = tuple(tuple(region(cell) if cell else None for cell in row.cells) for row in table.rows)
    return Grid(region(table.bbox), rows)
