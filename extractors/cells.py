"""Parse the text of a table cell: a number with its unit, or one of the kinds of missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.grammar import Grammar
from extractors.intervals import printed_interval
from extractors.numerals import decimals, parse_number
from extractors.text import plain
from schemas.codes import Unit

#: Kinds of missing in Swedish statistics: nothing or no answer, not applicable, secret or too uncertain.
MISSING = ("-", ".", "..", "...", "–")
_NUMBER = re.compile(
    r"(?P<sign>[+-]) ?(?P<signed>\d.*)|(?P<plain>\d.*)",
)
_BODY = re.compile(
    r"(?P<number>\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?) ?"
    r"(?P<unit>%|procent\w*|kr\b\.?|st\b\.?|poäng|kton|ton)?"
    r" ?(?P<note>\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\(?\d\)|\(\*\)|[a-c]\))?"
)
_UNITS = {"%": Unit.PERCENT, "procent": Unit.PERCENT, "poäng": Unit.POINTS}


@dataclass(frozen=True)
class CellValue:
    """A printed cell value: ``low``-``high`` what its rounding allows; ``unit`` None when the cell prints none."""

    value: float
    low: float
    high: float
    unit: Unit | None
    signed: bool

    def interval(self, unit: Unit) -> tuple[float, float]:
        """What its rounding allows, once the unit is known: a whole percentage is rounded, a count is not."""
        if unit is Unit.PERCENT and self.low == self.high:
            return printed_interval(self.value, 0, unit)
        return self.low, self.high


def parse_cell(text: str, grammar: Grammar) -> CellValue | None:
    """Value of a cell, or None for words, empty cells and missing marks."""
    match = _NUMBER.fullmatch(plain(text).strip())
    if match is None:
        return None
    body = _BODY.fullmatch((match.group("signed") or match.group("plain")).strip())
    if body is None:
        return None
    value = parse_number(_decimal_point(body.group("number"), grammar), grammar)
    if value is None:
        return None
    number = -float(value) if match.group("sign") == "-" else float(value)
    unit = _UNITS.get((body.group("unit") or "")[:7].rstrip("."))
    low, high = printed_interval(number, decimals(body.group("number"), grammar.decimal), unit or Unit.OTHER)
    return CellValue(number, low, high, unit, match.group("sign") is not None)


def _decimal_point(number: str, grammar: Grammar) -> str:
    """A single point with one or two decimals is a decimal point in Swedish tables too."""
    if grammar.decimal == "," and re.fullmatch(r"\d+\.\d{1,2}", number):
        return number.replace(".", ",")
    return number


def is_missing(text: str) -> bool:
    """Whether a cell prints a missing mark."""
    return text.strip() in MISSING
