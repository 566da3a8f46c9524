"""From what a chart shows to claims: statistic, unit and year from its caption, its axis and its series."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.charts.model import ChartReading, ChartValue
from extractors.prose.grammar import UNIT_NOUNS, Grammar
from extractors.text import plain
from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Told:
    """What is told of a chart: its caption or title, what is printed beside it, and the year of the survey."""

    text: str
    beside: str
    year: int


def claim_of(value: ChartValue, reading: ChartReading, told: Told, grammar: Grammar) -> Claim:
    """The claim that a value of a chart makes."""
    unit, statistic = _meaning(reading, told, grammar)
    low, high = value.low, value.high
    if value.label is not None and unit in UNIT_NOUNS and value.value == int(value.value):
        low = high = value.value
    name = value.category if value.series is None else f"{value.category}, {value.series}"
    region = value.label.region if value.label else value.mark
    return Claim(
        reader=Reader.CHART_LABEL if value.label else Reader.CHART_GEOMETRY,
        page=region.page,
        value_text=value.label.text if value.label else _estimate(value, grammar),
        value=value.value,
        value_low=low,
        value_high=high,
        unit=unit,
        statistic=statistic,
        quote=value.label.text if value.label else name,
        context=told.text,
        year=_year(value, told.year),
        subject=name,
        regions=(region,),
        marks=(region,),
    )


def _estimate(value: ChartValue, grammar: Grammar) -> str:
    """What is measured, to the digit that its interval bears; the sign says that it is printed nowhere."""
    half = (value.high - value.low) / 2
    digits = 0 if half >= 0.5 else 1 if half >= 0.05 else 2
    return "≈" + f"{value.value:.{digits}f}".replace(".", grammar.decimal)


def _meaning(reading: ChartReading, told: Told, grammar: Grammar) -> tuple[Unit, Statistic]:
    """Percent by its sign or the caption's word; else the mean, median or count that the caption announces.

    Decimals count nothing: for them the text beside the chart may announce the mean, too.
    """
    text = plain(told.text)
    if reading.percent or grammar.cues["share"].search(text) or grammar.units[Unit.PERCENT].search(text):
        return Unit.PERCENT, Statistic.SHARE
    decimals = any(value.label and value.label.number and value.label.number.decimals for value in reading.values)
    announced = f"{text} {plain(told.beside)}" if decimals else text
    if grammar.cues["mean"].search(announced):
        return Unit.OTHER, Statistic.MEAN
    if grammar.cues["median"].search(announced):
        return Unit.OTHER, Statistic.MEDIAN
    return _counted(text, grammar), Statistic.COUNT


def _counted(told: str, grammar: Grammar) -> Unit:
    """What the caption names first of the things that are counted."""
    found = [(match.start(), unit) for unit in UNIT_NOUNS if (match := grammar.units[unit].search(told))]
    return min(found)[1] if found else Unit.OTHER


def _year(value: ChartValue, year: int) -> int:
    """The year that a series or a category is, else the survey's."""
    for name in (value.series, value.category):
        if name and _YEAR.fullmatch(name.strip()):
            return int(name)
    return year
