"""From a decision on the command line to the numbers that are published, and back."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import Shelf, typeset
from typer.testing import CliRunner

from flows.cli import app
from flows.ingest import Report
from flows.reviews import REVIEWS_FILE, append_review, read_reviews
from schemas.catalog import CatalogError, load_catalog
from schemas.corrections import load_corrections
from schemas.reviews import Draft, Verdict, lines_of
from warehouse.history import logical_hash

pytestmark = pytest.mark.usefixtures("one_process")
WHO = ("--by", "Åsa Öberg", "--because", "jämfört med sidan")
PERCENT = "SELECT percent, review, reviewer, value_text FROM percentages"


def share(percent: int) -> bytes:
    return typeset(f"År 2014 erbjuder {percent} procent av kommunerna appar.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A catalog of one source with one share, ingested; to be read only."""
    shelf = Shelf(tmp_path_factory.mktemp("made"))
    shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    assert shelf.rows(PERCENT) == [(46.0, "none", None, "46 procent")]
    return shelf


@pytest.fixture
def shelf(tmp_path: Path, made: Shelf) -> Shelf:
    """The same, the test's own."""
    return made.copy(tmp_path)


def skl(shelf: Shelf, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the shelf, in this process."""
    places = (
        ["--raw", str(shelf.raw)]
        if "repair" in words
        else ["--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    )
    if words[0] == "check" or words[1] in ("list", "show"):
        places = places[2:]
    result = CliRunner().invoke(app, [*words, *places])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


def claim_id(shelf: Shelf) -> str:
    return str(shelf.rows("SELECT claim_id FROM claims")[0][0])


def told(shelf: Shelf, *words: str) -> None:
    """Record a decision."""
    outcome = skl(shelf, *words)
    assert outcome.returncode == 0, outcome.stderr
    assert "skl ingest" in outcome.stderr


def decide(shelf: Shelf, *words: str) -> Report:
    """Record a decision, and make the warehouse by it."""
    told(shelf, *words)
    return shelf.ingest()


def test_a_number_is_rejected_corrected_and_taken_back(shelf: Shelf) -> None:
    number = claim_id(shelf)
    report = decide(shelf, "audit", "reject", number[:8], *WHO)
    assert report.run is not None and shelf.rows(PERCENT) == []
    decide(shelf, "audit", "reject", number, "--value", "47", *WHO)
    assert shelf.rows(PERCENT) == [(47.0, "corrected", "Åsa Öberg", "46 procent")]
    told(shelf, "audit", "undo", number, "--by", "Björn")
    decide(shelf, "audit", "undo", number, "--by", "Björn")
    assert shelf.rows(PERCENT) == [(46.0, "none", None, "46 procent")]
    outcome = skl(shelf, "audit", "undo", number, "--by", "Björn")
    assert outcome.returncode == 2 and "nothing to take back" in outcome.stderr


def test_an_observation_is_judged_by_the_claim_that_it_is_taken_from(shelf: Shelf) -> None:
    observation = str(shelf.rows("SELECT observation_id FROM percentages")[0][0])
    decide(shelf, "audit", "accept", observation, "--by", "李明")
    assert shelf.rows(PERCENT) == [(46.0, "accepted", "李明", "46 procent")]
    decide(shelf, "audit", "unsure", observation, "--by", "李明")
    assert shelf.rows(PERCENT) == [(46.0, "unsure", "李明", "46 procent")]


def test_each_run_says_and_notes_the_head_of_the_ledger(shelf: Shelf) -> None:
    report = decide(shelf, "audit", "accept", claim_id(shelf), *WHO)
    ((count, head),) = shelf.rows("SELECT reviews, reviews_head FROM runs ORDER BY started_at DESC LIMIT 1")
    assert f"reviews: 1 entries, head {str(head)[:16]}" in report.lines and count == 1
    noted = json.loads((shelf.raw / "runs.jsonl").read_text().splitlines()[-1])
    assert (noted["reviews"], noted["reviews_head"]) == (count, head)
    again = shelf.ingest()
    assert again.run is None and f"reviews: 1 entries, head {str(head)[:16]}" in again.lines


def test_a_review_makes_a_run_build_anew_and_the_same_reviews_the_same_database(shelf: Shelf) -> None:
    before = logical_hash(shelf.warehouse)
    decide(shelf, "audit", "accept", claim_id(shelf), *WHO)
    once = logical_hash(shelf.warehouse)
    assert once != before
    shelf.warehouse.unlink()
    shelf.ingest()
    assert logical_hash(shelf.warehouse) == once


def test_a_changed_number_puts_the_claim_back_in_the_queue(shelf: Shelf) -> None:
    number = claim_id(shelf)
    told(shelf, "audit", "reject", number, *WHO)
    shelf.put("a", share(47))
    report = shelf.ingest()
    assert "reviews: 1 lapsed, for what they judged has changed (skl check)" in report.lines
    assert shelf.rows(PERCENT) == [(47.0, "none", None, "47 procent")]
    said = skl(shelf, "check").stdout
    assert f"rejected by Åsa Öberg ({number})" in said
    assert "before: “46 procent” in" in said and "now:    “47 procent” in" in said
    assert f"next: skl audit show {claim_id(shelf)}" in said


def test_a_page_saved_anew_with_the_same_words_voids_nothing(shelf: Shelf) -> None:
    told(shelf, "audit", "accept", claim_id(shelf), *WHO)
    shelf.put("a", share(46) + b"\n% saved anew\n")
    report = shelf.ingest()
    assert report.run is not None
    assert shelf.rows("SELECT state FROM reviews") == [("standing",)]
    assert shelf.rows(PERCENT) == [(46.0, "accepted", "Åsa Öberg", "46 procent")]


def test_a_verdict_on_a_vanished_number_can_be_taken_back(shelf: Shelf) -> None:
    number = claim_id(shelf)
    told(shelf, "audit", "reject", number, *WHO)
    shelf.put("a", typeset("Undersökningen gjordes av 12 kommuner."))
    shelf.ingest()
    assert f"skl audit undo {number}" in skl(shelf, "check").stdout
    decide(shelf, "audit", "undo", number, "--by", "Åsa")
    assert shelf.rows("SELECT state FROM reviews") == [("undone",), ("undone",)]


def test_a_verdict_is_shown_and_taken_back_by_the_id_that_its_number_has_by_now(shelf: Shelf) -> None:
    told(shelf, "audit", "accept", claim_id(shelf), *WHO)
    entry = read_reviews(shelf.raw)[0]
    number = replace(entry, subject_id="0" * 16, verdict=Verdict.REJECTED)
    (shelf.raw / REVIEWS_FILE).unlink()
    append_review(shelf.raw, Draft(**{name: getattr(number, name) for name in Draft.__dataclass_fields__}))
    shelf.ingest()
    assert shelf.rows(PERCENT) == []
    shown = skl(shelf, "audit", "show", claim_id(shelf), "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse))
    assert "review:     rejected by Åsa Öberg" in shown.stdout
    decide(shelf, "audit", "undo", claim_id(shelf), "--by", "Åsa")
    assert shelf.rows(PERCENT) == [(46.0, "none", None, "46 procent")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("accept", "ffffffffffffffff", *WHO), "no claim, observation or row"),
        (("reject", "ID", "--value", "146", *WHO), "146 is no share"),
        (("reject", "ID", "--by", "Å", "--because", " "), "needs a reason"),
        (("accept", "ID", "--by", " "), "needs a name"),
        (("accept", "ID", "--by", "Å\u202etxet"), "plain text"),
        (("reject", "ID", "--value", "nan", *WHO), "no share"),
    ],
)
def test_what_can_not_be_decided_is_refused_in_words(made: Shelf, words: tuple[str, ...], told: str) -> None:
    number = claim_id(made)
    outcome = skl(made, "audit", *(number if word == "ID" else word for word in words))
    assert (outcome.returncode, outcome.stdout) == (2, "") and told in outcome.stderr
    assert not (made.raw / REVIEWS_FILE).exists()


def test_the_ledger_is_verified_with_its_head_printed(shelf: Shelf) -> None:
    assert skl(shelf, "audit", "ledger", "verify").stdout.rstrip().endswith("the chain holds, and is what 1 run saw")
    for _ in range(3):
        told(shelf, "audit", "accept", claim_id(shelf), *WHO)
    path = shelf.raw / REVIEWS_FILE
    outcome = skl(shelf, "audit", "ledger", "verify")
    assert outcome.returncode == 0 and "3 entries, head " in outcome.stdout
    path.write_bytes(path.read_bytes().replace("jämfört".encode(), "JÄMFÖRT".encode(), 1))
    outcome = skl(shelf, "audit", "ledger", "verify")
    assert outcome.returncode == 3 and "line 1: edited" in outcome.stdout


def test_a_removed_end_of_the_ledger_is_found_and_each_run_says_so(shelf: Shelf) -> None:
    for _ in range(3):
        told(shelf, "audit", "reject", claim_id(shelf), *WHO)
    shelf.ingest()
    path = shelf.raw / REVIEWS_FILE
    path.write_bytes(b"".join(lines_of(path.read_bytes())[:1]))
    outcome = skl(shelf, "audit", "ledger", "verify")
    assert outcome.returncode == 3 and "entry 2: missing" in outcome.stdout
    report = shelf.ingest()
    assert report.exit_status == 3 and any("entry 2 is missing" in line for line in report.lines)
    path.unlink()
    (shelf.raw / "runs.jsonl").unlink()
    assert skl(shelf, "audit", "ledger", "verify").returncode == 3, "the warehouse has its runs, too"


def test_a_broken_ledger_stops_a_run_and_leaves_the_warehouse(shelf: Shelf) -> None:
    told(shelf, "audit", "accept", claim_id(shelf), *WHO)
    before = shelf.warehouse.read_bytes()
    path = shelf.raw / REVIEWS_FILE
    path.write_bytes(path.read_bytes() + b'{"half":')
    result = CliRunner().invoke(
        app, ["ingest", "--no-prefect", "--offline", "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    )
    assert result.exit_code == 2 and "line 2: cut off" in result.stderr and "ledger repair" in result.stderr
    assert shelf.warehouse.read_bytes() == before
    outcome = skl(shelf, "audit", "ledger", "repair")
    assert outcome.returncode == 0 and "8 bytes moved to" in outcome.stderr
    assert skl(shelf, "audit", "ledger", "repair").stderr.rstrip().endswith("nothing to repair.")
    assert skl(shelf, "audit", "ledger", "verify").returncode == 0


def test_what_contradicts_is_listed_shown_released_and_waived(shelf: Shelf) -> None:
    shelf.put("b", share(64))
    assert shelf.ingest().exit_status == 3
    (row,) = json.loads(skl(shelf, "quarantine", "list", "--format", "json").stdout)
    held = str(row["quarantine_id"])
    assert row["decision"] == "open"
    said = skl(shelf, "quarantine", "show", held[:6]).stdout
    assert f"skl quarantine release {held}" in said and "46 procent" in said
    report = decide(shelf, "quarantine", "release", held, *WHO)
    assert report.exit_status == 0, report.lines
    assert shelf.rows("SELECT status FROM percentages") == [("contradicted",)]
    report = decide(shelf, "quarantine", "waive", held, *WHO)
    assert report.exit_status == 0 and shelf.rows(PERCENT) == []
    assert skl(shelf, "quarantine", "list", "--format", "csv").stdout.count("\n") == 1
    assert skl(shelf, "quarantine", "list", "--all", "--format", "csv").stdout.count("waived") == 1
    outcome = skl(shelf, "quarantine", "waive", claim_id(shelf), *WHO)
    assert outcome.returncode == 2 and "it is a claim" in outcome.stderr
    outcome = skl(shelf, "audit", "accept", held, "--by", "Åsa")
    assert outcome.returncode == 2 and f"skl quarantine show {held}" in outcome.stderr


def correct(shelf: Shelf, toml: str) -> None:
    (shelf.raw / "a" / "corrections.toml").write_text(toml, encoding="utf-8")


RIGHT = (
    '[[correction]]\nprinted = "46 procent"\nquote = "kommunerna appar"\nvalue = 47\nreason = "tryckfel"\nby = "Åsa"\n'
)


def test_a_correction_in_a_file_is_published_and_decided_there_only(shelf: Shelf) -> None:
    correct(shelf, RIGHT)
    assert shelf.ingest().run is not None
    assert shelf.rows(PERCENT) == [(47.0, "corrected", "Åsa", "46 procent")]
    outcome = skl(shelf, "audit", "accept", claim_id(shelf), *WHO)
    assert outcome.returncode == 2 and "a/corrections.toml, entry 1 decides about it" in outcome.stderr
    correct(shelf, RIGHT.replace("47", "48"))
    shelf.ingest()
    assert shelf.rows(PERCENT) == [(48.0, "corrected", "Åsa", "46 procent")]


def test_a_correction_that_fits_nothing_any_more_fails_the_run(shelf: Shelf) -> None:
    correct(shelf, RIGHT)
    shelf.ingest()
    before = shelf.warehouse.read_bytes()
    shelf.put("a", share(47))
    with pytest.raises(CatalogError, match=r"a/corrections\.toml, entry 1: names no number"):
        shelf.ingest()
    result = CliRunner().invoke(
        app, ["ingest", "--no-prefect", "--offline", "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    )
    assert result.exit_code == 2 and "Traceback" not in result.stderr
    assert shelf.warehouse.read_bytes() == before


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[[correction]\n", "not valid TOML"),
        (RIGHT.replace("value = 47\n", ""), "entry 1: exactly one of value, drop"),
        (RIGHT + "drop = true\n", "entry 1: exactly one of value, drop"),
        (RIGHT.replace("by = ", "who = "), "key “by”"),
        (RIGHT.replace('"Åsa"', '" "'), "key “by”"),
        (RIGHT + RIGHT.replace("47", '"many"'), "entry 2: key “value”"),
        (RIGHT.replace("47", "inf"), "key “value”"),
        (RIGHT.replace("47", "true"), "key “value”"),
        (RIGHT.replace("47", '"47"'), "key “value”"),
        (RIGHT.replace("value = 47", 'drop = "no"'), "key “drop”"),
        (RIGHT.replace("tryckfel", "\\u001b[31m"), "key “reason”: the sign"),
        (RIGHT.replace("Åsa", "Åsa\\u202e"), "key “by”: the sign"),
        ("correction = 3\n", "“correction”"),
        ("[[corrections]]\n", "“corrections”"),
    ],
)
def test_a_faulty_file_of_corrections_is_named(tmp_path: Path, toml: str, told: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("a")
    correct(shelf, toml)
    with pytest.raises(CatalogError) as caught:
        load_corrections(load_catalog(shelf.raw).sources)
    assert "corrections.toml" in str(caught.value) and told in str(caught.value)


def test_a_ledger_in_a_folder_that_is_not_there_does_not_hold(made: Shelf, tmp_path: Path) -> None:
    words = ["audit", "ledger", "verify", "--raw", str(tmp_path / "raw"), "--warehouse", str(made.warehouse)]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.stdout) == (2, "") and "no such folder" in result.stderr


@pytest.mark.parametrize("typed", ["46,5", "46.5", " 46,5 "])
def test_the_right_value_may_have_a_comma(shelf: Shelf, typed: str) -> None:
    told(shelf, "audit", "reject", claim_id(shelf), "--value", typed, *WHO)
    assert [review.value for review in read_reviews(shelf.raw)] == [46.5]


@pytest.mark.parametrize("typed", ["46,5 procent", "1,046.5", "fyra", ""])
def test_a_right_value_that_is_no_number_is_refused(made: Shelf, typed: str) -> None:
    outcome = skl(made, "audit", "reject", claim_id(made), "--value", typed, *WHO)
    assert outcome.returncode == 2 and "--value" in outcome.stderr
    assert not (made.raw / REVIEWS_FILE).exists()
