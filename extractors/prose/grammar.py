"""A language's number grammar: data from ``languages/*.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from schemas.codes import Language, Qualifier, Unit

#: Units in the order in which their nouns are tried.
UNIT_NOUNS = (
    Unit.MUNICIPALITIES,
    Unit.ESERVICES,
    Unit.APPS,
    Unit.POINTS,
    Unit.GROUPS,
    Unit.INHABITANTS,
)
#: Digits by decimal sign: 1 234,5 (and a point before one or two decimals, 31:86 kronor, 1½) or 1,234.5.
_DIGITS = {
    ",": r"(?:\d{1,3}(?: \d{3})+|\d+):\d\d(?= (?:kr|kronor)\b)|\d{1,3}(?: \d{3})+(?![\d])(?:,\d+)?"
    r"|\d+(?:,\d+|\.\d{1,2}(?!\d)|[½¼¾])?",
    ".": r"\d{1,3}(?:[ ,]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+|[½¼¾])?",
}
_YEAR = r"((?:19|20)\d\d)"


@dataclass(frozen=True)
class Grammar:
    """Compiled patterns and word lists of one language. All match on plain text (see ``extractors.text``)."""

    decimal: str
    every: str
    joined: str
    out_of: str
    ratio: str
    roughly: str
    announces: str
    articles: frozenset[str]
    open_ended: frozenset[str]
    digits: str
    time: dict[str, re.Pattern[str]]
    thousand: str
    hundred: str
    plus: str
    fraction_gap: str
    ones: dict[str, int]
    tens: dict[str, int]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    multipliers: dict[str, int]
    qualifiers: tuple[tuple[str, Qualifier | None], ...]
    units: dict[str, re.Pattern[str]]
    cues: dict[str, re.Pattern[str]]
    explained: dict[str, re.Pattern[str]]
    groups: tuple[str, ...]
    abbreviations: frozenset[str]
    function_words: frozenset[str]
    verb: re.Pattern[str]
    lost_end: str
    between: str
    word: str
    half: str
    part: str
    number: str
    percent: str
    qualifier: re.Pattern[str]
    any_qualifier: str


@cache
def grammar(language: Language = Language.SWEDISH) -> Grammar:
    """Load and compile a language's grammar."""
    text = resources.files("extractors").joinpath("languages", f"{language}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    word = _number_word(data)
    ordered = sorted(
        (
            (phrase, None if name == "none" else Qualifier(name))
            for name, phrases in data["qualifiers"].items()
            for phrase in phrases
        ),
        key=lambda pair: -len(pair[0]),
    )
    alternatives = "|".join(re.escape(phrase) for phrase, _ in ordered)
    return Grammar(
        decimal=data["decimal"],
        every=data["every"],
        joined=data["joined"],
        out_of=data["out_of"],
        ratio=data["ratio"],
        roughly=data["roughly"],
        announces=data["announces"],
        articles=frozenset(data["articles"]),
        open_ended=frozenset(data["open_ended"]),
        digits=_DIGITS[data["decimal"]],
        time=_compile({name: pattern.replace("{year}", _YEAR) for name, pattern in data["time"].items()}),
        thousand=data["thousand"],
        hundred=data["hundred"],
        plus=data["plus"],
        fraction_gap=data["fraction_gap"],
        ones=data["ones"],
        tens=data["tens"],
        ordinals=data["ordinals"],
        fractions=data["fractions"],
        multipliers=data["multipliers"],
        qualifiers=tuple(ordered),
        units=_compile(data["units"]),
        cues=_compile(data["cues"]),
        explained=_compile(data["explained"]),
        groups=tuple(data["groups"]["after"]),
        abbreviations=frozenset(data["abbreviations"].split()),
        function_words=frozenset(data["function_words"].split()),
        verb=re.compile(data["verb"]),
        lost_end=data["lost_end"],
        between=data["between"],
        word=word,
        half=data["half"],
        part=_part(data),
        number=rf"(?<![\w.,:\ufffd])[+-]?(?:{_DIGITS[data['decimal']]})(?![\d\ufffd½¼¾]|[.,:]\d)|\b(?:{word})(?:\b|(?={data['roughly']}))",
        percent=data["units"]["percent"],
        qualifier=re.compile(rf"(?<![\w-])({alternatives})[ ]$"),
        any_qualifier=f"(?:{alternatives})",
    )


@cache
def cached(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that is put together of a grammar's parts, once."""
    return re.compile(pattern)


def qualifier_words(grammar: Grammar) -> str:
    """Alternatives of all words that may qualify a number."""
    return grammar.any_qualifier


def _compile(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _number_word(data: dict[str, Any]) -> str:
    """Number words up to the thousands, with what the language puts between their parts."""
    ones = "|".join(sorted(data["ones"], key=len, reverse=True))
    tens = "|".join(sorted(data["tens"], key=len, reverse=True))
    gap, plus = data["gap"], f"(?:{data['plus']}{data['gap']})?"
    below_hundred = f"(?:{tens})(?:-?(?:{ones}))?|(?:{ones})"
    hundreds = f"(?:(?:{ones}){gap})?{data['hundred']}(?:{gap}{plus}(?:{below_hundred}))?"
    below_thousand = f"(?:{hundreds}|{below_hundred})"
    return f"(?:{below_thousand}{gap})?{data['thousand']}(?:{gap}{plus}{below_thousand})?|{below_thousand}"


def _part(data: dict[str, Any]) -> str:
    """A share whose "one" is an article: "a third of"; an ordinal alone is none ("a third party")."""
    names = "|".join(sorted(data["fractions"], key=len, reverse=True))
    articles = "|".join(data["part_articles"])
    return rf"\b(?:{articles}) (?=(?:{names}){data['part_after']})" if articles else r"(?!)"
