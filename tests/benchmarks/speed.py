"""All readers, coverage and the second engine against a bare pdfplumber pass over the same pages.

``python tests/benchmarks/speed.py [KIND:]PDF... [--repeats 5] [--profile]``. Both are timed in one process in turn, in
seconds of its own processor time, which other programs on the machine disturb least; the best of the repeats counts.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from plain_table import show
from source_files import TITLE

from extractors.document import Recipe, read_document
from schemas.codes import Kind, Language, MediaType

GOAL = 1.15
PROFILED = 40


@dataclass(frozen=True)
class Timing:
    """Seconds for a file: ours and the bare pass's."""

    name: str
    pages: int
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare pass."""
        return self.ours / self.bare


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


def measure(path: Path, kind: Kind, repeats: int) -> Timing:
    """Time both in turn and keep the best of each."""
    content = path.read_bytes()
    bare = ours = float("inf")
    pages = 0
    for _ in range(repeats):
        bare = min(bare, _seconds(lambda: bare_pass(content)))
        ours = min(ours, _seconds(lambda: our_pass(content, kind)))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    return Timing(path.name, pages, ours, bare)


def total(timings: Sequence[Timing]) -> Timing:
    """All files together."""
    return Timing(
        "total",
        sum(timing.pages for timing in timings),
        sum(timing.ours for timing in timings),
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
    start = time.process_time()
    function()
    return time.process_time() - start


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
            f"{item.ratio:.2f}",
        )
        for item in [*timings, total(timings)]
    ]
    show(f"Speed: goal a ratio of {GOAL} or less", ("file", "pages", "bare ms/page", "ours ms/page", "ratio"), rows)
    if options.profile:
        for kind, path in options.files:
            content = path.read_bytes()
            sys.stdout.write(f"\n{path.name}\n{profile(lambda c=content, k=kind: our_pass(c, k))}")  # type: ignore[misc]
    return 0


if __name__ == "__main__":
    sys.exit(main())
