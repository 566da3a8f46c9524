"""A pdfplumber page that builds its characters faster.

``Page.process_object`` spends 42 % of a text page's time copying attributes one by one. Characters are by far the most
objects, and theirs are known, so they are written down directly. The result is the same dictionary; a test compares.
Only a character that is not painted (text render modes 3 and 7) has one key more, ``painted``, which pdfminer forgets,
and a digit that the font's own tables call another one is ``UNKNOWN``.
"""

from __future__ import annotations

from typing import Any

from pdfminer.layout import LTChar, LTItem, LTPage
from pdfminer.pdftypes import PDFObjRef
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extractors.pdf.fontmaps import is_doubtful
from extractors.pdf.gradients import GradientInterpreter
from extractors.text import UNKNOWN

#: Text render modes that put no ink on the page: neither fill nor stroke, and clipping only.
_UNPAINTED = (3, 7)
_DIGITS = frozenset("0123456789")
#: Place of the glyph's number among pdfminer's arguments after the font.
_CID = 3


class _Device(PDFPageAggregatorWithMarkedContent):
    """Remembers which characters are not painted."""

    painted = True
    #: Whether fills and strokes are opaque enough to be seen, as the interpreter tells.
    fills = True
    strokes = True

    def paint_path(self, state: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Paint what can be seen of a path: nothing where it is transparent."""
        stroke, fill = stroke and self.strokes, fill and self.fills
        if stroke or fill:
            super().paint_path(state, stroke, fill, evenodd, path)

    def render_string(self, textstate: Any, *args: Any, **kwargs: Any) -> None:
        """Note the text's render mode before its characters are laid out."""
        self.painted = textstate.render not in _UNPAINTED
        super().render_string(textstate, *args, **kwargs)

    def render_char(self, matrix: Any, font: Any, *args: Any) -> float:
        """Mark the character."""
        advance: float = super().render_char(matrix, font, *args)
        attributes = self.cur_item._objs[-1].__dict__
        if not self.painted:
            attributes["painted"] = False
        if attributes.get("_text") in _DIGITS and is_doubtful(font, args[_CID], attributes["_text"]):
            attributes["_text"] = UNKNOWN
        return advance


class QuickPage(Page):
    """Drop-in for ``pdfplumber.page.Page``: assign it to ``page.__class__`` before the page is first touched."""

    @property
    def layout(self) -> LTPage:
        """The page's objects, as pdfplumber's own property gives them."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            try:
                GradientInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout

    def process_object(self, obj: LTItem) -> dict[str, Any]:
        """Return the object's dictionary, as pdfplumber's own method does."""
        if type(obj) is not LTChar or not isinstance(obj.fontname, str) or self.pdf.unicode_norm is not None:
            return super().process_object(obj)
        attributes = obj.__dict__
        state = obj.graphicstate
        if isinstance(state.scolor, PDFObjRef) or isinstance(state.ncolor, PDFObjRef):
            return super().process_object(obj)
        left, above = self.mediabox[:2]
        top = self.height - obj.y1 + above
        unpainted = {} if attributes.get("painted", True) else {"painted": False}
        return unpainted | {
            "matrix": obj.matrix,
            "fontname": obj.fontname,
            "adv": obj.adv,
            "upright": obj.upright,
            "x0": obj.x0 + left,
            "y0": obj.y0,
            "x1": obj.x1 + left,
            "y1": obj.y1,
            "width": obj.width,
            "height": obj.height,
            "size": obj.size,
            "mcid": attributes.get("mcid"),
            "tag": attributes.get("tag"),
            "object_type": "char",
            "page_number": self.page_number,
            "ncs": getattr(obj.ncs, "name", None),
            "text": obj.get_text(),
            "stroking_color": state.scolor if isinstance(state.scolor, tuple) else (state.scolor,),
            "non_stroking_color": state.ncolor if isinstance(state.ncolor, tuple) else (state.ncolor,),
            "top": top,
            "bottom": self.height - obj.y0 + above,
            "doctop": self.initial_doctop + top,
        }
