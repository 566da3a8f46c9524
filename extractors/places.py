"""Boxes found by where they stand: whoever compares each box of a page with each other one waits for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from schemas.claim import Region

Item = TypeVar("Item")
#: Height of a band of the page, and of the tallest page that there may be (ISO 32000-1, annex C), in points.
_BAND, _TALLEST = 24.0, 14_400.0


class Places(Generic[Item]):
    """Boxes with what they stand for, found by page and height."""

    def __init__(self, places: Iterable[tuple[Region, Item]] = ()) -> None:
        """Remember boxes."""
        self.bands: defaultdict[tuple[int, int], list[tuple[Region, Item]]] = defaultdict(list)
        for region, item in places:
            self.add(region, item)

    def add(self, region: Region, item: Item) -> None:
        """Remember a box."""
        for band in _bands(region):
            self.bands[region.page, band].append((region, item))

    def near(self, region: Region) -> Iterator[tuple[Region, Item]]:
        """The boxes at about the height of ``region``, with what they stand for; one may come twice."""
        for band in _bands(region):
            yield from self.bands.get((region.page, band), ())


def _bands(region: Region) -> range:
    return range(_band(region.top), _band(region.bottom) + 1)


def _band(height: float) -> int:
    """The band of a height; what lies above or below any page is in the first or the last."""
    return int(min(max(height, -_BAND), _TALLEST) // _BAND)
