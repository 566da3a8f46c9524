"""One pass over each page: words, boxes and ruled tables, taken once and shared by all readers.

pdfplumber lives only here and in ``quickpage``, pdfminer in what that uses. Coordinates are points from the visible
page's top left.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from extractors.errors import DocumentError
from extractors.explanations import Explanation
from extractors.pdf import pdfium
from extractors.pdf.paints import SCALE, needs_rendering, painted
from extractors.pdf.pdfium import Look, PrintedToken
from extractors.pdf.quickpage import QuickPage
from extractors.pdf.shapes import Shape, shapes_of
from extractors.pdf.turned import by_angle, levelled
from extractors.pdf.visible import Paper
from extractors.text import INVISIBLE, SOFT_HYPHEN, UNKNOWN, Word
from schemas.claim import Region

_WORD_SETTINGS: dict[str, Any] = {"x_tolerance_ratio": 0.15, "return_chars": True}
#: Where fonts of symbols keep their glyphs; alone such a character is a bullet, in a row they are an unmapped text.
_SYMBOLS = re.compile("[\uf000-\uf0ff]")
#: Accents that take a place of their own, and the same as marks on a letter.
_ACCENTS = {"\u00a8": "\u0308", "\u02da": "\u030a", "\u00b4": "\u0301", "\u02d9": "\u0307", "\u0060": "\u0300"}
_UNMAPPED = re.compile(r"\(cid:\d+\)")
#: Ligatures whose letters Ghostscript has written into the font's map with their bytes swapped.
_SWAPPED = {
    "".join(chr(ord(letter) << 8) for letter in ligature): ligature
    for ligature in ("ff", "fi", "fl", "ffi", "ffl", "ft", "tt", "ti", "fj")
}
_BULLET = "•"
#: Where a character's dict holds when it was drawn.
_ORDER = "drawn"
#: Where so many characters are drawn between two, these are not of one word.
_MUCH = 5


@dataclass(frozen=True)
class Grid:
    """A ruled table as drawn: rows of cells; None where a merged cell covers the place."""

    region: Region
    rows: tuple[tuple[Region | None, ...], ...]


@dataclass(frozen=True)
class PageContent:
    """What is on a page: words, turned words, shapes, pictures, ruled grids, PDFium's number tokens.

    ``unseen`` are places of words that nobody can see, which are in no other list. ``rotation`` is how far a viewer
    turns it clockwise, in degrees; ``label`` the name that the file gives the page, where it gives one.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rotated: tuple[Word, ...] = ()
    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Region, ...] = ()
    grids: tuple[Grid, ...] = ()
    tokens: tuple[PrintedToken, ...] = ()
    unseen: tuple[Explanation, ...] = ()
    rotation: int = 0
    label: str | None = None


def read_pages(content: bytes, *, ocr: bool = False) -> Iterator[PageContent]:
    """Read a PDF page by page, each closed when done; ``ocr``: its invisible text counts as seen.

    Raises DocumentError when it can't be read whole.
    """
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
                tokens = tuple(pdfium.number_tokens(other, index + 1))
                visible = pdfium.visible_part(other, page.page_obj.mediabox)
                read = _page(page, visible, tokens, None if ocr else pdfium.Look(other))
                if needs_rendering(read.shapes):
                    read = replace(read, shapes=painted(read.shapes, pdfium.rendered(other, SCALE)))
                yield replace(read, rotation=other.get_rotation(), label=second.get_page_label(index) or None)
            except PdfminerException as error:
                raise DocumentError(f"page {index + 1} can't be read ({_cause(error)})") from error
            finally:
                other.close()
                page.close()


def _open(content: bytes) -> PDF:
    try:
        opened = pdfplumber.open(io.BytesIO(content))
        _ = opened.pages  # found now, so that a broken tree of pages is told apart from a broken page
    except (PdfminerException, MalformedPDFException) as error:
        raise DocumentError(f"it is not a PDF, or it is damaged ({_cause(error)})") from error
    return opened


def _cause(error: Exception) -> str:
    inner = error.args[0] if error.args else error
    return str(inner) or type(inner).__name__


def _page(
    page: Page, visible: tuple[float, float, float, float], tokens: tuple[PrintedToken, ...], look: Look | None
) -> PageContent:
    """Collect the page's content; ``visible`` is PDFium's, for pdfplumber's crop box is wrong on a turned page."""
    left, above = float(page.mediabox[0]) + visible[0], float(page.mediabox[1]) + visible[1]
    shapes = shapes_of((*page.rects, *page.curves, *page.lines), page.page_number, left, above)
    pictures = tuple(_region(image, page.page_number, left, above) for image in page.images)
    paper = Paper(visible[2:], shapes, pictures, look.blank if look else None)
    groups = by_angle(_printed_once(_in_order(page.chars)))
    words = [(_word(run, page.page_number, left, above), run[0]) for run in _runs(groups.pop(0, []))]
    for angle, chars in sorted(groups.items()):
        words += _turned(chars, angle, page.page_number, left, above)
    hidden = [paper.hides(word.region, char) for word, char in words]
    seen = [word for (word, _), rule in zip(words, hidden, strict=True) if rule is None]
    return PageContent(
        number=page.page_number,
        width=visible[2],
        height=visible[3],
        words=tuple(word for word in seen if not word.angle),
        rotated=tuple(word for word in seen if word.angle),
        shapes=shapes,
        pictures=pictures,
        grids=tuple(_grid(table, page.page_number, left, above) for table in page.find_tables()),
        tokens=tokens,
        unseen=tuple(
            Explanation(rule, word.region) for (word, _), rule in zip(words, hidden, strict=True) if rule is not None
        ),
    )


def _in_order(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The characters as they are drawn, each told which it is."""
    for index, char in enumerate(chars):
        char[_ORDER] = index
        yield char


def _printed_once(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Leave out a character whose like was printed on the same spot before, in whatever size: a halo or a shadow.

    So is a space on the spot of another character: programs put one where they draw a halo again.
    """
    seen: set[tuple[str, int, int]] = set()
    taken: set[tuple[int, int]] = set()
    for char in chars:
        matrix = char["matrix"]
        text, place = char["text"], (round(2 * matrix[4]), round(2 * matrix[5]))
        if (text, *place) in seen or (text.isspace() and place in taken):
            continue
        seen.add((text, *place))
        taken.add(place)
        yield char


def _runs(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The characters of each word; characters that print nothing make none."""
    for item in extract_words(without_phantoms(chars), **_WORD_SETTINGS):
        for run in (run for drawn in _drawn_together(item["chars"]) for run in _same_size(drawn)):
            if any(str(char["text"]).translate(INVISIBLE) for char in run):
                yield run


def _drawn_together(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The word without a number that is printed over it: a run of digits drawn before or after much else."""
    ordered = sorted(chars, key=lambda char: char.get(_ORDER, 0))
    orders = [int(char.get(_ORDER, 0)) for char in ordered]
    starts = [index for index, (one, other) in enumerate(pairwise(orders), 1) if other - one > _MUCH]
    runs = [ordered[start:end] for start, end in pairwise([0, *starts, len(ordered)])]
    if not any(all(str(char["text"]).isdigit() for char in run) for run in runs[1:] or ()):
        return [chars]
    return [[char for char in chars if any(char is other for other in run)] for run in runs]


def _turned(
    chars: list[dict[str, Any]], angle: int, page: int, left: float, above: float
) -> Iterator[tuple[Word, dict[str, Any]]]:
    """Words at an angle, each with its first character."""
    for run in _runs(levelled(chars, angle)):
        word = _word(run, page, 0, 0)
        printed = _word([char["printed"] for char in run], page, left, above)
        yield replace(printed, text=word.text, edges=(), angle=angle, size=word.size), run[0]


def without_phantoms(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out spaces that the next letter is printed on top of: unprinted soft hyphens and the like."""
    kept = [
        char
        for char, following in pairwise(chars)
        if not char["text"].isspace()
        or abs(following["top"] - char["top"]) > 0.5
        or not -0.1 < (following["x0"] - char["x0"]) / (char["width"] or 1) < 0.25
    ]
    return kept + chars[-1:]


def _same_size(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Split where the font size jumps: a raised footnote mark must not become part of a number.

    Letters on one baseline stay together: they are small capitals after a large one.
    """
    parts = [[chars[0]]]
    for one, other in pairwise(chars):
        jumps = not 0.8 < other["size"] / (one["size"] or 1) < 1.25
        if jumps and not _small_capitals(one, other):
            parts.append([])
        parts[-1].append(other)
    return parts


def _small_capitals(one: dict[str, Any], other: dict[str, Any]) -> bool:
    level = abs(one["matrix"][5] - other["matrix"][5]) < 0.05 * float(one["size"])
    return level and str(one["text"]).isalpha() and str(other["text"]).isupper()


def _word(chars: list[dict[str, Any]], page: int, left: float, above: float) -> Word:
    text, edges = _letters(chars, left)
    text = _BULLET if _SYMBOLS.fullmatch(text) else _SYMBOLS.sub(UNKNOWN, text)
    orders = [int(char.get(_ORDER, 0)) for char in chars]
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
        drawn=(min(orders), max(orders)),
    )


def _letters(chars: list[dict[str, Any]], left: float) -> tuple[str, tuple[float, ...]]:
    """Text and edges of a word: composed (å, not a + ring), ligatures spelt out, invisible characters gone."""
    if any(char["text"] in _ACCENTS for char in chars):
        chars = _accented(chars)
    text, edges = "", []
    last: tuple[str, float] = ("", 0.0)
    for char, following in zip_longest(chars, chars[1:]):
        printed = str(char["text"])
        if printed == SOFT_HYPHEN:
            printed = _hyphen(char, following)
        printed = printed if printed == SOFT_HYPHEN else printed.translate(INVISIBLE)
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


def _hyphen(char: dict[str, Any], following: dict[str, Any] | None) -> str:
    """What a soft hyphen is: itself at a word's end, a hyphen where it has room inside, nothing where it has none.

    Some programs say of every hyphen that it is a soft one.
    """
    if following is None:
        return SOFT_HYPHEN
    room = float(following["x0"]) - float(char["x0"])
    return "-" if room > 0.5 * float(char["width"]) > 0 else ""


def _accented(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put spacing accents on the letters that they are printed over: some programs draw å as a ring and an a."""
    kept: list[dict[str, Any]] = []
    waiting: dict[str, Any] | None = None
    for char in chars:
        if char["text"] in _ACCENTS:
            if kept and _over(char, kept[-1]):
                kept[-1] = _with_accent(kept[-1], char)
            else:
                waiting = char
                kept.append(char)
        elif waiting is not None and _over(waiting, char):
            kept[-1] = _with_accent(char, waiting)
            waiting = None
        else:
            kept.append(char)
            waiting = None
    return kept


def _over(accent: dict[str, Any], letter: dict[str, Any]) -> bool:
    shared = min(accent["x1"], letter["x1"]) - max(accent["x0"], letter["x0"])
    return str(letter["text"]).isalpha() and bool(shared > 0.5 * min(accent["width"], letter["width"]))


def _with_accent(letter: dict[str, Any], accent: dict[str, Any]) -> dict[str, Any]:
    return {**letter, "text": unicodedata.normalize("NFC", letter["text"] + _ACCENTS[accent["text"]])}


def _printed_twice(last: tuple[str, float], char: dict[str, Any]) -> bool:
    """Whether this is the same letter on the same spot again, as some programs draw bold type."""
    return last[0] == char["text"] and abs(float(char["x0"]) - last[1]) < 0.12 * float(char["size"])


def _spell(printed: str) -> str:
    """One glyph's letters: ligatures in full, accents composed, ``UNKNOWN`` for a glyph that has no map."""
    if len(printed) == 1 and printed.isascii():
        return printed
    if _UNMAPPED.fullmatch(printed):
        return UNKNOWN
    if printed in _SWAPPED:
        return _SWAPPED[printed]
    if len(printed) == 1 and "\ufb00" <= printed <= "\ufb06":
        return unicodedata.normalize("NFKC", printed)
    return unicodedata.normalize("NFC", printed)


def _region(item: dict[str, Any], page: int, left: float, above: float) -> Region:
    x0, top, x1, bottom = (float(item[edge]) for edge in ("x0", "top", "x1", "bottom"))
    return Region(page, x0 - left, top - above, x1 - left, bottom - above)


def _grid(table: Any, page: int, left: float, above: float) -> Grid:
    def region(box: tuple[float, float, float, float]) -> Region:
        return Region(page, box[0] - left, box[1] - above, box[2] - left, box[3] - above)

    rows = tuple(tuple(region(cell) if cell else None for cell in row.cells) for row in table.rows)
    return Grid(region(table.bbox), rows)
