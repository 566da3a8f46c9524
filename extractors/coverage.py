"""What became of every number token on a page: used, explained by a rule, or unexplained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from extractors.explanations import Explanation
from extractors.page import PageContent
from extractors.pdfium import PrintedToken
from extractors.prose import Reading
from schemas.claim import Claim, Region, Token
from schemas.codes import CoverageStatus, Reader

CHART = "chart"
Item = TypeVar("Item")
_BAND = 24.0
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


class _Places(Generic[Item]):
    """Boxes with what they stand for, found by page and height."""

    def __init__(self) -> None:
        self.bands: defaultdict[tuple[int, int], list[tuple[Region, Item]]] = defaultdict(list)

    def add(self, region: Region, item: Item) -> None:
        """Remember a box."""
        for band in _bands(region):
            self.bands[region.page, band].append((region, item))

    def at(self, region: Region) -> Item | None:
        """What the first box that overlaps ``region`` stands for."""
        for band in _bands(region):
            for box, item in self.bands[region.page, band]:
                if box.overlaps(region):
                    return item
        return None


def _bands(region: Region) -> range:
    return range(int(region.top // _BAND), int(region.bottom // _BAND) + 1)


def cover(pages: Iterable[PageContent], claims: list[Claim], explanations: Iterable[Explanation]) -> list[Token]:
    """Status of each number token of PDFium's text layer; inside a chart that nobody read the rule is ``chart``."""
    marks, rules = _Places[int](), _Places[str]()
    for index, claim in enumerate(claims):
        # The mark of an estimate is a bar: what is printed in it is another number.
        for region in () if claim.reader is Reader.CHART_GEOMETRY else claim.marks:
            marks.add(region, index)
    for explanation in explanations:
        rules.add(explanation.region, explanation.rule)
    return [_status(page.number, token, marks.at(token.region), rules) for page in pages for token in page.tokens]


def _status(page: int, token: PrintedToken, used: int | None, rules: _Places[str]) -> Token:
    if used is not None:
        return Token(page, token.text, token.region, CoverageStatus.USED, None, used)
    rule = rules.at(token.region)
    unread = rule is None or rule == CHART
    status = CoverageStatus.UNEXPLAINED if unread else CoverageStatus.EXPLAINED
    return Token(page, token.text, token.region, status, rule)


def cover_text(readings: Iterable[Reading], first_claim: dict[int, int]) -> list[Token]:
    """Status of each number token of text without boxes; ``first_claim`` maps a reading's id to its first claim."""
    tokens = []
    for reading in readings:
        start = first_claim[id(reading)]
        for match in _NUMERAL.finditer(reading.text.plain):
            tokens.append(_text_status(reading, match, start))
    return tokens


def _text_status(reading: Reading, match: re.Match[str], first: int) -> Token:
    page = reading.text.page
    for offset, (_, span) in enumerate(reading.claims):
        if span.start < match.end() and match.start() < span.end:
            return Token(page, match.group(), None, CoverageStatus.USED, None, first + offset)
    for item in reading.explained:
        if item.span.start < match.end() and match.start() < item.span.end:
            return Token(page, match.group(), None, CoverageStatus.EXPLAINED, item.rule)
    return Token(page, match.group(), None, CoverageStatus.UNEXPLAINED)
