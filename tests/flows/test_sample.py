"""``skl audit sample``: a worklist, and what it shows when it has been judged, in one sentence."""

from __future__ import annotations

import csv
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shelf import Shelf, inside, typeset

from flows.reviews import append_review
from flows.sample import ALL, BOTH, SINGLE, Plan, as_csv, worklist, write
from flows.sample_result import Judged, sentence
from flows.sample_words import SWEDISH
from flows.site_samples import USUAL, Draws, find_draws, worklists
from schemas.reviews import Before, Draft, Verdict
from warehouse.errors import OutputError
from warehouse.site import read_site

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


def test_the_sentence_is_told_in_swedish_too() -> None:
    assert sentence(judged(149), 5_000, 0.95, SWEDISH) == "0 fel bland 149: högst 2,0 % fel, med 95 % säkerhet"
    told = sentence(judged(97, rejected=1, unsure=1, open=1), 5_000, 0.999, SWEDISH)
    assert told.startswith(
        "3 fel bland 100 (1 fel, 1 osäkra, 1 inte granskade; det som inte är godkänt räknas som fel)"
    )
    assert told.endswith("med 99,9 % säkerhet")


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
        before = Before(value.value_text, value.value, value.quote, value.page)
        verdict = Verdict.UNSURE if index == 1 else Verdict.ACCEPTED
        now = datetime(2026, 1, 1, tzinfo=UTC)
        content = value.content if index else "of an older value"
        draft = Draft(value.claim_id, value.source_id, content, verdict, None, "", "Eva", now, before)
        append_review(shelf.raw, draft)
    outcome = sample(shelf, "--seed", 7, "--result")
    assert outcome.returncode == 3 and f"2 of {len(drawn.rows)} are still to be judged" in outcome.stderr
    assert "1 unsure" in outcome.stdout and "1 not judged" in outcome.stdout


def test_what_is_held_back_is_not_drawn(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(
        "a", typeset("År 2014 erbjuder 46 procent av kommunerna appar.", "57 procent av kommunerna har e-tjänster.")
    )
    shelf.put("b", typeset("År 2014 erbjuder 64 procent av kommunerna appar."))
    shelf.ingest()
    shown = {row[0] for row in shelf.rows("SELECT claim_id FROM observations")}
    assert len(shown) == 1
    assert {value.claim_id for _, value in worklist(shelf.warehouse, PLAN).rows} == shown


def test_what_is_no_worklist_is_refused(made: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    outcome = sample(made, "--worklist", path)
    assert outcome.returncode == 2 and "not a worklist" in outcome.stderr
    outcome = sample(made, "--worklist", tmp_path / "nothing.csv")
    assert outcome.returncode == 1 and "No such file" in outcome.stderr and "Traceback" not in outcome.stderr


def test_the_page_shows_the_worklists_in_files_and_else_the_usual_draw(made: Shelf, tmp_path: Path) -> None:
    site = read_site(made.warehouse)
    assert find_draws(site, made.warehouse).usual == worklist(made.warehouse, USUAL)
    path = tmp_path / "list.csv"
    write(worklist(made.warehouse, PLAN), path)
    filled(path, {0: "unsure", 1: ""})
    (shown,) = worklists(find_draws(site, made.warehouse, [path]), made.raw)
    ids = [row["id"] for row in shown["rows"]]
    assert ids == [value.claim_id for _, value in worklist(made.warehouse, PLAN).rows]
    assert (shown["name"], shown["seed"], shown["open"], ids[1] in shown["judged"]) == ("list.csv", 7, 2, False)
    assert " fel bland 29 (" in shown["sentences"]["sv"][0] and " in 29 (" in shown["sentences"]["en"][0]


def test_a_file_that_is_no_worklist_is_refused_and_one_that_breaks_later_says_so(made: Shelf, tmp_path: Path) -> None:
    site, path = read_site(made.warehouse), tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(OutputError, match="not a worklist"):
        find_draws(site, made.warehouse, [path])
    (shown,) = worklists(Draws((path,), None, {}), made.raw)
    assert "not a worklist" in shown["problem"] and shown["rows"] == []


def test_a_verdict_on_what_has_changed_since_does_not_count_in_the_page(made: Shelf) -> None:
    draws = find_draws(read_site(made.warehouse), made.warehouse)
    (first,) = [worklists(draws, made.raw)[0]["rows"][0]]
    before = Before(str(first["value_text"]), None, "q", 1)
    when = datetime(2026, 1, 1, tzinfo=UTC)
    for content, counts in (("0" * 64, False), (str(first["content"]), True)):
        draft = Draft(str(first["id"]), "s", content, Verdict.ACCEPTED, None, "", "Åsa", when, before)
        append_review(made.raw, draft)
        assert (first["id"] in worklists(draws, made.raw)[0]["judged"]) is counts


def test_a_worklist_is_written_whole_or_not_at_all(
    made: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("flows.jsonlines.os.write", full)
        with pytest.raises(OSError, match="No space left"):
            write(worklist(made.warehouse, PLAN), tmp_path / "w.csv")
    assert list(tmp_path.iterdir()) == []
    assert write(worklist(made.warehouse, PLAN), tmp_path / "w.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["w.csv"]


def test_a_device_is_no_worklist(made: Shelf) -> None:
    outcome = sample(made, "--out", "/dev/zero")
    assert outcome.returncode == 2 and "/dev/zero: no file" in outcome.stderr


def test_a_cell_that_no_spreadsheet_holds_is_refused(made: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("sample,claim_id,value_text,verdict,draw\n" + "x" * 200_000)
    outcome = sample(made, "--worklist", path)
    assert outcome.returncode == 2 and "not a worklist" in outcome.stderr and "Traceback" not in outcome.stderr


def test_no_text_of_a_document_is_a_formula_to_a_spreadsheet(made: Shelf) -> None:
    drawn = worklist(made.warehouse, PLAN)
    hostile = tuple((name, replace(value, page_label="=1+1", quote="=1+1")) for name, value in drawn.rows)
    cells = [cell for row in csv.reader(as_csv(replace(drawn, rows=hostile)).splitlines()) for cell in row]
    assert "“=1+1”" in cells and not [cell for cell in cells if cell.startswith(("=", "@"))]
