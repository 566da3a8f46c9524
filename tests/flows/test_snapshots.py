"""The store: content-addressed, append-only, whole or not at all."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scripted_server import PDF

from flows.snapshots import SnapshotError, last_reached, newest, open_snapshot, read_ledger, store
from schemas.catalog import Source

MakeSource = Callable[..., Source]
DAY = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 10)]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """Give a folder, and be a user whom permissions bind: root may write everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        user = os.geteuid()
        os.seteuid(user or 65534)
        yield Path(folder)
        os.seteuid(user)


def names(source: Source) -> set[str]:
    return {path.name for path in source.folder.iterdir()} - {"source.toml"}


def test_stored_bytes_lie_under_their_sha256(make_source: MakeSource) -> None:
    source = make_source()
    snapshot, new = store(source, PDF, url="https://x.se/r.pdf", now=DAY[0], redirects=("https://x.se/",))
    assert new and snapshot.path.name == f"{snapshot.sha256}.pdf" and open_snapshot(snapshot) == PDF
    assert names(source) == {"snapshots.jsonl", snapshot.path.name}
    assert read_ledger(source) == [snapshot] and newest(source) == snapshot


def test_no_ledger_is_an_empty_ledger(make_source: MakeSource) -> None:
    source = make_source()
    assert read_ledger(source) == [] and newest(source) is None and last_reached(source) is None


def test_the_same_bytes_again(make_source: MakeSource) -> None:
    source = make_source()
    for url in ("file:r.pdf", "https://x.se/r.pdf"):
        first = store(source, PDF, url=url, now=DAY[0])
        assert first[1] and store(source, PDF, url=url, now=DAY[1]) == (first[0], False)
    ledger = (source.folder / "snapshots.jsonl").read_text().splitlines()
    assert ['"unchanged"' in line for line in ledger] == [False, False, True]
    assert last_reached(source) == DAY[1]


def test_bytes_that_come_back_are_the_newest_again(make_source: MakeSource) -> None:
    source = make_source()
    for day, content in zip(DAY, (PDF, PDF + b"2", PDF), strict=False):
        assert store(source, content, url="https://x.se/r.pdf", now=day)[1]
    found = newest(source)
    assert found and found.retrieved_at == DAY[2] and open_snapshot(found) == PDF
    assert len(names(source)) == 3


def test_changed_bytes_are_noticed_on_open(make_source: MakeSource) -> None:
    source = make_source()
    snapshot, _ = store(source, PDF, url="file:r.pdf", now=DAY[0])
    snapshot.path.write_bytes(PDF.replace(b"1.4", b"1.5"))
    with pytest.raises(SnapshotError, match=r"not those that were stored.*move it away and run: skl fetch s"):
        open_snapshot(snapshot)
    with pytest.raises(SnapshotError, match="not those that were stored"):
        store(source, PDF, url="file:other.pdf", now=DAY[1])
    assert b"1.5" in snapshot.path.read_bytes()


def test_a_missing_snapshot_is_named_and_can_be_stored_again(make_source: MakeSource) -> None:
    source = make_source()
    snapshot, _ = store(source, PDF, url="file:r.pdf", now=DAY[0])
    snapshot.path.unlink()
    with pytest.raises(SnapshotError, match=r"it is missing; restore it, or run: skl fetch s"):
        open_snapshot(snapshot)
    assert store(source, PDF, url="file:r.pdf", now=DAY[1]) == (snapshot, False)
    assert open_snapshot(snapshot) == PDF


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x00\x01\x02"])
def test_nothing_and_the_unknown_are_refused(make_source: MakeSource, content: bytes) -> None:
    source = make_source()
    with pytest.raises(SnapshotError, match="file:x is empty, or neither PDF, HTML nor plain text"):
        store(source, content, url="file:x", now=DAY[0])
    assert names(source) == set()


def test_a_torn_last_line_is_passed_over_and_mended(make_source: MakeSource) -> None:
    source = make_source()
    first, _ = store(source, PDF, url="file:1.pdf", now=DAY[0])
    second, _ = store(source, PDF + b"2", url="file:2.pdf", now=DAY[1])
    ledger = source.folder / "snapshots.jsonl"
    whole = ledger.read_bytes()
    for cut in range(whole.index(b"\n") + 2, len(whole) - 1):
        ledger.write_bytes(whole[:cut])
        assert read_ledger(source) == [first]
    third, _ = store(source, PDF + b"3", url="file:3.pdf", now=DAY[2])
    assert read_ledger(source) == [first, third]
    ledger.write_bytes(whole[:-1])
    store(source, PDF + b"3", url="file:3.pdf", now=DAY[2])
    assert read_ledger(source) == [first, second, third]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"size":', '"size":x', "line 1: broken ledger line"),
        ('"sha256":"', '"sha256":"../../', "line 1: broken ledger line: key “sha256”"),
        ("application/pdf", "image/png", "line 1: broken ledger line: key “media_type”"),
        ("00:00Z", "00:00", "line 1: broken ledger line: key “retrieved_at”"),
        ('"source_id":"s"', '"source_id":"t"', "line 1: the line belongs to the source “t”"),
    ],
)
def test_other_broken_lines_are_named(make_source: MakeSource, old: str, new: str, said: str) -> None:
    source = make_source()
    store(source, PDF, url="file:1.pdf", now=DAY[0])
    store(source, PDF + b"2", url="file:2.pdf", now=DAY[1])
    ledger = source.folder / "snapshots.jsonl"
    text = ledger.read_text()
    assert old in text
    ledger.write_text(text.replace(old, new, 1))
    with pytest.raises(SnapshotError, match=said) as caught:
        read_ledger(source)
    assert str(ledger) in str(caught.value)


def test_a_whole_broken_line_at_the_end_is_not_taken_for_a_torn_one(make_source: MakeSource) -> None:
    source = make_source()
    store(source, PDF, url="file:1.pdf", now=DAY[0])
    with (source.folder / "snapshots.jsonl").open("a") as ledger:
        ledger.write('{"event": "retrieved"}\n')
    with pytest.raises(SnapshotError, match="line 2: broken ledger line"):
        read_ledger(source)


def test_a_full_disk_leaves_nothing_half_written(make_source: MakeSource) -> None:
    source = make_source()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
    try:
        with pytest.raises(SnapshotError, match=r"can't be written \(File too large\); nothing was kept"):
            store(source, PDF + b"x" * 200_000, url="file:big.pdf", now=DAY[0])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert names(source) == set()


def test_a_folder_that_can_not_be_written(make_source: MakeSource, plain_user: Path) -> None:
    source = make_source(raw=plain_user)
    source.folder.chmod(0o555)
    with pytest.raises(SnapshotError, match=r"can't be written \(Permission denied\); nothing was kept"):
        store(source, PDF, url="file:r.pdf", now=DAY[0])
    assert names(source) == set()


def test_a_ledger_that_can_not_be_written_is_named(make_source: MakeSource) -> None:
    source = make_source()
    (source.folder / "snapshots.jsonl").mkdir()
    with pytest.raises(SnapshotError, match=r"snapshots\.jsonl: the ledger can't be read"):
        store(source, PDF, url="file:r.pdf", now=DAY[0])


@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.rename", "flows.snapshots.append_line"])
def test_a_crash_in_the_middle_leaves_no_snapshot(make_source: MakeSource, moment: str) -> None:
    source = make_source()
    module, _, name = moment.rpartition(".")
    program = f"""
        import os, pathlib, sys
        from datetime import UTC, datetime
        import flows.snapshots
        from schemas.catalog import load_catalog
        source = load_catalog(pathlib.Path(sys.argv[1])).get("s")
        {module}.{name} = lambda *a, **k: os._exit(9)
        flows.snapshots.store(source, {PDF!r}, url="file:r.pdf", now=datetime.now(UTC))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(source.folder.parent)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert read_ledger(source) == []
    snapshot, new = store(source, PDF, url="file:r.pdf", now=DAY[0])
    assert new and open_snapshot(snapshot) == PDF


def test_what_a_killed_run_left_is_removed_an_hour_later(make_source: MakeSource) -> None:
    source = make_source()
    old, young = source.folder / ".a.part", source.folder / ".b.part"
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 4000, time.time() - 4000))
    store(source, PDF, url="file:r.pdf", now=DAY[0])
    assert not old.exists() and young.exists()
