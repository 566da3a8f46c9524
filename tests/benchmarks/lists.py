"""Lists in nineteen layouts from three producers: which rows are read right.

``python tests/benchmarks/lists.py OUT [--seeds 1-5] [--layout ruled] [--producer typst] [--shared DIR]`` typesets into
OUT and reads. Seeds differ in how names are written: plain, formally ("Ale kommun"), with footnote marks, in capitals,
in the genitive. With a shared folder, its three lists are typeset in every layout too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layouts import (
    LAYOUTS,
    PRODUCERS,
    ProducerMissingError,
    Sample,
    kinds_of,
    make_given,
    make_sample,
    typeset,
)
from plain_table import show, show_lines
from rereading import lost_quotes
from source_files import read_file
from tally import Tally, read_truth, tally_list

from schemas.codes import CoverageStatus, Kind

SHARED_LISTS = {"ranking": "ranking", "eservice_counts": "eservices", "app_list": "apps"}
SHOWN_MISSES = 6


@dataclass(frozen=True)
class Result:
    """What was read of one typeset list."""

    sample: Sample
    rows: Tally
    held: tuple[str, ...]
    unexplained: tuple[str, ...]
    lost_quotes: tuple[str, ...]

    @property
    def misses(self) -> list[str]:
        """One line for everything that is not as it should be."""
        name = self.sample.name
        return [
            *self.rows.misses(name),
            *(f"{name}: held back {line}" for line in self.held),
            *(f"{name}: unexplained {line}" for line in self.unexplained),
            *(f"{name}: quote lost, {line}" for line in self.lost_quotes),
        ]


def measure(sample: Sample) -> Result:
    """Read a typeset list and compare it with its truth."""
    kind = Kind(sample.kind)
    found = read_file(sample.pdf, kind)
    return Result(
        sample,
        tally_list(found, kind, sample.truth),
        tuple(f"{item.raw_text}: {item.reason}" for item in found.held),
        tuple(
            f"{token.token} on page {token.page}"
            for token in found.tokens
            if token.status is CoverageStatus.UNEXPLAINED
        ),
        tuple(lost_quotes(sample.pdf, found.claims)),
    )


def synthetic(out: Path, seeds: Iterable[int], layouts: Sequence[str], producers: Sequence[str]) -> Iterator[Sample]:
    """Every kind in every layout, for each seed."""
    for seed in seeds:
        for layout, producer, kind in _each(layouts, producers):
            yield make_sample(kind, layout, producer, seed, out)


def given(out: Path, shared: Path, layouts: Sequence[str], producers: Sequence[str]) -> Iterator[Sample]:
    """The three lists of the shared folder in every layout."""
    for layout, producer, kind in _each(layouts, producers):
        rows = read_truth(shared / "sources" / f"{SHARED_LISTS[kind]}.truth.json", Kind(kind))
        yield make_given(kind, layout, producer, rows, out, "shared")


def summary(results: Iterable[Result]) -> list[tuple[object, ...]]:
    """One row for each layout and producer, and the total."""
    sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for result in results:
        for place in ((result.sample.layout, result.sample.producer), ("total", "")):
            sums[place].update(_counts(result))
    names = ("lists", "right", "wrong", "missing", "held", "unexplained", "lost_quotes")
    layouts = (*LAYOUTS, "total")
    ordered = sorted(sums, key=lambda place: (layouts.index(place[0]), place[1]))
    return [(*place, *(sums[place][name] for name in names)) for place in ordered]


def _counts(result: Result) -> dict[str, int]:
    return {
        "lists": 1,
        "right": result.rows.right,
        "wrong": len(result.rows.wrong),
        "missing": len(result.rows.missing),
        "held": len(result.held),
        "unexplained": len(result.unexplained),
        "lost_quotes": len(result.lost_quotes),
    }


def _each(layouts: Sequence[str], producers: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return ((layout, producer, kind) for layout in layouts for producer in producers for kind in kinds_of(layout))


def _first(misses: list[str]) -> list[str]:
    """A list that goes wrong goes wrong in most rows; a few of them tell how."""
    more = len(misses) - SHOWN_MISSES
    return misses[:SHOWN_MISSES] + ([f"… and {more} more"] if more > 0 else [])


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Typeset, read and print; the exit status is 2 when a producer is not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the PDFs")
    parser.add_argument("--seeds", type=_seeds, default=range(1, 6), help="as 3 or 1-5 (the default)")
    parser.add_argument("--shared", type=Path, help="folder whose sources/*.truth.json are typeset too")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), action="append", help="all when none is named")
    parser.add_argument("--producer", choices=sorted(PRODUCERS), action="append", help="all when none is named")
    options = parser.parse_args(arguments)
    layouts, producers = options.layout or list(LAYOUTS), options.producer or sorted(PRODUCERS)
    samples = list(synthetic(options.out, options.seeds, layouts, producers))
    if options.shared:
        samples += given(options.out, options.shared, layouts, producers)
    try:
        typeset(samples)
    except ProducerMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    results = [measure(sample) for sample in samples]
    header = ("layout", "producer", "lists", "rows right", "wrong", "missing", "held", "unexplained", "quotes lost")
    show("Lists", header, summary(results))
    show_lines("Misses", [line for result in results for line in _first(result.misses)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
