"""Tables of contents: their page numbers are explained, and never data, whatever the titles say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.explanations import Explanation
from extractors.layout import line_text, lines_of, split_at_gaps
from extractors.text import Line, Word

RULE = "toc"
#: So many lines make a table of contents.
_LEAST = 3
#: Page numbers whose right edges differ by less than about this, in points, stand in one column.
_COLUMN = 24
_LEADER = re.compile(r"(?:[.…_·]{3,}|(?:[.…·] ){3,})[.…_· ]*(\d{1,4}|[ivxl]{1,7})$")
_TITLE = re.compile(r"(?:innehåll(?:sförteckning)?|(?:table of )?contents)[.:]?", re.IGNORECASE)
#: Without one of these on a page there is no table of contents, and no need to look for lines.
_HINT = re.compile(rf"[.…_·]{{3,}}|…|^[.·]$|^(?:{_TITLE.pattern})$", re.IGNORECASE)
_DOTS = re.compile(r"[.…_·]{3,}|^[.…_·]+$")
_PAGE_AT_END = re.compile(r"\d{1,4}$")
_PAGE = re.compile(r"\d{1,4}")


def contents_of(words: Iterable[Word]) -> tuple[set[Word], list[Explanation]]:
    """Words of a page's table of contents, and what of them it explains.

    Its entries are lines with leaders, or with page numbers set apart under its title. They explain their title and
    their page number; whatever else stands on their lines is no part of them.
    """
    candidates = list(words)
    if not any(_HINT.search(word.text) for word in candidates):
        return set(), []
    lines = lines_of(candidates)
    entries = [line for line in lines if _LEADER.search(line_text(line))]
    if len(entries) < _LEAST:
        entries = _without_leaders(lines)
    if len(entries) < _LEAST:
        return set(), []
    notes = [note for line in entries for note in _notes(line)]
    return {word for line in entries for word in line}, notes


def _notes(line: Line) -> Iterator[Explanation]:
    """The title's words, up to the first leader or wide space, and the number at the end.

    Where titles and numbers take turns, the entries stand in columns and all of it is theirs.
    """
    parts = split_at_gaps(line)
    if len(parts) > 2 and _take_turns(parts):
        yield from (Explanation(RULE, word.region, word.text) for word in line)
        return
    for word in parts[0]:
        if _DOTS.search(word.text):
            break
        yield Explanation(RULE, word.region, word.text)
    number = _PAGE_AT_END.search(line[-1].text)
    if number:
        yield Explanation(RULE, line[-1].part(*number.span()), number.group())


def _take_turns(parts: list[Line]) -> bool:
    """Whether titles and page numbers take turns, as in the lines of one or more columns of entries."""
    titles, numbers = parts[::2], parts[1::2]
    return (
        len(titles) == len(numbers)
        and all(len(number) == 1 and _PAGE.fullmatch(number[0].text) for number in numbers)
        and all(any(word.text[:1].isalpha() for word in title) for title in titles)
    )


def _without_leaders(lines: list[Line]) -> list[Line]:
    """Lines under the title that end in a number set apart, if these numbers rise in each column."""
    start = next((index for index, line in enumerate(lines) if _TITLE.fullmatch(line_text(line).strip())), None)
    if start is None:
        return []
    entries = [line for line in lines[start + 1 :] if _take_turns(split_at_gaps(line))]
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for line in entries:
        for number in split_at_gaps(line)[1::2]:
            columns[round(number[0].x1 / _COLUMN)].append(int(number[0].text))
    rising = all(one <= other for numbers in columns.values() for one, other in pairwise(numbers))
    return entries if rising else []
