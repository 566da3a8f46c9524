"""Which printed label belongs to which sector of a pie: by where it stands inside or outside, or by its leader line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.charts.labels import Label, Number, label_of, parse_number
from extractors.charts.sectors import Sector, turn_of
from extractors.layout import line_text
from extractors.pdf.shapes import Point, Shape
from extractors.text import Word, join, text_of
from schemas.claim import Region

#: What a number leaves in the name that it is printed across: "ell4e%r".
_OVERPRINTED = re.compile(r"[a-zåäö]\d+[a-zåäö]|[^\W\d_]%|%[^\W\d_]")
#: Labels outside stand at most this far from the rim, in font sizes; at the end of a leader line further.
_REACH_EM, _LEADER_EM = 2.6, 8.0
#: A leader line ends this near to its label, in font sizes, and this near to the rim, in radii.
_AT_LABEL_EM, _AT_RIM = 0.9, 0.12
#: Lines of one label overlap and follow each other at most this closely, in font sizes.
_LEADING_EM, _MOST_NAME_WORDS = 0.75, 8


@dataclass(frozen=True)
class Tag:
    """A number printed at a pie, with the name that is printed with it (empty when there is none)."""

    number: Number
    label: Label
    name: str
    words: tuple[Word, ...]
    region: Region


def tags_of(labels: Iterable[Label], sectors: Sequence[Sector]) -> list[Tag] | None:
    """The numbers in and around a pie with their names.

    None when two numbers are printed as one label, or a number is printed across a name.
    """
    near = [label for label in labels if not label.angle and _is_near(label.region, label.size, sectors, _LEADER_EM)]
    tags = []
    for group in _groups(near):
        numbers = [label for label in group if _parted(label)[1]]
        if len(numbers) > 1:
            if any(label.number is None for label in group):
                return None
            tags += [_tag(label, []) for label in numbers]
        elif numbers:
            tags.append(_tag(numbers[0], [label for label in group if label is not numbers[0]]))
    return None if any(_OVERPRINTED.search(tag.name) for tag in tags) else tags


def sector_at(tag: Tag, sectors: Sequence[Sector], leaders: Iterable[tuple[Point, Point]]) -> int | None:
    """Index of the sector that a label belongs to; None when it stands at none."""
    centre, outer = sectors[0].centre, sectors[0].outer
    middle = tag.label.centre
    if math.dist(middle, centre) <= outer:
        return _holding(sectors, middle) if math.dist(middle, centre) >= 0.9 * sectors[0].inner else None
    for start, end in leaders:
        for here, there in ((start, end), (end, start)):
            if _gap(tag.region, here) <= _AT_LABEL_EM * tag.label.size and _is_at_rim(there, centre, outer):
                return _holding(sectors, there)
    if not _is_near(tag.region, tag.label.size, sectors, _REACH_EM):
        return None
    return _holding(sectors, _facing(tag.region, centre))


def leaders_of(shapes: Iterable[Shape]) -> list[tuple[Point, Point]]:
    """Ends of the open strokes of two or three points: leader lines, among others."""
    return [
        (shape.points[0], shape.points[-1])
        for shape in shapes
        if shape.stroke is not None and 2 <= len(shape.points) <= 3 and shape.path[-1][0] != "h"
    ]


def _holding(sectors: Sequence[Sector], point: Point) -> int | None:
    return next((i for i, sector in enumerate(sectors) if sector.holds(turn_of(sector.centre, point))), None)


def _parted(label: Label) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a label's name and those of the number that it ends with: ``Ja 57 %``, ``Ja; 57 %``."""
    if label.number is not None:
        return (), label.words
    for start in range(1, len(label.words)):
        number = label.words[start:]
        if parse_number(line_text(number)) and any(char.isalpha() for char in label.words[start - 1].text):
            return label.words[:start], number
    return label.words, ()


def _tag(label: Label, others: Sequence[Label]) -> Tag:
    """A number with the lines of its name, which are set as it is."""
    name, number = _parted(label)
    printed = label_of(number)
    lines = [other for other in others if _is_name_line(other, printed)] + ([label_of(name)] if name else [])
    lines.sort(key=lambda line: line.region.top)
    words = tuple(word for line in (*lines, printed) for word in line.words)
    region = printed.region
    for line in lines:
        region = join(region, line.region)
    text = text_of(line.words for line in lines).verbatim if lines else ""
    return Tag(_number(printed), printed, text.rstrip(" ;:,"), words, region)


def _number(label: Label) -> Number:
    if label.number is None:
        raise ValueError(f"{label.text!r} is no number")
    return label.number


def _is_name_line(line: Label, label: Label) -> bool:
    alike = abs(line.size - label.size) <= 0.15 * label.size
    return alike and len(line.words) <= _MOST_NAME_WORDS and any(char.isalpha() for char in line.text)


def _groups(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels that are printed as one: lines close below each other."""
    groups: list[list[Label]] = []
    for label in labels:
        touching = [group for group in groups if any(_follow(label, other) for other in group)]
        for group in touching:
            groups.remove(group)
        groups.append([*(other for group in touching for other in group), label])
    return groups


def _follow(one: Label, other: Label) -> bool:
    upper, lower = sorted((one.region, other.region), key=lambda box: box.top)
    beside = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    return beside > 0 and -0.5 * one.size <= lower.top - upper.bottom <= (_LEADING_EM - 0.4) * one.size


def _is_near(box: Region, size: float, sectors: Sequence[Sector], em: float) -> bool:
    centre, outer = sectors[0].centre, sectors[0].outer
    return math.dist(_nearest_point(box, centre), centre) <= outer + em * size


def _facing(box: Region, centre: Point) -> Point:
    """The middle of the side that a label outside turns to the pie: programs anchor it there."""
    if box.x0 <= centre[0] <= box.x1:
        return (box.x0 + box.x1) / 2, _nearest_point(box, centre)[1]
    return _nearest_point(box, centre)[0], (box.top + box.bottom) / 2


def _nearest_point(box: Region, point: Point) -> Point:
    return min(max(point[0], box.x0), box.x1), min(max(point[1], box.top), box.bottom)


def _gap(box: Region, point: Point) -> float:
    return math.dist(_nearest_point(box, point), point)


def _is_at_rim(point: Point, centre: Point, outer: float) -> bool:
    return math.dist(point, centre) <= (1 + _AT_RIM) * outer
