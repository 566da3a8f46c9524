"""Resolve municipality names: exactly, or not at all. Likeness may only suggest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.municipalities import municipalities, normalise_name, written_forms

_NOTE = re.compile(r"\s*(?:\(?\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|\(?\d\)|\[\d+\])\s*$")
_NOTE_NO_NUMBER = re.compile(r"\s*(?:\(?\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|(?<![(\d])\d\)|\[\d+\])\s*$")
_MAX_WORDS = 5
_EDGES = " ,;:."


@dataclass(frozen=True)
class Match:
    """A name at the beginning of a list of words: its code, and how many words it takes."""

    code: str
    words: int


def resolve(text: str) -> str | None:
    """Code of the municipality that ``text`` names, footnote marks aside; None when it names none exactly."""
    return written_forms().get(normalise_name(without_note(text).strip(_EDGES)))


def resolve_lines(lines: Sequence[str], text: str) -> str | None:
    """As ``resolve`` for a cell's ``text``; a name that a narrow cell breaks in a word ("STENUNGSUN|D") is whole."""
    code = resolve(text)
    if code is not None or len(lines) < 2:
        return code
    return resolve("".join(lines))


def without_note(text: str) -> str:
    """Text without a footnote mark at its end."""
    return _NOTE.sub("", text)


def match_prefix(words: list[str]) -> Match | None:
    """The longest municipality name that the words begin with."""
    for count in range(min(_MAX_WORDS, len(words)), 0, -1):
        if not words[0][:1].isupper():
            return None
        code = _resolve_before_number(" ".join(words[:count]))
        if code is not None:
            return Match(code, count)
    return None


def _resolve_before_number(text: str) -> str | None:
    """As ``resolve``, but "(1)" is no footnote mark: in a line of text it may be the entry's number."""
    return written_forms().get(normalise_name(_NOTE_NO_NUMBER.sub("", text).strip(_EDGES)))


def suggestions(text: str) -> list[str]:
    """Names that look like ``text``, nearest first, for people to choose from."""
    return difflib.get_close_matches(without_note(text).strip(_EDGES), _names(), n=3, cutoff=0.6)


@cache
def _names() -> list[str]:
    return [place.name for place in municipalities()]


@cache
def name_of(code: str) -> str:
    """The municipality's name."""
    return next(place.name for place in municipalities() if place.code == code)


def unresolved_reason(text: str) -> str:
    """Why a name is held back, with suggestions."""
    near = suggestions(text)
    hint = f"; did the source mean {' or '.join(near)}?" if near else ""
    return f"“{text}” is the exact name of no municipality{hint}"
