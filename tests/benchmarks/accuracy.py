"""How much of the real texts and of other people's PDFs is read right.

``python tests/benchmarks/accuracy.py [SHARED_DIR]``: the folder holds ``sources`` and ``corpus``; without it, the one
named ``shared`` beside the repository. Exits 2 and says what is missing when that is not there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plain_table import percent, show, show_lines
from prose_truth import Printed, match, read_prose_truth, read_table_truth
from real_ranking import tally_rows, wrong_ranks
from rereading import lost_quotes
from source_files import read_file
from tally import read_truth, tally, tally_list

from extractors.coverage import CHART
from extractors.errors import DocumentError
from schemas.claim import Claim, Extraction
from schemas.codes import CoverageStatus, Kind

DEFAULT = Path(__file__).resolve().parents[3] / "shared"
REPORT = Path("sources/report.pdf")
TRANSCRIPT = Path("sources/report-transcript.txt")
PRESS = Path("sources/press-release.txt")
LISTS = {
    Path("sources/ranking.pdf"): Kind.RANKING,
    Path("sources/apps.pdf"): Kind.APP_LIST,
    Path("sources/eservices.pdf"): Kind.ESERVICE_COUNTS,
}
REAL_RANKING = Path("corpus/rankings/municipality-ranking-2020-2021.pdf")
COLUMNS = Path("corpus/prose/two-columns-2024.pdf")
COLUMNS_YEAR = 2023
HOSTILE = Path("corpus/hostile")


@dataclass
class Findings:
    """Rows of the result table, and every miss on a line of its own."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, what: str, found: str, goal: str, misses: Sequence[str] = ()) -> None:
        """Add one measurement."""
        self.rows.append((what, found, goal))
        self.misses += misses


def missing(shared: Path) -> list[Path]:
    """What has to be in the folder and is not."""
    needed = [REPORT, TRANSCRIPT, PRESS, *LISTS, *map(_truth_of, LISTS), REAL_RANKING, COLUMNS, HOSTILE]
    return [shared / path for path in needed if not (shared / path).exists()]


def measure(shared: Path) -> Findings:
    """Everything that accuracy is measured by, in the order of the table."""
    findings = Findings()
    report = read_file(shared / REPORT, Kind.REPORT)
    press = read_file(shared / PRESS, Kind.PRESS)
    measure_prose(findings, "transcript", read_file(shared / TRANSCRIPT, Kind.REPORT), read_prose_truth("report"))
    measure_prose(findings, "report.pdf", report, read_prose_truth("report"))
    measure_prose(findings, "press page", press, read_prose_truth("press"))
    columns = read_file(shared / COLUMNS, Kind.REPORT, COLUMNS_YEAR)
    truth = read_prose_truth("columns", "columns.csv")
    measure_prose(findings, "two columns", of_pages(columns, {item.page for item in truth}), truth)
    measure_tables(findings, report)
    quoted = {shared / REPORT: report, shared / COLUMNS: columns}
    for path, kind in LISTS.items():
        quoted[shared / path] = read_file(shared / path, kind)
        measure_list(findings, path.name, quoted[shared / path], kind, shared / _truth_of(path))
    quoted[shared / REAL_RANKING] = read_file(shared / REAL_RANKING, Kind.RANKING)
    measure_real_ranking(findings, quoted[shared / REAL_RANKING], (shared / REAL_RANKING).with_suffix(".truth.csv"))
    for path, extraction in quoted.items():
        measure_coverage(findings, path.name, extraction)
    for path, extraction in quoted.items():
        measure_quotes(findings, path, extraction)
    for path in sorted((shared / HOSTILE).iterdir()):
        findings.add(f"hostile {path.name}", hostile_outcome(path), "a message")
    return findings


def measure_prose(findings: Findings, name: str, extraction: Extraction, truth: list[Printed]) -> None:
    """Recall and precision of numbers, and of the found: statistic with sign and qualifier, and year."""
    result = match(extraction.claims, truth)
    pairs, found = result.pairs, len(result.pairs)
    lost = [f"{name}: missed {printed}" for printed in result.missed]
    extra = [f"{name}: extra {_shown(claim)}" for claim in result.extra]
    findings.add(f"{name}: recall", percent(found, len(truth)), ">= 98 %", lost)
    findings.add(f"{name}: precision", percent(found, found + len(extra)), ">= 98 %", extra)
    for told, goal, names in (
        ("statistic, sign, qualifier", ">= 95 %", ("statistic", "sign", "qualifier")),
        ("year", "", ("year",)),
    ):
        wrong = result.wrong(*names)
        lines = [f"{name}: {told}: {printed} read as {_shown(claim)}" for printed, claim in wrong]
        findings.add(f"{name}: {told}", percent(len(pairs) - len(wrong), len(pairs)), goal, lines)


def of_pages(extraction: Extraction, pages: set[int | None]) -> Extraction:
    """What was read on some pages: the truth was read by eye on these only."""
    return replace(extraction, claims=[claim for claim in extraction.claims if claim.page in pages])


def measure_tables(findings: Findings, extraction: Extraction) -> None:
    """Cells of tables 1 and 2 with their labels."""
    found = [(cell.table_label, cell.row_label, cell.column_label, cell.value) for cell in extraction.cells]
    result = tally(found, read_table_truth())
    findings.add("report.pdf: tables 1 and 2", str(result), "45 of 45", result.misses("tables"))


def measure_list(findings: Findings, name: str, extraction: Extraction, kind: Kind, truth: Path) -> None:
    """Rows of a list, and what was held back."""
    result = tally_list(extraction, kind, read_truth(truth, kind))
    held = [f"{name}: held back {item.raw_text}: {item.reason}" for item in extraction.held]
    findings.add(f"{name}: rows", f"{result}, {len(held)} held", "every row, none wrong", [*result.misses(name), *held])


def measure_real_ranking(findings: Findings, extraction: Extraction, truth: Path) -> None:
    """The 290 rows, and their ranks."""
    result, ranks = tally_rows(extraction, truth), wrong_ranks(extraction, truth)
    rows = len(extraction.rows)
    held = [f"real ranking: held back {item.raw_text}: {item.reason}" for item in extraction.held]
    found = f"{result}, {len(held)} held"
    findings.add(
        "real ranking: percent, kton, county", found, "every row, none wrong", [*result.misses("real ranking"), *held]
    )
    findings.add("real ranking: rank", percent(rows - len(ranks), rows), "all", ranks)


def measure_coverage(findings: Findings, name: str, extraction: Extraction) -> None:
    """Number tokens outside charts that nothing explains."""
    outside = [token for token in extraction.tokens if token.rule != CHART]
    open_tokens = [token for token in outside if token.status is CoverageStatus.UNEXPLAINED]
    lines = [f"{name}: page {token.page}: {token.token} is unexplained" for token in open_tokens]
    findings.add(f"{name}: unexplained tokens", percent(len(lines), len(outside)), "<= 1 %", lines)


def measure_quotes(findings: Findings, path: Path, extraction: Extraction) -> None:
    """Quotes that the other engine reads back from their regions."""
    lost = [f"{path.name}: {line}" for line in lost_quotes(path, extraction.claims)]
    total = len(extraction.claims)
    findings.add(f"{path.name}: quotes read back", percent(total - len(lost), total), "100 %", lost)


def hostile_outcome(path: Path) -> str:
    """What came of a file that can't be read whole."""
    try:
        extraction = read_file(path, Kind.REPORT)
    except DocumentError as error:
        return f"message: {error}"
    return f"read: {extraction.pages} pages, {len(extraction.claims)} claims"


def _truth_of(path: Path) -> Path:
    return path.with_suffix(".truth.json")


def _shown(claim: Claim) -> str:
    year = "" if claim.year is None else f" {claim.year}"
    qualifier = "" if claim.qualifier is None else f" {claim.qualifier}"
    return f"page {claim.page} “{claim.value_text}” {claim.value:g} {claim.unit} {claim.statistic}{qualifier}{year}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status is 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description="How much of the real texts and of other people's PDFs is read right.")
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT, help="folder with sources and corpus")
    shared = parser.parse_args(arguments).shared
    if lacking := missing(shared):
        told = "".join(f"  {path}\n" for path in lacking)
        sys.stderr.write(f"Nothing to measure on; missing:\n{told}")
        return 2
    findings = measure(shared)
    show("Accuracy", ("what", "found", "goal"), findings.rows)
    show_lines("Misses", findings.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
