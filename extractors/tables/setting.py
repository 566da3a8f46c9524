"""A page as tables are looked for on it: lines cut into chunks, running text, rules, and drawn cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.layout import lines_of
from extractors.pdf.page import PageContent
from extractors.tables.blocks import prose_stacks
from extractors.tables.chunks import Chunk, chunks_of, word_space
from extractors.tables.rules import Rule, horizontal_rules
from extractors.text import Word
from schemas.claim import Region

_DASHED = re.compile(r"[-_=]{5,}")


@dataclass(frozen=True)
class Setting:
    """A page: its lines of chunks, those of them that are running text, its rules, drawn grids and their cells.

    ``space`` is the usual space between words, in font sizes.
    """

    lines: tuple[tuple[Chunk, ...], ...]
    prose: frozenset[Chunk]
    rules: tuple[Rule, ...]
    frames: tuple[Region, ...]
    boxes: tuple[Region, ...]
    space: float

    def framed(self, frame: Region | None) -> Setting:
        """The page without what stands beside a frame."""
        if frame is None:
            return self
        lines = tuple(tuple(chunk for chunk in line if within(chunk, frame)) for line in self.lines)
        return replace(self, lines=lines)

    def inside(self, number: int, x0: float, x1: float) -> list[Chunk]:
        """The chunks of a line that touch an interval."""
        return [chunk for chunk in self.lines[number] if chunk.overlap(x0, x1) > 0]


def within(chunk: Chunk, frame: Region | None) -> bool:
    """Whether a chunk stands between a frame's sides; without a frame everything does."""
    return frame is None or frame.x0 <= (chunk.x0 + chunk.x1) / 2 <= frame.x1


def setting_of(page: PageContent, words: Iterable[Word]) -> Setting:
    """Cut a page's words into chunks; lines of dashes are rules too."""
    ordered = list(words)
    dashes = [word for word in ordered if _DASHED.fullmatch(word.text)]
    lines = lines_of(word for word in ordered if not _DASHED.fullmatch(word.text))
    space = word_space(lines)
    chunks = tuple(tuple(chunks_of(line, number, space)) for number, line in enumerate(lines))
    rules = [*horizontal_rules(page.shapes), *(Rule(word.x0, word.x1, word.middle) for word in dashes)]
    return Setting(
        lines=chunks,
        prose=frozenset(prose_stacks(chunks)),
        rules=tuple(sorted(rules, key=lambda rule: rule.y)),
        frames=tuple(grid.region for grid in page.grids),
        boxes=tuple(cell for grid in page.grids for row in grid.rows for cell in row if cell),
        space=space,
    )
