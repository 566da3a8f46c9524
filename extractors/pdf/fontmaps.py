"""A second opinion on a font's map: what its own tables say of a digit that its ToUnicode map gives.

Both engines believe the map from glyphs to characters that a PDF gives with a font. When it is wrong, both read the
same wrong digit; but fonts often say themselves which character a glyph is: in the embedded program, or by an encoding.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from pdfminer.pdffont import PDFCIDFont, PDFSimpleFont, TrueTypeFont

_SYMBOLIC, _PLAIN = 4, 32
_KEPT = "digits_of_its_own"


def is_doubtful(font: Any, cid: int, text: str) -> bool:
    """Whether a digit that a font's map gives for a glyph is another digit by the font's own tables."""
    if not text.isdigit():
        return False
    known = font.__dict__.get(_KEPT)
    if known is None:
        known = font.__dict__[_KEPT] = _own_digits(font)
    return bool(known.get(cid, text) != text)


def _own_digits(font: Any) -> dict[int, str]:
    """Digits by glyph, as far as the font tells; empty where it says nothing that could be relied on."""
    if isinstance(font, PDFCIDFont):
        return _of_program(font)
    flags = int(font.descriptor.get("Flags", 0) or 0) if isinstance(font, PDFSimpleFont) else 0
    if isinstance(font, PDFSimpleFont) and flags & _PLAIN and not flags & _SYMBOLIC:
        return {code: char for code, char in font.cid2unicode.items() if char.isdigit()}
    return {}


def _of_program(font: PDFCIDFont) -> dict[int, str]:
    program = getattr(font, "fontfile", None)
    if program is None:
        return {}
    try:
        table = TrueTypeFont(font.basefont, BytesIO(program.get_data())).create_unicode_map()
    except (TrueTypeFont.CMapNotFound, AssertionError, struct.error, KeyError, ValueError):
        return {}
    return {glyph: char for glyph, char in table.cid2unichr.items() if char.isdigit()}
