"""Rows are split into valid ones and failures, none lost and none spoilt."""

from __future__ import annotations

import pandas as pd
import pytest

from schemas.columns import Rule, Table, integer, number, text
from schemas.findings import CLAIM_REGIONS, CLAIMS
from schemas.tables import DERIVED, TABLES
from schemas.validation import frame, split

GOOD: dict[str, object] = {
    "claim_id": "0" * 16,
    "source_id": "s",
    "snapshot_id": "s@1",
    "origin": "synthetic",
    "page": 1,
    "reader": "prose",
    "value_text": "57 procent",
    "value": 57.0,
    "value_low": 56.5,
    "value_high": 57.5,
    "unit": "percent",
    "statistic": "share",
    "qualifier": None,
    "year": 2014,
    "indicator_id": None,
    "quote": "57\nprocent av kommunerna",
    "context": "",
    "group_label": None,
    "subject": "",
    "ocr": False,
    "review": "none",
    "meaning": "–",
    "content": "0" * 64,
}


def claims(*changes: dict[str, object]) -> pd.DataFrame:
    rows = [{**GOOD, "claim_id": f"{number:016x}", **change} for number, change in enumerate(changes)]
    return frame(CLAIMS, [tuple(row.values()) for row in rows])


def failed(*changes: dict[str, object]) -> list[tuple[int, str, str | None]]:
    return [(failure.row, failure.check, failure.column) for failure in split(CLAIMS, claims(*changes))[1]]


def test_good_rows_pass_unchanged() -> None:
    given = claims({}, {"page": None, "year": None})
    valid, failures = split(CLAIMS, given)
    assert failures == []
    pd.testing.assert_frame_equal(valid, given)


@pytest.mark.parametrize(
    ("change", "check", "column"),
    [
        ({"unit": "procent"}, "known_code", "unit"),
        ({"qualifier": "sort of"}, "known_code", "qualifier"),
        ({"page": 0}, "at least 1", "page"),
        ({"value_text": " ", "quote": " "}, r"matches \S", "value_text"),
        ({"value": float("nan")}, "value_unless_name", None),
        ({"statistic": None}, "not_nullable", "statistic"),
        ({"claim_id": "short"}, "matches ^[0-9a-f]{16}$", "claim_id"),
        ({"value_low": 58.0}, "interval_holds_value", None),
        ({"value_high": 50.0}, "interval_holds_value", None),
        ({"value": 157.0, "value_high": 200.0}, "percent_in_range", None),
        ({"quote": "fifty"}, "quote_holds_text", None),
        ({"unit": "municipalities", "statistic": "count", "value": 57.2}, "whole_things", None),
    ],
)
def test_bad_row_is_named_and_the_others_stay(change: dict[str, object], check: str, column: str | None) -> None:
    valid, failures = split(CLAIMS, claims({}, change, {}))
    assert [(failure.row, failure.check, failure.column) for failure in failures] == [(1, check, column)]
    assert valid["claim_id"].tolist() == [f"{0:016x}", f"{2:016x}"]
    assert failures[0].reason


def test_reason_says_what_was_found_and_expected() -> None:
    reason = split(CLAIMS, claims({"origin": "rumour"}))[1][0].reason
    assert reason == "origin: found “rumour”; expected: one of published, reconstruction, synthetic"


def test_infinite_values_fail() -> None:
    assert (0, "finite", "value") in failed({"value": float("inf"), "unit": "other"})


def test_changes_may_be_negative_and_large() -> None:
    assert failed({"value": -60.0, "value_low": -60.5, "value_high": -59.5, "statistic": "change"}) == []


def test_row_with_several_faults_fails_once_for_each() -> None:
    assert failed({"page": 0, "unit": "x"}) == [(0, "at least 1", "page"), (0, "known_code", "unit")]


def test_index_that_repeats_spoils_nothing() -> None:
    given = claims({}, {"page": 0}, {})
    given.index = pd.Index([7, 7, 7])
    valid, failures = split(CLAIMS, given)
    assert (len(valid), [failure.row for failure in failures]) == (2, [1])


def test_first_of_duplicates_stays() -> None:
    same = {"claim_id": "a" * 16}
    valid, failures = split(CLAIMS, claims(same, {}, same))
    assert len(valid) == 2
    assert [(failure.row, failure.check) for failure in failures] == [(2, "unique")]
    assert failures[0].reason == "expected: claim_id only once"


def test_original_position_survives_a_second_round() -> None:
    """A rule that fails only once other rows are gone: here, rows must rise."""
    rising = Rule("rising", "rows rise", lambda rows: rows["n"].diff().fillna(1).gt(0).astype(bool))
    table = Table("t", "t", (integer("n", "n"), text("c", "c", codes=("x",))), rules=(rising,))
    valid, failures = split(table, frame(table, [(1, "x"), (0, "y"), (1, "x"), (3, "x")]))
    assert valid["n"].tolist() == [1, 3]
    found = [(failure.row, failure.check) for failure in failures]
    assert found == [(1, "known_code"), (1, "rising"), (2, "rising")]


def test_fault_of_the_whole_frame_fails_every_row() -> None:
    valid, failures = split(CLAIMS, claims({}, {}).assign(page=1.5))
    assert valid.empty
    assert {failure.row for failure in failures} == {0, 1}
    missing = split(CLAIMS, claims({}).drop(columns="quote"))
    assert missing[0].empty
    assert any("quote" in failure.reason for failure in missing[1])
    unknown = split(CLAIMS, claims({}).assign(extra=1))
    assert unknown[0].empty


def test_fault_of_an_empty_frame_is_no_silence() -> None:
    with pytest.raises(ValueError, match="claims"):
        split(CLAIMS, claims().drop(columns="quote"))


@pytest.mark.parametrize("table", [*TABLES, *DERIVED], ids=lambda table: table.name)
def test_empty_frames_have_the_right_types(table: Table) -> None:
    empty = frame(table, [])
    assert [str(kind) for kind in empty.dtypes] == [column.type.pandas for column in table.columns]
    assert split(table, empty)[1] == []


def test_boxes() -> None:
    key = "a" * 16
    given = frame(CLAIM_REGIONS, [(key, 1, 1, 10.0, 5.0, 20.0, 9.0), (key, 2, 1, 20.0, 5.0, 10.0, 9.0)])
    assert [(failure.row, failure.check) for failure in split(CLAIM_REGIONS, given)[1]] == [(1, "box_is_ordered")]


def test_no_type_is_coerced() -> None:
    table = Table("t", "t", (number("n", "n"), integer("i", "i")))
    with pytest.raises((TypeError, ValueError)):
        frame(table, [("twelve", 1)])
    with pytest.raises((TypeError, ValueError)):
        frame(table, [(1.0, 1.5)])


def test_what_was_measured_in_a_chart_need_not_be_printed() -> None:
    measured = {"value_text": "≈46", "quote": "Ja, 2014"}
    _, failures = split(CLAIMS, claims(measured, measured | {"claim_id": "b" * 16, "reader": "chart_geometry"}))
    assert [(failure.row, failure.check) for failure in failures] == [(0, "quote_holds_text")]
