"""Tables without a grid of rules: every value under its headers and beside its label."""

from __future__ import annotations

import pytest
from columns import FOUR, LABELS, place, row, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from reads import read_pdf
from typeset import Draw, Pen, pdf, turned

from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Reader, RowKind, Statistic, Unit

BODY = [
    ["Små kommuner", "12", "34", "22"],
    ["Medelstora kommuner", "23", "45,5", "-3"],
    ["Stora kommuner", "1 234", "60", "–60"],
    ["Alla", "7", "8", "9"],
]
HEADERS = ["Storlek", "Svarande", "Andel", "Skillnad"]
VALUES = {"Små kommuner": [12, 34, 22], "Medelstora kommuner": [23, 45.5, -3], "Stora kommuner": [1234, 60, -60]}


def values(found: Extraction) -> dict[tuple[str, str], float | None]:
    return {(cell.row_label, cell.column_label): cell.value for cell in found.cells}


def expected(headers: list[str]) -> dict[tuple[str, str], float]:
    lines = {**VALUES, "Alla": [7, 8, 9]}
    return {
        (label, header): value for label, line in lines.items() for header, value in zip(headers, line, strict=True)
    }


def plain_table(pen: Pen) -> None:
    row(pen, FOUR, 200, HEADERS)
    rows(pen, FOUR, 218, BODY)


def booktabs(pen: Pen) -> None:
    for top in (196, 213, 270):
        pen.line(70, top, 460, top)
    row(pen, FOUR, 200, HEADERS)
    rows(pen, FOUR, 218, BODY, pitch=12)


def header_rule_only(pen: Pen) -> None:
    pen.line(70, 213, 460, 213)
    row(pen, FOUR, 200, HEADERS)
    rows(pen, FOUR, 218, BODY)


def rule_below_each_row(pen: Pen) -> None:
    row(pen, FOUR, 200, HEADERS)
    rows(pen, FOUR, 220, BODY, pitch=18)
    for index in range(5):
        pen.line(70, 215 + 18 * index, 460, 215 + 18 * index)


@pytest.mark.parametrize("draw", [plain_table, booktabs, header_rule_only, rule_below_each_row])
def test_every_cell_of_a_table_with_few_rules_or_none(draw: Draw) -> None:
    assert values(read_pdf(pdf(draw))) == expected(HEADERS[1:])


def test_cells_make_claims_that_lie_where_they_are_printed() -> None:
    found = read_pdf(pdf(plain_table))
    assert all(cell.claim is not None for cell in found.cells)
    for claim in found.claims:
        assert claim.reader is Reader.TABLE
        (mark,) = claim.marks
        assert 218 <= mark.top < mark.bottom <= 280
        assert 240 < mark.x0 < mark.x1 < 461
    units = {cell.column_label: cell.unit for cell in found.cells}
    assert units == {"Svarande": Unit.OTHER, "Andel": Unit.PERCENT, "Skillnad": Unit.OTHER}


def test_headers_in_two_levels_under_rules_of_their_own() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, (240, "r"), (310, "r"), (380, "r"), (450, "r"))
        place(pen, (260, "c"), 200, "E-tjänster")
        place(pen, (400, "c"), 200, "Appar")
        pen.line(210, 212, 310, 212)
        pen.line(350, 212, 450, 212)
        row(pen, columns, 216, ["Kommuner", "2011", "2014", "2011", "2014"])
        rows(pen, columns, 234, [["Små", "1", "2", "3", "4"], ["Stora", "5", "6", "7", "8"]])

    found = values(read_pdf(pdf(draw)))
    headers = ["E-tjänster | 2011", "E-tjänster | 2014", "Appar | 2011", "Appar | 2014"]
    assert found == {
        (label, header): value
        for label, start in (("Små", 1), ("Stora", 5))
        for value, header in enumerate(headers, start)
    }


def test_headers_that_are_centred_over_their_columns_without_a_rule() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, *((220 + 50 * index, "c") for index in range(6)))
        place(pen, (270, "c"), 200, "Kvinnor")
        place(pen, (420, "c"), 200, "Män")
        row(pen, columns, 214, ["Ålder", "Ja", "Nej", "Vet ej", "Ja", "Nej", "Vet ej"])
        rows(
            pen,
            columns,
            230,
            [["Unga", "11", "12", "13", "14", "15", "16"], ["Äldre", "21", "22", "23", "24", "25", "26"]],
        )

    found = values(read_pdf(pdf(draw)))
    headers = [f"{who} | {what}" for who in ("Kvinnor", "Män") for what in ("Ja", "Nej", "Vet ej")]
    assert [found["Unga", header] for header in headers] == [11, 12, 13, 14, 15, 16]
    assert len(found) == 12


def test_headers_of_several_lines() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, (300, "c"), (400, "c"))
        row(pen, columns, 190, ["", "Antal", "Andel av"])
        row(pen, columns, 201, ["", "svarande", "alla kommuner,"])
        row(pen, columns, 212, ["Län", "kommuner", "procent"])
        rows(pen, columns, 228, [["Skåne", "31", "94"], ["Halland", "5", "83"], ["Dalarna", "12", "80"]])

    found = values(read_pdf(pdf(draw)))
    assert found["Halland", "Antal svarande kommuner"] == 5
    assert found["Halland", "Andel av alla kommuner, procent"] == 83
    assert len(found) == 6


def test_values_centred_against_labels_of_several_lines() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, (350, "c"), (430, "c"))
        row(pen, columns, 200, ["", "2011", "2014"])
        pen.lines(70, 230, ["… ger det stöd som behövs"], 9)
        row(pen, columns, 230, ["", "4,43", "4,53"])
        pen.lines(70, 256, ["… har en miljö som är inspirerande och", "inbjudande för alla som kommer dit"], 9, 1.2)
        row(pen, columns, 261.4, ["", "3,60", "4,31"])
        pen.lines(70, 290, ["… ser till att var och en får vara", "med och bestämma om det", "som är viktigt"], 9, 1.2)
        row(pen, columns, 300.8, ["", "3,86", "3,87"])

    found = values(read_pdf(pdf(draw)))
    assert found == {
        ("… ger det stöd som behövs", "2011"): 4.43,
        ("… ger det stöd som behövs", "2014"): 4.53,
        ("… har en miljö som är inspirerande och inbjudande för alla som kommer dit", "2011"): 3.6,
        ("… har en miljö som är inspirerande och inbjudande för alla som kommer dit", "2014"): 4.31,
        ("… ser till att var och en får vara med och bestämma om det som är viktigt", "2011"): 3.86,
        ("… ser till att var och en får vara med och bestämma om det som är viktigt", "2014"): 3.87,
    }


@pytest.mark.parametrize("values_on", [0, 1])
def test_labels_that_go_on_below_or_begin_above_their_values(values_on: int) -> None:
    wrapped = ["Kommuner som har infört digital", "tidbokning inom äldreomsorgen"]

    def draw(pen: Pen) -> None:
        columns = (LABELS, (300, "r"), (380, "r"))
        row(pen, columns, 200, ["Fråga", "2011", "2014"])
        row(pen, columns, 218, ["Kommuner som har appar", "12", "13"])
        for index, text in enumerate(wrapped):
            cells = ["14", "15"] if index == values_on else ["", ""]
            row(pen, columns, 231 + 11 * index, [text, *cells])
        row(pen, columns, 255, ["Kommuner som har e-tjänster", "16", "17"])

    labels = {label for label, _ in values(read_pdf(pdf(draw)))}
    assert labels == {"Kommuner som har appar", " ".join(wrapped), "Kommuner som har e-tjänster"}


def test_headings_within_a_table_go_with_the_rows_below_them() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        row(pen, FOUR, 218, ["Kvinnor", "", "", ""])
        rows(pen, ((78, "l"), *FOUR[1:]), 232, [["Unga", "1", "2", "3"], ["Äldre", "4", "5", "6"]])
        row(pen, FOUR, 260, ["Män", "", "", ""])
        rows(pen, ((78, "l"), *FOUR[1:]), 274, [["Unga", "7", "8", "9"], ["Äldre", "10", "11", "12"]])

    cells = read_pdf(pdf(draw)).cells
    assert [(cell.section, cell.row_label, cell.value) for cell in cells if cell.column_label == "Andel"] == [
        ("Kvinnor", "Unga", 2),
        ("Kvinnor", "Äldre", 5),
        ("Män", "Unga", 8),
        ("Män", "Äldre", 11),
    ]


def test_totals_and_means_are_told_from_data() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        lines = [*BODY[:3], ["Totalt", "7", "8", "9"], ["Medelvärde", "1", "2", "3"], ["Median", "4", "5", "6"]]
        rows(pen, FOUR, 218, lines)

    found = read_pdf(pdf(draw))
    kinds = {cell.row_label: cell.row_kind for cell in found.cells}
    assert kinds == {
        **dict.fromkeys(VALUES, RowKind.DATA),
        "Totalt": RowKind.TOTAL,
        "Medelvärde": RowKind.MEAN,
        "Median": RowKind.MEDIAN,
    }
    means = [
        found.claims[cell.claim].statistic for cell in found.cells if cell.row_label == "Medelvärde" and cell.claim
    ]
    assert means == [Statistic.MEAN, Statistic.MEAN, Statistic.CHANGE]


def test_missing_marks_stay_apart_and_footnote_marks_are_off_the_number() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        rows(pen, FOUR, 218, [["Ale", "12", "-", "3"], ["Boden", ".", "14", ".."], ["Eda", "15", "16", "–"]])
        place(pen, (300, "l"), 217, "1", 5)

    found = read_pdf(pdf(draw))
    texts = {(cell.row_label, cell.column_label): cell.value_text for cell in found.cells}
    assert texts["Ale", "Andel"] == "-"
    assert (texts["Boden", "Svarande"], texts["Boden", "Skillnad"], texts["Eda", "Skillnad"]) == (".", "..", "–")
    marked = next(cell for cell in found.cells if (cell.row_label, cell.column_label) == ("Ale", "Svarande"))
    assert marked.claim is not None
    assert (marked.value, found.claims[marked.claim].value_text) == (12, "12")
    assert all(token.status is not CoverageStatus.UNEXPLAINED for token in found.tokens)


def test_thousands_in_the_header_are_kept_as_a_scale() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, ["Län", "Invånare, tusental", "Kostnad, mnkr", "Kommuner"])
        rows(pen, FOUR, 218, [["Skåne", "1 288", "(12)", "33"], ["Halland", "310", "45", "6"]])

    found = {(cell.row_label, cell.column_label): cell for cell in read_pdf(pdf(draw)).cells}
    assert (found["Skåne", "Invånare, tusental"].value, found["Skåne", "Invånare, tusental"].scale) == (1288, 1000)
    assert (found["Skåne", "Kostnad, mnkr"].value, found["Skåne", "Kostnad, mnkr"].scale) == (-12, 1_000_000)
    assert found["Skåne", "Kommuner"].scale == 1


def test_a_currency_sign_in_a_column_of_its_own_goes_with_its_number() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, (250, "l"), (300, "r"), (350, "l"), (400, "r"))
        row(pen, (LABELS, (300, "r"), (400, "r")), 200, ["Kostnad", "2013", "2014"])
        rows(pen, columns, 218, [["Appar", "€", "12", "€", "13"], ["Drift", "€", "145", "€", "9"]])

    found = read_pdf(pdf(draw))
    assert {(cell.row_label, cell.column_label, cell.value_text, cell.value) for cell in found.cells} == {
        ("Appar", "2013", "€ 12", 12),
        ("Appar", "2014", "€ 13", 13),
        ("Drift", "2013", "€ 145", 145),
        ("Drift", "2014", "€ 9", 9),
    }


LONG = [[f"Kommun {chr(65 + index % 26)}{chr(97 + index % 7)}", str(index + 10), f"{index},5"] for index in range(60)]
THREE = (LABELS, (280, "r"), (400, "r"))


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("drift", [0, 6])
def test_a_table_over_two_pages_is_one_with_its_headers(repeated: bool, drift: float) -> None:
    def first(pen: Pen) -> None:
        pen.text(70, 90, "Tabell 3. Antal och andel, alla kommuner.")
        row(pen, THREE, 120, ["Kommun", "Antal", "Andel"])
        rows(pen, THREE, 140, LONG[:40], pitch=15)

    def second(pen: Pen) -> None:
        columns = tuple((x + drift, edge) for x, edge in THREE)
        if repeated:
            row(pen, columns, 90, ["Kommun", "Antal", "Andel"])
        rows(pen, columns, 110, LONG[40:], pitch=15)

    cells = read_pdf(pdf(first, second)).cells
    assert {cell.column_label for cell in cells} == {"Antal", "Andel"}
    assert {cell.table_label for cell in cells} == {"Tabell 3"}
    assert {cell.position[0] for cell in cells if cell.position} == {1}
    assert [cell.position[1] for cell in cells if cell.position and cell.column_label == "Antal"] == list(range(1, 61))
    assert [cell.value for cell in cells if cell.column_label == "Antal"] == list(range(10, 70))


def test_lists_set_beside_each_other_keep_their_own_labels() -> None:
    def draw(pen: Pen) -> None:
        columns = (LABELS, (200, "r"), (250, "l"), (380, "r"))
        row(pen, columns, 200, ["Kommun", "Antal", "Kommun", "Antal"])
        rows(
            pen,
            columns,
            218,
            [["Ale", "12", "Eda", "15"], ["Boden", "13", "Falun", "16"], ["Borås", "14", "Gagnef", "17"]],
        )

    assert values(read_pdf(pdf(draw))) == {
        (name, "Antal"): value
        for value, name in enumerate(["Ale", "Boden", "Borås", "Eda", "Falun", "Gagnef"], start=12)
    }


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_table_on_a_turned_page(angle: int) -> None:
    assert values(read_pdf(turned(angle, booktabs, (842, 595)))) == expected(HEADERS[1:])


def test_sentences_around_a_table_are_still_read() -> None:
    def draw(pen: Pen) -> None:
        pen.paragraph(70, 120, 400, "Av kommunerna har 57 procent minst en app. Det är fler än för tre år sedan.")
        plain_table(pen)
        pen.paragraph(70, 300, 400, "Bland de största kommunerna har 88 procent en app, och det är fler än väntat.")

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims if claim.reader is Reader.PROSE] == [57, 88]
    assert values(found) == expected(HEADERS[1:])


@given(st.lists(st.floats(-1.2, 1.2), min_size=16, max_size=16), st.sampled_from([booktabs, plain_table]))
@settings(max_examples=12, deadline=None)
def test_cells_may_be_a_little_off(shifts: list[float], draw: Draw) -> None:
    """Typesetting is never exact: words that are off by a point change nothing."""
    assert draw in (booktabs, plain_table)

    def shifted(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        if draw is booktabs:
            pen.line(70, 213, 460, 213)
        offsets = iter(shifts)
        for index, cells in enumerate(BODY):
            for (x, edge), text in zip(FOUR, cells, strict=True):
                place(pen, (x + next(offsets), edge), 218 + 14 * index, text)

    assert values(read_pdf(pdf(shifted))) == expected(HEADERS[1:])


@pytest.mark.parametrize("shift", [20, 30, 40, 50, 60])
def test_a_value_between_two_columns_is_never_read_under_the_wrong_one(shift: float) -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        rows(pen, FOUR, 218, BODY)
        place(pen, (300 + shift, "r"), 274, "4711")
        place(pen, LABELS, 274, "Udda")
        place(pen, (460, "r"), 274, "5")

    found = values(read_pdf(pdf(draw)))
    strange = {header: value for (label, header), value in found.items() if label == "Udda" and value == 4711}
    assert strange in ({}, {"Svarande": 4711}) if shift < 40 else strange in ({}, {"Andel": 4711})


def test_rows_without_headers_are_not_guessed_from_another_table() -> None:
    def draw(pen: Pen) -> None:
        plain_table(pen)
        pen.paragraph(
            70, 290, 420, "Här skiljs de två åt av en mening som är så lång att den är löpande text och inget annat."
        )
        rows(pen, FOUR, 330, [["Ale", "1", "2", "3"], ["Boden", "4", "5", "6"], ["Eda", "7", "8", "9"]])

    found = read_pdf(pdf(draw))
    assert {cell.column_label for cell in found.cells if cell.row_label == "Ale"} == {
        "column 2",
        "column 3",
        "column 4",
    }


def test_a_number_broken_over_two_lines_is_held_whole() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        row(pen, FOUR, 218, ["Uppsala län", "5 869", "21,5", "7 862"])
        row(pen, FOUR, 229, ["", "893", "", "426"])
        row(pen, FOUR, 243, ["Blekinge län", "1 528", "51,9", "569"])

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims] == [21.5, 1528, 51.9, 569]
    assert [held.raw_text for held in found.held] == [
        "Uppsala län · Svarande: 5 869 893",
        "Uppsala län · Skillnad: 7 862 426",
    ]


def test_broken_numbers_around_the_line_of_their_row_are_held_too() -> None:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        row(pen, FOUR, 218, ["", "5 869", "", "7 862"])
        row(pen, FOUR, 223.5, ["Uppsala län", "", "21,5", ""])
        row(pen, FOUR, 229, ["", "893", "", "426"])
        rows(pen, FOUR, 245, [["Blekinge län", "1 528", "51,9", "569"], ["Gotlands län", "2 151", "9,7", "603"]])

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims] == [21.5, 1528, 51.9, 569, 2151, 9.7, 603]
    assert {held.raw_text for held in found.held} == {
        "Uppsala län · Svarande: 5 869 893",
        "Uppsala län · Skillnad: 7 862 426",
    }
