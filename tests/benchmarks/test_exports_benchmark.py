"""The benchmark of exports finds what differs, and nothing where nothing does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from exports import NASTY, Tally, nasty_rows, of_nasty
from reread import Read, by_definition


def test_every_format_holds_every_nasty_row(tmp_path: Path) -> None:
    tallies = list(of_nasty(50, tmp_path))
    assert [(tally.rows, tally.cells, tally.wrong) for tally in tallies] == [(50, 300, 0)] * 4


def test_a_cell_a_row_and_a_comment_that_differ_are_counted() -> None:
    rows = nasty_rows(5)
    expected = by_definition(NASTY, rows)
    tally = Tally("csv", "a tool")
    tally.add(Read(NASTY.names, [("other", *rows[0][1:]), *rows[1:]]), expected, timedelta())
    tally.add(Read(NASTY.names, rows[1:]), expected, timedelta())
    tally.add(Read(NASTY.names, rows, comments=("", *expected.comments[1:])), expected, timedelta())
    assert tally.wrong_cells >= 1 and tally.wrong_views == 1 and tally.wrong_columns == 1
