"""Rules over a row's columns, for the tables that need them. Frames have the pandas types of their table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemas.codes import Reader, Statistic, Unit
from schemas.columns import Rule
from schemas.municipalities import municipalities

if TYPE_CHECKING:
    import pandas as pd

ROUNDING = 1e-9


def _true(condition: pd.Series[bool]) -> pd.Series[bool]:
    """A comparison with a missing value holds: NULL is what ``nullable`` judges."""
    return condition.fillna(True).astype(bool)


def _rows(frame: pd.DataFrame, holds: Iterable[bool]) -> pd.Series[bool]:
    return frame.index.to_series().map(dict(zip(frame.index, holds, strict=True))).astype(bool)


def _box_is_ordered(frame: pd.DataFrame) -> pd.Series[bool]:
    return _true(frame["x0"] <= frame["x1"]) & _true(frame["top"] <= frame["bottom"])


def _box_has_page(frame: pd.DataFrame) -> pd.Series[bool]:
    boxed = frame[["x0", "top", "x1", "bottom"]].notna()
    return (boxed.all(axis=1) & frame["page"].notna()) | ~boxed.any(axis=1)


def _interval_holds_value(frame: pd.DataFrame) -> pd.Series[bool]:
    above = _true(frame["value"] >= frame["value_low"] - ROUNDING)
    return above & _true(frame["value"] <= frame["value_high"] + ROUNDING)


def _percent_in_range(frame: pd.DataFrame) -> pd.Series[bool]:
    level = frame["unit"].eq(Unit.PERCENT) & frame["statistic"].isin([Statistic.SHARE, Statistic.TARGET])
    return _true(frame["value"].between(0, 100)) | ~level


def _whole_things(frame: pd.DataFrame) -> pd.Series[bool]:
    counted = frame["statistic"].isin([Statistic.COUNT, Statistic.RESPONDENTS])
    countable = frame["unit"].isin([Unit.MUNICIPALITIES, Unit.ESERVICES, Unit.APPS, Unit.GROUPS])
    value = frame["value"]
    return ~(counted & countable) | _true((value >= 0) & (value == value.round()))


def _quote_holds_text(frame: pd.DataFrame) -> pd.Series[bool]:
    quotes = frame["quote"].str.split().str.join(" ")
    texts = frame["value_text"].str.split().str.join(" ")
    printed = _rows(frame, (str(text) in str(quote) for text, quote in zip(texts, quotes, strict=True)))
    return printed | frame["reader"].eq(Reader.CHART_GEOMETRY)


def _says_something(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame[["score", "rank", "rank_group", "app", "eservices"]].notna().any(axis=1)


def _known_municipality(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["municipality_code"].isin([place.code for place in municipalities()])


def _value_unless_name(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["value"].notna() | frame["reader"].isin([Reader.RANKING, Reader.APP_LIST])


BOX_IS_ORDERED = Rule("box_is_ordered", "a box starts left of and above its end", _box_is_ordered)
BOX_HAS_PAGE = Rule("box_has_page", "a box is whole and on a page, or missing", _box_has_page)
INTERVAL_HOLDS_VALUE = Rule(
    "interval_holds_value", "the value lies in the interval that the words allow", _interval_holds_value
)
PERCENT_IN_RANGE = Rule("percent_in_range", "a share in percent is 0-100", _percent_in_range)
VALUE_UNLESS_NAME = Rule(
    "value_unless_name", "a claim has a value, unless what is printed is a name", _value_unless_name
)
WHOLE_THINGS = Rule("whole_things", "things are counted in whole numbers from 0", _whole_things)
QUOTE_HOLDS_TEXT = Rule(
    "quote_holds_text", "the quote holds the number as printed, unless it was measured", _quote_holds_text
)
SAYS_SOMETHING = Rule(
    "row_says_something",
    "a list row has a score, rank, rank group, app or number of e-services",
    _says_something,
)
KNOWN_MUNICIPALITY = Rule(
    "known_municipality",
    "the municipality is in the reference list",
    _known_municipality,
)
