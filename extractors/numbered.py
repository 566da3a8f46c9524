"""Numbers that count paragraphs (1, 2, 3; 1.1, 1.2, 2.1) or headings, at the beginning of their lines: no data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from extractors.explanations import Explanation
from extractors.layout import lines_of
from extractors.prose.paragraphs import HEADING_WORDS, LARGER
from extractors.text import Line, Word

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


def numbered_headings(words: Mapping[int, Iterable[Word]]) -> list[Explanation]:
    """Why the numbers before headings are no data, also those that stand far to the left of them."""
    lines = [line for page in sorted(words) for line in lines_of(words[page])]
    sizes = Counter[float]()
    for word in (word for line in lines for word in line):
        sizes[round(word.size, 1)] += len(word.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    return [Explanation("heading_number", line[0].region, line[0].text) for line in lines if _is_heading(line, body)]


def _is_heading(line: Line, body: float) -> bool:
    if not 2 <= len(line) <= HEADING_WORDS or not _NUMBER.fullmatch(line[0].text):
        return False
    titled = line[1].text[:1].isupper() and not line[-1].text.endswith((".", "!", "?"))
    alone = not any(char.isdigit() for word in line[1:] for char in word.text)
    return titled and alone and all(word.bold or word.size > LARGER * body for word in line[1:])


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
