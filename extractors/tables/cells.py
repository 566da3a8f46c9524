"""Parse the text of a table cell: a number with its unit, or one of the kinds of missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from extractors.prose.grammar import Grammar
from extractors.prose.habits import NUMERAL, Habit, value_of
from extractors.prose.intervals import printed_interval
from extractors.text import plain
from schemas.codes import Unit

#: Kinds of missing in Swedish statistics: nothing or no answer, not applicable, secret or too uncertain.
MISSING = ("-", ".", "..", "...", "–", "—", "−")
_NOTE = r"[*†‡§#]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(?\d\)|\(\*+\)|\(?[a-f]\)"
_UNIT = (
    r"%|‰|procentenheter|procent\w*|percent|per cent|kr\b\.?|tkr|mkr|mnkr|mdkr|kronor|sek|eur|usd|euro|milj\.? kr"
    r"|st\b\.?|poäng|kton|ton"
)
_CURRENCY = r"[$€£¥]|kr|sek|eur|usd"
_CELL = re.compile(
    rf"(?P<before>(?:{_NOTE}) ?)?(?P<body>(?P<open>\()?(?P<sign>[+-])? ?(?:(?:{_CURRENCY}) ?)?(?P<late>[+-])?"
    rf"(?P<number>{NUMERAL}) ?(?P<unit>{_UNIT})? ?(?P<close>\))? ?(?P<unit_after>%)?)"
    rf"(?: ?(?P<note>(?:{_NOTE})(?:[ ,]*(?:{_NOTE}))*))?"
)
_UNITS = {
    "%": Unit.PERCENT,
    "percent": Unit.PERCENT,
    "per cen": Unit.PERCENT,
    "procent": Unit.PERCENT,
    "poäng": Unit.POINTS,
}
_MONEY = re.compile(rf"(?<!\w)(?:{_CURRENCY}|tkr|mkr|mnkr|mdkr|kronor|dollars?|euro)(?!\w)|[$€£¥]")


class Brackets(Enum):
    """What brackets around a number mean in a place."""

    UNKNOWN = auto()
    MINUS = auto()
    ASIDE = auto()


@dataclass(frozen=True)
class CellValue:
    """A printed cell value: ``low``-``high`` what its rounding allows; ``unit`` None when the cell prints none.

    ``start`` and ``end`` are where the number with its sign and unit is in the cell's text, without footnote marks.
    """

    value: float
    low: float
    high: float
    unit: Unit | None
    signed: bool
    start: int = 0
    end: int = 0

    def interval(self, unit: Unit) -> tuple[float, float]:
        """What its rounding allows, once the unit is known: a whole percentage is rounded, a count is not."""
        if unit is Unit.PERCENT and self.low == self.high:
            return printed_interval(self.value, 0, unit)
        return self.low, self.high


def parse_cell(
    text: str, grammar: Grammar, habit: Habit | None = None, brackets: Brackets = Brackets.UNKNOWN
) -> CellValue | None:
    """Value of a cell, or None for words, empty cells, missing marks, and what might be read in two ways.

    ``habit`` is the document's (default: the language's).
    """
    match = _match(text)
    if match is None or (match["open"] and brackets is Brackets.UNKNOWN):
        return None
    value = value_of(match["number"], habit or Habit(grammar.decimal))
    if value is None:
        return None
    negative = match["open"] is not None and brackets is Brackets.MINUS
    minus = negative or "-" in (match["sign"], match["late"])
    number = -float(value) if minus else float(value)
    unit = _UNITS.get((match["unit"] or match["unit_after"] or "")[:7].rstrip("."))
    low, high = printed_interval(number, max(0, -int(value.as_tuple().exponent)), unit or Unit.OTHER)
    signed = bool(match["sign"] or match["late"] or negative)
    start = match.start("body")
    return CellValue(number, low, high, unit, signed, start, start + len(match["body"].rstrip()))


def refusal(text: str, habit: Habit, brackets: Brackets = Brackets.UNKNOWN) -> str | None:
    """Why a cell that holds a number is not read; None where it is, and where it holds none."""
    match = _match(text)
    if match is None:
        return None
    if value_of(match["number"], habit) is None:
        also = "and the document uses both signs" if habit.mixed else "and no other number tells which"
        return f"{match['number']} may be a number of thousands or one with three decimals, {also}"
    if match["open"] and brackets is Brackets.UNKNOWN:
        return f"{match['body']} in brackets may be a negative number or an aside"
    return None


def _match(text: str) -> re.Match[str] | None:
    printed = plain(text)
    match = _CELL.fullmatch(printed.strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    return _CELL.fullmatch(printed, len(printed) - len(printed.lstrip()), len(printed.rstrip()))


def is_money(text: str) -> bool:
    """Whether a text names a currency."""
    return bool(_MONEY.search(plain(text)))


def is_missing(text: str) -> bool:
    """Whether a cell prints a missing mark."""
    return text.strip() in MISSING
