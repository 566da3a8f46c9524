"""Documents are read by several workers or on a cluster with the same outcome, and an engine that is none is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier
from typing import Any

import pytest
from shelf import Shelf, share, state

from flows.ingest import Each
from flows.reading import EngineError
from warehouse.history import logical_hash

pytestmark = pytest.mark.usefixtures("one_process")


def test_two_workers_give_the_same_content(two: Shelf) -> None:
    alone = logical_hash(two.warehouse)
    report = two.ingest(workers=2, warehouse=two.warehouse.with_name("other.duckdb"))
    assert report.exit_status == 0
    assert logical_hash(two.warehouse.with_name("other.duckdb")) == alone


def test_workers_work_at_once() -> None:
    together = Barrier(2)
    assert sorted(Each()("read", lambda _: together.wait(timeout=20), [1, 2], 2)) == [0, 1]


def test_as_many_documents_are_read_at_once_as_there_are_workers(two: Shelf) -> None:
    seen: dict[str, int] = {}

    class Watched(Each):
        def __call__(self, step: str, function: Callable[..., Any], things: Sequence[Any], at_once: int = 1) -> Any:
            seen[step] = at_once
            return [(None, "not read") for _ in things] if step == "read" else super().__call__(step, function, things)

    two.ingest(workers=3, each=Watched(), warehouse=two.warehouse.with_name("other.duckdb"))
    assert seen == {"fetch": 1, "read": 3, "load": 1}


def test_a_cluster_gives_the_same_content(two: Shelf) -> None:
    from distributed import LocalCluster

    quiet = {"dashboard_address": None, "silence_logs": 50}
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp", **quiet) as cluster:
        other = two.warehouse.with_name("other.duckdb")
        report = two.ingest(engine=f"dask:{cluster.scheduler_address}", warehouse=other)
    assert report.exit_status == 0
    assert logical_hash(other) == logical_hash(two.warehouse)


def test_a_cluster_without_workers_is_said_to_be_one(two: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import Client, LocalCluster

    waits = Client.wait_for_workers
    monkeypatch.setattr(Client, "wait_for_workers", lambda self, count, timeout: waits(self, count, timeout / 50))
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        engine = f"dask:{cluster.scheduler_address}"
        with pytest.raises(EngineError, match="the scheduler has no workers"):
            two.ingest(engine=engine, warehouse=two.warehouse.with_name("other.duckdb"))


@pytest.mark.parametrize(
    ("engine", "why"),
    [
        ("dask:", "missing port"),
        ("dask:tcp://host-without-a-name.invalid:8786", "no scheduler answers there"),
        ("dask:pigeon://127.0.0.1:1", "unknown address scheme"),
        ("spark", "expected local or dask:ADDRESS"),
    ],
)
def test_an_unknown_engine_is_named(two: Shelf, engine: str, why: str) -> None:
    before = state(two.warehouse)
    two.put("a", share(48))
    with pytest.raises(EngineError, match=f"--engine {engine}.*{why}"):
        two.ingest(engine=engine)
    assert state(two.warehouse) == before
