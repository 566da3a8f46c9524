"""Labels: runs of words that are printed together, and the numbers that some of them are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extractors.layout import line_text, lines_of
from extractors.text import Line, Word, join, plain
from schemas.claim import Region

#: Neighbouring labels stand at least this far apart, in font sizes; words of one label are nearer.
GAP_EM = 0.6
#: The narrowest letters of narrow fonts are wider than this, in font sizes.
_NARROWEST_EM = 0.1
_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)?%")
_PERCENTAGES = re.compile(f"(?:{_PERCENTAGE.pattern})+")
_VALUES = re.compile(r"[\d.,%]+")
_GLUED = re.compile(r"\D*[^\W\d_](?P<number>\d+(?:[.,]\d+)?%?)")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>\d{1,3}(?:[ ']\d{3})+|\d+)(?:(?P<point>[.,])(?P<decimals>\d+))?"
    r" ?(?P<unit>%|procent|st\.?|stycken)?"
)


@dataclass(frozen=True)
class Number:
    """A printed number: its value, how many decimals, whether a percent sign stands with it."""

    value: float
    decimals: int
    percent: bool

    @property
    def half(self) -> float:
        """Half a unit of its last decimal: how far rounding may have moved it."""
        return 0.5 * float(10.0**-self.decimals)


@dataclass(frozen=True)
class Label:
    """Words printed together; ``angle`` as in ``Word``. ``box`` is set for a part of a word."""

    words: tuple[Word, ...]
    text: str
    region: Region

    @cached_property
    def size(self) -> float:
        """Font size in points."""
        return max(word.size for word in self.words)

    @property
    def angle(self) -> int:
        """Degrees that it is turned, counter-clockwise."""
        return self.words[0].angle

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.region.x0 + self.region.x1) / 2, (self.region.top + self.region.bottom) / 2

    @cached_property
    def number(self) -> Number | None:
        """The number that it is, or None for words."""
        return parse_number(self.text)


def parse_number(text: str) -> Number | None:
    """Read a label: ``57 %``, ``8,5``, ``-60``, ``1 234``; None for anything else."""
    match = _NUMBER.fullmatch(plain(text).strip())
    if match is None:
        return None
    decimals = match["decimals"] or ""
    value = float(re.sub(r"[ ']", "", match["whole"]) + "." + (decimals or "0"))
    percent = match["unit"] in ("%", "procent")
    return Number(-value if match["sign"] == "-" else value, len(decimals), percent)


def label_of(words: Sequence[Word]) -> Label:
    """One label of words in reading order."""
    region = words[0].region
    for word in words[1:]:
        region = join(region, word.region)
    return Label(tuple(words), line_text(tuple(words)), region)


def labels_of(words: Iterable[Word]) -> list[Label]:
    """Level words as labels; two numbers side by side are two labels however near they stand."""
    pieces = (piece for line in lines_of(words) for piece in _pieces(line))
    return [label_of(part) for piece in pieces for part in _numbers_apart(piece)]


def _pieces(line: Line) -> list[Line]:
    """Split a line where two words stand further apart than words of one label."""
    parts: list[list[Word]] = [[line[0]]]
    for one, other in pairwise(line):
        if other.x0 - one.x1 > max(GAP_EM * min(one.size, other.size), 1.1 * _pitch(one, other)):
            parts.append([])
        parts[-1].append(other)
    return [tuple(part) for part in parts]


def _pitch(one: Word, other: Word) -> float:
    """How wide a space is where both words seem to be of one typewriter's font; else nothing."""
    wide = [(word.x1 - word.x0) / len(word.text) for word in (one, other)]
    return wide[0] if abs(wide[0] - wide[1]) <= 0.02 * wide[0] else 0.0


def _numbers_apart(piece: Line) -> list[Line]:
    """Split ``45 % 43 %`` into its numbers, ``2%4%`` too; a piece with words stays whole."""
    piece = tuple(part for word in piece for part in _percents(word))
    if len(piece) == 1 or parse_number(line_text(piece)) or not _all_numeric(piece):
        return [piece]
    parts: list[list[Word]] = []
    for word in piece:
        if parts and word.text in ("%", "procent") and parse_number(parts[-1][-1].text):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [tuple(part) for part in parts]


def _percents(word: Word) -> list[Word]:
    """Cut a word of several percentages after each sign."""
    ends = [match.end() for match in _PERCENTAGE.finditer(word.text)]
    if len(ends) < 2 or not _PERCENTAGES.fullmatch(word.text) or len(word.edges) != len(word.text) + 1:
        return [word]
    return [cut(word, start, end) for start, end in pairwise([0, *ends])]


def cut(word: Word, start: int, end: int) -> Word:
    """The characters ``start:end`` as a word of their own; only a word with edges can be cut."""
    edges = word.edges[start : end + 1]
    return replace(word, text=word.text[start:end], x0=edges[0], x1=edges[-1], edges=edges)


def is_overprinted(word: Word) -> bool:
    """Whether letters of a word begin closer to each other than any letter is wide, as those of two labels do."""
    return any(other - one < _NARROWEST_EM * word.size for one, other in pairwise(word.edges[:-1]))


def _all_numeric(piece: Line) -> bool:
    return all(word.text == "%" or parse_number(word.text) for word in piece)


def split_labels(labels: Iterable[Label], x: float) -> list[Label]:
    """Cut numbers off level labels that reach over a line at ``x``: they are values beside a name.

    A number that touches the line is a value's label, such as a zero that is centred on it.
    """
    found: list[Label] = []
    for label in labels:
        words = [part for word in label.words for part in _cut_off(word, x)]
        right = [word for word in words if _is_beyond(word, x)]
        left = [word for word in words if word not in right]
        crossing = bool(left and right) and not label.angle and all(_VALUES.fullmatch(word.text) for word in right)
        found += [label_of(left), *labels_of(right)] if crossing else [label]
    return found


def _is_beyond(word: Word, x: float) -> bool:
    return (word.x0 + word.x1) / 2 >= x or (word.x1 > x and parse_number(word.text) is not None)


def _cut_off(word: Word, x: float) -> list[Word]:
    """Cut a number off a word that it is glued to, where it reaches over ``x``."""
    match = _GLUED.fullmatch(word.text)
    if match is None or word.angle or word.x1 <= x or len(word.edges) != len(word.text) + 1:
        return [word]
    return [cut(word, 0, match.start("number")), cut(word, match.start("number"), len(word.text))]


def turned_labels(words: Iterable[Word]) -> list[Label]:
    """Turned words as labels, one a printed line; words of one line follow each other along their direction."""
    return [label_of(line) for line in _turned_lines(list(words))]


def _turned_lines(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        home = next((line for line in lines if _follows(line[-1], word)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    return lines


def _follows(one: Word, other: Word) -> bool:
    """Whether ``other`` is the next word of the line that ``one`` is in; both are turned alike."""
    if one.angle != other.angle:
        return False
    room = GAP_EM * one.size
    across = 0.5 * one.size
    if one.angle == 90:
        return abs(one.x0 - other.x0) < across and -across < one.top - other.bottom < room
    if one.angle == 270:
        return abs(one.x0 - other.x0) < across and -across < other.top - one.bottom < room
    # Boxes of slanted words touch or overlap at their corners.
    rising = one.angle < 180
    beside = abs(other.x0 - one.x1) < one.size + room
    height = abs(other.bottom - one.top) if rising else abs(other.top - one.bottom)
    return beside and height < one.size + room
