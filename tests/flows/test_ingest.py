"""The main job as plain functions: what comes out, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripted_server import Reply, Server
from shelf import Shelf, share, state, told, typeset, without_text

from flows.fetch import add
from schemas.catalog import CatalogError, load_catalog
from warehouse.history import logical_hash

pytestmark = pytest.mark.usefixtures("one_process")


LOCKED = typeset("År 2014 har 46 procent av kommunerna en app.", password="hemligt")


BLANK = without_text()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty catalog."""
    return Shelf(tmp_path)


def give(shelf: Shelf, source_id: str, content: bytes) -> None:
    """Add a file by hand, as ``skl add`` does."""
    path = shelf.raw.parent / "given.pdf"
    path.write_bytes(content)
    add(path, load_catalog(shelf.raw).get(source_id))


def test_the_default_catalog_is_the_reconstruction(default_catalog: Path) -> None:
    shelf, lines = Shelf(default_catalog), (default_catalog / "told.txt").read_text(encoding="utf-8")
    assert int(str(shelf.rows("SELECT claims FROM runs")[0][0])) > 200
    assert "4 reconstruction" in lines and "our own typesetting" in lines
    assert shelf.rows("SELECT DISTINCT origin FROM claims") == [("reconstruction",)]
    assert shelf.rows("SELECT count(*), count(DISTINCT municipality_code) FROM ranks WHERE score = 14") == [(6, 6)]
    assert shelf.rows("SELECT count(*) FROM eservice_counts") == [(6,)]
    assert shelf.rows("SELECT count(*) FROM apps") == [(0,)]


def test_a_second_run_with_nothing_new_changes_nothing(two: Shelf) -> None:
    files = [two.warehouse, two.raw / "runs.jsonl", *two.raw.glob("*/*")]
    before = {path: state(path) for path in files}
    report = two.ingest()
    assert report.lines[-1].startswith("Nothing new since run ") and report.run is None
    assert report.exit_status == 0
    assert {path: state(path) for path in [*files, *two.raw.glob("*/*")]} == before
    assert two.rows("SELECT count(*) FROM runs") == [(1,)]


def test_a_second_run_tells_old_failures_again(shelf: Shelf) -> None:
    shelf.put("good", share(46))
    shelf.put("bad", LOCKED)
    first, second = shelf.ingest(), shelf.ingest()
    failure = "bad: failed: it is encrypted and needs a password"
    assert (first.exit_status, second.exit_status) == (3, 3)
    assert failure in first.lines and failure in second.lines
    assert "Nothing new" in second.lines[-1]


def test_new_bytes_replace_the_old_ones_and_the_runs_stay(two: Shelf) -> None:
    two.put("a", share(47))
    assert two.ingest().exit_status == 0
    assert two.shares() == {"a": 47.0, "b": 31.0}
    assert two.rows("SELECT count(*) FROM runs") == [(2,)]


def test_a_lost_warehouse_is_made_again_with_all_its_runs(two: Shelf) -> None:
    before, first = logical_hash(two.warehouse), two.rows("SELECT run_id FROM runs")
    two.warehouse.unlink()
    two.put("c", share(12))
    assert two.ingest().exit_status == 0
    assert logical_hash(two.warehouse) != before
    runs = two.rows("SELECT run_id FROM runs ORDER BY started_at")
    assert len(runs) == 2 and runs[:1] == first


def test_a_stand_in_is_hidden_while_the_original_can_be_read(shelf: Shelf) -> None:
    shelf.put("original", origin="published")
    shelf.put("copy", share(46), origin="reconstruction", stands_in_for="original")
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (0, {"copy": 46.0}), told(report)

    give(shelf, "original", share(47))
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (0, {"original": 47.0}), told(report)
    assert "1 published" in told(report) and "reconstruction" not in report.lines[-3]

    give(shelf, "original", LOCKED)
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (3, {"original": 47.0}), "an older snapshot is still the real one"


def test_a_stand_in_is_shown_while_the_original_can_not_be_read(shelf: Shelf) -> None:
    shelf.put("original", LOCKED, origin="published")
    shelf.put("copy", share(46), origin="reconstruction", stands_in_for="original")
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (3, {"copy": 46.0})
    assert "original: failed: it is encrypted and needs a password" in report.lines


def test_naming_a_source_keeps_the_others(shelf: Shelf, server: Server) -> None:
    url = server.on("/b.pdf", Reply(share(31), headers={"ETag": '"1"'}))
    shelf.put("a", share(46))
    shelf.put("b", url=url)
    assert shelf.ingest(offline=False).exit_status == 0 and server.count("/b.pdf") == 1
    shelf.put("a", share(47))
    report = shelf.ingest("a", offline=False)
    assert (report.exit_status, shelf.shares()) == (0, {"a": 47.0, "b": 31.0}), told(report)
    assert server.count("/b.pdf") == 1


def test_naming_an_unknown_source_says_which_are_known(two: Shelf) -> None:
    with pytest.raises(CatalogError, match=r"no source has the id “c”\. Known: a, b"):
        two.ingest("c")


def test_an_older_snapshot_is_read_when_the_newest_can_not_be(shelf: Shelf) -> None:
    file = shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    file.write_bytes(share(57)[:400])
    report = shelf.ingest()
    assert report.exit_status == 3
    assert any("a: failed" in line and "an older snapshot was read" in line for line in report.lines)
    assert shelf.shares() == {"a": 46}
