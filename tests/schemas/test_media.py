"""Types and texts from bytes alone."""

from __future__ import annotations

import codecs

import pytest

from schemas.codes import MediaType
from schemas.media import decode, media_type

PDF, HTML, TEXT = MediaType.PDF, MediaType.HTML, MediaType.TEXT


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\x00" * 1000 + b"%PDF-1.7\n", PDF),
        (b"\x00" * 1100 + b"%PDF-1.7\n", None),
        (b"<html>", HTML),
        (b"<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", HTML),
        (codecs.BOM_UTF8 + b" \n<!-- a <p> b -->\n<!doctype html>", HTML),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html>', HTML),
        (b"<p>En nyhet</p>", HTML),
        ("<html><p>å</p>".encode("utf-16"), HTML),
        ("<html><p>å</p>".encode("cp1252"), HTML),
        (b"<pre-release> of a text", TEXT),
        (b"5 < 7 <html>", TEXT),
        ("1 Sammanfattning\r\n\f2\tÅtta procent".encode(), TEXT),
        ("Åtta procent – drygt".encode("cp1252"), TEXT),
        ("Åtta procent".encode("utf-16"), TEXT),
        (b"[1] en fotnot", TEXT),
        (b"", None),
        (b" \n\f", None),
        (codecs.BOM_UTF8, None),
        (b"text with a \x00 byte", None),
        (b"text with an escape \x1b[0m", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"PK\x03\x04", None),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
        (b'{"error": "not found"}', None),
        (b"[1, 2]", None),
        (b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', None),
        (b"{\\rtf1\\ansi hej}", None),
        (b"\x81\x8d", None),
    ],
)
def test_media_type(content: bytes, expected: MediaType | None) -> None:
    assert media_type(content) == expected


@pytest.mark.parametrize(
    ("content", "hint", "expected"),
    [
        ("åäö".encode(), None, "åäö"),
        ("åäö".encode(), "iso-8859-1", "åäö"),
        (codecs.BOM_UTF8 + "åäö".encode(), None, "åäö"),
        ("åäö".encode("utf-16"), None, "åäö"),
        (codecs.BOM_UTF16_BE + "åäö".encode("utf-16-be"), None, "åäö"),
        ("åäö – “”".encode("cp1252"), None, "åäö – “”"),
        ("åäö – “”".encode("cp1252"), "iso-8859-1", "åäö – “”"),
        ("åäö".encode("mac-roman"), "mac-roman", "åäö"),
        ("åäö".encode("cp1252"), "no-such-charset", "åäö"),
        ("åäö".encode("cp1252"), "hex", "åäö"),
        ('<meta charset="iso-8859-5">Москва'.encode("iso-8859-5"), None, '<meta charset="iso-8859-5">Москва'),
        (b"a\x81b", None, "a\ufffdb"),
        (b"", None, ""),
    ],
)
def test_decode(content: bytes, hint: str | None, expected: str) -> None:
    assert decode(content, hint) == expected


def test_a_pdf_is_no_text_however_much_goes_before_it() -> None:
    pdf = b"%PDF-1.3\n1 0 obj\n<< /Size 57 >>\nendobj\nstartxref\n1065\n%%EOF\n"
    assert media_type(b"Received: from a mail server\n" * 100 + pdf) is MediaType.PDF
    assert media_type(b"Om formatet. " * 200 + b"En fil i det begynner med %PDF-1.4 i sin head.") is MediaType.TEXT
