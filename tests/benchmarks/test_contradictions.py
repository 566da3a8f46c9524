"""Small runs of the benchmark on contradictions: consistent surveys are not accused, and wrong digits are found."""

from pathlib import Path

import contradictions


def test_consistent_surveys_are_accused_of_nothing() -> None:
    lines, compared = contradictions.accused(120)
    assert lines == []
    assert compared > 120 * 20


def test_every_wrong_digit_that_something_printed_tells_of_is_found() -> None:
    outcome = contradictions.found(140)
    assert outcome.lines == []
    assert outcome.telling.total() > 70


def test_the_same_holds_for_pages_that_are_drawn_and_read(tmp_path: Path) -> None:
    lines, outcome = contradictions.pages(3, tmp_path)
    assert (lines, outcome.lines) == ([], [])
    assert outcome.told_and_found.total() >= 2
