"""Where the parts of a chart go: the plot, the names below or beside it, the legend; in points from its top left."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from chart_content import LYING, ROUND
from chart_look import Look, name_room, wrapped
from chart_pages import Chart

SWATCH_GAP, ENTRY_GAP = 4.0, 14.0


@dataclass(frozen=True)
class Frame:
    """Edges of the plot; names as lines, and entries of the legend with their left top."""

    left: float
    top: float
    right: float
    bottom: float
    names: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, float, float], ...]

    @property
    def width(self) -> float:
        """Width of the plot."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height of the plot."""
        return self.bottom - self.top


def tick_text(chart: Chart, value: float) -> str:
    """A number on the value axis; its unit is not repeated under an axis title."""
    sign = "" if chart.look.axis.title else chart.content.numbers.sign
    return replace(chart.content.numbers, decimals=0, sign=sign).show(value)


def title_size(chart: Chart) -> float:
    """Font size of the title inside the drawing."""
    return chart.look.size + 2


def legend_names(chart: Chart) -> tuple[str, ...]:
    """What the legend explains: series, or the sectors of a pie."""
    if chart.kind in ROUND:
        return () if chart.look.labels == "named" else chart.content.categories
    return chart.content.series if len(chart.content.series) > 1 else ()


def frame_of(chart: Chart) -> Frame:
    """Lay a chart out."""
    look = chart.look
    left, top, right, bottom = 8.0, 10.0, look.width - 14, look.height - 6
    if chart.title:
        top += title_size(chart) * 1.6
    if look.axis.title and chart.kind not in LYING:
        left, top = left + 1.6 * look.size, top + 1.8 * look.size
    if look.reference is not None:
        right, top = right - 56, top + 1.5 * look.size
    if chart.kind in LYING:
        left += name_room(look)
        bottom -= (1.8 if look.axis.shown else 0) * look.size + (1.7 if look.axis.title else 0) * look.size
    elif chart.kind not in ROUND:
        left += max(look.text_width(tick_text(chart, tick)) for tick in look.axis.ticks) + 6 if look.axis.shown else 0
    frame = _with_legend(chart, Frame(left, top, right, bottom, (), ()))
    if chart.kind in ROUND:
        return frame
    if chart.kind in LYING:
        return replace(frame, names=tuple(tuple(wrapped(n, look, name_room(look))) for n in chart.content.categories))
    return _with_names(chart, frame)


def _with_names(chart: Chart, frame: Frame) -> Frame:
    look, slot = chart.look, frame.width / len(chart.content.categories)
    names = tuple((name,) for name in chart.content.categories)
    if look.names == "wrap":
        names = tuple(tuple(wrapped(name[0], look, slot - 0.5 * look.size)) for name in names)
    widest = max(look.text_width(name[0]) for name in names)
    high = {"rot45": 0.72 * widest + look.size, "rot90": widest, "stagger": 2.6 * look.size}.get(
        look.names, 1.3 * look.size * max(map(len, names))
    )
    # A name that is turned by 45 degrees reaches out to the left of its bar.
    left = max(frame.left, 0.72 * widest - slot / 2 + 4) if look.names == "rot45" else frame.left
    return replace(frame, left=left, bottom=frame.bottom - high - 6, names=names)


def _with_legend(chart: Chart, frame: Frame) -> Frame:
    names, look = legend_names(chart), chart.look
    if not names or look.legend == "none":
        return frame
    if look.legend == "right":
        room = max(map(look.text_width, names)) + look.size + SWATCH_GAP
        left = look.width - room - 6
        entries = _column(names, left, frame.top + 0.2 * frame.height, look)
        return replace(frame, right=min(frame.right, left - 12), legend=entries)
    if look.legend == "inside":
        return replace(frame, legend=_column(names, frame.left + 8, frame.top + 2, look))
    rows = _rows(names, look, look.width - 20)
    high = 1.5 * look.size * (1 + max(row for _, row, _ in rows)) + 4
    first = frame.top - 4 if look.legend == "top" else look.height - high
    entries = tuple((name, 10 + x, first + 1.5 * look.size * row) for name, row, x in rows)
    if look.legend == "top":
        return replace(frame, top=frame.top + high + 6, legend=entries)
    return replace(frame, bottom=frame.bottom - high - 2, legend=entries)


def _column(names: tuple[str, ...], left: float, top: float, look: Look) -> tuple[tuple[str, float, float], ...]:
    return tuple((name, left, top + 1.7 * look.size * index) for index, name in enumerate(names))


def _rows(names: tuple[str, ...], look: Look, room: float) -> list[tuple[str, int, float]]:
    """Entries beside each other in as many rows as they need."""
    placed: list[tuple[str, int, float]] = []
    row, x = 0, 0.0
    for name in names:
        wide = look.size + SWATCH_GAP + look.text_width(name) + ENTRY_GAP
        if x and x + wide > room:
            row, x = row + 1, 0.0
        placed.append((name, row, x))
        x += wide
    return placed


def on_circle(middle: tuple[float, float], radius: float, share: float) -> tuple[float, float]:
    """Point on a circle after a share of a turn, clockwise from the top."""
    angle = 2 * math.pi * share
    return middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)


def contrast(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "black" if 0.3 * red + 0.59 * green + 0.11 * blue > 140 else "white"
