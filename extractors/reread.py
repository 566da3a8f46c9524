"""Read claims again by other means than those that read them: PDFium's text and drawing, and a text file's own lines.

The readers take the characters and shapes of PDFs from pdfminer, and web pages from Beautiful Soup. Here PDFium says
what stands in each box, Python's own parser what a web page shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.lines import Lines, fold, read_lines
from extractors.pdf.pdfium import Glyph, glyphs, open_pdf, read_region
from extractors.remeasure import Drawn, remeasured
from schemas.claim import Region
from schemas.codes import MediaType, Reader
from schemas.media import decode
from schemas.rereading import CONFIRMED, Finding, Outcome, Printed

#: What a quote of several places is joined by.
_JOINER = " … "
_MINUS = re.compile(r"[\u2010-\u2015\u2212\u2043\ufe63\uff0d-](?=\d)")
_NUMBER = re.compile(r"\d[\d.,]*")
_GAP = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
#: "två av 10" is said by a word and digits.
_RATIO = re.compile(r"\b(?:av|of|in)\b")
_MOST_TOLD = 80


def reread(content: bytes, media: MediaType, wanted: Sequence[Printed]) -> list[Finding]:
    """Read each claim again in a document's bytes; findings in the order given. Raises DocumentError."""
    if media is not MediaType.PDF:
        lines = read_lines(decode(content), media)
        return [_in_text(lines, printed) for printed in wanted]
    found: dict[int, Finding] = {}
    with open_pdf(content) as document:
        pages = range(1, len(document) + 1)
        for number in sorted({_page(printed) for printed in wanted}):
            here = [index for index, printed in enumerate(wanted) if _page(printed) == number]
            if number not in pages:
                found |= dict.fromkeys(here, _failed("a page of that number", f"{len(document)} pages"))
                continue
            text = {page: glyphs(document, page) for page in _pages(wanted, here) if page in pages}
            with Drawn.on(document, number) as drawn:
                found |= {index: _on_page(text, drawn, wanted[index]) for index in here}
    return [found[index] for index in range(len(wanted))]


def _page(printed: Printed) -> int:
    return (printed.claim.marks or printed.claim.regions or (Region(0, 0, 0, 0, 0),))[0].page


def _pages(wanted: Sequence[Printed], here: Sequence[int]) -> set[int]:
    return {box.page for index in here for box in wanted[index].places}


def _on_page(text: dict[int, list[Glyph]], drawn: Drawn, printed: Printed) -> Finding:
    claim = printed.claim
    if claim.reader is Reader.CHART_GEOMETRY:
        return remeasured(drawn, claim)
    if not claim.marks:
        return _failed(f"“{claim.value_text}”", "no place")
    number = _compared(claim.value_text, _readings(text, claim.marks), signed=True)
    return number or _compared(claim.quote, _readings(text, claim.regions)) or value_said(printed)


def _in_text(lines: Lines, printed: Printed) -> Finding:
    claim = printed.claim
    if any(lines.find(part) is None for part in claim.quote.split(_JOINER)):
        return _failed(f"“{claim.quote}”", "nothing like it in the text")
    if _signed(claim.value_text) not in _signed(claim.quote):
        return _failed(f"“{claim.value_text}” in its quote", f"“{claim.quote}”")
    return value_said(printed)


def _readings(text: dict[int, list[Glyph]], boxes: Sequence[Region]) -> tuple[str, str]:
    """What PDFium has in the boxes, from left to right, and in its own order, which is that of turned text."""
    level = "".join(read_region(text.get(box.page, []), box) for box in boxes)
    own = "".join(glyph.char for box in boxes for glyph in text.get(box.page, []) if glyph.inside(box))
    return level, own


def _compared(wanted: str, readings: tuple[str, str], *, signed: bool = False) -> Finding | None:
    """Return a failure when none of the readings is what is wanted."""
    same = _signed if signed else fold
    expected = same(wanted.replace(_JOINER, " "))
    if expected in map(same, readings):
        return None
    return _failed(f"“{wanted}”", f"“{readings[0]}”" if readings[0] else "nothing")


def _signed(text: str) -> str:
    """Folded, but for the minus signs."""
    return "\x00".join(fold(part) for part in _MINUS.split(text))


def value_said(printed: Printed) -> Finding:
    """Whether the value is one of those that its digits can mean; number words are vouched for by the claim's id."""
    claim = printed.claim
    numbers = _NUMBER.findall(_GAP.sub("", claim.value_text))
    if claim.value is None or not numbers or (len(numbers) == 1 and _RATIO.search(claim.value_text)):
        return CONFIRMED
    meant = {abs(value) * printed.scale for number in numbers for value in _meanings(number)}
    if len(numbers) > 1:  # "4 av 5"
        first, second = (next(iter(_meanings(number)), Decimal(0)) for number in numbers[:2])
        meant |= {100 * first / second} if second else set()
    meant |= {Decimal(100) / value for value in meant if value}  # "var 5:e"
    if any(abs(float(value) - abs(claim.value)) < 0.05 for value in meant):
        return CONFIRMED
    return _failed(f"the value {claim.value:g}", f"“{claim.value_text}”")


def _meanings(number: str) -> list[Decimal]:
    """What digits with commas and points can mean: thousands, or decimals by comma or point."""
    bare = number.strip(".,")
    thousands = bare.replace(",", "").replace(".", "")
    decimal = bare.replace(",", ".")
    return [Decimal(decimal)] if decimal.count(".") == 1 and decimal != thousands else [Decimal(thousands)]


def _failed(expected: str, found: str) -> Finding:
    return Finding(Outcome.FAILED, _short(expected), _short(found))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TOLD else f"{text[: _MOST_TOLD - 2]} …"
