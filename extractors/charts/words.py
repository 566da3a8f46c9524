"""Which words of a page are a chart's, and so no running text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.captions import is_caption
from extractors.charts.clusters import touches
from extractors.charts.model import ChartReading
from extractors.charts.read import ReadChart
from extractors.layout import line_bottom, line_size, line_text, lines_of, split_at_gaps
from extractors.prose.grammar import Grammar
from extractors.text import Line, Word, plain
from schemas.claim import Region

#: Labels stand this far around what is drawn, in points: less above and below, where captions and text are.
_AROUND = 22.0
_LABEL_WORDS = 5
_LEADING = 1.6


def chart_words(charts: Sequence[ReadChart], words: Iterable[Word], grammar: Grammar) -> set[Word]:
    """Words inside charts and short labels just around them; captions and numbers of respondents are none."""
    found: set[Word] = set()
    candidates = list(words)
    for chart in charts:
        if isinstance(chart.outcome, ChartReading):
            found |= chart.outcome.used
        found |= {word for word in candidates if _inside(word, chart.zone.region)}
        found |= _labels(chart.zone.region, [word for word in candidates if word not in found], grammar)
    return found


def _inside(word: Word, zone: Region) -> bool:
    middle = (word.x0 + word.x1) / 2
    return zone.x0 - 1 <= middle <= zone.x1 + 1 and zone.top - 1 <= word.middle <= zone.bottom + 1


def _labels(zone: Region, words: list[Word], grammar: Grammar) -> set[Word]:
    """Lines of short pieces that touch the zone: axis titles, notes, labels that no reader took."""
    reach = Region(zone.page, zone.x0 - 4 * _AROUND, zone.top - _AROUND, zone.x1 + 2 * _AROUND, zone.bottom + _AROUND)
    found: set[Word] = set()
    text: Line = ()
    for line in lines_of(words):
        if _is_text(line, grammar) or _goes_on(text, line):
            text = line
            continue
        found |= {word for word in line if touches(word.region, reach, 0.0)}
    return found


def _is_text(line: Line, grammar: Grammar) -> bool:
    """Whether a line is of running text: a caption, a number of respondents, or longer than labels are."""
    printed = line_text(line)
    if is_caption(printed) or grammar.cues["respondents"].search(plain(printed)):
        return True
    return any(len(part) > _LABEL_WORDS for part in split_at_gaps(line)) or _is_sentence(line)


def _goes_on(text: Line, line: Line) -> bool:
    """Whether a short line is the end of the running text above it."""
    if not text or abs(line_size(text) - line_size(line)) > 0.5 or abs(text[0].x0 - line[0].x0) > 2 * line_size(line):
        return False
    return 0 < line_bottom(line) - line_bottom(text) <= _LEADING * line_size(line)


def _is_sentence(line: Line) -> bool:
    last = line[-1].text
    return len(line) > 2 and (last.endswith((".", ":")) or (last[-1:].isalpha() and len(line) > _LABEL_WORDS))
