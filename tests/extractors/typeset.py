"""Typeset small PDFs for tests, each page marked SYNTETISK; places are points from a page's top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

WIDTH, HEIGHT = A4
NOTICE = "SYNTETISK"
REGULAR, BOLD = "Vera", "VeraBd"


class Pen:
    """Draws on a page. Text is placed by the top of its type, as the readers measure."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        """Draw on ``canvas``, whose page is ``size`` points."""
        self.canvas = canvas
        self.width, self.height = size

    def text(self, x: float, top: float, text: str, size: float = 10, *, bold: bool = False) -> float:
        """Print a run of text; returns where it ends."""
        font = BOLD if bold else REGULAR
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - size, text)
        return x + stringWidth(text, font, size)

    def lines(
        self, x: float, top: float, lines: Sequence[str], size: float = 10, leading: float = 1.3, *, bold: bool = False
    ) -> float:
        """Print lines below each other; returns the top of the next line."""
        for line in lines:
            self.text(x, top, line, size, bold=bold)
            top += leading * size
        return top

    def paragraph(self, x: float, top: float, width: float, text: str, size: float = 10) -> float:
        """Print text broken into lines, and the space after a paragraph; returns where the next begins."""
        return self.lines(x, top, simpleSplit(text, REGULAR, size, width), size) + size

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """Fill a grey rectangle."""
        self.canvas.setFillColor(colors.lightgrey)
        self.canvas.rect(x, self.height - top - height, width, height, stroke=0, fill=1)
        self.canvas.setFillColor(colors.black)

    def line(self, x0: float, top0: float, x1: float, top1: float) -> None:
        """Draw a thin line."""
        self.canvas.line(x0, self.height - top0, x1, self.height - top1)

    def table(
        self,
        x: float,
        top: float,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
        height: float = 18,
    ) -> float:
        """Draw a ruled table by platypus; ``spans`` are merged cells as ((column, row), (column, row))."""
        style: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONT", (0, 0), (-1, -1), REGULAR, 9),
            *(("SPAN", start, end) for start, end in spans),
        ]
        drawn = Table([list(row) for row in rows], list(widths), [height] * len(rows), style=TableStyle(style))
        drawn.wrapOn(self.canvas, self.width, self.height)
        drawn.drawOn(self.canvas, x, self.height - top - height * len(rows))
        return top + height * len(rows)


Draw = Callable[[Pen], object]


def pdf(
    *pages: Draw,
    size: tuple[float, float] = A4,
    rotation: int = 0,
    crop: tuple[float, float, float, float] | None = None,
    encryption: StandardEncryption | None = None,
) -> bytes:
    """Typeset pages; ``crop`` is a crop box in PDF's own coordinates, the same for all of them."""
    _register()
    out = io.BytesIO()
    # reportlab swaps the sides of a page that is turned by a quarter; this one is to stay as it was asked for.
    canvas = Canvas(
        out, pagesize=size[::-1] if rotation % 180 else size, invariant=1, encrypt=encryption, pageCompression=0
    )
    if crop:
        canvas.setCropBox(crop)
    for draw in pages:
        canvas.setPageRotation(rotation)
        pen = Pen(canvas, size)
        pen.text(size[0] - 90, 12, NOTICE, 6)
        draw(pen)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def prose(*paragraphs: str, width: float = 420) -> bytes:
    """One page of running text."""

    def draw(pen: Pen) -> None:
        top = 110.0
        for text in paragraphs:
            top = pen.paragraph(70, top, width, text)

    return pdf(draw)


def turned(angle: int, draw: Draw, size: tuple[float, float] = A4) -> bytes:
    """Typeset a page with /Rotate ``angle`` whose text reads upright when it is shown."""

    def upright(pen: Pen) -> None:
        width, height = size
        origin = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[angle]
        pen.canvas.translate(*origin)
        pen.canvas.rotate(angle)
        draw(Pen(pen.canvas, (height, width) if angle % 180 else size))

    return pdf(upright, size=size, rotation=angle)


def bars(
    pen: Pen,
    values: Sequence[int],
    x: float = 90,
    top: float = 300,
    height: float = 120,
    printed: Sequence[int] | None = None,
) -> None:
    """Draw a bar chart with a value above each bar and a label below it; ``printed`` are values that lie."""
    pen.line(x, top + height, x + 50 * len(values), top + height)
    for index, value in enumerate(values):
        left, tall = x + 50 * index + 10, height * value / 100
        pen.box(left, top + height - tall, 30, tall)
        pen.text(left + 6, top + height - tall - 10, f"{(printed or values)[index]}%", 7)
        pen.text(left + 6, top + height + 4, f"Val {chr(65 + index)}", 7)


def grid(pen: Pen, xs: Sequence[float], tops: Sequence[float]) -> None:
    """Draw a grid of lines, as charts have behind their bars."""
    for x in xs:
        pen.line(x, tops[0], x, tops[-1])
    for top in tops:
        pen.line(xs[0], top, xs[-1], top)


@cache
def _register() -> None:
    registerFont(TTFont(REGULAR, "Vera.ttf"))
    registerFont(TTFont(BOLD, "VeraBd.ttf"))
