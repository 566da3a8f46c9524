"""Small pictures of the places that numbers stand in: the number framed, its quote tinted, some of the page around.

They have sixteen colours, because a database is to hold one for each claim: eight greys for the page, seven for the
tinted quote, one for the frame.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractors.pdf.pdfium import open_pdf, page_scale
from schemas.claim import Region

#: How much of the page is shown, in points: at least and at most; a line of print with those above and below.
WIDE, HIGH = (460.0, 460.0), (42.0, 84.0)
SCALE = 1.5
#: What a picture may take up. One of a photograph would take more: it is made coarser until it fits.
MOST_BYTES = 16_000
_MARGIN, _TINT_PAD, _FRAME_PAD = 14.0, 0.5, 1.5
_GREYS, _TINTS, _FRAME = 8, 7, 15
_PAPER, _TINT, _RED = (255, 255, 255), (255, 236, 130), (200, 0, 40)
_ON_PAPER = [round(level * (_GREYS - 1) / 255) for level in range(256)]
_ON_TINT = [_GREYS + round(level * (_TINTS - 1) / 255) for level in range(256)]
#: The best compression saves 3 % more and takes six times as long.
_COMPRESSION = 6

Span = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """Where a claim stands: the boxes of its quote and those of its number."""

    regions: tuple[Region, ...]
    marks: tuple[Region, ...]

    @property
    def page(self) -> int:
        """The page that is drawn, from 1: the number's own."""
        return (self.marks or self.regions)[0].page

    def on_page(self, boxes: Sequence[Region]) -> list[Region]:
        """Those of the boxes that are on that page."""
        return [box for box in boxes if box.page == self.page]


@dataclass(frozen=True)
class Crop:
    """A picture and its size in pixels."""

    width: int
    height: int
    png: bytes


def crops(content: bytes, places: Sequence[Place]) -> list[Crop]:
    """Draw all places of a document, in the order given; each page is opened once.

    Raises DocumentError when the file can't be opened.
    """
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        by_page[place.page].append(index)
    drawn: dict[int, Crop] = {}
    with open_pdf(content) as document:
        for number in sorted(by_page):
            page = document[number - 1]
            scale = min(SCALE, page_scale(page))
            image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            page.close()
            drawn |= {index: _crop(image, scale, places[index]) for index in by_page[number]}
    return [drawn[index] for index in range(len(places))]


def _crop(page: Image.Image, scale: float, place: Place) -> Crop:
    (left, right), (top, bottom) = _window(place, page.width / scale, page.height / scale)
    corner = round(left * scale), round(top * scale)
    view = page.crop((*corner, max(round(right * scale), corner[0] + 1), max(round(bottom * scale), corner[1] + 1)))
    image = view.point(_ON_PAPER)
    for box in place.on_page(place.regions):
        _tint(image, view, _pixels(box, scale, corner, _TINT_PAD))
    for box in place.on_page(place.marks):
        ImageDraw.Draw(image).rectangle(_pixels(box, scale, corner, _FRAME_PAD), outline=_FRAME, width=2)
    return _encoded(image)


def _window(place: Place, width: float, height: float) -> tuple[Span, Span]:
    """What is shown, in points across and down: the number, and around it as much of its quote as there is room for."""
    shown = place.on_page((*place.marks, *place.regions))
    marks = place.on_page(place.marks) or shown
    across = _span([(box.x0, box.x1) for box in marks], [(box.x0, box.x1) for box in shown], WIDE, width)
    down = _span([(box.top, box.bottom) for box in marks], [(box.top, box.bottom) for box in shown], HIGH, height)
    return across, down


def _span(marks: Sequence[Span], shown: Sequence[Span], size: Span, end: float) -> Span:
    """From where to where along one edge of the page, which is ``end`` long; ``size`` is the least and the most."""
    wanted = max(high for _, high in shown) - min(low for low, _ in shown) + 2 * _MARGIN
    long = min(max(wanted, size[0]), size[1], end)
    middle = (min(low for low, _ in marks) + max(high for _, high in marks)) / 2
    start = min(max(middle - long / 2, 0.0), end - long)
    return start, start + long


def _pixels(box: Region, scale: float, corner: tuple[int, int], pad: float) -> tuple[float, float, float, float]:
    """A box in the crop's own pixels, its edges in order."""
    (x0, x1), (top, bottom) = sorted((box.x0, box.x1)), sorted((box.top, box.bottom))
    left, upper = corner
    return (
        (x0 - pad) * scale - left,
        (top - pad) * scale - upper,
        (x1 + pad) * scale - left,
        (bottom + pad) * scale - upper,
    )


def _tint(image: Image.Image, view: Image.Image, box: tuple[float, float, float, float]) -> None:
    """Lay the quote's colour under what is printed in the box, as far as the crop shows it."""
    x0, top = max(0, int(box[0])), max(0, int(box[1]))
    x1, bottom = min(view.width, int(box[2]) + 1), min(view.height, int(box[3]) + 1)
    if x0 < x1 and top < bottom:
        image.paste(view.crop((x0, top, x1, bottom)).point(_ON_TINT), (x0, top))


def _colours() -> bytes:
    def ramp(lightest: tuple[int, int, int], steps: int) -> Iterator[int]:
        return (round(channel * step / (steps - 1)) for step in range(steps) for channel in lightest)

    return bytes([*ramp(_PAPER, _GREYS), *ramp(_TINT, _TINTS), *_RED])


def _encoded(image: Image.Image) -> Crop:
    while True:
        picture = Image.frombytes("P", image.size, image.tobytes())
        picture.putpalette(_colours())
        out = io.BytesIO()
        picture.save(out, format="PNG", bits=4, compress_level=_COMPRESSION)
        if out.tell() <= MOST_BYTES:
            return Crop(*image.size, out.getvalue())
        image = image.resize((image.width // 2, image.height // 2), Image.Resampling.NEAREST)
