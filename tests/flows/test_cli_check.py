"""``skl check`` lists what is open, and the next command for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf import Shelf, inside, share, skl, typeset

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one source, not ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    return shelf


def test_check_names_the_next_commands(made: Shelf) -> None:
    outcome = skl("check", "--warehouse", made.warehouse)
    assert outcome.stderr == "" and outcome.returncode in (0, 3)
    assert "Sources not read: 5" in outcome.stdout
    assert "next: skl add FILE --source skl-eservices-2014-report" in outcome.stdout
    commands = [line.split("next: ", 1)[1] for line in outcome.stdout.splitlines() if "next: skl query" in line]
    for command in commands:
        assert inside("query", command.split('"')[1], "--warehouse", made.warehouse).returncode == 0, command


def test_check_when_nothing_is_open(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    outcome = inside("check", "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and outcome.stderr == "", outcome.stderr
    assert outcome.stdout.startswith("Nothing is open"), outcome.stdout


def test_check_tells_of_a_source_that_failed(shelf: Shelf) -> None:
    shelf.put("b", typeset("46 procent", password="hemligt"))
    assert shelf.ingest().exit_status == 3
    outcome = inside("check", "--warehouse", shelf.warehouse)
    assert outcome.returncode == 3
    assert "Sources not read: 1" in outcome.stdout and "b: it is encrypted" in outcome.stdout


def test_check_lists_all_unexplained_numbers_by_page(shelf: Shelf) -> None:
    shelf.put(
        "a", typeset("46 procent av kommunerna har en app 2014.", *(f"{number} 7{number}" for number in range(21, 29)))
    )
    assert shelf.ingest().exit_status == 0
    stray = shelf.rows("SELECT count(*) FROM coverage WHERE status = 'unexplained'")[0][0]
    assert isinstance(stray, int) and stray > 5
    short, whole = (inside("check", "--warehouse", shelf.warehouse, *words).stdout for words in ((), ("--all",)))
    assert short.count("“") == 5 and f"and {stray - 5} more; next: skl check --all" in short
    assert whole.count("“") == stray and "more;" not in whole
    assert "    page 1:\n      “21” at 70, 1" in whole
    assert whole.count("next: skl audit page a 1") == 1
