"""Two engines must read the same digits in the same place, or the number is refused."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.pdf.page import PageContent
from extractors.pdf.pdfium import PrintedToken
from extractors.text import UNKNOWN
from schemas.claim import Claim, Extraction, Held, ListRow, Region, TableCell
from schemas.codes import Reader

CHECK = "engines_agree"
PAD = 0.5
_DIGITS = re.compile(r"\d")
#: Readers that tell from the words of a sentence what a number is; a glyph of a word's is unknown, not just a bullet.
_BY_WORDS = (Reader.PROSE, Reader.CAPTION)
_BROKEN_WORD = re.compile(rf"[^\W\d_]{UNKNOWN}|{UNKNOWN}[^\W\d_]")


class DigitIndex:
    """PDFium's digits of a page, found by place."""

    def __init__(self, tokens: Iterable[PrintedToken]) -> None:
        """Sort the digits by height."""
        places = [
            ((box.top + box.bottom) / 2, order, (box.x0 + box.x1) / 2, char)
            for order, (char, box) in enumerate(_glyphs(tokens))
        ]
        self.places = sorted(places)
        self.heights = [place[0] for place in self.places]

    def inside(self, mark: Region) -> str:
        """The digits whose middle lies well within ``mark``, in PDFium's own order; raised marks don't.

        A digit printed twice on one spot, as some programs draw bold type, is one.
        """
        edge = 0.1 * (mark.bottom - mark.top)
        first = bisect_left(self.heights, mark.top + edge)
        last = bisect_right(self.heights, mark.bottom - edge)
        near = self.places[first:last]
        hits = sorted((order, x, char) for _, order, x, char in near if mark.x0 - PAD <= x <= mark.x1 + PAD)
        same = 0.1 * (mark.bottom - mark.top)
        return "".join(
            char
            for place, (_, x, char) in enumerate(hits)
            if not any(char == other and abs(x - at) < same for _, at, other in hits[:place])
        )


def _glyphs(tokens: Iterable[PrintedToken]) -> Iterator[tuple[str, Region]]:
    for token in tokens:
        for char, box in zip(token.text, token.boxes, strict=True):
            if char.isdigit():
                yield char, box


def refuse_disagreement(found: Extraction, pages: Iterable[PageContent]) -> list[Region]:
    """Hold back claims whose printed digits PDFium does not have in the same place, and all that rests on them.

    Returns the places of what was held back.
    """
    digits = {page.number: DigitIndex(page.tokens) for page in pages}
    refused = {index: reason for index, claim in enumerate(found.claims) if (reason := _disagreement(claim, digits))}
    places = [mark for index in refused for mark in found.claims[index].marks]
    if refused:
        _drop(found, refused)
    return places


def _disagreement(claim: Claim, digits: dict[int, DigitIndex]) -> str | None:
    """Why a claim is refused; None when the engines agree, or its number is spelt in words or drawn."""
    if UNKNOWN in claim.value_text:
        return "its font has no map from glyphs to characters"
    if claim.reader in _BY_WORDS and _BROKEN_WORD.search(claim.quote):
        return "words of its sentence are set in a font that has no map, and might say what it means"
    expected = _digits(claim.value_text)
    if not expected or not claim.marks or claim.reader is Reader.CHART_GEOMETRY:
        return None
    found = "".join(digits[mark.page].inside(mark) for mark in claim.marks)
    if found == expected:
        return None
    return f"pdfplumber reads the digits {expected} there and PDFium {found or 'none'}"


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(text))


def _drop(found: Extraction, refused: dict[int, str]) -> None:
    """Take claims out, with their rows and cells, and name each in ``held``."""
    for index, reason in refused.items():
        claim = found.claims[index]
        raw = f"{claim.value_text} — {claim.quote}"
        found.held.append(Held(claim.page, claim.reader, raw, CHECK, reason))
    kept = [index for index in range(len(found.claims)) if index not in refused]
    place = {old: new for new, old in enumerate(kept)}
    found.claims = [found.claims[index] for index in kept]
    found.rows = [_row(row, place) for row in found.rows if row.claim in place]
    found.values = [replace(value, claim=place[value.claim]) for value in found.values if value.claim in place]
    found.cells = [_cell(cell, place) for cell in found.cells if cell.claim is None or cell.claim in place]


def _row(row: ListRow, place: dict[int, int]) -> ListRow:
    return replace(row, claim=place[row.claim])


def _cell(cell: TableCell, place: dict[int, int]) -> TableCell:
    return cell if cell.claim is None else replace(cell, claim=place[cell.claim])
