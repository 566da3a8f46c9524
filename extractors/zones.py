"""Where a page's charts are: clusters of drawn shapes, with the labels around them."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.layout import lines_of, split_at_gaps
from extractors.page import PageContent
from extractors.sheets import Sheet
from extractors.text import Word, join
from schemas.claim import Region

_MIN_SHAPES = 4
_MIN_WIDTH, _MIN_HEIGHT = 60.0, 40.0
_NEAR = 22.0
_LABEL_WORDS = 5
_ALIGNED, _GRID_STEP = 3.0, 90.0


def chart_zones(page: PageContent, sheets: list[Sheet]) -> list[Region]:
    """Boxes of the page's charts without their labels."""
    shapes = [shape.region for shape in page.shapes if _may_be_chart(shape.region, page, sheets)]
    return [
        box
        for box, count in _clusters(shapes, _sentence_heights(page.words))
        if count >= _MIN_SHAPES
        and box.x1 - box.x0 >= _MIN_WIDTH
        and box.bottom - box.top >= _MIN_HEIGHT
        and not _is_frame(box, shapes)
    ]


def _is_frame(box: Region, shapes: Iterable[Region]) -> bool:
    """Whether all that is drawn in a box is lines along its own sides: a frame around text, and no chart."""
    inside = (shape for shape in shapes if _touches(shape, box, 0.0))
    return all(_on_side(shape, box) for shape in inside)


def _on_side(shape: Region, box: Region, near: float = 2.0) -> bool:
    sides = (
        (max(abs(shape.x0 - edge), abs(shape.x1 - edge)) for edge in (box.x0, box.x1)),
        (max(abs(shape.top - edge), abs(shape.bottom - edge)) for edge in (box.top, box.bottom)),
    )
    return any(distance <= near for side in sides for distance in side)


def _may_be_chart(shape: Region, page: PageContent, sheets: list[Sheet]) -> bool:
    if (shape.x1 - shape.x0) * (shape.bottom - shape.top) > 0.6 * page.width * page.height:
        return False
    return not any(_touches(shape, sheet.region, 2.0) for sheet in sheets)


def _touches(one: Region, other: Region, margin: float) -> bool:
    return (
        one.x0 - margin <= other.x1
        and other.x0 - margin <= one.x1
        and one.top - margin <= other.bottom
        and other.top - margin <= one.bottom
    )


def _sentence_heights(words: Iterable[Word]) -> list[float]:
    """Vertical middles of the lines that hold running text."""
    return [line[0].middle for line in lines_of(words) if any(len(part) > _LABEL_WORDS for part in split_at_gaps(line))]


def _clusters(shapes: Iterable[Region], sentences: list[float]) -> list[tuple[Region, int]]:
    """Merge shapes that lie near each other, largest first, until nothing changes."""
    clusters = [(shape, 1) for shape in sorted(shapes, key=lambda shape: (shape.top, shape.x0))]
    merged = True
    while merged:
        merged = False
        kept: list[tuple[Region, int]] = []
        for box, count in clusters:
            index = next((i for i, (other, _) in enumerate(kept) if _belong(box, other, sentences)), None)
            if index is None:
                kept.append((box, count))
            else:
                kept[index] = (join(kept[index][0], box), kept[index][1] + count)
                merged = True
        clusters = kept
    return clusters


def _belong(one: Region, other: Region, sentences: list[float]) -> bool:
    """Shapes near each other, or lines of one grid above each other with no running text between."""
    if _touches(one, other, _NEAR):
        return True
    aligned = abs(one.x0 - other.x0) < _ALIGNED and abs(one.x1 - other.x1) < _ALIGNED
    top, bottom = min(one.bottom, other.bottom), max(one.top, other.top)
    return aligned and bottom - top < _GRID_STEP and not any(top < middle < bottom for middle in sentences)


def chart_words(zones: list[Region], words: Iterable[Word]) -> set[Word]:
    """Words inside charts, and short labels just around them."""
    found: set[Word] = set()
    candidates = list(words)
    for zone in zones:
        found |= {word for word in candidates if _inside(word, zone)}
        found |= _labels(zone, [word for word in candidates if word not in found])
    return found


def _inside(word: Word, zone: Region) -> bool:
    middle = (word.x0 + word.x1) / 2
    return zone.x0 - 1 <= middle <= zone.x1 + 1 and zone.top - 1 <= word.middle <= zone.bottom + 1


def _labels(zone: Region, words: list[Word]) -> set[Word]:
    """Lines of short pieces that touch the zone: axis labels, legends, value labels."""
    reach = Region(zone.page, zone.x0 - 4 * _NEAR, zone.top - _NEAR, zone.x1 + 2 * _NEAR, zone.bottom + _NEAR)
    found: set[Word] = set()
    for line in lines_of(words):
        parts = split_at_gaps(line)
        if all(len(part) <= _LABEL_WORDS for part in parts) and not _is_sentence(line):
            found |= {word for part in parts for word in part if _touches(word.region, reach, 0.0)}
    return found


def _is_sentence(line: tuple[Word, ...]) -> bool:
    last = line[-1].text
    return len(line) > 2 and (last.endswith((".", ":")) or (last[-1:].isalpha() and len(line) > _LABEL_WORDS))
