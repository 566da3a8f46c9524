"""Lying bars as table-like charts have them: numbers beside the bars, ticks pushed inwards, values that touch names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drawing import BLUE, ORANGE, centred, fill, legend
from reads import read_pdf
from typeset import Pen, pdf

from schemas.claim import Extraction

NAMES = ["Det är roligt att vara där", "Vi gör roliga saker", "Jag får bestämma", "Maten är god"]
SHARES = [85, 70, 55, 20]
LEFT, SCALE, TOP, STEP = 220.0, 2.0, 250.0, 22.0


def bars(pen: Pen, labels: bool = True) -> None:
    for row, (name, share) in enumerate(zip(NAMES, SHARES, strict=True)):
        top = TOP + row * STEP
        fill(pen, LEFT, top, share * SCALE, 12, BLUE)
        pen.text(LEFT - 6 - pen.canvas.stringWidth(name, "Vera", 7), top + 2, name, 7)
        if labels:
            pen.text(LEFT + share * SCALE + 3, top + 2, f"{share} %", 7)


def read(draw: Callable[[Pen], None]) -> Extraction:
    def page(pen: Pen) -> None:
        pen.paragraph(70, 90, 420, "Enkäten gick till alla barn i förskolan, och de flesta svarade.")
        draw(pen)
        pen.paragraph(70, 420, 420, "Figur 3. Andel barn som svarar ja.")

    return read_pdf(pdf(page))


def values(found: Extraction) -> dict[tuple[str, str | None], float | None]:
    return {(value.category, value.series): found.claims[value.claim].value for value in found.values}


def beside(pen: Pen, numbers: list[str], header: tuple[str, ...] = ("Ej svar", "%")) -> None:
    for rule in (TOP - 36, TOP - 6, TOP + 4 * STEP):
        pen.line(70, rule, 520, rule)
    for line, text in enumerate(header):
        centred(pen, 470, TOP - 30 + line * 10, text)
    for row, number in enumerate(numbers):
        centred(pen, 470, TOP + row * STEP + 2, number)


def test_a_column_of_numbers_beside_the_bars_is_a_series_named_by_its_header() -> None:
    def draw(pen: Pen) -> None:
        bars(pen)
        beside(pen, ["33", "35", "8", "12"])

    found = values(read(draw))
    assert {name: found[name, "Ej svar %"] for name in NAMES} == dict(zip(NAMES, [33, 35, 8, 12], strict=True))
    assert {name: found[name, None] for name in NAMES} == dict(zip(NAMES, SHARES, strict=True))


@pytest.mark.parametrize("numbers", [["33", "35", "8"], ["33", "35", "8", ""]])
def test_a_column_with_a_row_missing_is_not_read(numbers: list[str]) -> None:
    def draw(pen: Pen) -> None:
        bars(pen)
        beside(pen, numbers)

    assert {series for _, series in values(read(draw))} <= {None}


def test_ticks_that_are_pushed_inwards_belong_to_the_axis() -> None:
    def draw(pen: Pen) -> None:
        bars(pen, labels=False)
        foot = TOP + 4 * STEP
        for tick in range(0, 101, 20):
            x, text = LEFT + tick * SCALE, f"{tick} %"
            pen.line(x, TOP - 4, x, foot)
            width = pen.canvas.stringWidth(text, "Vera", 7)
            pen.text(x if tick == 0 else x - width if tick == 100 else x - width / 2, foot + 3, text, 7)

    found = read(draw)
    assert {category: round(value or 0) for (category, _), value in values(found).items()} == dict(
        zip(NAMES, SHARES, strict=True)
    )
    assert all(token.status != "unexplained" for token in found.tokens)


def test_a_value_that_touches_a_name_is_no_part_of_it() -> None:
    def draw(pen: Pen) -> None:
        bars(pen)
        fill(pen, LEFT, TOP + 4 * STEP, 4, 12, BLUE)
        end = pen.text(LEFT - 6 - pen.canvas.stringWidth("Annat", "Vera", 7), TOP + 4 * STEP + 2, "Annat", 7)
        pen.text(end + 2.5, TOP + 4 * STEP + 2, "2 %", 7)

    assert all("%" not in category and "2" not in category for category, _ in values(read(draw)))


def test_two_rows_may_have_one_name_when_their_series_differ() -> None:
    def draw(pen: Pen) -> None:
        rows = [("Hög prioritet", 57, BLUE), ("Låg prioritet", 7, BLUE), ("Låg prioritet", 35, ORANGE)]
        for row, (name, share, colour) in enumerate(rows):
            top = TOP + row * STEP
            fill(pen, LEFT, top, share * SCALE, 12, colour)
            pen.text(LEFT - 6 - pen.canvas.stringWidth(name, "Vera", 7), top + 2, name, 7)
            pen.text(LEFT + share * SCALE + 3, top + 2, f"{share} %", 7)
        legend(pen, LEFT, TOP + 4 * STEP, ["2014", "2011"])

    assert values(read(draw)) == {
        ("Hög prioritet", "2014"): 57,
        ("Låg prioritet", "2014"): 7,
        ("Låg prioritet", "2011"): 35,
    }
