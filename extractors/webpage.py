"""The running text of an HTML press page."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from extractors.text import Text, text_without_layout

_BLOCKS = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
    "caption",
    "article",
    "section",
    "main",
    "div",
    "body",
]
_ASIDE = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "form",
    "iframe",
    "svg",
    "button",
]
_SPACE = re.compile(r"\s+")


def webpage_texts(content: str) -> list[Text]:
    """Paragraphs of the page's main part, in order; navigation, scripts and forms are left out."""
    soup = BeautifulSoup(content, "lxml")
    for element in soup.find_all(_ASIDE):
        element.decompose()
    root = _main(soup)
    for mark in root.find_all("br"):
        mark.replace_with("\n")
    return [text_without_layout(text, None) for text in _paragraphs(root) if text]


def _main(soup: BeautifulSoup) -> Tag:
    for name in ("main", "article"):
        found = soup.find_all(name)
        if len(found) == 1 and isinstance(found[0], Tag):
            return found[0]
    return soup.body or soup


def _paragraphs(root: Tag) -> list[str]:
    """Text of the innermost blocks; loose text between blocks is a paragraph of its own."""
    paragraphs: list[str] = []
    loose: list[str] = []
    for child in root.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(_BLOCKS)):
            paragraphs.append(_tidy("".join(loose)))
            loose = []
            paragraphs += _paragraphs(child)
        else:
            loose.append(child.get_text())
    paragraphs.append(_tidy("".join(loose)))
    return [paragraph for paragraph in paragraphs if paragraph]


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
