"""Tables of contents: their page numbers are explained, and never data, whatever the titles say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.explanations import Explanation
from extractors.layout import line_text, lines_of, split_at_gaps
from extractors.text import Line, Word
from schemas.claim import Region

RULE = "toc"
#: So many lines make a table of contents.
_LEAST = 3
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
    notes = [Explanation(RULE, region) for line in entries for region in _regions(line)]
    return {word for line in entries for word in line}, notes


def _regions(line: Line) -> Iterator[Region]:
    """The title's words, up to the first leader or wide space, and the number at the end."""
    for word in split_at_gaps(line)[0]:
        if _DOTS.search(word.text):
            break
        yield word.region
    number = _PAGE_AT_END.search(line[-1].text)
    if number:
        yield line[-1].part(*number.span())


def _without_leaders(lines: list[Line]) -> list[Line]:
    """Lines under the title that end in a number set apart, if these numbers rise."""
    start = next((index for index, line in enumerate(lines) if _TITLE.fullmatch(line_text(line).strip())), None)
    if start is None:
        return []
    entries = [line for line in lines[start + 1 :] if _ends_in_page(line)]
    numbers = [int(line[-1].text) for line in entries]
    return entries if all(one <= other for one, other in pairwise(numbers)) else []


def _ends_in_page(line: Line) -> bool:
    parts = split_at_gaps(line)
    apart = len(parts) > 1 and len(parts[-1]) == 1
    return apart and _PAGE.fullmatch(line[-1].text) is not None and any(word.text[:1].isalpha() for word in line)
