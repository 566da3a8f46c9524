"""What only looks like a table: nothing of it becomes a cell, and its sentences are read."""

from __future__ import annotations

import pytest
from columns import place, row, rows
from reads import read_pdf
from typeset import Draw, Pen, bars, pdf

from schemas.codes import Reader

SENTENCE = "Av kommunerna har 57 procent minst en app, och det är fler än för tre år sedan."


def contents(pen: Pen) -> None:
    pen.text(70, 100, "Innehåll", 14)
    lines = [("Sammanfattning", "3"), ("Bakgrund", "5"), ("Resultat", "9"), ("Slutsatser", "21"), ("Bilagor", "27")]
    for index, (title, page) in enumerate(lines):
        pen.text(70, 130 + 16 * index, f"{title} {'.' * 60}")
        place(pen, (500, "r"), 130 + 16 * index, page, 10)


def contents_in_two_columns(pen: Pen) -> None:
    pen.text(70, 100, "Innehållsförteckning", 14)
    columns = ((70, "l"), (260, "r"), (320, "l"), (510, "r"))
    rows(
        pen,
        columns,
        130,
        [["Bakgrund", "3", "Resultat", "12"], ["Metod", "5", "Slutsatser", "20"], ["Urval", "8", "Bilagor", "31"]],
    )


def numbered_list(pen: Pen) -> None:
    for index in range(6):
        pen.text(70, 120 + 16 * index, f"{index + 1}.")
        pen.text(
            100, 120 + 16 * index, f"Kommunen arbetar med fråga {index + 1} tillsammans med andra kommuner i länet."
        )


def addresses(pen: Pen) -> None:
    pen.lines(70, 120, ["Sveriges Kommuner", "Hornsgatan 20", "118 82 Stockholm", "08-452 70 00"])
    pen.lines(330, 120, ["Göteborgsregionen", "Anders Personsgatan 8", "402 22 Göteborg", "031-335 50 00"])


def bibliography(pen: Pen) -> None:
    entries = [
        ("12.", "Andersson A. Kommunerna och nätet. Stockholm: Natur; 2012."),
        ("13.", "Berg B. E-tjänster i praktiken. Lund: Student; 2013."),
        ("14.", "Carlsson C. Appar för alla. Umeå: Boréa; 2014."),
    ]
    for index, (number, text) in enumerate(entries):
        pen.text(70, 120 + 14 * index, number)
        pen.text(95, 120 + 14 * index, text)


def two_columns_of_prose(pen: Pen) -> None:
    text = f"{SENTENCE} I 2014 års enkät svarade 220 kommuner, mot 238 kommuner 2011. " * 5
    pen.paragraph(70, 120, 200, text, 9)
    pen.paragraph(310, 120, 200, text, 9)


def form(pen: Pen) -> None:
    for index, label in enumerate(["Namn", "Adress", "Telefon", "E-post"]):
        pen.text(70, 120 + 24 * index, f"{index + 1} {label}")
        pen.line(140, 132 + 24 * index, 480, 132 + 24 * index)


def stacked_bars(pen: Pen) -> None:
    shares = [(4, 26, 70), (10, 30, 60), (20, 35, 45), (6, 44, 50)]
    for index, line in enumerate(shares):
        top, x = 200 + 30 * index, 200.0
        pen.text(70, top + 4, f"Fråga {index + 1}", 9)
        for share in line:
            pen.box(x, top, 2.8 * share, 18)
            place(pen, (x + 1.4 * share, "c"), top + 4, f"{share}%", 8)
            x += 2.8 * share
    row(pen, [(200 + 56 * index, "c") for index in range(6)], 330, ["0%", "20%", "40%", "60%", "80%", "100%"], 8)


def upright_axis(pen: Pen) -> None:
    for index, tick in enumerate(["100", "80", "60", "40", "20", "0"]):
        place(pen, (90, "r"), 200 + 30 * index, tick, 8)
        place(pen, (470, "l"), 200 + 30 * index, f"{float(tick) / 2:g}", 8)


def upright_bars(pen: Pen) -> None:
    bars(pen, [12, 57, 88, 34])


@pytest.mark.parametrize(
    "draw",
    [
        contents,
        contents_in_two_columns,
        numbered_list,
        addresses,
        bibliography,
        two_columns_of_prose,
        form,
        stacked_bars,
        upright_axis,
        upright_bars,
    ],
)
def test_it_is_no_table(draw: Draw) -> None:
    def page(pen: Pen) -> None:
        draw(pen)
        pen.paragraph(70, 600, 420, SENTENCE.replace("57", "61"))

    found = read_pdf(pdf(page))
    assert found.cells == []
    assert [claim.value for claim in found.claims if claim.reader is Reader.PROSE][-1] == 61


def test_prose_in_two_columns_keeps_its_numbers() -> None:
    found = read_pdf(pdf(two_columns_of_prose))
    assert [claim.value for claim in found.claims if claim.value == 57] == [57] * 10
    assert found.cells == []
