"""Text that nobody can see on the page makes no claim, and its numbers are explained by rules that say why."""

from __future__ import annotations

import pytest
from reads import read_pdf
from reportlab.lib import colors
from typeset import REGULAR, Draw, Pen, pdf

from extractors.errors import DocumentError
from schemas.codes import CoverageStatus

SEEN = "I vår mätning har 57 procent av kommunerna en app."
HIDDEN = "I en annan mätning har 91 procent av kommunerna en app."


def rendered(pen: Pen, x: float, top: float, text: str, mode: int = 0, colour: colors.Color = colors.black) -> None:
    run = pen.canvas.beginText(x, pen.height - top - 10)
    run.setFont(REGULAR, 10)
    run.setTextRenderMode(mode)
    run.setFillColor(colour)
    run.textLine(text)
    run.setTextRenderMode(0)
    pen.canvas.drawText(run)
    pen.canvas.setFillColor(colors.black)


def filled(pen: Pen, top: float, colour: colors.Color) -> None:
    pen.canvas.setFillColor(colour)
    pen.canvas.rect(50, pen.height - top - 30, 450, 30, stroke=0, fill=1)
    pen.canvas.setFillColor(colors.black)


def covered(pen: Pen) -> None:
    pen.text(70, 300, HIDDEN)
    filled(pen, 290, colors.black)


def on_own_colour(pen: Pen) -> None:
    filled(pen, 290, colors.darkblue)
    rendered(pen, 70, 300, HIDDEN, colour=colors.darkblue)


HIDING: dict[str, tuple[Draw, str]] = {
    "not painted": (lambda pen: rendered(pen, 70, 300, HIDDEN, mode=3), "invisible_text"),
    "white on white": (lambda pen: rendered(pen, 70, 300, HIDDEN, colour=colors.white), "invisible_text"),
    "in the colour of its box": (on_own_colour, "invisible_text"),
    "blacked out": (covered, "invisible_text"),
    "beside the page": (lambda pen: pen.text(pen.width + 20, 300, HIDDEN), "outside_page"),
    "above the page": (lambda pen: pen.text(70, -40, HIDDEN), "outside_page"),
}


@pytest.mark.parametrize("how", HIDING)
def test_hidden_text_is_no_data(how: str) -> None:
    hide, rule = HIDING[how]

    def draw(pen: Pen) -> None:
        pen.text(70, 200, SEEN)
        hide(pen)

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims] == [57]
    fates = {token.token: (token.status, token.rule) for token in found.tokens}
    assert fates["57"][0] is CoverageStatus.USED
    assert fates.get("91", (CoverageStatus.EXPLAINED, rule)) == (CoverageStatus.EXPLAINED, rule)


def white_on_dark(pen: Pen) -> None:
    filled(pen, 290, colors.darkblue)
    rendered(pen, 70, 300, HIDDEN, colour=colors.white)


def white_on_a_gradient(pen: Pen) -> None:
    pen.canvas.saveState()
    path = pen.canvas.beginPath()
    path.rect(50, pen.height - 330, 450, 40)
    pen.canvas.clipPath(path, stroke=0)
    pen.canvas.linearGradient(50, 500, 500, 500, (colors.darkblue, colors.darkgreen))
    pen.canvas.restoreState()
    rendered(pen, 70, 300, HIDDEN, colour=colors.white)


@pytest.mark.parametrize("draw", [white_on_dark, white_on_a_gradient])
def test_white_type_on_a_dark_ground_is_read(draw: Draw) -> None:
    assert [claim.value for claim in read_pdf(pdf(draw)).claims] == [91]


def test_a_document_with_nothing_but_an_invisible_layer_says_so() -> None:
    data = pdf(lambda pen: rendered(pen, 70, 300, HIDDEN, mode=3))
    visible_notice = read_pdf(data)
    assert visible_notice.claims == []
    with pytest.raises(DocumentError, match="invisible"):
        read_pdf(data.replace(b"(SYNTETISK)", b"()         "))
