"""Texts of a workbook, put into it as Excel wants them, whatever characters they hold.

XlsxWriter takes a text that looks like its own markup (``<r>…</r>``) for markup, and escapes only some of the texts
that look like Excel's escapes. So the workbook is written with a mark for each text, and the texts replace the marks.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

STRINGS = "xl/sharedStrings.xml"
MARK = "skl-text-{}"
_MARKED = re.compile(r"<si><t>skl-text-(\d+)</t></si>")
_UNFIT = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
_UNFIT_CHARACTER = re.compile(f"[{_UNFIT}]")
#: An underscore that Excel would take for the begin of an escape, also one that another escape would complete.
_FALSE_ESCAPE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_UNFIT}])")


class Texts:
    """The texts of one workbook."""

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """Return what to write for a text."""
        return MARK.format(self._numbers.setdefault(text, len(self._numbers)))

    def put_into(self, path: Path) -> None:
        """Replace the marks in a closed workbook."""
        texts = list(self._numbers)
        with zipfile.ZipFile(path) as marked:
            parts = [(part, marked.read(part)) for part in marked.infolist()]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for part, content in parts:
                whole = content.decode() if part.filename == STRINGS else ""
                told = _MARKED.sub(lambda match: _element(texts[int(match[1])]), whole).encode()
                book.writestr(part, told or content)


def _element(text: str) -> str:
    return f'<si><t xml:space="preserve">{escaped(text)}</t></si>'


def escaped(text: str) -> str:
    """Return a text for XML: what XML can't hold as ``_xHHHH_``, as Excel itself does."""
    safe = _FALSE_ESCAPE.sub("_x005F_", text)
    safe = _UNFIT_CHARACTER.sub(lambda match: f"_x{ord(match[0]):04X}_", safe)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
