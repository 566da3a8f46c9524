"""Parse numerals: digits with any thousands space and decimal comma, and number words."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.prose.grammar import Grammar

#: Fractions that are one character, as the decimals they stand for: 1½ is 1.5.
_PARTS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})


def parse_number(text: str, grammar: Grammar) -> Decimal | None:
    """Value of a numeral in plain text (``1 234``, ``8,5``, ``-60``, ``tjugoett``), or None when it is none."""
    if re.search(r"\d", text):
        return _digits(text, grammar)
    value = _word(text, grammar)
    return None if value is None else Decimal(value)


def _digits(text: str, grammar: Grammar) -> Decimal | None:
    compact = text.replace(" ", "").replace("+", "").translate(_PARTS)
    compact = compact.replace(",", "." if grammar.decimal == "," else "").replace(":", ".")
    return Decimal(compact) if re.fullmatch(r"-?\d+(?:\.\d+)?", compact) else None


def _word(text: str, grammar: Grammar) -> int | None:
    text = re.sub(r"[ -]", "", text)
    if grammar.thousand in text:
        before, _, after = text.partition(grammar.thousand)
        return _sum(
            _below_thousand(before, grammar, 1), _below_thousand(after.removeprefix(grammar.plus), grammar, 0), 1000
        )
    return _below_thousand(text, grammar, None)


def _below_thousand(text: str, grammar: Grammar, empty: int | None) -> int | None:
    if not text:
        return empty
    if grammar.hundred in text:
        before, _, after = text.partition(grammar.hundred)
        return _sum(
            _below_hundred(before, grammar, 1), _below_hundred(after.removeprefix(grammar.plus), grammar, 0), 100
        )
    return _below_hundred(text, grammar, None)


def _below_hundred(text: str, grammar: Grammar, empty: int | None) -> int | None:
    text = text.strip(" -")
    if not text:
        return empty
    if text in grammar.ones:
        return grammar.ones[text]
    for word, value in grammar.tens.items():
        if text.startswith(word):
            rest = grammar.ones.get(text[len(word) :].strip("-")) if text != word else 0
            return value + rest if rest is not None and rest < 10 else None
    return None


def _sum(high: int | None, low: int | None, scale: int) -> int | None:
    return None if high is None or low is None else high * scale + low


def decimals(text: str, decimal: str = ",") -> int:
    """Number of decimals printed; where ``decimal`` is a point, a comma parts thousands."""
    match = re.search(r"\d[.,:](\d+)$" if decimal == "," else r"\d\.(\d+)$", text.translate(_PARTS))
    return len(match.group(1)) if match else 0
