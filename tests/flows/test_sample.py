"""``skl audit sample``: a worklist, and what it shows when it has been judged, in one sentence."""

from __future__ import annotations

import csv
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shelf import Shelf, inside

from flows.reviews import append_review
from flows.sample import ALL, BOTH, SINGLE, Plan, as_csv, worklist
from flows.sample_result import Judged, sentence
from schemas.reviews import Before, Draft, Verdict

PLAN = Plan(0.95, 0.1, 7)


def sample(shelf: Shelf, *words: object) -> subprocess.CompletedProcess[str]:
    return inside("audit", "sample", *words, "--raw", shelf.raw, "--warehouse", shelf.warehouse)


def filled(path: Path, verdicts: dict[int, str], otherwise: str = "accepted", delimiter: str = ",") -> Path:
    """Fill in a worklist as a person does; ``verdicts`` by row from 0."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for index, row in enumerate(rows):
        row["verdict"] = verdicts.get(index, otherwise)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(accepted: int, **others: int) -> list[Judged]:
    verdicts = [Verdict.ACCEPTED] * accepted
    verdicts += [Verdict(name) for name, count in others.items() if name != "open" for _ in range(count)]
    return [Judged(ALL, "0" * 16, verdict) for verdict in (*verdicts, *[None] * others.get("open", 0))]


@pytest.mark.parametrize(
    ("given", "population", "told"),
    [
        (judged(149), 5_000, "0 errors in 149: at most 2.0 % wrong at 95 %"),
        (judged(99, rejected=1), 5_000, "1 error in 100 (1 wrong): at most 4.7 % wrong at 95 %"),
        (judged(171), 171, "0 errors in 171, which are all there are: 0.0 % wrong"),
        (judged(9, corrected=1), 10, "1 error in 10 (1 wrong), which are all there are: 10.0 % wrong"),
    ],
)
def test_the_result_is_one_sentence(given: list[Judged], population: int, told: str) -> None:
    assert sentence(given, population, 0.95).replace(" (1 wrong)", "") == told.replace(" (1 wrong)", "")


def test_blank_and_unsure_are_counted_as_wrong() -> None:
    told = sentence(judged(97, rejected=1, unsure=1, open=1), 5_000, 0.95)
    assert told.startswith(
        "3 errors in 100 (1 wrong, 1 unsure, 1 not judged; what was not accepted is counted as wrong)"
    )
    assert told.endswith("at most 7.6 % wrong at 95 %")


def test_a_draw_is_stratified_reproducible_and_heavier_on_single_witnesses(made: Shelf) -> None:
    drawn = worklist(made.warehouse, PLAN)
    assert as_csv(drawn) == as_csv(worklist(made.warehouse, PLAN))
    assert as_csv(drawn) != as_csv(worklist(made.warehouse, Plan(0.95, 0.1, 8)))
    counts = {kind: sum(kind == sample for sample, _ in drawn.rows) for kind in (ALL, SINGLE, BOTH)}
    assert counts[ALL] + counts[BOTH] == counts[SINGLE] + counts[BOTH] == 29
    assert all(value.single for sample, value in drawn.rows if sample != ALL)
    share = sum(value.single for _, value in drawn.rows) / len(drawn.rows)
    assert share > drawn.singles / drawn.values


def test_a_worklist_that_is_filled_in_gives_the_sentence(made: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "work.csv"
    outcome = sample(made, "--bound", 0.1, "--seed", 7, "--out", path)
    assert (outcome.returncode, outcome.stdout) == (0, f"{path}\n")
    empty = sample(made, "--worklist", path)
    assert empty.returncode == 1 and "has been judged yet" in empty.stderr
    filled(path, {}, delimiter=";")
    outcome = sample(made, "--worklist", path)
    assert outcome.returncode == 0, outcome.stderr
    first, second = outcome.stdout.splitlines()
    assert first == "0 errors in 29: at most 9.9 % wrong at 95 %"
    assert second == f"of the numbers that only one place vouches for: {first}"
    again = sample(made, "--bound", 0.1, "--seed", 7, "--out", path)
    assert again.returncode == 0 and "drawn before" in again.stderr and "accepted" in path.read_text()
    other = sample(made, "--bound", 0.1, "--seed", 8, "--out", path)
    assert other.returncode == 2 and "holds something else" in other.stderr


def test_a_worklist_that_rows_were_taken_from_says_nothing(made: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "work.csv"
    sample(made, "--bound", 0.1, "--seed", 7, "--out", path)
    filled(path, {})
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    outcome = sample(made, "--worklist", path)
    assert outcome.returncode == 2 and "a sample that is chosen among says nothing" in outcome.stderr
    filled(path, {0: "maybe"})
    path.write_text("".join(lines).replace("accepted", "maybe", 1), encoding="utf-8")
    outcome = sample(made, "--worklist", path)
    assert (
        outcome.returncode == 2 and "found “maybe”; expected: accepted, rejected, corrected or unsure" in outcome.stderr
    )


def test_verdicts_come_from_the_ledger_where_the_worklist_has_none(made: Shelf, tmp_path: Path) -> None:
    shelf = made.copy(tmp_path / "own")
    assert sample(shelf, "--bound", 0.3, "--seed", 7).returncode == 0
    drawn = worklist(shelf.warehouse, Plan(0.95, 0.3, 7))
    for index, (_, value) in enumerate(drawn.rows):
        before = Before(value.value_text if index else "99 procent", value.value, value.quote, value.page)
        verdict = Verdict.UNSURE if index == 1 else Verdict.ACCEPTED
        now = datetime(2026, 1, 1, tzinfo=UTC)
        draft = Draft(value.claim_id, value.source_id, "c" * 16, verdict, None, "", "Eva", now, before)
        append_review(shelf.raw, draft)
    outcome = sample(shelf, "--seed", 7, "--result")
    assert outcome.returncode == 3 and f"2 of {len(drawn.rows)} are still to be judged" in outcome.stderr
    assert "1 unsure" in outcome.stdout and "1 not judged" in outcome.stdout


def test_what_is_no_worklist_is_refused(made: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    outcome = sample(made, "--worklist", path)
    assert outcome.returncode == 2 and "not a worklist" in outcome.stderr
    outcome = sample(made, "--worklist", tmp_path / "nothing.csv")
    assert outcome.returncode == 1 and "No such file" in outcome.stderr and "Traceback" not in outcome.stderr
