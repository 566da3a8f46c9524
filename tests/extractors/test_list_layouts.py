"""Ways to print a list that first encounters taught us: side by side, in brackets, under names, broken, glued."""

from __future__ import annotations

from reads import read_pdf
from typeset import Pen, pdf

from extractors.document import Recipe, read_document
from extractors.names import name_of
from schemas.claim import Extraction
from schemas.codes import Kind, Language, MediaType, Unit


def ruled(rows: list[list[str]], kind: Kind, widths: list[float], **options: object) -> Extraction:
    return read_pdf(pdf(lambda pen: pen.table(60, 130, rows, widths, **options)), kind)  # type: ignore[arg-type]


def lines(printed: list[str], kind: Kind) -> Extraction:
    return read_pdf(pdf(lambda pen: pen.lines(70, 130, printed, leading=1.4)), kind)


def scores(found: Extraction) -> dict[str, float | None]:
    return {name_of(row.municipality_code): row.score for row in found.rows}


def apps(found: Extraction) -> list[tuple[str, str | None]]:
    return [(name_of(row.municipality_code), row.app) for row in found.rows]


def test_columns_that_repeat_side_by_side_are_read_one_below_the_other() -> None:
    rows = [["Kommun", "Poäng", "Kommun", "Poäng"], ["Ale", "14", "Boden", "9"], ["Kil", "12", "Habo", "3"]]
    assert scores(ruled(rows, Kind.RANKING, [100] * 4)) == {"Ale": 14, "Kil": 12, "Boden": 9, "Habo": 3}


def test_numbers_in_brackets_behind_names_over_line_ends() -> None:
    printed = ["Flest har Ale (140), följt av Boden (90), Upplands", "Väsby (80) och Kil (7)."]
    found = lines(printed, Kind.ESERVICE_COUNTS)
    assert {name_of(row.municipality_code): row.eservices for row in found.rows} == {
        "Ale": 140,
        "Boden": 90,
        "Upplands Väsby": 80,
        "Kil": 7,
    }


def test_an_unknown_name_before_a_bracket_is_held() -> None:
    found = lines(["Ale (14), Hobo (12), Boden (9)"], Kind.RANKING)
    assert scores(found) == {"Ale": 14, "Boden": 9}
    assert [held.raw_text for held in found.held] == ["Hobo (12)"]


def test_apps_as_indented_lines_below_a_name() -> None:
    def draw(pen: Pen) -> None:
        top = 130.0
        for name, below in (("Ale kommun", ["Felanmälan", "Skola24"]), ("Kil", ["Fixa min gata"])):
            pen.text(70, top, name, 11, bold=True)
            top = pen.lines(95, top + 16, below, leading=1.5)

    assert apps(read_pdf(pdf(draw), Kind.APP_LIST)) == [
        ("Ale", "Felanmälan"),
        ("Ale", "Skola24"),
        ("Kil", "Fixa min gata"),
    ]


def test_apps_in_rows_beside_a_merged_name() -> None:
    rows = [["Kommun", "App"], ["Ale", "Felanmälan"], ["", "Skola24"], ["Kil", "Bibliotek"]]
    found = ruled(rows, Kind.APP_LIST, [120, 120], spans=[((0, 1), (0, 2))])
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Skola24"), ("Kil", "Bibliotek")]


def test_apps_are_held_when_a_page_break_has_moved_their_name_away() -> None:
    def first(pen: Pen) -> None:
        pen.table(60, 130, [["Kommun", "App"], ["Ale", "Felanmälan"], ["", "Skola24"], ["", "Trafikinfo"]], [120, 120],
                  spans=[((0, 2), (0, 3))])  # fmt: skip

    found = read_pdf(pdf(first), Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan")]
    assert [held.raw_text for held in found.held] == ["Skola24", "Trafikinfo"]


def test_headers_printed_into_each_other_are_told_apart() -> None:
    def draw(pen: Pen) -> None:
        pen.text(pen.text(70, 130, "Rankinggrupp", 9, bold=True), 130, "Kommun", 9, bold=True)
        pen.text(300, 130, "Poäng", 9, bold=True)
        for index, (group, name, score) in enumerate((("1", "Ale", "14"), ("2", "Boden", "12"), ("2", "Kil", "12"))):
            top = 150.0 + 16 * index
            pen.text(70, top, group, 9)
            pen.text(140, top, name, 9)
            pen.text(300, top, score, 9)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert [(name_of(row.municipality_code), row.score, row.rank_group) for row in found.rows] == [
        ("Ale", 14, 1),
        ("Boden", 12, 2),
        ("Kil", 12, 2),
    ]


def test_several_numbers_without_a_header_are_refused() -> None:
    found = ruled([["Ale", "3", "14"], ["Boden", "5", "12"]], Kind.RANKING, [100] * 3)
    assert found.rows == []
    assert {held.check_name for held in found.held} == {"numbers_told_apart"}


def test_a_word_broken_without_a_hyphen_in_a_narrow_cell_is_whole() -> None:
    rows = [["", "Andel"], ["Kommunalförbun\nd", "+5%"], ["Samverkan i\nnämnd", "-3%"]]
    found = ruled(rows, Kind.REPORT, [110, 80], height=32)
    assert [(cell.row_label, cell.value) for cell in found.cells] == [("Kommunalförbund", 5), ("Samverkan i nämnd", -3)]


def test_a_raised_mark_between_a_number_and_its_noun_is_no_part_of_either() -> None:
    def draw(pen: Pen) -> None:
        end = pen.text(70, 130, "I enkäten svarade 57")
        pen.text(pen.text(end, 128, "2", 6) + 3, 130, "kommuner att de har egna appar.")

    found = read_pdf(pdf(draw))
    assert [(claim.value, claim.unit) for claim in found.claims] == [(57, Unit.MUNICIPALITIES)]
    assert found.held == []


def test_english_prose_is_read_by_the_same_machinery() -> None:
    text = "Four in five municipalities offer e-services. In 2011, only 15 per cent had apps, of 1,234 surveyed towns."
    recipe = Recipe(Kind.REPORT, Language.ENGLISH, 2014, "Synthetic")
    found = read_document(text.encode(), text, MediaType.TEXT, recipe)
    assert [(claim.value, claim.year) for claim in found.claims] == [(80, 2014), (15, 2011), (1234, 2014)]


def test_a_municipality_listed_twice_with_different_numbers_is_held() -> None:
    rows = [["Kommun", "Poäng"], ["Ale", "14"], ["Boden", "9"], ["Ale", "3"], ["Boden", "9"]]
    found = ruled(rows, Kind.RANKING, [100, 100])
    assert set(scores(found)) == {"Boden"}
    assert [held.check_name for held in found.held] == ["listed_once"] * 2


def test_a_word_without_end_costs_no_time() -> None:
    text = "57 procent av kommunerna har appar.\n\n" + "kommun57" * 50_000
    found = read_document(text.encode(), text, MediaType.TEXT, Recipe(Kind.REPORT, Language.SWEDISH, 2014, "Syntetisk"))
    assert [claim.value for claim in found.claims] == [57]


def ranks(found: Extraction) -> dict[str, tuple[float | None, int | None]]:
    return {name_of(row.municipality_code): (row.score, row.rank) for row in found.rows}


def in_columns(columns: list[list[tuple[str, str, str]]], offset: float, number: float, value: float) -> Extraction:
    """Entries of a place, a name and a value in columns, each set ``offset`` lower than the one to its left."""

    def draw(pen: Pen) -> None:
        for place, column in enumerate(columns):
            for line, (rank, name, points) in enumerate(column):
                x, top = 50 + 170 * place, 130 + offset * place + 15 * line
                pen.text(x, top, rank, 9)
                pen.text(x + number, top, name, 9)
                pen.text(x + value, top, points, 9)

    return read_pdf(pdf(draw), Kind.RANKING)


LEFT = [("1", "Ale", "98"), ("2", "Boden", "97"), ("3", "Kil", "96"), ("4", "Habo", "95")]
RIGHT = [("5", "Mora", "94"), ("6", "Sala", "93"), ("7", "Umeå", "92"), ("8", "Täby", "91")]
BOTH = {name: (float(points), int(rank)) for rank, name, points in [*LEFT, *RIGHT]}


def test_a_place_far_to_the_left_of_its_name_is_not_the_value_of_the_column_before() -> None:
    assert ranks(in_columns([LEFT, RIGHT], 0, 24, 120)) == BOTH


def test_columns_whose_lines_stand_at_other_heights_are_read_one_after_the_other() -> None:
    assert ranks(in_columns([LEFT, RIGHT], 6, 24, 120)) == BOTH


def test_entries_that_begin_with_their_number_stand_side_by_side() -> None:
    def draw(pen: Pen) -> None:
        for place, column in enumerate((LEFT, RIGHT)):
            pen.lines(60 + 200 * place, 130, [f"{rank}. {name} {points} p" for rank, name, points in column])

    assert ranks(read_pdf(pdf(draw), Kind.RANKING)) == BOTH


def test_the_place_of_the_year_before_stands_in_brackets() -> None:
    rows = [["Rank 2014 (2013)", "Kommun", "Poäng"], ["1 (45)", "Ale", "92"], ["2 (7)", "Boden", "90"]]
    assert ranks(ruled(rows, Kind.RANKING, [120, 100, 60])) == {"Ale": (92, 1), "Boden": (90, 2)}


def test_a_number_of_pieces_is_of_what_the_list_counts() -> None:
    found = lines(["• Ale – 12 st", "• Boden – 7 st", "• Kil – 0 stycken"], Kind.ESERVICE_COUNTS)
    assert [row.eservices for row in found.rows] == [12, 7, 0]


def test_a_column_of_counties_may_hold_the_names_of_municipalities() -> None:
    rows = [
        ("1.", "Danderyd", "Stockholm", "71"),
        ("2.", "Knivsta", "Uppsala", "68"),
        ("3.", "Vaxholm", "Stockholm", "63"),
    ]

    def draw(pen: Pen) -> None:
        for line, row in enumerate([("Plats", "Kommun", "Län", "Poäng"), *rows]):
            for column, text in enumerate(row):
                pen.text(60 + 110 * column, 130 + 15 * line, text)

    assert ranks(read_pdf(pdf(draw), Kind.RANKING)) == {"Danderyd": (71, 1), "Knivsta": (68, 2), "Vaxholm": (63, 3)}
