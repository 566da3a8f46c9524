"""``skl query`` only reads, and gives every value as it is, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from rich.console import Console
from shelf import Shelf, inside, refused, skl
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
