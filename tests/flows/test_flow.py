"""The same job under Prefect, on one real server for all tests of this file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock
from shelf import ROOT, Shelf, share

from flows.ingest import Report
from flows.server import running_server
from flows.settings import PREFECT_ENVIRONMENT, IngestOptions
from warehouse.errors import WarehouseError
from warehouse.history import logical_hash

SERVED_SECONDS = 60


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`skl serve` in a process of its own, started first because it takes its time; gives its folder."""
    folder = tmp_path_factory.mktemp("served")
    Shelf(folder).put("a", share(46))
    places = ["--raw", str(folder / "raw"), "--warehouse", str(folder / "out" / "skl.duckdb")]
    command = [sys.executable, "-m", "flows.cli", "serve", "--cron", "0 6 * * 1", "--offline", *places]
    unset = {name: text for name, text in os.environ.items() if not name.startswith("PREFECT_")}
    environment = unset | {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(ROOT)}
    with (
        (folder / "out.txt").open("w") as out,
        (folder / "err.txt").open("w") as err,
        subprocess.Popen(command, stdout=out, stderr=err, cwd=folder, env=environment, start_new_session=True) as skl,
    ):
        yield folder
        os.killpg(skl.pid, signal.SIGINT)
        try:
            skl.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(skl.pid, signal.SIGKILL)
            raise


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API of a server with a home of its own; flows of this process go to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        for name, value in PREFECT_ENVIRONMENT.items():
            patch.setenv(name, value)
        with running_server() as url:
            patch.setenv("PREFECT_API_URL", url)
            from prefect.settings import PREFECT_API_URL, temporary_settings

            with temporary_settings({PREFECT_API_URL: url}):
                yield url


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of two sources."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    shelf.put("b", share(31))
    return shelf


def run(shelf: Shelf, **options: object) -> Report:
    from flows.flow import run_flow

    given: dict[str, object] = {"raw": shelf.raw, "warehouse": shelf.warehouse, "offline": True} | options
    return run_flow(IngestOptions(**given))  # type: ignore[arg-type]


def last_flow_run() -> tuple[str, str, list[str]]:
    """State and message of the newest flow run, and the names of its task runs."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        newest = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        only = FlowRunFilter(id=FlowRunFilterId(any_=[newest.id]))
        deadline = time.monotonic() + 10
        while not (tasks := client.read_task_runs(flow_run_filter=only)) and time.monotonic() < deadline:
            time.sleep(0.2)
    assert newest.state is not None
    return newest.state.type.value, newest.state.message or "", sorted(task.name for task in tasks)


def test_the_flow_gives_what_the_functions_give(address: str, shelf: Shelf) -> None:
    assert address
    report = run(shelf)
    assert report.exit_status == 0 and report.run is not None, report.lines
    other = shelf.warehouse.with_name("plain.duckdb")
    assert shelf.ingest(warehouse=other).exit_status == 0
    assert logical_hash(shelf.warehouse) == logical_hash(other)
    state, message, tasks = last_flow_run()
    assert state == "COMPLETED" and "2 claims from 2 sources" in message
    assert {name.split("-")[0] for name in tasks} <= {"fetch", "read", "load"} and len(tasks) >= 1


def test_two_workers_under_the_flow(address: str, shelf: Shelf) -> None:
    assert address
    assert run(shelf, workers=2).exit_status == 0
    assert shelf.shares() == {"a": 46.0, "b": 31.0}
    assert run(shelf, workers=2).lines[-1].startswith("Nothing new since run ")


def test_a_failed_source_is_in_the_flow_runs_message(address: str, shelf: Shelf) -> None:
    assert address
    shelf.put("b", b"")
    assert run(shelf).exit_status == 3
    state, message, _ = last_flow_run()
    assert state == "COMPLETED" and "b: failed: no snapshot" in message


def test_a_faulty_catalog_fails_the_flow_run(address: str, shelf: Shelf) -> None:
    assert address
    shelf.put("b", kind="leaflet")
    assert run(shelf).exit_status == 2
    state, message, _ = last_flow_run()
    assert state == "FAILED" and "key “kind”" in message
    assert shelf.shares() == {"a": 46.0}


def test_what_a_user_can_cause_is_raised_without_a_traceback_in_the_log(
    address: str, shelf: Shelf, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert address
    shelf.warehouse.parent.mkdir()
    shelf.warehouse.write_text("my notes")
    with pytest.raises(WarehouseError, match=r"skl\.duckdb: not a DuckDB database"):
        run(shelf)
    state, message, _ = last_flow_run()
    assert state == "FAILED" and "not a DuckDB database" in message
    shelf.warehouse.unlink()
    with FileLock(shelf.warehouse.with_name(".skl.duckdb.lock")):
        report = run(shelf)
    assert report.exit_status == 1 and "another run is writing it now" in report.lines[-1]
    assert "Traceback" not in "".join([*capfd.readouterr(), caplog.text])


def test_an_error_in_a_task_is_the_flows(address: str, caplog: pytest.LogCaptureFixture) -> None:
    from flows.flow import _Tasks, flow

    assert address

    def fails(_: int) -> int:
        raise WarehouseError("the reason")

    @flow
    def small() -> str:
        with pytest.raises(WarehouseError) as caught:
            _Tasks()("read", fails, [1, 2], 2)
        return str(caught.value)

    assert small() == "the reason"
    assert "Traceback" not in caplog.text


def test_nothing_is_reported_home(address: str) -> None:
    assert address
    from prefect.settings import get_current_settings

    assert get_current_settings().server.analytics_enabled is False
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_quiet_settings_are_made_before_prefect_is_imported() -> None:
    code = """
import flows.flow, os
from prefect.settings import get_current_settings as now
print(now().server.analytics_enabled, now().server.ephemeral.startup_timeout_seconds, os.environ["DO_NOT_TRACK"])
"""
    unset = {name: text for name, text in os.environ.items() if name not in PREFECT_ENVIRONMENT}
    answer = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env=unset, timeout=60
    )
    assert answer.stdout.split() == ["False", "90", "1"]


def scheduled_runs(home: Path) -> list[tuple[str, str]]:
    """State and schedule of the flow runs in a server's database."""
    database = home / "prefect.db"
    if not database.exists():
        return []
    sql = """
        SELECT flow_run.state_type, deployment_schedule.schedule FROM flow_run
        JOIN deployment ON deployment.id = flow_run.deployment_id
        JOIN deployment_schedule ON deployment_schedule.deployment_id = deployment.id
        WHERE deployment.name = 'scheduled'
    """
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return []


def test_serve_makes_scheduled_runs(served: Path) -> None:
    deadline = time.monotonic() + SERVED_SECONDS
    while not (runs := scheduled_runs(served / "prefect")) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert runs, (served / "err.txt").read_text()
    assert {state for state, _ in runs} == {"SCHEDULED"}
    assert '"0 6 * * 1"' in runs[0][1]
    assert (served / "out.txt").read_text() == ""
    assert "Serving " in (served / "err.txt").read_text()
    assert "ephemeral" not in (served / "err.txt").read_text()
