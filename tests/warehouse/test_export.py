"""Exports: whole or not at all, the same for the same database, and never over what others wrote."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from by_hand import run, said, share, source
from exported import NAMES, content
from filelock import FileLock

from schemas.reading import Reading
from schemas.tables import VIEWS
from warehouse import export_excel, outbox
from warehouse.build import build
from warehouse.errors import OutputError, WarehouseError
from warehouse.export import export
from warehouse.formats import ExportFormat
from warehouse.public import read_public

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("format", "files"),
    [
        (ExportFormat.PARQUET, {"dictionary.html", *(f"{name}.parquet" for name in NAMES)}),
        (ExportFormat.CSV, {"dictionary.html", *(f"{name}.csv" for name in NAMES)}),
        (ExportFormat.XLSX, {"skl.xlsx"}),
        (ExportFormat.DATAPACKAGE, {"dictionary.html", "datapackage.json", *(f"data/{name}.csv" for name in NAMES)}),
    ],
)
def test_the_same_database_gives_the_same_bytes(
    built: Path, tmp_path: Path, format: ExportFormat, files: set[str]
) -> None:
    done = export(built, format, tmp_path / "a" / "new")
    first = content(tmp_path / "a" / "new")
    assert set(first) == files
    assert (done.views, done.run_id) == (len(VIEWS), "run-1")
    export(built, format, tmp_path / "b")
    assert content(tmp_path / "b") == first


def test_a_database_built_again_gives_the_same_csv(tmp_path: Path, readings: list[Reading]) -> None:
    for name, given in (("a", readings), ("b", readings[::-1])):
        export(build(tmp_path / f"{name}.duckdb", given, run()).path, ExportFormat.CSV, tmp_path / name)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_rows_come_in_the_documents_order(make: Callable[..., Path]) -> None:
    claims = [share(number) for number in (50, 10, 40, 20, 30)]
    path = make(said(source(), *claims))
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT value FROM claims").fetchall() == [(50,), (10,), (40,), (20,), (30,)]


def test_a_second_export_replaces_the_first(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    newer = build(built, [said(source(), share(47))], run("run-2"), [run()]).path
    export(newer, ExportFormat.CSV, out)
    assert '"run-2"' in (out / "runs.csv").read_text() and '"47 procent"' in (out / "claims.csv").read_text()
    assert [path.name for path in out.iterdir() if path.name.endswith((".tmp", ".new"))] == []


def test_files_of_others_stay(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    export(built, ExportFormat.PARQUET, out)
    export(built, ExportFormat.CSV, out)
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "claims.parquet").exists() and (out / "claims.csv").exists()


def test_a_file_in_the_way_is_named_and_nothing_is_changed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "claims.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"not written by skl export, or changed since: claims\.csv\. Nothing was"):
        export(built, ExportFormat.CSV, out)
    assert content(out) == {"claims.csv": hashlib.sha256(b"mine").hexdigest()}


def test_a_file_that_somebody_changed_is_not_lost(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    (out / "ranks.csv").write_text("year\n2014\n")
    with pytest.raises(OutputError, match=r"ranks\.csv"):
        export(built, ExportFormat.CSV, out)
    assert (out / "ranks.csv").read_text() == "year\n2014\n"


def test_a_link_is_not_followed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").write_text("mine")
    (out / "claims.csv").symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError, match=r"claims\.csv"):
        export(built, ExportFormat.CSV, out)
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_file_that_is_no_longer_written_goes(tmp_path: Path) -> None:
    for names in (("a", "b"), ("a",)):
        with outbox.outbox(tmp_path, "csv") as folder:
            for name in names:
                (folder / name).write_text(name)
        with outbox.outbox(tmp_path, "xlsx") as folder:
            (folder / "other").write_text("x")
    assert set(content(tmp_path)) == {"a", "other"}


def test_a_ledger_that_leads_elsewhere_removes_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    entry = ["csv", [hashlib.sha256(b"mine").hexdigest()]]
    (out / outbox.LEDGER).write_text(json.dumps({"files": {"../precious": entry, str(precious): entry}}))
    with outbox.outbox(out, "csv") as folder:
        (folder / "a").write_text("a")
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("broken", ["", "[]", '{"files": 3}', '{"files": {"a": 1}}', "\x00"])
def test_a_broken_ledger_makes_no_file_ours(tmp_path: Path, broken: str) -> None:
    (tmp_path / outbox.LEDGER).write_text(broken)
    (tmp_path / "a").write_text("mine")
    with pytest.raises(OutputError), outbox.outbox(tmp_path, "csv") as folder:
        (folder / "a").write_text("new")
    assert (tmp_path / "a").read_text() == "mine"


def test_a_failure_leaves_the_old_files(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.XLSX, out)
    before = content(out)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_excel, "write_cover", fail)
    with pytest.raises(OSError, match="No space left"):
        export(built, ExportFormat.XLSX, out)
    assert content(out) == before
    assert [path.name for path in out.iterdir() if path.name.endswith(".tmp")] == []


def test_an_export_that_was_killed_between_two_files_is_mended(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(built, ExportFormat.CSV, out)
    newer = shutil.copy(built, tmp_path / "newer.duckdb")
    build(newer, [said(source(), share(47))], run("run-2"), [run()])
    code = """
        import os, sys, pathlib
        from warehouse.export import export
        from warehouse.formats import ExportFormat
        plain, seen = pathlib.Path.replace, []
        def replace(self, target):
            if len(seen) == 9:
                os._exit(9)
            seen.append(target)
            return plain(self, target)
        pathlib.Path.replace = replace
        export(pathlib.Path(sys.argv[1]), ExportFormat.CSV, pathlib.Path(sys.argv[2]))
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(newer), str(out)]
    outcome = subprocess.run(command, check=False, cwd=ROOT, timeout=60)
    assert outcome.returncode == 9
    assert any(path.name.endswith(".tmp") for path in out.iterdir())
    export(newer, ExportFormat.CSV, out)
    export(newer, ExportFormat.CSV, tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")
    assert not any(path.name.endswith(".tmp") for path in out.iterdir())


def test_two_exports_at_once_are_told_so(built: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / outbox.LOCK), pytest.raises(OutputError, match="another export is writing there"):
        export(built, ExportFormat.CSV, tmp_path)


def test_a_file_for_a_folder(built: Path) -> None:
    with pytest.raises(OutputError, match="this is a file; name a folder"):
        export(built, ExportFormat.CSV, built)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(OSError, match="Permission denied"):
        export(built, ExportFormat.CSV, folder / "out")


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE precious AS SELECT 42 AS answer")
    with pytest.raises(WarehouseError, match=r"other\.duckdb: not a database of skl's"):
        export(tmp_path / "other.duckdb", ExportFormat.CSV, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_database_of_another_version(built: Path) -> None:
    with duckdb.connect(str(built)) as connection:
        connection.execute("DROP VIEW figures; CREATE VIEW figures AS SELECT 1 AS page")
    with pytest.raises(WarehouseError, match="view figures has other columns than this version of skl knows"):
        read_public(built)
