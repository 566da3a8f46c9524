"""Lists of municipalities, however they are typeset: the right rows, and nothing guessed."""

from __future__ import annotations

import pytest
from reads import read_pdf
from typeset import Pen, pdf

from extractors.names import match_prefix, name_of, resolve, suggestions
from schemas.claim import Extraction
from schemas.codes import Kind, Reader

RANKING = [
    ("Göteborg", 14, 1),
    ("Upplands Väsby", 13, 2),
    ("Dals-Ed", 12, 3),
    ("Malung-Sälen", 12, 3),
    ("Habo", 9, 4),
    ("Håbo", 8, 5),
    ("Östra Göinge", 7, 6),
    ("Borås", 3, 7),
    ("Kalix", 0, 8),
]
ROWS = {name: (score, group) for name, score, group in RANKING}


def scores(found: Extraction) -> dict[str, tuple[float | None, int | None]]:
    rows = [(name_of(row.municipality_code), row.score, row.rank_group) for row in found.rows]
    assert len(rows) == len({name for name, _, _ in rows})
    return {name: (score, group) for name, score, group in rows}


def counts(found: Extraction) -> dict[str, int | None]:
    return {name_of(row.municipality_code): row.eservices for row in found.rows}


def apps(found: Extraction) -> list[tuple[str, str | None]]:
    return [(name_of(row.municipality_code), row.app) for row in found.rows]


def ruled(rows: list[list[str]], kind: Kind, widths: list[float] | None = None) -> Extraction:
    def draw(pen: Pen) -> None:
        pen.table(70, 130, rows, widths or [150] * len(rows[0]))

    return read_pdf(pdf(draw), kind)


def listed(lines: list[str], kind: Kind, leading: float = 1.4) -> Extraction:
    return read_pdf(pdf(lambda pen: pen.lines(70, 130, lines, leading=leading)), kind)


def test_a_ruled_ranking() -> None:
    rows = [["Grupp", "Kommun", "Poäng"], *[[str(group), name, str(score)] for name, score, group in RANKING]]
    found = ruled(rows, Kind.RANKING)
    assert scores(found) == ROWS
    assert found.held == []
    for row in found.rows:
        claim = found.claims[row.claim]
        assert (claim.reader, claim.value) == (Reader.RANKING, row.score)
        assert name_of(row.municipality_code) in claim.quote


def test_a_ranking_over_two_pages_whose_second_table_has_no_header() -> None:
    body = [[str(group), name, str(score)] for name, score, group in RANKING]
    content = pdf(
        lambda pen: pen.table(70, 130, [["Grupp", "Kommun", "Poäng"], *body[:4]], [80, 150, 80]),
        lambda pen: pen.table(70, 130, body[4:], [80, 150, 80]),
    )
    found = read_pdf(content, Kind.RANKING)
    assert scores(found) == ROWS
    assert {found.claims[row.claim].page for row in found.rows} == {1, 2}


def test_a_ranking_in_columns_without_rules() -> None:
    def draw(pen: Pen) -> None:
        for x, text in ((70, "Grupp"), (150, "Kommun"), (320, "Poäng")):
            pen.text(x, 130, text)
        for index, (name, score, group) in enumerate(RANKING):
            for x, text in ((70, str(group)), (150, name), (320, str(score))):
                pen.text(x, 150 + 14 * index, text)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert scores(found) == ROWS
    assert found.held == []


def test_groups_with_a_heading_and_a_comma_list_over_several_lines() -> None:
    lines = [
        "Grupp 1 (14 poäng): Göteborg, Helsingborg",
        "Grupp 2 (13 poäng): Upplands Väsby, Dals-Ed, Malung-",
        "Sälen, Östra",
        "Göinge och Borås",
        "Grupp 3 (0 poäng): Habo, Håbo",
    ]
    expected = {"Göteborg": (14, 1), "Helsingborg": (14, 1), "Habo": (0, 3), "Håbo": (0, 3)}
    expected |= dict.fromkeys(["Upplands Väsby", "Dals-Ed", "Malung-Sälen", "Östra Göinge", "Borås"], (13, 2))
    found = listed(lines, Kind.RANKING)
    assert scores(found) == expected
    assert found.held == []


def test_bullets_with_points_and_group() -> None:
    lines = [f"• {name}: {score} poäng (grupp {group})" for name, score, group in RANKING]
    found = listed(lines, Kind.RANKING)
    assert scores(found) == ROWS


def test_two_columns_of_entries() -> None:
    names = ["Ale", "Alingsås", "Boden", "Borås", "Eda", "Falun", "Habo", "Håbo", "Kalix", "Luleå"]
    values = {name: 7 * index + 3 for index, name in enumerate(names)}

    def draw(pen: Pen) -> None:
        for index, name in enumerate(names):
            x, top = 70 + 250 * (index // 5), 150 + 14 * (index % 5)
            pen.text(x, top, name)
            pen.text(x + 120, top, str(values[name]))

    found = read_pdf(pdf(draw), Kind.ESERVICE_COUNTS)
    assert counts(found) == values
    assert [name_of(row.municipality_code) for row in found.rows] == names


def test_counts_in_a_ruled_table() -> None:
    found = ruled([["Kommun", "Antal e-tjänster"], ["Umeå", "100"], ["Luleå", "80"]], Kind.ESERVICE_COUNTS)
    assert counts(found) == {"Umeå": 100, "Luleå": 80}


def test_counts_in_sentences_of_a_list() -> None:
    found = listed(["• Umeå – 100 e-tjänster", "• Luleå – 80 e-tjänster"], Kind.ESERVICE_COUNTS)
    assert counts(found) == {"Umeå": 100, "Luleå": 80}


def test_apps_of_a_ruled_table_one_row_each() -> None:
    rows = [["Kommun", "Appar"], ["Ale", "Felanmälan, Lunchkoll"], ["Boden", "Badplatser"]]
    found = ruled(rows, Kind.APP_LIST, [100, 250])
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Lunchkoll"), ("Boden", "Badplatser")]


def test_apps_in_bullets() -> None:
    found = listed(["• Ale: Felanmälan, Lunchkoll", "• Boden: Badplatser"], Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Ale", "Lunchkoll"), ("Boden", "Badplatser")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ale", "Ale"),
        ("Ales", "Ale"),
        ("Ale kommun", "Ale"),
        ("Stockholms stad", "Stockholm"),
        ("STOCKHOLM", "Stockholm"),
        ("Dals Ed", "Dals-Ed"),
        ("Malung–Sälen", "Malung-Sälen"),
        ("Hofors", "Hofors"),
        ("Hofors kommun", "Hofors"),
        ("Göteborgs kommun", "Göteborg"),
        ("Region Gotland", "Gotland"),
        ("Upplands\u00a0Väsby", "Upplands Väsby"),
        ("A\u030alesund", None),
        ("Ha\u030abo", "Håbo"),
        ("Habo", "Habo"),
        ("Kalix*", "Kalix"),
        ("Kalix¹", "Kalix"),
        ("Kalix (1)", "Kalix"),
        ("Överkalix", "Överkalix"),
        ("Hbo", None),
        ("Håboo", None),
        ("", None),
        ("kommun", None),
    ],
)
def test_names_resolve_exactly_or_not_at_all(written: str, name: str | None) -> None:
    code = resolve(written)
    assert (name_of(code) if code else None) == name


def test_habo_and_habo_with_a_ring_are_two() -> None:
    assert resolve("Habo") == "0643"
    assert resolve("Håbo") == "0305"


def test_the_longest_name_wins() -> None:
    match = match_prefix(["Upplands", "Väsby", "Felanmälan"])
    assert match is not None
    assert (name_of(match.code), match.words) == ("Upplands Väsby", 2)
    assert match_prefix(["östra", "Göinge"]) is None


def test_an_unresolved_name_is_held_with_suggestions_and_shifts_no_row() -> None:
    rows = [["Kommun", "Poäng"], ["Ale", "14"], ["Hobo", "13"], ["Boden", "12"]]
    found = ruled(rows, Kind.RANKING)
    assert scores(found) == {"Ale": (14, None), "Boden": (12, None)}
    (held,) = found.held
    assert (held.check_name, held.page) == ("municipality_resolved", 1)
    assert "Hobo" in held.raw_text and "13" in held.raw_text
    assert "Habo" in held.reason and "Håbo" in held.reason
    assert set(suggestions("Hobo")) >= {"Habo", "Håbo"}


@pytest.mark.parametrize("line", ["• Hobo: 13 poäng (grupp 2)", "Hobo 13"])
def test_an_unresolved_name_is_held_in_a_list_without_rules(line: str) -> None:
    lines = ["Ale 14", line, "Boden 12"] if "•" not in line else ["• Ale: 14 poäng", line, "• Boden: 12 poäng"]
    found = listed(lines, Kind.RANKING)
    assert {name: score for name, (score, _) in scores(found).items()} == {"Ale": 14, "Boden": 12}
    assert ["Hobo" in held.raw_text for held in found.held] == [True]


def test_an_unresolved_name_in_a_list_of_apps_is_held_and_its_apps_are_nobodys() -> None:
    found = listed(["• Ale: Felanmälan", "• Hobo: Lunchkoll", "• Boden: Badplatser"], Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Boden", "Badplatser")]
    (held,) = found.held
    assert "Hobo" in held.raw_text and "Habo" in held.reason


@pytest.mark.parametrize("header", [True, False], ids=["header", "no header"])
def test_an_unresolved_name_in_columns_does_not_become_the_app_of_the_row_above(header: bool) -> None:
    rows = [
        ("Ale", "Felanmälan"),
        ("Hobo", "Lunchkoll,"),
        ("", "Skolmat"),
        ("Boden", "Badplatser,"),
        ("", "Soptur"),
        ("Eda", "Karta"),
    ]

    def draw(pen: Pen) -> None:
        for index, (name, app) in enumerate([("Kommun", "Appar"), *rows] if header else rows):
            pen.text(70, 130 + 14 * index, name)
            pen.text(200, 130 + 14 * index, app)

    found = read_pdf(pdf(draw), Kind.APP_LIST)
    assert apps(found) == [("Ale", "Felanmälan"), ("Boden", "Badplatser"), ("Boden", "Soptur"), ("Eda", "Karta")]
    assert [held.raw_text for held in found.held] == ["Hobo | Lunchkoll, Skolmat" if header else "Hobo Lunchkoll,"]


def test_an_unresolved_name_in_the_first_row_below_a_header_is_held() -> None:
    def draw(pen: Pen) -> None:
        for index, (name, score) in enumerate([("Kommun", "Poäng"), ("Hobo", "14"), ("Ale", "13"), ("Boden", "12")]):
            pen.text(70, 130 + 14 * index, name)
            pen.text(200, 130 + 14 * index, score)

    found = read_pdf(pdf(draw), Kind.RANKING)
    assert {name: score for name, (score, _) in scores(found).items()} == {"Ale": 13, "Boden": 12}
    assert [held.raw_text for held in found.held] == ["Hobo | 14"]


def test_a_sentence_in_a_bullet_is_no_unresolved_name() -> None:
    lines = [
        "• Ale: 14 poäng",
        "• Av alla kommuner i länet har de flesta svarat på minst 3 frågor",
        "• Boden: 12 poäng",
    ]
    found = listed(lines, Kind.RANKING)
    assert found.held == []
    assert len(found.rows) == 2


def test_an_unresolved_name_in_a_comma_list_is_held_alone() -> None:
    found = listed(["Grupp 1 (14 poäng): Ale, Hobo, Boden"], Kind.RANKING)
    assert scores(found) == {"Ale": (14, 1), "Boden": (14, 1)}
    assert [held.raw_text for held in found.held] == ["Hobo"]


def test_an_empty_name_gives_no_row_and_shifts_none() -> None:
    found = ruled([["Kommun", "Poäng"], ["Ale", "14"], ["", "13"], ["Boden", "12"]], Kind.RANKING)
    assert scores(found) == {"Ale": (14, None), "Boden": (12, None)}


def test_genitives_and_kommun_and_stad_resolve_in_a_list() -> None:
    rows = [["Kommun", "Poäng"], ["Ale kommun", "14"], ["Stockholms stad", "13"], ["Bodens", "12"]]
    assert {name: score for name, (score, _) in scores(ruled(rows, Kind.RANKING)).items()} == {
        "Ale": 14,
        "Stockholm": 13,
        "Boden": 12,
    }


@pytest.mark.parametrize("label", ["Medelvärde", "Genomsnitt", "Riket", "Samtliga kommuner", "Totalt"])
def test_summary_rows_are_cells_but_no_municipalitys_row(label: str) -> None:
    found = ruled([["Kommun", "Poäng"], ["Ale", "14"], ["Boden", "12"], [label, "13"]], Kind.RANKING)
    assert set(scores(found)) == {"Ale", "Boden"}
    assert found.held == []
    assert [(cell.row_label, cell.value) for cell in found.cells] == [(label, 13)]


def test_footnote_marks_in_names_and_values_change_neither() -> None:
    rows = [["Kommun", "Poäng"], ["Ale*", "14"], ["Boden", "12*"], ["Kalix 1)", "11"]]
    found = ruled(rows[:3], Kind.RANKING)
    assert {name: score for name, (score, _) in scores(found).items()} == {"Ale": 14, "Boden": 12}


def test_a_repeated_header_is_no_row() -> None:
    rows = [["Kommun", "Poäng"], ["Ale", "14"], ["Kommun", "Poäng"], ["Boden", "12"]]
    found = ruled(rows, Kind.RANKING)
    assert {name: score for name, (score, _) in scores(found).items()} == {"Ale": 14, "Boden": 12}
    assert found.held == []


def test_rank_and_points_are_told_apart_by_their_headers() -> None:
    for header in (["Placering", "Kommun", "Poäng"], ["Plats", "Kommun", "Poäng"], ["Nr", "Kommun", "Poäng"]):
        found = ruled([header, ["1", "Ale", "14"], ["2", "Boden", "12"]], Kind.RANKING)
        assert [(row.rank, row.score, row.rank_group) for row in found.rows] == [(1, 14, None), (2, 12, None)]


def test_further_columns_of_a_ranking_become_cells() -> None:
    rows = [["Kommun", "Poäng", "Andel, %"], ["Ale", "14", "57"], ["Boden", "12", "34"]]
    found = ruled(rows, Kind.RANKING)
    assert [(cell.row_label, cell.column_label, cell.value, cell.unit) for cell in found.cells] == [
        ("Ale", "Andel, %", 57, "percent"),
        ("Boden", "Andel, %", 34, "percent"),
    ]


def test_introductory_text_is_no_entry() -> None:
    lines = ["Ale och Boden är två av de kommuner som svarade på frågorna i år.", "", "Ale 14", "Boden 12"]
    found = listed(lines, Kind.RANKING)
    assert {name: score for name, (score, _) in scores(found).items()} == {"Ale": 14, "Boden": 12}
