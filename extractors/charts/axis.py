"""Value axes: tick labels that lie on a line, and the scale that they give with its residual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean, median

from extractors.charts.labels import Label

#: How far a tick label may stand from its place on the scale, in font sizes: they are set by eye or by half points.
_NEAR_EM = 0.2
#: How far a grid line may stand from the middle of its tick label, in font sizes: the middle of a box is not that of
#: its digits, and some programs print labels above their line.
_SNAP_EM = 0.75
_LEAST_TICKS = 3
#: What is not known of a label's place without a line beside it, in font sizes: a third of it is between the middle
#: of a box and that of its digits in some fonts.
_UNSNAPPED_EM = 0.4
_MOST_TICKS = 40


@dataclass(frozen=True)
class Scale:
    """``value = start + step * coordinate``.

    ``fit`` is how far the ticks are off the line at most, in values; ``residual`` adds what is not known of where the
    line begins, unless it is ``snapped``: calibrated on drawn lines.
    """

    start: float
    step: float
    fit: float
    residual: float
    ticks: tuple[Label, ...]
    snapped: bool = True

    def value(self, coordinate: float) -> float:
        """Value at a coordinate in points."""
        return self.start + self.step * coordinate

    def coordinate(self, value: float) -> float:
        """Coordinate in points of a value."""
        return (value - self.start) / self.step

    @property
    def percent(self) -> bool:
        """Whether its tick labels have percent signs."""
        return any(tick.number is not None and tick.number.percent for tick in self.ticks)


@dataclass(frozen=True)
class _Tick:
    label: Label
    value: float
    place: float


def find_scales(labels: Iterable[Label], lines: Sequence[float], upright: bool) -> list[Scale]:
    """The scales of all rows (or for an ``upright`` axis columns) of numbers that lie on a line, best first.

    ``labels`` are those that may be tick labels; ``lines`` the coordinates of grid lines and tick marks across the
    axis; coordinates are x, or for an ``upright`` axis minus y, so that they grow with what is drawn higher.
    """
    ticks = [_Tick(label, label.number.value, _place(label, upright)) for label in labels if label.number]
    found = [scale for group in _groups(ticks, upright) if (scale := _fit(group, lines)) is not None]
    found.sort(key=lambda scale: (-len(scale.ticks), scale.residual))
    distinct: list[Scale] = []
    for scale in found:
        if not any(set(scale.ticks) & set(other.ticks) for other in distinct):
            distinct.append(scale)
    return distinct


def one_measure(scales: Sequence[Scale]) -> Scale | None:
    """The scale that all axes agree on: none when two axes (left and right) measure differently."""
    if not scales:
        return None
    first = scales[0]
    low, high = sorted(first.coordinate(tick.number.value) for tick in first.ticks if tick.number)[
        :: len(first.ticks) - 1
    ]
    for other in scales[1:]:
        near = first.residual + other.residual + 0.01 * abs(first.value(high) - first.value(low))
        if any(abs(first.value(end) - other.value(end)) > near for end in (low, high)):
            return None
    return first


def _place(label: Label, upright: bool) -> float:
    x, y = label.centre
    return -y if upright else x


def _groups(ticks: list[_Tick], upright: bool) -> list[list[_Tick]]:
    """Ticks in one row (by their middle), or in one column (by their right edge, their middle or their left edge)."""
    if not upright:
        return _aligned(ticks, [tick.label.centre[1] for tick in ticks])
    edges = (
        [tick.label.region.x1 for tick in ticks],
        [tick.label.centre[0] for tick in ticks],
        [tick.label.region.x0 for tick in ticks],
    )
    return [group for edge in edges for group in _aligned(ticks, edge)]


def _aligned(ticks: list[_Tick], edges: list[float]) -> list[list[_Tick]]:
    groups: list[list[_Tick]] = []
    last = 0.0
    for edge, _, tick in sorted(
        (edge, index, tick) for index, (edge, tick) in enumerate(zip(edges, ticks, strict=True))
    ):
        if groups and edge - last <= 0.3 * tick.label.size:
            groups[-1].append(tick)
        else:
            groups.append([tick])
        last = edge
    return [group for group in groups if _LEAST_TICKS <= len(group) <= _MOST_TICKS]


def _fit(ticks: list[_Tick], lines: Sequence[float]) -> Scale | None:
    """The line that most ticks lie on; none when fewer than three do or others stand among them."""
    near = _NEAR_EM * median(tick.label.size for tick in ticks)
    best: list[_Tick] = []
    for one, other in combinations(ticks, 2):
        if one.value == other.value or abs(one.place - other.place) < near:
            continue
        step = (other.value - one.value) / (other.place - one.place)
        on_line = [tick for tick in ticks if abs((tick.value - one.value) / step - (tick.place - one.place)) <= near]
        if len(on_line) > len(best):
            best = on_line
    if len(best) < _LEAST_TICKS:
        return None
    pushed = _pushed_in(ticks, best, near)
    if len(best) + len(pushed) < 0.8 * len(ticks):
        return None
    return _calibrate(best, pushed, lines)


def _pushed_in(ticks: list[_Tick], on_line: list[_Tick], near: float) -> list[_Tick]:
    """The outermost ticks, where programs push them inwards so that they don't stick out: their box holds their place.

    They say nothing of the scale, but belong to the axis.
    """
    scale = _least_squares(on_line)
    outermost = (min(ticks, key=lambda tick: tick.place), max(ticks, key=lambda tick: tick.place))
    return [
        tick
        for tick in outermost
        if tick not in on_line
        and abs(scale.coordinate(tick.value) - tick.place) <= (tick.label.region.x1 - tick.label.region.x0) / 2 + near
    ]


def _calibrate(ticks: list[_Tick], pushed: list[_Tick], lines: Sequence[float]) -> Scale:
    """Fit through the lines that the labels name, or through the labels where no lines are drawn."""
    size = median(tick.label.size for tick in ticks)
    snapped = _snap(ticks, lines, size)
    fitted = _least_squares(snapped or ticks)
    unknown = 0.0 if snapped else _UNSNAPPED_EM * size * abs(fitted.step)
    found = tuple(tick.label for tick in (*ticks, *pushed))
    return replace(fitted, residual=fitted.fit + unknown, ticks=found, snapped=snapped is not None)


def _snap(ticks: list[_Tick], lines: Sequence[float], size: float) -> list[_Tick] | None:
    """Move ticks to drawn lines that all stand at one distance from their labels."""
    shifts = {line - tick.place for tick in ticks for line in lines if abs(line - tick.place) <= _SNAP_EM * size}
    moved = [_moved(ticks, lines, shift, _NEAR_EM * size) for shift in sorted(shifts, key=abs)]
    best = max(moved, key=len, default=[])
    return best if len(best) >= max(2, 0.5 * len(ticks)) else None


def _moved(ticks: list[_Tick], lines: Sequence[float], shift: float, near: float) -> list[_Tick]:
    """The ticks that have a line at ``shift`` from their label, moved there."""
    found = []
    for tick in ticks:
        off, line = min((abs(line - tick.place - shift), line) for line in lines)
        if off <= near:
            found.append(replace(tick, place=line))
    return found


def _least_squares(ticks: list[_Tick]) -> Scale:
    place, value = fmean(tick.place for tick in ticks), fmean(tick.value for tick in ticks)
    spread = sum((tick.place - place) ** 2 for tick in ticks)
    step = sum((tick.place - place) * (tick.value - value) for tick in ticks) / spread
    start = value - step * place
    residual = max(abs(start + step * tick.place - tick.value) for tick in ticks)
    return Scale(start, step, residual, residual, tuple(tick.label for tick in ticks))
