"""The main job as plain functions: what comes out, what stays, and what bad input costs."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from scripted_server import Reply, Server
from shelf import NO_NETWORK, ROOT, Shelf, share, skl, typeset, with_lost_page, without_text

from flows.fetch import add
from flows.ingest import Each, Report
from flows.kinds import doubts
from flows.reading import EngineError
from schemas import municipalities
from schemas.catalog import CatalogError, load_catalog
from schemas.claim import Extraction, TableCell
from schemas.codes import Unit
from warehouse.errors import WarehouseError
from warehouse.history import logical_hash

pytestmark = pytest.mark.usefixtures("one_process")
LOCKED = typeset("År 2014 har 46 procent av kommunerna en app.", password="hemligt")
BLANK = without_text()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty catalog."""
    return Shelf(tmp_path)


@pytest.fixture
def two(shelf: Shelf) -> Shelf:
    """A catalog of two sources, ingested."""
    shelf.put("a", share(46))
    shelf.put("b", share(31))
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (0, {"a": 46.0, "b": 31.0}), told(report)
    return shelf


def told(report: Report) -> str:
    return "\n".join(report.lines)


def state(path: Path) -> tuple[int, bytes]:
    return path.stat().st_mtime_ns, path.read_bytes()


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


def test_two_workers_give_the_same_content(two: Shelf) -> None:
    alone = logical_hash(two.warehouse)
    report = two.ingest(workers=2, warehouse=two.warehouse.with_name("other.duckdb"))
    assert report.exit_status == 0
    assert logical_hash(two.warehouse.with_name("other.duckdb")) == alone


def test_workers_work_at_once() -> None:
    together = Barrier(2)
    assert sorted(Each()("read", lambda _: together.wait(timeout=20), [1, 2], 2)) == [0, 1]


def test_as_many_documents_are_read_at_once_as_there_are_workers(two: Shelf) -> None:
    seen: dict[str, int] = {}

    class Watched(Each):
        def __call__(self, step: str, function: Callable[..., Any], things: Sequence[Any], at_once: int = 1) -> Any:
            seen[step] = at_once
            return [(None, "not read") for _ in things] if step == "read" else super().__call__(step, function, things)

    two.ingest(workers=3, each=Watched(), warehouse=two.warehouse.with_name("other.duckdb"))
    assert seen == {"fetch": 1, "read": 3, "load": 1}


def test_a_cluster_gives_the_same_content(two: Shelf) -> None:
    from distributed import LocalCluster

    quiet = {"dashboard_address": None, "silence_logs": 50}
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp", **quiet) as cluster:
        other = two.warehouse.with_name("other.duckdb")
        report = two.ingest(engine=f"dask:{cluster.scheduler_address}", warehouse=other)
    assert report.exit_status == 0
    assert logical_hash(other) == logical_hash(two.warehouse)


def test_a_cluster_without_workers_is_said_to_be_one(two: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import Client, LocalCluster

    waits = Client.wait_for_workers
    monkeypatch.setattr(Client, "wait_for_workers", lambda self, count, timeout: waits(self, count, timeout / 50))
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        engine = f"dask:{cluster.scheduler_address}"
        with pytest.raises(EngineError, match="the scheduler has no workers"):
            two.ingest(engine=engine, warehouse=two.warehouse.with_name("other.duckdb"))


@pytest.mark.parametrize(
    ("engine", "why"),
    [
        ("dask:", "missing port"),
        ("dask:tcp://host-without-a-name.invalid:8786", "no scheduler answers there"),
        ("dask:pigeon://127.0.0.1:1", "unknown address scheme"),
        ("spark", "expected local or dask:ADDRESS"),
    ],
)
def test_an_unknown_engine_is_named(two: Shelf, engine: str, why: str) -> None:
    before = state(two.warehouse)
    two.put("a", share(48))
    with pytest.raises(EngineError, match=f"--engine {engine}.*{why}"):
        two.ingest(engine=engine)
    assert state(two.warehouse) == before


BAD_FILES = {
    "missing": (None, "can't be read (No such file or directory)"),
    "empty": (b"", "it is empty"),
    "truncated": (share(46)[:400], "it is not a PDF, or it is damaged"),
    "encrypted": (LOCKED, "it is encrypted and needs a password"),
    "page dropped": (with_lost_page(), "pdfplumber sees 1 pages and PDFium 2"),
    "HTML": (b"<!doctype html><title>Sidan finns inte</title>", "it is HTML (“Sidan finns inte”), expected PDF"),
    "binary": (b"\x00\x01\x02" * 50, "of an unknown type"),
    "a scan without text": (BLANK, "none of its pages has any text: a scan"),
    "only a header": (b"%PDF-1.7\n", "it is not a PDF, or it is damaged"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_costs_its_own_source_only(shelf: Shelf, kind: str) -> None:
    content, cause = BAD_FILES[kind]
    shelf.put("good", share(46))
    shelf.put("bad", content)
    report = shelf.ingest()
    failures = [line for line in report.lines if line.startswith("bad: failed: ")]
    assert len(failures) == 1 and cause in failures[0], told(report)
    assert report.exit_status == 3
    assert shelf.shares() == {"good": 46.0}


def test_a_report_without_numbers_is_no_failure_but_is_told(shelf: Shelf) -> None:
    shelf.put("good", share(46))
    shelf.put("bare", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 0, told(report)
    assert "bare: read, and no number in it is data (skl check)" in report.lines
    (check,) = shelf.rows("SELECT status, detail FROM checks WHERE scope = 'bare' AND check_name = 'has_numbers'")
    assert check[0] == "warn" and "is it the right file" in str(check[1])
    assert shelf.rows("SELECT status FROM checks WHERE scope = 'good' AND check_name = 'has_numbers'") == [("pass",)]


def test_a_report_without_numbers_alone_gives_a_warehouse_without_facts(shelf: Shelf) -> None:
    shelf.put("bare", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 0 and "bare: read, and no number in it is data" in told(report)
    assert shelf.rows("SELECT count(*) FROM claims") == [(0,)]
    assert shelf.rows("SELECT source_id, problem FROM sources") == [("bare", None)]


def test_numbers_are_never_replaced_by_none(shelf: Shelf) -> None:
    shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    shelf.put("a", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 1 and "the warehouse is left as it was" in report.lines[-1]
    assert "a: read, and no number in it is data" in told(report)
    assert shelf.shares() == {"a": 46.0}


def test_a_list_of_municipalities_that_is_said_to_be_a_report_is_doubted(tmp_path: Path) -> None:
    cells = [
        TableCell(1, None, row.name, "Poäng", "7", 7.0, Unit.POINTS, None)
        for row in municipalities.municipalities()[:40]
    ]
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    source = load_catalog(shelf.raw).get("a")
    doubted = {check.check_name: check for check in doubts(source, Extraction(pages=1, cells=cells))}
    assert doubted["is_no_list"].status == "warn" and "ranking, app_list" in doubted["is_no_list"].detail
    few = {check.check_name: check for check in doubts(source, Extraction(pages=1, cells=cells[:5]))}
    assert few["is_no_list"].status == "pass"


def test_without_any_usable_source_the_old_warehouse_stays(two: Shelf) -> None:
    before = state(two.warehouse)
    for name in ("a", "b"):
        (two.raw / name / "snapshots.jsonl").unlink()
        two.put(name, LOCKED)
    report = two.ingest()
    assert report.exit_status == 1 and "Nothing usable came out of any source" in report.lines[-1]
    assert {line.partition(":")[0] for line in report.lines if "password" in line} == {"a", "b"}
    assert state(two.warehouse) == before


def test_a_snapshot_that_was_changed_is_not_read(two: Shelf) -> None:
    snapshot = next(path for path in (two.raw / "b").glob("*.pdf") if path.name != "file.pdf")
    snapshot.write_bytes(share(99))
    two.put("a", share(47))
    report = two.ingest()
    assert report.exit_status == 3 and "the bytes are not those that were stored" in told(report)
    assert str(snapshot) in told(report)
    assert two.shares() == {"a": 47.0}


def break_kind(shelf: Shelf) -> str:
    shelf.put("bad", share(31), kind="leaflet")
    return r"bad/source\.toml: key “kind”: found 'leaflet'; expected: .*'report'"


def break_toml(shelf: Shelf) -> str:
    shelf.put("bad").with_name("source.toml").write_text('id = "bad\n')
    return r"bad/source\.toml: not valid TOML: .*line 1"


def break_key(shelf: Shelf) -> str:
    shelf.put("bad", share(31), colour="red")
    return r"bad/source\.toml: key “colour” is not known"


def break_id(shelf: Shelf) -> str:
    shelf.put("one", share(31), id="bad")
    shelf.put("other", share(31), id="bad")
    return r"other/source\.toml: key “id”: “bad” is already the id of .*one/source\.toml"


@pytest.mark.parametrize("fault", [break_kind, break_toml, break_key, break_id])
def test_a_faulty_entry_costs_itself_only(shelf: Shelf, fault: Callable[[Shelf], str]) -> None:
    shelf.put("good", share(46))
    expected = fault(shelf)
    report = shelf.ingest()
    assert report.exit_status == 2
    assert re.search(f"catalog: .*{expected}", told(report)), told(report)
    assert shelf.shares() == {"good": 46.0}


def test_an_unreadable_folder_is_named(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("good", share(46))
    closed = shelf.put("closed", share(31)).parent
    scandir = os.scandir

    def refusing(path: str | int) -> Any:
        """Refuse as the system does; root could read a folder of mode 000."""
        if not isinstance(path, int) and Path(path) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = shelf.ingest()
    assert f"catalog: {closed}: the folder can't be read (Permission denied)" in report.lines
    assert (report.exit_status, shelf.shares()) == (2, {"good": 46.0})


def test_a_missing_catalog_is_said_to_be_one(shelf: Shelf) -> None:
    with pytest.raises(CatalogError, match="raw: no such folder"):
        shelf.ingest()


def test_a_catalog_without_sources_is_said_to_be_one(shelf: Shelf) -> None:
    shelf.raw.mkdir()
    with pytest.raises(CatalogError, match=r"no usable source\.toml"):
        shelf.ingest()


def test_a_reader_in_another_process_does_not_hinder(two: Shelf) -> None:
    code = """
        import duckdb, sys
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            print("open", flush=True)
            sys.stdin.readline()
            print(connection.execute("SELECT list(value ORDER BY value) FROM claims").fetchone(), flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(two.warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None and reader.stdout.readline() == "open\n"
        two.put("a", share(47))
        assert two.ingest().exit_status == 0
        out, _ = reader.communicate("\n", timeout=30)
    assert "46.0" in out and "47.0" not in out
    assert two.shares() == {"a": 47.0, "b": 31.0}


@pytest.mark.parametrize("content", [b"my notes", b""])
def test_a_warehouse_that_is_no_database_is_left_alone(shelf: Shelf, content: bytes) -> None:
    shelf.put("a", share(46))
    shelf.warehouse.parent.mkdir()
    shelf.warehouse.write_bytes(content)
    before = state(shelf.warehouse)
    with pytest.raises(WarehouseError, match=r"skl\.duckdb: not a DuckDB database"):
        shelf.ingest()
    assert state(shelf.warehouse) == before
    outcome = skl("ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    assert outcome.returncode == 1 and f"{shelf.warehouse}: not a DuckDB database" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert state(shelf.warehouse) == before


def limited(shelf: Shelf, most: int) -> subprocess.CompletedProcess[str]:
    """Ingest where no file may grow above ``most`` bytes, which looks like a full disk."""
    code = """
        import resource, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = int(sys.argv.pop(1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        from flows.cli import main
        main()
    """
    words = ["ingest", "--no-prefect", "--offline", "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(most), *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
        cwd=ROOT,
        env=os.environ | NO_NETWORK,
    )


def test_a_full_disk_leaves_the_old_warehouse(two: Shelf) -> None:
    before = state(two.warehouse)
    two.put("a", share(47))
    outcome = limited(two, 500_000)
    assert outcome.returncode == 1
    assert f"{two.warehouse}: can't be written: " in outcome.stderr and "as it was" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert state(two.warehouse) == before
    assert not [path.name for path in two.warehouse.parent.iterdir() if ".tmp" in path.name]


def test_a_full_disk_while_snapshots_are_stored(two: Shelf) -> None:
    before = state(two.warehouse)
    two.put("a", share(47))
    outcome = limited(two, 500)
    assert outcome.returncode == 1
    assert "a: " in outcome.stderr and "the snapshot can't be written (File too large)" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert state(two.warehouse) == before


def test_newer_bytes_that_could_not_be_kept_are_a_failure(two: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    two.put("a", share(47))
    with monkeypatch.context() as full:
        full.setattr("flows.snapshots._write_durably", lambda *_: raise_full())
        report = two.ingest()
    assert report.exit_status == 3
    assert any("a: failed: " in line and "an older snapshot was read" in line for line in report.lines), told(report)
    assert two.shares() == {"a": 46.0, "b": 31.0}
    report = two.ingest()
    assert (report.exit_status, two.shares()) == (0, {"a": 47.0, "b": 31.0}), told(report)


def raise_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_older_snapshot_is_read_when_the_newest_can_not_be(shelf: Shelf) -> None:
    file = shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    file.write_bytes(share(57)[:400])
    report = shelf.ingest()
    assert report.exit_status == 3
    assert any("a: failed" in line and "an older snapshot was read" in line for line in report.lines)
    assert shelf.shares() == {"a": 46}
