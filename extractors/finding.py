"""Where words stand on a page, when all that is known of them is the words: only if they stand there exactly once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.pdf import pdfium
from schemas.claim import Region

#: What text layers have for a hyphen that was put in to break a line; others leave it out.
_SOFT = dict.fromkeys(map(ord, "\u00ad\u0002\ufffe"))


@dataclass(frozen=True)
class _Sheet:
    """A page's letters without spaces, and the box that each came from."""

    letters: str
    boxes: tuple[Region, ...]


def find(content: bytes, wanted: Iterable[tuple[int, str, str]]) -> list[tuple[Region, ...]]:
    """Return the place of each (page, words, number within them): a region a line, none where it is not certain.

    The number alone where it stands in the words once, else the words. Pages count from 1; one that the file has not
    has no place. Raises DocumentError when the file can't be opened.
    """
    with pdfium.open_pdf(content) as document:
        pages = len(document)
        sheet = lru_cache(maxsize=8)(lambda page: _sheet(pdfium.characters(document, page)))
        return [_place(sheet(page), words, number) if 1 <= page <= pages else () for page, words, number in wanted]


def _sheet(characters: Iterable[tuple[str, Region]]) -> _Sheet:
    pairs = [(letter, box) for char, box in characters for letter in _letters(char)]
    return _Sheet("".join(letter for letter, _ in pairs), tuple(box for _, box in pairs))


def _letters(text: str) -> str:
    """Without spaces, and one way of writing each letter: a ligature is its letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(_SOFT))


def _place(sheet: _Sheet, words: str, number: str) -> tuple[Region, ...]:
    sought, part = _letters(words), _letters(number)
    at = _only(sheet.letters, sought)
    if at is None:
        return ()
    inner = _only(sought, part)
    first, last = (at, at + len(sought)) if inner is None else (at + inner, at + inner + len(part))
    return _lines(sheet.boxes[first:last])


def _only(text: str, sought: str) -> int | None:
    """Where it stands, if it stands there once."""
    at = text.find(sought) if sought else -1
    return at if at >= 0 and text.find(sought, at + 1) < 0 else None


def _lines(boxes: Sequence[Region]) -> tuple[Region, ...]:
    """One region for each run of characters that stand beside each other."""
    lines: list[Region] = []
    for box in boxes:
        if lines and lines[-1].top < (box.top + box.bottom) / 2 < lines[-1].bottom and box.x1 >= lines[-1].x0:
            line = lines.pop()
            edges = min(line.x0, box.x0), min(line.top, box.top), max(line.x1, box.x1), max(line.bottom, box.bottom)
            lines.append(Region(box.page, *edges))
        else:
            lines.append(box)
    return tuple(lines)
