"""Find the numbers in running text: data (mentions), and what is not data (explained spans)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.prose.grammar import UNIT_NOUNS, Grammar, cached, qualifier_words
from extractors.prose.intervals import printed_interval
from extractors.prose.numerals import decimals, parse_number
from extractors.prose.spans import Explained, Mention, Span
from extractors.prose.spoken import spoken_share
from extractors.prose.unitless import Unitless, after_average, unitless
from extractors.text import RAISED
from schemas.codes import Qualifier, Unit

__all__ = ["Explained", "Mention", "Span", "explained_spans", "mentions"]

#: No qualifier is longer than this, with the space behind it.
_QUALIFIER_REACH = 40
#: Nor is what makes "hundra" vague ("ett par hundra").
_VAGUE = 14
_NOUN = re.compile(
    r" ?(?:(?:av|of) (?:de |the |dessa )?)?((?:[a-zåäö]{1,3}-(?: (?!och|eller|samt|resp))?)?[a-zåäöéü]{3,})"
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
        if group and not _before_capital(group[-1], text, verbatim, grammar):
            found += [_qualify(text, mention, grammar) for mention in group]
            position = max(mention.span.end for mention in group)
    return found


def _before_capital(mention: Mention, text: str, verbatim: str, grammar: Grammar) -> bool:
    if _scale(text, mention.number.end, grammar)[0] > 1:
        return False
    marks = cached(rf"[\s{RAISED}]*").match(text, mention.number.end)
    following = verbatim[marks.end() :] if marks else ""
    return mention.unit is not Unit.PERCENT and following[:1].isupper() and not following[1:2].isupper()


def _starts(grammar: Grammar) -> re.Pattern[str]:
    ordinals = "|".join(grammar.ordinals)
    every = rf"{grammar.every} (?:{ordinals}|\d+:[ea])\b"
    return cached(rf"{every}|\b{grammar.half}\b|{grammar.part}|{grammar.number}")


def _read(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[Mention]:
    """Read the expression that begins at ``match``; an empty list when it is no data."""
    share = spoken_share(text, match, grammar)
    return [share] if share is not None else _numbers(text, match, grammar, taken)


def _numbers(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[Mention]:
    if grammar.cues["vague"].search(text, max(0, match.start() - _VAGUE), match.start()):
        return []
    whole = chain = _chain(text, match, grammar, taken)
    unit: _UnitFound | None = None
    while chain:
        unit = _unit_after(text, chain, grammar)
        if unit is not None:
            break
        chain = chain[:-1]
    if unit is None:
        return list(_bare_members(whole, unitless(text, whole, grammar), grammar))
    if _is_article(chain, unit, grammar):
        return []
    return list(_members(text, _listed(text, chain), unit, grammar))


def _listed(text: str, chain: list[re.Match[str]]) -> list[re.Match[str]]:
    """The members of a list that share a unit: a comma alone joins none to the last ("In week 12, 60 per cent")."""
    if len(chain) > 1 and text[chain[-2].end() : chain[-1].start()].strip() == ",":
        return chain[-1:]
    return chain


def _bare_members(chain: list[re.Match[str]], bare: list[Unitless], grammar: Grammar) -> Iterator[Mention]:
    """Numbers that stand without their unit, with what their context says of them."""
    for place, (match, said) in enumerate(zip(chain, bare, strict=False)):
        value = parse_number(match.group(), grammar)
        if value is None:
            continue
        span = Span(*match.span())
        exact = printed_interval(float(value), decimals(match.group(), grammar.decimal), said.unit or Unit.OTHER)
        yield Mention(span, span, float(value), said.unit, exact, place=place, listed=len(bare), level=said.level)


def _has_digit(chain: list[re.Match[str]]) -> bool:
    return any(character.isdigit() for character in chain[-1].group())


def _is_article(chain: list[re.Match[str]], unit: _UnitFound, grammar: Grammar) -> bool:
    """``en kommun`` is an article and a noun; ``en procent`` is a number."""
    alone = len(chain) == 1 and chain[0].group() in grammar.articles
    return alone and unit.unit is not Unit.PERCENT


def _chain(text: str, match: re.Match[str], grammar: Grammar, taken: list[Explained]) -> list[re.Match[str]]:
    """Numbers joined by commas and conjunctions: ``43 respektive 44``, ``227, 223 och 224``, ``15 till 46``."""
    chain = [match]
    conjunction = rf"{grammar.joined}(?:{qualifier_words(grammar)} )?"
    joined = rf"(?:{conjunction}|{grammar.out_of}(?=\d\d|\d \d))(?P<number>{grammar.number})"
    number = cached(grammar.number)
    while step := cached(joined).match(text, chain[-1].end()):
        again = number.match(text, step.start("number"))
        if again is None or any(item.span.holds(again.start()) for item in taken):
            break
        if again.group() in grammar.articles and not cached(f" ?{grammar.percent}").match(text, again.end()):
            break
        chain.append(again)
    return chain


@dataclass(frozen=True)
class _UnitFound:
    unit: Unit | None
    end: int
    scale: int = 1
    percentage_points: bool = False
    about: bool = False
    pieces: bool = False


def _unit_after(text: str, chain: list[re.Match[str]], grammar: Grammar) -> _UnitFound | None:
    """The unit that the text after a number names, or None when it names none that can be told."""
    end = chain[-1].end()
    mark = cached(f"(?: ?{RAISED}+)?").match(text, end)
    scale, end = _scale(text, mark.end() if mark else end, grammar)
    percent = cached(rf" ?{grammar.percent}").match(text, end)
    if percent:
        points = grammar.units["percent_points"].search(percent.group()) is not None
        return _UnitFound(Unit.PERCENT, percent.end(), scale, points)
    rough = cached(grammar.roughly).match(text, end)
    start = rough.end() if rough else end
    pieces = grammar.units["pieces"].match(text, start + 1) if text[start : start + 1] == " " else None
    noun_from = pieces.end() if pieces else start
    noun = _unit_noun(text, noun_from, grammar)
    if noun:
        return _UnitFound(noun[0], noun[1], scale, about=rough is not None, pieces=False)
    if pieces:
        return _UnitFound(None, pieces.end(), scale, about=rough is not None, pieces=True)
    return _other_unit(text, chain, _UnitFound(Unit.OTHER, end, scale, about=rough is not None), start, grammar)


def _other_unit(
    text: str, chain: list[re.Match[str]], found: _UnitFound, start: int, grammar: Grammar
) -> _UnitFound | None:
    """What a number counts when it is none of the known units: any noun; for words, what is often counted."""
    if not _has_digit(chain) and not found.about and not _counted_in_words(text, chain, grammar):
        return None
    years = grammar.cues["years"].match(text, start)
    if years and decimals(chain[-1].group(), grammar.decimal):
        return replace(found, end=years.end())
    sign = grammar.cues["unit_sign"].match(text, start)
    if sign:
        return replace(found, end=sign.end())
    other = _NOUN.match(text, start)
    if other and _counts(other.group(1), grammar) and (other.group().startswith(" ") or found.about):
        return replace(found, end=start)
    return found if found.scale > 1 else None


def _counted_in_words(text: str, chain: list[re.Match[str]], grammar: Grammar) -> bool:
    """Whether number words before a noun are data: "tre företag", "i snitt sex veckor", but not "tre delar"."""
    if grammar.cues["counted"].match(text, chain[-1].end()):
        return True
    return after_average(text, chain[0].start(), grammar)


def _counts(word: str, grammar: Grammar) -> bool:
    """Whether a number may count what ``word`` names."""
    return word not in grammar.function_words and not grammar.verb.fullmatch(word)


def _scale(text: str, end: int, grammar: Grammar) -> tuple[int, int]:
    names = "|".join(sorted(grammar.multipliers, key=len, reverse=True))
    match = cached(rf" ({names})\b").match(text, end)
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
        low, high = printed_interval(float(value), decimals(match.group(), grammar.decimal), unit.unit or Unit.OTHER)
        if unit.scale > 1:
            half = 0.5 * 10.0 ** -decimals(match.group(), grammar.decimal)
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
            signed=match.group()[0] in "+-",
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
        if grammar.cues["lasting"].match(text, match.start()):
            break
        start = match.start()
        qualifier = dict(grammar.qualifiers)[phrase]
        if qualifier is not None and not phrase_found:
            found, phrase_found = qualifier, phrase
    if start == mention.span.start:
        return mention
    return replace(mention, qualifier=found, qualifier_start=start, open_ended=phrase_found in grammar.open_ended)
