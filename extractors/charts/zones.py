"""Where a page's charts are: clusters of drawn shapes, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.charts.clusters import MIN_HEIGHT, MIN_WIDTH, clusters_of, hull_of, touches
from extractors.charts.model import Zone
from extractors.layout import lines_of, split_at_gaps
from extractors.pdf.page import PageContent
from extractors.pdf.shapes import Form, Shape
from extractors.tables.sheets import Sheet
from extractors.text import Line, Word
from schemas.claim import Region

_MIN_SHAPES = 3
_LABEL_WORDS = 5
_RUNNING = re.compile(r"[^\W\d_A-ZÅÄÖ]{2,},?")
#: A box that holds this many shapes is a background or a frame of theirs.
_HOLDS = 4
#: Keys of a legend are no larger, and no further from their chart.
_KEY_SIZE, _KEY_REACH = 45.0, 180.0
_FAR = 1e6
#: Labels, titles and legends stand at most this far above or below what is drawn.
_WORD_REACH = 100.0
#: Turned labels are long in the direction in which level ones are low.
_TURNED_REACH = 150.0
_WHITE = 250
#: A side of more steps than this is a curve that a program drew by lines.
_STEPS = 16


def chart_zones(page: PageContent, sheets: Sequence[Sheet], words: Iterable[Word]) -> list[Zone]:
    """The page's charts; each word goes to every chart that it may belong to, readers choose by position."""
    drawn = [shape for shape in page.shapes if _may_be_chart(shape, page, sheets)]
    if len(drawn) < 2:
        return []
    words = list(words)
    backgrounds = _backgrounds(drawn)
    drawn = [shape for shape in drawn if id(shape) not in backgrounds]
    clusters = clusters_of(drawn, words)
    charts = [cluster for cluster in clusters if _is_chart(cluster)]
    rest = [shape for cluster in clusters if not _is_chart(cluster) for shape in cluster]
    zones = [Zone(hull_of(cluster), tuple(cluster)) for cluster in charts]
    zones.sort(key=lambda zone: (zone.region.top, zone.region.x0))
    frames = [shape.region for shape in page.shapes if id(shape) in backgrounds]
    # A frame around a legend alone keeps it from no chart.
    apart = _distances([box for box in frames if any(_holds(box, zone.region) for zone in zones)], _text_heights(words))
    zones = [replace(zone, shapes=zone.shapes + _keys(zone, zones, rest, apart)) for zone in zones]
    return [_with_words(zone, zones, words, page) for zone in zones]


def _may_be_chart(shape: Shape, page: PageContent, sheets: Sequence[Sheet]) -> bool:
    box = shape.region
    if (box.x1 - box.x0) * (box.bottom - box.top) > 0.6 * page.width * page.height or not _visible(shape):
        return False
    return not any(touches(box, sheet.region, 2.0) for sheet in sheets)


def _visible(shape: Shape) -> bool:
    """Whether it shows on white paper: halos behind labels don't."""
    if shape.stroke is not None and min(shape.stroke) < _WHITE:
        return True
    return shape.patterned or (shape.fill is not None and min(shape.fill) < _WHITE)


def _backgrounds(shapes: Sequence[Shape]) -> set[int]:
    """Ids of boxes behind or around other shapes: areas of plots and charts, frames."""
    large = [shape for shape in shapes if _is_area(shape) and _is_large(shape.region)]
    return {
        id(shape)
        for shape in large
        if sum(_holds(shape.region, other.region) or _cuts(shape.region, other.region) for other in shapes) > _HOLDS
    }


def _is_area(shape: Shape) -> bool:
    """Whether it is a box: no line is a background of its markers, and no large sector one of small ones."""
    box = shape.region
    sides = (box.x0, box.x1), (box.top, box.bottom)
    on_sides = all(
        any(abs(place - edge) < 1 for place, edges in zip(point, sides, strict=True) for edge in edges)
        for point in shape.points
    )
    closed = shape.fill is not None or shape.path[-1:] == (("h", ()),) or shape.points[:1] == shape.points[-1:]
    return shape.form is Form.RECT or (shape.form is Form.CURVE and closed and on_sides)


def _is_large(box: Region) -> bool:
    return box.x1 - box.x0 >= MIN_WIDTH and box.bottom - box.top >= MIN_HEIGHT


def _holds(box: Region, other: Region) -> bool:
    return (
        box.x0 - 1 <= other.x0
        and other.x1 <= box.x1 + 1
        and box.top - 1 <= other.top
        and other.bottom <= box.bottom + 1
    )


def _cuts(box: Region, other: Region) -> bool:
    """Whether a shape reaches out of a box at its foot or its left alone: a bar that the axis cuts off."""
    across = box.x0 - 1 <= other.x0 and other.x1 <= box.x1 + 1
    down = box.top - 1 <= other.top and other.bottom <= box.bottom + 1
    foot = across and box.top - 1 <= other.top < box.bottom - 1 < other.bottom
    return foot or (down and other.x0 < box.x0 + 1 < other.x1 <= box.x1 + 1)


def _is_chart(shapes: Sequence[Shape]) -> bool:
    hull = hull_of(shapes)
    enough = len(shapes) >= _MIN_SHAPES or sum(_is_round(shape) for shape in shapes) >= 2
    return enough and _is_large(hull) and not _is_frame(hull, shapes)


def _is_round(shape: Shape) -> bool:
    """Whether it is filled and has a curved side, or one of many short steps: two such make a pie."""
    curved = any(operator == "c" for operator, _ in shape.path) or len(shape.path) > _STEPS
    return shape.fill is not None and curved


def _is_frame(box: Region, shapes: Iterable[Shape]) -> bool:
    """Whether all that is drawn in a box is lines along its own sides: a frame around text, and no chart."""
    return all(_on_side(shape.region, box) for shape in shapes)


def _on_side(shape: Region, box: Region, near: float = 2.0) -> bool:
    sides = (
        (max(abs(shape.x0 - edge), abs(shape.x1 - edge)) for edge in (box.x0, box.x1)),
        (max(abs(shape.top - edge), abs(shape.bottom - edge)) for edge in (box.top, box.bottom)),
    )
    return any(distance <= near for side in sides for distance in side)


def _text_heights(words: Iterable[Word]) -> list[float]:
    """Vertical middles of the lines that are running text for sure: a row of labels may have many words, too."""
    return [line[0].middle for line in lines_of(words) if any(_is_sentence(part) for part in split_at_gaps(line))]


def _is_sentence(part: Line) -> bool:
    """Whether a run of words is running text: a row of labels has numbers, capitals and abbreviations instead."""
    return sum(1 for word in part if _RUNNING.fullmatch(word.text)) >= _LABEL_WORDS


def _keys(zone: Zone, zones: list[Zone], rest: list[Shape], apart: _Apart) -> tuple[Shape, ...]:
    """Small shapes that lie apart, nearest to this chart: keys of its legend, and those in a row with them."""
    small = [shape for shape in rest if _side(shape) <= _KEY_SIZE]
    own = [shape for shape in small if _is_nearest(zone, zones, shape, apart)]
    rows = {round(shape.region.top) for shape in (*own, *zone.shapes) if _side(shape) <= _KEY_SIZE}
    return tuple(
        shape
        for shape in own
        if apart(shape.region, zone.region) <= _KEY_REACH or (round(shape.region.top) in rows and len(zones) == 1)
    )


_Apart = Callable[[Region, Region], float]


def _is_nearest(zone: Zone, zones: list[Zone], shape: Shape, apart: _Apart) -> bool:
    own = apart(shape.region, zone.region)
    return own < _FAR and all(own <= apart(shape.region, other.region) for other in zones)


def _distances(frames: Sequence[Region], sentences: Sequence[float]) -> _Apart:
    """How far a key is from a chart: nothing within one frame, and no way over running text or out of a frame."""

    def apart(key: Region, chart: Region) -> float:
        around = [frame for frame in frames if _holds(frame, key)]
        if around:
            return 0.0 if any(_holds(frame, chart) for frame in around) else _FAR
        top, bottom = min(key.bottom, chart.bottom), max(key.top, chart.top)
        if any(top < middle < bottom for middle in sentences):
            return _FAR
        return max(key.top - chart.bottom, chart.top - key.bottom, 0.0) + 0.3 * max(
            key.x0 - chart.x1, chart.x0 - key.x1, 0.0
        )

    return apart


def _side(shape: Shape) -> float:
    return max(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top)


def _with_words(zone: Zone, zones: list[Zone], words: list[Word], page: PageContent) -> Zone:
    """Give a chart the words around it, up to the next charts above, below and beside it."""
    reach = _reach(zone, [other.region for other in zones if other is not zone], page)
    return replace(
        zone,
        words=tuple(word for word in words if touches(word.region, reach, 0.0)),
        turned=tuple(word for word in page.rotated if touches(word.region, reach, _TURNED_REACH)),
    )


def _reach(zone: Zone, others: list[Region], page: PageContent) -> Region:
    drawn = hull_of(zone.shapes)
    beside = [other for other in others if other.top < drawn.bottom and drawn.top < other.bottom]
    over = [other for other in others if other.x0 < drawn.x1 and drawn.x0 < other.x1]
    return Region(
        page.number,
        max((other.x1 for other in beside if other.x1 <= drawn.x0), default=0.0),
        max([other.bottom for other in over if other.bottom <= drawn.top] + [drawn.top - _WORD_REACH]),
        min((other.x0 for other in beside if other.x0 >= drawn.x1), default=page.width),
        min([other.top for other in over if other.top >= drawn.bottom] + [drawn.bottom + _WORD_REACH]),
    )
