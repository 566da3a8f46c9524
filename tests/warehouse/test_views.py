"""The public views: the contract's columns, comments on everything, and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from by_hand import counted, ranking, said, share, snapshot, source

from schemas.claim import Claim, Extraction, Figure, Held, ListRow
from schemas.codes import Kind, Origin, Reader, Statistic, Unit
from schemas.reading import Reading
from warehouse.query import query

CONTRACT = """
claims: claim_id, source_id, snapshot_id, origin, page, reader, value_text, value, value_low,
    value_high, unit, statistic, qualifier, year, indicator_id, quote, context
claim_regions: claim_id, seq, page, x0, top, x1, bottom
percentages: observation_id, indicator_id, indicator, year, size_class, category, percent,
    percent_low, percent_high, qualifier, respondents, witnesses, status, source_id, origin, page,
    quote
ranks: year, municipality_code, municipality, score, rank, rank_group, source_id, origin, page,
    claim_id
apps: year, municipality_code, municipality, app, source_id, origin, page, claim_id
eservice_counts: year, municipality_code, municipality, eservices, source_id, origin, page, claim_id
table_cells: source_id, page, table_label, row_label, column_label, value_text, value, unit,
    claim_id
figures: source_id, page, figure, caption, respondents, status, reason
chart_values: source_id, page, figure, category, series, value, value_low, value_high, reader,
    claim_id
coverage: source_id, page, token, x0, top, x1, bottom, status, rule, claim_id
quarantine: quarantine_id, source_id, page, reader, raw_text, check_name, reason, run_id
checks: check_name, scope, status, expected, found, detail, run_id
witnesses: observation_id, claim_id, agrees
sources: source_id
snapshots: snapshot_id
runs: run_id
reviews: claim_id
municipalities: municipality_code, municipality, county_code, county, population_2013,
    skl_group_2011
indicators: indicator_id
"""


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    return query(path, sql)[1]


def contract() -> dict[str, list[str]]:
    views = re.findall(r"^(\w+): (.+(?:\n .+)*)", CONTRACT, re.MULTILINE)
    return {name: " ".join(columns.split()).split(", ") for name, columns in views}


@pytest.mark.parametrize("view", contract())
def test_columns_of_the_contract_come_first_and_in_order(built: Path, view: str) -> None:
    columns, _ = query(built, f"SELECT * FROM {view} LIMIT 0")
    expected = contract()[view]
    assert columns[: len(expected)] == expected


def test_everything_carries_a_comment(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        for kind in ("table", "view"):
            bare = connection.execute(
                f"SELECT {kind}_name FROM duckdb_{kind}s() WHERE NOT internal AND coalesce(comment, '') = ''"
            ).fetchall()
            assert bare == []
        columns = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    assert len(columns) > 200
    assert [column for column in columns if not column[2]] == []


def test_comment_names_unit_and_codes(built: Path) -> None:
    comments = dict(
        rows(built, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'claim_regions'")  # type: ignore[arg-type]
    )
    assert comments["x0"].endswith("Unit: PDF points.")
    found = rows(
        built,
        "SELECT comment FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = 'coverage' "
        "AND column_name = 'status'",
    )
    assert str(found[0][0]).endswith("One of: used, explained, unexplained.")


def test_codes_keep_their_zero(built: Path) -> None:
    assert rows(built, "SELECT municipality_code, municipality FROM municipalities LIMIT 1") == [
        ("0114", "Upplands Väsby")
    ]


def test_ties_share_the_best_place_and_groups_count_points(make: Callable[..., Path]) -> None:
    path = make(ranking(source("r", Kind.RANKING), {"0114": 9, "0180": 14, "1480": 14, "1283": 13, "0186": 0}))
    assert rows(path, "SELECT municipality_code, score, rank, rank_group FROM ranks") == [
        ("0180", 14.0, 1, 1),
        ("1480", 14.0, 1, 1),
        ("1283", 13.0, 3, 2),
        ("0114", 9.0, 4, 3),
        ("0186", 0.0, 5, 4),
    ]


def test_printed_place_goes_before_the_counted_one(make: Callable[..., Path]) -> None:
    path = make(ranking(source("r", Kind.RANKING), {"0180": 10, "1480": 20}, printed={"0180": 1, "1480": 2}))
    assert rows(path, "SELECT municipality_code, rank FROM ranks") == [("0180", 1), ("1480", 2)]


def test_groups_are_not_made_of_other_measures(make: Callable[..., Path]) -> None:
    given = ranking(source("r", Kind.RANKING), {"0180": 10.5})
    assert given.extraction is not None
    tons = [Claim(**{**vars(claim), "unit": Unit.OTHER}) for claim in given.extraction.claims]
    path = make(Reading(given.source, given.snapshot, Extraction(claims=tons, rows=given.extraction.rows)))
    assert rows(path, "SELECT score, rank, rank_group FROM ranks") == [(10.5, 1, None)]


def top_in_prose(kind: Kind, source_id: str, *codes: str) -> Reading:
    extraction = Extraction(pages=1)
    for code in codes:
        quote = f"I topp hamnar {code} med rang 1."
        claim = share(1.0, value_text="1", quote=quote, unit=Unit.OTHER, statistic=Statistic.RANK)
        extraction.rows.append(ListRow(code, extraction.add(claim), rank=1))
    return Reading(source(source_id, kind), snapshot(source_id), extraction)


def test_prose_fills_the_ranking_only_where_it_is_silent(make: Callable[..., Path]) -> None:
    report = top_in_prose(Kind.REPORT, "report", "0180", "1480", "0180")
    press = top_in_prose(Kind.PRESS, "press", "0180", "1283")
    ranked = ranking(source("ranking", Kind.RANKING), {"0180": 14})
    sql = "SELECT municipality_code, source_id, score, rank FROM ranks ORDER BY ALL"
    assert rows(make(report, press, name="prose.duckdb"), sql) == [
        ("0180", "report", None, 1),
        ("1283", "press", None, 1),
        ("1480", "report", None, 1),
    ]
    assert rows(make(report, press, ranked, name="all.duckdb"), sql) == [
        ("0180", "ranking", 14.0, 1),
        ("1283", "press", None, 1),
        ("1480", "report", None, 1),
    ]


def test_apps_and_counts_of_the_lists(make: Callable[..., Path]) -> None:
    app = share(1.0, value_text="Felanmälan", quote="Ale: Felanmälan, Turist", reader=Reader.APP_LIST)
    other = share(1.0, value_text="Turist", quote="Ale: Felanmälan, Turist", reader=Reader.APP_LIST)
    apps = said(
        source("apps", Kind.APP_LIST),
        app,
        other,
        rows=[ListRow("1440", 0, app="Felanmälan"), ListRow("1440", 1, app="Turist")],
    )
    number = share(140.0, value_text="140", quote="Helsingborg 140", unit=Unit.ESERVICES, statistic=Statistic.COUNT)
    counts = said(source("counts", Kind.ESERVICE_COUNTS), number, rows=[ListRow("1283", 0, eservices=140)])
    path = make(apps, counts)
    assert rows(path, "SELECT municipality, app FROM apps") == [("Ale", "Felanmälan"), ("Ale", "Turist")]
    assert rows(path, "SELECT municipality, eservices, year FROM eservice_counts") == [("Helsingborg", 140, 2014)]
    assert rows(path, "SELECT * FROM ranks") == []


def test_stand_in_is_hidden_from_every_public_view(make: Callable[..., Path]) -> None:
    real = said(source("real", origin=Origin.PUBLISHED), share())
    held = [Held(1, "prose", "?", "some_check", "why")]
    stand_in = said(
        source("stand-in", origin=Origin.RECONSTRUCTION, stands_in_for="real"),
        share(45.0),
        hidden=True,
        held=held,
    )
    path = make(real, stand_in)
    for view in ("claims", "quarantine", "coverage", "table_cells", "figures"):
        assert rows(path, f"SELECT * FROM {view} WHERE source_id = 'stand-in'") == []
    assert rows(path, "SELECT count(*) FROM claim_regions") == [(1,)]
    assert rows(path, "SELECT percent, status, witnesses FROM percentages") == [(46.0, "single", 1)]
    assert rows(path, "SELECT source_id, hidden FROM sources") == [("real", False), ("stand-in", True)]
    assert rows(path, "SELECT count(*) FROM store.claims") == [(2,)]


def test_explain_takes_claims_and_observations(built: Path) -> None:
    claim_id, observation_id = rows(
        built, "SELECT claim_id, observation_id FROM percentages WHERE source_id = 'report'"
    )[0]
    expected = ("report", 46.0, "https://example.org/report.pdf", 2, "Title of report")
    for wanted in (claim_id, observation_id):
        found = rows(built, f"SELECT source_id, value, url, page, source_title FROM explain('{wanted}')")
        assert found == [expected]
    columns, none = query(built, "SELECT * FROM explain('nothing')")
    assert columns[:7] == ["value", "quote", "source_title", "url", "page", "sha256", "retrieved_at"]
    assert none == []


def check(path: Path, name: str) -> list[tuple[object, ...]]:
    return rows(path, f"SELECT scope, status, expected, found FROM checks WHERE check_name = '{name}' ORDER BY ALL")


def test_ranking_is_held_against_what_the_report_says_of_it(make: Callable[..., Path]) -> None:
    claim = counted(3, "3 kommuner ingår i rankinglistan, som kan läsas i bilaga 6.", value_text="3 kommuner")
    report = said(source(), claim)
    full = ranking(source("ranking", Kind.RANKING), {"0180": 14, "1480": 14, "0114": 9})
    short = ranking(source("ranking", Kind.RANKING), {"0180": 14})
    known = ranking(source("ranking", Kind.RANKING, origin=Origin.RECONSTRUCTION), {"0180": 14})
    rebuilt = said(source(origin=Origin.RECONSTRUCTION), claim)
    sizes = "SELECT status, expected, found FROM checks WHERE check_name = 'prose_and_list' AND expected = '3'"
    assert rows(make(report, full, name="a.duckdb"), sizes) == [("pass", "3", "3 in ranking, of 3 rows")]
    assert rows(make(report, short, name="b.duckdb"), sizes) == [("fail", "3", "1 in ranking, of 1 rows")]
    assert rows(make(rebuilt, known, name="c.duckdb"), sizes) == []


def test_points_are_held_against_the_text(make: Callable[..., Path]) -> None:
    six = counted(6, "Det är sex kommuner som får 12 poäng.", value_text="sex")
    one = counted(1, "1 kommuner får 9 poäng.")
    ranked = ranking(source("ranking", Kind.RANKING), {"0180": 12, "1480": 12, "0114": 9})
    assert check(make(said(source(), six, one), ranked), "ranking_points") == [
        ("ranking", "fail", "6 municipalities with 12 points", "2 municipalities"),
        ("ranking", "pass", "1 municipalities with 9 points", "1 municipalities"),
    ]


def test_all_points_and_none_are_held_against_the_text(make: Callable[..., Path]) -> None:
    top = counted(6, "Det är sex kommuner som får full pott och maximala 14 poäng.", value_text="sex")
    none = counted(1, "1 kommuner blir utan poäng.")
    ranked = ranking(source("ranking", Kind.RANKING), {"0180": 14, "1480": 14, "0114": 0})
    found = rows(
        make(said(source(), top, none), ranked),
        "SELECT status, expected, found FROM checks WHERE check_name = 'prose_and_list' ORDER BY ALL",
    )
    assert found == [("fail", "6", "2 in ranking, of 3 rows"), ("pass", "1", "1 in ranking, of 3 rows")]


def test_municipality_that_stands_twice(make: Callable[..., Path]) -> None:
    given = ranking(source("ranking", Kind.RANKING), {"0180": 14, "0114": 9})
    assert given.extraction is not None
    given.extraction.rows.append(ListRow("0114", 1, score=9.0))
    path = make(given)
    assert check(path, "municipality_twice") == [("ranking", "fail", "each once", "1 more than once")]
    assert "Upplands Väsby (2 times)" in str(rows(path, "SELECT detail FROM checks WHERE status = 'fail'"))


def test_list_without_rows_is_an_alarm(make: Callable[..., Path]) -> None:
    path = make(said(source("apps", Kind.APP_LIST), share()), said(source(), share()))
    assert [row[:2] for row in check(path, "something_read")] == [("apps", "fail"), ("report", "pass")]


def test_figure_with_two_numbers_of_respondents(make: Callable[..., Path]) -> None:
    figures = [Figure(3, "17", "Figur 17", count, "refused", "not read") for count in (229, 224)]
    figures.append(Figure(4, "18", "Figur 18", 231, "refused", "not read"))
    path = make(said(source(), share(), figures=figures))
    assert check(path, "figure_respondents") == [
        ("report p. 3 figure 17", "warn", "one number, at most 290", "224, 229")
    ]


def test_group_that_gets_better_with_fewer_points(make: Callable[..., Path]) -> None:
    given = ranking(source("ranking", Kind.RANKING), {"0114": 9, "0180": 14, "1480": 14})
    assert given.extraction is not None
    groups = {"0114": 1, "0180": 2, "1480": 1}
    swapped = [replace(row, rank_group=groups[row.municipality_code]) for row in given.extraction.rows]
    given.extraction.rows[:] = swapped
    path = make(given)
    assert check(path, "rank_follows_score") == [
        ("ranking", "warn", "more points, better group", "1 municipalities in the wrong group")
    ]
    assert rows(path, "SELECT detail FROM checks WHERE check_name = 'rank_follows_score'") == [("Stockholm",)]


def test_a_place_is_only_counted_while_no_row_of_the_ranking_is_held_back(make: Callable[..., Path]) -> None:
    given = ranking(source("ranking", Kind.RANKING), {"0180": 14, "1480": 12, "0114": 9}, {"1480": 3})
    given.extraction.held.append(Held(1, "ranking", "Upplnds-Bro 13", "municipality_resolved", "no such name"))
    places = query(make(given), "SELECT municipality_code, rank, rank_group FROM ranks ORDER BY score DESC")[1]
    assert places == [("0180", None, None), ("1480", 3, None), ("0114", None, None)]
