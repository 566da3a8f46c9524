"""A scripted server, and sources to fetch with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scripted_server import Server, run_server

from flows.web import Web, WebSettings
from schemas.catalog import Source, load_catalog


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
