"""A chart as SVG, as web charts come into reports: paths, circles, rectangles and turned text."""

from __future__ import annotations

import random
from html import escape
from itertools import accumulate, pairwise

from chart_content import LYING, ROUND, STACKED
from chart_frame import SWATCH_GAP, contrast, frame_of, on_circle, tick_text, title_size
from chart_pages import Chart
from chart_words import REFERENCES

_GREY = "#c8c8c8"


def draw_svg(chart: Chart, rng: random.Random, name: str) -> str:
    """The chart as one SVG element; ``name`` makes the ids in it unique on the page."""
    return _Drawing(chart, rng, name).svg()


class _Drawing:
    def __init__(self, chart: Chart, rng: random.Random, name: str) -> None:
        self.chart, self.look, self.rng, self.name = chart, chart.look, rng, name
        self.frame = frame_of(chart)
        self.lying = chart.kind in LYING
        self.marks = rng.choice(("circle", "circle", "square", "diamond"))
        self.dark = rng.choice(("#000000", "#333333", "#444444"))
        self.parts: list[str] = []

    def svg(self) -> str:
        if self.chart.kind in ROUND:
            self.sectors()
        else:
            self.wall()
            self.axis()
            if self.chart.kind == "line":
                self.lines()
            else:
                self.bars()
            self.names()
            self.reference()
        self.legend()
        if self.chart.title:
            self.parts.append(f'<g style="font-size:{title_size(self.chart)}px;font-weight:bold">')
            self.text(self.look.width / 2, title_size(self.chart) + 3, self.chart.title)
            self.parts.append("</g>")
        size = f'width="{self.look.width:.1f}pt" height="{self.look.height:.1f}pt"'
        box = f'viewBox="0 0 {self.look.width:.1f} {self.look.height:.1f}"'
        style = f"font-family:'{self.look.font}';font-size:{self.look.size}px"
        return f'<svg {size} {box} style="{style}">{self.gradients()}{"".join(self.parts)}</svg>'

    def wall(self) -> None:
        if self.look.border:
            box = (0.5, 0.5, self.look.width - 1, self.look.height - 1)
            self.parts.append(_rect(box, 'fill="white" stroke="#999999" stroke-width="0.8"'))
        if self.look.wall:
            box = (self.frame.left, self.frame.top, self.frame.width, self.frame.height)
            self.parts.append(_rect(box, f'fill="{self.look.wall}"'))

    def gradients(self) -> str:
        if not self.look.gradient:
            return ""
        turn = 'x2="1" y2="0"' if self.lying else 'x2="0" y2="1"'
        stops = "".join(
            f'<linearGradient id="{self.name}-{index}" x1="0" y1="0" {turn}><stop offset="0" stop-color="{colour}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0.55"/></linearGradient>'
            for index, colour in enumerate(self.look.colours)
        )
        return f"<defs>{stops}</defs>"

    def paint(self, index: int) -> str:
        fill = f"url(#{self.name}-{index})" if self.look.gradient else self.look.colours[index]
        outline = ' stroke="#222222" stroke-width="0.7"' if self.look.outline else ""
        return f'fill="{fill}"{outline}'

    def along(self, value: float) -> float:
        """Where a value lies on the axis, in points."""
        share = (value - self.look.axis.low) / (self.look.axis.high - self.look.axis.low)
        return (
            self.frame.left + share * self.frame.width if self.lying else self.frame.bottom - share * self.frame.height
        )

    def across(self, place: float) -> float:
        """Where a category's slot lies; ``place`` counts slots from the first."""
        count = len(self.chart.content.categories)
        if self.lying:
            return self.frame.top + place / count * self.frame.height
        return self.frame.left + place / count * self.frame.width

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" {style}/>')

    def text(self, x: float, y: float, text: str, anchor: str = "middle", fill: str = "", turn: float = 0) -> None:
        turned = f' transform="rotate({turn} {x:.2f} {y:.2f})"' if turn else ""
        place = f'x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}"{turned}'
        self.parts.append(f'<text {place} fill="{fill or self.dark}">{escape(text)}</text>')

    def axis(self) -> None:
        frame, look = self.frame, self.look
        for tick in look.axis.ticks:
            at = self.along(tick)
            if look.grid:
                ends = (at, frame.top, at, frame.bottom) if self.lying else (frame.left, at, frame.right, at)
                self.line(*ends, f'stroke="{_GREY}" stroke-width="0.6"')
            if look.axis.shown and self.lying:
                self.text(at, frame.bottom + 1.3 * look.size, tick_text(self.chart, tick))
            elif look.axis.shown:
                self.text(frame.left - 5, at + 0.35 * look.size, tick_text(self.chart, tick), "end")
        ends = (
            (frame.left, frame.top, frame.left, frame.bottom)
            if self.lying
            else (frame.left, frame.bottom, frame.right, frame.bottom)
        )
        self.line(*ends, f'stroke="{self.dark}" stroke-width="0.8"')
        if look.axis.title and self.lying:
            self.text((frame.left + frame.right) / 2, frame.bottom + 2.9 * look.size, look.axis.title)
        elif look.axis.title:
            self.text(1.2 * look.size, (frame.top + frame.bottom) / 2, look.axis.title, turn=-90)

    def bars(self) -> None:
        stacked = self.chart.kind in STACKED
        beside = 1 if stacked else len(self.chart.content.series)
        thick = (1 - self.look.gap) / beside
        for category, column in enumerate(zip(*self.chart.content.drawn, strict=True)):
            ends = list(accumulate(column, initial=0.0))
            for index, value in enumerate(column):
                first = category + self.look.gap / 2 + (0 if stacked else thick * index)
                start, end = (ends[index], ends[index + 1]) if stacked else (self.look.axis.low, value)
                self.bar(first, thick, start, end, index)
                label = self.chart.labels[index][category]
                if label is not None:
                    self.bar_label(first + thick / 2, start, end, label, index)

    def bar(self, place: float, thick: float, start: float, end: float, index: int) -> None:
        low, high = sorted((self.along(start), self.along(end)))
        side, other = self.across(place), self.across(place + thick)
        if high - low < 0.01:
            return
        box = (low, side, high - low, other - side) if self.lying else (side, low, other - side, high - low)
        round_off = ' rx="1.5"' if self.look.rounded and self.chart.kind not in STACKED else ""
        if self.look.shadow:
            self.parts.append(_rect((box[0] + 1.5, box[1] + 1.5, box[2], box[3]), f'fill="#bbbbbb"{round_off}'))
        self.parts.append(_rect(box, self.paint(index) + round_off))

    def bar_label(self, middle: float, start: float, end: float, label: str, index: int) -> None:
        shown, size = self.look.labels, self.look.size
        at = self.along((start + end) / 2 if shown == "centre" else end)
        colour = "" if shown == "end" else contrast(self.look.colours[index])
        if self.lying:
            away, anchor = {"centre": (0.0, "middle"), "end": (3.0, "start"), "inside": (-3.0, "end")}[shown]
            self.text(at + away, self.across(middle) + 0.35 * size, label, anchor, colour)
        else:
            away = {"centre": 0.35 * size, "end": -3.0, "inside": 1.1 * size}[shown]
            self.text(self.across(middle), at + away, label, "middle", colour)

    def lines(self) -> None:
        for index, row in enumerate(self.chart.content.values):
            points = [(self.across(place + 0.5), self.along(value)) for place, value in enumerate(row)]
            path = "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
            self.parts.append(f'<path d="M{path}" fill="none" stroke="{self.look.colours[index]}" stroke-width="1.6"/>')
            for (x, y), label in zip(points, self.chart.labels[index], strict=True):
                self.marker(x, y, index)
                if label is not None:
                    self.text(x, y - 5.5, label)

    def marker(self, x: float, y: float, index: int) -> None:
        paint = (
            f'fill="{"white" if self.look.outline else self.look.colours[index]}" stroke="{self.look.colours[index]}"'
        )
        if self.marks == "circle":
            self.parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="2.6" {paint}/>')
        elif self.marks == "square":
            self.parts.append(_rect((x - 2.4, y - 2.4, 4.8, 4.8), paint))
        else:
            self.parts.append(f'<path d="M{x:.2f} {y - 3.4:.2f}l3.4 3.4l-3.4 3.4l-3.4 -3.4z" {paint}/>')

    def names(self) -> None:
        look, frame = self.look, self.frame
        for index, lines in enumerate(frame.names):
            middle = self.across(index + 0.5)
            for row, text in enumerate(lines):
                if self.lying:
                    y = middle + (0.35 + 1.15 * (row - (len(lines) - 1) / 2)) * look.size
                    self.text(frame.left - 6, y, text, "end")
                elif look.names == "rot45":
                    self.text(middle + 2, frame.bottom + look.size + 2, text, "end", turn=-45)
                elif look.names == "rot90":
                    self.text(middle + 0.35 * look.size, frame.bottom + 5, text, "end", turn=-90)
                else:
                    down = 1.3 * (index % 2) if look.names == "stagger" else 1.15 * row
                    self.text(middle, frame.bottom + (1.4 + down) * look.size, text)

    def reference(self) -> None:
        value, frame = self.look.reference, self.frame
        if value is None:
            return
        name, at = self.rng.choice(REFERENCES), self.along(value)
        text = self.rng.choice((name, f"{name} {self.chart.content.numbers.show(value)}"))
        style = 'stroke="#b00000" stroke-width="1" stroke-dasharray="4 2"'
        if self.lying:
            self.line(at, frame.top, at, frame.bottom, style)
            self.text(at, frame.top - 3, text)
        else:
            self.line(frame.left, at, frame.right, at, style)
            self.text(frame.right + 3, at + 0.35 * self.look.size, text, "start")

    def legend(self) -> None:
        for index, (name, x, y) in enumerate(self.frame.legend):
            size = self.look.size
            if self.chart.kind == "line":
                style = f'stroke="{self.look.colours[index]}" stroke-width="1.6"'
                self.line(x - 0.3 * size, y + size / 2, x + 1.1 * size, y + size / 2, style)
                self.marker(x + 0.4 * size, y + size / 2, index)
            else:
                self.parts.append(_rect((x, y + 0.1 * size, 0.8 * size, 0.8 * size), self.paint(index)))
            self.text(x + size + SWATCH_GAP, y + 0.85 * size, name, "start")

    def sectors(self) -> None:
        frame, values = self.frame, self.chart.content.values[0]
        middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        room = 1.0 if self.look.labels == "inside" else 0.72
        radius = room * min(frame.width, frame.height) / 2
        ends = [end / sum(values) for end in accumulate(values, initial=0.0)]
        for index, (start, end) in enumerate(pairwise(ends)):
            if end - start > 1e-6:
                edge = ' stroke="white" stroke-width="1"' if self.look.outline else ""
                fill = self.paint(index).split(" stroke")[0]
                self.parts.append(f'<path d="{self.sector(middle, radius, start, end)}" {fill}{edge}/>')
        for index, (start, end) in enumerate(pairwise(ends)):
            self.sector_label(middle, radius, (start + end) / 2, index)

    def sector(self, middle: tuple[float, float], radius: float, start: float, end: float) -> str:
        large = int(end - start > 0.5)
        (x1, y1), (x2, y2) = on_circle(middle, radius, start), on_circle(middle, radius, end)
        arc = f"A{radius:.2f} {radius:.2f} 0 {large} 1 {x2:.3f} {y2:.3f}"
        if self.chart.kind == "pie":
            return f"M{middle[0]:.3f} {middle[1]:.3f}L{x1:.3f} {y1:.3f}{arc}Z"
        inner = 0.58 * radius
        (x3, y3), (x4, y4) = on_circle(middle, inner, end), on_circle(middle, inner, start)
        back = f"A{inner:.2f} {inner:.2f} 0 {large} 0 {x4:.3f} {y4:.3f}"
        return f"M{x1:.3f} {y1:.3f}{arc}L{x3:.3f} {y3:.3f}{back}Z"

    def sector_label(self, middle: tuple[float, float], radius: float, share: float, index: int) -> None:
        label, name, size = self.chart.labels[0][index], self.chart.content.categories[index], self.look.size
        if label is None:
            return
        inside = self.look.labels == "inside"
        away = (0.79 if self.chart.kind == "ring" else 0.62) * radius if inside else radius + 0.9 * size
        x, y = on_circle(middle, away, share)
        side = "middle" if inside or abs(x - middle[0]) < 0.25 * radius else ("start" if x > middle[0] else "end")
        colour = contrast(self.look.colours[index]) if inside else ""
        if self.look.labels == "named":
            self.text(x, y - 0.2 * size, name, side)
            self.text(x, y + 0.95 * size, label, side)
        else:
            self.text(x, y + 0.35 * size, label, side, colour)


def _rect(box: tuple[float, float, float, float], style: str) -> str:
    x, y, width, height = box
    return f'<rect x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}" {style}/>'
