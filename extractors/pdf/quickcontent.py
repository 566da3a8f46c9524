"""pdfminer's reading of content streams, faster: the same objects in the same order.

pdfminer takes tokens apart by a state machine, several calls for each, and looks up each operator's method by its name;
on a page with drawings that is most of the time. Here one regular expression takes a token that stands whole in the
buffer. What it does not match (comments, escapes, what lies across a buffer's edge, whatever is malformed) goes
pdfminer's own way. A test compares the two.
"""

from __future__ import annotations

import logging
import re
from binascii import unhexlify
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT, PSKeyword, keyword_name

#: A number, a word, or a bracket; the digits of a string; a plain string; a name: each up to where another begins.
_TOKEN = re.compile(
    rb"\s*(?:"
    rb"([-+]?(?:\d{1,18}(?:\.\d*)?|\.\d+)(?=[^\d.]))"
    rb"|([A-Za-z][^#/%\[\]()<>{}\s]*(?=[#/%\[\]()<>{}\s])|[\[\]])"
    rb"|(<(?:[0-9A-Fa-f]{2})*>(?=[^>]))"
    rb"|(\([^()\\]*\))"
    rb"|(/[^#/%\[\]()<>{}\s\x80-\xff]+(?=[/%\[\]()<>{}\s]))"
    rb")"
)
_TRUTHS = {b"true": True, b"false": False}
#: Keywords that are part of an object of several tokens.
_STRUCTURE = frozenset(KWD(word) for word in (b"[", b"]", b"<<", b">>", b"{", b"}", b"BI", b"ID"))
_LOG = logging.getLogger(__name__)


def _number(token: bytes) -> float:
    return float(token) if b"." in token else int(token)


def _word(token: bytes) -> Any:
    return _TRUTHS[token] if token in _TRUTHS else KWD(token)


#: What makes an object of a token, by the group of ``_TOKEN`` that it is.
_READ: tuple[Callable[[bytes], Any], ...] = (
    bytes,
    _number,
    _word,
    lambda token: unhexlify(token[1:-1]),
    lambda token: token[1:-1],
    lambda token: LIT(str(token[1:], "ascii")),
)


class QuickContentParser(PDFContentParser):
    """Drop-in for ``PDFContentParser``."""

    def nexttoken(self) -> tuple[int, Any]:
        """Give the next token with its place in the stream."""
        if self._tokens:
            return self._tokens.pop(0)
        match = _TOKEN.match(self.buf, self.charpos)
        if match is None:
            return super().nexttoken()
        group = match.lastindex or 0
        self.charpos = match.end()
        return self.bufpos + match.start(group), _READ[group](match[group])

    def nextobject(self) -> tuple[int, Any]:
        """Give the next object with its place: a token, unless that begins something longer."""
        if not self.results:
            token = self.nexttoken()
            if token[1] not in _STRUCTURE:
                return token
            self._tokens.append(token)
        return super().nextobject()


class QuickInterpreter(PDFPageInterpreter):
    """Drop-in for ``PDFPageInterpreter``."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators of content streams."""
        try:
            parser = QuickContentParser(self._new(streams))
        except PSEOF:
            return
        methods: dict[PSKeyword, tuple[Callable[..., None] | None, int]] = {}
        for item in _objects(parser):
            if not isinstance(item, PSKeyword):
                self.argstack.append(item)
                continue
            if item not in methods:
                methods[item] = self._method(item)
            method, count = methods[item]
            if method is None:
                continue
            arguments = self.pop(count)
            if len(arguments) == count:
                method(*arguments)

    def _new(self, streams: Sequence[object]) -> list[PDFStream]:
        """The streams that are not being carried out already, as in a form that draws itself."""
        new: list[PDFStream] = []
        self.stream_ids.clear()
        for stream in map(stream_value, streams):
            if stream.objid is None or stream.objid in self.parent_stream_ids:
                _LOG.warning("a content stream that has no number, or draws itself, is left out: %r", stream)
                continue
            new.append(stream)
            self.stream_ids.add(stream.objid)
        return new

    def _method(self, operator: PSKeyword) -> tuple[Callable[..., None] | None, int]:
        """What carries out an operator, and how many arguments it takes; None for those that pdfminer leaves out."""
        name = keyword_name(operator).replace("*", "_a").replace('"', "_w").replace("'", "_q")
        method = getattr(self, f"do_{name}", None)
        return method, method.__code__.co_argcount - 1 if method else 0


def _objects(parser: PDFContentParser) -> Iterator[Any]:
    while True:
        try:
            yield parser.nextobject()[1]
        except PSEOF:
            return
