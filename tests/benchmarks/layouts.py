"""Municipal lists, typeset by outside producers, with the truth that a list reader is measured against.

The entries of a synthetic list depend on kind, layout and seed alone, so it can be compared across producers; fonts and
spacing vary with all four. All producers typeset the same document; one that is there already is not typeset again.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import by_chromium
import by_libreoffice
import by_typst
from list_content import KINDS, Entry, entries_of, given_entries
from list_layout import LAYOUTS, TITLES, kinds_of, lay_out
from producers import ProducerMissingError, find_program

PRODUCERS: dict[str, ModuleType] = {"chromium": by_chromium, "libreoffice": by_libreoffice, "typst": by_typst}

__all__ = [
    "KINDS",
    "LAYOUTS",
    "PRODUCERS",
    "ProducerMissingError",
    "Sample",
    "kinds_of",
    "make_given",
    "make_sample",
    "typeset",
    "write_source",
]


@dataclass(frozen=True)
class Sample:
    """One typeset list and what is printed in it, in printed order; ``edition`` is its seed or where it is from."""

    kind: str
    layout: str
    producer: str
    edition: str
    source: Path
    truth: list[dict[str, object]]
    fresh: bool

    @property
    def pdf(self) -> Path:
        """The typeset list, once it is typeset."""
        return self.source.with_suffix(".pdf")

    @property
    def name(self) -> str:
        """Id of the sample, and of the source it becomes."""
        return f"{self.kind}-{self.layout}-{self.producer}-{self.edition}"


def make_sample(kind: str, layout: str, producer: str, seed: int, out: Path) -> Sample:
    """Write one synthetic list into the folder ``out``, to be typeset."""
    return _write(kind, layout, producer, str(seed), entries_of(kind, layout, seed), out)


def make_given(
    kind: str, layout: str, producer: str, rows: Sequence[dict[str, Any]], out: Path, edition: str = "given"
) -> Sample:
    """Write rows that are had already: ``code`` and ``name`` with ``score`` and ``group``, ``n`` or ``apps``."""
    return _write(kind, layout, producer, edition, given_entries(kind, layout, rows), out)


def _write(kind: str, layout: str, producer: str, edition: str, entries: list[Entry], out: Path) -> Sample:
    out.mkdir(parents=True, exist_ok=True)
    name = f"{kind}-{layout}-{producer}-{edition}"
    made = lay_out(kind, layout, entries, name)
    module = PRODUCERS[producer]
    source = out / f"{name}{module.SUFFIX}"
    content = module.source_of(made.document)
    known = source.is_file() and source.with_suffix(".pdf").is_file() and source.read_text(encoding="utf-8") == content
    if not known:
        source.with_suffix(".pdf").unlink(missing_ok=True)
        source.write_text(content, encoding="utf-8")
    return Sample(kind, layout, producer, edition, source, made.truth, fresh=not known)


def typeset(samples: Iterable[Sample]) -> None:
    """Typeset what is not yet; raises ProducerMissingError when a producer is not installed."""
    fresh = defaultdict[str, list[Path]](list)
    for sample in samples:
        if sample.fresh:
            fresh[sample.producer].append(sample.source)
    for producer, sources in fresh.items():
        program = find_program(producer)
        PRODUCERS[producer].typeset(program, sources)


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
