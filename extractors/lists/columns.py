"""Columns of a list without rules: where white space runs down between them, and which header stands over each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.lists.column_headers import Role, role_of
from extractors.lists.order import header_parts
from extractors.text import Line, Word, plain, text_of

#: Ways to look for gutters, in order: their least width in font sizes, and what share of lines may run across.
_WAYS = ((0.4, 0.0), (0.2, 0.0), (0.4, 0.03))
_STEP = 0.5


@dataclass(frozen=True)
class Band:
    """A column's reach across the page, in points, and its header's lines."""

    x0: float
    x1: float
    header: tuple[Line, ...] = ()

    @property
    def label(self) -> str:
        """The header as text."""
        return text_of(self.header, narrow=True).verbatim

    @property
    def role(self) -> Role:
        """What the header says the column is."""
        return role_of(plain(self.label))

    def holds(self, word: Word) -> bool:
        """Whether a word stands in the column."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1


def columns_below(lines: Sequence[Line], headers: list[Band]) -> list[Band] | None:
    """The columns of a table below its headers; None where it is unsure which is which."""
    if not lines:
        return headers
    return next((found for way in _WAYS if (found := _under_headers(bands_of(lines, *way), headers))), None)


def columns_after(lines: Sequence[Line], before: list[Band]) -> list[Band] | None:
    """The columns of a table that goes on from the page before; None where it is unsure which is which."""
    return next((found for way in _WAYS if (found := _like_before(bands_of(lines, *way), before))), None)


def bands_of(lines: Sequence[Line], gutter: float = 0.4, crossing: float = 0.0) -> list[Band]:
    """Columns of lines, by the white space between them that runs through all lines but a share of ``crossing``."""
    words = [word for line in lines for word in line]
    if not words:
        return []
    left, size = min(word.x0 for word in words), sorted(word.size for word in words)[len(words) // 2]
    covered = [0] * (int((max(word.x1 for word in words) - left) / _STEP) + 2)
    for line in lines:
        for place in {place for word in line for place in _places(word, left)}:
            covered[place] += 1
    bands = _joined(covered, int(crossing * len(lines)), left, gutter * size)
    bands[0] = replace(bands[0], x0=left - 1)
    bands[-1] = replace(bands[-1], x1=max(word.x1 for word in words) + 1)
    return bands


def _places(word: Word, left: float) -> range:
    return range(int((word.x0 - left) / _STEP), int((word.x1 - left) / _STEP) + 1)


def _joined(covered: list[int], allowed: int, left: float, gutter: float) -> list[Band]:
    """Runs of covered places, joined over spaces narrower than a gutter."""
    bands: list[Band] = []
    for place, count in enumerate(covered):
        if count <= allowed:
            continue
        x0, x1 = left + place * _STEP, left + (place + 1) * _STEP
        if bands and x0 - bands[-1].x1 < gutter:
            bands[-1] = Band(bands[-1].x0, x1)
        else:
            bands.append(Band(x0, x1))
    return bands


def header_bands(lines: Iterable[Line]) -> list[Band]:
    """The headers of one or several lines above a table, left to right; parts above each other are one header."""
    bands: list[Band] = []
    for line in lines:
        for part in header_parts(line):
            x0, x1 = part[0].x0, part[-1].x1
            above = [band for band in bands if _overlap(band, Band(x0, x1))]
            bands = [band for band in bands if band not in above]
            x0, x1 = min([x0, *(band.x0 for band in above)]), max([x1, *(band.x1 for band in above)])
            bands.append(Band(x0, x1, (*(head for band in above for head in band.header), part)))
    return sorted(bands, key=lambda band: band.x0)


def _under_headers(bands: list[Band], headers: list[Band]) -> list[Band] | None:
    """Columns with their headers: as many in the same order, else each with the nearest; None where that is unsure.

    A column left of the first header has none of its own: it numbers the rows.
    """
    if not headers:
        return None
    numbering = [band for band in bands[:1] if len(bands) == len(headers) + 1 and band.x1 <= headers[0].x0]
    rest = bands[len(numbering) :]
    if len(rest) == len(headers):
        if any(_elsewhere(band, index, headers) for index, band in enumerate(rest)):
            return None
        pairs = zip(rest, headers, strict=True)
        return [*numbering, *(Band(band.x0, band.x1, head.header) for band, head in pairs)]
    return _nearest(bands, headers)


def _overlap(one: Band, other: Band) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def _elsewhere(band: Band, index: int, headers: list[Band]) -> bool:
    """Whether a column stands below another header than the one that it is counted to."""
    return not _overlap(band, headers[index]) and any(_overlap(band, head) for head in headers)


def _nearest(bands: list[Band], headers: list[Band]) -> list[Band] | None:
    """Each column goes to the only header that it overlaps; columns below one header are one, some have none."""
    found: dict[int, Band] = {}
    for band in bands:
        over = [index for index, head in enumerate(headers) if _overlap(band, head)]
        if len(over) != 1:
            return None
        before = found.get(over[0], band)
        found[over[0]] = Band(min(before.x0, band.x0), max(before.x1, band.x1), headers[over[0]].header)
    if any(_is_lost(index, found, headers) for index in range(len(headers))):
        return None
    return [found.get(index, head) for index, head in enumerate(headers)]


def _is_lost(index: int, found: dict[int, Band], headers: list[Band]) -> bool:
    """Whether a header that a list needs has nothing below it, though names stand in its group of columns."""
    role = headers[index].role
    if index in found or role in (Role.OTHER, Role.NAME):
        return False
    width = len(groups_of(headers)[0])
    group = range(index - index % width, index - index % width + width)
    return any(place in found for place in group)


def groups_of(columns: list[Band]) -> list[list[Band]]:
    """Columns that repeat side by side (Kommun, Poäng, Kommun, Poäng), each group by itself."""
    labels = [band.label for band in columns]
    count = sum(1 for band in columns if band.role is Role.NAME)
    width = len(columns) // count if count else len(columns)
    if count > 1 and labels == labels[:width] * count:
        return [columns[start : start + width] for start in range(0, len(columns), width)]
    return [columns]


def _like_before(bands: list[Band], before: list[Band]) -> list[Band] | None:
    """Columns that go on from the page before: as many, or each within one of them; None where that is unsure."""
    if len(bands) == len(before):
        return [Band(band.x0, band.x1, other.header) for band, other in zip(bands, before, strict=True)]
    return _nearest(bands, before)
