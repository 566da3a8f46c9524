"""The file opens in the previous long-term-support DuckDB, which is installed into a folder of its own for this."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from schemas.tables import VIEWS

PREVIOUS = "1.4"
ASK = """
    import duckdb, json, sys
    connection = duckdb.connect(sys.argv[1], read_only=True)
    ask = lambda sql: connection.execute(sql).fetchall()
    shown = "schema_name = 'main' AND NOT internal"
    views = [row[0] for row in ask(f"SELECT view_name FROM duckdb_views() WHERE {shown}")]
    ((observation, claim),) = ask("SELECT min(observation_id), min(claim_id) FROM observations")
    ((run,),) = ask("SELECT max(run_id) FROM runs")
    print(json.dumps({
        "version": duckdb.__version__,
        "rows": {view: len(ask(f'SELECT * FROM "{view}"')) for view in views},
        "comments": ask(f"SELECT count(*) FROM duckdb_columns() WHERE {shown} AND comment IS NULL"),
        "explained": [len(ask(f"SELECT * FROM explain('{wanted}')")) for wanted in (observation, claim)],
        "as_of": len(ask(f"SELECT * FROM as_of('{run}')")),
    }))
"""


@pytest.fixture(scope="module")
def previous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the previous DuckDB, from the package index that pip is set up with."""
    folder = tmp_path_factory.mktemp("duckdb")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"]
    limits = ["--retries", "0", "--timeout", "10", "--disable-pip-version-check"]
    wanted = ["--target", str(folder), f"duckdb=={PREVIOUS}.*"]
    try:
        done = subprocess.run([*command, *limits, *wanted], check=False, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip(f"DuckDB {PREVIOUS} could not be installed: the package index does not answer")
    if done.returncode:
        pytest.skip(f"DuckDB {PREVIOUS} could not be installed: {done.stderr.strip().splitlines()[-1:]}")
    return folder


def ask(library: Path | None, warehouse: Path) -> dict[str, object]:
    known = os.environ | ({"PYTHONPATH": str(library)} if library else {})
    command = [sys.executable, "-c", textwrap.dedent(ASK), str(warehouse)]
    answer = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=known)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def test_every_view_and_macro_answers_there_as_here(previous: Path, built: Path) -> None:
    old, new = ask(previous, built), ask(None, built)
    assert str(old.pop("version")).startswith(PREVIOUS) and not str(new.pop("version")).startswith(PREVIOUS)
    assert old == new
    assert set(old["rows"]) == {view.name for view in VIEWS}  # type: ignore[call-overload]
    assert (old["explained"], old["comments"]) == ([1, 1], [[0]]) and old["as_of"] == old["rows"]["observations"]  # type: ignore[index]
