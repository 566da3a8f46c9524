"""An invented survey as bound claims, judged as the warehouse judges what it has read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from synthetic_survey import Invented, Print

from schemas.catalog import Source
from schemas.claim import Claim, ListRow
from schemas.codes import Kind, Origin, Statistic, Unit
from schemas.indicators import Binding
from schemas.municipalities import municipalities
from warehouse.contradictions import Judged, judge
from warehouse.reconcile import Bound, grouped
from warehouse.survey import MunicipalList, Survey

CODES = tuple(place.code for place in municipalities())
PAGES = {"summary": 3, "press": None, "table": 20}
EXACT = (Statistic.MEAN, Statistic.MEDIAN)


def source(kind: Kind) -> Source:
    """A catalog entry for one of its documents."""
    known = {"id": f"synthetic-{kind}".replace("_", "-"), "title": "SYNTETISK", "publisher": "P", "year": 2014}
    return Source.model_validate({**known, "kind": kind, "origin": Origin.SYNTHETIC, "published_on": date(2014, 6, 19)})


def bound(one: Print, number: int) -> Bound:
    """The claim of a print, and what it is of."""
    share = one.unit is Unit.PERCENT
    low, high = (one.value - 0.5, one.value + 0.5) if share else (float(one.value), float(one.value))
    if share and one.statistic is Statistic.SHARE:
        low, high = max(low, 0.0), min(high, 100.0)
    text = f"{one.value} procent" if share else f"{one.value}"
    # Count and share stand in one sentence.
    quote = f"{one.place} {one.indicator_id} {one.year} {one.size_class}"
    page = PAGES.get(one.place, 7 + len(one.question or ""))
    claim = Claim(
        one.reader,
        page,
        text,
        float(one.value),
        low,
        high,
        one.unit,
        one.statistic,
        quote,
        f"Figur {one.question}" if one.place in ("chart", "caption") else quote,
        year=one.year,
    )
    entry = source(Kind.PRESS if one.place == "press" else Kind.REPORT)
    binding = Binding(one.indicator_id, None, one.size_class)
    return Bound(claim.key(entry.id, number), claim, entry, binding)


def lists(made: Invented) -> Iterator[MunicipalList]:
    """Its ranking and its list of e-services."""
    points = tuple(ListRow(code, 0, score=float(score)) for code, score in zip(CODES, made.points, strict=False))
    counts = tuple(ListRow(code, 0, eservices=count) for code, count in zip(CODES, made.eservices, strict=False))
    for kind, rows in ((Kind.RANKING, points), (Kind.ESERVICE_COUNTS, counts)):
        yield MunicipalList(source(kind), rows, tuple(f"{number:016x}" for number in range(len(rows))))


def judged(made: Invented) -> Judged:
    """What the checks make of it."""
    claims = [bound(one, number) for number, one in enumerate(made.prints)]
    return judge(Survey.of(grouped(claims), lists(made)), "run")
