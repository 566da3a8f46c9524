"""What the sources print twice: every agreement and difference that is known of the survey of 2014 is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shelf import Shelf

SHARED = Path(__file__).resolve().parents[3] / "shared" / "sources"
PUBLISHER = "Sveriges Kommuner och Landsting"
GIVEN = {
    "press": ("press", "press-release.txt"),
    "transcript": ("report", "report-transcript.txt"),
    "report": ("report", "report.pdf"),
    "ranking": ("ranking", "ranking.pdf"),
    "apps": ("app_list", "apps.pdf"),
    "eservices": ("eservice_counts", "eservices.pdf"),
}


@pytest.fixture
def rebuilt(default_catalog: Path) -> Shelf:
    """The catalog that ships with the project."""
    return Shelf(default_catalog)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The sources that the project was given: a report whose charts are invented, and lists that are."""
    if not SHARED.is_dir():
        pytest.skip(f"the given sources are not here: {SHARED}")
    shelf = Shelf(tmp_path_factory.mktemp("given"))
    for source_id, (kind, file) in GIVEN.items():
        place = shelf.put(source_id, kind=kind, publisher=PUBLISHER, origin="published")
        shutil.copy(SHARED / file, place)
    assert shelf.ingest().exit_status == 3
    return shelf


def compared(shelf: Shelf, check: str, *words: str) -> list[tuple[object, ...]]:
    """Outcomes of a check on the numbers that its evidence names."""
    found = shelf.rows(f"SELECT status, expected, found, detail FROM checks WHERE check_name = '{check}' ORDER BY ALL")
    return [row[:3] for row in found if all(word in str(row[3]) for word in words)]


def statuses(shelf: Shelf, check: str, *words: str) -> list[object]:
    return [row[0] for row in compared(shelf, check, *words)]


@pytest.mark.parametrize("name", ["rebuilt", "given"])
def test_numbers_that_must_agree_do(name: str, request: pytest.FixtureRequest) -> None:
    shelf: Shelf = request.getfixturevalue(name)
    count = compared(shelf, "count_and_share", "“42 kommuner”", "my-messages-started")
    assert count == [("pass", "18.5 to 19.5 %", "18.75 % of 224")]
    assert statuses(shelf, "sum_of_parts", "“tre av fem”", "apps-activity · 2014", "apps-in-progress") == ["pass"]
    assert "95.5 to 100.5 %" in [
        row[2] for row in compared(shelf, "answers_sum_to_100", "egov-priority-neutral · 2014")
    ]
    assert statuses(shelf, "change_between_years", "apps-offered · 2014 · change") == ["pass"]
    assert statuses(shelf, "count_and_share", "“220 kommuner”", "survey-asked") == ["pass"]
    # "drygt fyra av fem" in the report, 81 procent on the press page.
    assert statuses(shelf, "observation_contradicted", "eservices-offered · 2014:") == ["pass"]


@pytest.mark.parametrize("name", ["rebuilt", "given"])
def test_a_wide_rounding_is_reported_and_held_back_by_nobody(name: str, request: pytest.FixtureRequest) -> None:
    shelf: Shelf = request.getfixturevalue(name)
    assert statuses(shelf, "fraction_is_wide", "digital-alarms-started") == ["warn"]
    assert statuses(shelf, "observation_contradicted", "digital-alarms-started") == ["pass"]
    assert shelf.rows("SELECT percent FROM percentages WHERE indicator_id = 'digital-alarms-started'") == [(77.0,)]


def test_prose_of_page_14_is_a_witness_of_table_2(rebuilt: Shelf) -> None:
    sql = (
        "SELECT c.reader, c.value FROM observations AS o JOIN witnesses AS w USING (observation_id) "
        "JOIN claims AS c ON c.claim_id = w.claim_id "
        "WHERE o.indicator_id = 'cooperation-it-infrastructure' AND o.value = -60 AND w.agrees ORDER BY ALL"
    )
    assert rebuilt.rows(sql) == [("prose", -60.0), ("table", -60.0)]


def test_the_rebuilt_sources_contradict_nothing(rebuilt: Shelf) -> None:
    assert rebuilt.rows("SELECT check_name FROM checks WHERE status = 'fail'") == []
    assert rebuilt.rows("SELECT count(*) FROM quarantine") == [(0,)]
    assert rebuilt.rows("SELECT count(*) FROM observations WHERE status = 'contradicted'") == [(0,)]


def test_the_given_ranking_holds_what_the_report_says_of_it(given: Shelf) -> None:
    found = compared(given, "prose_and_list", "index-")
    assert sorted(str(row[1]) for row in found) == ["15", "186", "36", "36", "42", "6"]
    assert {row[0] for row in found} == {"pass"}
    assert statuses(given, "prose_and_list", "“140 e-tjänster”") == ["pass"]
    assert statuses(given, "prose_and_list_rows") == ["pass"]


def test_the_given_list_of_counts_is_invented_and_gives_another_mean_and_median(given: Shelf) -> None:
    assert [row[:2] for row in compared(given, "prose_and_list", "· mean")] == [("fail", "24")]
    assert [row[:2] for row in compared(given, "prose_and_list", "· median")] == [("fail", "16")]


def test_both_sides_of_a_contradiction_are_held_back_and_named(given: Shelf) -> None:
    gone = "SELECT count(*) FROM {} WHERE indicator_id = 'earchive-started' AND year = 2014"
    assert given.rows(gone.format("percentages")) == given.rows(gone.format("observations")) == [(0,)]
    assert given.rows(gone.format("store.observations")) == [(1,)]
    ((reason,),) = given.rows(
        "SELECT q.reason FROM quarantine AS q JOIN store.observations AS o USING (quarantine_id) "
        "WHERE o.indicator_id = 'earchive-started' AND o.year = 2014"
    )
    claims = given.rows("SELECT claim_id, page FROM claims WHERE indicator_id = 'earchive-started' AND year = 2014")
    assert len(claims) == 5
    assert all(f"p. {page}" in str(reason) and str(claim_id) in str(reason) for claim_id, page in claims)


@pytest.mark.parametrize(("name", "least"), [("rebuilt", 0.36), ("given", 0.18)])
def test_share_of_observations_that_two_places_vouch_for(
    name: str, least: float, request: pytest.FixtureRequest
) -> None:
    shelf: Shelf = request.getfixturevalue(name)
    ((vouched, every),) = shelf.rows(
        "SELECT count(*) FILTER (status = 'corroborated'), count(*) FROM store.observations WHERE year = 2014"
    )
    assert int(str(vouched)) >= least * int(str(every))
