"""Read one document: its bytes and what the catalog says of it in, an extraction out; nothing else plays in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.agreement import refuse_disagreement
from extractors.boxes import parted
from extractors.captions import Caption, caption_words
from extractors.contents import contents_of
from extractors.coverage import CHART, cover, cover_text
from extractors.errors import DocumentError
from extractors.explanations import Explanation
from extractors.grammar import Grammar, grammar
from extractors.headers import unglued
from extractors.layout import BULLETS, flow, paragraph_texts
from extractors.lists import read_list
from extractors.named_counts import name_counts
from extractors.page import PageContent, read_pages
from extractors.pdfium import NUMBER_TOKEN
from extractors.prose import Reading, body_size, explain_only, read_prose
from extractors.running import running_lines
from extractors.sheets import Sheet, sheets_of
from extractors.tables import Heading, read_table
from extractors.text import Text, Word, known_words
from extractors.toplist import read_top
from extractors.transcript import transcript_texts
from extractors.unreadable import name_unreadable
from extractors.webpage import webpage_texts
from extractors.zones import chart_words, chart_zones
from schemas.claim import CheckResult, Extraction, Figure, Region, Token
from schemas.codes import CheckStatus, CoverageStatus, Kind, Language, MediaType, Statistic

CHARTS_UNREAD = "charts are not read yet"
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
    """Add prose claims, counts by name, and figures; returns the index of each reading's first claim."""
    first: dict[int, int] = {}
    for reading in readings:
        first[id(reading)] = len(found.claims)
        found.rows += name_counts(reading, len(found.claims))
        found.claims += [claim for claim, _ in reading.claims]
        found.figures += [_figure(reading, caption) for caption in reading.captions if caption.figure]
    return first


def _figure(reading: Reading, caption: Caption) -> Figure:
    answered = [
        claim.value
        for claim, span in reading.claims
        if claim.statistic is Statistic.RESPONDENTS and caption.span.holds(span.start)
    ]
    respondents = int(answered[0]) if len(answered) == 1 and answered[0] is not None else None
    page = reading.text.page_at(caption.span.start)
    return Figure(page, caption.number, caption.text, respondents, "refused", CHARTS_UNREAD)


def _read_pdf(content: bytes, recipe: Recipe) -> Extraction:
    listing = recipe.kind in _LISTS
    pages = [_unglued(page) for page in read_pages(content)] if listing else list(read_pages(content))
    if not any(page.words or page.rotated for page in pages):
        raise DocumentError(_no_text(pages))
    language = grammar(recipe.language)
    running = running_lines(pages)
    found, explained = Extraction(pages=len(pages)), _explain_running(running)
    explained += [note for page in pages for note in page.unseen]
    sheets = {page.number: sheets_of(page, page.words, 1 if listing else 2) for page in pages}
    free = {page.number: _free_words(page, running[page.number], sheets[page.number]) for page in pages}
    if listing:
        listed, notes, used = read_list(sheets, free, recipe.kind, language, recipe.year, recipe.title)
        found.merge(listed)
        explained += notes
        free = {number: [word for word in words if word not in used] for number, words in free.items()}
    paragraphs, notes = _running_text(pages, sheets, free)
    explained += notes
    readings = read_prose([text for text in paragraphs if _is_prose(text)], language, recipe.year)
    size = body_size(paragraphs)
    titles = [explain_only(text, language, size) for text in paragraphs if not _is_prose(text)]
    _add_readings(found, readings)
    if not listing:
        _read_tables(found, explained, sheets, readings, language, recipe.year)
        found.merge(read_top([reading.text for reading in readings], language, recipe.year))
    explained += [note for reading in (*readings, *titles) for note in _explain(reading)]
    refused = refuse_disagreement(found, pages)
    found.tokens = cover(pages, found.claims, explained)
    name_unreadable(found, pages, refused)
    return found


def _no_text(pages: list[PageContent]) -> str:
    """Why there is nothing to read."""
    if any(page.unseen for page in pages):
        return "all its text is invisible, as OCR lays it over pictures: what nobody can see on a page is not read"
    return "none of its pages has any text: a scan, whose pages are pictures (OCR it first)"


def _unglued(page: PageContent) -> PageContent:
    return replace(page, words=tuple(unglued(page.words)))


def _running_text(
    pages: list[PageContent], sheets: dict[int, list[Sheet]], free: dict[int, list[Word]]
) -> tuple[list[Text], list[Explanation]]:
    """Paragraphs of all pages, joined over columns and pages, and the words that belong to charts."""
    texts: list[Text] = []
    boxed: list[Text] = []
    known = known_words(word for page in pages for word in page.words)
    notes: list[Explanation] = []
    for page in pages:
        contents, explained = contents_of(free[page.number])
        words = [word for word in free[page.number] if word not in contents]
        labels = chart_words(chart_zones(page, sheets[page.number]), words) - caption_words(words)
        notes += explained
        notes += [Explanation(CHART, word.region) for word in (*labels, *page.rotated)]
        running, *boxes = parted(page, [word for word in words if word not in labels])
        texts += paragraph_texts(running, known)
        boxed += [text for box in boxes for text in paragraph_texts(box, known)]
    return [*flow(texts, known), *flow(boxed, known)], notes


def _free_words(page: PageContent, running: set[Word], sheets: list[Sheet]) -> list[Word]:
    tabled = {word for sheet in sheets for word in sheet.words}
    return [word for word in page.words if word not in running and word not in tabled]


def _explain_running(running: dict[int, set[Word]]) -> list[Explanation]:
    return [Explanation("running_line", word.region, word.text) for words in running.values() for word in words]


def _is_prose(text: Text) -> bool:
    """Running text has words; a lone "63%" is a label of something drawn, but "• Flygresor: 78 företag" is an item."""
    words = text.verbatim.split()
    return sum(1 for word in words if word[:1].isalpha()) >= _MIN_WORDS - (words[:1] != [] and words[0] in BULLETS)


def _explain(reading: Reading) -> Iterable[Explanation]:
    for item in reading.explained:
        for region in reading.text.regions(item.span.start, item.span.end):
            yield Explanation(item.rule, region, reading.text.verbatim[item.span.start : item.span.end])


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
