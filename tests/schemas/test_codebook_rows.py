"""A question that is new to the codebook needs only rows: those that the README shows, as a user adds them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.search(r"^```text\n(\[\[question\]\]\n.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
ASKED = """
from schemas.indicators import bind
from wording import chart_claim, claim_of

for sentence in ("71 procent av kommunerna har en bredbandsstrategi.", "71 procent har en gammal bredbandsstrategi."):
    print(bind(claim_of(sentence, "71 procent")))
print(bind(chart_claim("Ja", "Figur 1. Andel kommuner som har en bredbandsstrategi.")))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The codebook's package, to be edited."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def add(checkout: Path, rows: str) -> None:
    path = checkout / "schemas" / "indicators.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{rows}", encoding="utf-8")


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": f"{checkout}:{ROOT}:{Path(__file__).parent}", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *words], check=False, capture_output=True, text=True, timeout=60, env=environment, cwd=checkout
    )


def test_the_rows_of_the_readme_bind_a_new_question(checkout: Path) -> None:
    assert ROWS is not None
    add(checkout, ROWS[1])
    outcome = run(checkout, "-c", ASKED)
    bound = "Binding(indicator_id='broadband-strategy', category=None, size_class=None, year=None, partial=False)"
    assert outcome.stdout.splitlines() == [bound, "None", bound], outcome.stderr


def test_a_row_that_cannot_be_used_is_named_without_a_traceback(checkout: Path) -> None:
    assert ROWS is not None
    add(checkout, ROWS[1].replace('answer = "yes"', 'answer = "yes"\nasnwer = "no"'))
    outcome = run(checkout, "-m", "flows.cli", "sources", "--raw", str(ROOT / "raw"))
    assert outcome.returncode == 2
    assert "(“broadband-strategy”): Extra inputs are not permitted" in outcome.stderr
    assert "Traceback" not in outcome.stderr
