"""Short ways to read a sentence or a PDF in tests."""

from __future__ import annotations

from extractors.captions import Caption
from extractors.document import Recipe, read_document
from extractors.prose.grammar import grammar
from extractors.prose.mentions import Span
from extractors.prose.paragraphs import Reading, read_prose
from extractors.prose.sentences import sentence_spans
from extractors.text import text_without_layout
from schemas.claim import Claim, Extraction
from schemas.codes import Kind, Language, MediaType

SWEDISH = grammar(Language.SWEDISH)
YEAR = 2014


def recipe(kind: Kind = Kind.REPORT) -> Recipe:
    return Recipe(kind, Language.SWEDISH, YEAR, "Syntetisk källa")


def read_sentence(text: str) -> Reading:
    return read_prose([text_without_layout(text, 1)], SWEDISH, YEAR)[0]


def spans_of(text: str) -> list[Span]:
    return sentence_spans(text, SWEDISH)


def claims_in(text: str) -> list[Claim]:
    return [claim for claim, _ in read_sentence(text).claims]


def only_claim(text: str) -> Claim:
    (claim,) = claims_in(text)
    return claim


def captions_in(text: str) -> list[Caption]:
    return read_sentence(text).captions


def rules_in(text: str) -> list[tuple[str, str]]:
    """What is explained away, as (rule, words)."""
    return [(item.rule, text[item.span.start : item.span.end].strip()) for item in read_sentence(text).explained]


def leftovers_in(text: str) -> list[str]:
    return [text[span.start : span.end] for span in read_sentence(text).leftovers]


def read_pdf(content: bytes, kind: Kind = Kind.REPORT) -> Extraction:
    return read_document(content, None, MediaType.PDF, recipe(kind))


def read_text(text: str, media: MediaType = MediaType.TEXT, kind: Kind = Kind.REPORT) -> Extraction:
    return read_document(text.encode(), text, media, recipe(kind))


def printed(found: Extraction) -> list[tuple[str, float | None]]:
    """Claims as (value_text, value)."""
    return [(claim.value_text, claim.value) for claim in found.claims]
