"""``skl audit verify``: what the warehouse says is what the snapshots say, and every kind of change is found."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from hostile_files import bomb
from shelf import Shelf, inside, share, typeset

from flows.settings import Terms
from flows.verify import lines, verify
from schemas.rereading import Outcome

pytestmark = pytest.mark.usefixtures("one_process")
TEXT = "Pressmeddelande\n\nÅr 2012 erbjuder 46 procent av kommunerna en app.\n"
HTML = "<!doctype html><html><body><p>År 2013 erbjuder <b>31 procent</b> av kommunerna en app.</p></body></html>"
PDF = typeset(
    "År 2014 erbjuder 57 procent av kommunerna en app till invånarna.", "Var femte kommun saknar en strategi."
)


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = Shelf(tmp_path_factory.mktemp("made"))
    shelf.put("pdf", PDF)
    shelf.put("text", TEXT.encode(), kind="press")
    shelf.put("web", HTML.encode(), kind="press")
    assert shelf.ingest().exit_status == 0
    return shelf.raw.parent


@pytest.fixture
def shelf(tmp_path: Path, _made: Path) -> Shelf:
    """A PDF, a text and a web page, ingested; the test's own."""
    shutil.copytree(_made, tmp_path / "own")
    return Shelf(tmp_path / "own")


def verified(shelf: Shelf, *words: object) -> subprocess.CompletedProcess[str]:
    return inside("audit", "verify", *words, "--raw", shelf.raw, "--warehouse", shelf.warehouse)


def test_the_default_catalog_is_confirmed_whole(default_catalog: Path) -> None:
    shelf = Shelf(default_catalog)
    results = verify(shelf.raw, shelf.warehouse, [], Terms())
    told = list(lines(results))
    assert [line for line in told if "next:" in line] == []
    assert sum(result.count(Outcome.CONFIRMED) for result in results) > 300
    assert told[-1].startswith("numbers in all: ") and told[-1].endswith(" confirmed (100 %)")


def test_pdfs_texts_and_web_pages_are_read_again_by_other_means(shelf: Shelf) -> None:
    outcome = verified(shelf)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "pdf: 2 of 2 confirmed (100 %) (PDFium)" in outcome.stdout
    assert "text: 1 of 1 confirmed (100 %) (the bytes' own lines)" in outcome.stdout
    assert "web: 1 of 1 confirmed (100 %) (the bytes' own lines)" in outcome.stdout
    only = verified(shelf, "web")
    assert only.returncode == 0 and "pdf" not in only.stdout


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("claims SET value = 75 WHERE value = 57", "expected the value 75, found “57 procent”"),
        (
            "claims SET value_text = '75 procent', value = 75 WHERE value = 57",
            "expected “75 procent”, found “57procent”",
        ),
        ("claims SET value = 25 WHERE value_text = 'Var femte'", "the warehouse was changed"),
        ("claims SET value = -57 WHERE value = 57", "the warehouse was changed"),
        ("claims SET unit = 'municipalities', statistic = 'count' WHERE value = 57", "the warehouse was changed"),
        (
            "claims SET quote = replace(quote, 'en app', 'två') WHERE value = 57",
            "expected “År 2014 erbjuder 57 procent",
        ),
        ("claims SET year = 2011 WHERE value = 57", "the warehouse was changed"),
        ("claim_marks SET x0 = x0 + 30, x1 = x1 + 30 WHERE top < 150", "expected “57 procent”, found "),
        ("claim_marks SET page = 7 WHERE top < 150", "expected a page of that number, found 1 pages"),
        ("claim_regions SET x1 = x1 - 40 WHERE top < 150", "expected “År 2014 erbjuder 57 procent"),
        ("claims SET value_text = '64 procent', value = 64 WHERE value = 46", "expected “64 procent” in its quote"),
        ("claims SET quote = replace(quote, '31', '13') WHERE value = 31", "found nothing like it in the text"),
    ],
)
def test_what_was_changed_in_the_warehouse_is_found(shelf: Shelf, change: str, found: str) -> None:
    with duckdb.connect(str(shelf.warehouse)) as connection:
        connection.execute(f"UPDATE store.{change}")
    outcome = verified(shelf)
    assert outcome.returncode == 3 and "Traceback" not in outcome.stderr
    assert found in outcome.stdout and outcome.stdout.count(": failed: ") == 1, outcome.stdout
    assert "next: skl audit show " in outcome.stdout and "3 of 4 confirmed (75.0 %); 1 failed" in outcome.stdout


def snapshot_of(shelf: Shelf, source_id: str) -> Path:
    sha256 = shelf.rows(f"SELECT sha256 FROM snapshots WHERE source_id = '{source_id}'")[0][0]
    return next((shelf.raw / source_id).glob(f"{sha256}.*"))


def test_other_bytes_in_a_snapshots_place_cost_its_source(shelf: Shelf) -> None:
    snapshot_of(shelf, "pdf").write_bytes(PDF + b"\n% another byte\n")
    outcome = verified(shelf)
    assert outcome.returncode == 3
    assert "pdf: 0 of 2 confirmed (0.0 %)" in outcome.stdout and "are not those that were stored" in outcome.stdout
    assert "text: 1 of 1 confirmed" in outcome.stdout


def test_a_snapshot_that_is_missing_costs_its_source(shelf: Shelf) -> None:
    snapshot_of(shelf, "pdf").unlink()
    outcome = verified(shelf)
    assert outcome.returncode == 3 and "pdf: 0 of 2 confirmed" in outcome.stdout and "missing" in outcome.stdout


def test_when_nothing_can_be_verified_the_status_is_1(shelf: Shelf) -> None:
    for source_id in ("pdf", "text", "web"):
        snapshot_of(shelf, source_id).unlink()
    assert verified(shelf).returncode == 1
    outcome = verified(shelf, "nobody")
    assert outcome.returncode == 1 and "nothing was read from a source “nobody”. Read: pdf, text, web" in outcome.stderr


def test_a_hostile_file_is_named_and_costs_itself_only(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("good", share(46))
    shelf.put("large", bomb(100))
    assert shelf.ingest().exit_status == 0
    outcome = verified(shelf, "--max-memory", 100)
    assert outcome.returncode == 3 and "large: 0 of " in outcome.stdout, outcome.stdout
    assert "more than 100 MB" in outcome.stdout and "good: 1 of 1 confirmed (100 %)" in outcome.stdout
