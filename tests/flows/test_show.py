"""``skl audit show``: everything about one number, its picture, and nothing a terminal can't show."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shelf import ROOT, Shelf, inside, share

from flows.inline_picture import inline
from flows.reviews import append_review
from schemas.reviews import Before, Draft, Verdict

pytestmark = pytest.mark.usefixtures("one_process")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one source, ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    return shelf


def claim_id(shelf: Shelf) -> str:
    return str(shelf.rows("SELECT claim_id FROM claims")[0][0])


def shown(shelf: Shelf, raw: Path | None = None) -> str:
    outcome = inside("audit", "show", claim_id(shelf), "--raw", raw or shelf.raw, "--warehouse", shelf.warehouse)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "\x1b" not in outcome.stdout
    return outcome.stdout


def test_all_that_is_known_of_a_number_is_told(shelf: Shelf) -> None:
    told = shown(shelf)
    sha256 = shelf.rows("SELECT sha256 FROM snapshots")[0][0]
    parts = (
        "46 procent = 46 (percent, share), 2014",
        "quote:      “År 2014 erbjuder 46 procent av kommunerna en app till invånarna.”",
        "page:       1 in the file; no number is printed on it",
        f"snapshot:   {(shelf.raw / 'a').resolve().as_uri()}/{sha256}.pdf#page=1",
        "archive:    none is known",
        f"sha256:     {sha256}",
        "UTC, read by prose",
        "review:     none",
    )
    assert [part for part in parts if part not in told] == []


def test_an_archive_that_the_catalog_names_is_told_with_the_page(shelf: Shelf) -> None:
    toml = shelf.raw / "a" / "source.toml"
    archived = "https://web.archive.org/web/2015/https://skl.se/a.pdf"
    toml.write_text(toml.read_text(encoding="utf-8") + f'\n[[location]]\nurl = "{archived}"\n', encoding="utf-8")
    assert f"archive:    {archived}#page=1" in shown(shelf)


def test_on_a_machine_with_only_the_database_the_place_is_shown(shelf: Shelf, tmp_path: Path) -> None:
    told = shown(shelf, tmp_path / "nowhere")
    path = shelf.warehouse.parent / "evidence" / f"{claim_id(shelf)}-place.png"
    assert f"picture:    {path}" in told and path.read_bytes().startswith(b"\x89PNG")
    assert "the place only, as the database has it" in told


@pytest.mark.parametrize(
    ("same", "expected"), [(True, "accepted by Eva, 2026-01-01"), (False, "none that stands; before it changed")]
)
def test_the_verdict_that_stands_is_told(shelf: Shelf, same: bool, expected: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    before = Before("46 procent", 46.0, "q", 1)
    content = str(shelf.rows("SELECT content FROM claims")[0][0]) if same else "c" * 64
    append_review(shelf.raw, Draft(claim_id(shelf), "a", content, Verdict.ACCEPTED, None, "", "Eva", now, before))
    assert f"review:     {expected}" in shown(shelf)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm-256color"},
        {},
        {"TERM": "dumb", "TERM_PROGRAM": "Apple_Terminal"},
        {"TERM": "screen-256color", "TERM_PROGRAM": "iTerm.app"},
        {"TERM": "xterm-kitty", "TMUX": "/tmp-1/tmux,1,0"},
    ],
)
def test_a_terminal_that_can_not_show_pictures_gets_none(environment: Mapping[str, str]) -> None:
    assert inline(PNG, Terminal(), environment) == ""


@pytest.mark.parametrize("environment", [{"TERM": "xterm-kitty"}, {"TERM_PROGRAM": "iTerm.app"}])
def test_a_pipe_gets_none_whatever_the_terminal_is(environment: Mapping[str, str]) -> None:
    assert inline(PNG, io.StringIO(), environment) == ""


def test_kitty_gets_the_picture_in_parts() -> None:
    told = inline(PNG, Terminal(), {"TERM": "xterm-kitty"})
    parts = re.findall("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\", told)
    assert b64decode("".join(payload for _, payload in parts)) == PNG
    assert [keys for keys, _ in parts] == ["a=T,f=100,m=1", "m=1", "m=1", "m=0"]
    assert all(len(payload) <= 4096 for _, payload in parts)


def test_iterm_gets_the_picture_whole() -> None:
    told = inline(PNG, Terminal(), {"TERM_PROGRAM": "iTerm.app", "TERM": "xterm-256color"})
    head, payload = told.rstrip("\a\n").split(":")
    assert head == f"\x1b]1337;File=inline=1;preserveAspectRatio=1;size={len(PNG)}" and b64decode(payload) == PNG


def test_a_real_terminal_gets_the_picture_that_the_database_holds(shelf: Shelf) -> None:
    parent, child = pty.openpty()
    words = ["audit", "show", claim_id(shelf), "--raw", str(shelf.raw), "--warehouse", str(shelf.warehouse)]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-kitty",
        "TERM_PROGRAM": "",
        "PYTHONIOENCODING": "utf-8",
    }
    environment = {name: text for name, text in environment.items() if name not in ("TMUX", "STY")}
    process = subprocess.Popen([sys.executable, "-m", "flows.cli", *words], stdout=child, env=environment, cwd=ROOT)
    os.close(child)
    told = b""
    try:
        while part := os.read(parent, 65_536):
            told += part
    except OSError:  # Linux says the end of a terminal by an error
        pass
    os.close(parent)
    assert process.wait(30) == 0
    payload = b"".join(re.findall(b"\x1b_G[^;]*;([^\x1b]*)\x1b", told))
    assert b64decode(payload) == shelf.rows("SELECT png FROM evidence")[0][0]
