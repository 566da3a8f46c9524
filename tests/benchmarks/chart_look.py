"""How a generated chart looks: sizes, colours, axis, legend, labels; drawn at random, but always readable."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chart_content import LYING, ROUND, STACKED, Content
from reportlab.pdfbase.pdfmetrics import stringWidth

PALETTES = (
    ("#4472c4", "#ed7d31", "#a5a5a5", "#ffc000", "#5b9bd5", "#70ad47", "#264478"),
    ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2"),
    ("#00529b", "#e98300", "#7ab800", "#b30838", "#8b6ab2", "#5c5c5c", "#00a9ce"),
    ("#08306b", "#2171b5", "#6baed6", "#9ecae1", "#c6dbef", "#deebf7", "#969696"),
    ("#1a1a1a", "#4d4d4d", "#737373", "#999999", "#bfbfbf", "#d9d9d9", "#ececec"),
    ("#d73027", "#fc8d59", "#fee090", "#91cf60", "#1a9850", "#bdbdbd", "#636363"),
)
_WIDTHS = {"Liberation Sans": 1.0, "DejaVu Sans": 1.16, "Liberation Serif": 0.95}
_TRIES = 60
#: Room beside the plot: a staggered name that reaches further would be cut off.
_MARGIN = 6.0


@dataclass(frozen=True)
class Axis:
    """The value axis; ``shown`` is whether its numbers are printed."""

    shown: bool
    low: float
    high: float
    step: float
    title: str = ""

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where the axis has its marks."""
        return tuple(self.low + self.step * index for index in range(round((self.high - self.low) / self.step) + 1))


@dataclass(frozen=True)
class Look:
    """Everything about a chart but what it says. Lengths are points."""

    width: float
    height: float
    font: str
    size: float
    colours: tuple[str, ...]
    axis: Axis
    legend: str
    grid: bool
    names: str
    labels: str
    gap: float
    gradient: bool
    outline: bool
    shadow: bool
    rounded: bool
    border: bool
    wall: str
    reference: float | None
    least_label: float

    def text_width(self, text: str) -> float:
        """Width of a text in this look's font, roughly."""
        return float(stringWidth(text, "Helvetica", self.size)) * _WIDTHS[self.font]

    @property
    def plot(self) -> tuple[float, float]:
        """Width and height that are left for bars, cautiously."""
        beside = 0.26 * self.width if self.legend == "right" else 0.0
        above = 0.1 * self.height if self.legend in ("top", "bottom") else 0.0
        return self.width - beside - 40, 0.62 * self.height - above


def make_look(content: Content, rng: random.Random) -> Look | None:
    """A look that lets everything be read; None when none was found for this content."""
    looks = (_draw(content, rng) for _ in range(_TRIES))
    return next((look for look in looks if fits(content, look)), None)


def printed_labels(content: Content, look: Look) -> tuple[tuple[str | None, ...], ...]:
    """The labels that are printed; those of small segments are left out."""
    if look.labels == "none":
        return tuple((None,) * len(row) for row in content.values)
    whole = look.axis.high - look.axis.low
    if content.kind in ROUND or content.kind in ("full", "hfull"):
        whole = content.top
    short = [value < look.least_label * whole for row in content.values for value in row]
    leave_out = content.kind in STACKED or content.kind in ROUND
    texts = [content.numbers.show(value) for row in content.values for value in row]
    kept = [None if leave_out and small else text for text, small in zip(texts, short, strict=True)]
    step = len(content.categories)
    return tuple(tuple(kept[start : start + step]) for start in range(0, len(kept), step))


def _draw(content: Content, rng: random.Random) -> Look:
    labels = _labels(content.kind, rng)
    lying = content.kind in LYING
    many = len(content.series) > 1 or content.kind in ROUND
    names = "plain" if lying or content.kind in ROUND else rng.choice(("plain", "wrap", "rot45", "rot90", "stagger"))
    axis = _axis(content, labels, rng)
    height = rng.uniform(190, 290)
    if lying:
        height = max(170.0, 40 + len(content.categories) * rng.uniform(26, 40))
    look = Look(
        width=rng.uniform(330, 470),
        height=height,
        font=rng.choice(tuple(_WIDTHS)),
        size=rng.choice((7.0, 8.0, 8.0, 9.0)),
        colours=_colours(content, rng),
        axis=axis,
        legend=_legend(content, rng) if many else rng.choice(("none", "none", "none")),
        grid=rng.random() < 0.6,
        names=names,
        labels=labels,
        gap=rng.uniform(0.25, 0.5),
        gradient=rng.random() < 0.15,
        outline=rng.random() < 0.25,
        shadow=rng.random() < 0.12,
        rounded=rng.random() < 0.1,
        border=rng.random() < 0.25,
        wall=rng.choice(("", "", "", "", "#f0f0f0", "#d9d9d9")),
        reference=None,
        least_label=0.0,
    )
    if content.kind in ("bars", "hbars", "line") and axis.shown and rng.random() < 0.15:
        look = replace(look, reference=axis.low + (axis.high - axis.low) * rng.uniform(0.4, 0.8))
    return replace(look, least_label=_least(content, look))


def _least(content: Content, look: Look) -> float:
    """Share of the axis that a segment needs to hold its label."""
    if content.kind in ROUND:
        return 0.045
    width, height = look.plot
    if content.kind in LYING:
        widest = max(look.text_width(content.numbers.show(value)) for row in content.values for value in row)
        return (widest + 4) / (0.5 * width)
    return 1.35 * look.size / height


def _labels(kind: str, rng: random.Random) -> str:
    if kind in ROUND:
        return rng.choice(("outside", "inside", "named"))
    if kind in STACKED:
        return rng.choice(("centre", "centre", "centre", "none"))
    if kind == "line":
        return rng.choice(("above", "above", "none"))
    return rng.choice(("end", "end", "end", "inside", "none"))


def _axis(content: Content, labels: str, rng: random.Random) -> Axis:
    shown = labels == "none" or rng.random() < 0.7
    if content.kind in ("full", "hfull"):
        return Axis(shown, 0, 100, rng.choice((10, 20, 25)))
    top = content.top if labels in ("none", "centre") else content.top * 1.08
    # A stack of rounded parts may be a little more than 100, and is cut off where the axis ends.
    if content.numbers.unit == "percent" and 45 < top <= 112 and content.top <= 100:
        top = 100.0
    low = 0.0
    smallest = min(min(row) for row in content.values)
    if content.kind not in STACKED and smallest > 0.45 * top and rng.random() < 0.6:
        low = 0.6 * smallest
    step = _nice((top - low) / rng.choice((4, 5, 6)))
    start = math.floor(low / step) * step
    title = rng.choice(("", "", "Procent" if content.numbers.unit == "percent" else "Antal"))
    return Axis(shown, start, start + step * math.ceil((top - start) / step - 1e-9), step, title if shown else "")


def _nice(step: float) -> float:
    if step <= 1:
        return 1.0
    scale = 10 ** math.floor(math.log10(step))
    return next(
        factor * scale for factor in (1, 2, 2.5, 5, 10) if factor * scale >= step - 1e-9 and factor * scale % 1 == 0
    )


def _colours(content: Content, rng: random.Random) -> tuple[str, ...]:
    palette = rng.choice(PALETTES)
    count = len(content.categories) if content.kind in ROUND else len(content.series)
    if count > 1 and rng.random() < 0.2:
        palette = palette[::-1]
    start = 0 if count > 1 else rng.randrange(3)
    return palette[start : start + count]


def _legend(content: Content, rng: random.Random) -> str:
    if content.kind in ROUND:
        return rng.choice(("bottom", "right", "right", "top"))
    places = ["bottom", "bottom", "right", "top"]
    if content.kind == "line":
        places.append("inside")
    return rng.choice(places)


def fits(content: Content, look: Look) -> bool:
    """Whether names and labels have room without lying on each other."""
    if content.kind in ROUND:
        return True
    if content.kind in LYING:
        return _lying_fits(content, look)
    slot = look.plot[0] / len(content.categories)
    if look.legend == "inside" and content.top > look.axis.low + 0.62 * (look.axis.high - look.axis.low):
        return False
    return _names_fit(content.categories, look, slot) and _labels_fit(content, look, slot)


def _lying_fits(content: Content, look: Look) -> bool:
    slot = look.plot[1] / len(content.categories)
    beside = 1 if content.kind in ("hbars", "hstacked", "hfull") else len(content.series)
    thick = slot * (1 - look.gap) / beside
    lines = max(len(wrapped(name, look, name_room(look))) for name in content.categories)
    return thick > 1.15 * look.size and lines * 1.25 * look.size < slot and _ends_fit(content, look)


def name_room(look: Look) -> float:
    """Width for the names beside bars that lie."""
    return 0.33 * look.width


def _names_fit(names: Sequence[str], look: Look, slot: float) -> bool:
    room = slot - 0.5 * look.size
    if look.names == "wrap":
        lines = [wrapped(name, look, room) for name in names]
        return max(map(len, lines)) <= 4 and all(look.text_width(line) <= room for name in lines for line in name)
    widest = max(map(look.text_width, names))
    if look.names == "stagger" and max(look.text_width(names[0]), look.text_width(names[-1])) > slot + 2 * _MARGIN:
        return False
    if look.names in ("rot45", "rot90"):
        return slot > 1.6 * look.size and widest < 0.4 * look.height
    return widest <= (1.8 * room if look.names == "stagger" else room)


def _labels_fit(content: Content, look: Look, slot: float) -> bool:
    if look.labels == "none":
        return True
    widest = max(look.text_width(content.numbers.show(value)) for row in content.values for value in row)
    if content.kind == "line":
        return widest < 0.85 * slot and _apart(content, look)
    beside = 1 if content.kind in STACKED or content.kind == "bars" else len(content.series)
    return widest + 1.5 < slot * (1 - look.gap) / beside and _ends_fit(content, look)


def _ends_fit(content: Content, look: Look) -> bool:
    """A label inside a bar's end needs a bar that is long enough."""
    if look.labels != "inside":
        return True
    share = min(min(row) for row in content.values) - look.axis.low
    return share / (look.axis.high - look.axis.low) > 2 * _least(content, look)


def _apart(content: Content, look: Look) -> bool:
    """Labels above the points of one line must not lie on another line's."""
    scale = look.plot[1] / (look.axis.high - look.axis.low)
    for column in zip(*content.values, strict=True):
        ordered = sorted(column)
        if any((upper - lower) * scale < 2.6 * look.size for lower, upper in pairwise(ordered)):
            return False
    return True


def wrapped(text: str, look: Look, room: float) -> list[str]:
    """Lines of a text that is wrapped to a width, at spaces only."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and look.text_width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
