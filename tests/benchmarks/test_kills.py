"""A run that is killed leaves the old warehouse or the new one, and the next run completes it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from kills import Prepared, kill, prepare
from reportlab.pdfgen.canvas import Canvas

TOML = """
id = "{0}"
title = "{0}"
publisher = "P"
year = 2014
kind = "report"
origin = "synthetic"

[[location]]
file = "{0}.pdf"
"""


def synthetic(percent: int) -> bytes:
    """A page with one number."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(480, 800, "SYNTETISK")
    canvas.drawString(70, 700, f"År 2014 erbjuder {percent} procent av kommunerna mobila appar.")
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Two sources, the second of which is new."""
    folder = tmp_path_factory.mktemp("kills")
    for name, percent in (("a", 46), ("b", 47)):
        (folder / "catalog" / name).mkdir(parents=True)
        (folder / "catalog" / name / "source.toml").write_text(TOML.format(name), encoding="utf-8")
        (folder / "catalog" / name / f"{name}.pdf").write_bytes(synthetic(percent))
    return prepare(folder, catalog=folder / "catalog")


@pytest.mark.parametrize("share", [0.9, 0.98])
def test_a_killed_run_leaves_something_whole_that_the_next_one_completes(
    prepared: Prepared, tmp_path: Path, share: float
) -> None:
    assert prepared.old != prepared.new
    assert kill(prepared, tmp_path / "kill", share * prepared.seconds)[1] == []


def test_a_warehouse_that_is_neither_is_told(prepared: Prepared, tmp_path: Path) -> None:
    state, faults = kill(replace(prepared, old="another", new="hash"), tmp_path / "kill", 0.1)
    assert state == "neither" and "the hash is another one" in faults
