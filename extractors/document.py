"""Read one document: its bytes and what the catalog says of it in, an extraction out; nothing else plays in."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.coverage import cover, cover_text
from extractors.errors import DocumentError, ScanError
from extractors.lists.document import read_list_document
from extractors.pdf.agreement import refuse_disagreement
from extractors.pdf.fingerprints import content_hash, layout_hash, text_hash
from extractors.pdf.page import PageContent, read_pages
from extractors.pdf.pdfium import NUMBER_TOKEN
from extractors.pdf.unreadable import name_unreadable
from extractors.prose.grammar import grammar
from extractors.prose.paragraphs import read_prose
from extractors.prose.readings import figure_captions, findings_of
from extractors.prose.toplist import read_top
from extractors.reports import read_report
from extractors.text import Text
from extractors.transcript import transcript_texts
from extractors.webpage import webpage_texts
from schemas.claim import CheckResult, Extraction, Figure, Sheet, Token
from schemas.codes import CheckStatus, CoverageStatus, Kind, Language, MediaType

TEXT_ONLY = "the source is text without its drawings, so its chart is lost"
_LISTS = (Kind.RANKING, Kind.APP_LIST, Kind.ESERVICE_COUNTS)


@dataclass(frozen=True)
class Recipe:
    """How to read a document: what it is, in which language, for which survey year.

    ``ocr`` says that its text is what OCR laid over pictures, and so is read though nobody can see it.
    """

    kind: Kind
    language: Language
    year: int
    title: str
    ocr: bool = False


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
    found, first = findings_of(readings)
    found.pages = pages
    found.content_hash = text_hash("\n".join(text.verbatim for text in texts))
    found.sheets = [Sheet(page) for page in sorted({text.page for text in inside if text.page is not None})]
    found.figures += [
        Figure(caption.page, caption.number, caption.text, caption.respondents, "refused", TEXT_ONLY)
        for caption in figure_captions(readings)
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


def _read_pdf(content: bytes, recipe: Recipe) -> Extraction:
    pages = list(read_pages(content, ocr=recipe.ocr))
    if not any(page.words or page.rotated for page in pages):
        raise ScanError(_no_text(pages))
    language = grammar(recipe.language)
    if recipe.kind in _LISTS:
        found, explained = read_list_document(pages, recipe.kind, language, recipe.year, recipe.title)
    else:
        found, explained = read_report(pages, language, recipe.year)
    found.pages = len(pages)
    found.content_hash, found.layout_hash = content_hash(pages), layout_hash(pages)
    found.sheets = [_sheet(page) for page in pages]
    refused = refuse_disagreement(found, pages)
    found.tokens = cover(pages, found.claims, explained)
    name_unreadable(found, pages, refused)
    return found


def _sheet(page: PageContent) -> Sheet:
    return Sheet(page.number, round(page.width, 2), round(page.height, 2), page.rotation, page.label)


def _no_text(pages: list[PageContent]) -> str:
    """Why there is nothing to read."""
    if any(page.unseen for page in pages):
        return (
            "all its text is invisible, as OCR lays it over pictures: what nobody can see on a page is not read "
            "(skl ingest --ocr reads the pictures)"
        )
    return "none of its pages has any text: a scan, whose pages are pictures (skl ingest --ocr reads such)"
