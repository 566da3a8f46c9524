"""How many numeric cells of other people's tables are read, beside other tools, and which are held back or not found.

``python tests/benchmarks/tables.py [SHARED_DIR] [--quick] [--misses]``: the folder holds ``corpus/icdar2013`` and
``corpus/surveys``; without it, the one named ``shared`` beside the repository. Exits 2 and says what is missing when
that is not there. ``--quick`` leaves the other tools out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import icdar
from icdar import Score
from plain_table import show, show_lines
from source_files import read_file
from tally import Tally, tally

from schemas.codes import Kind

DEFAULT = Path(__file__).resolve().parents[3] / "shared"
ICDAR = Path("corpus/icdar2013")
SURVEYS = Path("corpus/surveys")
SURVEY_TRUTH = SURVEYS / "charts.truth.json"
NO_TABLES = (Path("corpus/prose/two-columns-2024.pdf"), SURVEYS / "no-data-2016.pdf", SURVEYS / "survey-2012.pdf")


def missing(shared: Path) -> list[Path]:
    """What has to be in the folder and is not."""
    return [shared / path for path in (ICDAR, SURVEY_TRUTH, *NO_TABLES) if not (shared / path).exists()]


def measure(paths: Sequence[Path], read: icdar.Reader) -> tuple[Score, Score]:
    """Scores on the files that were looked at and on those held out."""
    scores = {False: Score(), True: Score()}
    for path in paths:
        scores[icdar.is_held_out(path)] += icdar.score(read(path), icdar.truth(path))
    return scores[False], scores[True]


def row(name: str, looked_at: Score, held_out: Score) -> tuple[str, ...]:
    """A line of the table: recall and precision of both parts and of the whole."""
    parts = (looked_at, held_out, looked_at + held_out)
    return (name, *(f"{part.recall:.1f} / {part.precision:.1f}" for part in parts))


def differences(path: Path) -> list[str]:
    """Each numeric cell that is missed or that is none, on a line."""
    found, wanted = icdar.our_answers(path), icdar.truth(path)
    lines = []
    for page in sorted({*found, *wanted}):
        have, want = found.get(page, icdar.Counter()), wanted.get(page, icdar.Counter())
        lines += [f"{path.stem} page {page}: missed {text}" for text in (want - have).elements()]
        lines += [f"{path.stem} page {page}: no cell {text}" for text in (have - want).elements()]
    return lines


def survey_tables(shared: Path) -> dict[str, Tally]:
    """The surveys' tables that were read by eye: value under header beside label."""
    truth = json.loads((shared / SURVEY_TRUTH).read_text(encoding="utf-8"))
    result = {}
    for place, entry in truth.items():
        if not isinstance(entry, dict) or entry.get("type") != "table":
            continue
        name, _, page = place.partition("#")
        cells = read_file(shared / SURVEYS / name, Kind.REPORT).cells
        found = [(cell.row_label, cell.column_label, cell.value) for cell in cells if cell.page == int(page)]
        wanted = [
            (label, column, value)
            for label, values in entry["rows"]
            for column, value in zip(entry["columns"], values, strict=True)
        ]
        result[place] = tally(found, wanted)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status is 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description="How many numeric cells of other people's tables are found.")
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT, help="folder with the corpus")
    parser.add_argument("--quick", action="store_true", help="leave the other tools out")
    parser.add_argument("--misses", action="store_true", help="name each cell that is missed or that is none")
    options = parser.parse_args(arguments)
    if lacking := missing(options.shared):
        told = "".join(f"  {path}\n" for path in lacking)
        sys.stderr.write(f"Nothing to measure on; missing:\n{told}")
        return 2
    paths = icdar.files(options.shared / ICDAR)
    tools = icdar.tools()
    if not options.quick and "camelot, stream" not in tools:
        sys.stderr.write("camelot is not installed, so it is left out (pip install camelot-py)\n")
    kept = {name: read for name, read in tools.items() if name.startswith("ours") or not options.quick}
    rows = [row(name, *measure(paths, read)) for name, read in kept.items()]
    header = ("numeric cells, recall / precision in %", "looked at", "held out", "all (goal 97 / 97)")
    show(f"ICDAR 2013, {len(paths)} files", header, rows)
    reasons = sum((icdar.held(path) for path in paths), icdar.Counter())
    show("Numeric cells held back", ("reason", "cells"), [(why, str(many)) for why, many in reasons.most_common()])
    results = survey_tables(options.shared)
    show("Tables read by eye", ("table", "found", "goal"), [(k, str(v), "all right") for k, v in results.items()])
    counts = [(path.name, len(read_file(options.shared / path, Kind.REPORT).cells)) for path in NO_TABLES]
    show("Documents without tables", ("document", "cells (goal 0)"), counts)
    if options.misses:
        show_lines("Differences", [line for path in paths for line in differences(path)])
        show_lines("Tables", [line for name, result in results.items() for line in result.misses(name)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
