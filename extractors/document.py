"""Read one document: its bytes and what the catalog says of it in, an extraction out; nothing else plays in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.agreement import refuse_disagreement
from extractors.captions import Caption
from extractors.charts.captioned import FigureCaption
from extractors.charts.figures import figure_findings
from extractors.charts.read import ReadChart, read_charts
from extractors.charts.words import chart_words
from extractors.coverage import CHART, cover, cover_text
from extractors.errors import DocumentError
from extractors.explanations import Explanation
from extractors.grammar import Grammar, grammar
from extractors.headers import unglued
from extractors.layout import flow, paragraph_texts, running_lines
from extractors.lists import read_list
from extractors.named_counts import name_counts
from extractors.page import PageContent, read_pages
from extractors.pdfium import NUMBER_TOKEN
from extractors.prose import Reading, explain_only, read_prose
from extractors.sheets import Sheet, sheets_of
from extractors.tables import Heading, read_table
from extractors.text import Text, Word
from extractors.toplist import read_top
from extractors.transcript import transcript_texts
from extractors.webpage import webpage_texts
from schemas.claim import CheckResult, Extraction, Figure, Region, Token
from schemas.codes import CheckStatus, CoverageStatus, Kind, Language, MediaType, Statistic

TEXT_ONLY = "the source is text without its drawings, so its chart is lost"
_LISTS = (Kind.RANKING, Kind.APP_LIST, Kind.ESERVICE_COUNTS)
_MIN_WORDS = 3


@dataclass(frozen=True)
class Recipe:
    """How to read a document: what it is, in which language, for which survey year."""

    kind: Kind
    language: Language
    year: int
    title: str


def read_document(content: bytes, text: str | None, media_type: MediaType, recipe: Recipe) -> Extraction:
    """Read a snapshot; ``text`` is the decoded content of HTML and plain text.

    Raises DocumentError when it can't be read at all.
    """
    if media_type is MediaType.PDF:
        return _read_pdf(content, recipe)
    if text is None:
        raise DocumentError("its text can't be decoded")
    if media_type is MediaType.HTML:
        return _read_text(webpage_texts(text), 0, recipe)
    texts, pages = transcript_texts(text)
    return _read_text(texts, pages, recipe)


def _read_text(texts: list[Text], pages: int, recipe: Recipe) -> Extraction:
    """Text without layout; in a transcript, what stands outside its pages is no part of it."""
    inside = [text for text in texts if text.page is not None or not pages]
    language = grammar(recipe.language)
    readings = read_prose(inside, language, recipe.year)
    found = Extraction(pages=pages)
    first = _add_readings(found, readings)
    found.figures += [
        Figure(caption.page, caption.number, caption.text, caption.respondents, "refused", TEXT_ONLY)
        for caption in _captions(readings)
    ]
    found.tokens = cover_text(readings, first)
    found.tokens += [token for text in texts if text not in inside for token in _outside(text)]
    found.checks.append(_table_layout(found.tokens))
    found.merge(read_top(inside, language, recipe.year))
    return found


def _table_layout(tokens: list[Token]) -> CheckResult:
    """Say how many numbers of tables stand in text that has lost the tables' layout, and so are not read."""
    lost = [token for token in tokens if token.rule == "table_without_layout"]
    return CheckResult(
        "tables_have_layout",
        CheckStatus.WARN if lost else CheckStatus.PASS,
        "no table flattened to text",
        f"{len(lost)} numbers of flattened tables, not read",
        ", ".join(f"page {page}" for page in sorted({token.page for token in lost if token.page})),
    )


def _outside(text: Text) -> list[Token]:
    return [
        Token(None, match.group(), None, CoverageStatus.EXPLAINED, "outside_the_transcript")
        for match in NUMBER_TOKEN.finditer(text.verbatim)
    ]


def _add_readings(found: Extraction, readings: Iterable[Reading]) -> dict[int, int]:
    """Add prose claims and counts by name; returns the index of each reading's first claim."""
    first: dict[int, int] = {}
    for reading in readings:
        first[id(reading)] = len(found.claims)
        found.rows += name_counts(reading, len(found.claims))
        found.claims += [claim for claim, _ in reading.claims]
    return first


def _captions(readings: Iterable[Reading]) -> list[FigureCaption]:
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


def _read_pdf(content: bytes, recipe: Recipe) -> Extraction:
    listing = recipe.kind in _LISTS
    pages = [_unglued(page) for page in read_pages(content)] if listing else list(read_pages(content))
    if not any(page.words or page.rotated for page in pages):
        raise DocumentError("none of its pages has any text: a scan, whose pages are pictures (OCR it first)")
    language = grammar(recipe.language)
    running = running_lines(pages)
    found, explained = Extraction(pages=len(pages)), _explain_running(running)
    sheets = {page.number: sheets_of(page, page.words, 1 if listing else 2) for page in pages}
    free = {page.number: _free_words(page, running[page.number], sheets[page.number]) for page in pages}
    if listing:
        listed, notes, used = read_list(sheets, free, recipe.kind, language, recipe.year, recipe.title)
        found.merge(listed)
        explained += notes
        free = {number: [word for word in words if word not in used] for number, words in free.items()}
    charts = {page.number: read_charts(page, sheets[page.number], free[page.number]) for page in pages}
    paragraphs, notes = _running_text(pages, charts, free, language)
    explained += notes
    readings = read_prose([text for text in paragraphs if _is_prose(text)], language, recipe.year)
    titles = [explain_only(text, language) for text in paragraphs if not _is_prose(text)]
    _add_readings(found, readings)
    if not listing:
        _read_tables(found, explained, sheets, readings, language, recipe.year)
        found.merge(read_top([reading.text for reading in readings], language, recipe.year))
    shown = [chart for on_page in charts.values() for chart in on_page]
    found.merge(figure_findings(shown, _captions(readings), pages, language, recipe.year))
    explained += [note for reading in (*readings, *titles) for note in _explain(reading)]
    refuse_disagreement(found, pages)
    found.tokens = cover(pages, found.claims, explained)
    return found


def _unglued(page: PageContent) -> PageContent:
    return replace(page, words=tuple(unglued(page.words)))


def _running_text(
    pages: list[PageContent], charts: dict[int, list[ReadChart]], free: dict[int, list[Word]], language: Grammar
) -> tuple[list[Text], list[Explanation]]:
    """Paragraphs of all pages, joined over columns and pages, and what the words of charts are."""
    texts: list[Text] = []
    notes: list[Explanation] = []
    for page in pages:
        labels = chart_words(charts[page.number], free[page.number], language)
        notes += [note for chart in charts[page.number] for note in chart.explained]
        notes += [Explanation(CHART, word.region) for word in (*labels, *page.rotated)]
        texts += paragraph_texts([word for word in free[page.number] if word not in labels])
    return flow(texts), notes


def _free_words(page: PageContent, running: set[Word], sheets: list[Sheet]) -> list[Word]:
    tabled = {word for sheet in sheets for word in sheet.words}
    return [word for word in page.words if word not in running and word not in tabled]


def _explain_running(running: dict[int, set[Word]]) -> list[Explanation]:
    return [Explanation("running_line", word.region) for words in running.values() for word in words]


def _is_prose(text: Text) -> bool:
    """Running text has words; a lone "63%" is a label of something drawn."""
    return sum(1 for word in text.verbatim.split() if word[:1].isalpha()) >= _MIN_WORDS


def _explain(reading: Reading) -> Iterable[Explanation]:
    for item in reading.explained:
        for region in reading.text.regions(item.span.start, item.span.end):
            yield Explanation(item.rule, region)


def _read_tables(
    found: Extraction,
    explained: list[Explanation],
    sheets: dict[int, list[Sheet]],
    readings: list[Reading],
    language: Grammar,
    year: int,
) -> None:
    captions = [
        (caption, box)
        for reading in readings
        for caption in reading.captions
        if not caption.figure
        for box in reading.text.regions(caption.span.start, caption.span.end)[:1]
    ]
    for on_page in sheets.values():
        for sheet in on_page:
            table, notes = read_table(sheet, _heading(sheet, captions), language, year)
            found.merge(table)
            explained += notes


def _heading(sheet: Sheet, captions: list[tuple[Caption, Region]]) -> Heading:
    """The table caption nearest to a table on its page, above or below."""
    near = [
        (min(abs(box.top - sheet.region.bottom), abs(sheet.region.top - box.bottom)), caption)
        for caption, box in captions
        if box.page == sheet.region.page
    ]
    if not near:
        return Heading()
    caption = min(near, key=lambda pair: pair[0])[1]
    return Heading(caption.label, caption.text)
