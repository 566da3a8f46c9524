"""What a chart is to its readers, and what reading one gives: values with their certificate, or a refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.charts.labels import Label
from extractors.explanations import Explanation
from extractors.pdf.shapes import Shape
from extractors.text import Word
from schemas.claim import Region

#: How far a program may place what it draws from where its axis says, in points, besides half of a stroke: charts on
#: the web round each end of a bar and each grid line to half a CSS pixel (0.375 pt), some to a whole one.
DRAWN = 0.8
#: Rules of coverage: why a number in a chart is no value of it.
AXIS, LEGEND, CATEGORY, TITLE = "chart_axis", "chart_legend", "chart_category", "chart_title"


@dataclass(frozen=True)
class Zone:
    """A chart as it lies on its page: the hull of what is drawn, its shapes, and the words that may belong to it."""

    region: Region
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...] = ()
    turned: tuple[Word, ...] = ()


@dataclass(frozen=True)
class ChartValue:
    """One value that a chart shows.

    ``low``-``high`` is what its certificate allows: the printed label's rounding, or without a label the calibration's
    residual and the strokes. ``label`` is the printed label, None where only the drawing speaks; ``mark`` is the box of
    the bar, sector or point. ``series`` is None where there is one.
    """

    category: str
    series: str | None
    value: float
    low: float
    high: float
    mark: Region
    label: Label | None = None


@dataclass(frozen=True)
class HeldValue:
    """A label and a drawing that deny each other: neither is used."""

    text: str
    reason: str


@dataclass(frozen=True)
class ChartReading:
    """What a chart says. ``used`` are all words that its values, names and axes are made of."""

    values: tuple[ChartValue, ...]
    percent: bool
    explained: tuple[Explanation, ...] = ()
    held: tuple[HeldValue, ...] = ()
    used: frozenset[Word] = field(default_factory=frozenset)
    title: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a chart is not read, in words for people."""

    reason: str


#: A reader of one kind of chart; None when the chart is none of its kind.
ChartReader = Callable[[Zone], "ChartReading | Refusal | None"]
