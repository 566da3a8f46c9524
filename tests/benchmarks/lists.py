"""Lists in five layouts from two producers: which rows are read right.

``python tests/benchmarks/lists.py OUT [--seeds 1-2] [--shared DIR]`` typesets into OUT and reads; even seeds write some
names formally ("Ale kommun"). With a shared folder, its three lists are typeset in every layout too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layouts import (
    KINDS,
    LAYOUTS,
    PRODUCERS,
    ProducerMissingError,
    Sample,
    make_given,
    make_sample,
    read_municipalities,
)
from plain_table import show, show_lines
from rereading import lost_quotes
from source_files import read_file
from tally import Tally, read_truth, tally_list

from schemas import municipalities as reference
from schemas.codes import CoverageStatus, Kind

MUNICIPALITIES = Path(reference.__file__).with_name("reference") / "municipalities.csv"
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


def synthetic(out: Path, seeds: Iterable[int], producers: Sequence[str]) -> Iterator[Sample]:
    """Typeset every kind in every layout, for each seed."""
    pairs = read_municipalities(MUNICIPALITIES)
    for seed in seeds:
        for layout, producer, kind in _each(producers):
            yield make_sample(kind, layout, producer, seed, pairs, out, formal=seed % 2 == 0)


def given(out: Path, shared: Path, producers: Sequence[str]) -> Iterator[Sample]:
    """Typeset the three lists of the shared folder in every layout."""
    for layout, producer, kind in _each(producers):
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


def _each(producers: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return ((layout, producer, kind) for layout in LAYOUTS for producer in producers for kind in KINDS)


def _first(misses: list[str]) -> list[str]:
    """A list that goes wrong goes wrong in most rows; a few of them tell how."""
    more = len(misses) - SHOWN_MISSES
    return misses[:SHOWN_MISSES] + ([f"… and {more} more"] if more > 0 else [])


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Typeset, read and print; the exit status is 2 when a producer is not installed."""
    parser = argparse.ArgumentParser(description="Lists in five layouts from two producers: which rows are read right.")
    parser.add_argument("out", type=Path, help="folder for the PDFs")
    parser.add_argument("--seeds", type=_seeds, default=range(1, 3), help="as 3 or 1-2 (the default)")
    parser.add_argument("--shared", type=Path, help="folder whose sources/*.truth.json are typeset too")
    parser.add_argument("--producer", choices=sorted(PRODUCERS), action="append", help="all when none is named")
    options = parser.parse_args(arguments)
    producers = options.producer or sorted(PRODUCERS)
    results: list[Result] = []
    try:
        results += [measure(sample) for sample in synthetic(options.out, options.seeds, producers)]
        if options.shared:
            results += [measure(sample) for sample in given(options.out, options.shared, producers)]
    except ProducerMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    header = ("layout", "producer", "lists", "rows right", "wrong", "missing", "held", "unexplained", "quotes lost")
    show("Lists", header, summary(results))
    show_lines("Misses", [line for result in results for line in _first(result.misses)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
