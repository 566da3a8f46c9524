"""Read quotes back from the PDF by the engine that did not read them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from extractors.pdf.pdfium import Glyph, glyphs, open_pdf, read_region
from schemas.claim import Claim
from schemas.codes import Reader

_HYPHENS = re.compile(r"[\u00ad\u2010-\u2015\u2212\u2043\ufe63\uff0d\u0002\ufffe-]")
_BULLETS = re.compile(r"[•●▪■◦‣\uf000-\uf0ff]")
_JOINER = " … "


def plain(text: str) -> str:
    """Text without what a line break or an engine may change: spaces, hyphens of all kinds, bullets' codes."""
    return _BULLETS.sub("", _HYPHENS.sub("", "".join(unicodedata.normalize("NFKC", text).split())))


def lost_quotes(pdf: Path, claims: Iterable[Claim]) -> list[str]:
    """One line for each claim whose quote is not what PDFium has in the claim's regions."""
    with open_pdf(pdf.read_bytes()) as document:
        pages: defaultdict[int, list[Glyph]] = defaultdict(list)
        for number in range(1, len(document) + 1):
            pages[number] = glyphs(document, number)
    # What was measured in a chart stands printed nowhere.
    printed = (claim for claim in claims if claim.reader is not Reader.CHART_GEOMETRY)
    return [told for claim in printed if (told := _lost(claim, pages))]


def _lost(claim: Claim, pages: dict[int, list[Glyph]]) -> str:
    if not claim.regions:
        return f"page {claim.page}: “{claim.quote}” has no region"
    wanted = plain(claim.quote.replace(_JOINER, " "))
    again = plain("".join(read_region(pages[region.page], region) for region in claim.regions))
    return "" if again == wanted else f"page {claim.page}: “{wanted}” is read back as “{again}”"
