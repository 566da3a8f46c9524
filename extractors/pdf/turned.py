"""Text that is not printed from left to right: turned axis titles, slanted labels of categories.

Characters are grouped by their angle and laid level, so that words form as in any other text; the words keep the boxes
that the characters have on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

#: A level line may lean a little: scans are not straight.
_LEANS = 2


def angle_of(char: dict[str, Any]) -> int:
    """Degrees that a character is turned by, counter-clockwise as seen, 0-359; level text is 0."""
    a, b = char["matrix"][:2]
    if b == 0 and a > 0:
        return 0
    angle = round(degrees(atan2(b, a)))
    return 0 if abs(angle) <= _LEANS else angle % 360


def by_angle(chars: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Characters by angle, in printed order."""
    groups: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for char in chars:
        groups[angle_of(char)].append(char)
    return dict(groups)


def levelled(chars: Iterable[dict[str, Any]], angle: int) -> list[dict[str, Any]]:
    """Copies of the characters as if their line were level; ``printed`` holds each one's true dictionary."""
    turn = radians(angle)
    along, up = (cos(turn), sin(turn)), (-sin(turn), cos(turn))
    return [_level(char, along, up) for char in chars]


def _level(char: dict[str, Any], along: tuple[float, float], up: tuple[float, float]) -> dict[str, Any]:
    a, b, _, _, x, y = char["matrix"]
    start, base = x * along[0] + y * along[1], x * up[0] + y * up[1]
    size, width = _size(char), max(abs(char["adv"]) * hypot(a, b), 0.01)
    top, bottom = -base - 0.8 * size, -base + 0.2 * size
    box = {"x0": start, "x1": start + width, "top": top, "bottom": bottom, "doctop": top}
    return {**char, **box, "width": width, "height": size, "size": size, "upright": True, "printed": char}


def _size(char: dict[str, Any]) -> float:
    """Height of a turned line, in points: a character's box holds its advance and its height, both turned."""
    a, b, c, d, _, _ = char["matrix"]
    if abs(c) > abs(d):
        return float((char["x1"] - char["x0"] - abs(a) * char["adv"]) / abs(c)) * hypot(c, d)
    return float((char["y1"] - char["y0"] - abs(b) * char["adv"]) / abs(d)) * hypot(c, d)
