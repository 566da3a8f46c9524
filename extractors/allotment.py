"""Who reads which words of a page: running lines, tables, charts, contents or running text, each word once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.boxes import parted
from extractors.captions import caption_words
from extractors.charts.model import ChartReading
from extractors.charts.read import ReadChart, read_charts
from extractors.charts.words import chart_words
from extractors.contents import contents_of
from extractors.coverage import CHART
from extractors.explanations import Explanation
from extractors.layout import flow, paragraph_texts
from extractors.pdf.page import PageContent
from extractors.prose.grammar import Grammar
from extractors.tables.sheets import Sheet, sheets_of
from extractors.tables.strays import stray_numbers, with_doubts
from extractors.tables.unruled import find_tables
from extractors.text import Text, Word, known_words

#: More numbers than this that were drawn apart are a page's own: a chart's, or its program draws in another order.
_FEW = 3
#: A heading's words begin this near to its number, in font sizes.
_HEADING_EM = 3.0


@dataclass(frozen=True)
class Allotment:
    """A page's words by who reads them: ``prose`` is what no one else does; ``explained`` says why the rest is no data.

    ``charts`` are those that no table turned out to be.
    """

    page: PageContent
    sheets: list[Sheet]
    charts: list[ReadChart]
    prose: list[Word]
    explained: list[Explanation]


def allot(page: PageContent, running: set[Word], language: Grammar) -> Allotment:
    """Give a page's words to its readers: ruled tables first, then charts that can be read, then other tables.

    A number that was put into the finished page is no table's, and no sentence's.
    """
    free = [word for word in page.words if word not in running]
    strays = stray_numbers(page.words)
    ruled = [with_doubts(sheet, strays) for sheet in sheets_of(page, _without(strays, page.words))]
    free = _without_tables(free, ruled)
    contents, contents_notes = contents_of(free)
    free = [word for word in free if word not in contents]
    charts = _charts(page, ruled, free, [word for word in page.words if word in running])
    drawn = [chart.zone.region for chart in charts if isinstance(chart.outcome, ChartReading)]
    taken = [*(sheet.region for sheet in ruled), *drawn]
    loose = [with_doubts(sheet, strays) for sheet in find_tables(page, _without(strays, free), taken)]
    free = _without_tables(free, loose)
    charts = [chart for chart in charts if not any(chart.zone.region.overlaps(sheet.region) for sheet in loose)]
    labels = chart_words(charts, free, language) - caption_words(free)
    explained = [
        *running_explained(running),
        *page.unseen,
        *contents_notes,
        *(note for chart in charts for note in chart.explained),
        *(Explanation(CHART, word.region) for word in (*labels, *page.rotated)),
    ]
    left = [word for word in free if word not in labels]
    apart = {word for word in strays.intersection(left) if not _begins_heading(word, free)}
    unread = apart if len(apart) <= _FEW else _inside(apart, [*ruled, *loose])
    prose = _without(unread, left)
    return Allotment(page, ruled + loose, charts, prose, explained)


def _begins_heading(number: Word, words: Iterable[Word]) -> bool:
    """Whether a number is set as the bold words at its right are, and begins their line: programs draw it apart."""
    level = [word for word in words if abs(word.middle - number.middle) < 0.5 * number.size and word != number]
    room = _HEADING_EM * number.size
    if not number.bold or any(number.x0 - room < word.x1 <= number.x1 for word in level):
        return False
    first = min((word for word in level if word.x0 > number.x1), key=lambda word: word.x0, default=None)
    if first is None or not first.bold or abs(first.size - number.size) >= 0.1:
        return False
    return first.x0 - number.x1 < room and first.text[:1].isupper()


def _inside(words: Iterable[Word], sheets: Sequence[Sheet]) -> set[Word]:
    return {word for word in words if any(sheet.region.overlaps(word.region) for sheet in sheets)}


def _charts(page: PageContent, ruled: list[Sheet], free: list[Word], running: list[Word]) -> list[ReadChart]:
    """The page's charts; what recurs on many pages may be their legend, where nothing else can be."""
    charts = read_charts(page, ruled, free)
    if not running or all(isinstance(chart.outcome, ChartReading) for chart in charts):
        return charts
    with_running = read_charts(page, ruled, [*free, *running])
    if len(charts) != len(with_running):
        return charts
    return [
        other if isinstance(other.outcome, ChartReading) else chart
        for chart, other in zip(charts, with_running, strict=True)
    ]


def _without_tables(words: Iterable[Word], sheets: Iterable[Sheet]) -> list[Word]:
    tabled = {word for sheet in sheets for word in sheet.words}
    return [word for word in words if word not in tabled]


def _without(strays: set[Word], words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word not in strays]


def running_explained(running: Iterable[Word]) -> list[Explanation]:
    """Why the numbers of headers and footers are no data."""
    return [Explanation("running_line", word.region, word.text) for word in running]


def running_text(pages: Sequence[PageContent], words: Mapping[int, list[Word]]) -> list[Text]:
    """Paragraphs of all pages, joined over columns and pages; text in boxes is a flow of its own, after the rest."""
    texts: list[Text] = []
    boxed: list[Text] = []
    known = known_words(word for page in pages for word in page.words)
    for page in pages:
        main, *boxes = parted(page, words[page.number])
        texts += paragraph_texts(main, known)
        boxed += [text for box in boxes for text in paragraph_texts(box, known)]
    return [*flow(texts, known), *flow(boxed, known)]
