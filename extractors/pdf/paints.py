"""The colours of gradients and patterns, which only rendering can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median_low

from PIL import Image

from extractors.pdf.ramps import even_colours
from extractors.pdf.shapes import Colour, Shape
from schemas.claim import Region

#: Pixels a point: enough for segments of a point, and a page is still rendered in some milliseconds.
SCALE = 4.0
#: Points of a side's raster on which colours are taken.
_SAMPLES = 24
#: A colour that so large a share of a shape has is its own: the ground of a hatching, or a plain fill.
_COMMON = 0.4
#: Colours are told apart in steps of this: rendering blends a little.
_STEP = 4


def needs_rendering(shapes: Sequence[Shape]) -> bool:
    """Whether any shape's colour is unknown."""
    return any(_is_unknown(shape) for shape in shapes)


def _is_unknown(shape: Shape) -> bool:
    return shape.patterned and not shape.tints


def painted(shapes: Sequence[Shape], page: Image.Image) -> tuple[Shape, ...]:
    """The shapes with the colours of gradients and patterns as ``page``, rendered in RGB at ``SCALE``, shows them.

    A flat, hatched or evenly graded shape gets one colour that is the same for all shapes painted alike.
    """
    even = even_colours(shapes, page, SCALE)
    return _by_pattern(
        replace(shape, fill=even[index][0], tints=even[index])
        if index in even
        else _painted(shape, page)
        if _is_unknown(shape)
        else shape
        for index, shape in enumerate(shapes)
    )


def _by_pattern(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """Shapes of one pattern in one colour, that of the largest: thin ones show hardly more than their outline."""
    shapes = tuple(shapes)
    largest: dict[str, Shape] = {}
    for shape in shapes:
        if shape.pattern and (shape.pattern not in largest or _size(shape) > _size(largest[shape.pattern])):
            largest[shape.pattern] = shape
    return tuple(
        replace(shape, fill=largest[shape.pattern].fill, tints=largest[shape.pattern].tints)
        if shape.pattern in largest
        else shape
        for shape in shapes
    )


def _size(shape: Shape) -> float:
    return min(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top)


def _painted(shape: Shape, page: Image.Image) -> Shape:
    colours = _colours(shape.region, page)
    if not colours:
        return shape
    common, count = Counter(_coarse(colour) for colour in colours).most_common(1)[0]
    if count >= _COMMON * len(colours):
        own = next(colour for colour in colours if _coarse(colour) == common)
        return replace(shape, fill=own, tints=(own,))
    middle = (
        median_low(red for red, _, _ in colours),
        median_low(green for _, green, _ in colours),
        median_low(blue for _, _, blue in colours),
    )
    return replace(shape, fill=middle, tints=(middle, *_ends(shape.region, page)))


def _coarse(colour: Colour) -> Colour:
    return colour[0] // _STEP, colour[1] // _STEP, colour[2] // _STEP


def _colours(box: Region, page: Image.Image) -> list[Colour]:
    """Colours on a raster within a box, away from its edges."""
    return [
        colour
        for across in _inner(box.x0, box.x1)
        for down in _inner(box.top, box.bottom)
        if (colour := _pixel(page, across, down)) is not None
    ]


def _inner(start: float, end: float) -> list[float]:
    count = max(1, min(_SAMPLES, int((end - start) * SCALE) - 1))
    return [start + (end - start) * (index + 0.5) / count for index in range(count)]


def _ends(box: Region, page: Image.Image) -> list[Colour]:
    """Colours just inside of the corners, where no label stands."""
    inset_x, inset_y = min(1.5, (box.x1 - box.x0) / 4), min(1.5, (box.bottom - box.top) / 4)
    places = (
        (box.x0 + inset_x, box.top + inset_y),
        (box.x1 - inset_x, box.top + inset_y),
        (box.x0 + inset_x, box.bottom - inset_y),
        (box.x1 - inset_x, box.bottom - inset_y),
    )
    return [colour for x, y in places if (colour := _pixel(page, x, y)) is not None]


def _pixel(page: Image.Image, x: float, y: float) -> Colour | None:
    column, row = int(x * SCALE), int(y * SCALE)
    if not (0 <= column < page.width and 0 <= row < page.height):
        return None
    found = page.getpixel((column, row))
    return (int(found[0]), int(found[1]), int(found[2])) if isinstance(found, tuple) else None
