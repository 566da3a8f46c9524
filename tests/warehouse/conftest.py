"""Databases built of small hand-made readings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from by_hand import counted, ranking, run, said, share, source

from schemas.claim import Figure, Region, TableCell, Token
from schemas.codes import CoverageStatus, Kind, Unit
from schemas.reading import Reading
from warehouse.build import build


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """A report, a press page that agrees, a ranking, and a source that nobody could reach."""
    report = said(
        source(),
        share(),
        counted(3, "3 kommuner ingår i rankinglistan, som kan läsas i bilaga 6."),
        cells=[TableCell(2, "Tabell 1", "Ja", "2014 / Procent", "46", 46.0, Unit.PERCENT, 0)],
        figures=[Figure(2, "17", "Figur 17. Appar. Antal svarande: 229 kommuner", 229, "refused", "not read yet")],
        tokens=[
            Token(2, "46", Region(2, 70, 100, 82, 112), CoverageStatus.USED, None, 0),
            Token(2, "99", Region(2, 90, 200, 102, 212), CoverageStatus.UNEXPLAINED),
        ],
    )
    press = said(source("press", Kind.PRESS), share(46.0, page=None, regions=(), marks=()))
    ranked = ranking(source("ranking", Kind.RANKING), {"0180": 14, "1480": 14, "0114": 9})
    lost = Reading(source("lost", Kind.APP_LIST), problem="no location answered")
    return [report, press, ranked, lost]


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]) -> Path:
    return build(tmp_path_factory.mktemp("built") / "skl.duckdb", readings, run()).path


@pytest.fixture
def built(tmp_path: Path, _built_once: Path) -> Path:
    """A database of those readings, the test's own."""
    return shutil.copy(_built_once, tmp_path / "skl.duckdb")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Build a database of the readings given."""

    def _make(*given: Reading, name: str = "made.duckdb", run_id: str = "run-1") -> Path:
        return build(tmp_path / name, given, run(run_id)).path

    return _make
