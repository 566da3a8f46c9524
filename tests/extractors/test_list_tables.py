"""Lists in tables without rules, or cut by page breaks: the right rows, or none."""

from __future__ import annotations

from collections.abc import Sequence

from reads import read_pdf
from typeset import Draw, Pen, pdf

from extractors.names import name_of
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind

Rows = Sequence[Sequence[str]]


def columns(rows: Rows, xs: Sequence[float], top: float = 130, leading: float = 14, bold_first: bool = True) -> Draw:
    """Rows of a table without rules, at the given left edges; a header in bold."""

    def draw(pen: Pen) -> None:
        for index, row in enumerate(rows):
            for x, text in zip(xs, row, strict=True):
                pen.text(x, top + leading * index, text, 9, bold=bold_first and index == 0)

    return draw


def ranks(found: Extraction) -> list[tuple[str, float | None, int | None, int | None]]:
    return [(name_of(row.municipality_code), row.score, row.rank, row.rank_group) for row in found.rows]


def apps(found: Extraction) -> list[tuple[str, str | None]]:
    return [(name_of(row.municipality_code), row.app) for row in found.rows]


def unexplained(found: Extraction) -> list[str]:
    return [token.token for token in found.tokens if token.status is CoverageStatus.UNEXPLAINED]


RANKING = [
    ("Plats", "Kommun", "Län", "Poäng"),
    ("1", "Ale", "Västra Götalands", "14"),
    ("", "", "län", ""),
    ("2", "Upplands", "Stockholms län", "12"),
    ("", "Väsby", "", ""),
    ("2", "Boden", "Norrbottens län", "12"),
    ("4", "Kil", "Värmlands län", "9"),
]
RANKED = [("Ale", 14, 1, None), ("Upplands Väsby", 12, 2, None), ("Boden", 12, 2, None), ("Kil", 9, 4, None)]


def test_wrapped_cells_of_a_table_without_rules_belong_to_their_row() -> None:
    found = read_pdf(pdf(columns(RANKING, (60, 110, 230, 400))), Kind.RANKING)
    assert ranks(found) == RANKED
    assert [(cell.row_label, cell.value_text) for cell in found.cells][:2] == [
        ("Ale", "Västra Götalands län"),
        ("Upplands Väsby", "Stockholms län"),
    ]
    assert found.held == []
    assert unexplained(found) == []


def test_columns_that_have_drifted_on_a_page_without_header_are_the_same_columns() -> None:
    more = [("5", "Habo", "Jönköpings län", "7"), ("6", "Håbo", "Uppsala län", "6"), ("7", "Mora", "Dalarnas län", "5")]
    found = read_pdf(
        pdf(columns(RANKING, (60, 110, 230, 400)), columns(more, (70, 140, 280, 470), bold_first=False)), Kind.RANKING
    )
    assert ranks(found) == [*RANKED, ("Habo", 7, 5, None), ("Håbo", 6, 6, None), ("Mora", 5, 7, None)]


def test_a_further_column_on_a_page_without_header_is_refused() -> None:
    more = [("5", "Habo", "3", "Jönköpings län", "7"), ("6", "Håbo", "2", "Uppsala län", "6")]
    found = read_pdf(
        pdf(columns(RANKING, (60, 110, 230, 400)), columns(more, (60, 110, 190, 280, 470), bold_first=False)),
        Kind.RANKING,
    )
    assert ranks(found) == RANKED
    assert {name.split()[1] for name in (held.raw_text for held in found.held)} == {"Habo", "Håbo"}


def test_numbers_that_touch_the_next_column_are_no_number() -> None:
    rows = [("Kommun", "Poäng", "", "Grupp"), ("Ale", "", "14", "2"), ("Boden", "", "12", "3"), ("Kil", "", "11", "6")]
    found = read_pdf(pdf(columns(rows, (60, 200, 228.5, 240))), Kind.RANKING)
    assert ranks(found) == []
    assert len(found.held) == 3


def test_side_by_side_tables_without_rules_are_read_one_below_the_other() -> None:
    rows = [("Kommun", "Poäng", "Kommun", "Poäng"), ("Ale", "14", "Boden", "9"), ("Kil", "12", "Habo", "3")]
    found = read_pdf(pdf(columns(rows, (60, 150, 250, 340))), Kind.RANKING)
    assert [(name, score) for name, score, _, _ in ranks(found)] == [
        ("Ale", 14),
        ("Kil", 12),
        ("Boden", 9),
        ("Habo", 3),
    ]


def test_shaded_rows_are_no_tables_of_their_own() -> None:
    rows = [("Kommun", "Poäng"), ("Ale", "14"), ("Boden", "12"), ("Kil", "9"), ("Habo", "3")]

    def draw(pen: Pen) -> None:
        for top in (143, 171):
            pen.box(55, top, 120, 13)
            pen.box(175, top, 60, 13)
        columns(rows, (60, 180))(pen)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert [(name, score) for name, score, _, _ in ranks(found)] == [
        ("Ale", 14),
        ("Boden", 12),
        ("Kil", 9),
        ("Habo", 3),
    ]


def test_names_and_numbers_of_running_text_are_no_entries() -> None:
    def draw(pen: Pen) -> None:
        intro = "Undersökningen omfattar 290 kommuner, från Ale till Göteborg, Malmö och Umeå, mot 195 kommuner 2011."
        top = pen.paragraph(60, 110, 400, intro)
        pen.lines(60, top, ["Ale 14", "Boden 12", "Kil 9"], leading=1.4)
        pen.text(60, 300, "1) Malmö och Umeå svarade 2013.", 8)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert [(name, score) for name, score, _, _ in ranks(found)] == [("Ale", 14), ("Boden", 12), ("Kil", 9)]
    assert found.held == []


def test_raised_marks_are_no_part_of_names_and_numbers() -> None:
    def draw(pen: Pen) -> None:
        columns([("Kommun", "Poäng"), ("Ale", "14"), ("Boden", "12"), ("Kil", "9")], (60, 180))(pen)
        pen.text(60 + 15, 142, "1)", 5)
        pen.text(180 + 12, 156, "2", 5)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert [(name, score) for name, score, _, _ in ranks(found)] == [("Ale", 14), ("Boden", 12), ("Kil", 9)]
    assert {(token.token, token.rule) for token in found.tokens if token.rule} == {
        ("1", "footnote_mark"),
        ("2", "footnote_mark"),
    }


def test_a_group_cell_over_several_rows_counts_for_each() -> None:
    rows = [["Grupp", "Kommun", "Poäng"], ["1", "Ale", "14"], ["", "Boden", "14"], ["2", "Kil", "9"], ["", "Habo", "9"]]
    spans = [((0, 1), (0, 2)), ((0, 3), (0, 4))]
    found = read_pdf(pdf(lambda pen: pen.table(60, 130, rows, [60, 120, 60], spans=spans)), Kind.RANKING)
    assert [(name, score, group) for name, score, _, group in ranks(found)] == [
        ("Ale", 14, 1),
        ("Boden", 14, 1),
        ("Kil", 9, 2),
        ("Habo", 9, 2),
    ]
    assert all(found.claims[row.claim].value_text in found.claims[row.claim].quote for row in found.rows)


def test_a_group_that_a_page_break_cuts_goes_on() -> None:
    first = [["Grupp", "Kommun", "Poäng"], ["1", "Ale", "14"], ["2", "Kil", "9"], ["", "Habo", "9"]]
    rest = [["", "Mora", "9"], ["", "Nora", "9"], ["3", "Sala", "7"]]
    found = read_pdf(
        pdf(
            lambda pen: pen.table(60, 600, first, [60, 120, 60], spans=[((0, 2), (0, 3))]),
            lambda pen: pen.table(60, 60, rest, [60, 120, 60], spans=[((0, 0), (0, 1))]),
        ),
        Kind.RANKING,
    )
    assert [group for _, _, _, group in ranks(found)] == [1, 2, 2, 2, 2, 3]


def test_a_group_that_is_missing_at_the_top_of_a_page_is_not_filled_in() -> None:
    first = [["Grupp", "Kommun", "Poäng"], ["1", "Ale", "14"], ["2", "Kil", "9"], ["2", "Habo", "9"]]
    blank = [["", "Mora", "7"], ["3", "Nora", "7"], ["3", "Sala", "7"]]
    found = read_pdf(
        pdf(*(lambda pen, rows=rows: pen.table(60, 60, rows, [60, 120, 60]) for rows in (first, blank))), Kind.RANKING
    )
    assert [name for name, _, _, _ in ranks(found)] == ["Ale", "Kil", "Habo", "Nora", "Sala"]
    assert [held.check_name for held in found.held] == ["entry_whole"]


def test_apps_go_on_beside_an_empty_name_at_the_top_of_the_next_page() -> None:
    first = [["Kommun", "Appar"], ["Ale", "Felanmälan, Skola24,"]]
    rest = [["", "Bibliotek"], ["Kil", "Karta, Sopdagar"]]
    found = read_pdf(
        pdf(lambda pen: pen.table(60, 700, first, [120, 200]), lambda pen: pen.table(60, 60, rest, [120, 200])),
        Kind.APP_LIST,
    )
    assert apps(found) == [
        ("Ale", "Felanmälan"),
        ("Ale", "Skola24"),
        ("Ale", "Bibliotek"),
        ("Kil", "Karta"),
        ("Kil", "Sopdagar"),
    ]


def test_apps_between_slashes_and_one_a_line() -> None:
    rows = [["Kommun", "Appar"], ["Ale", "Felanmälan / Skola24"], ["Kil", "Karta / Kultur & fritid"]]
    found = read_pdf(pdf(lambda pen: pen.table(60, 130, rows, [120, 200])), Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Skola24"), ("Kil", "Karta"), ("Kil", "Kultur & fritid")]
    stacked = [("Kommun", "Appar"), ("Ale", "Felanmälan"), ("", "Skola24"), ("Kil", "Karta"), ("", "Kultur & fritid")]
    assert apps(read_pdf(pdf(columns(stacked, (60, 180))), Kind.APP_LIST)) == apps(found)


def test_a_name_broken_in_a_narrow_cell_is_whole() -> None:
    rows = [["Kommun", "Poäng"], ["Upplands-\nBro", "14"], ["STENUNGSUN\nD", "12"], ["Skinn-\nskatteberg", "9"]]
    found = read_pdf(pdf(lambda pen: pen.table(60, 130, rows, [70, 60], height=30)), Kind.RANKING)
    assert [name for name, _, _, _ in ranks(found)] == ["Upplands-Bro", "Stenungsund", "Skinnskatteberg"]


def test_an_entry_at_the_foot_of_a_page_is_no_page_number() -> None:
    pages = [["Habo 1", "Kil 30", "Mora 2"], ["Nora 20", "Sala 11", "Ale 2"], ["Boden 9", "Eda 8", "Berg 3"]]
    found = read_pdf(
        pdf(*(lambda pen, lines=lines: pen.lines(60, 750, lines, leading=1.4) for lines in pages)), Kind.ESERVICE_COUNTS
    )
    assert [(name_of(row.municipality_code), row.eservices) for row in found.rows][2::3] == [
        ("Mora", 2),
        ("Ale", 2),
        ("Berg", 3),
    ]


def test_an_app_that_belongs_to_no_entry_is_held() -> None:
    def draw(pen: Pen) -> None:
        pen.lines(60, 130, ["Ale: Felanmälan, Skola24", "Kil: Karta"], leading=1.4)
        pen.text(60, 400, "• Vilsen app", 10)

    found = read_pdf(pdf(draw), Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Skola24"), ("Kil", "Karta")]
    assert [held.raw_text for held in found.held] == ["• Vilsen app"]


def test_letters_and_counties_divide_a_list() -> None:
    lines = ["A", "Ale: Felanmälan, Bibliotek A till", "Ö", "Skåne län", "Eslöv: Karta"]
    found = read_pdf(pdf(lambda pen: pen.lines(60, 130, lines, leading=1.4)), Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Bibliotek A till Ö"), ("Eslöv", "Karta")]
