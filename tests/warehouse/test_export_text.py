"""Exports as CSV and as a Data Package: as documented, valid, and with references that lead to keys."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from exported import NAMES, WORDS, of
from frictionless import Package, validate

from schemas.findings import CLAIMS
from schemas.links import HOMES, LOOSE, Reference, references, refers_to
from schemas.tables import VIEWS
from warehouse.export import export
from warehouse.export_package import free_word, whole_pattern
from warehouse.formats import ExportFormat


def test_csv_is_as_documented(built: Path, tmp_path: Path) -> None:
    export(built, ExportFormat.CSV, tmp_path)
    raw = (tmp_path / "municipalities.csv").read_bytes()
    assert raw.startswith(b"municipality_code,municipality,county_code,county,population_2013,skl_group_2011\r\n")
    assert '"0114","Upplands Väsby","01","Stockholms län",'.encode() in raw
    assert raw.count(b"\r\n") == 291 and raw.endswith(b"\r\n")
    with (tmp_path / "table_cells.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["column_label"] == "2014 / Procent"


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    export(built, ExportFormat.DATAPACKAGE, tmp_path / "package")
    return tmp_path / "package"


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    report = validate(package / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    assert {task.name for task in report.tasks} == NAMES


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("claims", '"percent"', '"procent"', "constraint-error"),
        ("municipalities", '"0114"', '"114"', "constraint-error"),
        ("municipalities", '"0115"', '"0114"', "primary-key"),
        ("claim_regions", "2,70.0", "0,70.0", "constraint-error"),
        ("sources", ",2014,", ",year,", "type-error"),
        ("snapshots", '"report"', '"nobody"', "foreign-key"),
        ("municipalities", ",41449,", ",,", "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_spoilt(package: Path, name: str, old: str, new: str, fault: str) -> None:
    """A description that forbids nothing would be valid, too."""
    path = package / "data" / f"{name}.csv"
    spoilt = path.read_bytes().decode().replace(old, new, 1)
    assert spoilt != path.read_bytes().decode()
    path.write_bytes(spoilt.encode())
    assert fault in {kind for (kind,) in validate(package / "datapackage.json").flatten(["type"])}


def test_package_says_where_it_is_from(package: Path) -> None:
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert described["version"] == "run-1"
    assert described["licenses"] and "kommuner" in described["description"]
    assert [source["path"] for source in described["sources"]] == [
        f"https://example.org/{name}.pdf" for name in ("press", "ranking", "report")
    ]
    assert all("origin: synthetic" in source["title"] for source in described["sources"])
    assert Package(str(package / "datapackage.json")).get_resource("claims").schema.primary_key == ["claim_id"]


def test_references_lead_to_keys() -> None:
    views = {view.name: view for view in VIEWS}
    assert {name for name, home in HOMES.items() if views[home].key != (name,)} == set()
    assert {table for table, _ in LOOSE} <= set(views)
    found = {(view.name, column.name) for view in VIEWS for column in view.columns if refers_to(view, column)}
    assert {("claims", "indicator_id"), ("ranks", "municipality_code"), ("checks", "run_id")} <= found
    assert {("claims", "page"), ("observations", "size_class"), ("percentages", "year")} <= found
    assert Reference(("source_id", "page"), "pages") in references(CLAIMS)


def test_the_word_for_null_is_no_text_of_the_data() -> None:
    assert free_word(of(WORDS, (None,), ("null",))) == "NULL"
    assert free_word(of(WORDS, ("NULL",), ("NULL2",))) == "NULL3"


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [
        (r"^\d{4}$", r"\d{4}"),
        (r"\S", r"[\s\S]*\S[\s\S]*"),
        ("^a|b$", r"[\s\S]*(?:^a|b$)[\s\S]*"),
        (r"a\$", r"[\s\S]*a\$[\s\S]*"),
    ],
)
def test_a_pattern_that_is_searched_for_becomes_one_that_matches_all(pattern: str, whole: str) -> None:
    assert whole_pattern(pattern) == whole
    for given in ("0114", "01145", "", " ", "\n57\n", "a", "b", "a$"):
        assert bool(re.fullmatch(whole, given)) == bool(re.search(pattern, given))
