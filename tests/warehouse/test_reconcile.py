"""Observations: which value is published, and what its witnesses make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from by_hand import counted, run, said, share, source

from schemas import indicators
from schemas.catalog import Source
from schemas.claim import Claim, Figure
from schemas.codes import Kind, Origin, Qualifier, Reader, Statistic
from schemas.indicators import Binding
from warehouse.build import build
from warehouse.query import query
from warehouse.reconcile import Bound, reconcile

REPORT = source()
PRESS = source("press", Kind.PRESS)
KEY = Binding("apps-offered", None, None)


def bound(claim: Claim, entry: Source = REPORT, binding: Binding = KEY, name: str = "") -> Bound:
    claim_id = name or claim.key(entry.id, 0)
    return Bound(claim_id, claim, entry, binding)


def observation(*given: Bound) -> dict[str, Any]:
    (row,) = reconcile(given).observations
    names = "observation_id indicator_id year size_class category statistic unit value low high qualifier respondents"
    return dict(zip([*names.split(), "witnesses", "status", "claim_id", "quarantine_id", "held"], row, strict=True))


def test_one_place_is_single_and_two_corroborate() -> None:
    assert observation(bound(share()))["status"] == "single"
    assert observation(bound(share()), bound(share(), PRESS))["status"] == "corroborated"
    assert observation(bound(share()), bound(share(page=9)))["status"] == "corroborated"
    assert observation(bound(share()), bound(share(reader=Reader.TABLE)))["status"] == "corroborated"


def test_the_same_place_twice_does_not_corroborate() -> None:
    twice = observation(bound(share(), name="a"), bound(share(), name="b"))
    assert (twice["status"], twice["witnesses"]) == ("single", 2)


def test_what_ocr_alone_has_read_is_never_corroborated() -> None:
    scanned = [
        replace(bound(share(page=page), entry), ocr=True) for page, entry in ((2, REPORT), (9, REPORT), (1, PRESS))
    ]
    assert observation(*scanned[:2])["status"] == "single"
    assert observation(*scanned)["status"] == "single"
    assert observation(scanned[0], bound(share(), PRESS))["status"] == "corroborated"


def test_a_scan_is_one_place_however_many_pages_agree() -> None:
    scanned = [replace(bound(share(page=page)), ocr=True) for page in (2, 9)]
    assert {one.place for one in scanned} == {(scanned[0].work, None, None)}


def test_print_goes_before_ocr() -> None:
    scanned = replace(bound(share(48, reader=Reader.TABLE), source("real", origin=Origin.PUBLISHED)), ocr=True)
    printed = bound(share(46))
    found = observation(scanned, printed)
    assert (found["claim_id"], found["status"]) == (printed.claim_id, "contradicted")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (bound(share(47, reader=Reader.TABLE, page=8)), bound(share(46, reader=Reader.CHART_LABEL))),
        (bound(share(47, reader=Reader.CHART_LABEL)), bound(share(46, reader=Reader.PROSE))),
        (bound(share(47, reader=Reader.PROSE)), bound(share(46, reader=Reader.CAPTION))),
        (bound(share(47, reader=Reader.CAPTION)), bound(share(46, reader=Reader.CHART_GEOMETRY))),
        (bound(share(47, page=20)), bound(share(46, page=None), PRESS)),
        (
            bound(share(47), source("real", origin=Origin.PUBLISHED)),
            bound(share(46, reader=Reader.TABLE), source("copy", origin=Origin.RECONSTRUCTION)),
        ),
    ],
)
def test_precedence(better: Bound, worse: Bound) -> None:
    for given in ([better, worse], [worse, better]):
        assert observation(*given)["claim_id"] == better.claim_id


def test_exact_number_goes_before_a_vague_one_of_the_same_source() -> None:
    vague = share(80, value_text="fyra av fem", value_low=75.0, value_high=85.0, page=1)
    exact = share(81, page=3)
    published = observation(bound(vague), bound(exact))
    assert (published["value"], published["status"]) == (81, "corroborated")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (share(46), share(50, value_text="drygt 50 procent", qualifier=Qualifier.OVER)),
        (share(46), share(50, value_text="hälften")),
        (share(46), share(50, value_text="drygt hälften", qualifier=Qualifier.OVER)),
        (share(8, value_text="åtta procent"), share(10, value_text="var tionde", value_low=9.9, value_high=10.1)),
        (share(20, value_text="drygt 20 procent", qualifier=Qualifier.OVER), share(20, value_text="var femte")),
    ],
)
def test_exact_goes_before_qualified_before_spoken_fraction(better: Claim, worse: Claim) -> None:
    for given in ([better, worse], [worse, better]):
        assert observation(*map(bound, given))["claim_id"] == bound(better).claim_id


def test_an_exact_number_of_the_press_goes_before_a_fraction_of_the_report() -> None:
    fraction = bound(share(80, value_text="fyra av fem", value_low=75.0, value_high=85.0))
    exact = bound(share(81, page=None), PRESS)
    assert observation(fraction, exact)["claim_id"] == exact.claim_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (bound(share()), bound(share(), source("transcript", origin=Origin.RECONSTRUCTION))),
        (bound(share(81)), bound(share(80, value_text="fyra av fem", value_low=75.0, value_high=85.0))),
        (bound(share(reader=Reader.CHART_LABEL)), bound(share(reader=Reader.CHART_GEOMETRY))),
    ],
    ids=["a transcript of the same page", "one sentence that says it twice", "a bar and its label"],
)
def test_a_second_reading_of_one_place_is_no_second_witness_of_the_fact(one: Bound, other: Bound) -> None:
    found = observation(one, other)
    assert (found["status"], found["witnesses"]) == ("single", 2)


@pytest.mark.parametrize(
    "other",
    [
        bound(share(page=7), source("transcript", origin=Origin.RECONSTRUCTION)),
        bound(share(), source("later", year=2017)),
        bound(share(), source("other", publisher="SCB")),
        bound(share(reader=Reader.CHART_LABEL)),
    ],
    ids=["another page", "the next survey", "another publisher", "the chart beside it"],
)
def test_another_place_is_a_second_witness(other: Bound) -> None:
    assert observation(bound(share()), other)["status"] == "corroborated"


def test_intervals_that_overlap_agree() -> None:
    over = share(80, value_low=80.0, value_high=90.0, qualifier=Qualifier.OVER)
    found = reconcile([bound(over), bound(share(81), PRESS)])
    assert [row[2] for row in found.witnesses] == [True, True]


def test_contradiction_is_shown_with_its_witnesses() -> None:
    against = bound(share(60), PRESS)
    result = reconcile([bound(share(46)), against])
    assert result.observations[0][-4] == "contradicted"
    assert [(row[1], row[2]) for row in result.witnesses][1] == (against.claim_id, False)


def test_open_interval_has_no_end_but_the_scale() -> None:
    least = share(40, value_low=40.0, value_high=None, qualifier=Qualifier.AT_LEAST)
    row = observation(bound(least))
    assert (row["low"], row["high"]) == (40.0, 100.0)
    assert observation(bound(least), bound(share(46), PRESS))["status"] == "corroborated"


def test_changes_counts_and_levels_are_observations_of_their_own() -> None:
    change = share(-6, statistic=Statistic.CHANGE)
    count = counted(42, "42 kommuner erbjuder appar.")
    found = reconcile(map(bound, (share(), change, count))).observations
    assert {(row[5], row[6], row[7], row[8], row[9]) for row in found} == {
        ("share", "percent", 46.0, 45.5, 46.5),
        ("change", "percent", -6.0, -6.5, -5.5),
        ("count", "municipalities", 42.0, 42.0, 42.0),
    }
    assert len({row[0] for row in found}) == 3


@pytest.mark.parametrize("statistic", [Statistic.TARGET, Statistic.SCORE, Statistic.RANK])
def test_targets_scores_and_ranks_are_no_observations(statistic: Statistic) -> None:
    assert reconcile([bound(share(50, statistic=statistic))]).observations == ()


def test_a_number_of_a_list_whose_order_is_unknown_is_no_observation() -> None:
    partial = Binding("cooperation", None, None, partial=True)
    answered = counted(227, "227, 223", statistic=Statistic.RESPONDENTS)
    assert reconcile([bound(answered, binding=partial)]).observations == ()


def test_a_number_without_bounds_has_none() -> None:
    least = share(40, statistic=Statistic.CHANGE, value_low=40.0, value_high=None, qualifier=Qualifier.AT_LEAST)
    row = observation(bound(least))
    assert (row["low"], row["high"]) == (40.0, None)


def test_the_year_of_a_label_goes_before_the_claims() -> None:
    series = Binding("apps-offered", None, None, year=2011)
    assert observation(bound(share(15), binding=series))["year"] == 2011


def test_years_groups_and_categories_are_keys_of_their_own() -> None:
    given = [
        bound(share()),
        bound(share(15, year=2011)),
        bound(share(20), binding=Binding("apps-offered", None, "kommuner med färre än 15 000 invånare")),
        bound(share(30), binding=Binding("apps-offered", "skola", None)),
    ]
    found = reconcile(given).observations
    assert len(found) == 4
    assert len({row[0] for row in found}) == 4


def test_number_without_a_year_speaks_of_the_survey() -> None:
    assert observation(bound(share(year=None)), bound(share(year=2014), PRESS))["year"] == 2014


def test_order_of_claims_does_not_matter() -> None:
    given = [bound(share(46)), bound(share(60), PRESS), bound(share(15, year=2011))]
    assert reconcile(given) == reconcile(given[::-1])


def test_respondents_of_the_only_figure_on_the_page() -> None:
    figures = (Figure(2, "17", "Figur 17", 229, "read", None),)
    label = share(reader=Reader.CHART_LABEL)
    assert observation(Bound("a" * 16, label, REPORT, KEY, figures))["respondents"] == 229
    assert observation(Bound("a" * 16, share(), REPORT, KEY, figures))["respondents"] is None


def test_a_figure_does_not_say_how_many_answered_an_earlier_survey() -> None:
    figures = (Figure(2, "1", "Figur 1. Appar (Antal svarande: 229 kommuner)", 229, "read", None),)
    label = share(15, reader=Reader.CHART_LABEL, year=2011)
    assert observation(Bound("a" * 16, label, REPORT, KEY, figures))["respondents"] is None


def test_respondents_of_the_figure_with_the_caption() -> None:
    figures = (Figure(2, "1", "Figur 1. Appar", 229, "read", None), Figure(2, "2", "Figur 2. Arkiv", 224, "read", None))
    label = share(reader=Reader.CHART_LABEL, context="Figur 2. Arkiv")
    assert observation(Bound("a" * 16, label, REPORT, KEY, figures))["respondents"] == 224
    other = share(reader=Reader.CHART_LABEL, context="Figur 3. Larm")
    assert observation(Bound("a" * 16, other, REPORT, KEY, figures))["respondents"] is None


def test_bound_claims_become_percentages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = "kommuner med färre än 15 000 invånare"
    monkeypatch.setattr(indicators, "bind", lambda claim: Binding("apps-offered", None, claim.group))
    report = said(REPORT, share(), share(20, group=small))
    path = build(tmp_path / "x.duckdb", [report, said(PRESS, share(60, page=None))], run()).path
    columns = "percent, size_class, status, witnesses, source_id, indicator"
    assert query(path, f"SELECT {columns} FROM percentages")[1] == [
        (20.0, small, "single", 1, "report", "Erbjuder mobilapplikationer"),
    ]
    checks = "SELECT status, left(found, 21) FROM checks WHERE check_name = 'observation_contradicted'"
    assert query(path, checks)[1] == [("fail", "“60 procent” in press")]
    assert query(path, "SELECT DISTINCT indicator_id FROM claims")[1] == [("apps-offered",)]


def test_of_equal_claims_the_one_that_most_agree_with_is_published() -> None:
    outlier = bound(share(46, page=1), name="a")
    found = observation(outlier, bound(share(57, page=2), name="b"), bound(share(57, page=3), name="c"))
    assert (found["value"], found["status"]) == (57, "contradicted")
