"""All readers, coverage and the second engine against a bare pdfplumber pass over the same pages.

``python tests/benchmarks/speed.py [KIND:]PDF... [--repeats 5] [--profile]``. All are timed in turn, in seconds of
processor time, which other programs on the machine disturb least; the best of the repeats counts. "Isolated" is the
same reading as an ingestion has it done: in a process of its own, the way there and back included; starting that
process, once a run, is told apart.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import pstats
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from plain_table import show
from source_files import TITLE

from extractors.document import Recipe, read_document
from flows.isolation import Isolation
from flows.settings import Terms
from schemas.codes import Kind, Language, MediaType

GOAL = 1.15
PROFILED = 40


@dataclass(frozen=True)
class Timing:
    """Seconds for a file: ours here, ours in a process of its own, its start, and the bare pass's."""

    name: str
    pages: int
    ours: float
    isolated: float
    start: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare pass."""
        return self.ours / self.bare

    @property
    def isolated_ratio(self) -> float:
        """How many times the bare pass, in a process of its own."""
        return self.isolated / self.bare


def bare_pass(content: bytes) -> int:
    """Words, shapes and tables of every page and nothing else; returns the number of pages."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            _ = page.rects, page.lines, page.curves
            page.find_tables()
            page.close()
        return len(pdf.pages)


def our_pass(content: bytes, kind: Kind) -> None:
    """Everything that an ingestion does with the bytes, short of loading."""
    read_document(content, None, MediaType.PDF, Recipe(kind, Language.SWEDISH, 2014, TITLE))


def isolated_pass(content: bytes, kind: Kind, times: int) -> None:
    """The same so many times, in a process that is started for it."""
    details = {"media": MediaType.PDF, "kind": kind, "language": Language.SWEDISH, "year": 2014, "title": TITLE}
    with Isolation() as isolation:
        for _ in range(times):
            extraction, problem = isolation.ask("read", details, content, Terms(max_seconds=3_600, max_memory=16_000))
            if extraction is None:
                raise SystemExit(problem)


def measure(path: Path, kind: Kind, repeats: int) -> Timing:
    """Time all in turn and keep the best of each."""
    content = path.read_bytes()
    bare = ours = once = twice = float("inf")
    for _ in range(repeats):
        bare = min(bare, _seconds(lambda: bare_pass(content)))
        ours = min(ours, _seconds(lambda: our_pass(content, kind)))
        once = min(once, _seconds(lambda: isolated_pass(content, kind, 1)))
        twice = min(twice, _seconds(lambda: isolated_pass(content, kind, 2)))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return Timing(path.name, len(pdf.pages), ours, twice - once, 2 * once - twice, bare)


def total(timings: Sequence[Timing]) -> Timing:
    """All files together."""
    return Timing(
        "total",
        sum(timing.pages for timing in timings),
        sum(timing.ours for timing in timings),
        sum(timing.isolated for timing in timings),
        min(timing.start for timing in timings),
        sum(timing.bare for timing in timings),
    )


def profile(function: Callable[[], object]) -> str:
    """Where the time goes, by each function's own time and by what it calls."""
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(function)
    told = io.StringIO()
    stats = pstats.Stats(profiler, stream=told).strip_dirs()
    stats.sort_stats("cumulative").print_stats(PROFILED).sort_stats("tottime").print_stats(PROFILED)
    return told.getvalue()


def _seconds(function: Callable[[], object]) -> float:
    gc.collect()
    start = _spent()
    function()
    return _spent() - start


def _spent() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _file(text: str) -> tuple[Kind, Path]:
    kind, colon, path = text.partition(":")
    return (Kind(kind), Path(path)) if colon and kind in set(Kind) else (Kind.REPORT, Path(text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Time the files and print their ratios."""
    parser = argparse.ArgumentParser(description="Our reading against a bare pdfplumber pass over the same pages.")
    parser.add_argument("files", nargs="+", type=_file, metavar="[KIND:]PDF", help="kind: report (default), ranking, …")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="also say where our time goes, per file")
    options = parser.parse_args(arguments)
    timings = [measure(path, kind, options.repeats) for kind, path in options.files]
    rows = [
        (
            item.name,
            item.pages,
            f"{1000 * item.bare / item.pages:.1f}",
            f"{1000 * item.ours / item.pages:.1f}",
            f"{1000 * item.isolated / item.pages:.1f}",
            f"{item.ratio:.2f}",
            f"{item.isolated_ratio:.2f}",
        )
        for item in [*timings, total(timings)]
    ]
    header = ("file", "pages", "bare ms/page", "ours ms/page", "isolated ms/page", "ratio", "isolated ratio")
    show(f"Speed: goal a ratio of {GOAL} or less", header, rows)
    sys.stdout.write(f"\nstarting a process to read in, once a run: {1000 * total(timings).start:.0f} ms\n")
    if options.profile:
        for kind, path in options.files:
            content = path.read_bytes()
            sys.stdout.write(f"\n{path.name}\n{profile(lambda c=content, k=kind: our_pass(c, k))}")  # type: ignore[misc]
    return 0


if __name__ == "__main__":
    sys.exit(main())
