"""How many answered: ``Antal svarande: 229 kommuner``, ``… i den ordning de förekommer: 227, 223, 224``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.prose.grammar import Grammar, cached
from extractors.prose.numerals import parse_number
from extractors.prose.spans import Explained, Mention, Span
from schemas.codes import Unit

#: A whole number that is no percentage.
_WHOLE = r"(?<![\d.,\ufffd])(?:{digits})(?![\d\ufffd]| ?{percent})"
_YEAR = re.compile(r"(?:19|20)\d\d")
_OWN_YEAR = re.compile(rf" ?\((?:{_YEAR.pattern})\)")
_NOUN = re.compile(r" ([a-zåäö]{3,})")


@dataclass(frozen=True)
class Answered:
    """A number of respondents, the year that its announcement names, and the announcement's span."""

    mention: Mention
    year: int | None
    quote: Span


def respondent_mentions(plain: str, default: Unit, explained: list[Explained], grammar: Grammar) -> list[Answered]:
    """Every number that a phrase like "antal svarande" announces, in order."""
    cues = [
        match for match in grammar.cues["respondents"].finditer(plain) if _announces(plain, match.end(), match.group())
    ]
    found: list[Answered] = []
    for index, cue in enumerate(cues):
        following = cues[index + 1].start() if index + 1 < len(cues) else len(plain)
        end = min(_end(plain, cue.end()), following)
        found += _in_phrase(plain, Span(cue.start(), end), cue.end(), default, explained, grammar)
    return found


def _announces(plain: str, end: int, cue: str) -> bool:
    """Words announce; a mere "n =" only with a number behind it."""
    if cue[-1] not in ":=":
        return True
    return re.match(r" ?\d", plain[end:]) is not None


def _end(plain: str, start: int) -> int:
    ends = re.compile(r"\([^()]*\)|(?P<end>\)|\.(?= [^\d]|$)|\n)").finditer(plain, start)
    return next((match.start() for match in ends if match["end"]), len(plain))


def _in_phrase(
    plain: str, phrase: Span, start: int, default: Unit, explained: list[Explained], grammar: Grammar
) -> list[Answered]:
    year = _YEAR.search(plain, start, phrase.end)
    if grammar.units[Unit.MUNICIPALITIES].search(plain, start, phrase.end):
        default = Unit.MUNICIPALITIES
    found = []
    for match in cached(_WHOLE.format(digits=grammar.digits, percent=grammar.percent)).finditer(
        plain, start, phrase.end
    ):
        if any(item.span.holds(match.start()) for item in explained):
            continue
        unit, end = _unit(plain, match.end(), default, grammar)
        number = parse_number(match.group(), grammar)
        if number is None or number % 1:
            continue
        value = float(number)
        mention = Mention(Span(match.start(), end), Span(*match.span()), value, unit, (value, value))
        own = _OWN_YEAR.match(plain, end) or year
        found.append(Answered(mention, int(own.group().strip(" ()")) if own else None, phrase))
    return found


def _unit(plain: str, end: int, default: Unit, grammar: Grammar) -> tuple[Unit, int]:
    noun = _NOUN.match(plain, end)
    if noun is None:
        return default, end
    if grammar.units[Unit.MUNICIPALITIES].match(noun.group(1)):
        return Unit.MUNICIPALITIES, noun.end()
    return (default, end) if noun.group(1) in grammar.function_words else (Unit.OTHER, noun.end())
