"""What bytes are, and what text they hold, read from the bytes alone: names and headers lie."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from schemas.codes import MediaType

_PDF_WINDOW = 1024
#: A mail or an answer's head may go before a PDF, whose own code would pass for a text with numbers in it.
_LATE_PDF = re.compile(rb"%PDF-\d.*?\bendobj\b", re.DOTALL)
_HTML_WINDOW = 65536
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PREAMBLE = re.compile(r"(?:\s+|<!--.*?-->|<\?xml[^>]*\?>)*", re.DOTALL)
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|base|noscript|iframe|header|main|nav|article"
    r"|section|div|span|p|br|a|b|i|em|strong|h[1-6]|ul|ol|li|table|form|img|font|center)(?=[\s>/]))",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# Markup for machines is decodable too, and an error in it must not pass for a transcript.
_OTHER_MARKUP = re.compile(r"\{\\rtf|%!PS|<\?xml|<!doctype|<svg|<rss", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def media_type(content: bytes) -> MediaType | None:
    """Return the type of these bytes; None when they are empty or neither PDF, HTML nor plain text."""
    if b"%PDF-" in content[:_PDF_WINDOW]:
        return MediaType.PDF
    if _is_html(content):
        return MediaType.HTML
    if _LATE_PDF.search(content):
        return MediaType.PDF
    if _is_text(content):
        return MediaType.TEXT
    return None


def decode(content: bytes, charset_hint: str | None = None) -> str:
    """Return the text of these bytes, without its byte order mark.

    Tried in order: byte order mark, UTF-8, the hint (a server's charset), the page's own meta charset,
    Windows-1252. What fits none of them is read as Windows-1252, with U+FFFD for each byte without a meaning.
    """
    text = _decode_strictly(content, charset_hint)
    return content.decode("cp1252", errors="replace") if text is None else text


def _decode_strictly(content: bytes, charset_hint: str | None = None) -> str | None:
    for bom, charset in _BOMS:
        if content.startswith(bom):
            return _decode_as(content[len(bom) :], charset)
    attempts = (_decode_as(content, charset) for charset in _charsets(content, charset_hint))
    return next((text for text in attempts if text is not None), None)


def _charsets(content: bytes, charset_hint: str | None) -> Iterator[str]:
    yield "utf-8"
    if charset_hint:
        yield charset_hint
    if meta := _META_CHARSET.search(content[:_HTML_WINDOW]):
        yield meta.group(1).decode("ascii", errors="ignore")
    yield "cp1252"


def _decode_as(content: bytes, charset: str) -> str | None:
    """Decode without loss, or return None; ISO 8859-1 means Windows-1252, as in every browser."""
    try:
        name = codecs.lookup(charset).name
        return content.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_html(content: bytes) -> bool:
    head = decode(content[:_HTML_WINDOW])
    start = _PREAMBLE.match(head)
    return _HTML_TAG.match(head, start.end() if start else 0) is not None


def _is_text(content: bytes) -> bool:
    text = _decode_strictly(content)
    if text is None or not text.strip() or _CONTROL.search(text):
        return False
    return not _OTHER_MARKUP.match(text.lstrip()) and not _is_json(text)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
