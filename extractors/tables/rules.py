"""Horizontal rules of a page: thin lines and boxes, joined where they touch end to end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pdf.shapes import Shape

#: A rule is no thicker than this, in points, and at least so much longer than thick.
_THICK, _LONG = 2.5, 6.0
#: Pieces that are level and touch within so many points are one rule.
_LEVEL, _TOUCH = 1.0, 3.0
#: A rule that goes over this share of a table goes over all of it.
FULL = 0.85


@dataclass(frozen=True)
class Rule:
    """A horizontal rule from ``x0`` to ``x1`` at height ``y``, in points."""

    x0: float
    x1: float
    y: float

    def spans(self, x0: float, x1: float) -> bool:
        """Whether it goes over (nearly) all of an interval."""
        return min(self.x1, x1) - max(self.x0, x0) >= FULL * (x1 - x0)


def horizontal_rules(shapes: Iterable[Shape]) -> list[Rule]:
    """The page's rules from the top; upper and lower edges of filled boxes are none."""
    pieces = sorted((_rule(shape) for shape in shapes if _is_flat(shape)), key=lambda rule: (rule.y, rule.x0))
    levels: list[list[Rule]] = []
    for piece in pieces:
        if levels and piece.y - levels[-1][0].y <= _LEVEL:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return [rule for level in levels for rule in _joined(level)]


def _is_flat(shape: Shape) -> bool:
    box = shape.region
    width, height = box.x1 - box.x0, box.bottom - box.top
    return height <= _THICK and width >= _LONG * max(height, 1.0) and bool(shape.stroke or shape.fill)


def _rule(shape: Shape) -> Rule:
    return Rule(shape.region.x0, shape.region.x1, (shape.region.top + shape.region.bottom) / 2)


def _joined(level: list[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for piece in sorted(level, key=lambda rule: rule.x0):
        if joined and piece.x0 - joined[-1].x1 <= _TOUCH:
            joined[-1] = Rule(joined[-1].x0, max(joined[-1].x1, piece.x1), joined[-1].y)
        else:
            joined.append(piece)
    return joined
