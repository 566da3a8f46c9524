"""Numbers that count paragraphs (1, 2, 3; 1.1, 1.2, 2.1) at the beginning of their first lines: no data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.explanations import Explanation
from extractors.layout import lines_of
from extractors.text import Word

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}\.?")
#: So many paragraphs in a row are numbered, at least.
_LEAST = 3
#: A numbered line with fewer words than this may be an entry of a list.
_WORDS = 5


def numbered_paragraphs(words: Mapping[int, Iterable[Word]]) -> list[Explanation]:
    """Why the numbers before paragraphs are no data, for pages' words: each follows the one before it."""
    found: list[Explanation] = []
    run: list[Word] = []
    for word in (word for page in sorted(words) for word in _candidates(words[page])):
        if run and not follows(_parts(run[-1]), _parts(word)):
            found += _explained(run)
            run = []
        run.append(word)
    return found + _explained(run)


def follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether an outline goes on from one number to another: 1.2 to 1.3, to 1.2.1, to 2 or to 2.1."""
    shared = next((place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    if shared is None:
        return len(after) == len(before) + 1 and after[-1] == 1
    return after[shared] == before[shared] + 1 and all(part == 1 for part in after[shared + 1 :])


def _candidates(words: Iterable[Word]) -> Iterator[Word]:
    for line in lines_of(words):
        if len(line) >= _WORDS and _NUMBER.fullmatch(line[0].text) and line[1].text[:1].isupper():
            yield line[0]


def _parts(word: Word) -> tuple[int, ...]:
    return tuple(int(part) for part in word.text.rstrip(".").split("."))


def _explained(run: list[Word]) -> list[Explanation]:
    return [Explanation("paragraph_number", word.region, word.text) for word in run] if len(run) >= _LEAST else []
