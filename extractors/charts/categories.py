"""Categories: which label stands at which place of the category axis, found by position and never by order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from extractors.charts.labels import Label, cut, is_overprinted, label_of, parse_number
from extractors.layout import lines_of
from extractors.text import Line, Word, text_of
from schemas.claim import Region

#: How far the middle of a label may be from the middle of its place: a share of the places' distance, or font sizes.
_OFF_PITCH, _OFF_EM = 0.14, 0.5
#: Lines of one label follow at most this far below each other, in font sizes; an axis title stands further off.
_LEADING = 1.42
#: Lines of one row's label are no further apart; else they are labels of several rows.
_WRAPPED = 1.8
#: Labels begin at most this far from the plot (a long one's further lines may stand anywhere below), and pieces of one
#: row belong together up to here, in font sizes.
_REACH_EM, _APART_EM = 5.0, 2.5
_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)? ?%")
_VALUE = re.compile(r"%|[^\W\d]\d+$|(?:^|\s)0(?:[.,]0)?(?:\s|$)")


@dataclass(frozen=True)
class Category:
    """A place on the category axis with its name: the words as printed, and where it is in points."""

    name: str
    place: float
    words: tuple[Word, ...]


def name_below(places: Sequence[float], pitch: float, plot: Region, labels: Iterable[Label]) -> list[Category] | None:
    """Name places along x by the labels below (or above) a plot; None when a place gets no name or a doubtful one.

    Level labels are centred at their place, over several lines and on several levels; upright ones (90 degrees) too;
    slanted ones all end, or all begin, or all are centred at one distance from their places.
    """
    labels = list(labels)
    turned = [label for label in labels if label.angle]
    level = [label for label in labels if not label.angle]
    for side in (_below(plot), _above(plot)):
        found = _level_names(places, pitch, side, level) or _turned_names(places, pitch, side, turned)
        if found is not None:
            above = all(word.bottom <= plot.bottom for name in found for word in name.words)
            return None if _are_doubtful(found) or (above and _end_unlevel(found)) else found
    return None


def _end_unlevel(names: Sequence[Category]) -> bool:
    """Whether names above a plot don't all end at one height: running text and values of bars don't, names do."""
    ends = [max(word.bottom for word in name.words) for name in names]
    return max(ends) - min(ends) > _OFF_EM * names[0].words[0].size


def name_beside(places: Sequence[float], pitch: float, plot: Region, labels: Iterable[Label]) -> list[Category] | None:
    """Name places along y by the labels left (or right) of a plot; None when a place gets no name or a doubtful one."""
    level = [label for label in labels if not label.angle and not _stands_across(label, plot)]
    left = [label for label in level if label.region.x1 <= plot.x0 + 0.5 * label.size]
    right = [label for label in level if label.region.x0 >= plot.x1 - 0.5 * label.size]
    sides: tuple[tuple[list[Label], Callable[[Word], float]], ...] = (
        (left, lambda word: -word.x1),
        (right, lambda word: word.x0),
    )
    for side, near in sides:
        found = [_row_name(place, places, pitch, side, near) for place in places]
        names = [category for category in found if category]
        if places and len(names) == len(places):
            return None if _are_doubtful(names) else names
    return None


def _stands_across(label: Label, plot: Region) -> bool:
    """Whether it is a number on a side of the plot: a small bar's value, and no part of a name."""
    return label.number is not None and any(label.region.x0 < edge < label.region.x1 for edge in (plot.x0, plot.x1))


def _are_doubtful(names: Sequence[Category]) -> bool:
    return _hold_values(names) or any(is_overprinted(word) for name in names for word in name.words)


def _hold_values(names: Sequence[Category]) -> bool:
    """Whether value labels have run into some of the names: percentages are in all names (0-25 %) or in none.

    So are digits right behind a letter ("Skola0") and a lone zero, whose label stands where the bars begin. Nothing but
    percentages, or one number twice, are values in the place of names.
    """
    numbers = [name.name for name in names if parse_number(name.name)]
    if all(_PERCENTAGE.fullmatch(name.name) for name in names) or len(set(numbers)) < len(numbers):
        return True
    held = [_VALUE.search(name.name) is not None for name in names]
    return any(held) and not all(held)


def nearest(places: Sequence[float], x: float) -> int:
    """Index of the place nearest to ``x``."""
    return min(range(len(places)), key=lambda index: abs(places[index] - x))


def _below(plot: Region) -> Callable[[Label], float]:
    return lambda label: label.region.top - plot.bottom


def _above(plot: Region) -> Callable[[Label], float]:
    return lambda label: plot.top - label.region.bottom


def _tolerance(pitch: float, size: float) -> float:
    return max(_OFF_PITCH * pitch, min(_OFF_EM * size, 0.3 * pitch))


def _level_names(
    places: Sequence[float], pitch: float, distance: Callable[[Label], float], labels: list[Label]
) -> list[Category] | None:
    """Names of centred labels: each place takes the nearest one and the lines that follow it closely."""
    lines: list[list[Label]] = [[] for _ in places]
    for label in sorted(labels, key=distance):
        if distance(label) < -0.5 * label.size:
            continue
        near = distance(label) <= _REACH_EM * label.size
        fitting = _fitting(label, places, pitch)
        first, last = (nearest(places, x) for x in (label.region.x0, label.region.x1))
        if not fitting and first < last and all(own and _is_next(own, label) for own in lines[first : last + 1]):
            return None  # lines of several names that have run together: without them the names would be too short
        for part in fitting:
            own = lines[nearest(places, part.centre[0])]
            # Only a label's first line must be near to the plot: names may have many lines.
            if _goes_on(own, part) if own else near:
                own.append(part)
    return _named(places, [sorted(own, key=lambda part: (part.centre[1], part.centre[0])) for own in lines])


def _fitting(label: Label, places: Sequence[float], pitch: float) -> list[Label]:
    """The label if it is centred at a place, or its parts if words of several places have run together."""
    if _centred(label, places, pitch):
        return [label]
    words = [part for word in label.words for part in _unglued(word, places, pitch)]
    groups: dict[int, list[Word]] = {}
    for word in words:
        groups.setdefault(nearest(places, (word.x0 + word.x1) / 2), []).append(word)
    parts = [label_of(words) for words in groups.values()]
    apart = len(parts) > 1 and _gaps_between(parts) and all(_centred(part, places, pitch) for part in parts)
    return parts if apart else []


def _gaps_between(parts: Sequence[Label]) -> bool:
    """Whether labels that have run together stand further apart than their own words: a sentence has no such gaps."""
    between = min(other.region.x0 - one.region.x1 for one, other in pairwise(parts))
    inner = [other.x0 - one.x1 for part in parts for one, other in pairwise(part.words)]
    return not inner or between > 1.2 * max(inner)


def _unglued(word: Word, places: Sequence[float], pitch: float) -> list[Word]:
    """Cut a word that holds the ends of two labels, before a capital letter, where both parts are centred."""
    if len(word.edges) != len(word.text) + 1:
        return [word]
    for index in range(1, len(word.text)):
        if not word.text[index].isupper() or not word.text[index - 1].islower():
            continue
        left, right = cut(word, 0, index), cut(word, index, len(word.text))
        if all(_centred(label_of([part]), places, pitch) for part in (left, right)):
            return [left, right]
    return [word]


def _centred(label: Label, places: Sequence[float], pitch: float) -> bool:
    off = abs(label.centre[0] - places[nearest(places, label.centre[0])])
    wide = label.region.x1 - label.region.x0 > 2.2 * pitch
    return off <= _tolerance(pitch, label.size) and not (wide and len(places) > 1)


def _goes_on(own: list[Label], part: Label) -> bool:
    """Whether a line is the next of the same label: close, and set alike."""
    size = own[-1].size
    pitch = min(abs(part.region.bottom - line.region.bottom) for line in own)
    alike = abs(part.size - size) <= 0.1 * size and part.words[0].bold == own[-1].words[0].bold
    return alike and pitch <= _LEADING * size


def _is_next(own: list[Label], part: Label) -> bool:
    """Whether a line goes on with a label further from the plot; what stands beside it is another's."""
    beside = any(abs(part.centre[1] - line.centre[1]) < _OFF_EM * part.size for line in own)
    return _goes_on(own, part) and not beside


def _named(places: Sequence[float], lines: list[list[Label]]) -> list[Category] | None:
    if not all(lines):
        return None
    return [_category(place, [label.words for label in own]) for place, own in zip(places, lines, strict=True)]


def _category(place: float, lines: Iterable[Sequence[Word]]) -> Category:
    rows = [tuple(line) for line in lines]
    return Category(text_of(rows).verbatim, place, tuple(word for row in rows for word in row))


def _turned_names(
    places: Sequence[float], pitch: float, distance: Callable[[Label], float], labels: list[Label]
) -> list[Category] | None:
    near = [label for label in labels if -0.5 * label.size <= distance(label) <= _REACH_EM * label.size]
    for angle in sorted({label.angle for label in near}):
        alike = [label for label in near if label.angle == angle]
        name = _upright_names if angle in (90, 270) else _slanted_names
        found = name(places, pitch, alike)
        if found is not None:
            return found
    return None


def _upright_names(places: Sequence[float], pitch: float, labels: list[Label]) -> list[Category] | None:
    """Labels that stand on end: each one's lines lie around the middle of its place."""
    lines: list[list[Label]] = [[] for _ in places]
    for label in sorted(labels, key=lambda label: label.centre[0], reverse=labels[0].angle == 270):
        own = nearest(places, label.centre[0])
        if abs(label.centre[0] - places[own]) < 0.5 * pitch:
            lines[own].append(label)
    for place, block in zip(places, lines, strict=True):
        if block and abs(_middle(block) - place) > _tolerance(pitch, labels[0].size):
            return None
    return _named(places, lines)


def _middle(block: Sequence[Label]) -> float:
    return fmean((min(label.region.x0 for label in block), max(label.region.x1 for label in block)))


def _slanted_names(places: Sequence[float], pitch: float, labels: list[Label]) -> list[Category] | None:
    """One slanted label a place: their ends, their starts or their middles stand at one distance from the places."""
    anchors: tuple[Callable[[Label], float], ...] = (
        lambda label: label.region.x1,
        lambda label: label.region.x0,
        lambda label: label.centre[0],
    )
    found = [names for anchor in anchors if (names := _anchored(places, pitch, labels, anchor)) is not None]
    return found[0] if found and all([n.name for n in names] == [n.name for n in found[0]] for names in found) else None


def _anchored(
    places: Sequence[float], pitch: float, labels: list[Label], anchor: Callable[[Label], float]
) -> list[Category] | None:
    """Names of labels whose anchors all stand at one distance from their places, or None."""
    near = [
        (anchor(label) - places[own], own, label) for label in labels if (own := nearest(places, anchor(label))) >= 0
    ]
    near = [item for item in near if abs(item[0]) <= 0.5 * pitch]
    if not near:
        return None
    shift = median(off for off, _, _ in near)
    fitting = {own: label for off, own, label in near if abs(off - shift) <= 0.12 * pitch}
    if abs(shift) > 0.35 * pitch or len(fitting) != len(near):
        return None
    return _named(places, [[fitting[own]] if own in fitting else [] for own in range(len(places))])


def _row_name(
    place: float, places: Sequence[float], pitch: float, labels: list[Label], outwards: Callable[[Word], float]
) -> Category | None:
    """The words of one row: what is nearest to the plot and what follows it outwards without a wide gap."""
    own = [
        label
        for label in labels
        if abs(label.centre[1] - place) < 0.5 * pitch and places[nearest(places, label.centre[1])] == place
    ]
    named = [label for label in own if not (label.number and label.number.percent)]
    rows = [_adjacent(line, outwards) for line in lines_of(word for label in named or own for word in label.words)]
    words = [word for row in rows for word in row]
    if not words or any(other[0].bottom - one[0].bottom > _WRAPPED * one[0].size for one, other in pairwise(rows)):
        return None
    middle = (min(word.top for word in words) + max(word.bottom for word in words)) / 2
    if abs(middle - place) > _tolerance(pitch, words[0].size):
        return None
    return _category(place, rows)


def _adjacent(line: Line, outwards: Callable[[Word], float]) -> list[Word]:
    ordered = sorted(line, key=outwards)
    kept = ordered[:1]
    for one, other in pairwise(ordered):
        if max(one.x0, other.x0) - min(one.x1, other.x1) > _APART_EM * one.size:
            break
        kept.append(other)
    return sorted(kept, key=lambda word: word.x0)
