"""What became of every number token on a page: used, explained by a rule, or unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.explanations import Explanation
from extractors.pdf.page import PageContent
from extractors.pdf.pdfium import PrintedToken
from extractors.places import Places
from extractors.prose.paragraphs import FOOTNOTE_MARK, Reading
from schemas.claim import Claim, Region, Token
from schemas.codes import CoverageStatus, Reader

CHART = "chart"
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


def _speaks_of(box: Region, token: Region) -> bool:
    """Whether a box is a token's: it covers half of it, or the token half of the box and their heights are alike.

    Else a small number between the lines would answer for a large one whose box reaches over it.
    """
    if not box.overlaps(token):
        return False
    alike = (box.bottom - box.top) > 0.5 * (token.bottom - token.top)
    return alike or box.area >= token.area


def cover(pages: Iterable[PageContent], claims: list[Claim], explanations: Iterable[Explanation]) -> list[Token]:
    """Status of each number token of PDFium's text layer; inside a chart that nobody read the rule is ``chart``."""
    marks, rules = Places[int](), Places[Explanation]()
    for index, claim in enumerate(claims):
        # The mark of an estimate is a bar: what is printed in it is another number.
        for region in () if claim.reader is Reader.CHART_GEOMETRY else claim.marks:
            marks.add(region, index)
    for explanation in explanations:
        rules.add(explanation.region, explanation)
    return [_status(page.number, token, marks, rules) for page in pages for token in page.tokens]


def _status(page: int, token: PrintedToken, marks: Places[int], rules: Places[Explanation]) -> Token:
    used = next((index for box, index in marks.near(token.region) if _speaks_of(box, token.region)), None)
    if used is not None:
        return Token(page, token.text, token.region, CoverageStatus.USED, None, used)
    near = [item for box, item in rules.near(token.region) if _speaks_of(box, token.region)]
    rule = _rule(token.text, near)
    unread = rule is None or rule == CHART
    status = CoverageStatus.UNEXPLAINED if unread else CoverageStatus.EXPLAINED
    return Token(page, token.text, token.region, status, rule)


def _rule(token: str, items: list[Explanation]) -> str | None:
    """The rule that explains a token; PDFium glues a raised footnote mark to the number before it (2014³)."""
    marks = [item.text for item in items if item.rule == FOOTNOTE_MARK]
    for text in (token, *(token.removesuffix(mark) for mark in marks if token.endswith(mark))):
        rules = [item.rule for item in items if item.speaks_of(text)]
        if rules:
            return next((rule for rule in rules if rule != CHART), CHART)
    return None


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
