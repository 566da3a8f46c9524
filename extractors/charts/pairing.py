"""Which printed label belongs to which bar: by where it stands, never by order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.charts.bar_shapes import Arrangement, Bar, along, reach
from extractors.charts.labels import Label
from extractors.charts.slots import Slots

#: A label is at most this far from its series' place, as a share of the distance to the next series.
_OFF = 0.42
#: A label outside its bar is at most this far from it, in font sizes.
_BESIDE_EM = 1.3


@dataclass
class Pairs:
    """Labels by bar (its index), and by empty place (category, series); ``doubtful`` bars have more than one."""

    labels: dict[int, Label] = field(default_factory=dict)
    empty: dict[tuple[int, int], Label] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    loose: list[Label] = field(default_factory=list)

    def add(self, bar: int, label: Label) -> None:
        """Give a bar its label; a second one makes both doubtful."""
        if bar in self.labels or bar in self.doubtful:
            self.doubtful.add(bar)
            self.labels.pop(bar, None)
        else:
            self.labels[bar] = label


def pair_labels(drawn: Arrangement, series: Sequence[int], slots: Slots, labels: Iterable[Label]) -> Pairs:
    """Pair the numbers in a plot with its bars; ``series`` is the series of each bar."""
    pairs = Pairs()
    if drawn.stacked:
        for label in labels:
            _pair_segment(pairs, drawn, label)
        return pairs
    bars = {(slots.of(bar), own): index for index, (bar, own) in enumerate(zip(drawn.bars, series, strict=True))}
    places = [(slots.place(*key), key) for key in _keys(slots)]
    for label in labels:
        _pair_bar(pairs, drawn, bars, places, label)
    return pairs


def _keys(slots: Slots) -> list[tuple[int, int]]:
    return [(category, series) for category in range(len(slots.categories)) for series in slots.offsets]


def _pair_bar(
    pairs: Pairs,
    drawn: Arrangement,
    bars: dict[tuple[int, int], int],
    places: list[tuple[float, tuple[int, int]]],
    label: Label,
) -> None:
    """Give a label to the bar that it stands at, else to the empty place that it stands at."""
    low, high = along(label.region, drawn.upright)
    middle = (low + high) / 2
    index = _bar_at(drawn, middle, label)
    key = None if index is not None else _empty_place(drawn, bars, places, middle, label)
    if index is not None:
        pairs.add(index, label)
    elif key is None or key in pairs.empty:
        pairs.loose.append(label)
    else:
        pairs.empty[key] = label


def _bar_at(drawn: Arrangement, middle: float, label: Label) -> int | None:
    """Index of the bar whose middle is nearest to the label's, if near enough, with the label at one of its ends."""
    index, bar = min(enumerate(drawn.bars), key=lambda item: abs(item[1].centre - middle))
    near = abs(bar.centre - middle) <= _OFF * drawn.thickness
    return index if near and _is_beside(label, *_extent(bar, drawn.base), drawn.upright) else None


def _empty_place(
    drawn: Arrangement,
    bars: dict[tuple[int, int], int],
    places: list[tuple[float, tuple[int, int]]],
    middle: float,
    label: Label,
) -> tuple[int, int] | None:
    """The place without a bar that a label stands at, where a bar of 0 would begin."""
    nearest = sorted((abs(place - middle), key) for place, key in places)[:2]
    room = drawn.thickness if len(nearest) < 2 else min(drawn.thickness, nearest[0][0] + nearest[1][0])
    off, key = nearest[0]
    near = off <= _OFF * max(room, 0.6 * drawn.thickness)
    return key if near and key not in bars and _is_beside(label, drawn.base, drawn.base, drawn.upright) else None


def _extent(bar: Bar, base: float) -> tuple[float, float]:
    return min(base, bar.outer), max(base, bar.outer)


def _is_beside(label: Label, start: float, end: float, upright: bool) -> bool:
    near, far = reach(label.region, upright)
    return max(near - end, start - far) <= _BESIDE_EM * label.size


def _pair_segment(pairs: Pairs, drawn: Arrangement, label: Label) -> None:
    """A label belongs to the segment that its middle is in."""
    low, high = along(label.region, drawn.upright)
    near, far = reach(label.region, drawn.upright)
    across, middle = (low + high) / 2, (near + far) / 2
    for index, bar in enumerate(drawn.bars):
        inside = min(bar.inner, bar.outer) - 0.2 <= middle <= max(bar.inner, bar.outer) + 0.2
        if inside and abs(bar.centre - across) <= 0.5 * drawn.thickness:
            pairs.add(index, label)
            return
    pairs.loose.append(label)
