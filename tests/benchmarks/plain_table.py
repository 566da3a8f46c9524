"""Plain tables on stdout, so that a run can be pasted into a note."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a title; numbers stand right, words left."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(header))]
    sys.stdout.write(f"\n{title}\n")
    for row in (cells[0], ["-" * width for width in widths], *cells[1:]):
        line = "  ".join(_place(cell, width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def show_lines(title: str, lines: Sequence[str]) -> None:
    """Print what was missed, one line each; nothing when there is none."""
    if lines:
        sys.stdout.write(f"\n{title}\n" + "".join(f"  {line}\n" for line in lines))


def percent(part: int, whole: int) -> str:
    """A share with the counts it is made of."""
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "0/0"


def _place(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.replace(".", "").isdigit() else cell.ljust(width)
