"""Footnote marks that a font draws small by itself: "14²" whose text layer says 142, told by the digit's width."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import median, quantiles

from extractors.text import Word

#: How wide a digit of a footnote mark is, to the same digit elsewhere in this size, at most.
_NARROW = 0.8
#: What such a mark is set in, to the text before it.
_MARK_SIZE = 0.6
_LEAST = 5

Widths = dict[tuple[str, float, bool], float]


def digit_widths(words: Iterable[Word]) -> Widths:
    """The usual width of each digit in each size, in points, where it is printed often enough."""
    seen = _seen(words, str.isdigit)
    return {key: median(widths) for key, widths in seen.items() if len(widths) >= _LEAST}


def narrow_widths(words: Iterable[Word]) -> Widths:
    """How wide each letter and digit is where nothing but its own word stands behind it, in points."""
    return {key: quantiles([*widths, *widths], n=5)[0] for key, widths in _seen(words, str.isalnum).items()}


def _seen(words: Iterable[Word], wanted: Callable[[str], bool]) -> dict[tuple[str, float, bool], list[float]]:
    seen = defaultdict[tuple[str, float, bool], list[float]](list)
    for word in words:
        if len(word.edges) == len(word.text) + 1:
            for index, char in enumerate(word.text):
                if wanted(char):
                    seen[width_key(char, word)].append(word.edges[index + 1] - word.edges[index])
    return seen


def without_small_digits(words: Sequence[Word], widths: Widths) -> tuple[Word, ...]:
    """Words with the small digits at their ends as words of their own, set small and high as marks are."""
    return tuple(part for word in words for part in _split(word, widths))


def _split(word: Word, widths: Widths) -> tuple[Word, ...]:
    if len(word.edges) != len(word.text) + 1 or len(word.text) < 2:
        return (word,)
    cut = len(word.text)
    while cut > 1 and _is_small(word, cut - 1, widths):
        cut -= 1
    if cut == len(word.text):
        return (word,)
    name = replace(word, text=word.text[:cut], x1=word.edges[cut], edges=word.edges[: cut + 1])
    size = _MARK_SIZE * word.size
    bottom = word.top + (word.bottom - word.top) * _MARK_SIZE
    mark = replace(word, text=word.text[cut:], x0=word.edges[cut], bottom=bottom, size=size, edges=word.edges[cut:])
    return name, mark


def _is_small(word: Word, index: int, widths: Widths) -> bool:
    usual = widths.get(width_key(word.text[index], word))
    return usual is not None and word.edges[index + 1] - word.edges[index] < _NARROW * usual


def width_key(char: str, word: Word) -> tuple[str, float, bool]:
    """What widths are kept by: a character in a size, bold or not."""
    return char, round(word.size, 1), word.bold
