"""From paragraphs to findings: what prose says, which figures its captions name, and which numbers are no data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.captions import Caption
from extractors.charts.captioned import FigureCaption
from extractors.explanations import Explanation
from extractors.layout import BULLETS
from extractors.prose.grammar import Grammar
from extractors.prose.named_counts import name_counts
from extractors.prose.paragraphs import Reading, body_size, explain_only, read_prose
from extractors.text import Text
from schemas.claim import Extraction
from schemas.codes import Statistic

_MIN_WORDS = 3
#: A word, a colon and a number.
_LABELLED = re.compile(r"[^\W\d_]{2,}: [+−-]?\d")


def read_paragraphs(
    paragraphs: Sequence[Text], language: Grammar, year: int
) -> tuple[list[Reading], list[Explanation]]:
    """Read the running text among the paragraphs; numbers that are no data are explained in titles and labels too."""
    readings = read_prose([text for text in paragraphs if _is_prose(text, language)], language, year)
    size = body_size(paragraphs)
    titles = [explain_only(text, language, size) for text in paragraphs if not _is_prose(text, language)]
    return readings, [note for reading in (*readings, *titles) for note in _explain(reading)]


def _is_prose(text: Text, language: Grammar) -> bool:
    """Running text has words; a lone "63%" is a label of something drawn, but "• Flygresor: 78 företag" is an item."""
    if language.cues["respondents"].match(text.plain):
        return True
    words = text.verbatim.split()
    bulleted = words[:1] != [] and words[0] in BULLETS
    if bulleted and _LABELLED.search(text.verbatim):
        return True
    return sum(1 for word in words if word[:1].isalpha()) >= _MIN_WORDS - bulleted


def _explain(reading: Reading) -> Iterable[Explanation]:
    for item in reading.explained:
        for region in reading.text.regions(item.span.start, item.span.end):
            yield Explanation(item.rule, region, reading.text.verbatim[item.span.start : item.span.end])


def findings_of(readings: Iterable[Reading]) -> tuple[Extraction, dict[int, int]]:
    """Claims of prose and counts by name, and the index of each reading's first claim by the reading's id."""
    found = Extraction()
    first: dict[int, int] = {}
    for reading in readings:
        first[id(reading)] = len(found.claims)
        found.rows += name_counts(reading, len(found.claims))
        found.claims += [claim for claim, _ in reading.claims]
    return found, first


def figure_captions(readings: Iterable[Reading]) -> list[FigureCaption]:
    """The captions of figures, each with how many answered."""
    return [_caption(reading, caption) for reading in readings for caption in reading.captions if caption.figure]


def _caption(reading: Reading, caption: Caption) -> FigureCaption:
    answered = [
        claim.value
        for claim, span in reading.claims
        if claim.statistic is Statistic.RESPONDENTS and caption.span.holds(span.start)
    ]
    respondents = int(answered[0]) if len(answered) == 1 and answered[0] is not None else None
    page = reading.text.page_at(caption.span.start)
    regions = reading.text.regions(caption.span.start, caption.span.end)
    return FigureCaption(caption.number, caption.text, respondents, page, regions)
