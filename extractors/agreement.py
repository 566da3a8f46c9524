"""Two engines must read the same digits in the same place, or the number is refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from extractors.page import PageContent
from extractors.pdfium import PrintedToken
from schemas.claim import Claim, Extraction, Held, ListRow, TableCell

CHECK = "engines_agree"
_DIGITS = re.compile(r"\d")
_UNMAPPED = re.compile(r"\(cid:\d+\)|\ufffd")


def refuse_disagreement(found: Extraction, pages: Iterable[PageContent]) -> None:
    """Hold back claims whose printed digits PDFium does not have in the same place, and all that rests on them."""
    tokens: defaultdict[int, list[PrintedToken]] = defaultdict(list)
    for page in pages:
        tokens[page.number] += page.tokens
    refused = {index: reason for index, claim in enumerate(found.claims) if (reason := _disagreement(claim, tokens))}
    if refused:
        _drop(found, refused)


def _disagreement(claim: Claim, tokens: dict[int, list[PrintedToken]]) -> str | None:
    """Why a claim is refused; None when the engines agree or its number is spelt in words."""
    if _UNMAPPED.search(claim.value_text):
        return "its font has no map from glyphs to characters"
    expected = _digits(claim.value_text)
    if not expected or not claim.marks:
        return None
    found = "".join(_digits(token.inside(mark)) for mark in claim.marks for token in tokens.get(mark.page, []))
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
    found.cells = [_cell(cell, place) for cell in found.cells if cell.claim is None or cell.claim in place]


def _row(row: ListRow, place: dict[int, int]) -> ListRow:
    return replace(row, claim=place[row.claim])


def _cell(cell: TableCell, place: dict[int, int]) -> TableCell:
    return cell if cell.claim is None else replace(cell, claim=place[cell.claim])
