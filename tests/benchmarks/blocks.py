"""A document that every producer can typeset: paragraphs, columns of text and tables, without any look of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a paragraph is; ``HEAD`` and ``BULLET`` are a municipality's name and what stands below it."""

    BODY = "body"
    TITLE = "title"
    HEAD = "head"
    LINE = "line"
    GROUP = "group"
    BULLET = "bullet"
    LEADER = "leader"
    NOTE = "note"


class Rules(StrEnum):
    """How a table's rows and columns are told apart."""

    GRID = "grid"
    BOOK = "book"
    ZEBRA = "zebra"
    NONE = "none"


@dataclass(frozen=True)
class Run:
    """Text of one kind; raised text is set small and high, as footnote marks are."""

    text: str
    bold: bool = False
    raised: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Runs in one paragraph; a leader has ``right`` at the end of its line of dots."""

    style: Style
    runs: Runs
    right: Runs = ()


@dataclass(frozen=True)
class Columns:
    """Paragraphs in newspaper columns."""

    count: int
    blocks: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Cell:
    """A table cell: its lines, how many rows it spans, and whether its text stands as numbers do."""

    lines: tuple[Runs, ...]
    span: int = 1
    number: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows below a header; ``shares`` are the columns' widths in percent. A spanned place is left out of its row."""

    shares: tuple[float, ...]
    header: Row
    rows: tuple[Row, ...]
    rules: Rules
    repeats: bool = False
    on_new_page: bool = False


Block = Paragraph | Columns | Table


@dataclass(frozen=True)
class Look:
    """What varies without changing what is printed: fonts, sizes (points), alignment, running lines."""

    font: str
    family: str
    size: int
    pad: float
    align: str
    width: int
    hanging: int
    notice_on_top: bool
    page_label: str


@dataclass(frozen=True)
class Document:
    """Blocks between a header and a footer, of which one is ``notice`` and the other the page number."""

    title: str
    notice: str
    blocks: tuple[Block, ...]
    look: Look


def plain_runs(text: str) -> Runs:
    """One run of plain text."""
    return (Run(text),)
