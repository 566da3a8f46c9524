"""Which printed label belongs to which point of a line: near it, and of the value that the scale gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extractors.charts.axis import Scale
from extractors.charts.labels import Label
from extractors.charts.model import DRAWN
from schemas.claim import Region

#: How far the middle of a label may be from its point, in font sizes: above or below, or beside it.
_UP_EM, _ASIDE_EM = 2.0, 0.9
_MOST_PAIRS = 60


@dataclass(frozen=True)
class Point:
    """A point of a line: its series, its category, and where it is in points."""

    series: int
    category: int
    x: float
    y: float

    def region(self, page: int) -> Region:
        """A small box around it, for audits to show."""
        return Region(page, self.x - 2, self.y - 2, self.x + 2, self.y + 2)


@dataclass(frozen=True)
class Slope:
    """``value = start - step * y``; ``off`` is how far it may be off, in values."""

    start: float
    step: float
    off: float

    @classmethod
    def of(cls, scale: Scale) -> Slope:
        """The slope of a calibrated upright axis."""
        return cls(scale.start, scale.step, scale.residual + abs(scale.step) * DRAWN)

    def value(self, point: Point) -> float:
        """Value at a point."""
        return self.start - self.step * point.y

    def agrees(self, point: Point, label: Label) -> bool:
        """Whether a label prints what its point shows, within rounding and drawing."""
        return label.number is not None and abs(self.value(point) - label.number.value) <= label.number.half + self.off


@dataclass
class PointLabels:
    """Labels by the index of their point; ``denied`` are those that print something else than their point shows.

    ``doubtful`` are points at which a label stands that is no other's: it may be theirs.
    """

    labels: dict[int, Label] = field(default_factory=dict)
    denied: dict[int, Label] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)


def pair_points(points: Sequence[Point], labels: Sequence[Label], slope: Slope) -> PointLabels:
    """Give each label to the nearest point that it agrees with; a label that agrees with none denies the nearest."""
    pairs = PointLabels()
    lone: list[tuple[int, Label]] = []
    near = [(label, candidates) for label in labels if (candidates := _near(points, label))]
    for label, candidates in sorted(near, key=lambda pair: _distance(points[pair[1][0]], pair[0])):
        agreeing = [index for index in candidates if slope.agrees(points[index], label) and index not in pairs.labels]
        if agreeing:
            pairs.labels[agreeing[0]] = label
        else:
            lone.append((candidates[0], label))
    for index, label in lone:
        if index not in pairs.labels:
            pairs.denied.setdefault(index, label)
        pairs.doubtful.update(_near(points, label))
    return pairs


def slope_of(points: Sequence[Point], labels: Sequence[Label]) -> Slope | None:
    """The scale that the labels bear out among themselves: all of them on one line with their points, or None."""
    pairs = [(points[near[0]], label) for label in labels if len(near := _near(points, label)) == 1]
    pairs = [(point, label) for point, label in pairs if label.number is not None]
    best: tuple[int, Slope] | None = None
    for (one, first), (other, second) in list(combinations(pairs[:_MOST_PAIRS], 2)):
        slope = _through(one, first, other, second)
        if slope is None:
            continue
        agreed = sum(slope.agrees(point, label) for point, label in pairs)
        if best is None or agreed > best[0]:
            best = agreed, slope
    return best[1] if best and best[0] >= 3 and best[0] >= 0.8 * len(pairs) else None


def _through(one: Point, first: Label, other: Point, second: Label) -> Slope | None:
    """The line through two labelled points; its error is that of their rounding."""
    if first.number is None or second.number is None or abs(one.y - other.y) < 8 * DRAWN:
        return None
    step = (first.number.value - second.number.value) / (other.y - one.y)
    if step <= 0:
        return None
    return Slope(first.number.value + step * one.y, step, max(first.number.half, second.number.half) + step * DRAWN)


def _near(points: Sequence[Point], label: Label) -> list[int]:
    """Indices of the points that a label stands at, nearest first."""
    found = [index for index, point in enumerate(points) if _is_at(point, label)]
    return sorted(found, key=lambda index: _distance(points[index], label))


def _is_at(point: Point, label: Label) -> bool:
    x, y = label.centre
    box = label.region
    over = (
        abs(x - point.x) <= max(_ASIDE_EM * label.size, 0.25 * (box.x1 - box.x0))
        and abs(y - point.y) <= _UP_EM * label.size
    )
    gap = max(box.x0 - point.x, point.x - box.x1)
    beside = -0.5 * label.size <= gap <= 1.5 * label.size and abs(y - point.y) <= 0.8 * label.size
    return over or beside


def _distance(point: Point, label: Label) -> float:
    x, y = label.centre
    return abs(x - point.x) + abs(y - point.y)
