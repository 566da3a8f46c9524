"""Draw bar charts for tests as unlike programs do, each SYNTETISK."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from typeset import Pen

BLUE, ORANGE, GREY = HexColor("#1f4e79"), HexColor("#c55a11"), HexColor("#a5a5a5")
COLOURS = (BLUE, ORANGE, GREY)


@dataclass(frozen=True)
class Frame:
    """Where a plot lies, in points from the page's top left, and what its axis shows."""

    x: float = 120.0
    top: float = 250.0
    width: float = 300.0
    height: float = 150.0
    low: float = 0.0
    high: float = 100.0

    def length(self, value: float, extent: float) -> float:
        """Points along the value axis from its beginning."""
        return (value - self.low) / (self.high - self.low) * extent


def fill(pen: Pen, x: float, top: float, width: float, height: float, colour: Color) -> None:
    """Fill a box; one of no height is not drawn, as charting programs don't."""
    if width <= 0 or height <= 0:
        return
    pen.canvas.setFillColor(colour)
    pen.canvas.rect(x, pen.height - top - height, width, height, stroke=0, fill=1)
    pen.canvas.setFillColor(HexColor("#000000"))


def centred(pen: Pen, x: float, top: float, text: str, size: float = 7) -> None:
    """Print text centred at x."""
    width = pen.canvas.stringWidth(text, "Vera", size)
    pen.text(x - width / 2, top, text, size)


def value_axis(pen: Pen, frame: Frame, ticks: Sequence[float], text: str = "{:g}") -> None:
    """Grid lines with their labels left of an upright axis."""
    for tick in ticks:
        top = frame.top + frame.height - frame.length(tick, frame.height)
        pen.line(frame.x, top, frame.x + frame.width, top)
        label = text.format(tick)
        pen.text(frame.x - 4 - pen.canvas.stringWidth(label, "Vera", 7), top - 4, label, 7)


def legend(pen: Pen, x: float, top: float, names: Sequence[str]) -> None:
    """Square keys in a row, each with its name."""
    for index, name in enumerate(names):
        fill(pen, x + 80 * index, top, 6, 6, COLOURS[index])
        pen.text(x + 80 * index + 9, top - 0.5, name, 7)


def columns(
    pen: Pen,
    categories: Sequence[str],
    series: Sequence[Sequence[float]],
    frame: Frame = Frame(),
    labels: str | None = "{:g}",
    lies: dict[tuple[int, int], str] | None = None,
) -> None:
    """Grouped standing bars with their categories below; ``lies`` are labels (series, category) that deny the bar."""
    pitch = frame.width / len(categories)
    thick = 0.7 * pitch / len(series)
    for number, values in enumerate(series):
        for index, value in enumerate(values):
            x = frame.x + pitch * index + 0.15 * pitch + thick * number
            tall = frame.length(value, frame.height)
            fill(pen, x, frame.top + frame.height - tall, thick, tall, COLOURS[number])
            if labels:
                text = (lies or {}).get((number, index), labels.format(value).replace(".", ","))
                centred(pen, x + thick / 2, frame.top + frame.height - tall - 9, text)
    for index, name in enumerate(categories):
        for line, part in enumerate(name.split("\n")):
            centred(pen, frame.x + pitch * (index + 0.5), frame.top + frame.height + 4 + 8.5 * line, part)


def stacks(
    pen: Pen, categories: Sequence[str], series: Sequence[Sequence[float]], frame: Frame, smallest: float = 0.0
) -> None:
    """Lying stacked bars, labels in the middle of each segment that is not too small."""
    pitch = frame.height / len(categories)
    for index, name in enumerate(categories):
        x, top = frame.x, frame.top + pitch * index + 0.2 * pitch
        pen.text(frame.x - 6 - pen.canvas.stringWidth(name, "Vera", 7), top + 0.3 * pitch - 4, name, 7)
        for number, values in enumerate(series):
            wide = frame.length(values[index], frame.width)
            fill(pen, x, top, wide, 0.6 * pitch, COLOURS[number])
            if values[index] > smallest:
                centred(pen, x + wide / 2, top + 0.3 * pitch - 4, f"{values[index]:g}")
            x += wide
