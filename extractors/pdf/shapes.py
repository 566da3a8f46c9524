"""What is drawn on a page besides text: lines, rectangles and curves, with their paints and paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractors.pdf.gradients import Paint
from schemas.claim import Region

Point = tuple[float, float]
#: Red, green and blue, 0-255.
Colour = tuple[int, int, int]


class Form(StrEnum):
    """What the path of a shape is, as pdfplumber tells them apart."""

    RECT = "rect"
    LINE = "line"
    CURVE = "curve"


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted path: its box, what fills it and what outlines it.

    ``fill`` and ``stroke`` are None where nothing is painted; ``patterned`` says that the fill is a gradient, a pattern
    or a colour that only rendering can tell: ``fill`` is then its commonest or middle colour, ``tints`` are some of its
    colours, and ``pattern`` is the same for all shapes that the file paints with one. ``width`` is the stroke's, in
    points.
    ``path`` is the outline: operators (m, l, c, h) with their points, in points from the page's top left.
    """

    region: Region
    form: Form
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.0
    dashed: bool = False
    patterned: bool = False
    tints: tuple[Colour, ...] = ()
    pattern: str = ""
    path: tuple[tuple[str, tuple[Point, ...]], ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that the outline goes through, without the handles of its curves."""
        return tuple(points[-1] for _, points in self.path if points)


def shapes_of(items: Iterable[dict[str, Any]], page: int, left: float, above: float) -> tuple[Shape, ...]:
    """Shapes from pdfplumber's objects, moved by the corner of the visible page."""
    return tuple(_shape(item, page, left, above) for item in items)


def _shape(item: dict[str, Any], page: int, left: float, above: float) -> Shape:
    paint = item["non_stroking_color"] if item["fill"] else None
    fill = colour_of(paint) if item["fill"] else None
    tints = _tints(paint) if isinstance(paint, Paint) else ()
    return Shape(
        region=Region(
            page,
            float(item["x0"] - left),
            float(item["top"] - above),
            float(item["x1"] - left),
            float(item["bottom"] - above),
        ),
        form=Form(item["object_type"]),
        fill=fill or (tints[0] if tints else (0, 0, 0) if item["fill"] else None),
        stroke=(colour_of(item["stroking_color"]) or (0, 0, 0)) if item["stroke"] else None,
        width=float(item["linewidth"] or 0),
        dashed=bool(item.get("dash") and item["dash"][0]),
        patterned=bool(item["fill"]) and fill is None,
        tints=tints,
        pattern=paint.key if isinstance(paint, Paint) else "",
        path=tuple(
            (step[0], tuple((float(x - left), float(y - above)) for x, y in step[1:])) for step in item.get("path", ())
        ),
    )


def _tints(paint: Paint) -> tuple[Colour, ...]:
    found = [colour_of(colour) for colour in paint.colours]
    return tuple(colour for colour in found if colour is not None)


def colour_of(paint: Any) -> Colour | None:
    """Device colour as RGB; None for patterns and whatever else is no one to four plain numbers."""
    parts = paint if isinstance(paint, (tuple, list)) else (paint,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    if len(parts) == 1:
        return _rgb(parts[0], parts[0], parts[0])
    if len(parts) == 3:
        return _rgb(*parts)
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return _rgb(*((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)))
    return None


def _rgb(red: float, green: float, blue: float) -> Colour:
    levels = [round(255 * min(1.0, max(0.0, level))) for level in (red, green, blue)]
    return levels[0], levels[1], levels[2]
