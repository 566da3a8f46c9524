"""How many claims bind to the indicator, year and group that a person read.

``python tests/benchmarks/bindings.py [SHARED_DIR]``: the folder holds ``sources``; without it, the one named ``shared``
beside the repository. Exits 2 and says what is missing when that is not there, 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plain_table import percent, show, show_lines
from prose_truth import TRUTH, match, read_prose_truth
from source_files import read_file

from schemas.claim import Claim, Extraction
from schemas.codes import Kind, Reader
from schemas.indicators import Binding, bind_all

DEFAULT = Path(__file__).resolve().parents[3] / "shared"
TEXTS = {
    "transcript": (Path("sources/report-transcript.txt"), Kind.REPORT, "report"),
    "report.pdf": (Path("sources/report.pdf"), Kind.REPORT, "report"),
    "press page": (Path("sources/press-release.txt"), Kind.PRESS, "press"),
}
NOTHING = "-"
CHARTS = (Reader.CHART_LABEL, Reader.CHART_GEOMETRY)
RIGHT_GOAL, WRONG_GOAL = 0.95, 0.01


@dataclass(frozen=True)
class Meaning:
    """What a number measures, of whom and when; ``category`` and ``size_class`` None for the total."""

    indicator_id: str
    category: str | None = None
    size_class: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Truth:
    """The meaning as read by a person; None for a number that the codebook should not hold.

    ``also`` are further indicators that the words speak of. ``coarse`` is the question, for a number of a list whose
    order only a chart can tell.
    """

    meaning: Meaning | None
    also: tuple[tuple[str, str | None], ...] = ()
    coarse: str | None = None

    def allows(self, found: Meaning | None) -> bool:
        """Whether the binding says just this, or one of the other things that the words say."""
        if found is None or self.meaning is None:
            return found is self.meaning
        if (found.size_class, found.year) != (self.meaning.size_class, self.meaning.year):
            return False
        said = ((self.meaning.indicator_id, self.meaning.category), *self.also)
        return (found.indicator_id, found.category) in said

    def coarsely(self, found: Meaning | None) -> bool:
        """Whether the binding says the question, where the answer can't be known."""
        return found is not None and found.indicator_id == self.coarse


@dataclass
class Outcome:
    """What became of the numbers of one source; misses on lines of their own."""

    right: int = 0
    coarse: int = 0
    unbound: int = 0
    wrong: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All numbers."""
        return self.right + self.coarse + self.unbound + self.wrong

    def add(self, name: str, shown: str, truth: Truth, found: Meaning | None) -> None:
        """Count one number."""
        if truth.allows(found):
            self.right += 1
        elif truth.coarsely(found):
            self.coarse += 1
        elif found is None:
            self.unbound += 1
            self.lines.append(f"{name}: unbound {shown}, not {truth.meaning}")
        else:
            self.wrong += 1
            self.lines.append(f"{name}: wrong {shown}: {found}, not {truth.meaning}")

    @property
    def good(self) -> bool:
        """Whether both goals are met."""
        return self.right + self.coarse >= RIGHT_GOAL * self.total and self.wrong <= WRONG_GOAL * self.total


def measure(shared: Path) -> dict[str, Outcome]:
    """Every text, the tables, and the charts where these are read."""
    outcomes = {}
    for name, (path, kind, doc) in TEXTS.items():
        extraction = read_file(shared / path, kind)
        outcomes[name] = measure_text(name, extraction, doc)
        if path.suffix == ".pdf":
            outcomes[f"{name}: tables"] = measure_tables(extraction)
            outcomes[f"{name}: charts"] = measure_charts(extraction)
    return {name: outcome for name, outcome in outcomes.items() if outcome.total}


def measure_text(name: str, extraction: Extraction, doc: str) -> Outcome:
    """Numbers of prose and captions; one that was not read is unbound."""
    truth = _text_truth()
    found = _meanings(extraction.claims)
    result = match(extraction.claims, read_prose_truth(doc))
    outcome = Outcome()
    for printed, claim in result.pairs:
        key = (printed.doc, printed.page, printed.char_start)
        outcome.add(name, f"page {printed.page} “{printed.text}”", truth[key], found[id(claim)])
    for printed in result.missed:
        outcome.add(name, f"not read: {printed}", truth[printed.doc, printed.page, printed.char_start], None)
    return outcome


def measure_tables(extraction: Extraction) -> Outcome:
    """Cells of the tables by their labels."""
    found = _meanings(extraction.claims)
    cells = {
        (cell.table_label or "", cell.row_label, cell.column_label): found[id(extraction.claims[cell.claim])]
        for cell in extraction.cells
        if cell.claim is not None
    }
    outcome = Outcome()
    for row in truth_rows("table_bindings.csv"):
        key = (row["table"], row["row"], row["column"])
        outcome.add("tables", " · ".join(key), _truth(row), cells.get(key))
    return outcome


def measure_charts(extraction: Extraction) -> Outcome:
    """Values of the charts by figure, category and series."""
    found = _meanings(extraction.claims)
    values = {_chart_key(claim): found[id(claim)] for claim in extraction.claims if claim.reader in CHARTS}
    outcome = Outcome()
    for row in truth_rows("chart_bindings.csv") if values else ():
        key = (row["figure"], ", ".join(part for part in (row["label"], row["series"]) if part))
        outcome.add("charts", f"figure {key[0]}, {key[1]}", _truth(row), values.get(key))
    return outcome


def _chart_key(claim: Claim) -> tuple[str, str]:
    return claim.context.partition(".")[0].removeprefix("Figur "), claim.subject.replace(" | ", ", ")


def _meanings(claims: Sequence[Claim]) -> dict[int, Meaning | None]:
    return {id(claim): _meaning(claim, bound) for claim, bound in zip(claims, bind_all(claims), strict=True)}


def _meaning(claim: Claim, bound: Binding | None) -> Meaning | None:
    if bound is None:
        return None
    return Meaning(bound.indicator_id, bound.category, bound.size_class, bound.year or claim.year)


def _text_truth() -> dict[tuple[str, int | None, int], Truth]:
    return {
        (row["doc"], int(row["page"]) if row["page"] else None, int(row["char_start"])): _truth(row)
        for row in truth_rows("bindings.csv")
    }


def _truth(row: dict[str, str]) -> Truth:
    if row["indicator_id"] == NOTHING:
        return Truth(None)
    year = int(row["year"]) if row["year"] else None
    meaning = Meaning(row["indicator_id"], row["category"] or None, row["size_class"] or None, year)
    return Truth(meaning, tuple(_named(row.get("also", ""))), row.get("coarse") or None)


def _named(text: str) -> Iterable[tuple[str, str | None]]:
    for name in text.split():
        indicator_id, _, category = name.partition("/")
        yield indicator_id, category or None


def truth_rows(name: str) -> list[dict[str, str]]:
    """Rows of one of the truth files."""
    with (TRUTH / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How many claims bind to the right indicator, year and group.")
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT, help="folder with sources")
    shared = parser.parse_args(arguments).shared
    if lacking := [shared / path for path, _, _ in TEXTS.values() if not (shared / path).exists()]:
        sys.stderr.write("Nothing to measure on; missing:\n" + "".join(f"  {path}\n" for path in lacking))
        return 2
    outcomes = measure(shared)
    rows = [
        (
            name,
            percent(outcome.right, outcome.total),
            str(outcome.coarse),
            percent(outcome.wrong, outcome.total),
            str(outcome.unbound),
        )
        for name, outcome in outcomes.items()
    ]
    show("Bindings", ("source", "right (>= 95 %)", "question only", "wrong (<= 1 %)", "unbound"), rows)
    show_lines("Misses", [line for outcome in outcomes.values() for line in outcome.lines])
    return 0 if all(outcome.good for outcome in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
