"""Running text around a list: introductions and notes that name municipalities and numbers, but are no entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.layout import is_bullet, line_bottom, line_size, line_text, line_top, split_at_gaps
from extractors.lists.inline import bracketed
from extractors.lists.order import clean, heading, is_divider
from extractors.names import match_prefix
from extractors.text import Line, Word, plain

_END = re.compile(r"[.!?][\"”’»)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:st|kr|nr|ca|m\.m|m\.fl)\.$")
_WORDS = 4
#: A note below a list begins with the mark that it explains.
_NOTE = re.compile(r"^(?:[*†‡]+|\([*†‡]+\)|\(?\d\)?|[a-d]\)) (?=[A-ZÅÄÖ])")
_NOTE_WORDS = 2
_LEADING = 1.2
#: How much of running text is in small letters, at least.
_SMALL = 0.5
_AFTER_NAME = re.compile(r"[–—-]$|[:(]|[+-]?\d|\.{2}|…")


def prose_words(lines: Iterable[Line]) -> tuple[set[Word], list[Word]]:
    """Words of paragraphs that are sentences, not entries; and the marks that notes begin with."""
    words, marks = set[Word](), list[Word]()
    for paragraph in filter(_is_prose, _paragraphs(lines)):
        words.update(word for line in paragraph for word in line)
        marks += paragraph[0][:1] if _NOTE.match(line_text(paragraph[0])) else ()
    return words, marks


def _paragraphs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines without wide spaces, set close below each other; an entry or a heading begins a new one."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _goes_on(before: Line, line: Line) -> bool:
    close = line_top(line) - line_bottom(before) < _LEADING * line_size(before)
    alike = abs(line_size(line) - line_size(before)) < 0.1 * line_size(before)
    alike = alike and all(word.bold for word in line) == all(word.bold for word in before)
    return (
        close
        and alike
        and not is_divider(line_text(line))
        and not _has_gaps(line)
        and not _has_gaps(before)
        and not _begins_entry(line)
    )


def _has_gaps(line: Line) -> bool:
    return len(split_at_gaps(line)) > 1


def _begins_entry(line: Line) -> bool:
    """A heading, a bullet, or a name with a number or a separator behind it."""
    if _NOTE.match(line_text(line)) and match_prefix(clean([word.text for word in line[1:6]])) is None:
        return True
    if is_bullet(line) or heading(plain(line_text(line))):
        return True
    match = match_prefix(clean([word.text for word in line[:5]]))
    if match is None:
        return False
    rest = line[match.words :]
    return not rest or line[match.words - 1].text.endswith(":") or _AFTER_NAME.match(rest[0].text) is not None


def _is_prose(lines: list[Line]) -> bool:
    text = " ".join(map(line_text, lines))
    note = _NOTE.match(text)
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < (_NOTE_WORDS if note else _WORDS) or not _END.search(text) or _ABBREVIATED.search(text.lower()):
        return False
    first = lines[0][1:] if note else lines[0]
    if _has_gaps(lines[0]) or _begins_entry(first) or bracketed(text):
        return False
    return sum(1 for word in words if word[0].islower()) >= _SMALL * len(words)
