"""Generated charts of eleven kinds from three producers: which of their values are read, and right.

``python tests/benchmarks/charts.py OUT [--count 1002] [--producer NAME …] [--kind KIND …] [--seed 1]`` draws charts
into OUT, reads them and prints a table of kinds and producers, the reasons of refusals, what was wrong and what was
missed. The status is 1 when a value was wrong, 2 when a producer is not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import permutations
from pathlib import Path

import charts_by_chromium
import charts_by_libreoffice
import charts_by_matplotlib
from chart_content import KINDS
from chart_pages import Chart, Page, make_pages
from chart_truth import Found, Score, normal, score_chart
from plain_table import percent, show, show_lines
from producers import ProducerMissingError
from source_files import read_file

from schemas.claim import Extraction
from schemas.codes import Kind, Reader

PAGES_IN_A_FILE = 60
SHOWN = 200


@dataclass(frozen=True)
class Producer:
    """A program that draws: how to find it, what it can't draw, and how to draw pages into a file with a seed."""

    find: Callable[[], str]
    possible: Callable[[Chart], Chart]
    typeset: Callable[[Sequence[Page], Path, int], None]


PRODUCERS = {
    "matplotlib": Producer(charts_by_matplotlib.find, lambda chart: chart, charts_by_matplotlib.typeset),
    "chromium": Producer(charts_by_chromium.find, lambda chart: chart, charts_by_chromium.typeset),
    "libreoffice": Producer(charts_by_libreoffice.find, charts_by_libreoffice.possible, charts_by_libreoffice.typeset),
}


@dataclass(frozen=True)
class Book:
    """One PDF and its pages."""

    producer: str
    pdf: Path
    pages: tuple[Page, ...]


def make_books(out: Path, producer: str, seed: int, count: int, kinds: Sequence[str] = KINDS) -> list[Book]:
    """Draw ``count`` charts by one producer into ``out``, with the truth as JSON beside each PDF."""
    draw = PRODUCERS[producer]
    draw.find()
    out.mkdir(parents=True, exist_ok=True)
    pages = [
        replace(page, charts=tuple(draw.possible(chart) for chart in page.charts))
        for page in make_pages(f"{seed}-{producer}", count, kinds)
    ]
    books = []
    for part, start in enumerate(range(0, len(pages), PAGES_IN_A_FILE), start=1):
        pdf = out / f"charts-{producer}-{seed}-{part}.pdf"
        own = pages[start : start + PAGES_IN_A_FILE]
        book = Book(producer, pdf, tuple(_captioned(page, (seed + part) % 2 == 0) for page in own))
        draw.typeset(book.pages, pdf, seed + part)
        pdf.with_suffix(".truth.json").write_text(_truth(book), encoding="utf-8")
        books.append(book)
    return books


def _captioned(page: Page, above: bool) -> Page:
    """The page with its captions where its document has them: all above, or all below."""
    return replace(page, charts=tuple(replace(chart, above=above) for chart in page.charts))


def _truth(book: Book) -> str:
    rows = [
        {
            "page": number,
            "figure": chart.figure,
            "kind": chart.kind,
            "producer": book.producer,
            "values": [asdict(value) for value in chart.truth()],
        }
        for number, page in enumerate(book.pages, start=1)
        for chart in page.charts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def measure(book: Book) -> dict[str, Score]:
    """Scores of a file's charts by kind; what was read of no chart counts for the kind of its page's first one."""
    extraction = read_file(book.pdf, Kind.REPORT)
    found = found_values(extraction)
    reasons = {(figure.page, figure.figure): figure.reason for figure in extraction.figures if figure.reason}
    scores = {kind: Score() for kind in KINDS}
    for number, page in enumerate(book.pages, start=1):
        on_page = [each for each in found if each.page == number]
        where = f"{book.pdf.name} page {number}"
        for chart, own in _shared_out(page.charts, on_page):
            score = score_chart(f"{where}, {chart.kind} {chart.figure or '(no caption)'}", chart, own)
            score.explain(reasons.get((number, chart.figure or "")))
            on_page = [each for each in on_page if each not in own]
            scores[chart.kind].add(score)
        scores[page.charts[0].kind].extra += [f"{where}: in no chart: {each}" for each in on_page]
    return scores


def _shared_out(charts: Sequence[Chart], found: Sequence[Found]) -> Iterator[tuple[Chart, list[Found]]]:
    """What was read of each chart of a page: what stands under its figure.

    Without a caption: what stands under one of the other figures, each chart's own, so that most of what is read
    has a chart that shows it.
    """
    numbers = {chart.figure for chart in charts if chart.figure}
    bare = [chart for chart in charts if not chart.figure]
    others = list(dict.fromkeys(each.figure for each in found if each.figure not in numbers))
    figures = _assigned(bare, {figure: [each for each in found if each.figure == figure] for figure in others})
    for chart in charts:
        figure = chart.figure or figures.get(id(chart))
        yield chart, [each for each in found if each.figure == figure]


def _assigned(charts: Sequence[Chart], found: dict[str, list[Found]]) -> dict[int, str]:
    """A figure for each chart (by its id): of all ways the one in which most names and values are shown."""
    names = [*found, *[""] * len(charts)]
    ways = permutations(names, len(charts))
    best = max(ways, key=lambda way: sum(map(_alike, charts, (found.get(name, []) for name in way))), default=())
    return {id(chart): name for chart, name in zip(charts, best, strict=True) if _alike(chart, found.get(name, []))}


def _alike(chart: Chart, found: Sequence[Found]) -> int:
    """How many names a chart shares with what was read, those with the right value twice."""
    truth = {(normal(value.category), normal(value.series)): value.value for value in chart.truth()}
    shared = [(truth[name], each) for each in found if (name := (normal(each.category), normal(each.series))) in truth]
    return len(shared) + sum(each.low - 1e-6 <= value <= each.high + 1e-6 for value, each in shared)


def found_values(extraction: Extraction) -> list[Found]:
    """The chart values of an extraction, with the claims that say them."""
    found = []
    for value in extraction.values:
        claim = extraction.claims[value.claim]
        if claim.value is None or claim.value_low is None or claim.value_high is None:
            continue
        label = claim.reader is Reader.CHART_LABEL
        interval = claim.value_low, claim.value_high
        page = value.page or 0
        found.append(Found(page, value.figure, value.category, value.series, claim.value, *interval, label))
    return found


def summary(scores: dict[tuple[str, str], Score]) -> list[tuple[object, ...]]:
    """One row for each kind and producer, and the totals."""
    total = Score()
    rows = []
    for (kind, producer), score in scores.items():
        total.add(score)
        rows.append(_row(kind, producer, score))
    return [*rows, _row("total", "", total)]


def _row(kind: str, producer: str, score: Score) -> tuple[object, ...]:
    answered = percent(score.answered, score.wanted)
    wrong = len(score.outside), len(score.extra)
    return kind, producer, score.charts, score.refused, answered, score.right, score.estimated, *wrong


def _known(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least one chart must be drawn")
    return count


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Generated charts: which of their values are read, and right.")
    parser.add_argument("out", type=Path, help="folder for the PDFs and their truth")
    parser.add_argument("--count", type=_known, default=1002, help="charts in all (1002)")
    parser.add_argument("--producer", choices=list(PRODUCERS), action="append", help="all when none is named")
    parser.add_argument("--kind", choices=KINDS, action="append", help="all when none is named")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, read and print."""
    options = _options(arguments)
    producers, kinds = options.producer or list(PRODUCERS), options.kind or KINDS
    each = -(-options.count // len(producers))
    try:
        books = [book for name in producers for book in make_books(options.out, name, options.seed, each, kinds)]
    except ProducerMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return _report(books, producers, kinds)


def _report(books: Iterable[Book], producers: Sequence[str], kinds: Sequence[str]) -> int:
    scores = {(kind, producer): Score() for kind in kinds for producer in producers}
    for book in books:
        found = measure(book)
        for kind in kinds:
            scores[kind, book.producer].add(found[kind])
    header = ("kind", "producer", "charts", "unread", "answered", "labels right", "estimates right", "wrong", "extra")
    show("Charts", header, summary(scores))
    reasons = sum((score.reasons for score in scores.values()), start=Counter[str]())
    show("Unread captioned charts", ("charts", "reason"), [(count, reason) for reason, count in reasons.most_common()])
    wrong = [line for score in scores.values() for line in (*score.outside, *score.extra)]
    show_lines("Wrong", wrong)
    show_lines("Missed", _first([line for score in scores.values() for line in score.missed]))
    return 1 if wrong else 0


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines[:SHOWN] + ([f"… and {more} more"] if more > 0 else [])


if __name__ == "__main__":
    sys.exit(main())
