"""How much of the charts of the report and of other people's surveys is read right: value, category and series.

``python tests/benchmarks/figures.py [SHARED_DIR]``: the folder holds ``sources`` and ``corpus``; without it, the one
named ``shared`` beside the repository. Exits 2 and says what is missing when that is not there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plain_table import percent, show, show_lines
from source_files import read_file

from schemas.claim import Extraction, FigureValue
from schemas.codes import Kind, Reader

DEFAULT = Path(__file__).resolve().parents[3] / "shared"
REPORT = Path("sources/report.pdf")
REPORT_TRUTH = Path("sources/charts.truth.json")
SURVEYS = Path("corpus/surveys")
SURVEY_TRUTH = SURVEYS / "charts.truth.json"
_ELLIPSIS = re.compile(r"…|\.\.\.")


@dataclass(frozen=True)
class Shown:
    """One value of a chart as a person read it; ``value`` None where a bar has no printed label."""

    place: str
    category: str
    series: str
    value: float | None


@dataclass
class Score:
    """How many of the truth's values were read, which were read otherwise, and which not at all."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Values in the truth."""
        return self.right + len(self.wrong) + len(self.missing)


def report_truth(shared: Path) -> list[Shown]:
    """The report's charts by figure."""
    truth: dict[str, list[dict[str, Any]]] = json.loads((shared / REPORT_TRUTH).read_text(encoding="utf-8"))
    return [
        Shown(figure, item["category"], item["series"], float(item["value"]))
        for figure, items in truth.items()
        if not figure.startswith("_")
        for item in items
    ]


def survey_truth(shared: Path) -> dict[str, list[Shown]]:
    """The surveys' charts by file and page."""
    truth: dict[str, Any] = json.loads((shared / SURVEY_TRUTH).read_text(encoding="utf-8"))
    charts = {name: item for name, item in truth.items() if not name.startswith("_") and item.get("type") != "table"}
    return {
        name: [
            Shown(name.partition("#")[2], category, series, value)
            for category, values in chart["rows"]
            for series, value in values.items()
        ]
        for name, chart in charts.items()
    }


def score(found: Extraction, truth: Sequence[Shown], by_page: bool) -> Score:
    """Compare values with the truth, by figure or by page; a value that the truth has not is wrong."""
    places = {item.place for item in truth}
    read: dict[tuple[str, str, str], float | None] = {}
    for value in found.values:
        place = str(value.page) if by_page else value.figure
        if place in places:
            read[place, _plain(value.category), _series(value)] = found.claims[value.claim].value
    result = Score()
    for item in truth:
        key = (item.place, _plain(item.category), item.series)
        if key not in read:
            result.missing.append(f"{item}")
        elif _agree(read.pop(key), item.value):
            result.right += 1
        else:
            result.wrong.append(f"{item} read otherwise")
    result.wrong += [f"{key} = {value} is not in the truth" for key, value in read.items()]
    return result


def _agree(value: float | None, truth: float | None) -> bool:
    return value is not None and (truth is None or abs(value - truth) < 1e-6)


def _series(value: FigureValue) -> str:
    # A series whose key has no name in print is the neutral one to the person who wrote the truth down.
    return "neutral" if value.series == "(utan namn)" else value.series or ""


def _plain(text: str) -> str:
    return " ".join(_ELLIPSIS.sub("…", text).split())


def rows(shared: Path) -> Iterator[tuple[tuple[str, str, str, str], list[str]]]:
    """A row of the table for each file, and its misses."""
    report = read_file(shared / REPORT, Kind.REPORT)
    yield _row("report.pdf, 24 figures", score(report, report_truth(shared), by_page=False))
    yield _figures("report.pdf", report)
    for name, truth in survey_truth(shared).items():
        found = read_file(shared / SURVEYS / name.partition("#")[0], Kind.REPORT)
        yield _row(name, score(found, truth, by_page=True))
        yield _figures(name.partition("#")[0], found)


def _row(name: str, result: Score) -> tuple[tuple[str, str, str, str], list[str]]:
    misses = [f"{name}: wrong: {line}" for line in result.wrong] + [
        f"{name}: not read: {line}" for line in result.missing
    ]
    return (name, percent(result.right, result.total), f"{len(result.wrong)} wrong", "none wrong, >= 95 %"), misses


def _figures(name: str, found: Extraction) -> tuple[tuple[str, str, str, str], list[str]]:
    read = sum(figure.status == "read" for figure in found.figures)
    drawn = sum(found.claims[value.claim].reader is Reader.CHART_GEOMETRY for value in found.values)
    refused = [
        f"{name}: page {figure.page}, {figure.figure}: {figure.reason}"
        for figure in found.figures
        if figure.status != "read"
    ]
    held = [f"{name}: page {item.page}: held back: {item.reason}" for item in found.held]
    values = f"{len(found.values)} values, {drawn} of them estimates"
    return (f"{name}: figures read", percent(read, len(found.figures)), values, ""), refused + held


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status is 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description="How much of the charts is read right.")
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT, help="folder with sources and corpus")
    shared = parser.parse_args(arguments).shared
    lacking = [path for path in (REPORT, REPORT_TRUTH, SURVEY_TRUTH) if not (shared / path).exists()]
    if lacking:
        sys.stderr.write("Nothing to measure on; missing:\n" + "".join(f"  {shared / path}\n" for path in lacking))
        return 2
    measured = list(rows(shared))
    show("Charts", ("what", "right", "wrong", "goal"), [row for row, _ in measured])
    show_lines("Misses", [line for _, lines in measured for line in lines])
    return 0


if __name__ == "__main__":
    sys.exit(main())
