"""Checksums by which a changed file is judged: of what it says, and of what it looks like.

A file that was saved anew has other bytes and the same two checksums; one that was typeset anew has another layout and
the same content; one with an edited digit has neither.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from extractors.layout import blocks_of, line_text
from extractors.pdf.page import PageContent
from extractors.pdf.shapes import Shape
from extractors.text import Word
from schemas.claim import Region

#: Places are compared to half a point: programs round them differently.
STEPS = 2
#: A hyphen at a line's end may be the word's own (e-förvaltning) or not; so none within words counts.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n?(?=[^\W\d_])")
_TURNED = " | "


def content_hash(pages: Iterable[PageContent]) -> str:
    """Checksum of the text in reading order: how it is broken into lines and pages doesn't matter."""
    return text_hash("\n".join(line for page in pages for line in _lines(page)))


def text_hash(text: str) -> str:
    """Checksum of a text, whatever its spaces and line ends, and the hyphens within its words."""
    whole = _HYPHEN.sub("", text)
    return _hash([" ".join(whole.split())])


def layout_hash(pages: Iterable[PageContent]) -> str:
    """Checksum of words and shapes with their places, in whatever order the file draws them."""
    return _hash(line for page in pages for line in (_size(page), *sorted(_drawn(page))))


def _hash(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _lines(page: PageContent) -> Iterator[str]:
    yield from (line_text(line) for block in blocks_of(page.words) for line in block)
    if page.rotated:
        yield _TURNED.join(sorted(word.text for word in page.rotated))


def _size(page: PageContent) -> str:
    return f"page {page.number}: {_steps(page.width)} {_steps(page.height)}"


def _drawn(page: PageContent) -> Iterator[str]:
    yield from (_word(word) for word in (*page.words, *page.rotated))
    yield from (_shape(shape) for shape in page.shapes)
    yield from (f"picture {_box(region)}" for region in page.pictures)


def _word(word: Word) -> str:
    return f"{word.text} {_box(word.region)} {_steps(word.size)} {word.angle} {word.bold}"


def _shape(shape: Shape) -> str:
    return f"shape {_box(shape.region)} {shape.fill} {shape.stroke}"


def _box(region: Region) -> str:
    return " ".join(str(_steps(edge)) for edge in (region.x0, region.top, region.x1, region.bottom))


def _steps(length: float) -> int:
    return round(length * STEPS)
