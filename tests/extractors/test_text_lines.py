"""Quotes are found again in texts and web pages, with their line."""

from __future__ import annotations

import pytest

from extractors.lines import Found, fold, read_lines
from schemas.codes import MediaType

TEXT = "Rubrik\n\n  57 procent av kommu-\nnerna har e-tjänster.\n57 procent\n"


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("Rubrik", 1),
        ("57 procent av kommunerna har e-tjänster.", 3),
        ("e‑tjänster", 4),
        ("e-tja\u0308nster", 4),
    ],
)
def test_a_quote_is_found_over_line_ends_and_hyphens(quote: str, line: int) -> None:
    lines = read_lines(TEXT, MediaType.TEXT)
    position = lines.find(quote)
    assert position is not None and lines.at(position).line == line


def test_the_same_words_again_are_found_further_on() -> None:
    lines = read_lines(TEXT, MediaType.TEXT)
    first = lines.find("57 procent")
    assert first is not None
    second = lines.find("57 procent", first + 1)
    assert second is not None
    assert [lines.at(first), lines.at(second)] == [Found(3, "57 procent av kommu-"), Found(5, "57 procent")]


def test_what_is_not_there_is_not_found() -> None:
    lines = read_lines(TEXT, MediaType.TEXT)
    assert lines.find("75 procent") is None and lines.find("") is None and lines.find(" - ") is None


def test_a_web_page_is_read_as_it_is_shown() -> None:
    html = (
        "<!doctype html><html><head><title>99 procent</title><script>var a = '98 procent';</script></head>\n"
        "<body>\n<h1>Fyra av fem</h1>\n<p>Drygt <b>81&nbsp;procent</b> av\nkommunerna</p>\n<p>46 %</p></body></html>"
    )
    lines = read_lines(html, MediaType.HTML)
    found = {quote: lines.find(quote) for quote in ("81 procent av kommunerna", "46 %", "99 procent", "98 procent")}
    assert found["99 procent"] is None and found["98 procent"] is None
    assert found["81 procent av kommunerna"] is not None and found["46 %"] is not None
    assert lines.at(found["81 procent av kommunerna"]) == Found(4, "Drygt 81 procent av kommunerna")
    assert lines.at(found["46 %"]).line == 6


def test_a_line_of_any_length_is_shown_around_the_quote() -> None:
    lines = read_lines("ord " * 5000 + "57 procent " + "slut " * 5000, MediaType.TEXT)
    position = lines.find("57 procent")
    assert position is not None
    shown = lines.at(position)
    assert shown.line == 1 and "57 procent" in shown.text and len(shown.text) < 320


def test_what_engines_change_is_folded_away() -> None:
    assert fold("e-\nförvaltning • 46\u00a0%") == fold("e\u2011förvaltning46 %")
    assert fold("57") != fold("75")
