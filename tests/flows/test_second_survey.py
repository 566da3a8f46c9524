"""A second survey needs a folder: its numbers bind to the same indicators, and make series with the first one's."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_survey import OF_2011, OF_2014, put_survey
from shelf import Shelf

pytestmark = pytest.mark.usefixtures("one_process")
SERIES = {
    "apps-offered": (15, 46),
    "cooperation-procurement": (60, 76),
    "egov-priority-high": (63, 57),
    "egov-priority-low": (35, 7),
    "egov-responsible-appointed": (65, 76),
    "eservice-book-loans": (61, 68),
    "eservice-ebooks": (47, 63),
    "eservice-preschool": (49, 58),
    "eservices-not-offered": (22, 18),
    "eservices-offered": (78, 81),
    "open-data-offered": (1, 8),
}


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Both surveys, ingested."""
    shelf = Shelf(tmp_path_factory.mktemp("surveys"))
    put_survey(shelf.raw, 2011, OF_2011)
    put_survey(shelf.raw, 2014, OF_2014)
    report = shelf.ingest()
    assert report.exit_status == 0, report.lines
    return shelf


def test_percentages_of_both_years_make_series(surveys: Shelf) -> None:
    rows = surveys.rows(
        "SELECT old.indicator_id, old.percent, new.percent FROM percentages AS old "
        "JOIN percentages AS new ON new.indicator_id = old.indicator_id AND new.year = 2014 "
        "WHERE old.year = 2011 AND old.size_class IS NULL AND new.size_class IS NULL"
    )
    assert {indicator: (before, now) for indicator, before, now in rows} == SERIES


def test_what_the_later_survey_says_of_the_earlier_is_a_second_witness(surveys: Shelf) -> None:
    query = "SELECT witnesses, status FROM percentages WHERE indicator_id = 'apps-offered' AND year = 2011"
    assert surveys.rows(query) == [(2, "corroborated")]


def test_answers_of_a_table_bind_each_to_their_own_indicator(surveys: Shelf) -> None:
    query = (
        "SELECT answer, percent FROM percentages WHERE question_id = 'egov-priority' AND year = 2011 "
        "AND source_id = 'survey-2011' AND answer IN ('very-high', 'fairly-high', 'fairly-low', 'very-low')"
    )
    assert dict(surveys.rows(query)) == {"very-high": 21, "fairly-high": 42, "fairly-low": 28, "very-low": 7}


def test_what_is_no_share_is_an_observation(surveys: Shelf) -> None:
    query = "SELECT indicator_id, statistic, unit, value FROM observations WHERE year = 2011 AND unit <> 'percent'"
    assert set(surveys.rows(query)) == {
        ("survey-asked", "count", "municipalities", 290),
        ("predefined-eservices", "respondents", "municipalities", 234),
    }
    assert surveys.rows("SELECT count(*) FROM percentages WHERE indicator_id = 'survey-asked'") == [(0,)]


def test_what_the_codebook_does_not_hold_stays_a_claim(surveys: Shelf) -> None:
    query = "SELECT value_text FROM claims WHERE indicator_id IS NULL"
    assert surveys.rows(query) == [("12 procent",)]


def test_no_synthetic_survey_is_in_the_catalog_that_ships() -> None:
    shipped = (Path(__file__).resolve().parents[2] / "raw").rglob("source.toml")
    assert not [path for path in shipped if 'origin = "synthetic"' in path.read_text(encoding="utf-8")]
