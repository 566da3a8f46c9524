"""Make the auditor's page in a folder of its own, and serve it as long as somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.site import write_site
from flows.site_reviews import subjects
from flows.site_server import SiteServer
from warehouse.site import read_site


@contextmanager
def serving(raw: Path, warehouse: Path, port: int = 0) -> Iterator[SiteServer]:
    """Yield a server that is ready for ``serve_forever``; raises OSError when the port is taken."""
    site = read_site(warehouse)
    with TemporaryDirectory(prefix="skl-audit-") as folder:
        files = write_site(site, raw, Path(folder), live=True)
        with SiteServer(Path(folder), files, subjects(site), raw, port) as server:
            yield server
