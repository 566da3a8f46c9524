"""Plain text: a press page, or a transcript with pages."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from extractors.text import Text, text_without_layout

_BLANK = re.compile(r"\n[ \t]*\n")
_FIRST_NUMBER = re.compile(r"\s*(\d{1,3})(?=\s)")
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"^\s*(?:[•●▪◦·*–-]|o)\s+", re.MULTILINE)


def transcript_texts(content: str) -> tuple[list[Text], int]:
    """Paragraphs with their pages, and the number of pages (0 when the text has none).

    Pages are divided by form feeds, or are blocks that begin with their page number. What stands before the first
    or after the last page (a page ends with the block that ends in its number) gets page None and is no part of it.
    """
    if "\f" in content:
        pages = content.split("\f")
        while pages and not pages[-1].strip():
            pages.pop()
        texts = [text for number, page in enumerate(pages, 1) for text in _paragraphs(page, number)]
        return texts, len(pages)
    blocks = [block for block in _BLANK.split(content) if block.strip()]
    numbers = _page_starts(blocks)
    if len(numbers) < 2:
        return _paragraphs(content, None), 0
    return _numbered(blocks, numbers), len(numbers)


def _paragraphs(content: str, page: int | None) -> list[Text]:
    """Blocks between blank lines; a line that begins with a bullet begins a paragraph."""
    marked = _BULLET.sub("\n\n", content)
    blocks = (_SPACE.sub(" ", block).strip() for block in _BLANK.split(marked))
    return [text_without_layout(block, page) for block in blocks if block]


def _page_starts(blocks: list[str]) -> dict[int, int]:
    """Index of the block that begins each page: blocks that begin with 1, 2, 3, … in order."""
    starts: dict[int, int] = {}
    for index, block in enumerate(blocks):
        match = _FIRST_NUMBER.match(block)
        if match and int(match.group(1)) == len(starts) + 1:
            starts[len(starts) + 1] = index
    return starts


def _numbered(blocks: list[str], starts: dict[int, int]) -> list[Text]:
    texts: list[Text] = []
    ordered = [*starts.values(), len(blocks)]
    footer = _footer(blocks, list(starts.values()))
    texts += _outside(blocks[: ordered[0]])
    for page, (start, end) in enumerate(pairwise(ordered), 1):
        last = next((n for n in range(start, end) if _ends_in(blocks[n], page)), end - 1)
        for block in _without_edges(blocks[start : last + 1], page, footer):
            texts += _paragraphs(block, page)
        texts += _outside(blocks[last + 1 : end])
    return texts


def _footer(blocks: list[str], starts: list[int]) -> str:
    """The words that most pages end with, before their number; empty when they share none."""
    ends = [re.sub(r"\s*\d+\s*$", "", blocks[index]).split() for index in starts]
    shared: list[str] = []
    while True:
        longer = Counter(tuple(words[-len(shared) - 1 :]) for words in ends if len(words) > len(shared))
        if not longer or longer.most_common(1)[0][1] < 0.6 * len(ends):
            return " ".join(shared) if len(shared) >= 3 else ""
        shared = list(longer.most_common(1)[0][0])


def _without_edges(blocks: list[str], page: int, footer: str) -> list[str]:
    """Set a page's own number and running footer apart from its text."""
    first = re.sub(rf"^(\s*{page})\s", r"\1\n\n", blocks[0], count=1)
    parts = [first, *blocks[1:]]
    parts[-1] = re.sub(rf"\s({page}\s*)$", r"\n\n\1", parts[-1], count=1)
    if footer:
        pattern = r"\s+".join(re.escape(word) for word in footer.split())
        parts[-1] = re.sub(rf"\s({pattern}\s*(?:{page}\s*)?)$", r"\n\n\1", parts[-1], count=1)
    return parts


def _ends_in(block: str, page: int) -> bool:
    return re.search(rf"(?<!\d){page}\s*$", block) is not None


def _outside(blocks: list[str]) -> list[Text]:
    return [text for block in blocks for text in _paragraphs(block, None)]
