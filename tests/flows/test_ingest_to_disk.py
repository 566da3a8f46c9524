"""The warehouse is the old one or the new one, whoever reads it and however full the disk is."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from shelf import NO_NETWORK, ROOT, Shelf, share, skl, state, told

from warehouse.errors import WarehouseError

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty catalog."""
    return Shelf(tmp_path)


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
