"""The top of a ranking as running text names it: "I topp hamnar: Göteborg, Helsingborg, … och Umeå"."""

from __future__ import annotations

import re

from extractors.names import match_prefix, name_of
from extractors.prose.grammar import Grammar
from extractors.prose.mentions import Span
from extractors.prose.sentences import sentence_spans
from extractors.text import Text
from schemas.claim import Claim, Extraction, ListRow
from schemas.codes import Reader, Statistic, Unit

_TOP = re.compile(
    r"\b(i topp|topp(?:ar|en)? (?:av )?(?:rank\w+|listan)|full pott|främst (?:är|ligger))\b", re.IGNORECASE
)
_FEWEST = 3
_WORD = re.compile(r"[^\s,;:]+")


def read_top(texts: list[Text], grammar: Grammar, year: int) -> Extraction:
    """Ranking rows of rank 1 for the names in sentences that speak of the top (three or more names)."""
    found = Extraction()
    seen: set[str] = set()
    for text in texts:
        for start, end in _sentences(text, grammar):
            cue = _TOP.search(text.verbatim, start, end)
            names = _names(text.verbatim, start, end)
            if cue is None or len(names) < _FEWEST:
                continue
            for code, name in names:
                if code not in seen:
                    seen.add(code)
                    claim = found.add(_claim(text, name, Span(start, end), code, year))
                    found.rows.append(ListRow(code, claim, rank=1))
    return found


def _sentences(text: Text, grammar: Grammar) -> list[tuple[int, int]]:
    """Sentences; one that speaks of the top but names nobody takes the next one with it."""
    spans = [(span.start, span.end) for span in sentence_spans(text.verbatim, grammar)]
    joined: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(spans):
        names = _names(text.verbatim, start, end)
        follows = index + 1 < len(spans) and _TOP.search(text.verbatim, start, end) and not names
        joined.append((start, spans[index + 1][1]) if follows else (start, end))
    return joined


def _names(verbatim: str, start: int, end: int) -> list[tuple[str, Span]]:
    """The municipalities that a span names, in order: their codes, and where the names stand."""
    words = list(_WORD.finditer(verbatim, start, end))
    names, index = [], 0
    while index < len(words):
        match = match_prefix([word.group().rstrip(".") for word in words[index : index + 5]])
        if match is None:
            index += 1
            continue
        last = words[index + match.words - 1]
        length = len(last.group().rstrip("."))
        names.append((match.code, Span(words[index].start(), last.start() + length)))
        index += match.words
    return names


def _claim(text: Text, name: Span, sentence: Span, code: str, year: int) -> Claim:
    """A name at the top: no number is printed, so the claim has no value; the list row says rank 1."""
    return Claim(
        reader=Reader.RANKING,
        page=text.page_at(name.start),
        value_text=text.verbatim[name.start : name.end],
        value=None,
        value_low=None,
        value_high=None,
        unit=Unit.OTHER,
        statistic=Statistic.RANK,
        quote=text.verbatim[sentence.start : sentence.end],
        context=text.verbatim[max(0, sentence.start - 200) : sentence.end + 200],
        year=year,
        group=name_of(code),
        subject=code,
        regions=text.regions(sentence.start, sentence.end),
        marks=text.regions(name.start, name.end),
    )
