"""Make the auditor's page in a folder of its own, and serve it as long as somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.reading import EngineError
from flows.site import write_site
from flows.site_samples import Draws, find_draws
from flows.site_server import SiteServer
from warehouse.site import read_site


@contextmanager
def serving(raw: Path, warehouse: Path, port: int = 0, named: Sequence[Path] = ()) -> Iterator[SiteServer]:
    """Yield a server that is ready for ``serve_forever``, with the sampling worklists in the files ``named``.

    Raises EngineError when the port is taken, OutputError for a file that is no worklist.
    """
    site = read_site(warehouse)
    draws = find_draws(site, warehouse, named)
    with TemporaryDirectory(prefix="skl-audit-") as folder:
        files = write_site(site, raw, Path(folder), draws, live=True)
        with _listening(Path(folder), files, raw, warehouse, draws, port) as server:
            yield server


def _listening(folder: Path, files: list[str], raw: Path, warehouse: Path, draws: Draws, port: int) -> SiteServer:
    try:
        return SiteServer(folder, files, raw, warehouse, draws, port)
    except OSError as error:
        raise EngineError(f"--port {port}: {error.strerror or error}; name another, or 0 for a free one") from error
