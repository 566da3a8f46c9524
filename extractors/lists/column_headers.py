"""What a column of a list is, by its header; and headers that were printed into each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from extractors.text import Word, plain


class Role(StrEnum):
    """What a column or a number of a list is."""

    NAME = "name"
    RANK = "rank"
    NUMBER = "number"
    GROUP = "group"
    SCORE = "score"
    COUNT = "count"
    APPS = "apps"
    OTHER = "other"


_HEADERS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.OTHER, re.compile(r"förändring|differens|skillnad|change|difference")),
    (Role.GROUP, re.compile(r"^(?:rank(?:ing)?|poäng)?-? ?(?:grupp|group)p?$")),
    (Role.RANK, re.compile(r"^plats|placering|^rank(?:ing)?$|^rang$|^position")),
    (Role.NUMBER, re.compile(r"^(?:l.p)?nr\.?$|^nummer$|^no\.?$|^#$|^№\.?$")),
    (Role.APPS, re.compile(r"\bappar\b|applikation|\bapps?\b")),
    (Role.COUNT, re.compile(r"e-? ?tjänster|^antal$")),
    (Role.SCORE, re.compile(r"poäng|score|index|^points?$")),
    (Role.NAME, re.compile(r"^kommun(?:er|ens|ens namn|namn)?$|^namn$|^municipality$")),
)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE = re.compile(r"föreg|förra|fjol|tidigare|previous|last year")
_ONE_EACH = (Role.RANK, Role.GROUP, Role.SCORE, Role.COUNT)


def role_of(header: str) -> Role:
    """Role of a column by its header (plain text), whatever year it prints."""
    words = _YEAR.sub("", header).strip(" ,()-")
    return next((role for role, pattern in _HEADERS if pattern.search(words)), Role.OTHER)


def roles_of(headers: Sequence[str], year: int) -> tuple[Role, ...]:
    """Roles of a table's columns (plain texts); of several ranks, or scores, the survey year's own is the one.

    That is the column that prints ``year``, else the only one that prints none. Where neither says, none has the role.
    """
    roles = [Role.OTHER if _BEFORE.search(header) else role_of(header) for header in headers]
    for role in _ONE_EACH:
        places = [place for place, found in enumerate(roles) if found is role]
        if len(places) > 1:
            kept = _of_year([headers[place] for place in places], year)
            for index, place in enumerate(places):
                roles[place] = role if index == kept else Role.OTHER
    return tuple(roles)


def _of_year(headers: Sequence[str], year: int) -> int | None:
    """Which of several like headers is the year's: by the year, else the only one without, else the newest."""
    years = [[int(found) for found in _YEAR.findall(header)] for header in headers]
    own = [index for index, found in enumerate(years) if found == [year]]
    bare = [index for index, found in enumerate(years) if not found]
    for candidates in (own, bare):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    newest = [index for index, found in enumerate(years) if max(found) == max(map(max, years))]
    return newest[0] if len(newest) == 1 else None


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
