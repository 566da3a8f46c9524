"""The codebook's rules on sentences that they were not made for: what they can't read for sure, they leave."""

from __future__ import annotations

import pytest
from unseen import Paragraph, main, measure, read_sets

SETS = read_sets()


@pytest.mark.parametrize("name", ["development", "second", "third"])
def test_no_number_of_a_set_that_was_looked_at_is_bound_wrongly(name: str) -> None:
    outcome = measure(SETS[name])
    assert outcome.wrong == 0, outcome.lines
    assert outcome.right >= 0.8 * outcome.total


def test_a_number_that_nobody_expects_is_wrong() -> None:
    outcome = measure([Paragraph("46 procent av kommunerna erbjuder appar.", ())])
    assert (outcome.right, outcome.wrong) == (0, 1)


def test_it_prints_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() in (0, 1)
    assert "Sentences that nobody has seen" in capsys.readouterr().out
