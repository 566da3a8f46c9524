"""Municipal lists, typeset by outside producers, with the truth that a list reader is measured against.

The entries of a synthetic list depend on kind and seed alone, so it can be compared across layouts and producers; fonts
and spacing vary with all four. Both producers typeset the same document, from the templates beside this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import by_chromium
import by_libreoffice
from list_content import KINDS, Entry, entries_of, given_entries, truth_of
from list_layout import LAYOUTS, TITLES, look_for
from producers import ProducerMissingError, find_program

PRODUCERS = {"chromium": by_chromium.typeset, "libreoffice": by_libreoffice.typeset}

__all__ = [
    "KINDS",
    "LAYOUTS",
    "PRODUCERS",
    "ProducerMissingError",
    "Sample",
    "make_given",
    "make_sample",
    "read_municipalities",
    "write_source",
]


@dataclass(frozen=True)
class Sample:
    """One typeset list and what is printed in it, in printed order; ``edition`` is its seed or where it is from."""

    kind: str
    layout: str
    producer: str
    edition: str
    pdf: Path
    truth: list[dict[str, object]]

    @property
    def name(self) -> str:
        """Id of the sample, and of the source it becomes."""
        return f"{self.kind}-{self.layout}-{self.producer}-{self.edition}"


def make_sample(
    kind: str,
    layout: str,
    producer: str,
    seed: int,
    municipalities: list[tuple[str, str]],
    out: Path,
    formal: bool = False,
) -> Sample:
    """Typeset one synthetic list as a PDF in the folder ``out``; ``municipalities`` are pairs of code and name."""
    entries = entries_of(kind, layout, seed, municipalities, formal)
    return _typeset(kind, layout, producer, str(seed), entries, out)


def make_given(
    kind: str, layout: str, producer: str, rows: Iterable[dict[str, Any]], out: Path, edition: str = "given"
) -> Sample:
    """Typeset rows that are had already: ``code`` and ``name`` with ``score`` and ``group``, ``n`` or ``apps``."""
    return _typeset(kind, layout, producer, edition, given_entries(kind, layout, rows), out)


def _typeset(kind: str, layout: str, producer: str, edition: str, entries: list[Entry], out: Path) -> Sample:
    program = find_program(producer)
    out.mkdir(parents=True, exist_ok=True)
    name = f"{kind}-{layout}-{producer}-{edition}"
    pdf = out / f"{name}.pdf"
    PRODUCERS[producer](program, kind, layout, entries, look_for(kind, random.Random(name)), pdf)
    return Sample(kind, layout, producer, edition, pdf, [truth_of(kind, entry) for entry in entries])


def write_source(sample: Sample, raw: Path) -> Path:
    """Put the sample into the catalog ``raw`` as a source of its own and return its folder."""
    folder = raw / sample.name
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sample.pdf, folder / "list.pdf")
    (folder / "source.toml").write_text(
        f'id = "{sample.name}"\ntitle = "{TITLES[sample.kind]} (syntetisk, {sample.layout}, {sample.producer})"\n'
        f'publisher = "Syntetisk"\nyear = 2014\nkind = "{sample.kind}"\norigin = "synthetic"\n\n'
        '[[location]]\nfile = "list.pdf"\n',
        encoding="utf-8",
    )
    return folder


def read_municipalities(path: Path) -> list[tuple[str, str]]:
    """Read pairs of code and name from a CSV with the columns municipality_code and municipality_name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["municipality_code"], row["municipality_name"]) for row in csv.DictReader(lines)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Make every kind in every layout by every producer, as a catalog with the truth beside it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path, help="folder; gets raw/<name>/ and truth/<name>.json")
    parser.add_argument(
        "--municipalities", type=Path, required=True, help="CSV with municipality_code, municipality_name"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formal", action="store_true", help="write some names as “Göteborgs stad”, “Ale kommun”")
    options = parser.parse_args(arguments)
    municipalities = read_municipalities(options.municipalities)
    (options.out / "truth").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for kind, layout, producer in ((k, x, p) for k in KINDS for x in LAYOUTS for p in PRODUCERS):
            sample = make_sample(kind, layout, producer, options.seed, municipalities, Path(scratch), options.formal)
            write_source(sample, options.out / "raw")
            truth = json.dumps(sample.truth, ensure_ascii=False, indent=1)
            (options.out / "truth" / f"{sample.name}.json").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    main()
