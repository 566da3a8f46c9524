"""From claims to observations: one published value for each key, and all its claims as witnesses.

Which claim is published is decided by ``Bound.precedence``, in this order:

1. what its publisher made, before what was made from it, before a test;
2. a table's cell, a chart's printed label, prose, a caption, a chart's geometry;
3. an exact number ("46 procent"), a qualified one ("drygt 20 procent"), a spoken fraction ("fyra av fem");
4. the narrower interval;
5. a report before a press page;
6. the claim that most others agree with, the earlier page, the claim's id.

Independent are two *places*: a work's running text, captions, tables or charts of one page. So a number that one
sentence says twice, a bar and its label, and a transcript or another copy of the same work vouch for a reading, not
for the fact. A work is a publisher's report (or press page, or list) on one survey year.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.catalog import Source
from schemas.claim import Claim, Figure
from schemas.codes import Kind, ObservationStatus, Origin, Reader, Statistic, Unit
from schemas.indicators import Binding
from warehouse.rows import Row

ORIGINS = (Origin.PUBLISHED, Origin.RECONSTRUCTION, Origin.SYNTHETIC)
READERS = (Reader.TABLE, Reader.CHART_LABEL, Reader.PROSE, Reader.CAPTION, Reader.CHART_GEOMETRY)
KINDS = (Kind.REPORT, Kind.PRESS)
FIGURE_READERS = (Reader.CHART_LABEL, Reader.CHART_GEOMETRY, Reader.CAPTION)
EXACT, QUALIFIED, SPOKEN = range(3)
# Scores and ranks have views of their own; a target is no observation.
MEASURED = frozenset(Statistic) - {Statistic.SCORE, Statistic.RANK, Statistic.TARGET}
_FIGURES = re.compile(r"\d|%|procent|per ?cent", re.IGNORECASE)
_SAME_PLACE = {Reader.CHART_GEOMETRY: Reader.CHART_LABEL}


@dataclass(frozen=True)
class Key:
    """What an observation is of; the order of its fields makes its id."""

    indicator_id: str
    year: int
    size_class: str | None
    category: str | None
    statistic: Statistic = Statistic.SHARE
    unit: Unit = Unit.PERCENT

    @property
    def observation_id(self) -> str:
        """Stable id, made of the key alone."""
        parts = [self.indicator_id, str(self.year), str(self.size_class), str(self.category)]
        if not self.is_share:
            parts += [self.statistic, self.unit]
        return "obs-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def is_share(self) -> bool:
        """Whether it is a share in percent."""
        return self.statistic is Statistic.SHARE and self.unit is Unit.PERCENT


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
    def year(self) -> int | None:
        """The year that its label says, else that its words say."""
        return self.binding.year or self.claim.year

    @property
    def key(self) -> Key:
        """The key it speaks of; a claim of no known year has none (see ``is_measured``)."""
        assert self.year is not None
        binding, claim = self.binding, self.claim
        return Key(binding.indicator_id, self.year, binding.size_class, binding.category, claim.statistic, claim.unit)

    @property
    def interval(self) -> tuple[float, float]:
        """What the words allow; the value itself where nothing else is known. A share stays within 0-100."""
        low, high = self.claim.value_low, self.claim.value_high
        if low is None and high is None:
            low = high = self.claim.value
        bottom, top = (0.0, 100.0) if self.key.is_share else (-math.inf, math.inf)
        return max(bottom if low is None else low, bottom), min(top if high is None else high, top)

    @property
    def work(self) -> tuple[str, int, Kind]:
        """What it is printed in; a transcript or a reconstruction of a report is the same work."""
        return self.source.publisher, self.source.year, self.source.kind

    @property
    def place(self) -> tuple[tuple[str, int, Kind], int | None, Reader | None]:
        """Two claims at different places are independent; a scan is one place, for OCR mistakes a digit everywhere."""
        if self.ocr:
            return self.work, None, None
        return self.work, self.claim.page, _SAME_PLACE.get(self.claim.reader, self.claim.reader)

    @property
    def form(self) -> int:
        """How exactly the number is said."""
        if self.claim.unit is Unit.PERCENT and not _FIGURES.search(self.claim.value_text):
            return SPOKEN
        return QUALIFIED if self.claim.qualifier else EXACT

    @property
    def precedence(self) -> tuple[tuple[int, int, int, float, int], tuple[int, str]]:
        """Sort key, the smallest is published: the first part decides, text before OCR; the second orders equals."""
        low, high = self.interval
        made = ORIGINS.index(self.source.origin) + (len(ORIGINS) if self.ocr else 0)
        read = _place(self.claim.reader, READERS)
        kind = _place(self.source.kind, KINDS)
        return (made, read, self.form, high - low, kind), (self.claim.page or 0, self.claim_id)


@dataclass(frozen=True)
class Contradicted:
    """Why an observation is contradicted: the quarantine's row, and whether that still holds it back."""

    quarantine_id: str
    held: bool


@dataclass(frozen=True)
class Reconciled:
    """Rows of ``observations`` and of ``witnesses``."""

    observations: tuple[Row, ...]
    witnesses: tuple[Row, ...]


def is_measured(bound: Bound) -> bool:
    """Whether a claim says a value for a whole key: of which year, and of which answer to a question."""
    claim = bound.claim
    known = claim.value is not None and bound.year is not None and not bound.binding.partial
    return known and claim.statistic in MEASURED


def grouped(claims: Iterable[Bound]) -> dict[Key, list[Bound]]:
    """Gather the claims that say a value by what they say it of."""
    groups: dict[Key, list[Bound]] = defaultdict(list)
    for bound in claims:
        if is_measured(bound):
            groups[bound.key].append(bound)
    return groups


def reconcile(claims: Iterable[Bound], contradictions: Mapping[Key, Contradicted] | None = None) -> Reconciled:
    """Make one observation for each key from the claims that say its value, and mark what is contradicted."""
    groups, denied = grouped(claims), contradictions or {}
    keys = sorted(groups, key=lambda key: key.observation_id)
    observations = [_observation(key, groups[key], denied.get(key)) for key in keys]
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

    def order(bound: Bound) -> tuple[tuple[int, int, int, float, int], int, tuple[int, str]]:
        decisive, rest = bound.precedence
        return decisive, -sum(agree(bound, other) for other in group), rest

    return min(group, key=order)


def _observation(key: Key, group: list[Bound], denied: Contradicted | None) -> Row:
    published = published_of(group)
    claim = published.claim
    return (
        key.observation_id,
        key.indicator_id,
        key.year,
        key.size_class,
        key.category,
        key.statistic,
        key.unit,
        claim.value,
        *_finite(published.interval),
        claim.qualifier,
        respondents_of(published),
        len(group),
        ObservationStatus.CONTRADICTED if denied else status(published, group),
        published.claim_id,
        denied.quarantine_id if denied else None,
        denied is not None and denied.held,
    )


def _witnesses(key: Key, group: list[Bound]) -> list[Row]:
    published = published_of(group)
    return [
        (key.observation_id, bound.claim_id, agree(published, bound))
        for bound in sorted(group, key=lambda bound: bound.precedence)
    ]


def _finite(interval: tuple[float, float]) -> tuple[float | None, float | None]:
    low, high = interval
    return low if math.isfinite(low) else None, high if math.isfinite(high) else None


def respondents_of(published: Bound) -> int | None:
    """Those of the claim's figure: the one with its caption, else the only one on its page.

    A figure prints how many answered its own survey, not the one it compares with.
    """
    if published.claim.reader not in FIGURE_READERS or published.year != published.source.year:
        return None
    there = [figure for figure in published.figures if figure.page == published.claim.page]
    named = [figure for figure in there if figure.caption == published.claim.context] or there
    return named[0].respondents if len(named) == 1 else None


def _place(item: Reader | Kind, order: tuple[Reader | Kind, ...]) -> int:
    return order.index(item) if item in order else len(order)
