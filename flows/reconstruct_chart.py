"""Draw the percentages that are known of a figure as horizontal bars with printed values."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

FONT = "Vera"
CATEGORY_WIDTH = 180.0
AXIS_HEIGHT = 34.0
BAR_HEIGHT, BAR_STEP = 11.0, 19.0
SERIES_COLORS = (HexColor("#1f4e79"), HexColor("#c55a11"))


class Bar(BaseModel):
    """One published percentage of a figure."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    category: str
    series: str
    value: int


def bar_chart(bars: Sequence[Bar], width: float) -> Drawing:
    """Draw one bar a row on an axis from 0 to 100 percent, categories to the left, the series below."""
    series = list(dict.fromkeys(bar.series for bar in bars))
    percent = (width - CATEGORY_WIDTH - 30) / 100
    drawing = Drawing(width, AXIS_HEIGHT + len(bars) * BAR_STEP, initialFontName=FONT)
    _draw_axis(drawing, percent)
    for row, bar in enumerate(reversed(bars)):
        _draw_bar(drawing, AXIS_HEIGHT + row * BAR_STEP + 4, bar, percent, series.index(bar.series))
    for number, name in enumerate(series):
        x = CATEGORY_WIDTH + 60 * number
        drawing.add(_box(x, 6, 6, 6, number))
        drawing.add(_label(x + 10, 6, name, "start"))
    return drawing


def _draw_axis(drawing: Drawing, percent: float) -> None:
    # Ticks below the axis only: a line through the plot would strike out the values beside the bars.
    right = CATEGORY_WIDTH + 100 * percent
    drawing.add(Line(CATEGORY_WIDTH, AXIS_HEIGHT, right, AXIS_HEIGHT, strokeWidth=0.5))
    for tick in range(0, 101, 20):
        x = CATEGORY_WIDTH + tick * percent
        drawing.add(Line(x, AXIS_HEIGHT - 3, x, AXIS_HEIGHT, strokeWidth=0.5))
        drawing.add(_label(x, AXIS_HEIGHT - 11, f"{tick} %", "middle"))


def _draw_bar(drawing: Drawing, y: float, bar: Bar, percent: float, series: int) -> None:
    drawing.add(_label(CATEGORY_WIDTH - 5, y + 3, bar.category, "end"))
    drawing.add(_box(CATEGORY_WIDTH, y, bar.value * percent, BAR_HEIGHT, series))
    drawing.add(_label(CATEGORY_WIDTH + bar.value * percent + 3, y + 3, f"{bar.value} %", "start"))


def _box(x: float, y: float, width: float, height: float, series: int) -> Rect:
    return Rect(x, y, width, height, fillColor=SERIES_COLORS[series], strokeColor=None)


def _label(x: float, y: float, text: str, anchor: str) -> String:
    return String(x, y, text, fontName=FONT, fontSize=7.5, textAnchor=anchor)
