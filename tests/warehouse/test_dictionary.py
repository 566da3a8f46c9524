"""The data dictionary holds everything that the database holds, and is a page that needs nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from bs4 import BeautifulSoup

from schemas.indicators import INDICATORS
from schemas.macros import MACROS, Macro
from schemas.meanings import CODE_LISTS, KINDS_OF_MISSING, code_list
from schemas.tables import LIST_ROWS_SHOWN, TABLES, VIEWS
from warehouse.dictionary import FIELDS, markdown, records
from warehouse.dictionary_html import html

PAGE = html()
SOUP = BeautifulSoup(PAGE, "lxml")
COLUMNS = """
    SELECT schema_name, table_name, column_name, data_type, comment
    FROM duckdb_columns() WHERE NOT internal ORDER BY ALL
"""
EVERYTHING = (*TABLES, *VIEWS, LIST_ROWS_SHOWN, *MACROS)


def described() -> list[dict[str, object]]:
    return [dict(zip(FIELDS, record, strict=True)) for record in records()]


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_each_column_of_the_database_is_in_it_with_its_comment(built: Path) -> None:
    known = [
        (row["schema"], row["name"], row["column"], row["type"], row["comment"])
        for row in described()
        if row["kind"] != "macro"
    ]
    assert sorted(map(str, known)) == sorted(map(str, asked(built, COLUMNS)))
    assert all(row["comment"] for row in described())


def test_each_table_view_and_macro_of_the_database_is_on_the_page(built: Path) -> None:
    objects = asked(
        built,
        "SELECT schema_name, table_name, comment FROM duckdb_tables() UNION ALL "
        "SELECT schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal UNION ALL "
        "SELECT schema_name, function_name, comment FROM duckdb_functions() WHERE NOT internal",
    )
    assert len(objects) == len(TABLES) + len(VIEWS) + 1 + len(MACROS)
    for schema, name, comment in objects:
        heading = SOUP.find(id=f"{schema}-{name}")
        assert heading is not None, f"{schema}.{name}"
        assert str(comment) in heading.find_parent("section").p.get_text()
    assert len(SOUP.find_all("section")) == len(objects)


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_a_macro_gives_the_columns_that_it_says(built: Path, macro: Macro) -> None:
    given = ", ".join("'x'" for _ in macro.takes)
    found = [row[:2] for row in asked(built, f"DESCRIBE FROM {macro.name}({given})")]
    assert found == [(column.name, column.type.value) for column in macro.columns]
    (parameters,) = asked(built, f"SELECT parameters FROM duckdb_functions() WHERE function_name = '{macro.name}'")
    assert parameters == ([name for name, _ in macro.takes],)


def test_each_code_has_a_meaning_in_both_languages() -> None:
    coded = [column for each in EVERYTHING for column in each.columns if column.codes]
    assert coded and [column.name for column in coded if code_list(column) is None] == []
    assert {known.name for known in CODE_LISTS} == {str(code_list(column).name) for column in coded}  # type: ignore[union-attr]
    meanings = [meaning for known in CODE_LISTS for meaning in known.meanings] + list(KINDS_OF_MISSING)
    assert all(meaning.english and meaning.swedish for meaning in meanings)
    assert len({known.codes for known in CODE_LISTS}) == len(CODE_LISTS)


def test_page_says_units_codes_keys_rules_and_references() -> None:
    claims = SOUP.find(id="main-claims").find_parent("section")
    text = claims.get_text(" ", strip=True)
    assert "a share in percent is 0-100 percent_in_range" in text
    assert "key: claim_id" in text and "Always at least 1900" in text
    rows = {row.th.code.get_text(): row.get_text(" ", strip=True) for row in claims.select("tbody tr")}
    assert rows["claim_id"].startswith("claim_id key VARCHAR never")
    assert rows["indicator_id"].endswith("Found in indicators")
    assert "One of qualifier : about , over , nearly , at_least , at_most" in rows["qualifier"]
    assert {entry.label_sv for entry in INDICATORS} <= {cell.get_text() for cell in SOUP.select("td[lang=sv]")}


def test_page_needs_nothing_else() -> None:
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|@import|url\(", PAGE)
    assert [tag for tag in SOUP.find_all(src=True)] == []
    assert [link["href"] for link in SOUP.find_all(href=True) if not link["href"].startswith("#")] == []


def test_page_is_for_everybody() -> None:
    assert SOUP.html["lang"] == "en" and SOUP.title.get_text() and len(SOUP.find_all("h1")) == 1
    ids = [tag["id"] for tag in SOUP.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    assert {link["href"][1:] for link in SOUP.find_all("a")} <= set(ids)
    assert all(table.caption and table.select("th[scope=col]") for table in SOUP.find_all("table"))
    levels = [int(tag.name[1]) for tag in SOUP.find_all(re.compile("^h[1-6]$"))]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert SOUP.main and SOUP.nav["aria-label"] and SOUP.a["href"] == "#main"
    assert "prefers-color-scheme: dark" in PAGE and "width=device-width" in PAGE


def test_markdown_holds_each_column_in_a_whole_table() -> None:
    lines = list(markdown())
    sections: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("#"):
            sections[line.lstrip("# ")] = []
        elif line.startswith("|"):
            next(reversed(sections.values())).append(line)
    for table in VIEWS:
        names = [row.split("`")[1] for row in sections[table.name][2:]]
        assert names == list(table.names)
    for rows in sections.values():
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1
