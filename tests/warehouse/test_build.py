"""The database is built beside the old one and swapped in, or the old one stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from by_hand import run, said, share, source
from filelock import FileLock

from schemas.reading import Reading
from schemas.tables import TABLES, VIEWS
from warehouse import load
from warehouse.build import build, write
from warehouse.content import assemble
from warehouse.errors import WarehouseError
from warehouse.history import last_run, logical_hash, runs

ROOT = Path(__file__).parents[2]


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=60)


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".tmp" in path.name)


def test_another_process_reads_what_was_built(built: Path) -> None:
    code = """
        import duckdb, sys
        with duckdb.connect(sys.argv[1], read_only=True) as c:
            sql = "SELECT source_id, value_text FROM claims WHERE unit = 'percent' ORDER BY ALL"
            print(c.execute(sql).fetchall())
    """
    assert python(code, built).stdout.strip() == "[('press', '46 procent'), ('report', '46 procent')]"


def test_result_counts_what_is_in_the_file(tmp_path: Path, readings: list[Reading]) -> None:
    result = build(tmp_path / "skl.duckdb", readings, run())
    assert result.rows["claims"] == 6
    assert result.rows["sources"] == 4
    assert result.rows["municipalities"] == 290
    assert set(result.rows) == {table.name for table in TABLES}
    assert (result.run.claims, result.run.held, result.held) == (6, 0, 0)


def test_polling_reader_in_another_process_survives_swaps(tmp_path: Path, readings: list[Reading]) -> None:
    target = tmp_path / "skl.duckdb"
    build(target, readings, run())
    code = """
        import duckdb, json, sys, pathlib
        stop, seen = pathlib.Path(sys.argv[2]), set()
        print("ready", flush=True)
        while not stop.exists():
            with duckdb.connect(sys.argv[1], read_only=True) as c:
                counts = "SELECT (SELECT count(*) FROM claims), (SELECT max(run_id) FROM runs)"
                seen.add(c.execute(counts).fetchone())
        print(json.dumps(sorted(seen)))
    """
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", textwrap.dedent(code), str(target), str(stop)]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    reader.stdout.readline()
    for number in range(2, 6):
        more = [said(source(f"more-{extra}"), share()) for extra in range(number)]
        build(target, [*readings, *more], run(f"run-{number}"))
    stop.touch()
    out, err = reader.communicate(timeout=60)
    assert err == ""
    seen = {run_id: claims for claims, run_id in json.loads(out)}
    assert len(seen) > 1
    assert seen.items() <= {"run-1": 6, "run-2": 8, "run-3": 9, "run-4": 10, "run-5": 11}.items()


def test_reader_that_stays_open_does_not_matter(built: Path, readings: list[Reading]) -> None:
    code = """
        import duckdb, sys
        c = duckdb.connect(sys.argv[1])
        print("open", flush=True)
        sys.stdin.readline()
        print(c.execute("SELECT count(*) FROM runs").fetchone())
    """
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(built)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    build(built, readings, run("run-2"), [run("run-1")])
    out, _ = holder.communicate("\n", timeout=60)
    assert out == "(1,)\n"
    assert [entry.run_id for entry in runs(built)] == ["run-1", "run-2"]


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"%PDF-1.7\n" + b"x" * 100])
def test_file_of_another_kind_is_never_overwritten(tmp_path: Path, readings: list[Reading], content: bytes) -> None:
    target = tmp_path / "notes.txt"
    target.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"notes\.txt: not a DuckDB database"):
        build(target, readings, run())
    assert target.read_bytes() == content
    with pytest.raises(WarehouseError, match=r"notes\.txt: not a DuckDB database"):
        last_run(target)


def test_database_of_somebody_else_is_never_overwritten(tmp_path: Path, readings: list[Reading]) -> None:
    target = tmp_path / "mine.duckdb"
    with duckdb.connect(str(target)) as connection:
        connection.execute("CREATE TABLE precious AS SELECT 42 AS answer")
    with pytest.raises(WarehouseError, match=r"mine\.duckdb: a DuckDB database, but not one of skl's"):
        build(target, readings, run())
    with duckdb.connect(str(target)) as connection:
        assert connection.execute("SELECT answer FROM precious").fetchone() == (42,)


def test_folder_as_target(tmp_path: Path, readings: list[Reading]) -> None:
    with pytest.raises(WarehouseError, match="not a DuckDB database"):
        build(tmp_path, readings, run())


def test_name_that_duckdb_takes_for_the_schema(tmp_path: Path, readings: list[Reading]) -> None:
    with pytest.raises(WarehouseError, match=r"store\.duckdb"):
        build(tmp_path / "store.duckdb", readings, run())


def test_second_writer_is_told_so(built: Path, readings: list[Reading]) -> None:
    with (
        FileLock(built.with_name(f".{built.name}.lock")),
        pytest.raises(WarehouseError, match="another run is writing"),
    ):
        build(built, readings, run("run-2"))


def test_failure_leaves_the_old_file_and_no_temporary_one(
    built: Path, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built.read_bytes()
    monkeypatch.setattr(load, "_count", lambda *_: 0)
    with pytest.raises(WarehouseError, match="table claims: 6 rows went in, 0 are in it"):
        build(built, readings, run("run-2"))
    assert built.read_bytes() == before
    assert leftovers(built.parent) == []


def test_full_disk_leaves_the_old_file(built: Path) -> None:
    code = """
        import resource, signal, sys, pathlib
        sys.path.insert(0, "tests/warehouse")
        from by_hand import run, said, share, source
        from warehouse.build import build, write
        from warehouse.errors import WarehouseError
        claims = [share(subject=f"{number} " + "x" * 2000) for number in range(400)]
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        try:
            build(pathlib.Path(sys.argv[1]), [said(source(), *claims)], run("run-2"))
        except WarehouseError as error:
            print(error)
    """
    before = built.read_bytes()
    outcome = python(code, built)
    assert outcome.stderr == ""
    assert outcome.stdout.startswith(f"{built}: can't be written: ")
    assert "The old database is as it was" in outcome.stdout
    assert built.read_bytes() == before
    assert leftovers(built.parent) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission(tmp_path: Path, readings: list[Reading]) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(WarehouseError, match="can't be written: Permission denied"):
        build(folder / "skl.duckdb", readings, run())


def test_temporary_file_of_a_killed_run_is_removed(built: Path, readings: list[Reading]) -> None:
    built.with_name(f".{built.name}.0123.tmp").write_bytes(b"half")
    built.with_name(f".{built.name}.0123.tmp.wal").write_bytes(b"half")
    build(built, readings, run("run-2"))
    assert leftovers(built.parent) == []


def test_log_of_the_old_file_does_not_spoil_the_new_one(built: Path, readings: list[Reading]) -> None:
    code = """
        import duckdb, os, sys
        c = duckdb.connect(sys.argv[1])
        c.execute("SET checkpoint_threshold = '1GB'")
        c.execute("CREATE TABLE note AS SELECT 1")
        os._exit(0)
    """
    python(code, built)
    assert built.with_name(f"{built.name}.wal").exists()
    build(built, readings, run("run-2"))
    last = last_run(built)
    assert last is not None
    assert last.run_id == "run-2"


def test_runs_come_back_as_they_were(tmp_path: Path, readings: list[Reading]) -> None:
    target = tmp_path / "skl.duckdb"
    assert last_run(target) is None
    given = run("run-2", exit_status=3, messages=("one\nwith a line break", "två"))
    result = build(target, readings, given, [run("run-1")])
    assert last_run(target) == result.run
    assert result.run.messages == given.messages
    assert [entry.run_id for entry in runs(target)] == ["run-1", "run-2"]


def test_hash_is_of_content_not_of_the_run(tmp_path: Path, readings: list[Reading]) -> None:
    one = build(tmp_path / "one.duckdb", readings, run("run-1")).path
    other = build(tmp_path / "other.duckdb", readings[::-1], run("run-2"), [run("run-1")]).path
    assert logical_hash(one) == logical_hash(other)
    less = build(tmp_path / "less.duckdb", readings[1:], run("run-1")).path
    assert logical_hash(one) != logical_hash(less)


def test_rows_keep_the_order_of_the_documents(tmp_path: Path) -> None:
    claims = [share(float(value)) for value in (7, 99, 3, 50)]
    path = build(tmp_path / "skl.duckdb", [said(source("b"), *claims), said(source("a"), share())], run()).path
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("SELECT source_id, value FROM claims").fetchall()
    assert found == [("a", 46.0), ("b", 7.0), ("b", 99.0), ("b", 3.0), ("b", 50.0)]


def test_no_readings_make_an_empty_database_with_all_views(tmp_path: Path) -> None:
    path = build(tmp_path / "skl.duckdb", [], run()).path
    with duckdb.connect(str(path), read_only=True) as connection:
        for view in VIEWS:
            connection.execute(f"SELECT * FROM {view.name}").fetchall()
    assert assemble([], "run-1").claims == 0


def test_file_has_the_format_of_the_previous_long_term_support(built: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{built}' AS old (READ_ONLY)")
        row = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'old'").fetchone()
    assert row is not None
    assert row[0]["storage_version"].startswith("v1.4")


@pytest.mark.parametrize(
    ("table", "times", "told"),
    [
        ("pages", 0, r"values of \(source_id, page\) are not in pages"),
        ("indicators", 0, r"values of \(indicator_id\) are not in indicators"),
        ("claims", 2, r"values of \(claim_id\) are in it more than once"),
        ("sources", 2, r"values of \(source_id\) are in it more than once"),
    ],
)
def test_rows_that_are_missing_or_there_twice_are_never_swapped_in(
    tmp_path: Path, readings: list[Reading], table: str, times: int, told: str
) -> None:
    content = assemble(readings, "run-1")
    rows = pd.concat([content.frames[table]] * times or [content.frames[table].iloc[:0]], ignore_index=True)
    with pytest.raises(WarehouseError, match=told):
        write(tmp_path / "skl.duckdb", replace(content, frames=content.frames | {table: rows}), run())
    assert not (tmp_path / "skl.duckdb").exists() and leftovers(tmp_path) == []
