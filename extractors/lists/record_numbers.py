"""The numbers of an entry: as they are parsed, and which of them is the score or count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.lists.column_headers import Role, role_of
from extractors.lists.records import Printed, Record
from extractors.prose.grammar import Grammar
from extractors.tables.cells import CellValue, parse_cell
from extractors.text import plain
from schemas.claim import Held
from schemas.codes import Kind

#: Headers of changes.
CHANGED = re.compile(r"förändring|differens|skillnad|change|difference|[+]/[-]")
_UP = "↑▲△⬆↗"
_UNCHANGED = ("±0", "± 0", "+/-0", "→ 0", "►0")
_ARROW = re.compile(rf"([{_UP}↓▼▽⬇↘]) ?(\d+(?:[.,]\d+)?)")
_ORDINAL = re.compile(
    r"(?:(?:delad|delat|=|t|nr|(?:ranking|rank)?grupp|plats) ?)?(?P<number>\d{1,3})(?::?[aeo]\b|\.|=)?"
    r"(?: ?\(?\*+\)?| ?\(\d{1,3}\))?"
)
_UNTOLD = "it has several numbers and no header says which of them is wanted"


def number_of(role: Role, printed: Printed, grammar: Grammar) -> CellValue | None:
    """Value of an entry's number; ranks may be ordinals ("4:a", "delad 4") and groups have their word before them.

    What stands in brackets behind a rank is that of another year: "1 (45)".
    """
    text = printed.text
    if role in (Role.RANK, Role.GROUP, Role.NUMBER):
        match = _ORDINAL.fullmatch(plain(text).strip())
        text = match.group("number") if match else ""
    return parse_cell(_number_in(text), grammar)


def _number_in(text: str) -> str:
    return text.strip("()[]:;,. ") if re.search(r"\d", text) else text


def signed(text: str) -> str:
    """A change with its arrow as a sign: "▲ 3" is +3."""
    if text.strip() in _UNCHANGED:
        return "0"
    match = _ARROW.fullmatch(text.strip())
    return f"{'+' if match.group(1) in _UP else '-'}{match.group(2)}" if match else text


def settle_scores(records: Sequence[Record], kind: Kind) -> list[Held]:
    """A ranking without points takes its first measure as score; a count list without header its only number.

    Where no header tells several numbers apart, no number is taken: the entry loses its numbers and is held back.
    """
    wanted = {Kind.RANKING: Role.SCORE, Kind.ESERVICE_COUNTS: Role.COUNT}.get(kind)
    held: list[Held] = []
    if wanted is None:
        return held
    for record in records:
        if wanted in record.parts:
            continue
        if kind is Kind.ESERVICE_COUNTS and Role.SCORE in record.parts:
            record.parts[wanted] = record.parts.pop(Role.SCORE)
            continue
        numbers = _measures(record)
        untold = not any(number.header for number in numbers) or kind is Kind.ESERVICE_COUNTS
        if len(numbers) > 1 and untold:
            held.append(Held(record.page, kind.value, record.text.verbatim, "numbers_told_apart", _UNTOLD))
            record.parts, record.others = {}, []
        elif numbers:
            record.others.remove(numbers[0])
            record.parts[wanted] = numbers[0]
    return held


def _measures(record: Record) -> list[Printed]:
    """A record's further numbers that may be its score: no ranks of other years; changes only where nothing else is."""
    numbers = [
        other
        for other in record.others
        if re.search(r"\d", other.text) and role_of(plain(other.header)) not in (Role.RANK, Role.GROUP, Role.NUMBER)
    ]
    levels = [other for other in numbers if not CHANGED.search(plain(other.header))]
    return levels or numbers
