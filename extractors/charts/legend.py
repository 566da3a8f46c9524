"""Legends: a small key of each series' colour, with the series' name beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.charts.clusters import touches
from extractors.charts.labels import Label
from extractors.pdf.shapes import Colour, Shape
from extractors.text import Word, text_of
from schemas.claim import Region

#: Colours this near (in each of red, green and blue) are one colour that was rounded twice.
_SAME_COLOUR = 3
#: Rendered colours of one gradient differ more, in the bars of a chart.
_ALIKE = 14
#: A key is at most this high, and twice as wide, in font sizes.
_KEY_EM = 2.8
#: Beside a year a key is no higher than this: else it is a bar with its category.
_HIGH_KEY_EM = 2.1
#: A key's ground shows no more than this of itself on every side, in points; so many small boxes are looked at.
_EDGE, _MOST_GROUNDS = 3.0, 400
#: How far keys of one row may differ in place and size, in points.
_ALIGNED = 0.5
#: What a series is called whose key has no printed name beside it.
NAMELESS = "(utan namn)"


@dataclass(frozen=True)
class Entry:
    """A series of the legend: its name as printed, its colour, its key and the words of its name."""

    name: str
    colour: Colour
    key: Shape
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Legend:
    """The entries in printed order."""

    entries: tuple[Entry, ...] = ()

    def name(self, colour: Colour) -> str | None:
        """The name of a colour, None when the legend hasn't it."""
        return next((entry.name for entry in self.entries if same_colour(entry.colour, colour)), None)


def same_colour(one: Colour, other: Colour) -> bool:
    """Whether two colours differ by no more than rounding."""
    return _apart(one, other) <= _SAME_COLOUR


def settled(shapes: Iterable[Shape], legend: Legend) -> list[Shape]:
    """Give gradients and patterns one colour a series: that of the legend's key, else of the first that looks alike."""
    shapes = list(shapes)
    known = [entry.colour for entry in legend.entries]
    # The end of a gradient tells its series only where the keys have no gradients of their own.
    plain = known if all(len(entry.key.tints) < 2 for entry in legend.entries) else []
    groups: dict[Colour, Colour] = {}
    for shape in shapes:
        if shape.fill is None or shape.fill in groups or not (shape.tints or shape.patterned):
            continue
        ends = [tint for other in shapes if other.fill == shape.fill for tint in other.tints[1:]]
        colour = _nearest(known, [shape.fill]) or _nearest(plain, ends) or _by_ramp(shape.fill, legend)
        groups[shape.fill] = colour or _nearest(list(groups.values()), [shape.fill]) or shape.fill
    return [replace(shape, fill=groups[shape.fill]) if shape.fill in groups else shape for shape in shapes]


def _by_ramp(colour: Colour, legend: Legend) -> Colour | None:
    """The one key on whose gradient a colour lies."""
    found = [entry.colour for entry in legend.entries if _is_on_ramp(colour, entry.key.tints)]
    return found[0] if len(found) == 1 else None


def _is_on_ramp(colour: Colour, tints: Sequence[Colour]) -> bool:
    """Whether a colour is one of a gradient from its first to its last: a thin segment may show no more than that."""
    if len(tints) != 3:
        return False
    steps = [[start + (end - start) * step / 20 for start, end in zip(*tints[1:], strict=True)] for step in range(21)]
    return any(max(abs(a - b) for a, b in zip(colour, step, strict=True)) <= _ALIKE for step in steps)


def _nearest(known: list[Colour], tints: Sequence[Colour]) -> Colour | None:
    """The known colour that is nearest to any of the tints, if it is near."""
    near = {colour: off for colour in known for tint in tints if (off := _apart(colour, tint)) <= _ALIKE}
    exact = [colour for colour in near if near[colour] <= _SAME_COLOUR]
    # Two keys that are alike leave it open whose the shape is.
    return exact[0] if exact else next(iter(near)) if len(near) == 1 else None


def _apart(one: Colour, other: Colour) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2]))


def find_legend(shapes: Iterable[Shape], labels: Iterable[Label]) -> Legend:
    """The legend among a chart's shapes and labels; empty when it has none.

    Keys are alike in size, no two of one colour, and each has its name to its right; failing that, two or more have
    theirs to their left, or centred below them (one alone is a low bar with its category).
    """
    shapes, labels = list(shapes), sorted(labels, key=lambda label: (label.region.top, label.region.x0))
    beside = (_keys(shapes, labels, _names_right, 1), _keys(_without_bars(shapes), labels, _names_left, 2))
    # Where keys and names follow each other in a row, a name belongs to the key that it is nearer to.
    found = min(beside, key=lambda keys: (-len(keys), _widest_gap(keys))) or _keys(shapes, labels, _names_below, 2)
    entries = [_entry(key, found, labels) for key in found]
    return Legend((*entries, *_without_name(entries, shapes)))


def _without_bars(shapes: list[Shape]) -> list[Shape]:
    """The shapes below which none of their colour begins at the same left edge, as bars with names at their left do."""
    places = {(shape.fill or shape.stroke, round(shape.region.x0), round(shape.region.top)) for shape in shapes}
    begun = Counter((colour, left) for colour, left, _ in places)
    return [shape for shape in shapes if begun[shape.fill or shape.stroke, round(shape.region.x0)] == 1]


def _keys(shapes: list[Shape], labels: list[Label], beside: Callable[[Region, Label], bool], least: int) -> list[_Key]:
    """The largest group of keys with names ``beside`` them, of at least so many; empty when there is none."""
    keys = [_Key(shape, colour, label) for shape, colour, label in _candidates(shapes, labels, beside)]
    groups = [group for group in _alike(keys) if len(group) >= least and _is_legend(group, shapes)]
    return max(groups, key=len, default=[])


def _widest_gap(keys: Iterable[_Key]) -> float:
    return max((key.gap for key in keys), default=0.0)


@dataclass(frozen=True)
class _Key:
    shape: Shape
    colour: Colour
    label: Label

    @property
    def width(self) -> float:
        return self.shape.region.x1 - self.shape.region.x0

    @property
    def height(self) -> float:
        return self.shape.region.bottom - self.shape.region.top

    @property
    def gap(self) -> float:
        key, name = self.shape.region, self.label.region
        return max(name.x0 - key.x1, key.x0 - name.x1)


def _candidates(
    shapes: list[Shape], labels: list[Label], beside: Callable[[Region, Label], bool]
) -> Iterator[tuple[Shape, Colour, Label]]:
    """Small shapes with a name beside them; of several at one name the filled, the widest (a line and its marker)."""
    taken: set[int] = set()
    tops = [label.region.top for label in labels]
    small = max((label.size for label in labels), default=0.0) * _KEY_EM
    grounds = _grounds([shape for shape in shapes if _side(shape) <= 2 * small])
    for shape in sorted(reversed(shapes), key=_first_for_a_name):
        box, colour = shape.region, shape.fill or shape.stroke
        if colour is None or id(shape) in grounds or box.bottom - box.top > small or box.x1 - box.x0 > 2 * small:
            continue
        near = labels[bisect_left(tops, box.top - small) : bisect_right(tops, box.bottom + small)]
        names = [label for label in near if id(label) not in taken and beside(box, label)]
        label = names[0] if names else None
        if label is not None and not any(_overprints(label, other) for other in names[1:]):
            taken.add(id(label))
            yield shape, colour, label


def _side(shape: Shape) -> float:
    return max(shape.region.x1 - shape.region.x0, shape.region.bottom - shape.region.top)


def _grounds(shapes: Sequence[Shape]) -> set[int]:
    """Ids of boxes that a filled box painted later leaves but an edge of: grounds of keys."""
    filled = [shape for shape in shapes if shape.fill is not None][:_MOST_GROUNDS]
    return {
        id(shape)
        for index, shape in enumerate(filled)
        if any(_lies_on(shape.region, later.region) and later.fill != shape.fill for later in filled[index + 1 :])
    }


def _lies_on(ground: Region, box: Region) -> bool:
    edges = (box.x0 - ground.x0, ground.x1 - box.x1, box.top - ground.top, ground.bottom - box.bottom)
    return all(0 < edge <= _EDGE for edge in edges)


def _overprints(one: Label, other: Label) -> bool:
    """Whether two labels are printed over each other: it can't be told which of them is meant."""
    return touches(one.region, other.region, -0.15 * min(one.size, other.size))


def _first_for_a_name(shape: Shape) -> tuple[int, bool]:
    """The widest, and of those the filled one: of later ones first, for an earlier one may be its shadow."""
    return round(shape.region.x0 - shape.region.x1), shape.fill is None


def _names_right(key: Region, label: Label) -> bool:
    gap, middle = label.region.x0 - key.x1, (key.top + key.bottom) / 2
    return -0.1 * label.size <= gap <= 1.6 * label.size and abs(middle - label.centre[1]) <= 0.6 * label.size


def _names_left(key: Region, label: Label) -> bool:
    gap, middle = key.x0 - label.region.x1, (key.top + key.bottom) / 2
    return -0.1 * label.size <= gap <= 1.6 * label.size and abs(middle - label.centre[1]) <= 0.6 * label.size


def _names_below(key: Region, label: Label) -> bool:
    gap, middle = label.region.top - key.bottom, (key.x0 + key.x1) / 2
    return 0 <= gap <= 0.8 * label.size and abs(middle - label.centre[0]) <= 0.5 * label.size


def _alike(keys: list[_Key]) -> Iterator[list[_Key]]:
    """Groups of keys of one size; a colour that comes twice is no key's."""
    for first in keys:
        near = 0.1 * max(first.width, first.height)
        group = [key for key in keys if abs(key.width - first.width) <= near and abs(key.height - first.height) <= near]
        once = _unlike(Counter(key.colour for key in group))
        yield [key for key in group if key.colour in once]


def _unlike(colours: Counter[Colour]) -> set[Colour]:
    """Colours that come once, with none that is the same to the eye."""
    return {
        colour
        for colour, count in colours.items()
        if count == 1 and sum(same_colour(colour, other) for other in colours) == 1
    }


def _is_legend(keys: list[_Key], shapes: list[Shape]) -> bool:
    """Keys name what is drawn: most of their colours are drawn elsewhere; numbers for names only beside true keys."""
    boxes = {id(key.shape) for key in keys}
    drawn = [shape for shape in shapes if id(shape) not in boxes]
    named = [key for key in keys if any(_shows(shape, key.colour) for shape in drawn)]
    if not named or (len(keys) == 1 and keys[0].width > 4 * keys[0].label.size):
        return False
    numbers = [key.label.number.value for key in keys if key.label.number is not None]
    if len(set(numbers)) < len(numbers):
        return False
    return all(_may_name(key, numbers) for key in keys)


def _shows(shape: Shape, colour: Colour) -> bool:
    own = shape.fill or shape.stroke
    return (own is not None and same_colour(own, colour)) or any(_apart(tint, colour) <= _ALIKE for tint in shape.tints)


def _may_name(key: _Key, numbers: list[float]) -> bool:
    """Words, or beside a true key a year, or one of the steps of a scale (1, 2, 3 …)."""
    number = key.label.number
    if number is None:
        return any(char.isalnum() for char in key.label.text)
    if (
        number.percent
        or number.decimals
        or key.width > 3.5 * key.label.size
        or key.height > _HIGH_KEY_EM * key.label.size
    ):
        return False
    steps = sorted(numbers)
    is_scale = len(steps) > 2 and steps[0] in (0, 1) and steps[-1] - steps[0] == len(steps) - 1
    return 1900 <= number.value <= 2100 or is_scale


def _without_name(entries: list[Entry], shapes: list[Shape]) -> list[Entry]:
    """Keys in a row with two or more named ones, alike in size, that have only a drawing for a name."""
    if len(entries) < 2:
        return []
    first = entries[0].key.region
    found: list[Entry] = []
    for shape in shapes:
        box, known = shape.region, [*entries, *found]
        alike = all(
            abs(one - other) <= _ALIGNED
            for one, other in ((box.top, first.top), (box.bottom, first.bottom), (box.x1 - box.x0, first.x1 - first.x0))
        )
        if alike and shape.fill is not None and not any(same_colour(entry.colour, shape.fill) for entry in known):
            name = NAMELESS if not found else f"{NAMELESS} {len(found) + 1}"
            found.append(Entry(name, shape.fill, shape, ()))
    return found


def _entry(key: _Key, keys: list[_Key], labels: list[Label]) -> Entry:
    """The key's name with its further lines: below the first, flush with it, and no other key's."""
    first = {id(other.label) for other in keys}
    words, last = list(key.label.words), key.label
    for label in labels:
        flush = abs(label.region.x0 - last.region.x0) <= 0.3 * last.size
        pitch = label.region.bottom - last.region.bottom
        if id(label) not in first and flush and 0.7 * last.size <= pitch <= 1.45 * last.size:
            words += label.words
            last = label
    return Entry(text_of([tuple(words)]).verbatim, key.colour, key.shape, tuple(words))
