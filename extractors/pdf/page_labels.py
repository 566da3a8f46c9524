"""The number that is printed on a page, which need not be its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from schemas.claim import Token

#: The rules of coverage that explain page numbers, alone on their line or in a running one ("SKL | 7").
_RULES = ("page_number", "running_line")


def printed_labels(tokens: Iterable[Token]) -> dict[int, str]:
    """Each page's printed number, by its page in the file.

    A number at a page's edge is the page's own when it is as far from the page's place in the file as those of most
    other pages are; a single page has nothing to bear it out.
    """
    numbers = {
        (token.page, int(token.token))
        for token in tokens
        if token.page is not None and token.rule in _RULES and token.token.isdecimal()
    }
    if not numbers:
        return {}
    offsets = Counter(number - page for page, number in numbers)
    offset, count = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])))
    if count < 2 or 2 * count < len({page for page, _ in numbers}):
        return {}
    return {page: str(number) for page, number in sorted(numbers) if number - page == offset}
