"""A document's figures: each chart with its caption or title, its values as claims, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.charts.captioned import FigureCaption, match_captions
from extractors.charts.claims import Told, claim_of
from extractors.charts.model import ChartReading, Refusal
from extractors.charts.read import UNKNOWN, ReadChart
from extractors.charts.titles import heading_above, title_of
from extractors.layout import line_text, lines_of
from extractors.pdf.page import PageContent
from extractors.prose.grammar import Grammar
from extractors.text import Word, join
from schemas.claim import Extraction, Figure, FigureValue, Held, Region
from schemas.codes import Reader

PICTURE = "its chart is a picture (a raster image), from which no value can be read for sure"
NO_CHART = "no chart was found beside its caption"
CHECK = "label_and_drawing_agree"
#: A picture this large, in points, may be a chart; smaller ones are logos and icons.
_PICTURE_SIDE = 100.0


@dataclass(frozen=True)
class _Named:
    """A chart with the name of its figure, its caption if it has one, and what it tells of."""

    chart: ReadChart
    figure: str
    caption: FigureCaption | None
    text: str


def figure_findings(
    charts: Sequence[ReadChart],
    captions: Sequence[FigureCaption],
    pages: Iterable[PageContent],
    grammar: Grammar,
    year: int,
) -> Extraction:
    """Figures, their values and claims, and what was held back."""
    by_number = {page.number: page for page in pages}
    found = Extraction()
    named = list(_named(charts, captions, by_number))
    for item in named:
        found.figures.append(_figure(item))
        if isinstance(item.chart.outcome, ChartReading):
            beside = " ".join(word.text for word in by_number[item.chart.zone.region.page].words)
            _add_values(found, item, item.chart.outcome, Told(item.text, beside, year), grammar)
    shown = {id(item.caption) for item in named}
    found.figures += [_without_chart(caption, by_number) for caption in captions if id(caption) not in shown]
    found.figures = list(dict.fromkeys(found.figures))
    found.figures.sort(key=lambda figure: figure.page or 0)
    return found


def _named(
    charts: Sequence[ReadChart], captions: Sequence[FigureCaption], pages: dict[int, PageContent]
) -> Iterator[_Named]:
    """Charts that are some, by their reader or by their caption; captions go to what is known to be a chart first."""
    known = [chart for chart in charts if chart.outcome is not None]
    used = {word for chart in charts if isinstance(chart.outcome, ChartReading) for word in chart.outcome.used}
    sentences = {number: _sentences(page, used) for number, page in pages.items()}
    matched = match_captions([_extent(chart) for chart in known], captions, sentences)
    left = [caption for index, caption in enumerate(captions) if index not in matched.values()]
    unknown = [chart for chart in charts if chart.outcome is None]
    further = match_captions([chart.zone.region for chart in unknown], left)
    counts: dict[int, int] = {}
    taken: set[tuple[int, str]] = set()
    for index, chart in enumerate(known):
        page = chart.zone.region.page
        counts[page] = counts.get(page, 0) + 1
        caption = captions[matched[index]] if index in matched else None
        named = _name(chart, caption, pages[page], counts[page])
        if caption is None and (page, named.figure) in taken:
            # A heading speaks for all charts below it, but two of them are not one figure.
            named = replace(named, figure=f"{named.figure}, diagram {counts[page]}")
        taken.add((page, named.figure))
        yield named
    for index, caption_index in further.items():
        yield _Named(unknown[index], left[caption_index].number, left[caption_index], left[caption_index].text)


def _extent(chart: ReadChart) -> Region:
    """The chart with its names and its legend, over which its caption stands."""
    region = chart.zone.region
    for word in (
        sorted(chart.outcome.used, key=lambda word: word.top) if isinstance(chart.outcome, ChartReading) else ()
    ):
        region = join(region, word.region)
    return region


def _sentences(page: PageContent, used: set[Word]) -> list[float]:
    """Heights of a page's lines that end a sentence; names and titles that charts have ``used`` don't."""
    lines = lines_of(word for word in page.words if word not in used)
    return [line[-1].middle for line in lines if line[-1].text.endswith(".")]


def _name(chart: ReadChart, caption: FigureCaption | None, page: PageContent, count: int) -> _Named:
    if caption is not None:
        return _Named(chart, caption.number, caption, caption.text)
    used = chart.outcome.used if isinstance(chart.outcome, ChartReading) else ()
    title = line_text(title_of(chart.zone, used))
    heading = heading_above(chart.zone, page.words)
    figure = title or heading or f"sida {page.number}, diagram {count}"
    return _Named(chart, figure, None, ". ".join(part for part in (heading, title) if part))


def _figure(item: _Named) -> Figure:
    outcome = item.chart.outcome
    respondents = item.caption.respondents if item.caption else None
    reason = None if isinstance(outcome, ChartReading) else outcome.reason if isinstance(outcome, Refusal) else UNKNOWN
    page = item.chart.zone.region.page
    return Figure(page, item.figure, item.text, respondents, "refused" if reason else "read", reason)


def _without_chart(caption: FigureCaption, pages: dict[int, PageContent]) -> Figure:
    page = pages.get(caption.page or 0)
    pictures = page.pictures if page else ()
    large = any(min(box.x1 - box.x0, box.bottom - box.top) >= _PICTURE_SIDE for box in pictures)
    reason = PICTURE if large else NO_CHART
    return Figure(caption.page, caption.number, caption.text, caption.respondents, "refused", reason)


def _add_values(found: Extraction, item: _Named, reading: ChartReading, told: Told, grammar: Grammar) -> None:
    page = item.chart.zone.region.page
    for value in reading.values:
        index = found.add(claim_of(value, reading, told, grammar))
        found.values.append(FigureValue(page, item.figure, value.category, value.series, index))
    for held in reading.held:
        found.held.append(Held(page, Reader.CHART_LABEL, held.text, CHECK, f"figure {item.figure}, {held.reason}"))
