"""The order in which a list's lines are read, and what kind of line each is: header, heading, entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from extractors.layout import is_bullet, lines_of, split_at_gaps
from extractors.lists.column_headers import Role, role_of
from extractors.lists.marks import unmarked
from extractors.names import match_prefix
from extractors.text import Line, Word, plain
from schemas.municipalities import municipalities

_GROUP = re.compile(
    r"^(?:ranking|rank|poäng)?grupp ?(?P<group>\d+)\b ?(?:[(,:-]? ?(?P<score>\d+) ?poäng\b\)?)?(?P<rest> ?[:.-]? ?)"
)
_SCORE = re.compile(r"^(?P<score>\d+) ?poäng\b ?(?:\((?:ranking)?grupp (?P<group>\d+)\))?(?P<rest> ?[:.-]? ?)")
_COUNT = re.compile(r"^(?P<count>\d+) ?(?:st(?:ycken)?\.? )?e-? ?tjänst(?:er)?\b(?P<rest> ?[:.-]? ?)")
#: Words that begin a header of several words, also in capitals ("ANTAL POÄNG").
_COUNTING = ("antal", "andel", "summa")
_IN_BRACKETS = re.compile(r"\(.*?\)$")
_LEADING = re.compile(r"\d{1,3}[.)]?")
#: What share of the names at an edge have a number before them, where the number is part of the entry.
_NUMBERED = 0.8
#: How exactly names begin at an edge, in points.
_AT_EDGE = 3.0


def reading_lines(lines: list[Line], edges: list[float]) -> Iterator[Line]:
    """Lines in reading order; where names stand side by side, column after column."""
    anchors = [len(_anchors(line)) for line in lines]
    most = min(2, max(anchors, default=0))
    first = next((index for index, count in enumerate(anchors) if count >= most > 0), None)
    if len(edges) < 2 or first is None:
        yield from lines
        return
    top = _first_line(lines, first, edges[1:])
    yield from lines[:top]
    body = [word for line in lines[top:] for word in line]
    bounds = [float("-inf"), *edges[1:], float("inf")]
    for left, right in pairwise(bounds):
        yield from lines_of(word for word in body if left - 2 <= word.x0 < right - 2)


def _first_line(lines: list[Line], first: int, edges: list[float]) -> int:
    """First line of the columns: above the first line with two names, down to one that runs across an edge."""
    index = first
    while index and not any(_crosses(lines[index - 1], edge) for edge in edges):
        index -= 1
    return index


def _crosses(line: Line, edge: float) -> bool:
    """Whether a line's text runs on over an edge between columns: the words around it stand close together."""
    left = [word for word in line if word.x0 < edge - 2]
    right = [word for word in line if word.x0 >= edge - 2]
    if not left:
        return False
    last = max(left, key=lambda word: word.x1)
    return last.x1 > edge or (bool(right) and right[0].x0 - last.x1 < 0.5 * last.size)


def _anchors(line: Line) -> list[float]:
    """Left edges of the segments that begin with a municipality's name, bullets aside."""
    return [part[0].x0 for part in split_at_gaps(line, 0.8) if entry_name(part)]


def entry_name(part: Line) -> bool:
    """Whether a segment begins with a municipality's name, a bullet and a number aside."""
    start, _ = lead(part)
    words = [word.text for word in unmarked(part)]
    return match_prefix(clean(words[start : start + 5])) is not None


def column_edges(lines: Iterable[Line]) -> list[float]:
    """Left edges of the columns of entries: where names begin beside other names on three lines of the document.

    Columns may also stand beside each other line by line at other heights, where no line runs from one to the next.
    """
    given = list(lines)
    anchors = [_anchors(line) for line in given]
    edges = _edges(edge for found in anchors if len(found) > 1 for edge in found)
    if not edges:
        apart = _edges(edge for found in anchors for edge in found)
        edges = apart if not any(_crosses(line, edge) for line in given for edge in apart[1:]) else []
    return _before_numbers(given, edges)


def _edges(places: Iterable[float]) -> list[float]:
    """The places where at least three names begin, far enough from each other to be columns."""
    counted = Counter(round(place / 3) for place in places)
    often = sorted(place * 3.0 for place, count in counted.items() if count >= 3)
    return [place for index, place in enumerate(often) if index == 0 or place - often[index - 1] > 40]


def _before_numbers(lines: list[Line], edges: list[float]) -> list[float]:
    """Edges of columns whose entries begin with a number, moved to the left of the numbers.

    A number between two names is the right one's when one stands before the names of the first column as well.
    """
    numbers = [[number for line in lines if (number := _number_before(line, edge)) is not None] for edge in edges]
    entries = [sum(1 for line in lines if _word_at(line, edge) is not None) for edge in edges]
    if not edges or any(len(found) < _NUMBERED * count for found, count in zip(numbers, entries, strict=True)):
        return edges
    return [min(found, default=edge) for edge, found in zip(edges, numbers, strict=True)]


def _word_at(line: Line, edge: float) -> int | None:
    """Index of the word that begins at an edge."""
    return next((index for index, word in enumerate(line) if abs(word.x0 - edge) <= _AT_EDGE), None)


def _number_before(line: Line, edge: float) -> float | None:
    """Left edge of the number before the word that begins at an edge."""
    index = _word_at(line, edge)
    before = line[index - 1] if index else None
    return before.x0 if before is not None and _LEADING.fullmatch(before.text) else None


def clean(words: list[str]) -> list[str]:
    """Words without the separators that may stick to a name: ``Ale:`` ``Ale,`` ``Ale``."""
    return [word.rstrip(":,;.") for word in words]


def heading(text: str) -> re.Match[str] | None:
    """A heading of entries below it: "Grupp 3 (12 poäng):", "12 poäng", "140 e-tjänster:"."""
    return _GROUP.match(text) or _SCORE.match(text) or _COUNT.match(text)


def header_parts(line: Line) -> Iterator[Line]:
    """The headers on a line: parts with gaps between them, and headers that stand as close as words do."""
    for part in split_at_gaps(line, 0.8):
        roles = [role_of(plain(word.text)) for word in part]
        apart = len(set(roles)) == len(part) and Role.OTHER not in roles and _begin_headers(part)
        cuts = {index for index in range(1, len(part)) if apart or _cuts(part, roles, index)}
        bounds = [0, *sorted(cuts), len(part)]
        yield from (part[start:end] for start, end in pairwise(bounds))


def _begin_headers(part: Line) -> bool:
    """Whether each word begins a header: "Antal poäng" is one, "Antal Kommun" are two."""
    shouted = all(word.text.isupper() for word in part)
    return all(word.text[:1].isupper() for word in part) and not (shouted and plain(part[0].text) in _COUNTING)


def _cuts(part: Line, roles: list[Role], index: int) -> bool:
    """Whether a header begins at a word: at "Kommun" with a capital, or at a capital behind it."""
    capital = part[index].text[:1].isupper() and part[index].text[1:].islower()
    return capital and Role.NAME in (roles[index], roles[index - 1]) and roles[index] is not Role.OTHER


def is_divider(text: str, following: str = "") -> bool:
    """Whether a line only divides a list: a county's name, or the letter that the next line begins with."""
    words = _IN_BRACKETS.sub("", plain(text)).strip(" :")
    letter = len(words) == 1 and words.isalpha() and plain(following).startswith(words)
    return letter or words in _counties()


@cache
def _counties() -> frozenset[str]:
    return frozenset(place.county.lower() for place in municipalities())


def lead(line: Line) -> tuple[int, Word | None]:
    """Index of the first word after a bullet and a leading number, and that number."""
    start = 1 if is_bullet(line) else 0
    if start < len(line) - 1 and _LEADING.fullmatch(line[start].text):
        return start + 1, line[start]
    return start, None
