"""The top of a ranking as running text names it: "I topp hamnar: Göteborg, Helsingborg, … och Umeå"."""

from __future__ import annotations

import re

from extractors.grammar import Grammar
from extractors.names import match_prefix, name_of
from extractors.sentences import sentence_spans
from extractors.text import Text
from schemas.claim import Claim, Extraction, ListRow
from schemas.codes import Reader, Statistic, Unit

_TOP = re.compile(
    r"\b(i topp|topp(?:ar|en)? (?:av )?(?:rank\w+|listan)|full pott|främst (?:är|ligger))\b", re.IGNORECASE
)
_FEWEST = 3


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
            for code in names:
                if code not in seen:
                    seen.add(code)
                    claim = found.add(_claim(text, cue, (start, end), code, year))
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


def _names(verbatim: str, start: int, end: int) -> list[str]:
    """Codes of the municipalities that a span names, in order."""
    words = [word.rstrip(".") for word in re.findall(r"[^\s,;:]+", verbatim[start:end])]
    codes, index = [], 0
    while index < len(words):
        match = match_prefix(words[index : index + 5])
        if match is None:
            index += 1
        else:
            codes.append(match.code)
            index += match.words
    return codes


def _claim(text: Text, cue: re.Match[str], sentence: tuple[int, int], code: str, year: int) -> Claim:
    return Claim(
        reader=Reader.RANKING,
        page=text.page_at(cue.start()),
        value_text=cue.group(),
        value=1.0,
        value_low=1.0,
        value_high=1.0,
        unit=Unit.OTHER,
        statistic=Statistic.RANK,
        quote=text.verbatim[slice(*sentence)],
        context=text.verbatim[max(0, sentence[0] - 200) : sentence[1] + 200],
        year=year,
        group=name_of(code),
        subject=code,
        regions=text.regions(*sentence),
        marks=text.regions(*cue.span()),
    )
