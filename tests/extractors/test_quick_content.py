"""Content streams: the quick parser and interpreter give what pdfminer's own do, on whatever a stream may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from extractors.pdf.quickcontent import QuickContentParser, QuickInterpreter

PARTS = (
    *(b"1 -2 +3 .5 -.5 4. 0.25 - + . 1.2.3 --4 5-6 1e5".split(b" ")),
    *(b"( ) (a) (b\\)c) (d\\101) \\ < > <41> <4> <> <4 1> << >> [ ] { }".split(b" ")),
    *(b"/A /A#20b / # /\xc3\xa5 /\xe5 BT T* ' \" true false trueish BI ID EI /F /A85 ~>".split(b" ")),
    *(b" ", b"\n", b"\r\n", b"\t", b"\x0c", b"\x00", b"%note\n", b"%", b"x" * 50, b"7" * 30, b" " * 4090, b"\xe5"),
)
STREAM = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map(b"".join)


def objects(parser: type[PDFContentParser], streams: list[bytes]) -> list[str]:
    """What a parser gives, with its places and how it ends."""
    found: list[str] = []
    try:
        reading = parser([PDFStream({}, data) for data in streams])
        while True:
            found.append(told(reading.nextobject()))
    except Exception as error:  # both must fail alike
        return [*found, type(error).__name__]


def told(item: Any) -> str:
    if isinstance(item, (tuple, list)):
        return f"{type(item).__name__} of {[told(part) for part in item]}"
    return f"stream {item.attrs} {item.rawdata!r}" if isinstance(item, PDFStream) else f"{type(item).__name__} {item!r}"


@given(st.lists(STREAM, min_size=1, max_size=3))
@example([b"BI /W 1 /H 1 ID \x00(\xffEI Q", b"q 1 0 0 1 7", b"2 3 cm [(a) -20 <4142>] TJ"])
@example([b"/Span << /ActualText <feff> /MCID 3 >> BDC (\\(x\\)) ' 1 2(y) \" EMC"])
def test_the_quick_parser_gives_the_objects_of_pdfminers(streams: list[bytes]) -> None:
    assert objects(QuickContentParser, streams) == objects(PDFContentParser, streams)


class Notes(PDFDevice):
    """Remembers what is shown and painted."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__(PDFResourceManager())
        self.seen: list[str] = []

    def render_string(self, textstate: Any, seq: Any, *_: Any) -> None:
        self.seen.append(f"{textstate.matrix} {seq}")

    def paint_path(self, graphicstate: Any, *args: Any) -> None:
        self.seen.append(f"{graphicstate.linewidth} {graphicstate.ncolor} {args}")


def carried_out(interpreter: type[PDFPageInterpreter], content: bytes) -> list[str]:
    """What a device is told by a page whose form draws itself."""
    form = PDFStream({"Subtype": LIT("Form"), "BBox": [0, 0, 9, 9]}, b"0 0 3 3 re f /F Do 1 1 4 4 re S")
    page, stray = PDFStream({}, content), PDFStream({}, b"0 0 1 1 re f")
    form.set_objid(7, 0)
    page.set_objid(8, 0)
    device = Notes()
    interpreter(device.rsrcmgr, device).render_contents({"XObject": {"F": form}}, [page, stray])
    return device.seen


@pytest.mark.parametrize(
    "content",
    [
        b"q 2 w 1 0 0 rg 10 10 m 20 10 l 20 30 l h B* Q 0 0 5 5 re f* /F Do 7 7 2 2 re f",
        b"re 1 2 re f 3 4 5 6 re f nonsense 1 w* 0 0 1 1 re ' \" f T* BX EX 9 9 9 9 re f",
    ],
)
def test_the_quick_interpreter_carries_out_what_pdfminers_does(content: bytes) -> None:
    seen = carried_out(QuickInterpreter, content)
    assert seen == carried_out(PDFPageInterpreter, content)
    assert len(seen) >= 2
