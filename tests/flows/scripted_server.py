"""A real HTTP server on this machine that plays a script."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class Reply:
    """One scripted answer; ``length`` lies about the body's size, ``delay`` is in seconds before the head."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class Server:
    """What the server will say for each path, and what it has been asked."""

    port: int
    script: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        """Play these replies in order, the last one for ever; return the address."""
        self.script[path] = list(replies)
        return self.url(path)

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(asked == path for asked, _ in self.asked)

    def next_reply(self, path: str) -> Reply:
        """Return the next reply of the script."""
        replies = self.script.get(path)
        if not replies:
            return Reply(b"no such page", 404)
        return replies.pop(0) if len(replies) > 1 else replies[0]


def _handler(server: Callable[[], Server]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server().asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = server().next_reply(self.path)
            time.sleep(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.end_headers()
            self._send_body(reply)
            self.close_connection = self.close_connection or reply.length is not None

        def _send_body(self, reply: Reply) -> None:
            step = 1 if reply.drip else max(1, len(reply.body))
            try:
                for start in range(0, len(reply.body), step):
                    self.wfile.write(reply.body[start : start + step])
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    return Handler


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet about clients that hang up, which the tests make them do."""


@contextmanager
def run_server() -> Iterator[Server]:
    """Serve a script on 127.0.0.1, which is localhost too: two hosts for a client."""
    holder: list[Server] = []
    httpd = _QuietServer(("127.0.0.1", 0), _handler(lambda: holder[0]))
    holder.append(Server(httpd.server_address[1]))
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield holder[0]
    finally:
        httpd.shutdown()
        httpd.server_close()
