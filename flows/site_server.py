"""``skl audit serve``: the auditor's page with sign-off, for this machine only.

Every answer needs the token in the path, the right Host, and for writing the right Origin, so neither another user's
program nor a web page that the auditor has open can read or sign. Paths are looked up, never joined.
"""

from __future__ import annotations

import json
import mimetypes
import secrets
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from flows.console import note
from flows.reviews import ReviewError
from flows.site import review_shown, reviews_script, worklists_script
from flows.site_reviews import ConflictError, Stand, UnfitError, received, record
from flows.site_samples import Draws, worklists
from warehouse.errors import WarehouseError

HOST = "127.0.0.1"
MOST_BYTES = 20_000
#: Scripts that say what stands now, made anew each time.
REVIEWS, WORKLISTS = "data/reviews.js", "data/worklists.js"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SiteServer(ThreadingHTTPServer):
    """Serves the listed files of ``folder``, and takes reviews for the ledger in ``raw``."""

    daemon_threads = True

    def __init__(self, folder: Path, files: list[str], raw: Path, warehouse: Path, draws: Draws, port: int) -> None:
        """Listen on ``port``, or on a free one for 0. Raises OSError when it is taken."""
        super().__init__((HOST, port), _Handler)
        self.routes = {name: folder / name for name in files} | {"": folder / "index.html"}
        self.writing = Lock()
        self.raw, self.warehouse, self.draws = raw, warehouse, draws
        self.token = secrets.token_urlsafe(32)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away, and in a line what else went wrong."""
        del request, client_address
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            note(f"audit serve: not answered: {error or 'unknown'}")

    @property
    def hosts(self) -> tuple[str, str]:
        """The names by which it may be asked."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.hosts[0]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    server_version, sys_version = "skl", ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a file of the site, or with the verdicts as they stand now."""
        name = self._asked()
        if name is None:
            return
        if name in (REVIEWS, WORKLISTS):
            self._send_state(name)
        elif (path := self.server.routes.get(name)) is not None:
            self._send(HTTPStatus.OK, path.read_bytes(), mimetypes.guess_type(path.name)[0] or "text/plain")
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "no such page")

    def do_POST(self) -> None:
        """Write one review down."""
        name = self._asked()
        if name is None:
            return
        if name != "reviews":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is written here")
        elif self.headers.get("Origin") not in {f"http://{host}" for host in self.server.hosts}:
            self._refuse(HTTPStatus.FORBIDDEN, "asked from another page")
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "expected: application/json")
        elif (body := self._body()) is not None:
            self._record(body)

    def _asked(self) -> str | None:
        """The path below the token, or None when the request was refused."""
        token, _, name = self.path.partition("?")[0].lstrip("/").partition("/")
        known = secrets.compare_digest(token.encode("utf-8", "surrogateescape"), self.server.token.encode())
        if self.headers.get_all("Host") not in [[host] for host in self.server.hosts]:
            self._refuse(HTTPStatus.FORBIDDEN, "asked by another name")
        elif not known:
            self._refuse(HTTPStatus.FORBIDDEN, "the address needs its token; copy it from the terminal")
        else:
            return name
        return None

    def _body(self) -> bytes | None:
        told = self.headers.get("Content-Length", "")
        if not (told.isascii() and told.isdigit()):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "expected: a length")
        elif len(told) > 9 or int(told) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected: at most {MOST_BYTES} bytes")
        else:
            return self.rfile.read(int(told))
        return None

    def _record(self, body: bytes) -> None:
        server = self.server
        try:
            sent, verdict = received(body)
            with server.writing:
                stand = record(server.raw, server.warehouse, sent, verdict)
            told = _shown(stand) | {"worklists": worklists(server.draws, server.raw, rows=False)}
        except ConflictError as error:
            self._send_json(HTTPStatus.CONFLICT, _shown(error.stand) | {"problem": str(error), "code": "conflict"})
        except UnfitError as error:
            self._send_json(HTTPStatus.UNPROCESSABLE_ENTITY, {"problem": str(error), "code": error.code})
        except (ReviewError, WarehouseError) as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        else:
            self._send_json(HTTPStatus.OK, told)

    def _send_state(self, name: str) -> None:
        server = self.server
        try:
            script = reviews_script(server.raw) if name == REVIEWS else worklists_script(server.draws, server.raw)
        except ReviewError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        else:
            self._send(HTTPStatus.OK, script, "text/javascript")

    def _refuse(self, status: HTTPStatus, problem: str) -> None:
        self.close_connection = True  # what is left of the request is not read
        self._send_json(status, {"problem": problem})

    def _send_json(self, status: HTTPStatus, data: dict[str, Any]) -> None:
        self._send(status, json.dumps(data, ensure_ascii=False).encode(), "application/json")

    def _send(self, status: HTTPStatus, content: bytes, media_type: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        self.send_header("Content-Type", media_type + charset)
        self.send_header("Content-Length", str(len(content)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the address holds the token."""


def _shown(stand: Stand) -> dict[str, Any]:
    return {"review": review_shown(stand.review) if stand.review else None, "head": stand.head}
