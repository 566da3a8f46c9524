"""Text that can't be read for sure is named, also where no claim could be made of it.

Fonts lie: some have no map from glyphs to characters, some a wrong one, of which the two engines make different digits.
Each page says once for each reason what it holds of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from extractors.pdf.agreement import CHECK, DigitIndex
from extractors.pdf.page import PageContent
from extractors.pdf.pdfium import NUMBER_TOKEN, PrintedToken
from extractors.places import Places
from extractors.text import UNKNOWN
from schemas.claim import Extraction, Held, Region, Token
from schemas.codes import CoverageStatus, Reader

MAPPED = "text_mapped"
#: So much of what is unreadable is quoted, in characters.
_QUOTED = 200
_NO_MAP = (
    "{count} words of page {page} are set in a font that has no map from its glyphs to characters, or a wrong one: "
    "whatever numbers stand there can't be read; look at the page"
)
_DIFFERENT = "pdfplumber reads {ours} there and PDFium {theirs}: one of the font's maps is wrong; look at the page"


@dataclass(frozen=True)
class _Number:
    """A run of digits as pdfplumber has it."""

    text: str
    region: Region

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.text)


def name_unreadable(found: Extraction, pages: Iterable[PageContent], refused: list[Region]) -> None:
    """Hold back, page by page, what can't be read for sure; ``refused`` are places that have been named already.

    Digits that only pdfplumber sees become tokens, so that none is lost from coverage.
    """
    named = _places(refused)
    for page in pages:
        found.held += _unmapped(page)
        numbers = list(_numbers(page))
        index = DigitIndex(page.tokens)
        for number in numbers:
            theirs = index.inside(number.region)
            if theirs == number.digits:
                continue
            if not theirs:
                region = number.region
                found.tokens.append(Token(page.number, number.text, region, CoverageStatus.UNEXPLAINED))
            if not _overlaps(number.region, named):
                found.held.append(_held(page.number, number.text, number.digits, theirs or "none"))
        for token in _unseen_by_us(page, numbers):
            if not _overlaps(token.region, named):
                found.held.append(_held(page.number, token.text, "none", token.text))


def _held(page: int, text: str, ours: str, theirs: str) -> Held:
    return Held(page, Reader.PROSE, text, CHECK, _DIFFERENT.format(ours=ours, theirs=theirs))


def _unmapped(page: PageContent) -> list[Held]:
    words = [word for word in (*page.words, *page.rotated) if UNKNOWN in word.text]
    if not words:
        return []
    quoted = " ".join(word.text for word in words)[:_QUOTED]
    reason = _NO_MAP.format(count=len(words), page=page.number)
    return [Held(page.number, Reader.PROSE, quoted, MAPPED, reason)]


def _numbers(page: PageContent) -> Iterator[_Number]:
    for word in page.words:
        if UNKNOWN in word.text:
            continue
        for match in NUMBER_TOKEN.finditer(word.text):
            yield _Number(match.group(), word.part(*match.span()))


def _unseen_by_us(page: PageContent, numbers: list[_Number]) -> Iterator[PrintedToken]:
    """PDFium's numbers where pdfplumber has no digit; turned and invisible text is compared elsewhere or not at all."""
    hidden = (word.region for word in page.rotated), (note.region for note in page.unseen)
    known = _places(chain((number.region for number in numbers), *hidden))
    return (token for token in page.tokens if not _overlaps(token.region, known))


def _places(regions: Iterable[Region]) -> Places[None]:
    return Places((region, None) for region in regions)


def _overlaps(region: Region, others: Places[None]) -> bool:
    return any(region.overlaps(other, 0.3) for other, _ in others.near(region))
