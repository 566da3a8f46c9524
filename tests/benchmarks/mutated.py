"""Broken and hostile PDFs, the same ones each time: the project's own files mutated, and small files made to break."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import hostile_files as bad
from hostile_files import CATALOG, FONT, ONE_PAGE, PAGE, WORDS, assemble, packed, page_of, repeated, stream
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

READ, REFUSED, EITHER = "read", "refused", "either"
_MEGABYTE = b" " * 1_000_000


@dataclass(frozen=True)
class Hostile:
    """A file, and how its ingestion may end: read (exit 0 or 3), refused (exit 1), or either. ``says`` is a pattern.

    ``whole`` is the file that it was made from; nothing may be read from it that is not printed there.
    """

    name: str
    content: bytes
    ends: str = EITHER
    says: str = ""
    whole: bytes = b""


def all_of(given: dict[str, bytes]) -> Iterator[Hostile]:
    """Every one; ``given`` are whole files by name, the first of them a report."""
    report = next(iter(given.values()))
    yield from cut(report)
    for name, content in given.items():
        yield from flipped(name, content)
    yield from tables(report)
    yield from structure()
    yield from streams()
    yield from encrypted()
    yield from drawn()
    yield from fonts()


def cut(report: bytes) -> Iterator[Hostile]:
    """Ends, beginnings and middles that are missing."""
    middle, kilobyte = len(report) // 2, 1_000
    parts = {f"cut off at {share} %": report[: len(report) * share // 100] for share in (1, 10, 50, 90, 99)} | {
        "last 100 bytes missing": report[:-100],
        "first 100 bytes missing": report[100:],
        "1 kB of zeros in the middle": report[:middle] + bytes(kilobyte) + report[middle + kilobyte :],
        "1 kB missing in the middle": report[:middle] + report[middle + kilobyte :],
        "20 MB after the end": report + b"garbage\n" * 2_500_000,
        "one after the other": report + report,
    }
    for name, content in parts.items():
        yield Hostile(name, content, whole=report)
    yield Hostile("a header and 20 MB of zeros", b"%PDF-1.7\n" + bytes(20_000_000), REFUSED, "damaged")


def flipped(name: str, content: bytes) -> Iterator[Hostile]:
    """Bytes changed at random places."""
    for count in (3, 10, 30, 100, 300):
        chance = random.Random(f"{name} {count}")
        changed = bytearray(content)
        for _ in range(count):
            changed[chance.randrange(10, len(changed))] = chance.randrange(256)
        yield Hostile(f"{count} bytes changed in {name}", bytes(changed), whole=content)


def tables(report: bytes) -> Iterator[Hostile]:
    """Cross-reference tables that are gone, wrong, or circular."""
    start = int(report.rpartition(b"startxref")[2].split()[0])
    yield Hostile("no xref", report[:start], whole=report)
    yield Hostile("startxref 0", re.sub(rb"startxref\s+\d+", b"startxref 0", report), whole=report)
    yield Hostile("startxref beyond the end", re.sub(rb"startxref\s+\d+", b"startxref 99999999", report), whole=report)
    shifted = re.sub(rb"(\d{10}) 00000 n", lambda m: b"%010d 00000 n" % (int(m[1]) + 7), report)
    yield Hostile("all offsets wrong", shifted, whole=report)
    objects = [CATALOG, ONE_PAGE, PAGE, stream(WORDS), FONT]
    at = assemble(objects).rindex(b"xref\n0")
    yield Hostile("xref whose /Prev is itself", assemble(objects, b"/Prev %d " % at))
    yield Hostile("xref whose /Prev is nowhere", assemble(objects, b"/Prev 99999999 "))
    yield Hostile("objects swapped", assemble([CATALOG, ONE_PAGE, PAGE, FONT, stream(WORDS)]))
    yield Hostile("/Size of a billion", re.sub(rb"/Size \d+", b"/Size 1000000000", assemble(objects)))
    yield Hostile("xref of a billion", assemble(objects).replace(b"xref\n0 6", b"xref\n0 999999999"))


def structure() -> Iterator[Hostile]:
    """Page trees and objects that lie or never end."""
    rest = [stream(WORDS), FONT]
    for told in (b"5", b"0", b"-1", b"1000000", b"99999999999999999999"):
        tree = b"<< /Type /Pages /Kids [3 0 R] /Count %s >>" % told
        yield Hostile(f"/Count {told.decode()} of one page", assemble([CATALOG, tree, PAGE, *rest]))
    loop = b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"
    yield Hostile("/Kids of itself", assemble([CATALOG, loop, PAGE, *rest]))
    yield Hostile("/Kids of itself only", assemble([CATALOG, loop.replace(b"3 0 R ", b""), PAGE, *rest]), REFUSED)
    yield Hostile("pages that are the catalog", assemble([CATALOG.replace(b"2 0 R", b"1 0 R")]), REFUSED)
    yield Hostile("a page tree of 100 levels", bad.deep_tree(100))
    yield Hostile("a page tree of 20,000 levels", bad.deep_tree(20_000))
    yield Hostile("100,000 pages", bad.many_pages(100_000), REFUSED, "100,000 pages")
    yield Hostile("1,000,000 pages", bad.many_pages(1_000_000), REFUSED, "1,000,000 pages")
    own = PAGE.replace(b"/Resources <<", b"/Parent 3 0 R /Resources <<")
    yield Hostile(
        "a page that is its own parent", assemble([CATALOG, ONE_PAGE, own.replace(b"/MediaBox", b"/X"), *rest])
    )
    yield Hostile("an object that is itself", assemble([CATALOG, ONE_PAGE, PAGE, b"4 0 R", FONT]))
    yield Hostile("arrays in arrays, 100,000 deep", assemble([CATALOG, ONE_PAGE, PAGE, *rest, b"[" * 100_000]))
    deep = PAGE.replace(b"/Resources", b"/Deep %s /Resources" % (b"<</A " * 50_000 + b"1" + b">>" * 50_000))
    yield Hostile("dictionaries in a page, 50,000 deep", assemble([CATALOG, ONE_PAGE, deep, *rest]))
    yield Hostile(
        "no /Type on the page", assemble([CATALOG, ONE_PAGE, PAGE.replace(b"/Type /Page ", b""), *rest]), REFUSED
    )
    yield Hostile("contents of 100,000 parts", _parts(100_000))
    for box in (b"0 0 0 0", b"595 842 0 0", b"0 0 1e30 1e30", b"nan nan nan nan", b"0 0 595", b"/A (b) [] <<>>"):
        odd = PAGE.replace(b"0 0 595 842", box)
        yield Hostile(f"/MediaBox [{box.decode()}]", assemble([CATALOG, ONE_PAGE, odd, *rest]))


def _parts(count: int) -> bytes:
    page = PAGE.replace(b"/Contents 4 0 R", b"/Contents [%s]" % (b"4 0 R " * count))
    return assemble([CATALOG, ONE_PAGE, page, stream(WORDS), FONT])


def streams() -> Iterator[Hostile]:
    """Streams that unpack to gigabytes, are longer than the file, or are not what they say."""
    yield Hostile("2 GB in a content stream", bad.bomb(2_000), REFUSED)
    inner = repeated(WORDS, _MEGABYTE, 1_000).partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    nested = stream(zlib.compress(inner), b"/Filter [/FlateDecode /FlateDecode] ")
    yield Hostile("1 GB, packed twice", page_of(nested))
    yield Hostile("1 GB in runs", page_of(stream(WORDS[:0] + b"\x81 " * 8_000_000, b"/Filter /RunLengthDecode ")))
    yield Hostile("1 GB in a font's map", _font_with(b"/ToUnicode 6 0 R ", repeated(b"", _MEGABYTE, 1_000)))
    yield Hostile("1 GB in an object stream", _object_stream(repeated(b"1 0 ", _MEGABYTE, 1_000)))
    image = b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
    giant = repeated(b"", bytes(1_000_000), 1_000).replace(b"<< ", image, 1)
    yield Hostile("a picture of 60,000 × 60,000", bad.with_form([giant]), READ)
    for told in (b"999999999", b"-1", b"4 0 R", b"(x)"):
        lying = re.sub(rb"/Length \d+", b"/Length " + told, stream(WORDS))
        yield Hostile(f"/Length {told.decode()}", page_of(lying))
    for name in (
        b"LZWDecode",
        b"DCTDecode",
        b"ASCII85Decode",
        b"JBIG2Decode",
        b"CCITTFaxDecode",
        b"Nonsense",
        b"Crypt",
    ):
        wrong = packed([WORDS]).replace(b"FlateDecode", name)
        yield Hostile(f"packed, and said to be {name.decode()}", page_of(wrong))
    yield Hostile(
        "1,000 filters", page_of(packed([WORDS]).replace(b"/FlateDecode", b"[%s]" % (b"/FlateDecode " * 1_000)))
    )
    odd = b"/DecodeParms << /Predictor 15 /Columns 1000000000 >> "
    yield Hostile("a predictor of a billion columns", page_of(packed([WORDS]).replace(b"/Filter", odd + b"/Filter")))


def _font_with(keys: bytes, extra: bytes) -> bytes:
    return assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), FONT.replace(b"/BaseFont", keys + b"/BaseFont"), extra])


def _object_stream(data: bytes) -> bytes:
    told = data.replace(b"<< ", b"<< /Type /ObjStm /N 1000000 /First 4 ", 1)
    return assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), FONT, told], b"/Info 99 0 R ")


def encrypted() -> Iterator[Hostile]:
    """Locked files, and files that say so."""
    for name, lock, ends, says in (
        ("a password", StandardEncryption("hemligt", "ägare"), REFUSED, "password"),
        ("an owner's password only", StandardEncryption("", "hemligt", canCopy=0), READ, ""),
        ("a password of 128 bits", StandardEncryption("hemligt", strength=128), REFUSED, "password"),
    ):
        out = io.BytesIO()
        canvas = Canvas(out, invariant=1, encrypt=lock)
        canvas.drawString(70, 700, "SYNTETISK: 46 procent av kommunerna har en app.")
        canvas.save()
        yield Hostile(name, out.getvalue(), ends, says)
    objects = [CATALOG, ONE_PAGE, PAGE, stream(WORDS), FONT]
    yield Hostile("an unknown handler", assemble(objects, b"/Encrypt << /Filter /Nonsense /V 9 >> "), REFUSED)
    yield Hostile("an encryption that is nowhere", assemble(objects, b"/Encrypt 99 0 R "))


def drawn() -> Iterator[Hostile]:
    """Pages with far too much on them, or at impossible places."""
    yield Hostile("1,000,000 characters on a page", bad.crowded(1_000_000))
    yield Hostile("100,000 rectangles", page_of(packed([WORDS, *(_box(n) for n in range(100_000))])))
    lines = (f"{n * 2} 0 m {n * 2} 800 l S 0 {n * 2} m 590 {n * 2} l S\n".encode() for n in range(290))
    yield Hostile("a grid of 84,000 cells", page_of(packed([WORDS, *lines])))
    yield Hostile("a path of 1,000,000 points", page_of(packed([WORDS, b"0 0 m\n", *[b"9 9 l\n"] * 1_000_000, b"S\n"])))
    yield Hostile("1,000,000 states saved", page_of(packed([b"q " * 1_000_000, WORDS])))
    yield Hostile("forms that draw each other 10^9 times", bad.laughs(9, 10))
    yield Hostile("a form that draws itself", bad.with_form([bad.form(b"/X Do\n", 6)]))
    for number in (b"nan", b"inf", b"1e308", b"99999999999999999999999", b"-", b"1..2"):
        moved = WORDS.replace(b"70 700", number + b" " + number)
        yield Hostile(f"text at {number.decode()}", page_of(stream(moved)))
    yield Hostile("type of size 0", page_of(stream(WORDS.replace(b"/F1 12", b"/F1 0"))))
    yield Hostile("type of size 1e30", page_of(stream(WORDS.replace(b"/F1 12", b"/F1 1e30"))))
    yield Hostile("a matrix of zeros", page_of(stream(b"0 0 0 0 0 0 cm\n" + WORDS)))
    yield Hostile("a string of 10 MB", page_of(packed([b"BT /F1 9 Tf (", *[b"12345 7 " * 125_000] * 10, b") Tj ET"])))
    yield Hostile("a string without an end", page_of(stream(WORDS + b"BT (" + b"(" * 100_000)))
    yield Hostile("a picture in the text without an end", page_of(stream(WORDS + b"BI /W 9 /H 9 ID " + bytes(100_000))))
    yield Hostile("a word of 200,000 letters", page_of(packed([b"BT /F1 1 Tf (", b"femtio" * 33_000, b") Tj ET"])))


def _box(number: int) -> bytes:
    return b"%d %d 9 9 re f\n" % (number * 7 % 590, number * 11 % 840)


def fonts() -> Iterator[Hostile]:
    """Fonts without maps, and maps that lie."""
    composite = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    child = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Ordering (Identity) >> >>"
    yield Hostile("a font without a map", assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), composite, child]))
    own = composite.replace(b"[6 0 R]", b"[5 0 R]")
    yield Hostile("a font that descends from itself", assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), own]))
    drawn_font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0 0 0 0 0 0] /CharProcs << >> >>"
    yield Hostile("a font of drawings without any", assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), drawn_font]))
    yield Hostile("no font at all", assemble([CATALOG, ONE_PAGE, PAGE, stream(WORDS), b"null"]))
    lying = b"1 beginbfrange <34> <34> <39> endbfrange"
    yield Hostile("a map that says 9 for 4", _font_with(b"/ToUnicode 6 0 R ", stream(lying)))
    wide = b"1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange"
    yield Hostile("a map of four billion letters", _font_with(b"/ToUnicode 6 0 R ", stream(wide)))
