"""Captions of figures and tables in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.layout import is_bullet, line_text, lines_of, split_at_gaps
from extractors.prose.grammar import Grammar
from extractors.prose.spans import Span
from extractors.text import Line, Word

_WHAT = r"Figur|Fig\.?|Diagram|Tabell|Tab\.?|Figure|Chart|Table"
_LABEL_WORD = re.compile(_WHAT)
_LABEL = re.compile(rf"(?P<what>{_WHAT})\s+(?P<number>\d+(?:[.:]\d+)?[a-z]?)\s*[.:–-]\s*(?=\S)")
_REACH = 700
#: A wider space than this, in font sizes, ends a caption's line.
_APART = 2.0


@dataclass(frozen=True)
class Caption:
    """A caption: what it labels, the number as printed, its text and where it stands in the paragraph."""

    figure: bool
    number: str
    text: str
    span: Span

    @property
    def label(self) -> str:
        """``Figur 2`` or ``Tabell 1``."""
        return f"{'Figur' if self.figure else 'Tabell'} {self.number}"


def is_caption(line: str) -> bool:
    """Whether a printed line begins a caption."""
    return _LABEL.match(line) is not None


def captions_of(verbatim: str, sentences: list[Span], grammar: Grammar) -> list[Caption]:
    """Captions: sentences that begin with a label and a full stop or colon, up to the number of respondents."""
    starts = [(span, match) for span in sentences if (match := _LABEL.match(verbatim, span.start))]
    captions = []
    for index, (span, match) in enumerate(starts):
        limit = starts[index + 1][0].start if index + 1 < len(starts) else len(verbatim)
        end = _end(verbatim, span, min(limit, span.start + _REACH), grammar.announces)
        text = verbatim[span.start : end].strip()
        figure = not match.group("what").lower().startswith("tab")
        captions.append(Caption(figure, match.group("number"), text, Span(span.start, end)))
    return captions


@cache
def _answered(announces: str) -> re.Pattern[str]:
    in_brackets, in_sentence = r"[^()]*?(?:\([^)]*\)[^()]*)*\)", r"[^.]*\."
    return re.compile(f"(?:{announces})(?:{in_brackets}|{in_sentence})", re.IGNORECASE)


def _end(verbatim: str, sentence: Span, limit: int, announces: str) -> int:
    answered = list(_answered(announces).finditer(verbatim, sentence.start, limit))
    if not answered:
        return min(sentence.end, limit)
    end = answered[-1].end()
    return end + 1 if verbatim[end : end + 1] == "." else end


def caption_words(words: Iterable[Word]) -> set[Word]:
    """Words of lines that begin a caption ("Diagram 1: …"): they belong to the text, however near to a chart."""
    candidates = list(words)
    labels = [word for word in candidates if _LABEL_WORD.fullmatch(word.text)]
    level = (word for word in candidates if any(abs(word.middle - label.middle) < label.size for label in labels))
    lines = (part for line in lines_of(level) for part in split_at_gaps(line, _APART))
    return {word for line in lines if _LABEL.match(_unbulleted(line)) for word in line}


def _unbulleted(line: Line) -> str:
    return line_text(line[1:] if is_bullet(line) else line)


def caption_at(captions: list[Caption], index: int) -> Caption | None:
    """The caption that holds the character at ``index``."""
    return next((caption for caption in captions if caption.span.holds(index)), None)
