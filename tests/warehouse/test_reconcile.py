"""Observations: which value is published, and what its witnesses make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from by_hand import run, said, share, source

from schemas import indicators
from schemas.catalog import Source
from schemas.claim import Claim, Figure
from schemas.codes import Kind, Origin, Qualifier, Reader, Statistic, Unit
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
    names = "observation_id indicator_id year size_class category percent low high qualifier respondents"
    return dict(zip([*names.split(), "witnesses", "status", "claim_id"], row, strict=True))


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
    assert {one.place for one in scanned} == {("report", None, None)}


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
    assert (published["percent"], published["status"]) == (81, "corroborated")


def test_intervals_that_overlap_agree() -> None:
    over = share(80, value_low=80.0, value_high=90.0, qualifier=Qualifier.OVER)
    found = reconcile([bound(over), bound(share(81), PRESS)])
    assert [row[2] for row in found.witnesses] == [True, True]


def test_contradiction_is_shown_with_its_witnesses() -> None:
    against = bound(share(60), PRESS)
    result = reconcile([bound(share(46)), against])
    assert result.observations[0][-2] == "contradicted"
    assert [(row[1], row[2]) for row in result.witnesses][1] == (against.claim_id, False)


def test_open_interval_has_no_end_but_the_scale() -> None:
    least = share(40, value_low=40.0, value_high=None, qualifier=Qualifier.AT_LEAST)
    row = observation(bound(least))
    assert (row["low"], row["high"]) == (40.0, 100.0)
    assert observation(bound(least), bound(share(46), PRESS))["status"] == "corroborated"


def test_changes_targets_and_counts_are_no_levels() -> None:
    change = share(31, statistic=Statistic.CHANGE)
    target = share(50, statistic=Statistic.TARGET)
    count = share(42, unit=Unit.MUNICIPALITIES)
    assert reconcile(map(bound, (change, target, count))).observations == ()


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


def test_bound_claims_become_percentages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = "kommuner med färre än 15 000 invånare"
    monkeypatch.setattr(indicators, "bind", lambda claim: Binding("apps-offered", None, claim.group))
    report = said(REPORT, share(), share(20, group=small))
    path = build(tmp_path / "x.duckdb", [report, said(PRESS, share(60, page=None))], run()).path
    columns = "percent, size_class, status, witnesses, source_id, indicator"
    assert query(path, f"SELECT {columns} FROM percentages")[1] == [
        (46.0, None, "contradicted", 2, "report", "Erbjuder mobilapplikationer"),
        (20.0, small, "single", 1, "report", "Erbjuder mobilapplikationer"),
    ]
    checks = "SELECT status, found FROM checks WHERE check_name = 'observation_contradicted'"
    assert query(path, checks)[1] == [("warn", "“60 procent” in press")]
    assert query(path, "SELECT DISTINCT indicator_id FROM claims")[1] == [("apps-offered",)]


def test_of_equal_claims_the_one_that_most_agree_with_is_published() -> None:
    outlier = bound(share(46, page=1), name="a")
    found = observation(outlier, bound(share(57, page=2), name="b"), bound(share(57, page=3), name="c"))
    assert (found["percent"], found["status"]) == (57, "contradicted")
