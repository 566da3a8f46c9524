"""What goes on inside a process that ``flows.isolation`` starts: one task at a time, watched for memory.

Run as ``python -m flows.inside [MODULE] SCRATCH`` with a pipe at either end. It ends with its parent, even one that was
killed. The readers take half a second to load, which who only wants a picture need not wait for.
"""

from __future__ import annotations

import math
import os
import pickle
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from textwrap import shorten
from threading import Thread
from typing import Any

from extractors.crops import Place, crops
from extractors.errors import DocumentError, ScanError
from extractors.finding import find
from extractors.lines import read_lines
from extractors.marking import marked_page
from extractors.pdf import pdfium
from extractors.reread import reread
from flows.isolation import OUT_OF_MEMORY, READY, out_of_memory
from flows.ocr import with_text
from flows.settings import Terms
from schemas.claim import Exhibit, Extraction, Region
from schemas.codes import Kind, Language, MediaType
from schemas.media import decode
from schemas.rereading import Finding, Printed

Request = tuple[str, dict[str, Any], Terms]
Task = Callable[..., Any]
Expect = Callable[[float], None]

MOST_PAGES = 5_000
_MEGABYTE = 1_000_000
_WATCH_SECONDS = 0.05
_MOST_TOLD = 300
#: A process that has grown beyond this share of its memory is not used for another document.
_WORN = 0.5
#: What may be asked for beyond what may be held; refused at once, where the watch would come too late.
_HEADROOM = 2.0


def main(scratch: str, *needed: str) -> None:
    """Serve tasks until the pipe ends; ``scratch`` is a folder of our own, for the programs that we start.

    ``needed`` are modules to load before the first task, so that loading is no part of its time.
    """
    requests = Connection(os.dup(0), writable=False)
    answers = Connection(os.dup(1), readable=False)
    with Path(os.devnull).open("r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    waiting: SimpleQueue[tuple[Request, bytes]] = SimpleQueue()
    _limit(resource.RLIMIT_CORE, 0)
    watch = _Watch()
    Thread(target=_listen, args=(requests, waiting, scratch), daemon=True).start()
    Thread(target=watch.run, daemon=True).start()
    for module in needed:
        import_module(module)
    answers.send_bytes(READY.encode())
    while True:
        (task, details, terms), content = waiting.get()
        watch.allow(terms)
        pdfium.start_afresh()
        _serve(TASKS[task], details, content, terms, answers)
        del content


def _listen(requests: Connection, waiting: SimpleQueue[tuple[Request, bytes]], scratch: str) -> None:
    """Pass requests on; when nobody is left to ask, leave no trace and end the process with what it started."""
    try:
        while True:
            waiting.put((requests.recv(), requests.recv_bytes()))
    except (EOFError, OSError):
        shutil.rmtree(scratch, ignore_errors=True)
        os.killpg(os.getpgid(0), signal.SIGKILL)


class _Watch:
    """Ends the process when it holds more memory than it may."""

    def __init__(self) -> None:
        self.limit: float = float("inf")

    def allow(self, terms: Terms) -> None:
        """Set the limit, and a harder one where the system has such."""
        self.limit = terms.max_memory * _MEGABYTE
        if sys.platform == "linux":
            _limit(resource.RLIMIT_DATA, self.limit * _HEADROOM)

    def run(self) -> None:
        """Look again and again."""
        while resident() <= self.limit:
            time.sleep(_WATCH_SECONDS)
        os._exit(OUT_OF_MEMORY)


def _limit(what: int, value: float) -> None:
    """Set a limit of the system's, which may be raised again, but not beyond the user's own."""
    hard = resource.getrlimit(what)[1]
    wanted = math.ceil(value)
    resource.setrlimit(what, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def resident() -> float:
    """Bytes of memory that this process holds; outside Linux, the most that it ever held."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return float(pages * resource.getpagesize())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else most * 1024)


def _serve(task: Task, details: dict[str, Any], content: bytes, terms: Terms, answers: Connection) -> None:
    """Do a task and send what it gave, or its problem, and whether this process is fit for another."""

    def expect(seconds: float) -> None:
        """Say how long this may take; the system ends the process when it has taken longer, whatever it is at."""
        _limit(resource.RLIMIT_CPU, time.process_time() + seconds)
        answers.send_bytes(pickle.dumps(seconds))

    expect(terms.seconds(1))
    answers.send_bytes(_answer(lambda: task(content, terms, expect, **details), terms))


def _answer(task: Callable[[], Any], terms: Terms) -> bytes:
    try:
        value = task()
        return pickle.dumps((value, None, resident() < _WORN * terms.max_memory * _MEGABYTE))
    except DocumentError as error:
        return _problem(str(error), fit=True)
    except MemoryError:
        return _problem(out_of_memory(terms))
    except RecursionError:
        return _problem("its objects are nested too deeply to be read")
    except Exception as error:
        # The fence between documents: whatever one of them sets off costs its own source only.
        return _problem(f"the readers failed on it ({type(error).__name__}: {error}); please report the file")


def _problem(told: str, *, fit: bool = False) -> bytes:
    """A problem in a line that a terminal can show: a file's own bytes may be quoted in it."""
    plain = "".join(char if char.isprintable() else " " for char in told)
    return pickle.dumps((None, shorten(plain, _MOST_TOLD, placeholder=" …"), fit))


def _read(
    content: bytes,
    terms: Terms,
    expect: Expect,
    media: MediaType,
    kind: Kind,
    language: Language,
    year: int,
    title: str,
) -> Extraction:
    from extractors.document import Recipe, read_document

    recipe = Recipe(kind, language, year, title)
    if media is not MediaType.PDF:
        return read_document(content, decode(content), media, recipe)
    with pdfium.open_pdf(content) as document:
        pages = len(document)
    if pages > MOST_PAGES:
        raise DocumentError(f"it says that it has {pages:,} pages, and more than {MOST_PAGES:,} are not read")
    expect(terms.seconds(pages))
    try:
        return read_document(content, None, media, recipe)
    except ScanError:
        if not terms.ocr:
            raise
    expect(terms.seconds(pages, scanned=True) + terms.seconds(pages))
    found = read_document(with_text(content, language), None, media, replace(recipe, ocr=True))
    found.ocr = True
    return found


def _picture(content: bytes, terms: Terms, expect: Expect, **details: Any) -> bytes:
    del terms, expect
    return pdfium.picture(content, **details)


def _marked_page(content: bytes, terms: Terms, expect: Expect, **details: Any) -> bytes:
    del terms, expect
    return marked_page(content, **details)


def _crops(
    content: bytes, terms: Terms, expect: Expect, places: list[tuple[tuple[Region, ...], tuple[Region, ...]]]
) -> list[Exhibit]:
    """A picture of each place, given by its regions and marks, and the label of its page that the file knows."""
    expect(terms.seconds(len({(marks or regions)[0].page for regions, marks in places})))
    labels = pdfium.page_labels(content)
    drawn = [Place(regions, marks) for regions, marks in places]
    return [
        Exhibit(labels.get(place.page), width=crop.width, height=crop.height, png=crop.png)
        for place, crop in zip(drawn, crops(content, drawn), strict=True)
    ]


def _lines(content: bytes, terms: Terms, expect: Expect, media: MediaType, quotes: list[str]) -> list[Exhibit]:
    """The line that each quote begins on, in the order of the text."""
    del terms, expect
    lines, at = read_lines(decode(content), media), 0
    shown = []
    for quote in quotes:
        found = lines.find(quote, at)
        at = at if found is None else found
        place = None if found is None else lines.at(found)
        shown.append(Exhibit(line=place.line, line_text=place.text) if place else Exhibit())
    return shown


def _reread(content: bytes, terms: Terms, expect: Expect, media: MediaType, wanted: list[Printed]) -> list[Finding]:
    expect(terms.seconds(len({box.page for printed in wanted for box in printed.places})))
    return reread(content, media, wanted)


def _pages(content: bytes, terms: Terms, expect: Expect, pages: list[int]) -> list[tuple[bytes, float, float]]:
    expect(terms.seconds(len(pages), scanned=True))
    return pdfium.pictures(content, pages)


def _find(content: bytes, terms: Terms, expect: Expect, wanted: list[tuple[int, str, str]]) -> list[tuple[Region, ...]]:
    expect(terms.seconds(len({page for page, _, _ in wanted})))
    return find(content, wanted)


TASKS: dict[str, Task] = {
    "read": _read,
    "picture": _picture,
    "marked_page": _marked_page,
    "crops": _crops,
    "lines": _lines,
    "reread": _reread,
    "pages": _pages,
    "find": _find,
}

if __name__ == "__main__":
    main(sys.argv[-1], *sys.argv[1:-1])
