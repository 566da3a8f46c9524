"""The command line: exit status, what goes to stdout and what to stderr; never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shelf import ROOT, Shelf, inside, refused, share, skl, typeset
from typer.main import get_command

from flows.cli import app

pytestmark = pytest.mark.usefixtures("one_process")


COMMANDS = (
    "ingest",
    "fetch",
    "add",
    "sources",
    "query",
    "check",
    "audit",
    "audit show",
    "audit page",
    "audit verify",
    "audit sample",
    "serve",
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one source, not ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    return shelf


def every_command(group: Any = None, words: str = "") -> Iterator[str]:
    """Each command of the program by its words, groups too."""
    for name, command in (group or get_command(app)).commands.items():
        yield (known := f"{words} {name}".strip())
        if hasattr(command, "commands"):
            yield from every_command(command, known)


def test_the_list_of_commands_is_whole() -> None:
    assert set(every_command()) >= set(COMMANDS)


@pytest.mark.parametrize("run", [skl, inside])
def test_help_of_all(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    outcome = run("--help")
    assert outcome.returncode == 0 and outcome.stderr == ""
    assert outcome.stdout.startswith("Usage: ")


@pytest.mark.parametrize("command", every_command())
def test_help(command: str) -> None:
    outcome = inside(*command.split(), "--help")
    assert outcome.returncode == 0 and outcome.stderr == ""
    assert outcome.stdout.startswith("Usage: ")


def test_help_names_the_options_of_the_contract() -> None:
    text = inside("ingest", "--help").stdout
    assert all(option in text for option in ("--raw", "--warehouse", "--offline", "--workers", "--engine"))


@pytest.mark.parametrize("words", [["nonsense"], ["ingest", "--nonsense"], ["query"], ["ingest", "--workers", "0"]])
def test_wrong_words(words: list[str]) -> None:
    refused(skl(*words), 2)


def test_ingest_tells_on_stderr_only(shelf: Shelf) -> None:
    words = ("ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    first, second = skl(*words), skl(*words)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert "a: new snapshot, PDF" in first.stderr and f"{shelf.warehouse}: 1 claims from 1 sources" in first.stderr
    assert "Sources read by origin: 1 synthetic." in first.stderr
    assert (second.returncode, second.stdout) == (0, "") and "Nothing new since run" in second.stderr


def test_ingest_says_what_failed_and_what_to_do(shelf: Shelf) -> None:
    shelf.put("b", typeset("46 procent", password="hemligt"))
    shelf.put("c")
    outcome = inside("ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    refused(outcome, 3, "b: failed: it is encrypted and needs a password", "skl add FILE --source c")


def test_ingest_with_a_catalog_of_nothing_usable(shelf: Shelf) -> None:
    shelf.put("a", b"")
    outcome = inside("ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    refused(outcome, 1, "a: failed: ", "Nothing usable came out of any source")
    assert not shelf.warehouse.exists()


@pytest.mark.parametrize("command", ["ingest --no-prefect", "fetch", "sources", "add {file} --source a"])
def test_a_missing_catalog(tmp_path: Path, command: str) -> None:
    words = command.format(file=__file__).split()
    refused(inside(*words, "--raw", tmp_path / "nowhere"), 2, "nowhere: no such folder", "--raw")


@pytest.mark.parametrize("command", ["ingest --no-prefect z", "fetch z", "add {file} --source z"])
def test_an_unknown_source(shelf: Shelf, command: str) -> None:
    refused(inside(*command.format(file=__file__).split(), "--raw", shelf.raw), 2, "no source has the id “z”. Known: a")


def test_a_warehouse_that_is_a_folder(shelf: Shelf) -> None:
    outcome = inside("ingest", "--no-prefect", "--offline", "--raw", shelf.raw, "--warehouse", shelf.raw)
    refused(outcome, 1, "this is a folder; name a file")


def test_fetch_takes_snapshots_only(shelf: Shelf) -> None:
    outcome = inside("fetch", "--raw", shelf.raw)
    refused(outcome, 0, "a: new snapshot, PDF, 1 kB, from file:file.pdf")
    assert not shelf.warehouse.exists()
    assert len((shelf.raw / "a" / "snapshots.jsonl").read_text().splitlines()) == 1


def test_fetch_without_a_network_says_what_was_tried(shelf: Shelf) -> None:
    shelf.put("b", url="https://publisher.invalid/report.pdf")
    refused(skl("fetch", "--raw", shelf.raw), 3, "b: no snapshot (tried: publisher.invalid", "skl add FILE --source b")
    refused(skl("fetch", "b", "--raw", shelf.raw), 1, "b: no snapshot")


def test_add_takes_a_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("b")
    (tmp_path / "mine.pdf").write_bytes(share(47))
    refused(inside("add", tmp_path / "mine.pdf", "--source", "b", "--raw", shelf.raw), 0, "b: ", "next: skl ingest")
    assert shelf.ingest().exit_status == 0
    assert shelf.shares() == {"a": 46.0, "b": 47.0}


@pytest.mark.parametrize(
    ("content", "cause"),
    [(None, "can't be read"), (b"", "it is empty"), (b"<html><title>404</title></html>", "it is HTML (“404”)")],
)
def test_add_refuses_what_can_not_be_the_source(shelf: Shelf, tmp_path: Path, content: bytes, cause: str) -> None:
    if content is not None:
        (tmp_path / "mine.pdf").write_bytes(content)
    refused(inside("add", tmp_path / "mine.pdf", "--source", "a", "--raw", shelf.raw), 1, "mine.pdf: ", cause)


def test_add_does_not_wait_for_a_pipe(shelf: Shelf, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    outcome = inside("add", tmp_path / "pipe.pdf", "--source", "a", "--raw", shelf.raw)
    refused(outcome, 1, "pipe.pdf: it is no file but a device or a pipe")


def test_sources_lists_the_catalog(made: Shelf) -> None:
    outcome = inside("sources", "--raw", made.raw, "--format", "json")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    rows = {row["source_id"]: row for row in json.loads(outcome.stdout)}
    assert len(rows) == 9 and rows["skl-eservices-2014-report"]["snapshot"] is None
    copy = rows["skl-eservices-2014-report-reconstruction"]
    assert copy["origin"] == "reconstruction" and copy["snapshot"].endswith(".pdf") and copy["last_reached_at"]


def test_sources_with_a_fault_in_the_catalog(shelf: Shelf) -> None:
    shelf.put("b", kind="leaflet")
    outcome = inside("sources", "--raw", shelf.raw, "--format", "csv")
    assert outcome.returncode == 2 and "b/source.toml: key “kind”" in outcome.stderr
    assert [row["source_id"] for row in csv.DictReader(io.StringIO(outcome.stdout))] == ["a"]


@pytest.mark.parametrize("cron", ["often", "* * * *", "61 * * * *", ""])
def test_serve_with_a_bad_schedule(shelf: Shelf, cron: str) -> None:
    refused(inside("serve", "--cron", cron, "--raw", shelf.raw), 2, f"--cron “{cron}”: expected five fields")


def test_serve_needs_a_schedule() -> None:
    refused(inside("serve"), 2, "--cron")


@pytest.mark.parametrize(("command", "lines"), [("query", 1), ("query", 0), ("check", 0)])
def test_a_closed_pipe_is_quiet(made: Shelf, command: str, lines: int) -> None:
    sql = ["SELECT * FROM coverage, range(300)", "--format", "csv"] if command == "query" else []
    words = [sys.executable, "-m", "flows.cli", command, *sql, "--warehouse", str(made.warehouse)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_the_auditors_page_takes_nobodys_place(made: Shelf, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    words = ("audit", "html", "--out", tmp_path, "--raw", made.raw, "--warehouse", made.warehouse)
    refused(inside(*words), 2, "index.html", "Nothing was changed")
    assert (tmp_path / "index.html").read_text() == "mine" and not (tmp_path / "data").exists()
