"""Files that are meant to break a reader; each is small, and says SYNTETISK where it has a page."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
WORDS = b"BT /F1 12 Tf 70 700 Td (SYNTETISK: 46 procent av kommunerna har en app.) Tj ET\n"


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def stream(data: bytes, keys: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), keys, data)


def packed(parts: Iterable[bytes]) -> bytes:
    """A stream object, compressed without ever being whole in memory."""
    press = zlib.compressobj(6)
    return stream(b"".join([*(press.compress(part) for part in parts), press.flush()]), b"/Filter /FlateDecode ")


def repeated(first: bytes, part: bytes, times: int) -> bytes:
    """A stream object of ``first`` and then ``part`` so many times, compressed once only."""
    press = zlib.compressobj(6, wbits=-15)
    head = press.compress(first) + press.flush(zlib.Z_FULL_FLUSH)
    again = press.compress(part) + press.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(first)
    for _ in range(times):
        check = zlib.adler32(part, check)
    data = b"\x78\x9c" + head + again * times + press.flush() + check.to_bytes(4, "big")
    return stream(data, b"/Filter /FlateDecode ")


def page_of(content: bytes) -> bytes:
    """A file of one page with that content stream."""
    return assemble([CATALOG, ONE_PAGE, PAGE, content, FONT])


def bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to that many megabytes, nearly all of them spaces."""
    return page_of(repeated(WORDS, b" " * 1_000_000, megabytes))


def crowded(glyphs: int) -> bytes:
    """A page with that many characters on it, in words of five."""
    rows = (b"BT /F1 4 Tf %d %d Td (%05d ) Tj ET\n" % (n * 7 % 590, n * 11 % 840, n) for n in range(glyphs // 5))
    return page_of(packed([WORDS, *rows]))


def many_pages(count: int) -> bytes:
    """A file that says it has that many pages, and gives the same one again and again."""
    kids = b"3 0 R " * count
    return assemble([CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), PAGE, stream(WORDS), FONT])


def with_form(form: Sequence[bytes]) -> bytes:
    """A file whose page draws the first of these forms, numbered from 6."""
    page = PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    return assemble([CATALOG, ONE_PAGE, page, stream(WORDS + b"/X Do\n"), FONT, *form])


def form(data: bytes, uses: int | None = None) -> bytes:
    """A form, which may draw the form of that number."""
    inner = b"/XObject << /X %d 0 R >> " % uses if uses else b""
    keys = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s>> " % inner
    return stream(data, keys)


def laughs(levels: int, times: int) -> bytes:
    """Forms that draw each other ``times`` times, ``levels`` deep: a few lines that print a word very often."""
    last = 6 + levels
    forms = [form(b"/X Do\n" * times, number + 1) for number in range(6, last)]
    return with_form([*forms, form(b"0 0 1 1 re f\n")])


def deep_tree(levels: int) -> bytes:
    """One page at the end of a chain of page nodes."""
    nodes = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (max(2, number - 1), number + 1)
        for number in range(6, 6 + levels)
    ]
    page = PAGE.replace(b"/Parent 2", b"/Parent %d" % (5 + levels))
    first = b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>"
    return assemble([CATALOG, first, b"null", stream(WORDS), FONT, *nodes, page])
