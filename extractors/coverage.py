"""What became of every number token on a page: used, explained by a rule, or unexplained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractors.explanations import Explanation
from extractors.page import PageContent
from extractors.prose import Reading
from schemas.claim import Claim, Region, Token
from schemas.codes import CoverageStatus

CHART = "chart"
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


def cover(pages: Iterable[PageContent], claims: list[Claim], explanations: Iterable[Explanation]) -> list[Token]:
    """Status of each number token of PDFium's text layer; inside a chart that nobody read the rule is ``chart``."""
    marks: defaultdict[int, list[tuple[Region, int]]] = defaultdict(list)
    rules: defaultdict[int, list[Explanation]] = defaultdict(list)
    for index, claim in enumerate(claims):
        for region in claim.marks:
            marks[region.page].append((region, index))
    for explanation in explanations:
        rules[explanation.region.page].append(explanation)
    return [
        _status(page.number, token.text, token.region, marks[page.number], rules[page.number])
        for page in pages
        for token in page.tokens
    ]


def _status(page: int, text: str, region: Region, marks: list[tuple[Region, int]], rules: list[Explanation]) -> Token:
    used = next((index for mark, index in marks if mark.overlaps(region)), None)
    if used is not None:
        return Token(page, text, region, CoverageStatus.USED, None, used)
    rule = next((item.rule for item in rules if item.region.overlaps(region)), None)
    if rule is None or rule == CHART:
        return Token(page, text, region, CoverageStatus.UNEXPLAINED, rule)
    return Token(page, text, region, CoverageStatus.EXPLAINED, rule)


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
