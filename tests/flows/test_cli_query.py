"""``skl query`` only reads, and gives every value as it is, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console
from shelf import ROOT, Shelf, inside, refused, skl
from typer.testing import CliRunner

from flows import console
from flows.cli import app

pytestmark = pytest.mark.usefixtures("one_process")


def asked(shelf: Shelf, sql: str, *words: str) -> subprocess.CompletedProcess[str]:
    return inside("query", sql, "--warehouse", shelf.warehouse, *words)


HARD = "SELECT '0114' AS code, NULL AS nothing, 1.5 AS number, DATE '2014-06-19' AS day, 'å, \"b\"' AS s, [1, 2] AS l"


def test_query_as_json(made: Shelf) -> None:
    outcome = skl("query", HARD, "--format", "json", "--warehouse", made.warehouse)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout) == [
        {"code": "0114", "nothing": None, "number": 1.5, "day": "2014-06-19", "s": 'å, "b"', "l": [1, 2]}
    ]
    assert json.loads(asked(made, "SELECT 1 WHERE false", "--format", "json").stdout) == []


def test_query_as_json_is_json_whatever_the_numbers_are(made: Shelf) -> None:
    def never(word: str) -> None:
        raise AssertionError(word)

    outcome = asked(made, "SELECT 'nan'::DOUBLE AS a, ['inf'::DOUBLE, 1] AS b", "--format", "json")
    assert json.loads(outcome.stdout, parse_constant=never) == [{"a": None, "b": [None, 1.0]}]


def test_a_narrow_terminal_breaks_no_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Console(width=24, force_terminal=True, no_color=True, highlight=False, markup=False)
    monkeypatch.setattr(console, "Console", lambda **_: terminal)
    rows = [("Känner till andras appar", 2014, 60.5, 12, "corroborated", "reconstruction")]
    columns = ("indicator", "year", "percent", "witnesses", "status", "origin")
    console.print_rows(columns, rows, console.OutputFormat.TABLE)
    assert {"2014", "60.5"} <= set(capsys.readouterr().out.split())


def test_query_as_csv(made: Shelf) -> None:
    outcome = asked(made, HARD, "--format", "csv")
    header, row = csv.reader(io.StringIO(outcome.stdout))
    assert header == ["code", "nothing", "number", "day", "s", "l"]
    assert row[:5] == ["0114", "", "1.5", "2014-06-19", 'å, "b"']


def test_query_as_a_table_cuts_nothing(made: Shelf) -> None:
    outcome = asked(made, "SELECT repeat('x', 300) AS long, 7 AS number")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    header, row = outcome.stdout.splitlines()
    assert header.split() == ["long", "number"] and row.split() == ["x" * 300, "7"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM store.claims",
        "CREATE TABLE t AS SELECT 1",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "ATTACH 'x.db'",
        "SELECT 1; DROP VIEW claims",
        "SET memory_limit = '1GB'",
        "SELECT * FROM read_text('pyproject.toml')",
        "SELEC 1",
        "SELECT * FROM nowhere",
        "",
    ],
)
def test_query_only_reads(made: Shelf, sql: str) -> None:
    before = made.warehouse.read_bytes()
    refused(inside("query", sql, "--warehouse", made.warehouse), 2)
    assert made.warehouse.read_bytes() == before


@pytest.mark.parametrize("sql", ["-- how many = ?\nSELECT 7 AS n", "--\nSELECT 7 AS n", "/* - */ SELECT 7 AS n", "-"])
def test_query_takes_comments_first_and_stdin(made: Shelf, sql: str) -> None:
    words = ["query", sql, "--format", "csv", "--warehouse", str(made.warehouse)]
    result = CliRunner().invoke(app, words, input="-- from stdin\nSELECT 7 AS n\n")
    assert (result.exit_code, result.stdout) == (0, "n\n7\n"), result.stderr


def test_an_option_that_query_does_not_know_is_not_passed_over(made: Shelf) -> None:
    refused(inside("query", "SELECT 1", "--fromat", "csv", "--warehouse", made.warehouse), 2)


@pytest.mark.parametrize(
    "command", ["query SELECT", "check", "audit show x", "audit page a 1", "audit verify", "audit sample"]
)
@pytest.mark.parametrize("content", [None, b"my notes"])
def test_a_warehouse_that_can_not_be_read(tmp_path: Path, command: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "w.duckdb").write_bytes(content)
    words = [word if word != "SELECT" else "SELECT 1" for word in command.split()]
    outcome = inside(*words, "--warehouse", tmp_path / "w.duckdb")
    refused(outcome, 1, "w.duckdb: ", "no such file" if content is None else "not a DuckDB")


def test_query_as_json_loses_no_column_of_the_same_name(made: Shelf) -> None:
    outcome = asked(made, "SELECT 1 AS a, 2 AS a", "--format", "json")
    assert json.loads(outcome.stdout) == [{"a": 1, "a_2": 2}]


def test_nothing_that_a_document_holds_acts_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    bad = "\x1b]0;x\x07\x9b31m 46\u202e64"
    console.print_rows(["a\x1b"], [(bad,)], console.OutputFormat.TABLE)
    console.say(bad)
    console.note(f"{bad} :warning: å\n")
    shown = "".join(capsys.readouterr())
    assert "\\x1b]0;x\\x07\\x9b31m 46\\u202e64" in shown and ":warning: å" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ("dictionary >&-", 0, ""),
        ("dictionary --format csv 2>&-", 0, ""),
        ("query - <&-", 2, "found 0"),
        ("query 'SELECT nothing' 2>/dev/full", 2, ""),
        ("query - < latin", 2, "standard input: not UTF-8 text (byte 8)"),
        (r"query $'\xff'", 2, "not UTF-8"),
        ("query 'SELECT 1' > /dev/full", 1, "No space left"),
    ],
)
def test_streams_that_take_or_give_no_text(made: Shelf, tmp_path: Path, line: str, status: int, told: str) -> None:
    (tmp_path / "latin").write_bytes(b"SELECT '\xe5'")
    command = f"{sys.executable} -m flows.cli {line}"
    if line.startswith("query"):
        command += f" --warehouse {made.warehouse}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    outcome = subprocess.run(
        ["bash", "-c", command], check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=environment
    )
    assert outcome.returncode == status and told in outcome.stderr
    assert "Traceback" not in outcome.stderr and "Exception ignored" not in outcome.stderr


def test_a_terminal_without_letters_beyond_ascii_gets_them_all_the_same(made: Shelf) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    words = ("query", "SELECT municipality FROM ranks ORDER BY municipality LIMIT 1", "--warehouse", made.warehouse)
    assert skl(*words, **plain).stdout.split() == ["municipality", "Göteborg"]


@pytest.mark.parametrize("left", [20, 8192, 1_000_000])
@pytest.mark.parametrize("command", ["query", "check", "ingest"])
def test_a_warehouse_that_was_cut_off_is_named_with_the_way_out(
    made: Shelf, tmp_path: Path, left: int, command: str
) -> None:
    path = tmp_path / "cut.duckdb"
    path.write_bytes(made.warehouse.read_bytes()[:left])
    words = {"query": ["FROM claims"], "ingest": ["--no-prefect", "--offline", "--raw", made.raw], "check": []}[command]
    refused(inside(command, *words, "--warehouse", path), 1, "cut.duckdb: ", "Move it away, and make it anew")
    assert path.stat().st_size == left


def test_ctrl_c_ends_a_question_at_once(made: Shelf) -> None:
    words = ["query", "SELECT count(*) FROM range(1000000000000)", "--warehouse", str(made.warehouse)]
    command = [sys.executable, "-m", "flows.cli", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        outcome = process.communicate(timeout=10)
    assert process.returncode == 130 and "Traceback" not in outcome[1] and outcome[0] == ""
