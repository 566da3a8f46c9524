"""Read a file as the ingestion does, without a catalog."""

from __future__ import annotations

from pathlib import Path

from extractors.document import Recipe, read_document
from schemas.claim import Extraction
from schemas.codes import Kind, Language, MediaType
from schemas.media import decode, media_type

TITLE = "Benchmark"


def read_file(path: Path, kind: Kind, year: int = 2014) -> Extraction:
    """Read one file with its kind's readers; raises DocumentError when it can't be read."""
    content = path.read_bytes()
    media = media_type(content) or MediaType.PDF
    text = None if media is MediaType.PDF else decode(content)
    return read_document(content, text, media, Recipe(kind, Language.SWEDISH, year, TITLE))
