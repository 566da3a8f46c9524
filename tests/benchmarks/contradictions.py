"""How many false contradictions consistent surveys give, and how many planted ones are found.

``python tests/benchmarks/contradictions.py [--consistent N] [--planted N] [--pages N]``: surveys that are invented
number by number, most of them judged as bound claims, and ``--pages`` of each kind drawn as PDFs and read back.
Exits 1 when a consistent survey is accused, or a contradiction that something printed can tell is not found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from plain_table import percent, show, show_lines
from planted import PLACES, Planted, plant
from synthetic_claims import judged
from synthetic_pages import LEFT_OUT, checks_of_pages, drawable
from synthetic_survey import invent

CheckRow = tuple[str, str]
DRAWN = tuple(place for place in PLACES if place not in LEFT_OUT)


@dataclass
class Outcome:
    """Contradictions by the place that they were planted at; what was told of but not found, a line each."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    telling: Counter[str] = field(default_factory=Counter)
    told_and_found: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, planted: Planted, checks: Iterable[CheckRow]) -> None:
        """Count one survey with a wrong digit."""
        outcomes = {status for _, status in checks}
        self.planted[planted.place] += 1
        self.found[planted.place] += "fail" in outcomes
        self.warned[planted.place] += "fail" not in outcomes and "warn" in outcomes
        if planted.telling is None:
            return
        self.telling[planted.place] += 1
        self.told_and_found[planted.place] += "fail" in outcomes
        if "fail" not in outcomes:
            self.lines.append(f"{planted.telling}: {planted.before} became {planted.after}")

    @property
    def missed(self) -> int:
        """How many were told of by something printed, and not found."""
        return self.telling.total() - self.told_and_found.total()


def accused(many: int, first: int = 0) -> tuple[list[str], int]:
    """What consistent surveys are accused of, a line each, and how many comparisons were made."""
    lines, made = [], 0
    for seed in range(first, first + many):
        checks = judged(invent(seed)).checks
        made += len(checks)
        lines += [
            f"survey {seed}: {row[0]}: expected {row[3]}, found {row[4]}: {row[5]}"
            for row in checks
            if row[2] == "fail"
        ]
    return lines, made


def found(many: int, first: int = 10_000) -> Outcome:
    """What becomes of surveys with one wrong digit each, at every place in turn."""
    outcome = Outcome()
    for seed, place in zip(range(first, first + many), cycle(PLACES), strict=False):
        planted = plant(invent(seed), place, seed)
        outcome.add(planted, ((str(row[0]), str(row[2])) for row in judged(planted.survey).checks))
    return outcome


def pages(many: int, folder: Path) -> tuple[list[str], Outcome]:
    """The same of surveys that are drawn as PDFs and read: ``many`` consistent, and ``many`` with a wrong digit."""
    lines, outcome = [], Outcome()
    for seed in range(20_000, 20_000 + many):
        survey = drawable(invent(seed))
        for name, status, said in checks_of_pages(survey, folder / f"{seed}"):
            if status == "fail":
                lines.append(f"pages {seed}: {name}: {said}")
    for seed, place in zip(range(30_000, 30_000 + many), cycle(DRAWN), strict=False):
        planted = plant(drawable(invent(seed)), place, seed)
        checks = checks_of_pages(planted.survey, folder / f"{seed}")
        outcome.add(planted, ((name, status) for name, status, _ in checks))
    return lines, outcome


def _table(title: str, outcome: Outcome) -> None:
    rows = [
        (
            place,
            percent(outcome.found[place], outcome.planted[place]),
            str(outcome.warned[place]),
            percent(outcome.told_and_found[place], outcome.telling[place]),
        )
        for place in PLACES
        if outcome.planted[place]
    ]
    total = percent(outcome.found.total(), outcome.planted.total())
    told = percent(outcome.told_and_found.total(), outcome.telling.total())
    rows.append(("all", total, str(outcome.warned.total()), told))
    show(title, ("wrong digit in", "found, of all", "only warned", "found, where something printed tells"), rows)
    show_lines("Not found, although something printed tells", outcome.lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="False contradictions, and planted ones that are found.")
    parser.add_argument("--consistent", type=int, default=500, help="consistent surveys, as claims")
    parser.add_argument("--planted", type=int, default=420, help="surveys with a wrong digit, as claims")
    parser.add_argument("--pages", type=int, default=30, help="surveys of each kind that are drawn and read")
    given = parser.parse_args(arguments)
    lines, made = accused(given.consistent)
    outcome = found(given.planted)
    with tempfile.TemporaryDirectory() as folder:
        drawn_lines, drawn = pages(given.pages, Path(folder))
    rows = [("claims", given.consistent, made, len(lines)), ("PDFs", given.pages, "", len(drawn_lines))]
    show("Consistent surveys", ("as", "surveys", "comparisons", "false contradictions (0)"), rows)
    show_lines("False contradictions", lines + drawn_lines)
    _table("Planted contradictions, as claims", outcome)
    _table("Planted contradictions, in PDFs", drawn)
    return 1 if lines or drawn_lines or outcome.missed or drawn.missed else 0


if __name__ == "__main__":
    sys.exit(main())
