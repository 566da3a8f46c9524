"""Typeset tables without a grid: cells at given places, with or without rules."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from typeset import BOLD, REGULAR, Pen

#: A column: where its cells stand, and which of their edges is there (l, c, r).
Column = tuple[float, str]
LABELS: Column = (70, "l")
FOUR: tuple[Column, ...] = (LABELS, (300, "r"), (380, "r"), (460, "r"))


def place(pen: Pen, column: Column, top: float, text: str, size: float = 9, *, bold: bool = False) -> None:
    """Print one cell."""
    x, edge = column
    width = stringWidth(text, BOLD if bold else REGULAR, size)
    pen.text(x - {"l": 0, "c": width / 2, "r": width}[edge], top, text, size, bold=bold)


def row(
    pen: Pen, columns: Sequence[Column], top: float, cells: Sequence[str], size: float = 9, *, bold: bool = False
) -> None:
    """Print the cells of a row; empty ones print nothing."""
    for column, text in zip(columns, cells, strict=True):
        if text:
            place(pen, column, top, text, size, bold=bold)


def rows(
    pen: Pen, columns: Sequence[Column], top: float, lines: Sequence[Sequence[str]], pitch: float = 14, size: float = 9
) -> float:
    """Print rows below each other; returns the top of the next."""
    for cells in lines:
        row(pen, columns, top, cells, size)
        top += pitch
    return top
