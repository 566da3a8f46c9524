"""Whether a reader of the page can see a word: invisible text must not become data.

Programs leave text on a page that nobody sees: layers that OCR lays over pictures, white type on white paper, type of
the colour of the box it stands on, what lies outside the visible part. The rules have names, for coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from extractors.pdf.shapes import Colour, Shape, colour_of
from schemas.claim import Region

INVISIBLE, OUTSIDE = "invisible_text", "outside_page"
_WHITE: Colour = (255, 255, 255)
#: Levels of a colour that the eye does not tell apart.
_ALIKE = 6
#: A painted shape smaller than this, in points, hides or backs no word: rules, dots.
_LEAST = 4.0


class Paper:
    """What a page's words stand on: its visible part, filled shapes, pictures, and the page as the eye sees it."""

    def __init__(
        self,
        size: tuple[float, float],
        shapes: Iterable[Shape],
        pictures: tuple[Region, ...],
        blank: Callable[[Region], bool] | None,
    ) -> None:
        """Take a page's size in points, what is painted on it, and a look at a place: whether it shows but one colour.

        A look costs much more than the comparison of colours, so it is asked only where these leave a doubt; without
        one, only what lies outside the page can't be seen.
        """
        self.width, self.height = size
        self.pictures, self.blank = pictures, blank
        self.fills = [shape for shape in shapes if _backs(shape)]
        self.colours = {shape.fill for shape in self.fills}

    def hides(self, region: Region, char: dict[str, Any]) -> str | None:
        """The rule by which a word, of whose characters ``char`` is one, can't be seen; None when it can."""
        x, y = (region.x0 + region.x1) / 2, (region.top + region.bottom) / 2
        if not (0 <= x <= self.width and 0 <= y <= self.height):
            return OUTSIDE
        if self.blank is None:
            return None
        if not char.get("painted", True):
            return INVISIBLE
        ink = colour_of(char["non_stroking_color"])
        if ink is None or not (_alike(ink, _WHITE) or ink in self.colours):
            return None
        return INVISIBLE if self._may_be_its_ground(ink, x, y) and self.blank(region) else None

    def _may_be_its_ground(self, ink: Colour, x: float, y: float) -> bool:
        """Whether the ink is that of a shape under or over the word, or of bare paper."""
        if any(_covers(picture, x, y) for picture in self.pictures):
            return False
        under = [shape for shape in self.fills if _covers(shape.region, x, y)]
        grounds = [shape.fill or _WHITE for shape in under if not shape.patterned] or [_WHITE]
        return any(_alike(ink, ground) for ground in grounds)


def _backs(shape: Shape) -> bool:
    box = shape.region
    filled = shape.fill is not None or shape.patterned
    return filled and box.x1 - box.x0 > _LEAST and box.bottom - box.top > _LEAST


def _covers(box: Region, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))
