"""The same snapshots, ledgers and code give the same content, wherever and however they are read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shelf import Shelf, default_shelf, skl

from warehouse.history import logical_hash


@pytest.fixture
def alone(default_catalog: Path) -> Shelf:
    """The default catalog, read by one worker."""
    return Shelf(default_catalog)


def test_four_workers_in_another_folder_give_the_same(
    alone: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = default_shelf(tmp_path / "a" / "b")
    monkeypatch.chdir(tmp_path)
    moved = Shelf(Path("a") / "b")
    report = moved.ingest(workers=4)
    assert report.exit_status == 0, report.lines
    assert logical_hash(other.warehouse) == logical_hash(alone.warehouse)
    history = "SELECT * EXCLUDE (first_run, last_run, first_seen, last_seen) FROM claim_history"
    assert moved.rows(history) == alone.rows(history), "also in their order"


def test_a_new_process_with_the_ledgers_gives_the_same_history(alone: Shelf, tmp_path: Path) -> None:
    shutil.copytree(alone.raw, tmp_path / "raw")
    other = Shelf(tmp_path)
    places = ("--raw", other.raw, "--warehouse", other.warehouse)
    assert skl("ingest", "--no-prefect", "--offline", *places, PYTHONHASHSEED="7").returncode == 0
    assert logical_hash(other.warehouse) == logical_hash(alone.warehouse)
    first = "SELECT DISTINCT first_run FROM claim_history"
    assert other.rows(first) == alone.rows(first)
