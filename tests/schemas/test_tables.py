"""Definitions of tables are complete, and name each thing once."""

from __future__ import annotations

import pytest

from schemas.columns import Table
from schemas.municipalities import municipalities
from schemas.tables import DERIVED, LIST_ROWS_SHOWN, TABLES, VIEWS

ALL = (*TABLES, *DERIVED, LIST_ROWS_SHOWN)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_definition_is_complete(table: Table) -> None:
    assert table.comment
    assert all(column.comment for column in table.columns)
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.scoped_by is None or table.scoped_by in table.names


def test_names_are_unique() -> None:
    assert len({table.name for table in (*TABLES, LIST_ROWS_SHOWN)}) == len(TABLES) + 1
    assert len({view.name for view in VIEWS}) == len(VIEWS)


def test_only_when_by_whom_and_how_is_volatile() -> None:
    volatile = {column.name for table in TABLES for column in table.columns if column.volatile}
    moments = {"started_at", "finished_at", "retrieved_at", "last_reached_at", "reviewed_at"}
    times = {"first_run", "last_run", "until_run", "first_seen", "last_seen"}
    assert volatile == moments | times | {"run_id", "problem", "png"}


def test_reference_has_all_municipalities() -> None:
    assert len({row.code for row in municipalities()}) == 290
    assert municipalities()[0].code == "0114"
    assert {len(row.county_code) for row in municipalities()} == {2}
