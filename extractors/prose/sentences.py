"""Split paragraphs into sentences.

Copies of a text lose numbers at line ends ("har ökat kraftigt sedan Vanligast är …"): where a word that announces a
year meets a capital, a sentence has ended too.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.prose.grammar import Grammar
from extractors.prose.spans import Span

_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?: ?[¹²³⁰⁴-⁹]+)?(?=\s+[\"“”»(\[–-]?\s?[A-ZÅÄÖ0-9])|\n+|\s(?=[•●▪■]\s)")
_LABEL = re.compile(
    r"(?:figur|fig\.?|tabell|tab\.?|diagram|bilaga|kapitel|avsnitt|figure|table|chart|\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"\S+$")


def sentence_spans(text: str, grammar: Grammar) -> list[Span]:
    """Spans of sentences in verbatim text; abbreviations, "Figur 2." and list numbers do not end one."""
    spans, start = [], 0
    for match in _ends(grammar.lost_end).finditer(text):
        if match.group().startswith(".") and _no_end(text[start : match.start()], grammar.abbreviations):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.end > span.start]


@cache
def _ends(lost: str) -> re.Pattern[str]:
    return re.compile(f"{_END.pattern}|{lost}")


def _no_end(before: str, abbreviations: frozenset[str]) -> bool:
    last = _LAST_WORD.search(before)
    word = last.group().lstrip('("“”').lower() if last else ""
    if word in abbreviations:
        return True
    if not re.fullmatch(r"\d{1,2}", word):
        return False
    label = before[: -len(word)].strip()
    return not label or _LABEL.fullmatch(label) is not None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentence_at(spans: list[Span], index: int) -> Span:
    """The sentence that holds the character at ``index``."""
    return next((span for span in spans if span.holds(index)), Span(index, index))
