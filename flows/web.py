"""HTTP for the fetcher: redirects, retries, time-outs and limits over one shared client."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType

import httpx

from flows.hosts import Hosts, WebError

_RETRIED = frozenset({429, 500, 502, 503, 504})
_SILENT_TRIES = 2


@dataclass(frozen=True)
class WebSettings:
    """Limits of one run; times in seconds, ``deadline`` for one address with its redirects and retries."""

    connect: float = 5.0
    read: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 100_000_000
    max_redirects: int = 10
    tries: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0
    user_agent: str = "skl-facts/0.1"


@dataclass(frozen=True)
class Answer:
    """What an address gave: no ``content`` for "not modified"; ``redirects`` are the addresses before."""

    content: bytes | None
    url: str
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    charset: str | None = None


class _PassingError(Exception):
    """Worth another try, after ``wait`` seconds if the server said so; ``silent`` never answered at all."""

    def __init__(self, sentence: str, *, wait: float | None = None, silent: httpx.URL | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait
        self.silent = silent


@dataclass
class Web:
    """The network of one run: what its sources and threads share. Close it, or use it in a ``with``."""

    settings: WebSettings = field(default_factory=WebSettings)
    hosts: Hosts = field(default_factory=Hosts)
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client | None = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __enter__(self) -> Web:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()

    @property
    def client(self) -> httpx.Client:
        """The client; made at its first use, because its certificates take time to load."""
        with self._lock:
            if self._client is None:
                timeout = httpx.Timeout(self.settings.read, connect=self.settings.connect)
                self._client = httpx.Client(timeout=timeout, headers={"User-Agent": self.settings.user_agent})
            return self._client

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return what ``url`` gives after redirects; raises WebError with a sentence of what failed."""
        deadline = time.monotonic() + self.settings.deadline
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._follow(url, headers or {}, deadline)
            except _PassingError as fault:
                wait = self._pause(fault, attempt)
                last = attempt >= (_SILENT_TRIES if fault.silent else self.settings.tries)
                if last or time.monotonic() + wait > deadline:
                    raise self._given_up(fault, attempt) from fault
                self.sleep(wait)

    def _given_up(self, fault: _PassingError, attempts: int) -> WebError:
        if fault.silent is not None:
            self.hosts.bury(fault.silent, str(fault))
        return WebError(f"{fault}, {attempts} times" if attempts > 1 else str(fault))

    def _pause(self, fault: _PassingError, attempt: int) -> float:
        """Return the seconds until the next try; raises WebError when the server asks for too many."""
        if fault.wait is None:
            return random.uniform(0.5, 1.0) * self.settings.backoff * 2.0 ** (attempt - 1)
        if fault.wait > self.settings.longest_wait:
            raise WebError(f"{fault}, and asks to come back in {fault.wait:.0f} s") from fault
        return fault.wait

    def _follow(self, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        try:
            request = self.client.build_request("GET", url, headers=dict(headers))
        except httpx.InvalidURL as error:
            raise WebError(f"not an address: {error}") from error
        passed: list[str] = []
        while len(passed) <= self.settings.max_redirects:
            with closing(self._send(request)) as response:
                if response.next_request is None:
                    return self._answer(response, tuple(passed), deadline)
                passed.append(str(request.url))
                request = _allowed(response.next_request)
        raise WebError(f"more than {self.settings.max_redirects} redirects, the last to {request.url}")

    def _send(self, request: httpx.Request, *, again: bool = True) -> httpx.Response:
        """Send and wait for the head of the answer; a host that can't be connected gets one more chance."""
        self.hosts.require(request.url, self.settings.connect)
        try:
            return self.client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if again and not isinstance(error, httpx.ConnectTimeout):
                self.sleep(random.uniform(0.05, 0.15))
                return self._send(request, again=False)
            reason = f"{request.url.host} can't be connected ({_cause(error)})"
            self.hosts.bury(request.url, reason)
            raise WebError(reason) from error
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            raise WebError(f"{request.url} can't be asked for ({_cause(error)})") from error
        except httpx.RemoteProtocolError as error:
            raise _PassingError(f"{request.url.host} gave no valid answer ({_cause(error)})") from error
        except httpx.TransportError as error:
            reason = f"{request.url.host} gave no answer ({_cause(error)})"
            raise _PassingError(reason, silent=request.url) from error

    def _answer(self, response: httpx.Response, redirects: tuple[str, ...], deadline: float) -> Answer:
        status = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
        if response.status_code in _RETRIED:
            raise _PassingError(status, wait=_retry_after(response))
        if response.status_code not in (200, 203, 304):
            raise WebError(status)
        content = None if response.status_code == 304 else self._body(response, deadline)
        return Answer(
            content=content,
            url=str(response.url),
            redirects=redirects,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            charset=response.charset_encoding,
        )

    def _body(self, response: httpx.Response, deadline: float) -> bytes:
        limit = self.settings.max_bytes
        if int(response.headers.get("content-length", 0)) > limit:
            raise WebError(f"larger than the limit of {limit:,} bytes")
        content = bytearray()
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > limit:
                    raise WebError(f"larger than the limit of {limit:,} bytes")
                if time.monotonic() > deadline:
                    raise WebError(f"not complete after {self.settings.deadline:g} s")
        except httpx.DecodingError as error:
            raise WebError(f"the answer can't be unpacked ({_cause(error)})") from error
        except httpx.TransportError as error:
            reason = f"the answer broke off after {len(content):,} bytes ({_cause(error)})"
            raise _PassingError(reason) from error
        return bytes(content)


def canonical(url: str) -> str:
    """Return an address as answers and ledgers spell it (``http://host`` becomes ``http://host/``)."""
    try:
        return str(httpx.URL(url))
    except httpx.InvalidURL:
        return url


def _allowed(request: httpx.Request) -> httpx.Request:
    if request.url.scheme not in ("http", "https"):
        raise WebError(f"refused a redirect to {request.url}: only http and https are followed")
    return request


def _cause(error: Exception) -> str:
    return str(error) or type(error).__name__


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that a server asks to wait, from a number or an HTTP date; None without one."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
