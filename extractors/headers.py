"""What a column of a list is, by its header; and headers that were printed into each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from extractors.text import Word, plain


class Role(StrEnum):
    """What a column or a number of a list is."""

    NAME = "name"
    RANK = "rank"
    GROUP = "group"
    SCORE = "score"
    COUNT = "count"
    APPS = "apps"
    OTHER = "other"


_HEADERS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.GROUP, re.compile(r"grupp|group")),
    (Role.RANK, re.compile(r"^plats|placering|^rank(?:ing)?$|^rang$|^nr\.?$|^#$|^position")),
    (Role.APPS, re.compile(r"\bappar\b|applikation|\bapps?\b")),
    (Role.COUNT, re.compile(r"e-? ?tjänster|^antal$")),
    (Role.SCORE, re.compile(r"poäng|score|index|^points?$")),
    (Role.NAME, re.compile(r"^kommun(?:er|ens namn|namn)?$|^namn$|^municipality$")),
)


def role_of(header: str) -> Role:
    """Role of a column by its header (plain text)."""
    return next((role for role, pattern in _HEADERS if pattern.search(header.strip())), Role.OTHER)


def unglued(words: Iterable[Word]) -> Iterator[Word]:
    """Words, with two headers that run into each other ("RankinggruppKommun") apart."""
    for word in words:
        cut = _cut(word)
        if cut is None:
            yield word
        else:
            yield replace(word, text=word.text[:cut], x1=word.edges[cut], edges=word.edges[: cut + 1])
            yield replace(word, text=word.text[cut:], x0=word.edges[cut], edges=word.edges[cut:])


def _cut(word: Word) -> int | None:
    if len(word.edges) != len(word.text) + 1:
        return None
    for match in re.finditer(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", word.text):
        halves = word.text[: match.start()], word.text[match.start() :]
        if all(role_of(plain(half)) is not Role.OTHER for half in halves):
            return match.start()
    return None
