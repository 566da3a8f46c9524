"""A ranking's places, scores, groups and further columns, and what does not fit together."""

from __future__ import annotations

import pytest
from reads import read_pdf
from typeset import pdf

from extractors.lists.column_headers import Role, roles_of
from extractors.names import name_of
from schemas.claim import CheckResult, Extraction
from schemas.codes import CheckStatus, CoverageStatus, Kind, Statistic
from schemas.municipalities import municipalities


def ruled(rows: list[list[str]], kind: Kind = Kind.RANKING) -> Extraction:
    width = 420 / len(rows[0])
    return read_pdf(pdf(lambda pen: pen.table(60, 130, rows, [width] * len(rows[0]))), kind)


def places(found: Extraction) -> list[tuple[str, float | None, int | None]]:
    return [(name_of(row.municipality_code), row.score, row.rank) for row in found.rows]


def check(found: Extraction, name: str) -> CheckResult:
    return next(item for item in found.checks if item.check_name == name)


def cells(found: Extraction) -> list[tuple[str, str, float | None]]:
    return [(cell.row_label, cell.column_label, cell.value) for cell in found.cells]


def test_this_years_rank_is_told_from_last_years_and_from_the_change() -> None:
    rows = [
        ["Rank 2014", "Rank 2013", "Förändring", "Kommun", "Sammanfattande omdöme"],
        ["1", "4", "+3", "Ale", "4,52"],
        ["2", "1", "−1", "Boden", "4,40"],
        ["3", "3", "0", "Kil", "4,1"],
    ]
    found = ruled(rows)
    assert places(found) == [("Ale", 4.52, 1), ("Boden", 4.4, 2), ("Kil", 4.1, 3)]
    assert cells(found)[:4] == [
        ("Ale", "Rank 2013", 4),
        ("Ale", "Förändring", 3),
        ("Boden", "Rank 2013", 1),
        ("Boden", "Förändring", -1),
    ]
    assert [claim.value for claim in found.claims if claim.statistic is Statistic.CHANGE] == [3, -1, 0]
    assert found.held == []


def test_the_surveys_year_is_read_and_not_the_one_before() -> None:
    rows = [["Kommun", "Antal e-tjänster 2011", "Antal e-tjänster 2014"], ["Ale", "3", "14"], ["Kil", "2", "9"]]
    found = ruled(rows, Kind.ESERVICE_COUNTS)
    assert [(name_of(row.municipality_code), row.eservices) for row in found.rows] == [("Ale", 14), ("Kil", 9)]


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (["rank", "kommun", "rank föregående år"], [Role.RANK, Role.NAME, Role.OTHER]),
        (["plats 2013", "plats 2012", "kommun"], [Role.RANK, Role.OTHER, Role.NAME]),
        (["rank", "rank", "kommun"], [Role.OTHER, Role.OTHER, Role.NAME]),
        (["kommungrupp", "kommun", "poäng"], [Role.OTHER, Role.NAME, Role.SCORE]),
        (["nr", "kommun", "index", "förändring i index"], [Role.NUMBER, Role.NAME, Role.SCORE, Role.OTHER]),
    ],
)
def test_roles_of_headers(headers: list[str], roles: list[Role]) -> None:
    assert list(roles_of(headers, 2014)) == roles


def test_a_last_years_rank_is_no_first_measure() -> None:
    rows = [["Rank", "Rank 2013", "Kommun", "Omdöme"], ["1", "7", "Ale", "4,5"], ["2", "2", "Kil", "4,1"]]
    assert places(ruled(rows)) == [("Ale", 4.5, 1), ("Kil", 4.1, 2)]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("1:a", "2:a"), ("delad 1:a", "delad 1:a"), ("=1", "=1")])
def test_ranks_as_ordinals(first: str, second: str) -> None:
    found = ruled([["Plats", "Kommun", "Poäng"], [first, "Ale", "14"], [second, "Boden", "14"], ["3", "Kil", "9"]])
    assert [rank for _, _, rank in places(found)] == [1, int("2" in second) + 1, 3]
    assert found.held == []


def test_arrows_are_signs() -> None:
    rows = [["Plats", "Kommun", "Poäng", "Förändring"], ["1", "Ale", "14", "+2"], ["2", "Kil", "9", "±0"]]
    found = ruled(rows)
    assert [row.rank for row in found.rows] == [1, 2]
    assert cells(found) == [("Ale", "Förändring", 2), ("Kil", "Förändring", 0)]


@pytest.mark.parametrize(("third", "fourth"), [("3", "4"), ("2", "3")])
def test_places_follow_each_other_with_their_ties(third: str, fourth: str) -> None:
    rows = [["Plats", "Kommun", "Poäng"], ["1", "Ale", "14"], ["1", "Boden", "14"], [third, "Kil", "9"]]
    found = ruled([*rows, [fourth, "Habo", "3"]])
    assert check(found, "places_follow_each_other").status is CheckStatus.PASS


def test_a_place_that_jumps_is_told() -> None:
    rows = [["Plats", "Kommun", "Poäng"], ["1", "Ale", "14"], ["2", "Boden", "12"], ["7", "Kil", "9"]]
    result = check(ruled(rows), "places_follow_each_other")
    assert (result.status, result.detail) == (CheckStatus.WARN, "2 to 7")


def test_a_score_out_of_the_order_of_the_places_is_held() -> None:
    rows = [["Plats", "Kommun", "Poäng"]]
    names = ["Ale", "Boden", "Kil", "Habo", "Mora", "Nora", "Sala", "Eda", "Berg", "Mark", "Vara", "Lund"]
    scores = [40, 38, 36, 34, 32, 3, 28, 26, 24, 22, 20, 18]
    rows += [[str(place), name, str(score)] for place, (name, score) in enumerate(zip(names, scores, strict=True), 1)]
    found = ruled(rows)
    assert [held.check_name for held in found.held] == ["score_follows_rank"]
    assert "Nora" not in {name for name, _, _ in places(found)}
    assert len(found.rows) == 11


def test_a_group_that_is_not_that_of_its_score_is_held() -> None:
    rows = [["Grupp", "Kommun", "Poäng"], *[["1", name, "14"] for name in ("Ale", "Boden", "Kil")], ["2", "Habo", "14"]]
    found = ruled([*rows, ["3", "Mora", "9"], ["3", "Nora", "9"]])
    assert [(held.check_name, "Habo" in held.raw_text) for held in found.held] == [("one_group_a_score", True)]


def test_numbers_that_only_count_the_rows_are_no_places() -> None:
    rows = [["Nr", "Kommun", "Poäng"], ["1", "Ale", "9"], ["2", "Boden", "14"], ["3", "Habo", "3"], ["4", "Kil", "14"]]
    found = ruled(rows)
    assert places(found) == [("Ale", 9, None), ("Boden", 14, None), ("Habo", 3, None), ("Kil", 14, None)]
    assert {token.rule for token in found.tokens if token.status is CoverageStatus.EXPLAINED} == {"running_number"}


def test_an_entry_without_its_number_is_held() -> None:
    rows = [["Plats", "Kommun", "Poäng"], ["1", "Ale", "14"], ["2", "Boden", ""], ["3", "Kil", "9"]]
    found = ruled(rows)
    assert [name for name, _, _ in places(found)] == ["Ale", "Kil"]
    assert [held.check_name for held in found.held] == ["entry_whole"]


def test_a_full_list_tells_who_is_missing_and_who_is_unknown() -> None:
    lines = [f"{place.name} {index % 15}" for index, place in enumerate(municipalities()[:289])] + ["Kirunna 3"]

    def draw(start: int):  # type: ignore[no-untyped-def]
        return lambda pen: pen.lines(60, 60, lines[start : start + 50], leading=1.4)

    result = check(read_pdf(pdf(*map(draw, range(0, 290, 50))), Kind.RANKING), "municipalities_listed")
    assert result.status is CheckStatus.WARN
    assert "Kirunna" in result.detail
    assert result.detail.endswith("not in it: Kiruna")


def test_a_column_of_a_county_or_letter_divides_a_table() -> None:
    rows = [["Kommun", "Poäng"], ["Skåne län", ""], ["Eslöv", "14"], ["Lund", "9"], ["Örebro län", ""], ["Örebro", "7"]]
    found = ruled(rows)
    assert [name for name, _, _ in places(found)] == ["Eslöv", "Lund", "Örebro"]
    assert found.held == []
