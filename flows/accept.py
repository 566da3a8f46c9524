"""Which bytes a source may be: a 200 with an error page on it is no report."""

from __future__ import annotations

import html
import re
from pathlib import Path

from flows.web import Answer
from schemas.catalog import Source
from schemas.codes import Kind, MediaType
from schemas.media import decode, media_type

MAX_FILE_BYTES = 100_000_000
MEDIA_NAMES = {MediaType.PDF: "PDF", MediaType.HTML: "HTML", MediaType.TEXT: "plain text"}
_DOCUMENT = (MediaType.PDF, MediaType.TEXT)
_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title>", re.IGNORECASE | re.DOTALL)
_FRONT_PAGE = re.compile(r"https?://[^/]+/?")


class RefusedError(Exception):
    """The bytes can't be this source; the message is a sentence that says why."""


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises RefusedError when it can't be read, is too large, or is a device or pipe."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise RefusedError("it is no file but a device or a pipe")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise RefusedError(f"larger than the limit of {MAX_FILE_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"the file can't be read ({error.strerror})") from error


def landing_page(page: Answer) -> str:
    """Return a landing page's HTML; raises RefusedError when the answer is none."""
    content = page.content or b""
    kind = media_type(content)
    if kind is not MediaType.HTML:
        found = MEDIA_NAMES[kind] if kind else "empty or of an unknown type"
        raise RefusedError(f"the landing page is {found}, expected HTML")
    return decode(content, page.charset)


def require_type(content: bytes, source: Source) -> None:
    """Raise RefusedError unless the bytes are of a type that readers of this kind of source take."""
    if not content:
        raise RefusedError("it is empty")
    kind = media_type(content)
    accepted = (*_DOCUMENT, MediaType.HTML) if source.kind is Kind.PRESS else _DOCUMENT
    if kind in accepted:
        return
    found = MEDIA_NAMES[kind] + _page_title(content) if kind else "of an unknown type"
    raise RefusedError(f"it is {found}, expected {' or '.join(MEDIA_NAMES[each] for each in accepted)}")


def require_same_place(answer: Answer) -> None:
    """Raise RefusedError for a front page in place of an article; sites send lost addresses there."""
    asked_deeper = any(_FRONT_PAGE.fullmatch(url) is None for url in answer.redirects[:1])
    if asked_deeper and _FRONT_PAGE.fullmatch(answer.url):
        raise RefusedError(f"it now leads to the front page {answer.url}")


def _page_title(content: bytes) -> str:
    """Return the title of an HTML page, which mostly says what went wrong."""
    match = _TITLE.search(decode(content[:65536]))
    title = " ".join(html.unescape(match.group(1)).split()) if match else ""
    return f" (“{title[:80]}”)" if title else ""
