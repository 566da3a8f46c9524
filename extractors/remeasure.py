"""Measure a chart's bars and points again: by the pixels that PDFium paints and the numbers that it reads on the axis.

Nothing of the charts' readers is used: neither their shapes nor their calibration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from statistics import linear_regression

import pypdfium2 as pdfium
from PIL import Image

from extractors.pdf.pdfium import PrintedToken, number_tokens, page_scale, rendered
from schemas.claim import Claim, Region
from schemas.rereading import CONFIRMED, Finding, Outcome

_SCALE = 3.0
#: An edge: so far do neighbouring pixels differ, summed over three channels.
_EDGE = 36
#: Points that an edge may lie off the box, and ticks off their line; a label's middle is not quite its tick's.
_OFF, _TICK_OFF, _LABEL_OFF = 1.2, 1.0, 4.0
#: A marker of a line is no larger than this, in points.
_MARKER = 12.0
_LEAST_TICKS = 3


@dataclass(frozen=True)
class Axis:
    """Numbers in a row or a column that grow evenly: ``value = base + step * position``, positions in points."""

    upright: bool
    base: float
    step: float
    ticks: tuple[float, ...]

    def value(self, position: float) -> float:
        """The value at a position."""
        return self.base + self.step * position


class Drawn:
    """A page as PDFium paints it, and the numbers that PDFium reads on it; both when they are first asked for."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        """Look at ``page``, which must stay open as long as this is used."""
        self.page, self.number = page, number

    @classmethod
    @contextmanager
    def on(cls, document: pdfium.PdfDocument, number: int) -> Iterator[Drawn]:
        """Open a page, from 1, and close it."""
        page = document[number - 1]
        try:
            yield cls(page, number)
        finally:
            page.close()

    @cached_property
    def axes(self) -> list[Axis]:
        """All axes of numbers on the page."""
        tokens = number_tokens(self.page, self.number)
        return [
            axis for upright in (True, False) for group in _aligned(tokens, upright) if (axis := _axis(group, upright))
        ]

    @cached_property
    def scale(self) -> float:
        """Pixels a point."""
        return min(_SCALE, page_scale(self.page) * 1.5)

    @cached_property
    def image(self) -> Image.Image:
        """The page in colours."""
        return rendered(self.page, self.scale)

    def extent(self, box: Region, upright: bool, at: float) -> tuple[float, float] | None:
        """From where to where a bar is painted along its length, in points; ``at`` is where across it to look, 0-1."""
        start, end = (box.top, box.bottom) if upright else (box.x0, box.x1)
        low, high = (box.x0, box.x1) if upright else (box.top, box.bottom)
        line = round((low + at * (high - low)) * self.scale)
        first, last = round((start - 2 * _OFF) * self.scale), round((end + 2 * _OFF) * self.scale)
        pixels = [self._pixel(line, index, upright) for index in range(first, last + 1)]
        edges = [
            first + index + 1
            for index in range(len(pixels) - 1)
            if sum(abs(one - other) for one, other in zip(pixels[index], pixels[index + 1], strict=True)) > _EDGE
        ]
        return (edges[0] / self.scale, edges[-1] / self.scale) if edges else None

    def _pixel(self, line: int, index: int, upright: bool) -> tuple[int, ...]:
        x, y = (line, index) if upright else (index, line)
        inside = 0 <= x < self.image.width and 0 <= y < self.image.height
        pixel = self.image.getpixel((x, y)) if inside else (255, 255, 255)
        assert isinstance(pixel, tuple)
        return pixel


def remeasured(drawn: Drawn, claim: Claim) -> Finding:
    """Whether what is painted in a claim's box has, by an axis beside it, a value that the claim allows."""
    box, low, high = claim.marks[0], claim.value_low, claim.value_high
    if low is None or high is None:
        return Finding(Outcome.BEYOND, f"{claim.value_text}", "it names no interval to be held against")
    axes = [axis for axis in drawn.axes if _covers(axis, box)]
    if not axes:
        return Finding(Outcome.BEYOND, claim.value_text, "no axis with numbers stands beside it")
    found = [value for axis in axes for value in _values(drawn, axis, box)]
    if any(low - slack <= value <= high + slack for value, slack in found):
        return CONFIRMED
    told = f"{found[0][0]:.3g} by the axis" if found else "nothing is painted there with those edges"
    return Finding(Outcome.FAILED, f"{claim.value_text} ({low:g} to {high:g})", told)


def _values(drawn: Drawn, axis: Axis, box: Region) -> Iterator[tuple[float, float]]:
    """What a bar's painted length, or a marker's middle, may mean, each with how far it may be off."""
    start, end = (box.top, box.bottom) if axis.upright else (box.x0, box.x1)
    across = box.x1 - box.x0 if axis.upright else box.bottom - box.top
    step = abs(axis.step)
    for at in (0.5, 0.2, 0.8):
        seen = drawn.extent(box, axis.upright, at)
        if seen and abs(seen[0] - start) <= _OFF and abs(seen[1] - end) <= _OFF:
            long = seen[1] - seen[0]
            unsure = step * (_OFF + long * _TICK_OFF / 2 / (max(axis.ticks) - min(axis.ticks)))
            yield from ((value, unsure) for value in _by_length(axis, seen, step * long))
            if max(long, across) <= _MARKER:
                yield axis.value((seen[0] + seen[1]) / 2), step * _LABEL_OFF / 2


def _by_length(axis: Axis, seen: tuple[float, float], length: float) -> Iterator[float]:
    """A bar counts from zero; one that begins at another tick of the axis, from there."""
    yield length
    yield -length
    for tick in axis.ticks:
        for base, sign in ((seen[0], 1), (seen[1], -1)):
            if abs(tick - base) <= _LABEL_OFF:
                yield round(axis.value(tick), 6) + sign * (1 if axis.step > 0 else -1) * length


def _covers(axis: Axis, box: Region) -> bool:
    """Whether a bar lies within an axis, along it."""
    start, end = (box.top, box.bottom) if axis.upright else (box.x0, box.x1)
    room = (max(axis.ticks) - min(axis.ticks)) / 4
    return min(axis.ticks) - room <= start and end <= max(axis.ticks) + room


def _aligned(tokens: Sequence[PrintedToken], upright: bool) -> Iterator[list[PrintedToken]]:
    """Numbers below each other, by their right edges or middles, or beside each other, by their middles."""
    for place in (_right, _middle_x, _left) if upright else (_middle_y,):
        groups: list[list[PrintedToken]] = []
        for token in sorted(tokens, key=place):
            if groups and place(token) - place(groups[-1][-1]) <= _TICK_OFF:
                groups[-1].append(token)
            else:
                groups.append([token])
        yield from (group for group in groups if _LEAST_TICKS <= len(group) <= 60)


def _right(token: PrintedToken) -> float:
    return token.region.x1


def _left(token: PrintedToken) -> float:
    return token.region.x0


def _middle_x(token: PrintedToken) -> float:
    return (token.region.x0 + token.region.x1) / 2


def _middle_y(token: PrintedToken) -> float:
    return (token.region.top + token.region.bottom) / 2


def _axis(group: Sequence[PrintedToken], upright: bool) -> Axis | None:
    """The axis that most of the numbers lie on, when they are three at least."""
    place = _middle_y if upright else _middle_x
    points = [(place(token), value) for token in group if (value := _number(token.text)) is not None]
    best: list[tuple[float, float]] = []
    for (one, first), (other, second) in combinations(points, 2):
        if abs(other - one) < 4 or first == second:
            continue
        step = (second - first) / (other - one)
        on_it = [(at, value) for at, value in points if abs((value - first) / step - (at - one)) <= _TICK_OFF]
        best = max(best, on_it, key=len)
    if len(best) < _LEAST_TICKS:
        return None
    step, base = linear_regression([at for at, _ in best], [value for _, value in best])
    return Axis(upright, base, step, tuple(at for at, _ in best))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
