"""The ingestion as a Prefect flow: one task a document and stage. Import this module only through ``run_flow``."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from threading import Semaphore
from typing import Any, TypeVar

from flows.settings import IngestOptions, Terms, quiet_prefect

quiet_prefect()

from prefect import flow, task  # noqa: E402  (its environment must be set first)
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from flows.ingest import DONE, INCOMPLETE, MOST_AT_ONCE, Each, Report, ingest  # noqa: E402
from flows.reading import EngineError  # noqa: E402
from flows.reviews import ReviewError  # noqa: E402
from flows.server import running_server  # noqa: E402
from schemas.catalog import CatalogError  # noqa: E402
from warehouse.errors import WarehouseError  # noqa: E402

Given = TypeVar("Given")
Result = TypeVar("Result")
FLOW_NAME = "skl-ingest"
_RUNNER: Any = ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE)
# What a user can cause ends a run as a failed state with a message; raised, Prefect would log its traceback.
_TOLD = (CatalogError, EngineError, ReviewError, WarehouseError, OSError)


class _Tasks(Each):
    """Each thing is a task run, named for its source."""

    def __call__(
        self, step: str, function: Callable[[Given], Result], things: Sequence[Given], at_once: int = 1
    ) -> list[Result]:
        """Run a step's tasks in threads and wait for all; a task's error is the flow's."""
        run: Any = task(name=step, cache_policy=NO_CACHE, persist_result=False)(_apply)
        gate, futures = Semaphore(at_once), []
        for thing in things:
            gate.acquire()
            future = run.with_options(task_run_name=f"{step}-{_name(thing)}").submit(function, _Box(thing))
            future.add_done_callback(lambda _: gate.release())
            futures.append(future)
        return [future.result() for future in futures]


class _Box:
    """Keeps Prefect from looking into what a task is given."""

    def __init__(self, thing: object) -> None:
        self.thing = thing


def _apply(function: Callable[[Any], Any], box: _Box) -> Any:
    try:
        return function(box.thing)
    except _TOLD as error:
        return _failed(error)


def _failed(error: Exception) -> State[Any]:
    return Failed(message=str(error), data=error)


def _name(thing: object) -> str:
    source = getattr(thing, "source", thing)
    return str(getattr(source, "id", "warehouse"))


@flow(name=FLOW_NAME, task_runner=_RUNNER, persist_result=False, log_prints=False)
def ingest_flow(
    raw: str,
    warehouse: str,
    source_ids: list[str] | None = None,
    offline: bool = False,
    workers: int = 1,
    engine: str = "local",
    ceiling: int = 0,
    max_seconds: int = Terms.max_seconds,
    max_memory: int = Terms.max_memory,
    ocr: bool = False,
) -> State[Any]:
    """Fetch, read, validate, reconcile and load; the state's message says how it ended."""
    terms = Terms(max_seconds, max_memory, ocr)
    places = (Path(raw), Path(warehouse))
    options = IngestOptions(*places, tuple(source_ids or ()), offline, workers, engine, ceiling, terms)
    try:
        report = ingest(options, _Tasks())
    except _TOLD as error:
        return _failed(error)
    told = "\n".join(report.lines)
    if report.exit_status in (DONE, INCOMPLETE):
        return Completed(message=told, data=report)
    return Failed(message=told, data=report)


def run_flow(options: IngestOptions) -> Report:
    """Run the flow once on a temporary server, or on the one that PREFECT_API_URL names."""
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        state = ingest_flow(**parameters(options), return_state=True)
    result = state.result(raise_on_failure=False)  # a failed state has a report too, or the error
    if isinstance(result, BaseException):
        raise result
    assert isinstance(result, Report)
    return result


def parameters(options: IngestOptions) -> dict[str, Any]:
    """The flow's parameters, as a deployment keeps them."""
    return {
        "raw": str(options.raw),
        "warehouse": str(options.warehouse),
        "source_ids": list(options.source_ids),
        "offline": options.offline,
        "workers": options.workers,
        "engine": options.engine,
        "ceiling": options.ceiling,
        **asdict(options.terms),
    }


def serve(options: IngestOptions, cron: str) -> None:
    """Serve the flow as a deployment with a schedule, until stopped; PREFECT_API_URL names a server, or we run one."""
    # A shell starts background jobs with Ctrl-C ignored; asked to stop, we must stop all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with ExitStack() as stack:
        if not PREFECT_API_URL.value():
            address = stack.enter_context(running_server())
            stack.enter_context(temporary_settings({PREFECT_API_URL: address}))
        ingest_flow.serve(name="scheduled", cron=cron, parameters=parameters(options), print_starting_message=False)
