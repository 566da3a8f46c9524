"""The shared sources as a whole, where they exist: counts that a person has checked."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from reads import recipe

from extractors.document import Recipe, read_document
from extractors.errors import DocumentError
from extractors.names import name_of
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind, Language, MediaType, Reader

SHARED = Path(__file__).resolve().parents[3] / "shared"
SOURCES, CORPUS = SHARED / "sources", SHARED / "corpus"

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the shared sources are not here")


@cache
def read(name: str, kind: Kind) -> Extraction:
    return read_document((SOURCES / name).read_bytes(), None, MediaType.PDF, recipe(kind))


def truth(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((SOURCES / name).read_text(encoding="utf-8"))
    return found


def test_the_report_has_45_table_cells_each_with_its_labels() -> None:
    cells = read("report.pdf", Kind.REPORT).cells
    assert len(cells) == 45
    assert all(cell.value is not None and cell.row_label and cell.column_label for cell in cells)
    assert {cell.table_label for cell in cells} == {"Tabell 1", "Tabell 2"}
    assert any(cell.value == -60 for cell in cells)


def test_the_report_has_its_pages_figures_and_hardly_an_unexplained_number_outside_charts() -> None:
    found = read("report.pdf", Kind.REPORT)
    assert found.pages == 29
    assert {figure.figure for figure in found.figures} == {str(number) for number in (*range(1, 15), *range(16, 26))}
    outside = [token for token in found.tokens if token.rule != "chart"]
    unexplained = [token for token in outside if token.status is CoverageStatus.UNEXPLAINED]
    assert len(unexplained) <= 0.01 * len(outside)


def test_the_reports_prose_and_its_transcript_are_two_witnesses_of_the_same_numbers() -> None:
    text = (SOURCES / "report-transcript.txt").read_text(encoding="utf-8")
    transcript = read_document(text.encode(), text, MediaType.TEXT, recipe())
    prose = {
        (c.page, c.value) for c in read("report.pdf", Kind.REPORT).claims if c.reader in (Reader.PROSE, Reader.CAPTION)
    }
    shared = {(claim.page, claim.value) for claim in transcript.claims} & prose
    assert transcript.pages == 29
    assert len(shared) >= 0.9 * len(prose) > 80


def test_the_press_release_names_six_at_the_top() -> None:
    text = (SOURCES / "press-release.txt").read_text(encoding="utf-8")
    found = read_document(text.encode(), text, MediaType.TEXT, recipe(Kind.PRESS))
    assert {name_of(row.municipality_code) for row in found.rows} == {
        "Göteborg",
        "Helsingborg",
        "Skellefteå",
        "Stockholm",
        "Tyresö",
        "Umeå",
    }
    assert len(found.claims) >= 16


def test_every_row_of_the_ranking_and_no_other() -> None:
    found = read("ranking.pdf", Kind.RANKING)
    expected = {(row["code"], row["score"]) for row in truth("ranking.truth.json")}
    assert {(row.municipality_code, row.score) for row in found.rows} == expected
    assert (len(found.rows), found.held) == (186, [])


def test_every_count_of_eservices_and_no_other() -> None:
    found = read("eservices.pdf", Kind.ESERVICE_COUNTS)
    expected = {(row["code"], row["n"]) for row in truth("eservices.truth.json")}
    assert {(row.municipality_code, row.eservices) for row in found.rows} == expected
    assert found.held == []


def test_every_app_and_no_other() -> None:
    found = read("apps.pdf", Kind.APP_LIST)
    expected = {(row["code"], app) for row in truth("apps.truth.json") for app in row["apps"]}  # type: ignore[attr-defined]
    assert {(row.municipality_code, row.app) for row in found.rows} == expected
    assert found.held == []


def test_a_real_ranking_of_all_290_municipalities() -> None:
    content = (CORPUS / "rankings" / "municipality-ranking-2020-2021.pdf").read_bytes()
    year = Recipe(Kind.RANKING, Language.SWEDISH, 2021, "Ranking")
    found = read_document(content, None, MediaType.PDF, year)
    with (CORPUS / "rankings" / "municipality-ranking-2020-2021.truth.csv").open(encoding="utf-8") as file:
        expected = {row["kommun"]: float(row["change_pct"]) for row in csv.DictReader(file)}
    printed = {name_of(row.municipality_code): row.score for row in found.rows}
    assert printed == pytest.approx(expected, abs=0.05 + 1e-9)
    assert sorted(row.rank or 0 for row in found.rows) == list(range(1, 291))
    assert (len(found.rows), found.held) == (290, [])


@pytest.mark.parametrize("name", ["empty", "encrypted", "password", "zero-pages"])
def test_a_hostile_file_is_refused_with_words(name: str) -> None:
    content = (CORPUS / "hostile" / f"{name}.pdf").read_bytes()
    with pytest.raises(DocumentError) as caught:
        read_document(content, None, MediaType.PDF, recipe())
    assert len(str(caught.value)) > 10
