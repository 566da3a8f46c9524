"""Pictures of places: the number is framed, the quote tinted, the size bounded, the bytes always the same."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.crops import MOST_BYTES, SCALE, Place, crops
from extractors.errors import DocumentError
from schemas.claim import Region

SENTENCE = "År 2014 erbjuder 46 procent av kommunerna en app till invånarna."
RED = (200, 0, 40)


def pdf(rotation: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(rotation)
    for page in range(2):
        canvas.drawString(480, 800, "SYNTETISK")
        canvas.drawString(70, 700, f"{page} {SENTENCE}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


QUOTE, NUMBER = Region(1, 70, 130, 420, 146), Region(1, 165, 130, 230, 146)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def tinted(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel[0] == 255 and 0 < pixel[2] < 200


def test_the_number_is_framed_and_its_quote_tinted() -> None:
    (crop,) = crops(pdf(), [Place((QUOTE,), (NUMBER,))])
    image = opened(crop.png)
    assert image.size == (crop.width, crop.height)
    red = [(x, y) for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) == RED]
    assert max(x for x, _ in red) - min(x for x, _ in red) == pytest.approx(SCALE * 68, abs=2)
    assert max(y for _, y in red) - min(y for _, y in red) == pytest.approx(SCALE * 19, abs=2)
    yellow = sum(tinted(pixel) for pixel in image.getdata())
    assert yellow > 0.5 * SCALE**2 * QUOTE.area


def test_a_picture_is_bounded_in_size_even_of_a_photograph() -> None:
    random.seed(1)
    noise = Image.frombytes("L", (600, 800), random.randbytes(480_000))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
    canvas.save()
    (crop,) = crops(out.getvalue(), [Place((QUOTE,), (NUMBER,))])
    assert 1_000 < len(crop.png) <= MOST_BYTES


def test_the_same_places_give_the_same_bytes_in_the_order_asked() -> None:
    content = pdf()
    first, second = Place((QUOTE,), (NUMBER,)), Place((Region(2, 70, 130, 420, 146),), (Region(2, 70, 130, 78, 146),))
    assert crops(content, [second, first, second]) == [
        *crops(content, [second]),
        *crops(content, [first]),
        *crops(content, [second]),
    ]


def test_a_quote_over_two_pages_is_shown_where_its_number_is() -> None:
    both = (Region(1, 70, 800, 500, 812), Region(2, 70, 130, 420, 146))
    (crop,) = crops(pdf(), [Place(both, (Region(2, 70, 130, 78, 146),))])
    assert crop == crops(pdf(), [Place(both[1:], (Region(2, 70, 130, 78, 146),))])[0]


numbers = st.floats(-2000, 2000, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.tuples(numbers, numbers, numbers, numbers), st.sampled_from([0, 90, 180, 270]))
def test_no_box_is_too_odd_to_draw(edges: tuple[float, float, float, float], rotation: int) -> None:
    box = Region(1, *edges)
    (crop,) = crops(pdf(rotation), [Place((box,), (box,))])
    assert opened(crop.png).size == (crop.width, crop.height) and len(crop.png) <= MOST_BYTES


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(DocumentError, match="not a PDF"):
        crops(b"%PDF-1.4 nothing", [Place((QUOTE,), (NUMBER,))])
