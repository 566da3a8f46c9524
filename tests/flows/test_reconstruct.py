"""The embedded reconstruction: made from its facts, readable, and true to the published text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from flows.reconstruct import HEADER, Facts, FigureFacts, PageFacts, TableFacts, pdf_path, render, typeset
from flows.reconstruct_chart import Bar

RAW = Path(__file__).parents[2] / "raw" / "skl"
FACTS_FILES = sorted(RAW.glob("reconstruction-2014-*/facts.toml"))
REPORT = RAW / "reconstruction-2014-report" / "facts.toml"
TRANSCRIPT = Path(__file__).resolve().parents[3] / "shared" / "sources" / "report-transcript.txt"

WORDS = (
    "noll|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tretton|femton|sjuttio|hälften|tredje|fjärde|femte|"
    "drygt|nästan|närmare|ungefär|endast|ytterligare"
)
NUMBER = re.compile(rf"\d+|\b(?:{WORDS})\b", re.IGNORECASE)
PERCENT_WORDS = {"sex": 6, "sju": 7, "åtta": 8, "tretton": 13}
YEARS = {"2011", "2013", "2014", "2015", "2016"}
# Numbers of the transcript's pages that state nothing: list numbers, footnote marks, page numbers.
NOT_FACTS = {1: {"1"}, 6: {"1"}, 22: {"1", "2", "3", "4"}, 24: {"3"}, 25: {"4"}}


def load(facts_file: Path) -> dict[str, Any]:
    return tomllib.loads(facts_file.read_text(encoding="utf-8"))


def facts_of(facts_file: Path) -> Facts:
    return Facts.model_validate(load(facts_file))


@pytest.fixture(params=FACTS_FILES, ids=lambda path: path.parent.name)
def facts_file(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def page_texts(pdf: Path) -> list[str]:
    with pdfplumber.open(pdf) as document:
        return [" ".join(page.extract_text().split()) for page in document.pages]


def sentences(page: PageFacts) -> Iterator[str]:
    yield page.heading
    yield from page.paragraphs
    yield from (table.caption for table in page.table)
    yield from (figure.caption for figure in page.figure)


def cells(table: TableFacts) -> Iterator[str]:
    yield from table.columns
    for row in table.rows:
        yield from row


def numbers(text: str) -> set[str]:
    return {number.lower() for number in NUMBER.findall(text)} - YEARS


def stated(page: PageFacts) -> set[str]:
    labels = [str(figure.number) for figure in page.figure] + [str(table.number) for table in page.table]
    return numbers(" ".join([*sentences(page), *table_values(page), *labels]))


def table_values(page: PageFacts) -> list[str]:
    return [cell for table in page.table for row in table.rows for cell in row[1:]]


def percentages(text: str) -> set[int]:
    """Return the exact percentages in a text; a word counts like its digits."""
    found = re.findall(r"(\w+)(?: respektive (\w+))? procent", text.lower())
    words = {word for pair in found for word in pair if word}
    return {int(word) if word.isdigit() else PERCENT_WORDS.get(word, -1) for word in words}


def test_four_sources_are_there() -> None:
    assert [path.parent.name.removeprefix("reconstruction-2014-") for path in FACTS_FILES] == [
        "eservices",
        "press",
        "ranking",
        "report",
    ]


def test_committed_pdf_is_what_the_facts_give(facts_file: Path, tmp_path: Path) -> None:
    render(load(facts_file), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == pdf_path(facts_file).read_bytes()


def test_source_names_the_pdf(facts_file: Path) -> None:
    source = tomllib.loads(facts_file.with_name("source.toml").read_text(encoding="utf-8"))
    assert source["origin"] == "reconstruction"
    assert source["location"] == [{"file": pdf_path(facts_file).name}]


def test_each_page_says_what_it_is_and_its_number(facts_file: Path) -> None:
    texts = page_texts(pdf_path(facts_file))
    assert len(texts) == len(facts_of(facts_file).page)
    for number, text in enumerate(texts, start=1):
        assert text.startswith(HEADER)
        assert text.endswith(f" {number}")


def test_every_sentence_and_number_is_printed_on_its_page(facts_file: Path) -> None:
    texts = page_texts(pdf_path(facts_file))
    for page in facts_of(facts_file).page:
        text = texts[page.number - 1]
        for sentence in sentences(page):
            assert sentence in text
        for value in (f"{bar.value} %" for figure in page.figure for bar in figure.bars):
            assert value in text
        printed = text.split()
        for number in (cell for table in page.table for cell in cells(table) if re.search(r"\d", cell)):
            assert set(number.split()) <= set(printed)


def test_fonts_are_embedded(facts_file: Path) -> None:
    with pdfplumber.open(pdf_path(facts_file)) as document:
        fonts = {char["fontname"] for page in document.pages for char in page.chars}
    assert all(re.match(r"[A-Z]{6}\+BitstreamVeraSans", font) for font in fonts)


def test_bars_are_as_long_as_their_values() -> None:
    bars = [Bar(category="A", series="2014", value=value) for value in (20, 80)]
    figure = FigureFacts(number=1, caption="", bars=bars)
    page = PageFacts(number=1, heading="", paragraphs=[], figure=[figure])
    with pdfplumber.open(BytesIO(typeset(Facts(title="", page=[page])))) as document:
        rects = sorted(rect["width"] for rect in document.pages[0].rects)
    assert rects[2] == pytest.approx(4 * rects[1], abs=0.01)


def test_facts_that_do_not_fit_on_their_page_are_refused() -> None:
    page = PageFacts(number=7, heading="Lång", paragraphs=["Text."] * 100)
    with pytest.raises(ValueError, match="page 7"):
        typeset(Facts(title="För långt", page=[page]))


def test_report_has_every_page_figure_and_table() -> None:
    pages = facts_of(REPORT).page
    assert [page.number for page in pages] == list(range(1, 30))
    figures = [figure.number for page in pages for figure in page.figure]
    assert figures == [*range(1, 15), *range(16, 26)]
    tables = [table for page in pages for table in page.table]
    assert [len(table.rows) * (len(table.columns) - 1) for table in tables] == [20, 25]


def test_bars_repeat_what_the_prose_states() -> None:
    pages = facts_of(REPORT).page
    for before, page in pairwise(pages):
        known = percentages(" ".join([*before.paragraphs, *page.paragraphs]))
        assert {bar.value for figure in page.figure for bar in figure.bars} <= known


@pytest.fixture(scope="module")
def published() -> dict[int, str]:
    if not TRANSCRIPT.exists():
        pytest.skip("the transcript is not shipped")
    text = TRANSCRIPT.read_text(encoding="utf-8")
    pages = re.findall(r"^(\d+) (.+)$", text, re.MULTILINE)
    return {int(number): page.removesuffix(f"kommunerna? {number}") for number, page in pages}


def test_report_states_the_published_numbers_and_no_others(published: dict[int, str]) -> None:
    for page in facts_of(REPORT).page:
        skipped = NOT_FACTS.get(page.number, set())
        assert stated(page) - skipped == numbers(published[page.number]) - skipped, f"page {page.number}"


def test_table_cells_are_the_published_ones_in_their_order(published: dict[int, str]) -> None:
    for page in facts_of(REPORT).page:
        assert table_values(page) == re.findall(r"[+-]?\d+%", published[page.number])
