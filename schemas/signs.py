"""Signs that nobody reads, and that do something to the text around them or to what shows it."""

from __future__ import annotations

import unicodedata

#: What a terminal acts on, half a character, and ends of lines that only some programs see.
_CATEGORIES = ("Cc", "Cs", "Zl", "Zp")
#: What shows text in another order than it is written in, and so could show another name or reason.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def acts(sign: str) -> bool:
    """Whether a sign is such; ends of lines and tabs are."""
    return unicodedata.category(sign) in _CATEGORIES or sign in _REORDERING


def harmless(text: str) -> str:
    """The text with such signs written out; ends of lines and tabs stay."""
    if text.isprintable():
        return text
    return "".join(ascii(sign)[1:-1] if sign not in "\n\t" and acts(sign) else sign for sign in text)
