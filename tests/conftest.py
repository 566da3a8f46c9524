"""What the tests of all rooms share: folders that are made once a session, and which files are begun first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
NOT_TRACKED = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*")
#: What the run that made the default catalog's warehouse said, a line each, beside its ``raw``.
TOLD = "told.txt"
#: Files that take long, the longest first: begun last, one would keep its worker busy and leave the others idle.
LONG = (
    "test_flow.py",
    "test_readme.py",
    "test_kills.py",
    "test_isolation.py",
    "test_benchmarks.py",
    "test_site_browser.py",
    "test_determinism.py",
    "test_witnesses.py",
)

Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files, and leave the order otherwise; works with ``--no-loadscope-reorder``."""
    last = len(LONG)
    place = {name: index for index, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.name, last))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Give a function that fills a folder once for all workers of the session; to be read only, or copied."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
        with FileLock(shared / f"once-{name}.lock"):
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def default_catalog(once: Once) -> Path:
    """The catalog that ships with the project, as a fresh clone has it, ingested offline; to be read only.

    A folder with ``raw``, ``out/skl.duckdb`` and ``told.txt``.
    """

    def fill(folder: Path) -> None:
        from flows.ingest import ingest
        from flows.settings import IngestOptions

        shutil.copytree(ROOT / "raw", folder / "raw", ignore=NOT_TRACKED)
        report = ingest(IngestOptions(folder / "raw", folder / "out" / "skl.duckdb", offline=True))
        assert report.exit_status == 0, report.lines
        (folder / TOLD).write_text("\n".join(report.lines), encoding="utf-8")

    return once("default-catalog", fill)
