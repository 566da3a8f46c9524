"""A page with a sentence, a ruled table and a bar chart that say something of e-government, marked SYNTETISK."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

ANSWERS = ("Mycket hög", "Ganska hög", "Ganska låg", "Mycket låg")
AREAS = ("Upphandling", "Drift av it-system", "Utveckling av e-tjänster")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Helvetica", 9)]
BOTTOM, HEIGHT, LEFT, PITCH = 300.0, 150.0, 120.0, 75.0


@dataclass(frozen=True)
class Printed:
    """The numbers of the page: in its sentence, its table, and its chart, whose ``bars`` may be as tall as others."""

    sentence: int = 46
    cells: tuple[int, ...] = (76, 71, 68)
    labels: tuple[int, ...] = (21, 42, 28, 9)
    bars: tuple[int, ...] | None = None


def drawn(printed: Printed) -> bytes:
    """Draw the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    _line(canvas, 480, 800, "SYNTETISK", 6)
    _line(canvas, 70, 740, f"År 2014 erbjuder {printed.sentence} procent av kommunerna appar.", 10)
    _line(canvas, 70, 690, "Tabell 1. Andel kommuner som samverkar inom olika områden.", 9)
    rows = [["Område", "Andel"], *([area, f"{cell} %"] for area, cell in zip(AREAS, printed.cells, strict=True))]
    table = Table(rows, [180, 60], [18] * len(rows), style=GRID)
    table.wrapOn(canvas, *A4)
    table.drawOn(canvas, 70, 600)
    _chart(canvas, printed.labels, printed.bars or printed.labels)
    _line(canvas, 70, BOTTOM - 50, "Figur 1. Prioritering av arbetet med att utveckla e-förvaltning.", 9)
    canvas.save()
    return out.getvalue()


def _chart(canvas: Canvas, labels: Sequence[int], bars: Sequence[int]) -> None:
    for tick in range(0, 101, 20):
        y = BOTTOM + HEIGHT * tick / 100
        canvas.line(LEFT, y, LEFT + PITCH * len(bars), y)
        _line(canvas, LEFT - 24, y - 3, f"{tick}", 7)
    for index, (label, bar) in enumerate(zip(labels, bars, strict=True)):
        x, tall = LEFT + PITCH * index + 15, HEIGHT * bar / 100
        canvas.setFillColorRGB(0.12, 0.3, 0.47)
        canvas.rect(x, BOTTOM, 45, tall, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 7)
        canvas.drawCentredString(x + 22.5, BOTTOM + tall + 3, f"{label}%")
        canvas.drawCentredString(x + 22.5, BOTTOM - 12, ANSWERS[index])


def _line(canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, y, text)
