"""Gradients and patterns: their areas, their own colours, and bars and sectors that are told apart by them."""

from __future__ import annotations

import pytest
from drawing import Frame, value_axis
from drawings import CENTRE, RADIUS, outcome, point, values
from pdfminer.pdftypes import PDFStream
from reportlab.lib.colors import Color, HexColor
from typeset import HEIGHT, Pen, pdf

from extractors.pdf.functions import evaluated
from extractors.pdf.page import read_pages

WHITE = HexColor("#f2f2f2")
BLUE, GREEN = HexColor("#264478"), HexColor("#70ad47")
NAMES = ("2011", "2014")


def shaded(pen: Pen, points: list[tuple[float, float]], colour: Color, *, boxed: bool = True) -> None:
    """Fill a polygon by a gradient as LibreOffice does: a clipping path, a box around it, and the sh operator."""
    canvas = pen.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.moveTo(points[0][0], HEIGHT - points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, HEIGHT - y)
    path.close()
    canvas.clipPath(path, stroke=0, fill=0)
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    if boxed:
        box = canvas.beginPath()
        box.rect(left, HEIGHT - bottom, right - left, bottom - top)
        canvas.clipPath(box, stroke=0, fill=0)
    canvas.linearGradient(left, HEIGHT - bottom, left, HEIGHT - top, (colour, WHITE))
    canvas.restoreState()


def box(left: float, top: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def keys(pen: Pen, size: float) -> None:
    for index, (name, colour) in enumerate(zip(NAMES, (BLUE, GREEN), strict=True)):
        shaded(pen, box(200 + 60 * index, 430, size, size), colour)
        pen.text(200 + 60 * index + size + 4, 429, name, 7)


def test_a_gradient_without_a_path_has_the_outline_that_clips_it_and_its_own_colours() -> None:
    (page,) = read_pages(pdf(lambda pen: shaded(pen, [(100, 200), (180, 200), (140, 280)], BLUE)))
    (shape,) = [shape for shape in page.shapes if shape.patterned]
    assert {(round(x), round(y)) for x, y in shape.points} == {(100, 200), (180, 200), (140, 280)}
    assert shape.tints == ((140, 155, 181), (38, 68, 120), (242, 242, 242))


@pytest.mark.parametrize("boxed", [True, False])
def test_a_bar_and_its_key_are_one_series_however_much_of_the_gradient_they_show(boxed: bool) -> None:
    frame = Frame()
    rows = ((40.0, 70.0), (55.0, 0.6))

    def draw(pen: Pen) -> None:
        value_axis(pen, frame, (0, 50, 100))
        for index, row in enumerate(rows):
            for series, value in enumerate(row):
                tall = frame.length(value, frame.height)
                left = frame.x + 150 * index + 30 + 40 * series
                shaded(pen, box(left, 400 - tall, 40, tall), (BLUE, GREEN)[series], boxed=boxed)
            pen.text(frame.x + 150 * index + 60, 405, ("Ja", "Nej")[index], 7)
        keys(pen, 4.0)

    read = values(outcome(draw))
    expected = {(name, NAMES[s]): rows[i][s] for i, name in enumerate(("Ja", "Nej")) for s in (0, 1)}
    assert read == pytest.approx(expected, abs=0.5)


def test_sectors_of_gradients_are_a_pie() -> None:
    def draw(pen: Pen) -> None:
        for start, share, colour in ((0.0, 0.6, BLUE), (0.6, 0.4, GREEN)):
            rim = [point(start + share * step / 60, RADIUS) for step in range(61)]
            shaded(pen, [*rim, CENTRE], colour)
            x, y = point(start + share / 2, 0.6 * RADIUS)
            pen.text(x - 8, y - 5, f"{100 * share:.0f} %", 8)
        keys(pen, 5.0)

    assert values(outcome(draw)) == {("2011", None): 60.0, ("2014", None): 40.0}


def test_functions_of_gradients() -> None:
    rise = {"FunctionType": 2, "Domain": [0, 1], "C0": [0.0], "C1": [1.0], "N": 1}
    parts = {"Functions": [rise, rise], "Bounds": [0.5], "Encode": [0, 1, 1, 0]}
    stitched = {"FunctionType": 3, "Domain": [0, 1], **parts}
    sampled = PDFStream(
        {"FunctionType": 0, "Size": [2], "BitsPerSample": 8, "Range": [0, 1, 0, 1], "Domain": [0, 1]},
        b"\x00\xff\xff\x00",
    )
    assert [evaluated(stitched, share) for share in (0.0, 0.5, 0.75, 1.0)] == [(0.0,), (1.0,), (0.5,), (0.0,)]
    assert evaluated(sampled, 0.25) == pytest.approx((0.25, 0.75))
    assert evaluated([rise, rise], 0.5) == (0.5, 0.5)
    assert evaluated({"FunctionType": 4}, 0.5) is None
    assert evaluated({"FunctionType": 2}, 0.5) is None
