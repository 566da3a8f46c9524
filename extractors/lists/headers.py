"""The headers of lists' tables without rules: which lines they are, and the lines below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.layout import line_bottom, line_size, line_text, line_top, split_at_gaps
from extractors.lists.column_headers import Role, role_of
from extractors.lists.order import header_parts
from extractors.names import resolve
from extractors.text import Line, plain

#: How far a header's lines stand apart at most, in font sizes.
_LEADING = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"[(]|(?:19|20)\d\d")


def is_list_header(line: Line) -> bool:
    """Whether a line is the header of a list's table: a column of municipalities, and others."""
    parts = list(header_parts(line))
    roles = [role_of(plain(line_text(part))) for part in parts]
    named = any(role is Role.NAME and part[0].text[:1].isupper() for role, part in zip(roles, parts, strict=True))
    return named and set(roles) != {Role.NAME}


def sections_of(lines: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Header lines with the lines below them; the first section of a page may have no header."""
    starts = [index for index, line in enumerate(lines) if is_list_header(line)]
    spans = [header_span(lines, start) for start in starts]
    yield [], lines[: spans[0][0] if spans else len(lines)]
    for (first, last), following in pairwise([*spans, (len(lines), 0)]):
        yield lines[first:last], lines[last : following[0]]


def header_span(lines: list[Line], start: int) -> tuple[int, int]:
    """First and end of a header's lines: lines of a table's header stand close above and below each other."""
    first = start
    while first and _close(lines[first - 1], lines[first]) and _is_header_part(lines[first - 1], lines[start]):
        first -= 1
    last = start + 1
    while last < len(lines) and _close(lines[last - 1], lines[last]) and _is_header_part(lines[last], lines[start]):
        last += 1
    return first, last


def _close(above: Line, below: Line) -> bool:
    same = abs(line_size(above) - line_size(below)) < 0.1 * line_size(above)
    return same and line_top(below) - line_bottom(above) < _LEADING * line_size(below)


def _is_header_part(line: Line, header: Line) -> bool:
    """A header's further line has no numbers but years and no name in it, and is bold as the header is.

    Where the header is not (some fonts don't say), the line goes on with small letters, brackets or years.
    """
    words = [word.text for word in line]
    numbers = [word for word in words if re.search(r"\d", word) and not _YEAR.search(word)]
    if numbers or resolve(" ".join(words)) is not None:
        return False
    if all(word.bold for word in header):
        return all(word.bold for word in line)
    return all(part[0].text[:1].islower() or _GOES_ON.match(part[0].text) for part in split_at_gaps(line, 0.8))
