"""Rows of the dimension tables: what the codebook knows, and what the documents name beyond it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.book import BOOK
from schemas.claim import Extraction, Sheet
from schemas.reading import Reading
from warehouse.rows import Row

_BOUNDS = (
    (re.compile(r"(\d+)-(\d+)"), lambda low, high: (low, high)),
    (re.compile(r">= (\d+)()"), lambda low, _: (low, None)),
    (re.compile(r"> (\d+)()"), lambda low, _: (low + 1, None)),
    (re.compile(r"<= (\d+)()"), lambda high, _: (None, high)),
    (re.compile(r"< (\d+)()"), lambda high, _: (None, high - 1)),
)


def page_rows(source_id: str, extraction: Extraction, named: Iterable[int]) -> list[Row]:
    """One row a page; where nothing more is known of them, those that the medium has and those that are ``named``."""
    sheets = extraction.sheets or map(Sheet, sorted({*named, *range(1, extraction.pages + 1)}))
    return [(source_id, sheet.page, sheet.label, sheet.width, sheet.height, sheet.rotation) for sheet in sheets]


def size_class_rows(named: Iterable[str]) -> list[Row]:
    """The codebook's groups, then the classes that observations name beside them."""
    known = {group.id: (group.id, group.label_sv, group.label_en, "ranking", None, None) for group in BOOK.group}
    return [*known.values(), *(_size_class(name) for name in _beyond(named, known))]


def _size_class(name: str) -> Row:
    bounds = inhabitants(name)
    if bounds is None:
        return (name, name, None, "named", None, None)
    low, high = bounds
    return (name, f"{name} invånare", f"{name} inhabitants", "population", low, high)


def inhabitants(size_class: str) -> tuple[int | None, int | None] | None:
    """The fewest and the most inhabitants of a size class, both included; None where it prints no bounds."""
    for form, bounds in _BOUNDS:
        if found := form.fullmatch(size_class):
            return bounds(*(int(number) if number else None for number in found.groups()))
    return None


def category_rows(named: Iterable[str]) -> list[Row]:
    """The codebook's categories, then the ranges that observations name beside them."""
    known = {
        entry.id: (entry.id, dimension.id, entry.label_sv, entry.label_en)
        for dimension in BOOK.dimension
        for entry in dimension.category
    }
    return [*known.values(), *((name, None, name, None) for name in _beyond(named, known))]


def _beyond(named: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from sorted(set(named) - set(known))


def time_period_rows(readings: Iterable[Reading], spoken_of: Iterable[int]) -> list[Row]:
    """The years of the catalog's sources, and those that claims speak of."""
    sources = [reading.source for reading in readings]
    return [
        (year, bool(of), len(of), min((source.published_on for source in of if source.published_on), default=None))
        for year in sorted({source.year for source in sources} | set(spoken_of))
        for of in ([source for source in sources if source.year == year],)
    ]
