"""From claims to observations: one published value for each key, and all its claims as witnesses."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.catalog import Source
from schemas.claim import Claim, Figure
from schemas.codes import Kind, ObservationStatus, Origin, Reader, Statistic, Unit
from schemas.indicators import Binding
from warehouse.rows import Row

# The most exact place first; a published document before what was made from it.
ORIGINS = (Origin.PUBLISHED, Origin.RECONSTRUCTION, Origin.SYNTHETIC)
READERS = (Reader.TABLE, Reader.CHART_LABEL, Reader.PROSE, Reader.CAPTION, Reader.CHART_GEOMETRY)
KINDS = (Kind.REPORT, Kind.PRESS)
FIGURE_READERS = (Reader.CHART_LABEL, Reader.CHART_GEOMETRY, Reader.CAPTION)


@dataclass(frozen=True)
class Key:
    """What an observation is of; the order of its fields makes its id."""

    indicator_id: str
    year: int
    size_class: str | None
    category: str | None

    @property
    def observation_id(self) -> str:
        """Stable id, made of the key alone."""
        parts = (self.indicator_id, str(self.year), str(self.size_class), str(self.category))
        return "obs-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Bound:
    """A claim with its id, its source, the figures of that source, what it is bound to, and whether OCR read it."""

    claim_id: str
    claim: Claim
    source: Source
    binding: Binding
    figures: tuple[Figure, ...] = ()
    ocr: bool = False

    @property
    def key(self) -> Key:
        """The key it speaks of; a claim of no known year has none (see ``is_level``)."""
        assert self.claim.year is not None
        return Key(self.binding.indicator_id, self.claim.year, self.binding.size_class, self.binding.category)

    @property
    def interval(self) -> tuple[float, float]:
        """What the words allow, within 0-100; the value itself where nothing else is known."""
        low, high = self.claim.value_low, self.claim.value_high
        if low is None and high is None:
            low = high = self.claim.value
        return max(0.0 if low is None else low, 0.0), min(100.0 if high is None else high, 100.0)

    @property
    def place(self) -> tuple[str, int | None, Reader | None]:
        """Two claims at different places are independent; a scan is one place, for OCR mistakes a digit everywhere."""
        if self.ocr:
            return self.source.id, None, None
        return self.source.id, self.claim.page, self.claim.reader

    @property
    def precedence(self) -> tuple[int, int, float, int, int, str]:
        """Sort key: the smallest is published; text before OCR; of what one reader read, the narrowest interval."""
        low, high = self.interval
        made = ORIGINS.index(self.source.origin) + (len(ORIGINS) if self.ocr else 0)
        read = _place(self.claim.reader, READERS)
        return made, read, high - low, _place(self.source.kind, KINDS), self.claim.page or 0, self.claim_id


@dataclass(frozen=True)
class Reconciled:
    """Rows of ``observations`` and of ``witnesses``."""

    observations: tuple[Row, ...]
    witnesses: tuple[Row, ...]


def is_level(claim: Claim) -> bool:
    """Whether a claim says how large a share is, and of which year; changes and targets don't."""
    return claim.unit is Unit.PERCENT and claim.statistic is Statistic.SHARE and claim.year is not None


def reconcile(claims: Iterable[Bound]) -> Reconciled:
    """Make one observation for each key from the claims that say a share."""
    groups: dict[Key, list[Bound]] = defaultdict(list)
    for bound in claims:
        if is_level(bound.claim):
            groups[bound.key].append(bound)
    keys = sorted(groups, key=lambda key: key.observation_id)
    observations = [_observation(key, groups[key]) for key in keys]
    witnesses = [row for key in keys for row in _witnesses(key, groups[key])]
    return Reconciled(tuple(observations), tuple(witnesses))


def agree(one: Bound, other: Bound) -> bool:
    """Whether the intervals that the words of both allow overlap."""
    low = max(one.interval[0], other.interval[0])
    high = min(one.interval[1], other.interval[1])
    return low <= high or math.isclose(low, high)


def status(published: Bound, group: list[Bound]) -> ObservationStatus:
    """How well the published claim is vouched for by all claims for its key; what only OCR has read is not."""
    if not all(agree(published, other) for other in group):
        return ObservationStatus.CONTRADICTED
    if len({other.place for other in group}) > 1 and not all(other.ocr for other in group):
        return ObservationStatus.CORROBORATED
    return ObservationStatus.SINGLE


def published_of(group: list[Bound]) -> Bound:
    """The claim whose value is published: the first by precedence; of equals, the one that most others agree with."""

    def order(bound: Bound) -> tuple[tuple[int, int, float], int, tuple[int, int, str]]:
        made, read, width, kind, page, claim_id = bound.precedence
        agreeing = sum(agree(bound, other) for other in group)
        return (made, read, width), -agreeing, (kind, page, claim_id)

    return min(group, key=order)


def _observation(key: Key, group: list[Bound]) -> Row:
    published = published_of(group)
    claim = published.claim
    return (
        key.observation_id,
        key.indicator_id,
        key.year,
        key.size_class,
        key.category,
        claim.value,
        *published.interval,
        claim.qualifier,
        _respondents(published),
        len(group),
        status(published, group),
        published.claim_id,
    )


def _witnesses(key: Key, group: list[Bound]) -> list[Row]:
    published = published_of(group)
    return [
        (key.observation_id, bound.claim_id, agree(published, bound))
        for bound in sorted(group, key=lambda bound: bound.precedence)
    ]


def _respondents(published: Bound) -> int | None:
    """Those of the figure that the claim stands in, when its page has only one."""
    if published.claim.reader not in FIGURE_READERS:
        return None
    figures = [figure for figure in published.figures if figure.page == published.claim.page]
    return figures[0].respondents if len(figures) == 1 else None


def _place(item: Reader | Kind, order: tuple[Reader | Kind, ...]) -> int:
    return order.index(item) if item in order else len(order)
