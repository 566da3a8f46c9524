"""PDFs whose font has no map from glyphs to characters, or a wrong one: written by hand, no library makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import reportlab
from reportlab.pdfbase.ttfonts import TTFontFace

_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
_FACE = TTFontFace(str(_FONT))
WIDTH, HEIGHT = 595, 842


def mapped(text: str) -> list[tuple[str, str]]:
    """The honest map of a text's characters."""
    return [(char, char) for char in sorted(set(text))]


def unmapped_pdf(lines: Sequence[str], honest: Sequence[str] = ()) -> bytes:
    """Lines in a font without a map, above honest ones in a font that has one."""
    return _pdf(lines, None, honest)


def wrongly_mapped_pdf(lines: Sequence[str], lies: Mapping[str, str], honest: Sequence[str] = ()) -> bytes:
    """Lines whose map says ``lies`` of some characters after it has told the truth: engines take one or the other."""
    return _pdf(lines, [*mapped("".join(lines)), *lies.items()], honest)


def _pdf(lines: Sequence[str], pairs: list[tuple[str, str]] | None, honest: Sequence[str]) -> bytes:
    truth = mapped("".join(honest)) if honest else []
    commands = [*_show("F1", lines, 700), *_show("F2", honest, 500), *_show("F2", ["SYNTETISK"], 820)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".encode(),
        stream("\n".join(commands).encode()),
        _type0(None if pairs is None else 9),
        _type0(10),
        _descendant(),
        b"<< /Type /FontDescriptor /FontName /VeraX /Flags 4 /FontBBox [-200 -250 1400 950] /ItalicAngle 0 "
        b"/Ascent 928 /Descent -236 /CapHeight 730 /StemV 80 /FontFile2 11 0 R >>",
        stream(_cmap(pairs or [])),
        stream(_cmap([*truth, *mapped("SYNTETISK")])),
        stream(_FONT.read_bytes()),
    ]
    return file_of(objects)


def _show(font: str, lines: Sequence[str], y: int) -> list[str]:
    return [f"BT /{font} 11 Tf 70 {y - 15 * n} Td <{_codes(line)}> Tj ET" for n, line in enumerate(lines)]


def _codes(text: str) -> str:
    return "".join(f"{_FACE.charToGlyph[ord(char)]:04X}" for char in text)


def _type0(to_unicode: int | None) -> bytes:
    link = "" if to_unicode is None else f"/ToUnicode {to_unicode} 0 R "
    font = f"/Type /Font /Subtype /Type0 /BaseFont /VeraX /Encoding /Identity-H {link}/DescendantFonts [7 0 R]"
    return f"<< {font} >>".encode()


def _descendant() -> bytes:
    widths = " ".join(
        f"{_FACE.charToGlyph[code]} [{_FACE.getCharWidth(code)}]"
        for code in range(32, 255)
        if code in _FACE.charToGlyph
    )
    return (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /VeraX /CIDToGIDMap /Identity /DW 600 /FontDescriptor 8 0 R "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [{widths}] >>"
    ).encode()


def _cmap(pairs: list[tuple[str, str]]) -> bytes:
    lines = "\n".join(f"<{_codes(char)}> <{ord(said):04X}>" for char, said in pairs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    ).encode()


def stream(content: bytes) -> bytes:
    """A stream object."""
    return f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def file_of(objects: list[bytes]) -> bytes:
    """A PDF of objects, numbered from 1: the catalog first."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
