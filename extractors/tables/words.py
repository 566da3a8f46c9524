"""What the words around a cell say of its number: unit, statistic, year, scale, and whether a row is a total."""

from __future__ import annotations

import re

from schemas.codes import RowKind, Statistic, Unit

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: "95 % CI" and "a 1 % cap" name no unit.
_PERCENT = re.compile(r"procent|(?<!\d)(?<!\d )%|andel|per ?cent")
_UNIT_WORDS = (
    (_PERCENT, Unit.PERCENT),
    (re.compile(r"e-tjänster"), Unit.ESERVICES),
    (re.compile(r"poäng"), Unit.POINTS),
    (re.compile(r"antal kommuner"), Unit.MUNICIPALITIES),
)
_CHANGE = re.compile(r"förändring|ökning|minskning|skillnad|change|difference|increase|decrease")
_MEAN = re.compile(r"\b(?:medel(?:värde\w*|tal\w*|betyg\w*|poäng)?|genomsnitt\w*|snitt|mean|average)\b")
_MEDIAN = re.compile(r"\bmedian")
_TOTAL = re.compile(
    r"(?:totalt?|summa|sammanlagt|samtliga|alla|hela (?:riket|landet)|riket|all|sum|overall|grand total)\b"
    r"|.*\btotal(?:t|en)?$"
)
_SCALES = (
    (re.compile(r"\b(?:miljard\w*|mdkr|mdr|billions?)\b"), 1_000_000_000),
    (re.compile(r"\b(?:miljon\w*|milj\.? kr|mnkr|mkr|mn|millions?)\b"), 1_000_000),
    (re.compile(r"\b(?:tusen\w*|tkr|1 ?000-tal|thousands?|000s)\b|\$000|000's"), 1000),
)
#: No share is larger, in percent.
_WHOLE = 100


def row_kind(label: str) -> RowKind:
    """What a row's label (in plain text) says that it is."""
    words = label.strip(" .:*")
    if _MEDIAN.match(words):
        return RowKind.MEDIAN
    if _MEAN.match(words):
        return RowKind.MEAN
    return RowKind.TOTAL if _TOTAL.match(words) else RowKind.DATA


def unit_of(path: str, label: str, caption: str, value: float) -> Unit:
    """The unit that the headers name, else the row's label, else the caption if a share can have that value."""
    for words in (path, label):
        named = next((unit for pattern, unit in _UNIT_WORDS if pattern.search(words)), None)
        if named:
            return named
    named = next((unit for pattern, unit in _UNIT_WORDS if pattern.search(caption)), Unit.OTHER)
    return Unit.OTHER if named is Unit.PERCENT and abs(value) > _WHOLE else named


def scale_of(*texts: str) -> int:
    """What the words next to a number say to multiply it by: 1000 for "tusental" and "tkr", 1 for nothing."""
    for text in texts:
        for pattern, scale in _SCALES:
            if pattern.search(text):
                return scale
    return 1


def statistic_of(words: str, kind: RowKind, *, signed: bool, unit: Unit) -> Statistic:
    """What kind of number it is; ``words`` are its caption and headers in plain text."""
    if signed or _CHANGE.search(words):
        return Statistic.CHANGE
    if kind is RowKind.MEAN or _MEAN.search(words):
        return Statistic.MEAN
    if kind is RowKind.MEDIAN or _MEDIAN.search(words):
        return Statistic.MEDIAN
    return Statistic.SHARE if unit is Unit.PERCENT else Statistic.COUNT


def year_of(words: str, default: int) -> int:
    """The one year that is named, else the survey's."""
    years = set(_YEAR.findall(words))
    return int(years.pop()) if len(years) == 1 else default
