"""Read all tables of a document: with its habits, each table's caption, and parts that go on over pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.captions import Caption
from extractors.explanations import Explanation
from extractors.pdf.page import PageContent
from extractors.prose.grammar import Grammar
from extractors.prose.habits import Habit, habit_of
from extractors.prose.paragraphs import Reading
from extractors.tables.parts import Heading, parts_of, side_by_side
from extractors.tables.read import Manner, read_table, with_origin
from extractors.tables.sheets import Sheet
from schemas.claim import Extraction, Region

Captions = list[tuple[Caption, Region]]


def read_tables(
    pages: Iterable[PageContent],
    sheets: Mapping[int, list[Sheet]],
    readings: Iterable[Reading],
    language: Grammar,
    year: int,
) -> tuple[Extraction, list[Explanation]]:
    """Claims and cells of a document's tables; ``sheets`` are those found on each page."""
    whole = habit_of(text for on_page in sheets.values() for sheet in on_page for text in sheet.texts)
    captions = _captions(readings)

    def manner(sheet: Sheet) -> Manner:
        return Manner(language, year, _habit(sheet, whole, language))

    ready = []
    for page in pages:
        known = [with_origin(sheet, manner(sheet)) for sheet in sheets[page.number]]
        ready.append((_headed(known, captions), page.height))
    found, explained = Extraction(), list[Explanation]()
    for part in parts_of(ready):
        table, notes = read_table(part, manner(part.sheet))
        found.merge(table)
        explained += notes
    return found, explained


def _headed(sheets: Sequence[Sheet], captions: Captions) -> list[tuple[Sheet, Heading | None]]:
    """A page's tables with their headings; those set beside each other share one."""
    return [(part, _heading(sheet, sheets, captions)) for sheet in sheets for part in side_by_side(sheet)]


def _habit(sheet: Sheet, whole: Habit, language: Grammar) -> Habit:
    """A table's own habit, else the document's; a language that groups thousands by commas has no other reading."""
    own = habit_of(sheet.texts)
    told = own if own.decimal or own.mixed else whole
    return Habit(".") if told == Habit(None) and language.decimal == "." else told


def _captions(readings: Iterable[Reading]) -> Captions:
    return [
        (caption, box)
        for reading in readings
        for caption in reading.captions
        if not caption.figure
        for box in reading.text.regions(caption.span.start, caption.span.end)[:1]
    ]


def _heading(sheet: Sheet, sheets: Sequence[Sheet], captions: Captions) -> Heading | None:
    """The nearest caption on the page, above or below, unless it is nearer to another table."""
    near = [(_distance(sheet, box), box, caption) for caption, box in captions if box.page == sheet.region.page]
    if not near:
        return None
    distance, box, caption = min(near, key=lambda item: item[0])
    if any(_distance(other, box) < distance for other in sheets if other is not sheet):
        return None
    return Heading(caption.label, caption.text)


def _distance(sheet: Sheet, box: Region) -> float:
    return min(abs(box.top - sheet.region.bottom), abs(sheet.region.top - box.bottom))
