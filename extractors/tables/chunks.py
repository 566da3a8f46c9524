"""Lines cut into chunks: what stands together in a table's cell, further from its neighbours than words are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from extractors.layout import line_text
from extractors.text import Line, Word, plain

#: The space between two chunks: this many times the page's word space, and at least so many font sizes.
_APART, _APART_EM = 1.7, 0.5
#: Two numbers are apart as soon as the space is wider than the one between words.
_NUMBERS_APART = 1.25
_USUAL_SPACE_EM, _WIDEST_SPACE_EM = 0.27, 0.75
_MAX_VALUE_WORDS = 6
_LEADER = re.compile(r"[.·…_]+")
_FIGURE = re.compile(
    r"[*†‡^~≈]*[(\[<>≤≥±]*[-+±]?[$€£¥]? ?[-+±<>≤≥~]*(?:\d[\d .,:/']*|\.\d+)"
    r"(?: ?(?:%|‰|m|kr|st|kton|ton|mnkr|tkr|mkr|sek|eur|usd|poäng|procent|[a-z]{0,1}))?"
    r"[)\]]*(?: ?(?:-|–|/|±|to|\() ?[-+]?[$€£]?[\d.,]+ ?[%‰]?[)\]]?)*[ *†‡#¹²³⁴-⁹^]*(?:\(\d\)|\([*a-z]\)|[a-z]\))?"
)
_MARK = re.compile(
    r"[-—*†‡#¤§•○●✓.…]{1,5}|\.{1,3}|[*]*(?:n[./]?a\.?|n[./]?s\.?|x|nm|np|nd|na|\([xa-z]\)|\(na\)|\(nm\))[*]*"
)
_GROUP_TAIL = re.compile(r"\d{3}(?:[.,]\d+)?(?:%|\)|\*)*")
_GROUP_HEAD = re.compile(r"[-+($€£<>±*]*\d{1,3}(?: \d{3})*")
_NUMERIC = re.compile(r"[-+($€£<>±*≤≥]*\d[\d.,]*[%)*†‡]*")
_BREAKS = ("-", ",", "/", " &", " of", " the", " and", " or", " och", " av", " som", " eller", " för")
_CURRENCY = re.compile(r"[$€£¥]|kr|sek|usd|eur")


@dataclass(frozen=True, eq=False)
class Chunk:
    """Words of one line that stand together; ``line`` counts lines from the page's top.

    Two chunks are never equal: they are told apart by what they are, not by their words, which is quick.
    """

    words: Line
    line: int

    @cached_property
    def x0(self) -> float:
        """Left edge in points."""
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        """Right edge in points."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """Upper edge in points."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Lower edge in points."""
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """Font size in points."""
        return max(word.size for word in self.words)

    @cached_property
    def text(self) -> str:
        """Its words with single spaces, in plain characters."""
        return plain(line_text(self.words))

    @cached_property
    def is_figure(self) -> bool:
        """Whether it is a number as tables print them: with signs, marks, units, an interval in brackets."""
        return len(self.words) <= _MAX_VALUE_WORDS and bool(_FIGURE.fullmatch(self.text))

    @cached_property
    def is_value(self) -> bool:
        """Whether it may be the content of a data cell: a figure, or a mark for a missing one."""
        return self.is_figure or bool(_MARK.fullmatch(self.text))

    @cached_property
    def breaks_off(self) -> bool:
        """Whether it ends amid a word or a phrase, so that it goes on on the next line."""
        return self.text.endswith(_BREAKS)

    def overlap(self, x0: float, x1: float) -> float:
        """How many points it shares with an interval."""
        return min(self.x1, x1) - max(self.x0, x0)


def word_space(lines: Iterable[Line]) -> float:
    """The usual space between words, in font sizes."""
    spaces = [
        (other.x0 - one.x1) / max(one.size, 1.0)
        for line in lines
        for one, other in pairwise(line)
        if 0 < other.x0 - one.x1 < _WIDEST_SPACE_EM * one.size and one.text[-1:].isalpha() and other.text[:1].isalpha()
    ]
    return median(spaces) if spaces else _USUAL_SPACE_EM


def chunks_of(line: Line, number: int, space: float) -> list[Chunk]:
    """Cut a line where its words stand apart; dot leaders go, signs that stand alone join their number."""
    words = without_leaders(line)
    if not words:
        return []
    parts: list[list[Word]] = [[words[0]]]
    for one, other in pairwise(words):
        if _apart(parts[-1], one, other, space):
            parts.append([])
        parts[-1].append(other)
    return [Chunk(tuple(part), number) for part in _with_currency(parts)]


def _apart(part: Sequence[Word], one: Word, other: Word, space: float) -> bool:
    gap = (other.x0 - one.x1) / max(min(one.size, other.size), 1.0)
    if _NUMERIC.fullmatch(plain(one.text)) and _NUMERIC.fullmatch(plain(other.text)):
        return gap > _NUMBERS_APART * space or not _goes_on(part, other)
    return gap > max(_APART * space, _APART_EM)


def _goes_on(part: Sequence[Word], other: Word) -> bool:
    """Whether a number may go on after a space, as in ``12 345``; a raised mark goes with its number."""
    if other.size < 0.85 * part[-1].size:
        return True
    return bool(_GROUP_HEAD.fullmatch(line_text(tuple(part))) and _GROUP_TAIL.fullmatch(other.text))


def without_leaders(line: Line) -> Line:
    """The line without the dots that lead the eye from a label to its value."""
    dots = [bool(_LEADER.fullmatch(word.text)) for word in line]
    if sum(len(word.text) for word, dot in zip(line, dots, strict=True) if dot) < 4:
        return line
    kept = []
    for index, word in enumerate(line):
        beside = any(dots[other] for other in (index - 1, index + 1) if 0 <= other < len(line))
        if not (dots[index] and (beside or len(word.text) > 3)):
            kept.append(word)
    return tuple(kept)


def _with_currency(parts: list[list[Word]]) -> list[list[Word]]:
    """Join a currency sign in a column of its own to the number on its right."""
    joined: list[list[Word]] = []
    for part in parts:
        before = joined[-1] if joined else []
        if len(before) == 1 and _CURRENCY.fullmatch(plain(before[0].text)) and _NUMERIC.fullmatch(plain(part[0].text)):
            before.extend(part)
        else:
            joined.append(part)
    return joined
