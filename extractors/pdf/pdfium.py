"""The second engine: PDFium's own text layer, page count and pictures. All of PDFium is behind this module."""

from __future__ import annotations

import ctypes
import gc
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops, ImageDraw

from extractors.errors import DocumentError
from schemas.claim import Region

NUMBER_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*")
_IN_NUMBERS = frozenset("0123456789.,:")
_WRONG_PASSWORD = 4
#: Levels of grey that the eye does not tell apart.
_LOOK_CONTRAST = 12
_PIXELS_A_POINT = 2.0
_MOST_PIXELS = 5_000
#: A digit's ink is at most and at least this share of its font's box where that is no line's height.
_LEAST_INK, _MOST_INK = 0.3, 0.55
#: Enough for text and charts; photographs lose little that an auditor needs.
_COLOURS = 64
_REASONS = {
    3: "it is not a PDF, or it is damaged (truncated?)",
    _WRONG_PASSWORD: "it is encrypted and needs a password",
    5: "it is encrypted with an unsupported security handler",
}


@dataclass(frozen=True, slots=True)
class PrintedToken:
    """A number token as PDFium has it: its text, its box, and the boxes of its characters."""

    text: str
    region: Region
    boxes: tuple[Region, ...]


def start_afresh() -> None:
    """Start PDFium anew, with no document open: it has forgotten what it has read.

    It bends one font into the place of all that files don't embed, and where it bends it from depends on what it has
    shown before; boxes of their characters then differ by up to a point.
    """
    gc.collect()
    pdfium_c.FPDF_DestroyLibrary()
    pdfium_c.FPDF_InitLibraryWithConfig(pdfium_c.FPDF_LIBRARY_CONFIG(version=2))


@contextmanager
def open_pdf(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF; raises DocumentError with the cause for empty, damaged or protected files."""
    if not content:
        raise DocumentError("the file is empty")
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        reason = _REASONS.get(getattr(error, "err_code", 0) or 0, f"PDFium can't open it ({error})")
        raise DocumentError(reason) from error
    try:
        yield document
    finally:
        document.close()


def page_labels(content: bytes) -> dict[int, str]:
    """The labels that a PDF gives its own pages, by page from 1; none where they only count 1, 2, 3.

    Raises DocumentError when the file can't be opened.
    """
    with open_pdf(content) as document:
        labels = {index + 1: str(document.get_page_label(index)).strip() for index in range(len(document))}
    counted = all(label in ("", str(page)) for page, label in labels.items())
    return {} if counted else {page: label for page, label in labels.items() if label}


def number_tokens(page: pdfium.PdfPage, number: int) -> list[PrintedToken]:
    """Every number token of the page's text layer, with boxes in points from the page's top left."""
    textpage = page.get_textpage()
    try:
        text = _characters(textpage)
        kept = _printed_once(textpage, text)
        once = "".join(text[index] for index in kept)
        to_region = _transformer(page, number)
        return [_token(textpage, match, kept, to_region) for match in NUMBER_TOKEN.finditer(once)]
    finally:
        textpage.close()


def _printed_once(textpage: pdfium.PdfTextPage, text: str) -> list[int]:
    """Indices of the characters, without digits printed again on the same spot: halos and bold type are drawn so."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for index, char in enumerate(text):
        if char in _IN_NUMBERS:
            x, y = _origin(textpage, index)
            if any((char, x + near, y) in seen for near in (-1, 0, 1)):
                continue
            seen.add((char, x, y))
        kept.append(index)
    return kept


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[int, int]:
    """Where a character's base line begins, in half points: a halo's font may have another box, but no other place."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    return round(2 * x.value), round(2 * y.value)


def _characters(textpage: pdfium.PdfTextPage) -> str:
    text = str(textpage.get_text_range())
    count = textpage.count_chars()
    if len(text) == count:
        return text
    codes = (pdfium.raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if code else "\x00" for code in codes)


def _char_box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """The box of a line's height around a character (left, bottom, right, top).

    Where a font's own box is far higher than its characters (Type 3 fonts, above all), the ink's height: the middle of
    the other lies above the line.
    """
    box = textpage.get_charbox(index, loose=True)
    ink = textpage.get_charbox(index)
    share = (ink[3] - ink[1]) / ((box[3] - box[1]) or 1.0)
    return (box[0], ink[1], box[2], ink[3]) if _LEAST_INK < share < _MOST_INK else box


def _token(
    textpage: pdfium.PdfTextPage, match: re.Match[str], kept: list[int], to_region: _Transformer
) -> PrintedToken:
    indices = kept[match.start() : match.end()]
    boxes = tuple(to_region(_char_box(textpage, index)) for index in indices)
    return PrintedToken(match.group(), _hull(boxes), boxes)


def _hull(boxes: Sequence[Region]) -> Region:
    return Region(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


class _Transformer:
    """From PDFium's user space (unrotated, origin bottom left) to points from the visible page's top left."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self.rotation = page.get_rotation()
        self.left, self.bottom, self.right, self.top = page.get_bbox()

    def __call__(self, box: tuple[float, float, float, float]) -> Region:
        left, bottom, right, top = box
        if self.rotation == 90:
            edges = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.rotation == 180:
            edges = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        elif self.rotation == 270:
            edges = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        else:
            edges = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return Region(self.number, *edges)


def _transformer(page: pdfium.PdfPage, number: int) -> _Transformer:
    return _Transformer(page, number)


def visible_part(page: pdfium.PdfPage, media: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown of a page, from the top left of its media box as it is shown.

    ``media`` is that box as pdfminer has it: PDFium's own call takes a page that inherits its box from the tree of
    pages for one of letter size.
    """
    left, bottom, right, top = page.get_bbox()
    media_left, media_right = sorted((media[0], media[2]))
    media_bottom, media_top = sorted((media[1], media[3]))
    rotation = page.get_rotation()
    if rotation == 90:
        return bottom - media_bottom, left - media_left, top - bottom, right - left
    if rotation == 180:
        return media_right - right, bottom - media_bottom, right - left, top - bottom
    if rotation == 270:
        return media_top - top, media_right - right, top - bottom, right - left
    return left - media_left, media_top - top, right - left, top - bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of PDFium's text layer and the centre of its box, in points from the page's top left."""

    char: str
    x: float
    y: float

    def inside(self, region: Region, pad: float = 0.5) -> bool:
        """Whether its centre lies in a region, padded against rounding."""
        across = region.x0 - pad <= self.x <= region.x1 + pad
        return across and region.top - pad <= self.y <= region.bottom + pad


def characters(document: pdfium.PdfDocument, number: int) -> list[tuple[str, Region]]:
    """All printed characters of a page with their boxes, in the order of its text layer."""
    page = document[number - 1]
    textpage = page.get_textpage()
    try:
        to_region = _transformer(page, number)
        return [
            (char, to_region(textpage.get_charbox(index, loose=True)))
            for index, char in enumerate(_characters(textpage))
            if not char.isspace() and char != "\x00"
        ]
    finally:
        textpage.close()
        page.close()


def glyphs(document: pdfium.PdfDocument, number: int) -> list[Glyph]:
    """All printed characters of a page, for reading regions back."""
    found = characters(document, number)
    return [Glyph(char, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for char, box in found]


def read_region(page: list[Glyph], region: Region, pad: float = 0.5) -> str:
    """What PDFium has inside a region, from left to right, without spaces; padded against rounding."""
    inside = (glyph for glyph in page if glyph.inside(region, pad))
    return "".join(glyph.char for glyph in sorted(inside, key=lambda glyph: glyph.x))


class Look:
    """The page as the eye sees it, rendered when it is first asked for."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        """Look at ``page``, which must stay open as long as this is used."""
        self.page = page
        self.scale = page_scale(page)
        self.image: Image.Image | None = None

    def blank(self, region: Region) -> bool:
        """Whether a place shows but one colour: text that stands there can't be seen."""
        if self.image is None:
            self.image = self.page.render(scale=self.scale, grayscale=True).to_pil().convert("L")
        box = _pixels(region, self.scale, 0)
        lightest = self.image.crop((int(box[0]), int(box[1]), int(box[2]) + 1, int(box[3]) + 1)).getextrema()
        return int(lightest[1]) - int(lightest[0]) <= _LOOK_CONTRAST  # type: ignore[arg-type]


def rendered(page: pdfium.PdfPage, scale: float) -> Image.Image:
    """The page as a picture in RGB; ``scale`` is pixels a point."""
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return image


def render(content: bytes, page: int) -> tuple[Image.Image, float]:
    """A page as it is shown, and how many pixels a point has: two, or less on a page of a poster's size.

    Raises DocumentError when the file can't be opened.
    """
    with open_pdf(content) as document:
        shown = document[page - 1]
        scale = page_scale(shown)
        return shown.render(scale=scale).to_pil().convert("RGB"), scale


def page_scale(page: pdfium.PdfPage) -> float:
    """How many pixels a point has in a picture of the page: two, or less on a page of a poster's size."""
    return float(min(_PIXELS_A_POINT, _MOST_PIXELS / max(*page.get_size(), 1.0)))


def picture(content: bytes, page: int, quote: Iterable[Region], marks: Iterable[Region]) -> bytes:
    """PNG of a page with the quote shaded and the number framed."""
    image, scale = render(content, page)
    shade = Image.new("RGB", image.size, "white")
    for region in quote:
        if region.page == page:
            ImageDraw.Draw(shade).rectangle(_pixels(region, scale, 1), fill=(255, 236, 130))
    image = ImageChops.multiply(image, shade)
    for region in marks:
        if region.page == page:
            frame = _pixels(region, scale, 2)
            ImageDraw.Draw(image).rectangle(frame, outline=(200, 0, 40), width=max(2, round(scale)))
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def pictures(content: bytes, pages: Sequence[int]) -> list[tuple[bytes, float, float]]:
    """PNG of each page, in few colours to be small, with its width and height in points; pages count from 1.

    Raises DocumentError when the file can't be opened.
    """
    with open_pdf(content) as document:
        return [_small(document[page - 1]) for page in pages]


def _small(page: pdfium.PdfPage) -> tuple[bytes, float, float]:
    out = io.BytesIO()
    rendered(page, page_scale(page)).quantize(_COLOURS, dither=Image.Dither.NONE).save(out, format="PNG")
    return (out.getvalue(), *page.get_size())


def _pixels(region: Region, scale: float, pad: float) -> tuple[float, float, float, float]:
    return (
        (region.x0 - pad) * scale,
        (region.top - pad) * scale,
        (region.x1 + pad) * scale,
        (region.bottom + pad) * scale,
    )
