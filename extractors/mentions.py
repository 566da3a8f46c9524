"""Find the numbers in running text: data (mentions), and what is not data (explained spans)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from extractors.grammar import UNIT_NOUNS, Grammar
from extractors.intervals import Interval, printed_interval, qualified_interval, spoken_interval
from extractors.numerals import decimals, parse_number
from extractors.text import RAISED
from schemas.codes import Qualifier, Unit

#: No qualifier is longer than this, with the space behind it.
_QUALIFIER_REACH = 40
_NOUN = re.compile(
    r" ?(?:(?:av|of) (?:de |the |dessa )?)?((?:[a-zåäö]{1,3}-(?: (?!och|eller|samt|resp))?)?[a-zåäöéü]{3,})"
)


@dataclass(frozen=True)
class Span:
    """Part of a paragraph: character offsets ``start`` to ``end``."""

    start: int
    end: int

    def holds(self, index: int) -> bool:
        """Whether the character at ``index`` is in it."""
        return self.start <= index < self.end


@dataclass(frozen=True)
class Explained:
    """A span that holds digits but no data, and the rule that says so."""

    rule: str
    span: Span


@dataclass(frozen=True)
class Mention:
    """A number in running text. ``span`` is the number with its unit, ``number`` the numeral alone."""

    span: Span
    number: Span
    value: float
    unit: Unit | None
    exact: tuple[float, float]
    spoken: bool = False
    percentage_points: bool = False
    qualifier: Qualifier | None = None
    qualifier_start: int | None = None
    open_ended: bool = False
    place: int = 0
    listed: int = 1
    pieces: bool = False

    @property
    def start(self) -> int:
        """Where the expression begins, qualifier included."""
        return self.span.start if self.qualifier_start is None else self.qualifier_start

    @property
    def interval(self) -> Interval:
        """What the words allow, unsigned."""
        unit = self.unit or Unit.OTHER
        return qualified_interval(
            self.value, self.exact, self.qualifier, unit, open_ended=self.open_ended, spoken=self.spoken
        )


def explained_spans(text: str, grammar: Grammar) -> list[Explained]:
    """Spans of plain text with digits or number words that are no data; earlier rules win."""
    found: list[Explained] = []
    for rule, pattern in grammar.explained.items():
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(other.span.start < span.end and span.start < other.span.end for other in found):
                found.append(Explained(rule, span))
    return sorted(found, key=lambda item: item.span.start)


def mentions(text: str, grammar: Grammar, taken: list[Explained], verbatim: str = "") -> list[Mention]:
    """All data numbers in plain text, in order; numbers inside ``taken`` spans are left alone.

    With the text as printed in ``verbatim``, a number before a capital counts nothing ("Storgatan 7 Kommunal …").
    """
    found: list[Mention] = []
    position = 0
    while match := _starts(grammar).search(text, position):
        position = match.end()
        blocked = next((item for item in taken if item.span.holds(match.start())), None)
        if blocked is not None:
            position = max(position, blocked.span.end)
            continue
        group = _read(text, match, grammar, taken)
        if group and not _before_capital(group[-1], verbatim):
            found += [_qualify(text, mention, grammar) for mention in group]
            position = max(mention.span.end for mention in group)
    return found


def _before_capital(mention: Mention, verbatim: str) -> bool:
    following = verbatim[mention.number.end :].lstrip()
    return mention.unit is not Unit.PERCENT and following[:1].isupper() and not following[1:2].isupper()


def _starts(grammar: Grammar) -> re.Pattern[str]:
    ordinals = "|".join(grammar.ordinals)
    return _cached(rf"{grammar.every} (?:{ordinals}|\d+:[ea])\b|\b{grammar.half}\b|{grammar.number}")


@cache
def _cached(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _read(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[Mention]:
    """Read the expression that begins at ``match``; an empty list when it is no data."""
    for form in (_every_nth, _half, _ratio, _fraction):
        mention = form(text, match, grammar)
        if mention is not None:
            return [mention]
    return _numbers(text, match, grammar, taken)


def _spoken(share: Fraction, span: Span) -> Mention:
    return Mention(span, span, float(share * 100), Unit.PERCENT, spoken_interval(share), spoken=True)


def _every_nth(_text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    words = match.group().split(" ")
    if len(words) < 2 or not re.fullmatch(grammar.every, words[0]):
        return None
    nth = grammar.ordinals.get(words[-1]) or int(words[-1].split(":")[0])
    return _spoken(Fraction(1, nth), Span(*match.span())) if nth > 1 else None


def _half(_text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    if not _cached(grammar.half).fullmatch(match.group()):
        return None
    return _spoken(Fraction(1, 2), Span(*match.span()))


def _ratio(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    other = _cached(rf"(?:{grammar.ratio})({grammar.number})\b").match(text, match.end())
    if other is None:
        return None
    part = parse_number(match.group(), grammar)
    whole = parse_number(other.group(1), grammar)
    if part is None or whole is None or not 1 < whole <= 10 or not 0 < part < whole or part % 1 or whole % 1:
        return None
    return _spoken(Fraction(int(part), int(whole)), Span(match.start(), other.end()))


def _fraction(text: str, match: re.Match[str], grammar: Grammar) -> Mention | None:
    names = "|".join(sorted(grammar.fractions, key=len, reverse=True))
    other = _cached(rf" (?:({_qualifier_words(grammar)}) )?({names})(?:ar|ars|s)?\b").match(text, match.end())
    part = parse_number(match.group(), grammar)
    if other is None or part is None or part % 1:
        return None
    share = Fraction(int(part), grammar.fractions[other.group(2)])
    if not 0 < share < 1:
        return None
    spoken = _spoken(share, Span(match.start(), other.end()))
    return replace(spoken, qualifier=dict(grammar.qualifiers).get(other.group(1)))


def _numbers(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[Mention]:
    chain = _chain(text, match, grammar, taken)
    unit: _UnitFound | None = None
    while chain:
        unit = _unit_after(text, chain[-1].end(), grammar, spelt=not _has_digit(chain))
        if unit is not None:
            break
        chain = chain[:-1]
    if not chain:
        chain = _announced(text, match, grammar, taken)
        unit = _UnitFound(None, chain[-1].end(), pieces=True) if chain else None
    if not chain or unit is None:
        return []
    if _is_article(chain, unit, grammar):
        return []
    return list(_members(text, chain, unit, grammar))


def _announced(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[re.Match[str]]:
    """Bare numbers whose unit stands before: "medianvärdet på 16", "antalet appar varierar mellan 0 och 23"."""
    if _after_average(text, match.start(), grammar):
        return [match]
    chain = _chain(text, match, grammar, taken)
    varies = _cached(rf"(?:{grammar.cues['range_all'].pattern}) $").search(text, 0, match.start())
    return chain if varies and len(chain) == 2 else []


def _after_average(text: str, start: int, grammar: Grammar) -> bool:
    """Whether a bare number is what a mean or median is said to be: "medianvärdet på 16"."""
    averages = f"(?:{grammar.cues['mean'].pattern}|{grammar.cues['median'].pattern})"
    return (
        _cached(rf"{averages} (?:\w+ ){{0,3}}?{grammar.cues['amounts_to'].pattern} $").search(text, 0, start)
        is not None
    )


def _has_digit(chain: list[re.Match[str]]) -> bool:
    return any(character.isdigit() for character in chain[-1].group())


def _is_article(chain: list[re.Match[str]], unit: _UnitFound, grammar: Grammar) -> bool:
    """``en kommun`` is an article and a noun; ``en procent`` is a number."""
    alone = len(chain) == 1 and chain[0].group() in grammar.articles
    return alone and unit.unit is not Unit.PERCENT


def _chain(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[re.Match[str]]:
    """Numbers joined by commas and conjunctions: ``43 respektive 44``, ``227, 223 och 224``, ``15 till 46``."""
    chain = [match]
    conjunction = rf"{grammar.joined}(?:{_qualifier_words(grammar)} )?"
    joined = rf"(?:{conjunction}|{grammar.out_of}(?=\d\d|\d \d))(?P<number>{grammar.number})"
    number = _cached(grammar.number)
    while step := _cached(joined).match(text, chain[-1].end()):
        again = number.match(text, step.start("number"))
        if again is None or any(item.span.holds(again.start()) for item in taken):
            break
        chain.append(again)
    return chain


def _qualifier_words(grammar: Grammar) -> str:
    return "(?:" + "|".join(re.escape(phrase) for phrase, _ in grammar.qualifiers) + ")"


@dataclass(frozen=True)
class _UnitFound:
    unit: Unit | None
    end: int
    scale: int = 1
    percentage_points: bool = False
    about: bool = False
    pieces: bool = False


def _unit_after(text: str, end: int, grammar: Grammar, *, spelt: bool) -> _UnitFound | None:
    """The unit that the text after a number names, or None when it names none that can be told."""
    mark = _cached(f"(?: ?{RAISED}+)?").match(text, end)
    scale, end = _scale(text, mark.end() if mark else end, grammar)
    percent = _cached(rf" ?{grammar.percent}").match(text, end)
    if percent:
        points = grammar.units["percent_points"].search(percent.group()) is not None
        return _UnitFound(Unit.PERCENT, percent.end(), scale, points)
    rough = _cached(grammar.roughly).match(text, end)
    start = rough.end() if rough else end
    pieces = grammar.units["pieces"].match(text, start + 1) if text[start : start + 1] == " " else None
    noun_from = pieces.end() if pieces else start
    noun = _unit_noun(text, noun_from, grammar)
    if noun:
        return _UnitFound(noun[0], noun[1], scale, about=rough is not None, pieces=False)
    if pieces:
        return _UnitFound(None, pieces.end(), scale, about=rough is not None, pieces=True)
    if spelt:
        return None
    other = _NOUN.match(text, start)
    if other and _counts(other.group(1), grammar) and (other.group().startswith(" ") or rough):
        return _UnitFound(Unit.OTHER, start, scale, about=rough is not None)
    return _UnitFound(Unit.OTHER, end, scale) if scale > 1 else None


def _counts(word: str, grammar: Grammar) -> bool:
    """Whether a number may count what ``word`` names."""
    return word not in grammar.function_words and not grammar.verb.fullmatch(word)


def _scale(text: str, end: int, grammar: Grammar) -> tuple[int, int]:
    names = "|".join(sorted(grammar.multipliers, key=len, reverse=True))
    match = _cached(rf" ({names})\b").match(text, end)
    return (grammar.multipliers[match.group(1)], match.end()) if match else (1, end)


def _unit_noun(text: str, end: int, grammar: Grammar) -> tuple[Unit, int] | None:
    match = _noun_pattern(grammar).match(text, end)
    if match is None:
        return None
    return Unit(str(match.lastgroup)), match.end()


@cache
def _noun_pattern_of(between: str, nouns: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    alternatives = "|".join(f"(?P<{name}>{pattern})" for name, pattern in nouns)
    return re.compile(rf" (?:{between} ){{0,6}}?(?:{alternatives})")


def _noun_pattern(grammar: Grammar) -> re.Pattern[str]:
    nouns = tuple((unit.value, grammar.units[unit].pattern) for unit in UNIT_NOUNS)
    return _noun_pattern_of(grammar.between, nouns)


def _members(text: str, chain: list[re.Match[str]], unit: _UnitFound, grammar: Grammar) -> Iterator[Mention]:
    for place, match in enumerate(chain):
        value = parse_number(match.group(), grammar)
        if value is None:
            continue
        low, high = printed_interval(float(value), decimals(match.group()), unit.unit or Unit.OTHER)
        if unit.scale > 1:
            half = 0.5 * 10.0 ** -decimals(match.group())
            low, high = float(value) - half, float(value) + half
        last = place + 1 == len(chain)
        yield Mention(
            span=Span(match.start(), _tight_end(text, match.end(), unit) if last else match.end()),
            number=Span(*match.span()),
            value=float(value) * unit.scale,
            unit=unit.unit,
            exact=(low * unit.scale, high * unit.scale),
            percentage_points=unit.percentage_points,
            qualifier=Qualifier.ABOUT if unit.about else None,
            place=place,
            listed=len(chain),
            pieces=unit.pieces,
        )


def _tight_end(text: str, number_end: int, unit: _UnitFound) -> int:
    """The unit belongs to the expression only where nothing but a space (or "-tal") stands between."""
    between = text[number_end : unit.end].strip()
    return unit.end if len(between.split(" ")) <= 2 and RAISED not in between else number_end


def _qualify(text: str, mention: Mention, grammar: Grammar) -> Mention:
    """Read the words before the number: ``ytterligare drygt 20 procent``."""
    start = mention.span.start
    found, phrase_found = mention.qualifier, ""
    while match := grammar.qualifier.search(text, max(0, start - _QUALIFIER_REACH), start):
        phrase = match.group(1)
        start = match.start()
        qualifier = dict(grammar.qualifiers)[phrase]
        if qualifier is not None and not phrase_found:
            found, phrase_found = qualifier, phrase
    if start == mention.span.start:
        return mention
    return replace(mention, qualifier=found, qualifier_start=start, open_ended=phrase_found in grammar.open_ended)
