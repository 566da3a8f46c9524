"""Sentences stay whole over columns and pages, whatever stands between: boxes, notes, quotes, running heads."""

from __future__ import annotations

import pytest
from reads import read_pdf
from reportlab.lib import colors
from typeset import HEIGHT, Draw, Pen, pdf

from extractors.pdf.page import read_pages
from extractors.running import running_lines
from schemas.claim import Extraction
from schemas.codes import CoverageStatus

THREE = [
    """I den första spalten
står att 21 procent av
alla kommuner har en
egen väg fram, medan
de andra väntar på de""".splitlines(),
    """stora grannarna först.
Sedan står där att 43
procent av kommunerna
hade planer på något,
men att ingen ångrade""".splitlines(),
    """sitt val. Till sist har
de flesta, närmare 64
procent, sagt sig vara
helt nöjda med det de
hade valt från början.""".splitlines(),
]
LEFT = [
    "Undersökningen visar att det är stora skillnader",
    "mellan kommunerna, och att sammanlagt hela 62",
]
RIGHT = ["procent av dem redan har en egen strategi för sitt", "arbete, medan resten planerar för en."]
LONG = "Undersökningen visar att de flesta av kommunerna nu är på god väg, och att det är hela 62"
REST = "procent som redan har en egen strategi för arbetet. Resten planerar för en."


def values(found: Extraction) -> list[float | None]:
    return [claim.value for claim in found.claims]


def quote_of(found: Extraction, value: float) -> str:
    (claim,) = [claim for claim in found.claims if claim.value == value]
    return claim.quote


def tint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
    pen.canvas.setFillColor(colors.Color(0.9, 0.93, 0.95))
    pen.canvas.rect(x, pen.height - top - height, width, height, stroke=0, fill=1)
    pen.canvas.setFillColor(colors.black)


def test_three_columns_are_read_one_after_the_other() -> None:
    def draw(pen: Pen) -> None:
        for x, lines in zip((50, 215, 380), THREE, strict=True):
            pen.lines(x, 150, lines)

    found = read_pdf(pdf(draw))
    assert values(found) == [21, 43, 64]
    assert "väntar på de stora grannarna först." in quote_of(found, 21)
    assert "ingen ångrade sitt val." in quote_of(found, 43)


@pytest.mark.parametrize("framed", [False, True])
def test_a_box_within_a_column_parts_no_sentence(framed: bool) -> None:
    def draw(pen: Pen) -> None:
        pen.lines(70, 150, LEFT)
        if framed:
            pen.canvas.rect(64, HEIGHT - 232, 260, 44)
        else:
            tint(pen, 64, 188, 260, 44)
        pen.lines(
            70, 192, ["I en ruta som står här för sig själv nämns", "att 17 kommuner har en egen app i drift nu."]
        )
        pen.lines(70, 244, RIGHT)

    found = read_pdf(pdf(draw))
    assert sorted(value or 0 for value in values(found)) == [17, 62]
    assert "sammanlagt hela 62 procent av dem" in quote_of(found, 62)
    assert quote_of(found, 17).startswith("I en ruta")


def test_a_box_beside_the_text_is_read_apart() -> None:
    def draw(pen: Pen) -> None:
        pen.lines(70, 150, [*LEFT, *RIGHT])
        tint(pen, 360, 140, 170, 64)
        pen.lines(
            366, 150, ["Fakta. Bland alla kommuner", "är det 17 stycken som har en", "app, och de andra har ingen."]
        )

    found = read_pdf(pdf(draw))
    assert "sammanlagt hela 62 procent av dem" in quote_of(found, 62)
    assert "17 stycken som har en app" in quote_of(found, 17)


def test_a_sentence_goes_on_past_footnotes_running_heads_and_page_numbers() -> None:
    def page(lines: list[str], number: int, title: str, note: str) -> object:
        def draw(pen: Pen) -> None:
            pen.text(70 if number % 2 else 400, 30, title, 8)
            pen.lines(70, 640, lines)
            x = pen.text(70, 740, str(number), 5)
            pen.text(x + 2, 740, note, 8)
            pen.text(300, 810, f"Sida {number} (4)", 8)

        return draw

    texts = [LONG[:48], LONG[48:], REST]
    data = pdf(
        page([texts[0].strip(), texts[1].strip()], 1, "Kapitel ett", "Mätningen gjordes bland 290 kommuner i våras."),
        page([texts[2]], 2, "Kapitel två om något annat", "En tidigare mätning hade svar från 12 kommuner."),
        page(["Tredje sidan har bara ord."], 3, "Kapitel ett", "Se rapporten om detta."),
        page(["Fjärde sidan har bara ord."], 4, "Kapitel två om något annat", "Se rapporten om detta."),
    )
    found = read_pdf(data)
    assert "hela 62 procent som redan" in quote_of(found, 62)
    assert set(values(found)) == {62, 290, 12}
    assert not [token for token in found.tokens if token.status is CoverageStatus.UNEXPLAINED]


def test_chapter_titles_beside_page_numbers_are_running_lines_and_so_are_roman_numbers() -> None:
    def page(number: int, label: str, title: str) -> object:
        def draw(pen: Pen) -> None:
            pen.text(70, 40, label, 10)
            pen.text(100, 41, title, 8)
            pen.text(70, 200, f"På den här sidan står att {60 + number} procent har en app.")

        return draw

    titles = [
        "Läget i kommunerna 2014 i 9 delar",
        "Läget i kommunerna 2014 i 9 delar",
        "Samverkan",
        "Öppna data",
        "Slutsatser",
    ]
    arabic = read_pdf(pdf(*(page(n, str(n + 4), title) for n, title in enumerate(titles, 1))))
    assert values(arabic) == [61, 62, 63, 64, 65]
    rest = {token.token: token.rule for token in arabic.tokens if token.status is not CoverageStatus.USED}
    assert set(rest.values()) == {"running_line"}
    roman = read_pdf(pdf(*(page(n, label, "Förord") for n, label in enumerate(("i", "ii", "iii"), 1))))
    assert values(roman) == [61, 62, 63]


def test_notes_of_one_form_with_their_own_numbers_are_no_running_lines() -> None:
    def page(count: int) -> object:
        def draw(pen: Pen) -> None:
            pen.text(70, 200, "Här står inget annat än sådant som är text.")
            pen.text(70, 780, f"I länet finns sammanlagt {count} kommuner med en egen app.", 8)

        return draw

    found = read_pdf(pdf(*(page(count) for count in (11, 25, 8, 31))))
    assert values(found) == [11, 25, 8, 31]


def test_a_pull_quote_in_larger_type_is_a_paragraph_of_its_own() -> None:
    def draw(pen: Pen) -> None:
        pen.lines(70, 150, LEFT)
        pen.lines(70, 186, ["Bara 12 kommuner", "har ingen plan alls"], 18)
        pen.lines(70, 250, RIGHT)

    found = read_pdf(pdf(draw))
    assert "sammanlagt hela 62 procent av dem" in quote_of(found, 62)
    assert quote_of(found, 12) == "Bara 12 kommuner har ingen plan alls"


def test_a_justified_line_with_wide_spaces_keeps_its_numbers() -> None:
    def justified(pen: Pen, top: float, line: str, width: float = 230) -> None:
        words = line.split()
        gap = (width - sum(pen.canvas.stringWidth(word, "Vera", 10) for word in words)) / (len(words) - 1)
        x = 70.0
        for word in words:
            x = pen.text(x, top, word) + gap

    def draw(pen: Pen) -> None:
        lines = [
            "Av alla som svarade är",
            "alltså 224 kommuner och",
            "57 procent av de andra,",
            "eller 199 skolor, sena.",
        ]
        for place, line in enumerate(lines):
            justified(pen, 150 + 13 * place, line)

    found = read_pdf(pdf(draw))
    assert values(found) == [224, 57, 199]


def test_line_numbers_in_the_margin_are_no_part_of_the_sentences() -> None:
    def draw(pen: Pen) -> None:
        lines = [
            *LEFT,
            *RIGHT,
            "Det sista som sägs är att ingen av dem har ångrat",
            "sitt val, och det får vara slut med det.",
        ]
        for place, line in enumerate(lines):
            pen.text(30, 150 + 13 * place, str(place + 1), 7)
            pen.text(90, 150 + 13 * place, line)

    found = read_pdf(pdf(draw))
    assert values(found) == [62]
    assert "sammanlagt hela 62 procent av dem" in quote_of(found, 62)


CONTENTS = [("Sammanfattning", 3), ("1 Bakgrund", 5), ("1.1 Av 224 kommuner har 57 procent en app", 6), ("2 Metod", 12)]


@pytest.mark.parametrize("leader", [".", " .", "…", ""])
def test_a_table_of_contents_is_explained_and_no_data(leader: str) -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "Innehåll", 14, bold=True)
        for place, (title, page) in enumerate(CONTENTS):
            end = pen.text(70, 150 + 16 * place, title)
            count = int((440 - end) / max(pen.canvas.stringWidth(leader or "xx", "Vera", 10), 1))
            pen.text(end + 2, 150 + 16 * place, leader * count)
            pen.text(450, 150 + 16 * place, str(page))

    found = read_pdf(pdf(draw))
    assert found.claims == []
    assert {(token.status, token.rule) for token in found.tokens} == {(CoverageStatus.EXPLAINED, "toc")}


def test_a_chapters_number_is_explained_and_a_sentences_is_not() -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "3.2 Redovisa utsläppen i hela kedjan", 14, bold=True)
        pen.paragraph(70, 140, 420, "Av kommunerna har 57 procent en app i drift, och de flesta är nöjda med den.")
        pen.text(70, 300, "14 Företag har svarat", 10)

    fates = {token.token: (token.status, token.rule) for token in read_pdf(pdf(draw)).tokens}
    assert fates["3.2"] == (CoverageStatus.EXPLAINED, "heading_number")
    assert fates["14"][0] is CoverageStatus.UNEXPLAINED


def test_a_number_in_a_title_beside_a_text_that_recurs_is_the_titles() -> None:
    places = ["Hjällbo Förskola 2", "Eriksbo Västergärde 35", "Bergsgårdsgärdet 8", "Gunnilse Lycka 5"]

    def page(place: str) -> Draw:
        def draw(pen: Pen) -> None:
            pen.text(70, 70, place)
            pen.text(400, 70, "Kommunal verksamhet")
            pen.paragraph(70, 150, 420, "Barnen svarar på frågor om sin förskola, och svaren redovisas på denna sida.")

        return draw

    found = read_pdf(pdf(*(page(place) for place in places)))
    assert {(token.token, token.rule) for token in found.tokens} == {(n, "page_title") for n in ("2", "35", "8", "5")}
    assert found.claims == []


def test_what_recurs_at_the_edge_of_two_pages_of_a_list_is_an_entry() -> None:
    def page(last: str) -> Draw:
        return lambda pen: pen.text(70, HEIGHT - 60, last)

    items = ("Lediga jobb", "Felanmälan", "Lediga jobb", "Bygglov", "Badplatser", "Lunch", "Kartor")
    pages = list(read_pages(pdf(*map(page, items))))

    def running(chapters: bool) -> set[str]:
        return {word.text for words in running_lines(pages, chapters=chapters).values() for word in words}

    assert running(chapters=True) - running(chapters=False) == {"Lediga", "jobb"}
