"""Which hosts answer: a dead one is asked once a run, however many sources name it."""

from __future__ import annotations

import socket
import threading
import urllib.request

import httpx


class WebError(Exception):
    """An address gave nothing usable; the message is a sentence that says why."""


class Hosts:
    """What a run knows of hosts; shared by all its sources and threads."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._lock = threading.Lock()
        self._dead: dict[str, str] = {}
        self._found: set[str] = set()

    def require(self, url: httpx.URL, seconds: float) -> None:
        """Raise WebError when the host is known to be dead, or has no address within ``seconds``.

        The system's own look-up knows no time-out and can hang for half a minute where packets are dropped.
        A proxy looks names up itself.
        """
        with self._lock:
            reason = self._dead.get(_key(url))
            found = url.host in self._found
        if reason is not None:
            raise WebError(f"{reason}, not asked again")
        if found or _has_proxy(url):
            return
        fault = _look_up(url.host, seconds)
        if fault is not None:
            self.bury(url, fault)
            raise WebError(fault)
        with self._lock:
            self._found.add(url.host)

    def bury(self, url: httpx.URL, reason: str) -> None:
        """Remember that this host does not answer, and why."""
        with self._lock:
            self._dead[_key(url)] = reason


def _key(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii', errors='replace')}"


def _has_proxy(url: httpx.URL) -> bool:
    """Say whether httpx will go through a proxy, from the same settings of the environment."""
    proxies = urllib.request.getproxies()
    return (url.scheme in proxies or "all" in proxies) and not urllib.request.proxy_bypass(url.host)


def _look_up(host: str, seconds: float) -> str | None:
    """Return why a host has no address, or None when it has one."""
    faults: list[str | None] = []
    thread = threading.Thread(target=lambda: faults.append(_resolve(host)), daemon=True)
    thread.start()
    thread.join(seconds)
    return faults[0] if faults else f"looking up {host} took more than {seconds:g} s"


def _resolve(host: str) -> str | None:
    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not a host name"
        return f"{host} can't be found ({cause})"
    return None
