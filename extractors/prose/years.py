"""The year of a number, where it stands behind the number, and where the words say that it is not the survey's own."""

from __future__ import annotations

import re

from extractors.prose.grammar import Grammar

_CLAUSE = re.compile(r"[.,;:()]|\s–\s")


def clause_year(before: str, after: str, years: re.Pattern[str], default: int, grammar: Grammar) -> int | None:
    """The year that the number's clause ends in: “6 procent av kommunerna publicerade öppna data år 2011”.

    ``default`` where it names no year, one to come, only one to compare with (“sedan 2011”), or where the words before
    the number say that it is of now; None where it names one that may be the number's or not (“6 procent av dem som
    svarade 2011 har öppna data”).
    """
    if grammar.time["now"].search(before):
        return default
    clause = _CLAUSE.split(after, maxsplit=1)[0].rstrip()
    found = list(years.finditer(clause))
    if len(found) != 1 or grammar.time["other"].search(clause[: found[0].start()]):
        return default
    year = int(found[0].group(1))
    if year >= default:
        return default
    return year if grammar.time["at_end"].search(clause) else None


def unclaimed(sentence: str, before: str, grammar: Grammar) -> str:
    """What stands before a number, without a year that the number before it has (“från 15 procent 2011 till 46”)."""
    claimed = None if sentence.startswith(before) else grammar.time["after"].match(before)
    return before[claimed.end() :] if claimed else before


def is_start(before: str, after: str, grammar: Grammar) -> bool:
    """Whether a number is what a change started from (“från 15 procent till 46”), so of a year before the other's."""
    if grammar.cues["range_all"].search(before):
        return False
    return grammar.time["started"].search(before) is not None and grammar.time["goes_to"].match(after) is not None
