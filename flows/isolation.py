"""Processes of their own for what a file could break: bounded in time and memory, and replaced when one is lost.

A process serves one document at a time and many in turn, because starting one costs half a second. It ends when its
pipe does, so none is left behind when we are killed; see ``flows.inside`` for what goes on in it.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import TracebackType
from typing import Any

from flows.settings import Terms

#: Exit status of a process that found itself to have taken more memory than it was allowed.
OUT_OF_MEMORY = 77
READY = "ready"
#: What reading a document needs, and drawing it does not.
READERS = ("extractors.document",)
_START_SECONDS = 60.0
_END_SECONDS = 2.0
#: How many times its processor time a document may take by the clock.
_PATIENCE = 5.0
_MEGABYTE = 1_000_000
_CODE = Path(__file__).resolve().parents[1]


class StoppedError(Exception):
    """The process was stopped, or was lost; the message says why, and what to do."""


@dataclass(frozen=True)
class Answer:
    """What a task gave, or the problem that prevented it; a process that is not ``fit`` is not used again."""

    value: Any
    problem: str | None
    fit: bool


class _Plain(pickle.Unpickler):
    """Takes nothing but data from a process that a hostile file may have taken over."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ``schemas``; raises UnpicklingError for everything else."""
        if module.partition(".")[0] != "schemas":
            raise pickle.UnpicklingError(f"{module}.{name} is no data")
        return super().find_class(module, name)


class _Helper:
    """One such process."""

    def __init__(self, needed: tuple[str, ...]) -> None:
        """Start it; it gets ready, with the modules that are needed, while we go on."""
        self.scratch = TemporaryDirectory(prefix="skl-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.inside", *needed, self.scratch.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the engines' warnings about a file are for nobody
            env=os.environ
            | {
                "PYTHONPATH": os.pathsep.join([str(_CODE), *filter(None, sys.path)]),
                "TMPDIR": self.scratch.name,
            },
            start_new_session=True,  # Ctrl-C is ours to act on, and its own helpers die with it
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self.requests = Connection(os.dup(self.process.stdin.fileno()), readable=False)
        self.answers = Connection(os.dup(self.process.stdout.fileno()), writable=False)
        self.process.stdin.close()
        self.process.stdout.close()
        self.ready, self.allowed = False, 0.0

    def ask(self, task: str, details: dict[str, Any], content: bytes, terms: Terms) -> Answer:
        """Have a task done with a file's bytes; raises StoppedError."""
        try:
            self._await_start()
            self.requests.send((task, details, terms))
            self.requests.send_bytes(content)
            return self._await_answer(terms)
        except StoppedError:
            raise
        except Exception as error:  # an end of the pipe, or an answer that is none
            status = self._own_end()
            if not self.ready:
                raise StoppedError(f"the process that was to read it did not start (exit status {status})") from error
            raise StoppedError(_lost(status, terms, self.allowed)) from error

    def _await_start(self) -> None:
        if self.ready:
            return
        if not self.answers.poll(_START_SECONDS):
            raise StoppedError(f"the process that was to read it did not start within {_START_SECONDS:.0f} s")
        self.ready = self.answers.recv_bytes() == READY.encode()

    def _await_answer(self, terms: Terms) -> Answer:
        """Wait for a document that takes its processor time, which the process says, on a machine that has others."""
        begun, self.allowed = time.monotonic(), terms.seconds(1)
        while self.answers.poll(max(0.0, begun + _PATIENCE * self.allowed - time.monotonic())):
            told = self.answers.recv_bytes(terms.max_memory * _MEGABYTE)
            known = _Plain(io.BytesIO(told)).load()
            if not isinstance(known, float):
                return Answer(*known)
            self.allowed = known
        raise StoppedError(_out_of_time(self.allowed))

    def _own_end(self) -> int | None:
        """The exit status of a process that ended by itself, negative for a signal; None for one that still runs."""
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(_END_SECONDS)
        return None

    def kill(self) -> None:
        """End it and whatever it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.requests.close()
        self.answers.close()
        self.process.wait()
        self.scratch.cleanup()


def _lost(status: int | None, terms: Terms, allowed: float) -> str:
    """Say why a process is of no more use; ``status`` is that of its own end, if it came to one."""
    if status == -signal.SIGXCPU:
        return _out_of_time(allowed)
    if status == OUT_OF_MEMORY:
        return out_of_memory(terms)
    if status is None:
        return "the process that read it gave no answer that can be used; please report the file"
    end = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return (
        f"the process that read it was lost ({end}): the file is damaged or hostile, or needs more than "
        f"{terms.max_memory} MB (--max-memory); save it anew with another program and take that with: skl add"
    )


def _out_of_time(allowed: float) -> str:
    return (
        f"reading it took more than {allowed:.0f} s (by the clock: {_PATIENCE * allowed:.0f} s) and was stopped; "
        "if the file is sound, allow it more time with --max-seconds"
    )


def out_of_memory(terms: Terms) -> str:
    """Say that a file needed too much memory."""
    return (
        f"reading it took more than {terms.max_memory} MB of memory and was stopped; "
        "if the file is sound, allow it more with --max-memory"
    )


class Isolation:
    """The processes of one run, shared by its threads: each takes an idle one, or starts another."""

    def __init__(self, needed: tuple[str, ...] = READERS) -> None:
        """Start the first, which gets ready while its first task is prepared; ``needed`` is what it loads for it."""
        self._needed = needed
        self._lock = Lock()
        self._idle: list[_Helper] = []
        self._all: set[_Helper] = set()
        self._put(self._new())

    def __enter__(self) -> Isolation:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End all, busy ones too."""
        with self._lock:
            doomed, self._all, self._idle = self._all, set(), []
        for helper in doomed:
            helper.kill()

    def ask(self, task: str, details: dict[str, Any], content: bytes, terms: Terms) -> tuple[Any, str | None]:
        """Do a task of ``flows.inside`` with a file's bytes: what it gave, or the problem. Never raises for a file."""
        helper = self._take()
        try:
            answer = helper.ask(task, details, content, terms)
        except StoppedError as error:
            self._drop(helper)
            return None, str(error)
        except BaseException:
            self._drop(helper)
            raise
        if answer.fit:
            self._put(helper)
        else:
            self._drop(helper)
        return answer.value, answer.problem

    def _new(self) -> _Helper:
        helper = _Helper(self._needed)
        with self._lock:
            self._all.add(helper)
        return helper

    def _take(self) -> _Helper:
        with self._lock:
            while self._idle:
                helper = self._idle.pop()
                if helper.process.poll() is None:
                    return helper
                self._all.discard(helper)
        return self._new()

    def _put(self, helper: _Helper) -> None:
        with self._lock:
            if helper in self._all:
                self._idle.append(helper)

    def _drop(self, helper: _Helper) -> None:
        with self._lock:
            self._all.discard(helper)
        helper.kill()
