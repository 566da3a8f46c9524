"""A Prefect server of our own for ``skl serve``: the temporary one that single flows get never schedules."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from flows.reading import EngineError

_START_SECONDS = 90.0
_STOP_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the API address of a Prefect server that runs as long as the context; raises EngineError."""
    port = _free_port()
    prefect = [sys.executable, "-m", "prefect", "server", "start", "--no-ui"]
    command = [*prefect, "--host", "127.0.0.1", "--port", str(port)]
    quiet = os.environ | {"NO_COLOR": "1"}
    # A session of its own: Ctrl-C must reach us first, or what we stop in good order finds no server to say so to.
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        env=quiet,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no thread runs yet)
    ) as server:
        try:
            _wait(server, address := f"http://127.0.0.1:{port}/api")
            yield address
        finally:
            _stop(server)


def _die_with_parent() -> None:
    """Ask Linux to stop the server when we are killed, so that none is left behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/health", timeout=2, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise EngineError("Prefect's server did not start; start one with “prefect server start” and set PREFECT_API_URL")
