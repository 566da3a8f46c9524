"""Footnote marks behind names and numbers: small and raised, so that they are no part of either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.text import Line, Text, Word

_MARK = re.compile(r"\(?(?:\d{1,2}|[a-d]|[*†‡]+)\)?,?")
_PLAIN_MARK = re.compile(r"\([*†‡]+\)|(?<=\w)[*†‡]+")
#: How much smaller than the text before it a mark is set, and how far from it at most, in font sizes.
_SMALLER = 0.85
_NEAR_EM = 0.6


def is_mark(before: Word, word: Word) -> bool:
    """Whether a word is a footnote mark that is raised from the line of the word before it."""
    raised = word.size < _SMALLER * before.size and word.middle < before.middle
    near = -1 < word.x0 - before.x1 < _NEAR_EM * before.size
    return raised and near and _MARK.fullmatch(word.text) is not None


def marks_of(line: Iterable[Word]) -> Iterator[Word]:
    """The footnote marks on a line."""
    before: Word | None = None
    for word in line:
        if before is not None and is_mark(before, word):
            yield word
        else:
            before = word


def marks_among(words: Iterable[Word]) -> Iterator[Word]:
    """The footnote marks among words in any order, however their lines stand to each other."""
    placed = sorted(words, key=lambda word: word.x0)
    for mark in (word for word in placed if _MARK.fullmatch(word.text)):
        if any(is_mark(word, mark) and word.top < mark.bottom <= word.bottom + 1 for word in placed):
            yield mark


def unmarked(line: Line) -> Line:
    """A line without its footnote marks."""
    marks = set(marks_of(line))
    return tuple(word for word in line if word not in marks) if marks else line


def readable(text: Text) -> str:
    """The verbatim text with spaces in the place of footnote marks, so that spans stay the same."""
    characters = list(text.verbatim)
    marks = set(marks_of(piece.word for piece in text.pieces))
    for piece in text.pieces:
        if piece.word in marks:
            kept = "," if piece.word.text.endswith(",") else " "
            characters[piece.start : piece.start + piece.length] = kept.rjust(piece.length)
    return _PLAIN_MARK.sub(lambda match: " " * len(match.group()), "".join(characters))
