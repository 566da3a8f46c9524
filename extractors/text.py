"""Running text that remembers where each of its characters is printed.

Readers match on :attr:`Text.plain`, which has one character for each of :attr:`Text.verbatim` (lower case, ordinary
spaces and hyphens), so that a span found in one is the same span in the other, and a place on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from schemas.claim import Region

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\u2043\ufe63\uff0d"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
#: Stands for a glyph that no character is known for.
UNKNOWN = "\ufffd"
#: Printed as a hyphen at the end of a line, and only there.
SOFT_HYPHEN = "\u00ad"
#: Words that a document prints whole.
Known = frozenset[str]
#: What a raised footnote mark, and a figure below the line (CO₂), is in plain text.
RAISED, LOWERED = "\u00b9", "\u2082"
_PLAIN = str.maketrans({**dict.fromkeys(SPACES, " "), **dict.fromkeys(DASHES, "-")})
_LONG_WORD = 8
_SHORT_WORDS = frozenset(
    (
        "i",
        "å",
        "ö",
        "en",
        "av",
        "på",
        "om",
        "är",
        "ej",
        "de",
        "vi",
        "ha",
        "se",
        "få",
        "of",
        "or",
        "to",
        "in",
        "is",
        "by",
    )
)
_PREFIX = re.compile(r"(?:^|[\s(/])(?:\w|it|ict|ip|mobil)$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:^|[\s(/])[A-ZÅÄÖ]{2,6}$")
_LAST_WORD, _FIRST_WORD = re.compile(r"[\w-]+$"), re.compile(r"[\w-]+")
_COORDINATION = re.compile(r"(?:och|eller|respektive|samt|and|or)\b")


def plain(text: str) -> str:
    """Lower case with ordinary spaces and hyphens, of the same length as ``text``."""
    lowered = text.translate(_PLAIN).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_PLAIN))


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word; ``edges`` are the left edges of its characters and the right edge of the last, in points.

    ``angle`` is how far it is turned, in degrees counter-clockwise; turned words have no ``edges``. ``drawn`` says when
    its first and its last character were, counted from the page's first.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    edges: tuple[float, ...] = ()
    bold: bool = False
    angle: int = 0
    drawn: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def region(self) -> Region:
        """Its box."""
        return Region(self.page, self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """Vertical centre in points."""
        return (self.top + self.bottom) / 2

    def part(self, start: int, end: int) -> Region:
        """Box of the characters ``start:end``."""
        if len(self.edges) != len(self.text) + 1:
            return self.region
        return Region(self.page, self.edges[start], self.top, self.edges[end], self.bottom)


Line = tuple[Word, ...]


@dataclass(frozen=True)
class Piece:
    """A run of characters of ``Text`` that comes from one word: ``length`` characters from ``offset`` in it."""

    start: int
    length: int
    word: Word
    offset: int
    line: int


@dataclass(frozen=True)
class Text:
    """Verbatim text of a paragraph with its pieces, in reading order. Text without layout has no pieces."""

    verbatim: str
    page: int | None
    pieces: tuple[Piece, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)

    @cached_property
    def plain(self) -> str:
        """The text to match on; see the module. Raised footnote marks are ``RAISED``, so that they are no digits."""
        characters = list(plain(self.verbatim))
        if self._begins_raised():
            characters[: self.pieces[0].length] = RAISED * self.pieces[0].length
        for before, piece in pairwise(self.pieces):
            mark = _mark(before.word, piece.word) if piece.word.text.isdigit() else None
            if mark:
                characters[piece.start : piece.start + piece.length] = mark * piece.length
        return "".join(characters)

    def _begins_raised(self) -> bool:
        """Whether the text is a footnote that begins with its own raised mark."""
        if len(self.pieces) < 2 or not self.pieces[0].word.text.isdigit():
            return False
        first, second = self.pieces[0].word, self.pieces[1].word
        same_line = self.pieces[0].line == self.pieces[1].line
        return same_line and first.size < 0.8 * second.size and first.middle < second.middle

    def page_at(self, index: int) -> int | None:
        """Page that the character at ``index`` is printed on."""
        for piece in self._pieces(index, index + 1):
            return piece.word.page
        return self.page

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """One box for each printed line that the span touches, in reading order."""
        boxes: dict[int, Region] = {}
        for piece in self._pieces(start, end):
            box = _part(piece, start, end)
            boxes[piece.line] = join(boxes[piece.line], box) if piece.line in boxes else box
        return tuple(boxes.values())

    def _pieces(self, start: int, end: int) -> Iterable[Piece]:
        first = max(0, bisect_right(self._starts, start) - 1)
        for piece in self.pieces[first:]:
            if piece.start >= end:
                return
            if piece.start + piece.length > start:
                yield piece


def _mark(before: Word, word: Word) -> str | None:
    """What a word is that is set smaller and higher than the one before it (a footnote mark), or lower and close."""
    if word.size >= 0.8 * before.size or word.page != before.page:
        return None
    if word.middle < before.middle:
        return RAISED
    close = abs(word.x0 - before.x1) < 0.15 * before.size
    return LOWERED if close and word.bottom >= before.bottom - 0.05 * before.size else None


def _part(piece: Piece, start: int, end: int) -> Region:
    first = max(start, piece.start) - piece.start + piece.offset
    last = min(end, piece.start + piece.length) - piece.start + piece.offset
    return piece.word.part(first, last)


def join(one: Region, other: Region) -> Region:
    """Smallest box that holds both; they must be on one page."""
    return Region(
        one.page,
        min(one.x0, other.x0),
        min(one.top, other.top),
        max(one.x1, other.x1),
        max(one.bottom, other.bottom),
    )


def text_of(lines: Iterable[Line], narrow: bool = False, known: Known = frozenset()) -> Text:
    """Join printed lines to running text; a word broken at a line's end becomes whole again, as ``known`` words are.

    In a ``narrow`` place (a table cell) programs break long words anywhere, without a hyphen: a line that begins with
    a few small letters that are no word of their own ("kommunalförbun|d") goes on with the word before.
    """
    builder = _Builder(narrow, known)
    for number, line in enumerate(lines):
        for word in line:
            builder.add(word, number)
    return builder.text()


class _Builder:
    def __init__(self, narrow: bool, known: Known) -> None:
        self.narrow, self.known = narrow, known
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0

    def add(self, word: Word, line: int) -> None:
        if self.pieces:
            self._separate(word, line)
        self.pieces.append(Piece(self.length, len(word.text), word, 0, line))
        self._append(word.text)

    def _separate(self, word: Word, line: int) -> None:
        soft = self._drop_soft_hyphen()
        if soft and line != self.pieces[-1].line:
            return None
        if line == self.pieces[-1].line:
            return self._append(" ")
        if self.narrow and _is_fragment(self.pieces[-1].word.text, word.text):
            return None
        glue = hyphenation("".join(self.parts[-3:]), word.text, self.known)
        if glue == "drop":
            self._drop_hyphen()
        elif glue == "space":
            self._append(" ")
        return None

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _drop_hyphen(self) -> None:
        last = self.pieces[-1]
        self.pieces[-1] = Piece(last.start, last.length - 1, last.word, last.offset, last.line)
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1

    def _drop_soft_hyphen(self) -> bool:
        """A soft hyphen is printed where its word is broken, and belongs to no word."""
        if not self.parts[-1].endswith(SOFT_HYPHEN):
            return False
        self._drop_hyphen()
        return True

    def text(self) -> Text:
        if self.pieces:
            self._drop_soft_hyphen()
        page = self.pieces[0].word.page if self.pieces else None
        return Text("".join(self.parts), page, tuple(self.pieces), tuple(piece.start for piece in self.pieces))


def _is_fragment(before: str, text: str) -> bool:
    """Whether a line's first letters are the end of a long word rather than a word."""
    broken = len(before) >= _LONG_WORD and before[-1].isalpha()
    return broken and len(text) <= 2 and text.isalpha() and text.islower() and text not in _SHORT_WORDS


def hyphenation(before: str, after: str, known: Known = frozenset()) -> str:
    """What to put between a line's end and the next line's start: ``space``, ``keep`` (nothing) or ``drop`` the hyphen.

    Where the document prints the word elsewhere, with its hyphen or without, that settles it. Else a hyphen stays after
    a one-letter or known short prefix (``e-|förvaltning``) or an acronym (``GHG-|protokollet``), before a capital or a
    digit; a word with a hanging hyphen (``läs-|och surfplattor``) keeps it and a space.
    """
    plain_before, plain_after = plain(before), plain(after)
    if not plain_before.endswith("-") or len(plain_before) < 2 or not plain_before[-2].isalnum():
        return "space"
    if _COORDINATION.match(plain_after):
        return "space"
    start, end = _LAST_WORD.search(plain_before[:-1]), _FIRST_WORD.match(plain_after)
    if start and end:
        whole, hyphened = start.group() + end.group(), f"{start.group()}-{end.group()}"
        if (whole in known) != (hyphened in known):
            return "drop" if whole in known else "keep"
    if _PREFIX.search(plain_before[:-1]) or _ACRONYM.search(before[:-1]):
        return "keep"
    return "drop" if after[:1].islower() else "keep"


def known_words(words: Iterable[Word]) -> Known:
    """The words that a document prints whole, in plain text without the punctuation around them."""
    stripped = (plain(word.text).strip("()[]\"'”“’.,;:!?/") for word in words)
    return frozenset(word for word in stripped if len(word) > 3 and word[-1] != "-")


def text_without_layout(verbatim: str, page: int | None) -> Text:
    """Text of a medium that has no boxes (HTML, plain text)."""
    return Text(verbatim, page)


def concatenate(one: Text, other: Text, known: Known = frozenset()) -> Text:
    """Join a paragraph with its continuation in the next column or on the next page."""
    if not one.pieces or not other.pieces:
        return Text(f"{one.verbatim} {other.verbatim}", one.page)
    return text_of([*_lines(one), *_lines(other)], known=known)


def _lines(text: Text) -> Iterable[Line]:
    lines: dict[int, list[Word]] = {}
    for piece in text.pieces:
        lines.setdefault(piece.line, []).append(piece.word)
    return (tuple(line) for line in lines.values())
