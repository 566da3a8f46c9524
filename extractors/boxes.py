"""Boxes of text beside or within the running text: tinted or framed, read apart so that sentences stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.page import PageContent
from extractors.pdf.shapes import Colour, Shape
from extractors.text import Word
from schemas.claim import Region

#: A box is this wide and high at least, in points, and takes up no more than this share of the page.
_WIDE, _HIGH, _SHARE = 60.0, 24.0, 0.6
_LEAST_WORDS = 6
_PAPER: Colour = (250, 250, 250)
_NEAR = 1.5


def parted(page: PageContent, words: Sequence[Word]) -> list[list[Word]]:
    """The running text's words first, then those of each box; a box that holds most of the words is none."""
    rest, groups = list(words), []
    for box in _boxes(page):
        inside = [word for word in rest if _holds(box, word)]
        if _LEAST_WORDS <= len(inside) <= 0.5 * len(words):
            groups.append(inside)
            taken = set(inside)
            rest = [word for word in rest if word not in taken]
    return [rest, *groups]


def _boxes(page: PageContent) -> list[Region]:
    """Boxes, the smallest first; strips of one tint that lie upon each other, one a paragraph, are one box."""
    strips = [shape.region for shape in page.shapes if _may_be_box(shape, page)]
    boxes: list[Region] = []
    for strip in sorted(strips, key=lambda box: (round(box.x0), round(box.x1), box.top)):
        last = boxes[-1] if boxes else None
        if last is not None and _goes_on(last, strip):
            boxes[-1] = Region(page.number, last.x0, last.top, last.x1, max(last.bottom, strip.bottom))
        else:
            boxes.append(strip)
    large = (box for box in boxes if box.bottom - box.top >= _HIGH and box.area <= _SHARE * page.width * page.height)
    return sorted(large, key=lambda box: box.area)


def _may_be_box(shape: Shape, page: PageContent) -> bool:
    tinted = shape.fill is not None and min(shape.fill) < min(_PAPER)
    framed = shape.stroke is not None and len(shape.points) >= 4
    wide = shape.region.x1 - shape.region.x0 >= _WIDE and shape.region.bottom - shape.region.top > _NEAR
    return wide and (tinted or framed) and shape.region.x1 - shape.region.x0 < 0.95 * page.width


def _goes_on(above: Region, below: Region) -> bool:
    aligned = abs(above.x0 - below.x0) <= _NEAR and abs(above.x1 - below.x1) <= _NEAR
    return aligned and above.top - _NEAR <= below.top <= above.bottom + _NEAR


def _holds(box: Region, word: Word) -> bool:
    middle = (word.x0 + word.x1) / 2
    return box.x0 <= middle <= box.x1 and box.top <= word.middle <= box.bottom
