"""Draw pies, rings and line charts for tests; coordinates are points from a page's top left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from typeset import HEIGHT, Draw, Pen, pdf

from extractors.charts.model import ChartReading, Refusal
from extractors.charts.read import read_charts
from extractors.pdf.page import read_pages

COLOURS = ((0.27, 0.45, 0.77), (0.93, 0.49, 0.19), (0.65, 0.65, 0.65), (1.0, 0.75, 0.0), (0.44, 0.68, 0.28))
CENTRE, RADIUS = (250.0, 300.0), 80.0


@dataclass(frozen=True)
class Slice:
    """A sector: its share of the circle, and what is printed at it (nothing when empty)."""

    share: float
    label: str = ""
    name: str = ""


def outcome(*draws: Draw) -> ChartReading | Refusal | None:
    """What is read of the one chart that the page has; None when it has none."""

    def draw(pen: Pen) -> None:
        for each in draws:
            each(pen)

    (page,) = read_pages(pdf(draw))
    charts = read_charts(page, [], page.words)
    assert len(charts) <= 1
    return charts[0].outcome if charts else None


def values(reading: ChartReading | Refusal | None) -> dict[tuple[str, str | None], float]:
    """Values by category and series."""
    assert isinstance(reading, ChartReading), reading
    return {(value.category, value.series): value.value for value in reading.values}


def pie(slices: Sequence[Slice], *, inner: float = 0.0, polygon: bool = False, away: float = 0.6) -> Draw:
    """A pie, or a ring from ``inner`` radii; labels stand ``away`` radii from the centre, names in the legend."""

    def draw(pen: Pen) -> None:
        turn = 0.0
        for index, slice_ in enumerate(slices):
            pen.canvas.setFillColorRGB(*COLOURS[index])
            _sector(pen, turn, slice_.share, inner, polygon)
            turn += slice_.share
        pen.canvas.setFillColorRGB(0, 0, 0)
        turn = 0.0
        for slice_ in slices:
            x, y = point(turn + slice_.share / 2, away * RADIUS)
            for row, text in enumerate(filter(None, slice_.label.split("|"))):
                pen.text(x - 8, y - 5 + 10 * row, text, 8)
            turn += slice_.share

    return draw


def point(turn: float, radius: float) -> tuple[float, float]:
    """A point around the pie's centre, clockwise from the top."""
    angle = 2 * math.pi * turn
    return CENTRE[0] + radius * math.sin(angle), CENTRE[1] - radius * math.cos(angle)


def _sector(pen: Pen, turn: float, share: float, inner: float, polygon: bool) -> None:
    if not polygon and not inner:
        box = (CENTRE[0] - RADIUS, HEIGHT - CENTRE[1] - RADIUS, CENTRE[0] + RADIUS, HEIGHT - CENTRE[1] + RADIUS)
        pen.canvas.wedge(*box, 90 - 360 * turn, -360 * share, stroke=0, fill=1)
        return
    steps = max(2, round(share * 120))
    rim = [point(turn + share * step / steps, RADIUS) for step in range(steps + 1)]
    back = [point(turn + share * step / steps, inner * RADIUS) for step in range(steps, -1, -1)] if inner else [CENTRE]
    fill(pen, [*rim, *back])


def fill(pen: Pen, points: Sequence[tuple[float, float]], stroke: int = 0) -> None:
    """Fill a polygon."""
    path = pen.canvas.beginPath()
    path.moveTo(points[0][0], HEIGHT - points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, HEIGHT - y)
    path.close()
    pen.canvas.drawPath(path, stroke=stroke, fill=1)


def legend(names: Sequence[str], x: float = 380, top: float = 250) -> Draw:
    """Names below each other with a square of their colour."""

    def draw(pen: Pen) -> None:
        for index, name in enumerate(names):
            pen.canvas.setFillColorRGB(*COLOURS[index])
            pen.canvas.rect(x, HEIGHT - top - 14 * index - 8, 7, 7, stroke=0, fill=1)
            pen.canvas.setFillColorRGB(0, 0, 0)
            pen.text(x + 11, top + 14 * index, name, 8)

    return draw


@dataclass(frozen=True)
class Grid:
    """Where a line chart's values and categories stand."""

    left: float = 120.0
    step: float = 50.0
    bottom: float = 400.0
    scale: float = 2.0

    def place(self, index: int, value: float) -> tuple[float, float]:
        """Point of a value in a category."""
        return self.left + self.step * (index + 0.5), self.bottom - self.scale * value


def axes(names: Sequence[str], ticks: Sequence[int] = (0, 20, 40, 60), grid: Grid | None = None) -> Draw:
    """Grid lines with their numbers, and names below."""
    grid = grid or Grid()

    def draw(pen: Pen) -> None:
        pen.canvas.setStrokeColorRGB(0.7, 0.7, 0.7)
        for tick in ticks:
            y = grid.bottom - grid.scale * tick
            pen.line(grid.left, y, grid.left + grid.step * len(names), y)
            pen.text(grid.left - 22, y - 4, str(tick), 8)
        for index, name in enumerate(names):
            below = grid.bottom - grid.scale * min(ticks, default=0)
            pen.text(grid.left + grid.step * (index + 0.5) - 10, below + 6, name, 8)

    return draw


def line(
    row: Sequence[float], labels: Sequence[str] = (), colour: int = 0, grid: Grid | None = None, marker: float = 2.5
) -> Draw:
    """A line with square markers; labels stand above its points."""
    grid = grid or Grid()

    def draw(pen: Pen) -> None:
        points = [grid.place(index, value) for index, value in enumerate(row)]
        pen.canvas.setStrokeColorRGB(*COLOURS[colour])
        pen.canvas.setFillColorRGB(*COLOURS[colour])
        path = pen.canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        pen.canvas.drawPath(path, stroke=1, fill=0)
        for x, y in points:
            if marker:
                pen.canvas.rect(x - marker, HEIGHT - y - marker, 2 * marker, 2 * marker, stroke=0, fill=1)
        pen.canvas.setFillColorRGB(0, 0, 0)
        for (x, y), label in zip(points, labels, strict=False):
            pen.text(x - 5, y - 13, label, 7)

    return draw
