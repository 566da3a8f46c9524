"""Pages that take their size from the tree of pages above them, as some writers leave it there for all of them."""

from __future__ import annotations

from reads import printed, read_pdf


def inherited(box: str, lines: list[str], y: int = 500) -> bytes:
    """A page without a MediaBox of its own below a tree that has one; written by hand, no library here makes it."""
    shown = "\n".join(f"BT /F1 11 Tf 60 {y - 15 * n} Td ({line}) Tj ET" for n, line in enumerate(["SYNTETISK", *lines]))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [{box}] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n"
    )
    return out + f"{end}%%EOF\n".encode()


def test_an_a5_page_that_inherits_its_size_is_read_where_it_stands() -> None:
    found = read_pdf(inherited("0 0 420 595", ["I dag har 62 procent av kommunerna en plan."]))
    assert printed(found) == [("62 procent", 62)]
    assert found.held == []
    assert 595 - 500 - 16 < found.claims[0].marks[0].top < 595 - 500 + 16


def test_an_inherited_size_may_begin_anywhere() -> None:
    found = read_pdf(inherited("-30 -20 420 595", ["I dag har 62 procent av kommunerna en plan."]))
    assert printed(found) == [("62 procent", 62)]
    assert found.held == []
