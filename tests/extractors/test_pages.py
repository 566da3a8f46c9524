"""Pages as both engines see them: characters, crop boxes, rotation, and files that can't be read."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from lying import file_of, stream
from pdfplumber.page import Page
from reads import read_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from typeset import REGULAR, Draw, Pen, bars, pdf, prose, turned

from extractors.errors import DocumentError
from extractors.pdf import pdfium
from extractors.pdf.agreement import DigitIndex
from extractors.pdf.page import PageContent, read_pages, without_phantoms
from extractors.pdf.quickpage import QuickPage
from extractors.pdf.shapes import Form
from schemas.claim import Region

MEDIA_BOX = b"/MediaBox [ 0 0 "
CROP = (50.0, 60.0, 500.0, 780.0)


def two_lines(pen: Pen) -> None:
    pen.text(130, 130, "Talet är 57 procent")
    pen.text(300, 400, "och 1234 kronor")


def everything(pen: Pen) -> None:
    pen.paragraph(70, 110, 400, "Löpande text med å, ä och ö, 57 procent, ”citat” – och − minus.")
    pen.text(70, 200, "fetstil 12", bold=True)
    bars(pen, [12, 57, 88])
    pen.table(70, 500, [["Kommun", "2014"], ["Ale", "14"]], [100, 60])
    pen.canvas.setFillColorRGB(0.9, 0.1, 0.2)
    pen.text(70, 700, "röd text 3")
    pen.canvas.setFillGray(0.5)
    pen.canvas.saveState()
    pen.canvas.rotate(30)
    pen.text(300, 700, "sned text 4")
    pen.canvas.restoreState()


def offset_media(content: bytes) -> bytes:
    """Move the media box's corner; of the same length, so that the file stays whole."""
    assert MEDIA_BOX in content
    return content.replace(MEDIA_BOX, b"/MediaBox [ 9 7 ")


PDFS: dict[str, bytes] = {}


def samples() -> dict[str, bytes]:
    if not PDFS:
        PDFS.update(
            plain=pdf(everything, everything),
            cropped=pdf(everything, crop=CROP),
            offset=offset_media(pdf(everything)),
            turned=turned(90, everything),
            upside_down=pdf(everything, rotation=180),
        )
    return PDFS


@pytest.mark.parametrize("name", ["plain", "cropped", "offset", "turned", "upside_down"])
def test_quick_pages_characters_are_those_of_pdfplumber(name: str) -> None:
    slow, quick = (pdfplumber.open(io.BytesIO(samples()[name])) for _ in range(2))
    for one, other in zip(slow.pages, quick.pages, strict=True):
        assert type(one) is Page
        other.__class__ = QuickPage
        assert len(one.chars) > 50
        assert other.chars == one.chars
        assert [list(char) for char in other.chars] == [list(char) for char in one.chars]
        assert other.rects == one.rects and other.lines == one.lines


def near(one: Region, other: Region) -> float:
    """How far two boxes' edges are apart at most."""
    return max(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.top - other.top), abs(one.bottom - other.bottom))


def distances(page: PageContent) -> dict[str, float]:
    """How far each of PDFium's tokens is from the nearest word that pdfplumber has."""
    words = [*page.words, *page.rotated]
    return {token.text: min(near(token.region, word.region) for word in words) for token in page.tokens}


@pytest.mark.parametrize("crop", [None, CROP], ids=["whole", "cropped"])
@pytest.mark.parametrize("offset", [False, True], ids=["", "offset"])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_both_engines_see_a_token_in_one_place(
    angle: int, offset: bool, crop: tuple[float, float, float, float] | None
) -> None:
    content = pdf(two_lines, rotation=angle, crop=crop)
    (page,) = read_pages(offset_media(content) if offset else content)
    found = distances(page)
    assert set(found) >= {"57", "1234"} or set(found) >= {"75", "4321"}
    assert max(found.values()) <= 1.0, found


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(angle: int) -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "Av kommunerna har 57 procent en app.")

    content = turned(angle, draw)
    (page,) = read_pages(content)
    assert (page.width, page.height) == pytest.approx((842, 595) if angle % 180 else (595, 842), abs=1)
    assert max(distances(page).values()) <= 1.0
    (claim,) = read_pdf(content).claims
    assert (claim.value_text, claim.value) == ("57 procent", 57)
    (mark,) = claim.marks
    assert mark.top == pytest.approx(112.4, abs=1)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_that_is_not_upright_is_not_read_backwards(angle: int) -> None:
    content = pdf(lambda pen: pen.text(130, 130, "Av kommunerna har 57 procent en app."), rotation=angle)
    (page,) = read_pages(content)
    assert "".join(word.text for word in page.words).replace("SYNTETISK", "") == ""
    found = read_pdf(content)
    assert found.claims == []
    assert {token.status for token in found.tokens} == {"unexplained"}


def test_boxes_count_from_the_visible_pages_top_left() -> None:
    (whole,) = read_pages(pdf(two_lines))
    (cropped,) = read_pages(pdf(two_lines, crop=CROP))
    assert (cropped.width, cropped.height) == pytest.approx((450, 720))
    one = next(word for word in whole.words if word.text == "1234").region
    other = next(word for word in cropped.words if word.text == "1234").region
    assert (one.x0 - other.x0, one.top - other.top) == pytest.approx((50, 841.89 - 780), abs=0.01)


def test_shapes_and_tables_move_with_the_crop_box_too() -> None:
    draw: Draw = lambda pen: pen.table(100, 200, [["Kommun", "2014"], ["Ale", "14"]], [100, 60])  # noqa: E731
    (whole,), (cropped,) = (list(read_pages(pdf(draw, crop=crop))) for crop in (None, CROP))
    assert whole.grids[0].region.x0 - cropped.grids[0].region.x0 == pytest.approx(50)
    highest, cropped_highest = (min(shape.region.top for shape in page.shapes) for page in (whole, cropped))
    assert highest - cropped_highest == pytest.approx(61.89, abs=0.01)


def test_what_a_region_holds_is_read_back_by_the_other_engine() -> None:
    content = prose("I vår mätning har 57 procent av kommunerna en app, och var femte kommun har flera.")
    with pdfium.open_pdf(content) as document:
        glyphs = pdfium.glyphs(document, 1)
    claims = read_pdf(content).claims
    assert len(claims) == 2
    for claim in claims:
        read = "".join(pdfium.read_region(glyphs, region) for region in claim.marks)
        assert read == claim.value_text.replace(" ", "")
        quote = "".join(pdfium.read_region(glyphs, region) for region in claim.regions)
        assert quote == claim.quote.replace(" ", "")


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_picture_marks_the_number_where_it_stands(angle: int) -> None:
    from PIL import Image

    content = turned(angle, lambda pen: pen.text(70, 110, "Av kommunerna har 57 procent en app."))
    (claim,) = read_pdf(content).claims
    image = Image.open(io.BytesIO(pdfium.picture(content, 1, claim.regions, claim.marks)))
    mark = claim.marks[0]
    red, green, _ = image.convert("RGB").getpixel((round(2 * mark.x0 - 4), round(mark.top + mark.bottom)))
    assert red > 150 and green < 90
    inside = image.convert("L").crop(tuple(round(2 * edge) for edge in (mark.x0, mark.top, mark.x1, mark.bottom)))
    assert inside.getextrema()[0] < 100, "the frame holds no print"


def whole() -> bytes:
    return pdf(two_lines, two_lines, two_lines)


def test_pages_that_one_engine_drops_are_an_error() -> None:
    content = whole()
    start = content.index(b"/Type /Page\n")
    broken = content[:start] + content[start:].replace(b"/Type /Page\n", b"/Type /Pagf\n", 1)
    with pytest.raises(DocumentError, match="pdfplumber sees 2 pages and PDFium 3"):
        list(read_pages(broken))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (whole()[:400], "damaged|not a PDF"),
        (b"<html><body>Sidan finns inte</body></html>", "not a PDF"),
        (b"%PDF-1.7\n%%EOF\n", "damaged|not a PDF"),
        (pdf(two_lines, encryption=StandardEncryption("hemligt", "annat")), "password"),
    ],
    ids=["empty", "truncated", "html", "hollow", "password"],
)
def test_a_file_that_cant_be_read_says_why(content: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as caught:
        read_pdf(content)
    assert len(str(caught.value)) > 10
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_a_truncated_file_is_an_error_or_read_whole_never_in_part(share: float) -> None:
    content = whole()
    try:
        found = read_pdf(content[: int(len(content) * share)])
    except DocumentError as error:
        assert str(error)
    else:
        assert found.pages == 3


def test_a_file_that_opens_without_a_password_is_read_although_it_is_encrypted() -> None:
    protected = pdf(two_lines, encryption=StandardEncryption("", "annat", canCopy=0))
    assert [claim.value for claim in read_pdf(protected).claims] == [
        claim.value for claim in read_pdf(pdf(two_lines)).claims
    ]
    assert read_pdf(protected).pages == 1


@pytest.mark.parametrize("angle", [30, 45, 90, 270, 330])
def test_turned_text_keeps_its_words(angle: int) -> None:
    def draw(pen: Pen) -> None:
        pen.canvas.translate(300, 400)
        pen.canvas.rotate(angle)
        pen.canvas.setFont("Vera", 9)
        pen.canvas.drawString(0, 0, "Etnisk tillhörighet 2014")

    (page,) = read_pages(pdf(draw))
    turned = [word for word in page.rotated if word.angle == angle]
    assert [word.text for word in turned] == ["Etnisk", "tillhörighet", "2014"]
    assert all(word.size == pytest.approx(turned[0].size, abs=0.5) and 7 < word.size < 12 for word in turned)


def test_shapes_know_what_paints_them() -> None:
    def draw(pen: Pen) -> None:
        pen.canvas.setFillColorRGB(1, 0.5, 0)
        pen.canvas.rect(100, 500, 40, 80, stroke=0, fill=1)
        pen.canvas.setStrokeColorCMYK(0, 1, 1, 0)
        pen.canvas.setLineWidth(2)
        pen.canvas.setDash(3, 3)
        pen.canvas.line(100, 400, 300, 400)

    (page,) = read_pages(pdf(draw))
    bar = next(shape for shape in page.shapes if shape.form is Form.RECT and shape.region.x0 == pytest.approx(100))
    assert (bar.fill, bar.stroke, bar.patterned) == ((255, 128, 0), None, False)
    assert bar.region.bottom - bar.region.top == pytest.approx(80)
    (line,) = [shape for shape in page.shapes if shape.form is Form.LINE and shape.dashed]
    assert (line.fill, line.stroke, line.width) == (None, (255, 0, 0), 2)
    assert [round(x) for x, _ in line.points] == [100, 300]


def test_numbers_with_a_halo_are_read_once_by_both_engines() -> None:
    """Chromium draws a halo in a font of its own whose boxes differ: PDFium alone would read 66 as 6666."""

    def draw(pen: Pen) -> None:
        pen.text(100, 232, "Av kommunerna erbjuder")
        for size in (13, 10):
            for place, digit in enumerate("66"):
                pen.canvas.setFont(REGULAR, size)
                pen.canvas.drawString(230 + place * 6.4, pen.height - 242, digit)
        pen.text(246, 232, "procent e-tjänster.")

    found = read_pdf(pdf(draw))
    assert [token.token for token in found.tokens] == ["66"]
    assert [claim.value_text for claim in found.claims] == ["66 procent"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_a_space_that_the_next_digit_is_printed_on_parts_no_number(space: str) -> None:
    """Charting programs print a narrow space that their font lacks in another font, and take no room for it."""

    def char(text: str, x0: float) -> dict[str, object]:
        return {"text": text, "x0": x0, "top": 200.0, "width": 4.4}

    printed = [char("3", 100), char(space, 104.41), char("0", 104.4), char("0", 108.8)]
    assert [item["text"] for item in without_phantoms(printed)] == ["3", "0", "0"]
    apart = [char("3", 100), char(space, 104.4), char("0", 108.8)]
    assert without_phantoms(apart) == apart


@pytest.mark.parametrize("height", [324, 842])
def test_a_page_has_its_parents_media_box_as_r_writes_it(height: int) -> None:
    text = f"BT /F1 12 Tf 40 {height - 60} Td (Av kommunerna har 57 procent en app.) Tj ET".encode()
    content = file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 468 {height}] >>".encode(),
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            stream(text),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    (page,) = read_pages(content)
    assert (page.width, page.height) == (468, height) and page.unseen == ()
    assert 45 < page.words[0].top < 60 and max(distances(page).values()) <= 2.5
    assert [claim.value for claim in read_pdf(content).claims] == [57]


def test_digits_of_a_type_3_font_whose_box_is_higher_than_its_lines_are_seen_by_both_engines() -> None:
    glyph = b"600 0 50 0 550 730 d1 50 0 500 730 re f"
    content = file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            stream(b"BT /F1 9 Tf 40 100 Td (57) Tj ET"),
            b"<< /Type /Font /Subtype /Type3 /FontBBox [-1021 -463 1793 1232] /FontMatrix [0.001 0 0 0.001 0 0] "
            b"/CharProcs << /five 6 0 R /seven 6 0 R >> "
            b"/Encoding << /Type /Encoding /Differences [53 /five 55 /seven] >> "
            b"/FirstChar 53 /LastChar 55 /Widths [600 0 600] /Resources << >> >>",
            stream(glyph),
        ]
    )
    (page,) = read_pages(content)
    (word,) = page.words
    assert word.text == "57" and DigitIndex(page.tokens).inside(word.region) == "57"
