"""The benchmark of charts: its truth is what is printed, its matching can fail, and one drawn file runs through."""

from dataclasses import replace
from pathlib import Path

import charts
import pytest
from chart_content import KINDS, NBSP, Numbers
from chart_look import fits
from chart_pages import Chart, make_pages
from chart_truth import Found, score_chart
from producers import ProducerMissingError


def all_charts(seed: str) -> list[Chart]:
    return [chart for page in make_pages(seed, 2 * len(KINDS)) for chart in page.charts]


def found(chart: Chart, **changes: object) -> list[Found]:
    """What a perfect reader gives, the first value changed."""
    values = [
        Found(1, "1", value.category, value.series, value.value, value.value - 0.01, value.value + 0.01, True)
        for value in chart.truth()
        if value.seen == "label"
    ]
    return [replace(values[0], **changes), *values[1:]]  # type: ignore[arg-type]


def labelled(kind: str) -> Chart:
    return next(chart for chart in all_charts("test") if chart.kind == kind and any(chart.labels[0]))


def test_same_seed_draws_the_same_charts_of_every_kind() -> None:
    assert all_charts("1") == all_charts("1")
    assert all_charts("1") != all_charts("2")
    assert {chart.kind for chart in all_charts("1")} == set(KINDS)


def test_every_chart_can_be_read() -> None:
    assert all(fits(chart.content, chart.look) for chart in all_charts("3"))


def test_labels_are_written_as_in_swedish_reports() -> None:
    assert Numbers("percent", 1, f"{NBSP}%", NBSP).show(8.46) == f"8,5{NBSP}%"
    assert Numbers("count", 0, "", NBSP).show(12345.0) == f"12{NBSP}345"


def test_printed_value_is_the_labels_and_a_drawn_one_is_exact() -> None:
    for chart in all_charts("4"):
        for value in chart.truth():
            if value.label is not None:
                assert chart.content.numbers.show(value.value) == value.label


def test_perfect_reader_scores_in_full() -> None:
    chart = labelled("pie")
    score = score_chart("here", chart, found(chart))
    assert score.right == score.answered == score.wanted
    assert not score.outside
    assert not score.extra


@pytest.mark.parametrize(
    ("change", "wrong", "extra"), [({"value": -7.0, "low": -8.0, "high": -6.0}, 1, 0), ({"category": "Annat"}, 0, 1)]
)
def test_wrong_value_and_wrong_name_are_told(change: dict[str, object], wrong: int, extra: int) -> None:
    chart = labelled("pie")
    score = score_chart("here", chart, found(chart, **change))
    assert (len(score.outside), len(score.extra)) == (wrong, extra)


@pytest.mark.parametrize("name", ["category", "series"])
def test_a_right_value_under_anothers_category_or_series_is_wrong(name: str) -> None:
    """Two values of one chart change places: both are in it, and neither is where it belongs."""
    grouped = [chart for page in make_pages("swapped", 60, ["grouped"]) for chart in page.charts]
    chart = next(each for each in grouped if all(all(row) for row in each.labels))
    read = found(chart)
    one = read[0]
    same = "series" if name == "category" else "category"
    other = next(
        each for each in read[1:] if getattr(each, same) == getattr(one, same) and abs(each.value - one.value) > 0.1
    )
    swapped = [
        replace(each, **{name: getattr(other if each is one else one, name)}) if each in (one, other) else each
        for each in read
    ]
    score = score_chart("here", chart, swapped)
    assert (len(score.outside), len(score.extra)) == (2, 0)
    lost = [replace(one, **{name: "Annat"}), *read[1:]]
    assert len(score_chart("here", chart, lost).extra) == 1


def test_chart_that_is_not_read_is_missed_and_not_wrong() -> None:
    chart = labelled("pie")
    score = score_chart("here", chart, [])
    assert (score.refused, score.answered, len(score.outside)) == (1, 0, 0)
    assert len(score.missed) == 1


def test_drawn_file_is_measured(tmp_path: Path) -> None:
    try:
        (book,) = charts.make_books(tmp_path, "chromium", 1, 2, ["hbars", "pie"])
    except ProducerMissingError as error:
        pytest.skip(str(error))
    scores = charts.measure(book)
    assert scores["hbars"].charts == scores["pie"].charts == 1
    assert not any(score.outside or score.extra for score in scores.values())


def test_missing_producer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert charts.main([str(tmp_path), "--producer", "chromium"]) == 2
    assert "chromium" in capsys.readouterr().err
