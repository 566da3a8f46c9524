"""Charts drawn by matplotlib, on pages with text, as reports made from notebooks are."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chart_content import LYING, ROUND, STACKED
from chart_frame import Frame, contrast, frame_of, legend_names, on_circle, tick_text, title_size
from chart_pages import NOTICE, Chart, Page
from chart_words import REFERENCES
from producers import ProducerMissingError

try:
    from matplotlib import patheffects
    from matplotlib import pyplot as plt
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.patches import Rectangle

    plt.switch_backend("pdf")
except ImportError:
    plt = None  # type: ignore[assignment]

_A4 = (595.0, 842.0)
_LEFT = 62.0
_MARKERS = "os^Dv"


def find() -> str:
    """Say what is missing; the version otherwise."""
    if plt is None:
        raise ProducerMissingError("matplotlib: the package is not installed; pip install matplotlib to draw with it")
    return "matplotlib"


def typeset(pages: Sequence[Page], pdf: Path, seed: int) -> None:
    """Draw pages into one PDF; fonts are embedded as Type 3 or as TrueType, by the seed."""
    settings = {
        "pdf.fonttype": (3, 42)[seed % 2],
        "font.family": ["Liberation Sans", "DejaVu Sans"],
        "axes.unicode_minus": True,
    }
    with plt.rc_context(settings), PdfPages(pdf, metadata={"CreationDate": None}) as book:
        for number, page in enumerate(pages, start=1):
            figure = plt.figure(figsize=(_A4[0] / 72, _A4[1] / 72))
            _Canvas(figure, random.Random(f"{seed}-{number}")).draw(page, number)
            book.savefig(figure)
            plt.close(figure)


class _Canvas:
    def __init__(self, figure: Any, rng: random.Random) -> None:
        self.figure = figure
        self.rng = rng
        self.y = 60.0

    def draw(self, page: Page, number: int) -> None:
        self.write(page.heading, 15, weight="bold")
        self.write(page.before, 10)
        for chart in page.charts:
            if chart.above:
                self.write(chart.caption, 9, weight="bold")
            self.chart(chart)
            if not chart.above:
                self.write(chart.caption, 9, style="italic")
            self.write(chart.after, 10)
        self.figure.text(_LEFT / _A4[0], 30 / _A4[1], NOTICE, size=8, color="#555555")
        self.figure.text(530 / _A4[0], 30 / _A4[1], str(number), size=8)

    def write(self, text: str, size: float, **font: str) -> None:
        for line in textwrap.wrap(text, int(900 / size)):
            self.figure.text(_LEFT / _A4[0], 1 - (self.y + size) / _A4[1], line, size=size, **font)
            self.y += 1.3 * size
        self.y += 0.7 * size

    def chart(self, chart: Chart) -> None:
        look, frame = chart.look, frame_of(chart)
        box = (
            (_LEFT + frame.left) / _A4[0],
            1 - (self.y + frame.bottom) / _A4[1],
            frame.width / _A4[0],
            frame.height / _A4[1],
        )
        with plt.rc_context({"font.family": [look.font, "DejaVu Sans"], "font.size": look.size}):
            axes = self.figure.add_axes(box)
            _Plot(axes, chart, frame, self.rng).draw()
            self.around(chart)
        self.y += look.height + 6

    def around(self, chart: Chart) -> None:
        look, top = chart.look, 1 - self.y / _A4[1]
        if look.border:
            box = (_LEFT / _A4[0], top - look.height / _A4[1]), look.width / _A4[0], look.height / _A4[1]
            self.figure.add_artist(Rectangle(*box, fill=False, edgecolor="#999999", linewidth=0.8))
        if chart.title:
            middle = (_LEFT + look.width / 2) / _A4[0]
            self.figure.text(middle, top - 4 / _A4[1], chart.title, size=title_size(chart), ha="center", va="top")


class _Plot:
    def __init__(self, axes: Any, chart: Chart, frame: Frame, rng: random.Random) -> None:
        self.axes, self.chart, self.frame, self.rng = axes, chart, frame, rng
        self.lying = chart.kind in LYING

    def draw(self) -> None:
        if self.chart.kind in ROUND:
            self.pie()
        elif self.chart.kind == "line":
            self.lines()
        else:
            self.bars()
        if self.chart.kind not in ROUND:
            self.axes.set_facecolor(self.chart.look.wall or "none")
            self.axis()
            self.names()
        self.legend()

    def style(self, series: int) -> dict[str, Any]:
        look = self.chart.look
        style: dict[str, Any] = {"color": look.colours[series]}
        if look.outline:
            style |= {"edgecolor": self.rng.choice(("black", "white")), "linewidth": 0.8}
        if look.shadow:
            style["path_effects"] = [patheffects.SimplePatchShadow((1.5, -1.5)), patheffects.Normal()]
        # Matplotlib has no gradients but as pictures; hatching is what its users print on grey.
        if look.gradient:
            style |= {"hatch": ("//", "..", "xx", "\\\\", "--", "++")[series % 6], "edgecolor": "#555555"}
        return style

    def bars(self) -> None:
        content, look = self.chart.content, self.chart.look
        stacked = self.chart.kind in STACKED
        thick = (1 - look.gap) / (1 if stacked else len(content.series))
        base = [0.0] * len(content.categories)
        for index, row in enumerate(content.drawn):
            heights = list(row)
            shift = 0.0 if stacked else thick * (index - (len(content.series) - 1) / 2)
            places = [place + shift for place in range(len(row))]
            self.bar(places, heights, thick, base, index)
            for place, height, start, label in zip(places, heights, base, self.chart.labels[index], strict=True):
                if label is not None:
                    self.label(place, start, height, label, index)
            if stacked:
                base = [start + height for start, height in zip(base, heights, strict=True)]

    def bar(self, places: list[float], heights: list[float], thick: float, base: list[float], index: int) -> None:
        if self.lying:
            self.axes.barh(places, heights, thick, left=base, **self.style(index))
        else:
            self.axes.bar(places, heights, thick, bottom=base, **self.style(index))

    def label(self, place: float, start: float, height: float, label: str, index: int) -> None:
        shown = self.chart.look.labels
        at = start + height / 2 if shown == "centre" else start + height
        away = {"centre": 0.0, "end": 3.0, "inside": -3.0}[shown]
        ends = {"centre": "center", "end": "bottom", "inside": "top"}[shown]
        colour = "black" if shown == "end" else contrast(self.chart.look.colours[index])
        if self.lying:
            side = {"bottom": "left", "top": "right"}.get(ends, ends)
            self.note(label, (at, place), (away, 0), side, "center", colour)
        else:
            self.note(label, (place, at), (0, away), "center", ends, colour)

    def note(
        self, label: str, at: tuple[float, float], away: tuple[float, float], ha: str, va: str, colour: str
    ) -> None:
        self.axes.annotate(
            label, at, xytext=away, textcoords="offset points", ha=ha, va=va, color=colour,
            annotation_clip=False, linespacing=1.1,
        )  # fmt: skip

    def lines(self) -> None:
        content = self.chart.content
        for index, row in enumerate(content.values):
            marker = _MARKERS[index if self.chart.look.shadow else 0]
            colour = self.chart.look.colours[index]
            self.axes.plot(
                range(len(row)), row, marker=marker, color=colour, markersize=self.rng.choice((4, 5, 6)), linewidth=1.5
            )
            for place, value, label in zip(range(len(row)), row, self.chart.labels[index], strict=True):
                if label is not None:
                    self.note(label, (place, value), (0, 5), "center", "bottom", "black")

    def axis(self) -> None:
        look, axes = self.chart.look, self.axes
        along = axes.xaxis if self.lying else axes.yaxis
        (axes.set_xlim if self.lying else axes.set_ylim)(look.axis.low, look.axis.high)
        along.set_ticks(list(look.axis.ticks), [tick_text(self.chart, tick) for tick in look.axis.ticks])
        if not look.axis.shown:
            along.set_visible(False)
        for side in self.rng.choice((("top", "right"), ("top", "right", "left"), ())):
            axes.spines[side].set_visible(False)
        if look.grid and look.axis.shown:
            axes.grid(axis="x" if self.lying else "y", color="#cccccc", linewidth=0.6)
            axes.set_axisbelow(True)
        if look.axis.title:
            (axes.set_xlabel if self.lying else axes.set_ylabel)(look.axis.title)
        self.reference()

    def reference(self) -> None:
        value = self.chart.look.reference
        if value is None:
            return
        name = self.rng.choice(REFERENCES)
        text = self.rng.choice((name, f"{name} {self.chart.content.numbers.show(value)}"))
        if self.lying:
            self.axes.axvline(value, color="#b00000", linestyle="--", linewidth=1)
            self.axes.text(value, 1.02, text, transform=self.axes.get_xaxis_transform(), ha="center")
        else:
            self.axes.axhline(value, color="#b00000", linestyle="--", linewidth=1)
            self.axes.text(1.02, value, text, transform=self.axes.get_yaxis_transform(), va="center")

    def names(self) -> None:
        look, names = self.chart.look, ["\n".join(lines) for lines in self.frame.names]
        along = self.axes.yaxis if self.lying else self.axes.xaxis
        if look.names == "stagger":
            names = [f"\n{name}" if index % 2 else name for index, name in enumerate(names)]
        turned: dict[str, Any] = {
            "rot45": {"rotation": 45, "ha": "right", "rotation_mode": "anchor"},
            "rot90": {"rotation": 90},
        }.get(look.names, {})
        along.set_ticks(range(len(names)), names, **turned)
        along.set_tick_params(length=self.rng.choice((0, 3)))
        (self.axes.set_ylim if self.lying else self.axes.set_xlim)(-0.5, len(names) - 0.5)
        if self.lying and self.rng.random() < 0.7:
            self.axes.invert_yaxis()

    def pie(self) -> None:
        content, look, ring = self.chart.content, self.chart.look, self.chart.kind == "ring"
        texts = [self.sector_text(*pair) for pair in zip(content.categories, self.chart.labels[0], strict=True)]
        wedges, _ = self.axes.pie(
            content.values[0], colors=look.colours, startangle=90, counterclock=False, shadow=look.shadow and not ring,
            wedgeprops={**({"width": 0.4} if ring else {}), **({"edgecolor": "white"} if look.outline else {})},
            radius=0.85,
        )  # fmt: skip
        for wedge, text, colour in zip(wedges, texts, look.colours, strict=True):
            self.sector_label(wedge, text, colour)
        self.handles = wedges

    def sector_text(self, category: str, label: str | None) -> str:
        if label is None:
            return ""
        return f"{category}\n{label}" if self.chart.look.labels == "named" else label

    def sector_label(self, wedge: Any, text: str, colour: str) -> None:
        share = ((90 - (wedge.theta1 + wedge.theta2) / 2) % 360) / 360
        inside = self.chart.look.labels == "inside"
        radius = (0.68 if self.chart.kind == "ring" else 0.58) if inside else 1.0
        x, y = _on_unit_circle(share, radius)
        side = "center" if inside or abs(x) < 0.2 else ("left" if x > 0 else "right")
        self.axes.text(x, y, text, ha=side, va="center", color=contrast(colour) if inside else "black")

    def legend(self) -> None:
        names, look, frame = legend_names(self.chart), self.chart.look, self.frame
        if not frame.legend:
            return
        handles = getattr(self, "handles", None) or self.axes.get_legend_handles_labels()[0] or self.series_handles()
        first = frame.legend[0]
        anchor = ((first[1] - frame.left) / frame.width, 1 - (first[2] - 2 - frame.top) / frame.height)
        columns = 1 if look.legend in ("right", "inside") else _columns(frame)
        self.axes.legend(
            handles, names, loc="upper left", bbox_to_anchor=anchor, ncol=columns, frameon=look.outline,
            borderaxespad=0, handlelength=1.2, columnspacing=1.2, labelspacing=0.35,
        )  # fmt: skip

    def series_handles(self) -> list[Any]:
        if self.chart.kind == "line":
            return list(self.axes.lines[: len(self.chart.content.series)])
        return [container[0] for container in self.axes.containers]


def _columns(frame: Frame) -> int:
    """How many entries stand beside each other in the fullest row."""
    tops = [top for _, _, top in frame.legend]
    return max(tops.count(top) for top in tops)


def _on_unit_circle(share: float, radius: float) -> tuple[float, float]:
    x, y = on_circle((0.0, 0.0), radius, share)
    return x, -y
