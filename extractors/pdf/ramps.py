"""The one colour that stands for an even gradient or a pattern, from how its page is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import fmean, median

from PIL import Image

from extractors.pdf.shapes import Colour, Point, Shape

#: Places looked at in each direction, off the edges by this share of the box, where outlines are.
_STEPS, _EDGE = 11, 0.12
_MOST_SHAPES = 600
#: Most places of a flat or hatched shape are within this of one colour; a gradient is within it of a straight ramp.
_NEAR = 8.0
_FLAT_SHARE, _RAMP_SHARE = 0.55, 0.7
#: Colours of different shapes this near are one, rounded twice.
_ONE = 8

_Sample = tuple[float, float, Colour]


def even_colours(shapes: Sequence[Shape], picture: Image.Image, scale: float) -> dict[int, tuple[Colour, ...]]:
    """By its index, the colour of each gradient or pattern that is flat, hatched or evenly graded along x or y.

    It is the ground of a hatching, or the middle of a gradient whatever part of it a sector leaves: so it is the same
    for all shapes that are painted alike, and for their key. A gradient's first and last colours follow it.
    ``picture`` shows the page at ``scale`` pixels a point.
    """
    patterned = [index for index, shape in enumerate(shapes) if shape.patterned and not shape.tints][:_MOST_SHAPES]
    found = {index: tints for index in patterned if (tints := _tints(shapes[index], picture, scale))}
    alike = _rounded_alike({index: tints[0] for index, tints in found.items()})
    return {index: (alike[index], *tints[1:]) for index, tints in found.items()}


def _tints(shape: Shape, picture: Image.Image, scale: float) -> tuple[Colour, ...]:
    samples = list(_samples(shape, picture, scale))
    if len(samples) < 4:
        return ()
    flat = _flat(samples)
    return (flat,) if flat else _ramp(samples)


def _samples(shape: Shape, picture: Image.Image, scale: float) -> Iterable[_Sample]:
    """Colours at even places inside the outline, with their place in the box as shares."""
    box = shape.region
    outline = _closed(shape.points)
    for column in range(_STEPS):
        for row in range(_STEPS):
            across, down = (_EDGE + (1 - 2 * _EDGE) * step / (_STEPS - 1) for step in (column, row))
            x, y = box.x0 + across * (box.x1 - box.x0), box.top + down * (box.bottom - box.top)
            pixel = int(x * scale), int(y * scale)
            shown = 0 <= pixel[0] < picture.width and 0 <= pixel[1] < picture.height
            if shown and (len(outline) < 4 or _inside((x, y), outline)):
                red, green, blue = picture.getpixel(pixel)  # type: ignore[misc]
                yield across, down, (int(red), int(green), int(blue))


def _closed(points: Sequence[Point]) -> list[Point]:
    return [*points, points[0]] if points else []


def _inside(point: Point, outline: Sequence[Point]) -> bool:
    """Whether a point is inside a closed outline, by how often a ray to the right crosses it."""
    x, y = point
    crossed = False
    for (x0, y0), (x1, y1) in pairwise(outline):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossed = not crossed
    return crossed


def _flat(samples: Sequence[_Sample]) -> Colour | None:
    """The one colour that most places have, text and hatching aside."""
    middle = _as_colour(median(levels) for levels in zip(*(colour for _, _, colour in samples), strict=True))
    near = [colour for _, _, colour in samples if _off(colour, middle) <= _NEAR]
    if len(near) < _FLAT_SHARE * len(samples):
        return None
    return _as_colour(fmean(levels) for levels in zip(*near, strict=True))


def _ramp(samples: Sequence[_Sample]) -> tuple[Colour, ...]:
    """The middle, first and last colour of an even change along x or y, when most places lie on it."""
    for places in ([across for across, _, _ in samples], [down for _, down, _ in samples]):
        levels = list(zip(*(colour for _, _, colour in samples), strict=True))
        ends = [_fitted(list(zip(places, level, strict=True))) for level in levels]
        off = [
            max(abs(start + step * place - level) for (start, step), level in zip(ends, colour, strict=True))
            for place, (_, _, colour) in zip(places, samples, strict=True)
        ]
        if sum(each <= _NEAR for each in off) >= _RAMP_SHARE * len(samples):
            return tuple(_as_colour(start + step * part for start, step in ends) for part in (0.5, 0.0, 1.0))
    return ()


def _fitted(pairs: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Start and step of the line through most of the pairs: the median of the steps between far pairs."""
    ordered = sorted(pairs)
    third = max(1, len(ordered) // 3)
    low, high = ordered[:third], ordered[-third:]
    near, far = (median(share for share, _ in part) for part in (low, high))
    rise = median(level for _, level in high) - median(level for _, level in low)
    step = rise / (far - near) if far > near else 0.0
    return median(level - step * share for share, level in pairs), step


def _as_colour(levels: Iterable[float]) -> Colour:
    red, green, blue = (min(255, max(0, round(level))) for level in levels)
    return red, green, blue


def _off(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _rounded_alike(colours: dict[int, Colour]) -> dict[int, Colour]:
    """Give shapes whose colours differ by rendering alone the same one, that of the first."""
    firsts: list[Colour] = []
    told: dict[int, Colour] = {}
    for index, colour in colours.items():
        near = [first for first in firsts if _off(first, colour) <= _ONE]
        if not near:
            firsts.append(colour)
        told[index] = min(near, key=lambda first: _off(first, colour)) if near else colour
    return told
