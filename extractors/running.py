"""Headers and footers: page numbers, and lines at a page's edge that recur.

Pages are numbered alone ("7", "Sida 3 (29)", "– iv –"), or beside a running title that may change with the chapter and
from left to right pages. What is told from text by its place must also count pages, or recur: never a number that
merely stands where others have theirs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.layout import line_text, line_top, lines_of, split_at_gaps
from extractors.pdf.page import PageContent
from extractors.tables.blocks import is_caption
from extractors.text import Line, Word, plain

#: Running lines stand within this share of the page's height from its edges.
_EDGE = 0.12
#: How far a page number stands from its running title, in font sizes.
_APART = 0.9
#: A place is told to this many points.
_STEP = 4
_TITLE_WORDS = 14
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_ALONE = re.compile(
    r"(?:sida |sid\.? |s\. ?|page |p\. ?)?(\d{1,4}|[ivxl]{1,7})(?:(?: | ?(?:\(|/|\||av |of ) ?)\d{1,4}\)?)?"
)
_ROMAN = re.compile(r"(x{0,3}|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30, "xl": 40, "l": 50, "lx": 60, "lxx": 70, "lxxx": 80}
_ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_NUMBERED = re.compile(r"(?:bilaga|appendix|kapitel|chapter|del|part) \d+\b(?!.*\d)", re.IGNORECASE)
#: Titles of pages stand within this share of its height.
_TITLE_EDGE = 0.15


@dataclass(frozen=True)
class _Slot:
    """Where a page's number stands, how it is written, and how far it is from the page's own."""

    place: int
    roman: bool
    shift: int


def running_lines(pages: Sequence[PageContent], *, chapters: bool = True) -> dict[int, set[Word]]:
    """Words of headers and footers a page; with ``chapters`` also titles that stand at the edge of a few pages.

    In a list, what stands at the edges of a few pages is more likely an entry.
    """
    lines = [(page.number, line) for page in pages for line in _edge_lines(page)]
    slots = Counter(slot for _, slot in {(page, slot) for page, line in lines for _, slot in _slots(line, page)})
    titles = _titles(lines)
    found: dict[int, set[Word]] = {page.number: set() for page in pages}
    for page, line in lines:
        found[page].update(_numbered(line, page, slots, titles, len(pages)))
    for page, line in _recurring(lines, len(pages), chapters):
        found[page].update(line)
    return found


def page_titles(pages: Sequence[PageContent]) -> list[Word]:
    """Words of page titles: what stands at a page's edge beside a text that recurs there on most pages.

    ("Hjällbo Förskolor 2 ········ Kommunal verksamhet"): such a title differs from page to page, and its numbers are a
    name's.
    """
    lines = [(page.number, line) for page in pages for line in _edge_lines(page, _TITLE_EDGE)]
    apart = [(number, split_at_gaps(line, _APART)) for number, line in lines]
    counts = Counter(key for _, key in {(number, _part_key(part)) for number, parts in apart for part in parts})
    needed = max(3, 0.4 * len(pages))
    titles: list[Word] = []
    for _, parts in apart:
        recurring = [_is_text(part) and counts[_part_key(part)] >= needed for part in parts]
        if any(recurring):
            titles += [word for part, recurs in zip(parts, recurring, strict=True) if not recurs for word in part]
    return titles


def _part_key(part: Line) -> tuple[str, int]:
    return line_text(part), round(line_top(part) / _STEP)


def _is_text(part: Line) -> bool:
    return not _DIGITS.search(line_text(part)) and len(line_text(part)) > 3


def _edge_lines(page: PageContent, edge: float = _EDGE) -> list[Line]:
    margin = edge * page.height
    upper = lines_of(word for word in page.words if word.bottom < margin)
    lower = lines_of(word for word in page.words if word.top > page.height - margin)
    return [*_above_tables(upper), *lower]


def _above_tables(lines: list[Line]) -> list[Line]:
    """The lines at a page's top down to a table's caption: below it they are the table's, overleaf as well."""
    first = next((index for index, line in enumerate(lines) if is_caption(plain(line_text(line)))), len(lines))
    return lines[: first + 1]


def _slots(line: Line, page: int) -> Iterator[tuple[Line, _Slot]]:
    """The parts of a line that may be the page's number.

    A number alone may differ from the page's by a constant; beside a short title, not set apart, it must be the page's.
    """
    place = round(line_top(line) / _STEP)
    for part in (line, *(split_at_gaps(line, _APART))):
        number = _page_number(line_text(part))
        if number is not None:
            yield part, _Slot(place, not re.search(r"\d", line_text(part)), number - page)
    beside = str(page) in (line[0].text, line[-1].text) and len(line) <= 8
    if beside and not _SENTENCE_END.search(line_text(line)):
        yield line, _Slot(place, roman=False, shift=0)


def _page_number(text: str) -> int | None:
    match = _ALONE.fullmatch(text.strip("-–—| ").lower())
    if match is None:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else _roman(match.group(1))


def _roman(text: str) -> int | None:
    match = _ROMAN.fullmatch(text)
    if match is None or match.group(1) not in _ROMAN_TENS:
        return None
    return _ROMAN_TENS[match.group(1)] + _ROMAN_ONES[match.group(2)] or None


def _numbered(line: Line, page: int, slots: Counter[_Slot], titles: Counter[str], pages: int) -> Line:
    """What of a line is the page's number, with the running title that it is set apart from.

    Numbers in the title are its own only where the same title stands on other pages, or where they number a part.
    """
    needed = min(max(2, 0.4 * pages), 3, pages)
    for part, slot in _slots(line, page):
        if _times(slots, slot) < needed or not (pages > 1 or slot.shift == 0):
            continue
        title = tuple(word for word in line if word not in part)
        if len(title) > _TITLE_WORDS or (title and _SENTENCE_END.search(line_text(title))):
            return part
        own = titles[line_text(title)] > 1 or (title and _NUMBERED.match(line_text(title)))
        return (*part, *(word for word in title if own or not _DIGITS.search(word.text)))
    return ()


def _times(slots: Counter[_Slot], slot: _Slot) -> int:
    """On how many pages a number stands here, give or take a step."""
    return sum(slots[replace(slot, place=slot.place + step)] for step in (-1, 0, 1))


def _titles(lines: list[tuple[int, Line]]) -> Counter[str]:
    """On how many pages what stands beside a page number does."""
    return Counter(
        title
        for _, title in {
            (page, line_text(tuple(word for word in line if word not in part)))
            for page, line in lines
            for part, _ in _slots(line, page)
            if len(part) < len(line)
        }
    )


def _recurring(lines: list[tuple[int, Line]], pages: int, chapters: bool) -> Iterator[tuple[int, Line]]:
    """Lines that recur on most pages, or whose very words do at one place of some (chapter titles).

    Their numbers must be the same each time, or count pages: a data line is not a running line because others like it
    stand where it stands.
    """
    groups: defaultdict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page, line in lines:
        groups[_DIGITS.sub("#", line_text(line)), round(line_top(line) / _STEP)].append((page, line))
    needed = max(2, 0.4 * pages)
    for group in groups.values():
        alike = _in_step(group)
        on_pages, first = len({page for page, _ in alike}), line_text(alike[0][1])
        few = 3 if _DIGITS.search(first) else 2
        title = len(first) > 3 and not _SENTENCE_END.search(first) and len({line_text(line) for _, line in alike}) == 1
        if re.search(r"[^\W\d]", first) and (on_pages >= needed or (chapters and title and on_pages >= few)):
            yield from alike


def _in_step(group: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Those lines of a group whose numbers, one by one, are the group's usual ones or keep step with the pages."""
    numbers = [[int(digits) for digits in _DIGITS.findall(line_text(line))] for _, line in group]
    kept = list(range(len(group)))
    for place in range(len(numbers[0])):
        same = Counter(values[place] for values in numbers).most_common(1)[0]
        step = Counter(values[place] - page for values, (page, _) in zip(numbers, group, strict=True)).most_common(1)[0]
        if same[1] >= step[1]:
            kept = [index for index in kept if numbers[index][place] == same[0]]
        else:
            kept = [index for index in kept if numbers[index][place] - group[index][0] == step[0]]
    return [group[index] for index in kept] or group[:1]
