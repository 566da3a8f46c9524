"""One line as an entry: a municipality's name, and the numbers behind it with the words that say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.layout import is_bullet, line_text, split_at_gaps
from extractors.lists.column_headers import Role
from extractors.lists.marks import readable
from extractors.lists.order import lead
from extractors.lists.records import Printed, Record
from extractors.text import Line, Text, Word, plain, text_of

#: What may stand between a name and what follows it.
SEPARATORS = ":–—-,("
#: A number on a line, with the dots that lead to it and a footnote mark.
NUMBER = re.compile(r"[.… ]*[+-]?\d[\d ]*(?:[.,]\d+)?%?(?: ?\(?[*†‡]+\)?)?")
_SPOKEN = (
    (Role.GROUP, re.compile(r"(?:ranking|rank)?grupp ?(?P<value>\d+)")),
    (Role.RANK, re.compile(r"(?:plats|placering|rank) ?(?P<value>\d+)")),
    (Role.SCORE, re.compile(r"(?P<value>-?\d+(?:,\d+)?) ?(?:poäng|p\b)")),
    (Role.COUNT, re.compile(r"(?P<value>\d+) ?(?:st(?:ycken)?\b\.?)? ?e-? ?tjänst")),
)
#: A number of pieces, of whatever the list counts.
_PIECES = re.compile(r" ?(?P<value>\d[\d ]*?) ?st(?:ycken)?\.?")
_NAME_END = re.compile(r"\s*[:,(]|\s[–—-]\s")
_NAME_WORDS = 3


def printed(line: Iterable[Word]) -> Printed:
    """Words of a line as something printed."""
    text = text_of([tuple(line)])
    return Printed(text.verbatim.rstrip(":,;"), text.regions(0, len(text.verbatim)))


def without_separators(rest: Line) -> Line:
    """What follows a name, without the separators and marks before it."""
    while rest and all(char in f"{SEPARATORS}*()" for char in rest[0].text):
        rest = rest[1:]
    return rest


def read_numbers(record: Record, rest: Line, text: Text) -> bool:
    """Give a record the numbers of ``rest``, the end of the line ``text``; False when one's meaning is not told."""
    start = _offset(text, rest)
    spoken = plain(readable(text))[start:]
    left = spoken
    for role, pattern in _SPOKEN:
        match = pattern.search(spoken)
        if match and role not in record.parts:
            first, last = match.span("value")
            regions = text.regions(start + first, start + last)
            record.parts[role] = Printed(text.verbatim[start + first : start + last], regions, "poäng")
            left = left[:first] + " " * (last - first) + left[last:]
    pieces = _PIECES.fullmatch(spoken)
    if pieces:
        first, last = (start + place for place in pieces.span("value"))
        record.others.append(Printed(text.verbatim[first:last], text.regions(first, last)))
        return True
    if re.search(r"[a-zåäö]", spoken):
        return re.search(r"\d", left) is None
    for part in split_at_gaps(rest, 0.8) if rest else []:
        number = Printed(line_text(part).strip("()"), printed(part).regions)
        if re.search(r"\w", number.text):
            record.others.append(number)
    return True


def has_number(record: Record) -> bool:
    """Whether a record has a number of its own."""
    return bool(record.parts) or any(NUMBER.fullmatch(plain(other.text)) for other in record.others)


def unknown_name(line: Line, bulleted: bool) -> tuple[str, str] | None:
    """Label and name of a line that looks like an entry, of a municipality that there is not; None for other lines.

    An entry has few words and a number, or where entries are ``bulleted``, a bullet and more behind the name.
    """
    start, _ = lead(line)
    label = " ".join(word.text for word in line[start:] if not NUMBER.fullmatch(plain(word.text)))
    name = _NAME_END.split(label)[0].strip(SEPARATORS + " ")
    if bulleted and is_bullet(line):
        entry = 0 < len(name.split()) <= _NAME_WORDS and len(name) < len(label)
    else:
        numbered = any(NUMBER.fullmatch(plain(word.text)) for word in line)
        entry = numbered and len(label.split()) <= _NAME_WORDS + 1
    return (label, name) if entry and name[:1].isupper() else None


def _offset(text: Text, rest: Line) -> int:
    if not rest:
        return len(text.verbatim)
    return next(piece.start for piece in text.pieces if piece.word is rest[0])
