"""How a document writes its numbers: which sign is the decimal one, judged from numbers that can be read one way only.

``1,234`` is one thousand and something in one document and one and a bit in another; ``12,5`` and ``1,234.5`` say
which. Where nothing says it, the number is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A number's digits with the signs between them.
NUMERAL = (
    r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
    r"|\d{1,3},\d{3}\.\d+|\d{1,3}\.\d{3},\d+|\d+[.,]\d+|\d+|[.,]\d+"
)
_FINDER = re.compile(rf"(?<![\d.,/])(?:{NUMERAL})(?![\d/])")


class Form(StrEnum):
    """What the signs in a number are."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    GROUPED = "grouped"
    EITHER = "either"


@dataclass(frozen=True)
class Habit:
    """The decimal sign of a document or table; None where nothing tells, or where it uses both."""

    decimal: str | None
    mixed: bool = False


def form_of(number: str) -> tuple[Form, str]:
    """What the signs in a number are, and its decimal sign (or, for ``EITHER``, the sign in question)."""
    compact = re.sub(r"[ '’]", "", number)
    signs = re.findall(r"[.,]", compact)
    if not signs:
        return Form.WHOLE, ""
    if len(set(signs)) == 2:
        return Form.DECIMAL, signs[-1]
    if len(signs) > 1:
        return Form.GROUPED, "," if signs[0] == "." else "."
    whole, _, rest = compact.partition(signs[0])
    grouped_by_space = compact != number
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole == "0" or grouped_by_space:
        return Form.DECIMAL, signs[0]
    return Form.EITHER, signs[0]


def habit_of(texts: Iterable[str]) -> Habit:
    """The decimal sign that the numbers in some texts tell of."""
    votes: Counter[str] = Counter()
    for text in texts:
        for match in _FINDER.finditer(text):
            form, sign = form_of(match.group())
            if form in (Form.DECIMAL, Form.GROUPED):
                votes[sign] += 1
    if len(votes) == 1:
        return Habit(next(iter(votes)))
    return Habit(None, mixed=len(votes) > 1)


def value_of(number: str, habit: Habit) -> Decimal | None:
    """Value of a number, or None where it may be read in two ways and the habit does not tell."""
    form, sign = form_of(number)
    decimal = sign
    if form is Form.EITHER:
        if habit.decimal is None:
            return None
        decimal = habit.decimal
    compact = re.sub(r"[ '’]", "", number)
    if decimal:
        other = "," if decimal == "." else "."
        compact = compact.replace(other, "").replace(decimal, ".")
    return Decimal(compact)
