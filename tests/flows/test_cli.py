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
from PIL import Image
from rich.console import Console
from shelf import ROOT, Shelf, inside, share, skl, typeset
from typer.main import get_command
from typer.testing import CliRunner

from flows import console
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
def made(default_catalog: Path) -> Shelf:
    """The default catalog, ingested; to be read only."""
    return Shelf(default_catalog)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one source, not ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    return shelf


def asked(shelf: Shelf, sql: str, *words: str) -> subprocess.CompletedProcess[str]:
    return inside("query", sql, "--warehouse", shelf.warehouse, *words)


def refused(outcome: subprocess.CompletedProcess[str], status: int, *parts: str) -> None:
    """Assert a message on stderr, nothing on stdout, no traceback."""
    assert outcome.returncode == status, outcome.stderr
    assert outcome.stdout == ""
    assert all(part in outcome.stderr for part in parts), outcome.stderr
    assert "Traceback" not in outcome.stderr


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


def test_check_names_the_next_commands(made: Shelf) -> None:
    outcome = skl("check", "--warehouse", made.warehouse)
    assert outcome.stderr == "" and outcome.returncode in (0, 3)
    assert "Sources not read: 5" in outcome.stdout
    assert "next: skl add FILE --source skl-eservices-2014-report" in outcome.stdout
    commands = [line.split("next: ", 1)[1] for line in outcome.stdout.splitlines() if "next: skl query" in line]
    for command in commands:
        assert inside("query", command.split('"')[1], "--warehouse", made.warehouse).returncode == 0, command


def test_check_when_nothing_is_open(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    outcome = inside("check", "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and outcome.stderr == "", outcome.stderr
    assert outcome.stdout.startswith("Nothing is open"), outcome.stdout


def test_check_tells_of_a_source_that_failed(shelf: Shelf) -> None:
    shelf.put("b", typeset("46 procent", password="hemligt"))
    assert shelf.ingest().exit_status == 3
    outcome = inside("check", "--warehouse", shelf.warehouse)
    assert outcome.returncode == 3
    assert "Sources not read: 1" in outcome.stdout and "b: it is encrypted" in outcome.stdout


def test_check_lists_all_unexplained_numbers_by_page(shelf: Shelf) -> None:
    shelf.put(
        "a", typeset("46 procent av kommunerna har en app 2014.", *(f"{number} 7{number}" for number in range(21, 29)))
    )
    assert shelf.ingest().exit_status == 0
    stray = shelf.rows("SELECT count(*) FROM coverage WHERE status = 'unexplained'")[0][0]
    assert isinstance(stray, int) and stray > 5
    short, whole = (inside("check", "--warehouse", shelf.warehouse, *words).stdout for words in ((), ("--all",)))
    assert short.count("“") == 5 and f"and {stray - 5} more; next: skl check --all" in short
    assert whole.count("“") == stray and "more;" not in whole
    assert "    page 1:\n      “21” at 70, 1" in whole
    assert whole.count("next: skl audit page a 1") == 1


def test_audit_page_marks_each_kind_of_number_in_its_own_way(shelf: Shelf) -> None:
    shelf.put("a", typeset("46 procent av kommunerna har en app 2014.", "98765"))
    assert shelf.ingest().exit_status == 0
    fates: dict[Any, Any] = dict(shelf.rows("SELECT status, [x0, top, x1, bottom] FROM coverage"))
    assert set(fates) == {"used", "explained", "unexplained"}
    outcome = inside("audit", "page", "a", 1, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    path = shelf.warehouse.parent / "evidence" / "a-page-1.png"
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, f"{path}\n", "")
    image = Image.open(path).convert("RGB")
    assert image.height > 2 * 842 + 60, "a legend below the page"
    drawn = {fate: outlined(image, box) for fate, box in fates.items()}
    assert drawn["unexplained"] == pytest.approx((1, 1), abs=0.1), "a whole box"
    assert drawn["used"][0] == pytest.approx(1, abs=0.1) and drawn["used"][1] < 0.4, "lines above and below"
    assert all(0.3 < share < 0.9 for share in drawn["explained"]), "dashes"
    assert len({hue(image, box) for box in fates.values()}) == 3


def outlined(image: Image.Image, box: Any) -> tuple[float, float]:
    """How much of the upper and of the left edge around a box, in points, has been drawn."""
    x0, top, x1, bottom = (round(edge * 2) for edge in box)
    above, left = image.crop((x0 - 3, top - 5, x1 + 4, top)), image.crop((x0 - 5, top - 3, x0, bottom + 4))
    columns = [any(dark(above.getpixel((x, y))) for y in range(above.height)) for x in range(above.width)]
    rows = [any(dark(left.getpixel((x, y))) for x in range(left.width)) for y in range(left.height)]
    return sum(columns) / len(columns), sum(rows) / len(rows)


def dark(pixel: Any) -> bool:
    return sum(pixel) < 600


def hue(image: Image.Image, box: Any) -> Any:
    """The colour that there is most of just above a box."""
    x0, top, x1, _ = (round(edge * 2) for edge in box)
    pixels = image.crop((x0, top - 5, x1, top)).getdata()
    return max((pixel for pixel in pixels if dark(pixel)), key=list(pixels).count)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("z", 1), "no source has the id “z”. With pages: a"),
        (("a", 2), "a: no page 2; its pages are 1 to 1"),
        (("a", 0), "a: no page 0; its pages are 1 to 1"),
        (("text", 1), "text: text/plain, which has no pages to draw. Its numbers: skl query"),
        (("locked", 1), "locked: not read, so nothing is known of its pages. See: skl check"),
    ],
)
def test_audit_page_of_what_can_not_be_drawn(shelf: Shelf, words: tuple[object, ...], told: str) -> None:
    shelf.put("locked", typeset("46 procent", password="hemligt"))
    shelf.put("text", "År 2014 har 46 procent av kommunerna en app.".encode(), kind="press")
    assert shelf.ingest().exit_status == 3
    refused(inside("audit", "page", *words, "--raw", shelf.raw, "--warehouse", shelf.warehouse), 1, told)


Box = tuple[float, float, float, float]


def coloured(drawn: Image.Image, printed: Image.Image, box: Box) -> tuple[int, int]:
    """How many pixels in a box of points were made red (the number's frame), and how many yellow (the quote)."""
    area = tuple(round(edge * 2) for edge in box)
    pairs = zip(drawn.crop(area).getdata(), printed.crop(area).getdata(), strict=True)
    new = [pixel for pixel, before in pairs if pixel != before]
    red = sum(1 for r, g, b in new if r > 150 and g < 60 and b < 100)
    yellow = sum(1 for r, g, b in new if r > 200 and g > 180 and b < 200)
    return red, yellow


def test_audit_show_marks_the_place(made: Shelf, tmp_path: Path) -> None:
    import pypdfium2

    claim_id, observation_id, page, quote = made.rows(
        "SELECT claim_id, observation_id, page, quote FROM percentages "
        "WHERE source_id LIKE '%report-rec%' AND length(quote) > 60 ORDER BY 1"
    )[0]
    mark = made.rows(f"SELECT x0, top, x1, bottom FROM claim_marks WHERE claim_id = '{claim_id}' AND page = {page}")[0]
    outcome = skl("audit", "show", observation_id, "--raw", made.raw, "--warehouse", made.warehouse, "--out", tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert f"“{quote}”" in outcome.stdout and f"page:       {page}" in outcome.stdout
    assert f"picture:    {tmp_path / str(claim_id)}.png" in outcome.stdout
    image = Image.open(tmp_path / f"{claim_id}.png").convert("RGB")
    file = made.raw / "skl" / "reconstruction-2014-report" / "reconstruction-2014-report.pdf"
    plain = pypdfium2.PdfDocument(file)[int(str(page)) - 1].render(scale=2.0).to_pil().convert("RGB")
    assert plain.size == image.size
    x0, top, x1, bottom = (float(str(edge)) for edge in mark)
    red, yellow = coloured(image, plain, (x0 - 3, top - 3, x1 + 3, bottom + 3))
    assert red > 50 and yellow > 20
    assert coloured(image, plain, (0, 0, 595, 842)) > (red, yellow)
    assert coloured(image, plain, (0, 0, 595, 842))[0] == red
    assert (
        coloured(image, plain, (0, 0, 595, top - 120)) == coloured(image, plain, (0, bottom + 120, 595, 842)) == (0, 0)
    )


def test_audit_show_of_a_claim_id_and_beside_the_warehouse(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    claim_id = shelf.rows("SELECT claim_id FROM claims WHERE unit = 'percent'")[0][0]
    outcome = inside("audit", "show", claim_id, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and outcome.stdout.startswith("46 procent = 46 (percent, share), 2014")
    assert (shelf.warehouse.parent / "evidence" / f"{claim_id}.png").read_bytes().startswith(b"\x89PNG")


def test_audit_show_of_an_unknown_id(made: Shelf) -> None:
    words = ("audit", "show", "--raw", made.raw, "--warehouse", made.warehouse)
    refused(
        inside(*words, "nothing-like-it"), 1, "no claim and no observation has the id", 'skl query "SELECT claim_id'
    )
    known = str(made.rows("SELECT claim_id FROM claims ORDER BY 1 LIMIT 1")[0][0])
    refused(inside(*words, known[:6]), 1, "Ids that begin so: ", known)


def test_audit_show_without_the_snapshot(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    for path in (shelf.raw / "a").glob("[0-9a-f]*.pdf"):
        if path.name != "file.pdf":
            path.unlink()
    claim_id = shelf.rows("SELECT claim_id FROM claims LIMIT 1")[0][0]
    outcome = inside("audit", "show", claim_id, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and "-place.png" in outcome.stdout and "it is missing" in outcome.stdout


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
