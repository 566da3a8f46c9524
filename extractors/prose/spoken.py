"""Shares that are spoken: "var femte", "hälften", "fyra av fem", "två tredjedelar"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extractors.prose.grammar import Grammar, cached, qualifier_words
from extractors.prose.intervals import spoken_interval
from extractors.prose.numerals import parse_number
from extractors.prose.spans import Mention, Span
from schemas.codes import Unit

#: How far before "var tredje" its subject may begin, in characters.
_SUBJECT = 8


def spoken_share(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    """The spoken share that begins at ``match`` in plain text; None when there is none."""
    for form in (_every_nth, _half, _ratio, _slashed, _fraction):
        mention = form(text, match, grammar)
        if mention is not None:
            return mention
    return None


def _spoken(share: Fraction, span: Span) -> Mention:
    return Mention(span, span, float(share * 100), Unit.PERCENT, spoken_interval(share), spoken=True)


def _every_nth(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    words = match.group().split(" ")
    if len(words) < 2 or not re.fullmatch(grammar.every, words[0]) or _is_place(text, match, grammar):
        return None
    nth = grammar.ordinals.get(words[-1]) or int(words[-1].split(":")[0])
    return _spoken(Fraction(1, nth), Span(*match.span())) if nth > 1 else None


def _is_place(text: str, match: re.Match[str], grammar: Grammar) -> bool:
    """Whether "var tredje" says that something was third: "som var tredje 2012", "var tredje störst"."""
    if grammar.cues["is_ordinal_after"].match(text, match.end()):
        return True
    subject = grammar.cues["is_ordinal_before"].search(text, max(0, match.start() - _SUBJECT), match.start())
    return subject is not None and re.match(r"[.;)]|$", text[match.end() :]) is not None


def _slashed(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    """As in "2/3 av kommunerna"."""
    other = cached(rf"/([2-9]|10)(?={grammar.ratio})").match(text, match.end())
    part = parse_number(match.group(), grammar) if other else None
    if other is None or part is None or part % 1 or not 0 < part < int(other.group(1)):
        return None
    return _spoken(Fraction(int(part), int(other.group(1))), Span(match.start(), other.end()))


def _half(_text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    if not cached(grammar.half).fullmatch(match.group()):
        return None
    return _spoken(Fraction(1, 2), Span(*match.span()))


def _ratio(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    other = cached(rf"(?:{grammar.ratio})({grammar.number})\b").match(text, match.end()) or _counted_of(
        text, match, grammar
    )
    if other is None:
        return None
    part = parse_number(match.group(), grammar)
    whole = parse_number(other.group(1), grammar)
    if part is None or whole is None or not 1 < whole <= 10 or not 0 < part < whole or part % 1 or whole % 1:
        return None
    return _spoken(Fraction(int(part), int(whole)), Span(match.start(), other.end()))


def _counted_of(text: str, match: re.Match[str], grammar: Grammar) -> re.Match[str] | None:
    """As in "tre kommuner av tio har": number words with what is counted between them, and none after."""
    noun = grammar.units[Unit.MUNICIPALITIES].pattern
    if match.group() in grammar.articles or re.search(r"\d", match.group()):
        return None
    return cached(rf" (?:{noun}){grammar.ratio}({grammar.word})\b(?! \w+(?:na|s)\b)").match(text, match.end())


def _fraction(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    names = "|".join(sorted(grammar.fractions, key=len, reverse=True))
    article = match.group().endswith(" ")
    gap = "" if article else f"(?:{grammar.fraction_gap})"
    other = cached(rf"{gap}(?:({qualifier_words(grammar)}) )?({names})(?:ar|ars|s)?\b").match(text, match.end())
    part = Decimal(1) if article else parse_number(match.group(), grammar)
    if other is None or part is None or part % 1:
        return None
    share = Fraction(int(part), grammar.fractions[other.group(2)])
    if not 0 < share < 1:
        return None
    spoken = _spoken(share, Span(match.start(), other.end()))
    return replace(spoken, qualifier=dict(grammar.qualifiers).get(other.group(1)))
