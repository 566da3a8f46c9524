"""A scripted server, sources to fetch with, and one process that reads for many runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scripted_server import Server, run_server
from shelf import Shelf, share, told

from flows.isolation import Isolation
from flows.reading import Job, Outcome, engine, read_job
from flows.settings import Terms
from flows.web import Web, WebSettings
from schemas.catalog import Source, load_catalog


@pytest.fixture(scope="session")
def isolation_of_the_session() -> Iterator[Isolation]:
    """Processes to read in that last as long as the tests."""
    with Isolation() as running:
        yield running


@pytest.fixture(scope="module")
def one_process(isolation_of_the_session: Isolation) -> Iterator[None]:
    """Let this process's runs of a module read in one process, for starting one costs more than all the rest."""

    @contextmanager
    def kept(name: str, terms: Terms) -> Iterator[Callable[[Job], Outcome]]:
        if name != "local":
            with engine(name, terms) as read:
                yield read
        else:
            yield lambda job: read_job(isolation_of_the_session, terms, job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.ingest.engine", kept)
        yield


@pytest.fixture
def made(default_catalog: Path) -> Shelf:
    """The default catalog, ingested; to be read only."""
    return Shelf(default_catalog)


@pytest.fixture
def two(tmp_path: Path) -> Shelf:
    """A catalog of two sources, ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    shelf.put("b", share(31))
    report = shelf.ingest()
    assert (report.exit_status, shelf.shares()) == (0, {"a": 46.0, "b": 31.0}), told(report)
    return shelf


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server that is ready for a script."""
    with run_server() as running:
        yield running


@pytest.fixture
def naps() -> list[float]:
    """Hold the waits that a test's web was asked for, in seconds, without waiting."""
    return []


@pytest.fixture
def web(naps: list[float]) -> Iterator[Web]:
    """Give a web with short limits, which notes its waits instead of sleeping."""
    settings = WebSettings(connect=1.0, read=0.4, deadline=5.0, max_bytes=200_000)
    with Web(settings, sleep=naps.append) as opened:
        yield opened


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[..., Source]:
    """Return a function that writes a source.toml and loads it as the catalog does."""

    def make(
        *locations: dict[str, str], kind: str = "report", source_id: str = "s", raw: Path = tmp_path / "raw"
    ) -> Source:
        folder = raw / source_id
        folder.mkdir(parents=True, exist_ok=True)
        head = f'id = "{source_id}"\ntitle = "T"\npublisher = "P"\nyear = 2014\nkind = "{kind}"\n'
        rows = ["\n[[location]]\n" + "".join(f'{k} = "{v}"\n' for k, v in each.items()) for each in locations]
        toml = head + 'origin = "published"\n' + "".join(rows)
        (folder / "source.toml").write_text(toml, encoding="utf-8")
        return load_catalog(raw).get(source_id)

    return make
