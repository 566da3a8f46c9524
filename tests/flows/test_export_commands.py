"""``skl export`` and ``skl dictionary``: exit status, what goes to stdout and what to stderr."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from shelf import Shelf, share, skl
from typer.testing import CliRunner, Result

from flows import export as commands
from flows.cli import app
from schemas.tables import VIEWS
from warehouse.export import Exported
from warehouse.formats import ExportFormat

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One source, ingested; to be read only."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    return shelf


def inside(*words: object) -> Result:
    """The command in this process."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_export_tells_on_stderr_only(shelf: Shelf, tmp_path: Path) -> None:
    outcome = skl("export", "--format", "csv", "--out", tmp_path / "out", "--warehouse", shelf.warehouse)
    assert (outcome.returncode, outcome.stdout) == (0, ""), outcome.stderr
    assert f"{len(VIEWS)} views" in outcome.stderr and "as csv, of run " in outcome.stderr
    assert "46 procent" in (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ExportFormat)
def test_each_format_comes_out(shelf: Shelf, tmp_path: Path, format: ExportFormat) -> None:
    outcome = inside("export", "--format", format, "--out", tmp_path, "--warehouse", shelf.warehouse)
    assert outcome.exit_code == 0, outcome.stderr
    assert any(path.suffix in {".parquet", ".csv", ".xlsx", ".json"} for path in tmp_path.glob("[!.]*"))


@pytest.mark.parametrize("words", [[], ["--format", "csv"], ["--out", "x"], ["--format", "ods", "--out", "x"]])
def test_wrong_words(words: list[str]) -> None:
    outcome = inside("export", *words)
    assert (outcome.exit_code, outcome.stdout) == (2, "")


def test_out_that_is_a_file(shelf: Shelf) -> None:
    outcome = inside("export", "--format", "csv", "--out", shelf.warehouse, "--warehouse", shelf.warehouse)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "this is a file; name a folder" in outcome.stderr


def test_file_of_others_in_the_way(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "skl.xlsx").write_text("mine")
    outcome = inside("export", "--format", "xlsx", "--out", tmp_path, "--warehouse", shelf.warehouse)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "skl.xlsx" in outcome.stderr and "Nothing was changed" in outcome.stderr


def test_no_warehouse(tmp_path: Path) -> None:
    outcome = inside("export", "--format", "csv", "--out", tmp_path / "out", "--warehouse", tmp_path / "none.duckdb")
    assert (outcome.exit_code, outcome.stdout) == (1, "")
    assert "none.duckdb: no such file. Make it with: skl ingest" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_what_a_format_can_not_hold_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    losses = tuple(f"Excel: row {number} is cut" for number in range(commands.SHOWN + 2))
    monkeypatch.setattr("warehouse.export.export", lambda *_: Exported("run-1", 20, 100, losses))
    outcome = inside("export", "--format", "xlsx", "--out", tmp_path)
    assert (outcome.exit_code, outcome.stdout) == (3, "")
    assert outcome.stderr.count("is cut") == commands.SHOWN and "and 2 more" in outcome.stderr


def test_dictionary_on_stdout() -> None:
    outcome = skl("dictionary")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("# E-services") and all(f"### {view.name}\n" in outcome.stdout for view in VIEWS)


def test_dictionary_for_programs() -> None:
    known = json.loads(inside("dictionary", "--format", "json").stdout)
    listed = list(csv.DictReader(io.StringIO(inside("dictionary", "--format", "csv").stdout)))
    assert len(known) == len(listed) > 300
    codes = next(row for row in known if (row["name"], row["column"]) == ("municipalities", "municipality_code"))
    assert (codes["type"], codes["nullable"], codes["key"], codes["pattern"]) == ("VARCHAR", False, True, r"^\d{4}$")


def test_dictionary_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "dictionary.html"
    outcome = inside("dictionary", "--html", page)
    assert (outcome.exit_code, outcome.stdout) == (0, "") and str(page) in outcome.stderr.replace("\n", "")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_dictionary_where_nothing_can_be_written(tmp_path: Path) -> None:
    outcome = inside("dictionary", "--html", tmp_path / "none" / "dictionary.html")
    assert (outcome.exit_code, outcome.stdout) == (1, "") and "No such file or directory" in outcome.stderr
