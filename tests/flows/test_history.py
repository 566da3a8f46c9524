"""What each run changed is kept beside the catalog and in the warehouse, whatever happens in between."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pypdfium2
import pytest
from shelf import Shelf, share, typeset
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.history import HISTORY_FILE, PENDING_FILE, Recorder, read_history
from flows.ingest import Report
from flows.judge import judge_claim, undo
from flows.runs import read_runs
from schemas.history import replay
from schemas.verdicts import Verdict
from warehouse.history import logical_hash
from warehouse.query import query

pytestmark = pytest.mark.usefixtures("one_process")
TWO = (
    "År 2014 erbjuder {} procent av kommunerna mobila appar.",
    "År 2014 har 43 respektive {} procent av kommunerna e-tjänster för bygglov.",
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one report, ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", typeset(TWO[0].format(46), TWO[1].format(44)))
    assert shelf.ingest().exit_status == 0
    return shelf


def saved_anew(content: bytes) -> bytes:
    """The same document as another program writes it."""
    out = io.BytesIO()
    document = pypdfium2.PdfDocument(content)
    document.save(out)
    document.close()
    assert out.getvalue() != content
    return out.getvalue()


def by_qpdf(content: bytes, folder: Path) -> bytes:
    """The same document with its objects in other streams and another order."""
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed (apt-get install qpdf)")
    one, other = folder / "one.pdf", folder / "other.pdf"
    one.write_bytes(content)
    options = ["--object-streams=generate", "--recompress-flate", "--compression-level=9", "--linearize"]
    subprocess.run(["qpdf", *options, str(one), str(other)], check=True, timeout=30)
    return other.read_bytes()


def ending(report: Report) -> str:
    return report.lines[-1]


def skl_diff(shelf: Shelf, *words: str) -> Result:
    return CliRunner().invoke(app, ["diff", *words, "--warehouse", str(shelf.warehouse)])


def differences(shelf: Shelf, *words: str) -> list[dict[str, object]]:
    outcome = skl_diff(shelf, *words, "--format", "json")
    assert outcome.exit_code == 0
    return json.loads(outcome.stdout)  # type: ignore[no-any-return]


def test_the_first_run_says_how_much_there_is(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    assert ending(shelf.ingest()) == "First run: 1 numbers, 0 observations."
    outcome = skl_diff(shelf)
    assert (outcome.exit_code, outcome.stdout) == (0, "") and "Only one run is known" in outcome.stderr


@pytest.mark.parametrize("by", ["PDFium", "qpdf"])
def test_a_pdf_that_was_saved_anew_gives_no_new_facts(shelf: Shelf, tmp_path: Path, by: str) -> None:
    before = (shelf.raw / "a" / "file.pdf").read_bytes()
    shelf.put("a", saved_anew(before) if by == "PDFium" else by_qpdf(before, tmp_path))
    history = shelf.rows("SELECT count(*), count(*) FILTER (vanished) FROM claim_history")
    report = shelf.ingest()
    assert report.run is not None
    assert "0 changed, 0 appeared, 0 vanished (skl diff)" in ending(report)
    assert shelf.rows("SELECT count(*), count(*) FILTER (vanished) FROM claim_history") == history
    assert differences(shelf) == []
    told = skl_diff(shelf).stderr
    assert "a: saved anew: other bytes, the same text in the same places" in told
    hashes = shelf.rows("SELECT DISTINCT content_hash, layout_hash FROM source_history")
    assert len(hashes) == 1 and None not in hashes[0]


def test_one_edited_digit_is_one_revision(shelf: Shelf) -> None:
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    assert "1 changed, 0 appeared, 0 vanished (skl diff)" in ending(shelf.ingest())
    (revision,) = differences(shelf)
    assert (revision["change"], revision["was"], revision["now"]) == ("changed", "46 procent", "47 procent")
    assert (revision["published_was"], revision["published_now"]) == (46.0, 47.0)
    assert (revision["source_id"], revision["page"]) == ("a", 1) and "47 procent" in str(revision["quote"])
    told = skl_diff(shelf)
    assert "a: the content changed" in told.stderr and "47 procent" in told.stdout


def test_a_number_beside_the_edited_one_is_only_reworded(shelf: Shelf) -> None:
    shelf.put("a", typeset(TWO[0].format(46), TWO[1].format(49)))
    shelf.ingest()
    changes = sorted((row["change"], row["was"], row["now"]) for row in differences(shelf))
    assert changes == [("changed", "44 procent", "49 procent"), ("reworded", "43", "43")]


def test_the_same_text_elsewhere_is_formatting_only(shelf: Shelf) -> None:
    shelf.put("a", typeset("", TWO[0].format(46), TWO[1].format(44)))
    report = shelf.ingest()
    assert ending(report).endswith("Formatting only: a.")
    assert differences(shelf) == []
    assert {row["change"] for row in differences(shelf, "--moved")} == {"moved"}
    assert "a: formatting only" in skl_diff(shelf).stderr


def test_as_of_gives_what_an_earlier_run_published(shelf: Shelf) -> None:
    shelf.put("a", typeset(TWO[0].format(47)))
    shelf.ingest()
    shelf.put("a", typeset(TWO[0].format(48)))
    shelf.ingest()
    runs = [row[0] for row in shelf.rows("SELECT run_id FROM runs")]
    values = [
        shelf.rows(f"SELECT value FROM as_of('{run}') WHERE indicator_id = 'apps-offered' ORDER BY value")
        for run in runs
    ]
    assert values == [[(46.0,)], [(47.0,)], [(48.0,)]]
    now = "SELECT observation_id, value, status, quote, claim_id FROM"
    assert shelf.rows(f"{now} as_of('{runs[-1]}') ORDER BY ALL") == shelf.rows(f"{now} observations ORDER BY ALL")
    assert asked(shelf, f"FROM as_of('{runs[-1]}')") == asked(shelf, "FROM observations")
    assert [row["now"] for row in differences(shelf, runs[0], runs[2]) if row["change"] == "changed"] == ["48 procent"]
    back = differences(shelf, runs[2], runs[0])
    assert [row["now"] for row in back if row["change"] == "changed"] == ["46 procent"]
    assert shelf.rows("SELECT value, vanished FROM claim_history WHERE quote LIKE '%app%' ORDER BY value") == [
        (46.0, True),
        (47.0, True),
        (48.0, False),
    ]


def asked(shelf: Shelf, what: str) -> list[dict[str, object]]:
    """All columns by name, without the run, and all rows."""
    names, rows = query(shelf.warehouse, f"{what} ORDER BY observation_id")
    kept = [dict(zip(names, row, strict=True)) for row in rows]
    return [{name: row[name] for name in sorted(row) if name != "run_id"} for row in kept]


def test_as_of_gives_the_verdicts_that_stood_then(shelf: Shelf) -> None:
    (claim_id,) = next(iter(shelf.rows("SELECT claim_id FROM observations WHERE indicator_id = 'apps-offered'")))
    judge_claim(shelf.raw, shelf.warehouse, str(claim_id), Verdict.ACCEPTED, "Åsa", "jämfört med sidan")
    assert "1 vouched for otherwise" in ending(shelf.ingest())
    undo(shelf.raw, shelf.warehouse, str(claim_id), "Åsa", "fel sida")
    judge_claim(shelf.raw, shelf.warehouse, str(claim_id), Verdict.REJECTED, "Bo", "ska vara 64", 64.0)
    shelf.ingest()
    runs = [row[0] for row in shelf.rows("SELECT run_id FROM runs")]
    told = "SELECT value, review, reviewer, because, value_text FROM as_of('{}') WHERE indicator_id = 'apps-offered'"
    assert [shelf.rows(told.format(run)) for run in runs] == [
        [(46.0, "none", None, None, "46 procent")],
        [(46.0, "accepted", "Åsa", "jämfört med sidan", "46 procent")],
        [(64.0, "corrected", "Bo", "ska vara 64", "46 procent")],
    ]


def test_a_claim_that_comes_back_was_there_twice(shelf: Shelf) -> None:
    first = (shelf.raw / "a" / "file.pdf").read_bytes()
    shelf.put("a", typeset(TWO[0].format(46)))
    shelf.ingest()
    shelf.put("a", saved_anew(first))
    shelf.ingest()
    found = shelf.rows("SELECT value, vanished, times FROM claim_history ORDER BY value")
    assert found == [(43.0, False, 2), (44.0, False, 2), (46.0, False, 1)]
    runs = [row[0] for row in shelf.rows("SELECT run_id FROM runs")]
    counts = [shelf.rows(f"SELECT count(*) FROM as_of('{run}')")[0][0] for run in runs]
    assert counts[0] == counts[2] and counts[1] == 1


def test_a_clock_that_was_put_back_puts_no_run_before_another(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    class Behind(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - timedelta(days=1)

    monkeypatch.setattr("flows.ingest.datetime", Behind)
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    assert "1 changed" in ending(shelf.ingest())
    ids = [str(row[0]) for row in shelf.rows("SELECT run_id FROM runs ORDER BY started_at")]
    assert ids == sorted(ids) == [run.run_id for run in read_runs(shelf.raw)]
    published = [
        shelf.rows(f"SELECT value FROM as_of('{run_id}') WHERE indicator_id = 'apps-offered'") for run_id in ids
    ]
    assert published == [[(46.0,)], [(47.0,)]]


def test_unknown_runs_are_refused_with_those_that_are_like_them(shelf: Shelf) -> None:
    run = str(shelf.rows("SELECT run_id FROM runs")[0][0])
    outcome = skl_diff(shelf, run[:-1] + "x", run)
    assert outcome.exit_code == 2 and f"Did you mean: {run}" in outcome.stderr
    assert skl_diff(shelf, run[:12], run).exit_code == 0, "a beginning is enough"
    assert skl_diff(shelf, "a", "b", "c").exit_code == 2
    shelf.warehouse.unlink()
    missing = skl_diff(shelf)
    assert missing.exit_code == 1 and "skl ingest" in missing.stderr


def test_history_does_not_change_what_the_content_is(shelf: Shelf) -> None:
    first, before = (shelf.raw / "a" / "file.pdf").read_bytes(), logical_hash(shelf.warehouse)
    shelf.put("a", share(12))
    shelf.ingest()
    shelf.put("a", first)
    shelf.ingest()
    assert logical_hash(shelf.warehouse) == before


def test_a_warehouse_that_is_made_anew_has_the_whole_history(shelf: Shelf) -> None:
    shelf.put("a", typeset(TWO[0].format(47)))
    shelf.ingest()
    told = "SELECT * EXCLUDE (last_run, last_seen) FROM claim_history ORDER BY ALL"
    before = shelf.rows(told)
    shelf.warehouse.unlink()
    assert "Nothing changed in what is published" in ending(shelf.ingest())
    assert shelf.rows(told) == before


def test_a_line_that_a_crash_cut_off_is_mended_and_told_anew(shelf: Shelf) -> None:
    path = shelf.raw / HISTORY_FILE
    path.write_bytes(path.read_bytes() + b'{"run":{"run_id":"2026')
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    report = shelf.ingest()
    assert "1 changed, 0 appeared, 0 vanished" in ending(report) and report.exit_status == 0
    entries, faults = read_history(shelf.raw)
    assert len(entries) == 2 and faults == []
    assert len(replay(entries).claims) == 3


def test_a_broken_line_is_named_and_what_it_told_is_noted_anew(shelf: Shelf) -> None:
    path = shelf.raw / HISTORY_FILE
    path.write_bytes(b"[1]\n")
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    report = shelf.ingest()
    assert any(f"{path}, line 1: can't be read" in line for line in report.lines)
    assert len(replay(read_history(shelf.raw)[0]).claims) == 3


@pytest.mark.parametrize("step", ["forget", "record"])
def test_a_run_that_ends_after_its_warehouse_is_there_is_completed_by_the_next(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    with monkeypatch.context() as killed:
        killed.setattr(Recorder, step, lambda _: raise_killed())
        with pytest.raises(KeyboardInterrupt):
            shelf.ingest()
    assert (shelf.raw / PENDING_FILE).exists()
    report = shelf.ingest()
    assert ending(report).startswith("Nothing new since run ")
    assert not (shelf.raw / PENDING_FILE).exists()
    assert len(read_history(shelf.raw)[0]) == len(read_runs(shelf.raw)) == 2


def test_a_run_that_ends_before_its_warehouse_is_there_never_was(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("a", typeset(TWO[0].format(47), TWO[1].format(44)))
    with monkeypatch.context() as killed:
        killed.setattr("warehouse.build._swap", lambda *_: raise_killed())
        with pytest.raises(KeyboardInterrupt):
            shelf.ingest()
    assert (shelf.raw / PENDING_FILE).exists()
    assert "1 changed, 0 appeared, 0 vanished" in ending(shelf.ingest())
    assert len(read_history(shelf.raw)[0]) == len(read_runs(shelf.raw)) == 2
    assert [row[0] for row in shelf.rows("SELECT run_id FROM runs")] == [run.run_id for run in read_runs(shelf.raw)]


def raise_killed() -> None:
    raise KeyboardInterrupt
