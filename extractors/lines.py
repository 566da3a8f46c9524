"""Text files and web pages by lines, read by other means than the readers': to find a quote in them again."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate
from textwrap import shorten

from schemas.codes import MediaType

_HYPHENS = re.compile(r"[\u00ad\u2010-\u2015\u2212\u2043\ufe63\uff0d\u0002\ufffe-]")
_BULLETS = re.compile(r"[•●▪■◦‣·*\uf000-\uf0ff]")
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "li", "br", "tr", "td", "th", "section", "blockquote", *(f"h{n}" for n in range(1, 7))}
)
_MOST_SHOWN = 300


def fold(text: str) -> str:
    """Text without what a line break or an engine may change: spaces, hyphens of all kinds, bullets, composition."""
    return _BULLETS.sub("", _HYPHENS.sub("", "".join(unicodedata.normalize("NFKD", text).split())))


@dataclass(frozen=True)
class Found:
    """Where a text begins: its line in the file, from 1, and what stands on that line, shortened around it."""

    line: int
    text: str


@dataclass(frozen=True)
class Lines:
    """What a text file or a web page shows, line by line, each with its number in the file."""

    lines: tuple[tuple[int, str], ...]
    folded: str = ""
    starts: tuple[int, ...] = field(default=(), repr=False)

    def find(self, quote: str, start: int = 0) -> int | None:
        """Position of a quote at or after ``start``, else anywhere; positions count folded characters."""
        wanted = fold(quote)
        if not wanted:
            return None
        at = self.folded.find(wanted, start)
        if at < 0:
            at = self.folded.find(wanted)
        return at if at >= 0 else None

    def at(self, position: int) -> Found:
        """The line of a position."""
        index = bisect_right(self.starts, position) - 1
        number, text = self.lines[index]
        before = position - self.starts[index]
        return Found(number, _around(" ".join(text.split()), before))


def read_lines(text: str, media: MediaType) -> Lines:
    """What a decoded text file or web page shows."""
    shown = tuple(_shown(text) if media is MediaType.HTML else enumerate(text.splitlines(), start=1))
    folded = [fold(line) for _, line in shown]
    starts = (0, *accumulate(len(line) for line in folded))[: len(folded)]
    return Lines(shown, "".join(folded), starts)


def _around(text: str, before: int) -> str:
    """A long line is shown from a little before the position on, in whole words; a web page may be one line."""
    if len(text) <= _MOST_SHOWN:
        return text
    words, passed, shown = text.split(), 0, 0
    while words and passed < before - _MOST_SHOWN // 4:
        passed += len(fold(words.pop(0)))
        shown += 1
    return ("… " if shown else "") + shorten(" ".join(words), _MOST_SHOWN, placeholder=" …")


def _shown(html: str) -> Iterator[tuple[int, str]]:
    parser = _Shown()
    parser.feed(html)
    parser.close()
    yield from parser.lines()


class _Shown(HTMLParser):
    """Collects what a browser would show, block by block, with the line that each block begins on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = 0
        self.blocks: list[tuple[int, list[str]]] = [(1, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.hidden += tag in _UNSEEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _UNSEEN))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        parts = self.blocks[-1][1]
        if not parts and data.strip():
            lead = data[: len(data) - len(data.lstrip())]
            self.blocks[-1] = (self.getpos()[0] + lead.count("\n"), [data])
        elif parts:
            parts.append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and self.blocks[-1][1]:
            self.blocks.append((self.getpos()[0], []))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each block that shows something."""
        return ((number, "".join(parts)) for number, parts in self.blocks if parts)
