"""What a result depends on: catalog, snapshots, code, people's decisions, reference data and terms, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flows import ocr
from flows.settings import Terms
from schemas.catalog import Source
from schemas.decisions import People
from schemas.reviews import head
from schemas.snapshot import Snapshot

_PACKAGES = ("schemas", "extractors", "warehouse", "flows")
_SUFFIXES = {".py", ".toml", ".sql", ".csv"}


def fingerprint(
    sources: Iterable[tuple[Source, Snapshot | None, str | None]], faults: Iterable[str], terms: Terms, people: People
) -> str:
    """Hash of all inputs; each source comes with its snapshot, and with what went wrong when it was fetched."""
    digest = hashlib.sha256(code_hash().encode())
    digest.update(f"{terms} {ocr.version() if terms.ocr else None}\x1e".encode())
    for source, snapshot, problem in sources:
        content = f"{snapshot.sha256 if snapshot else None}: {problem is not None}"
        digest.update(f"{source.model_dump_json()}\x1f{content}\x1e".encode())
    digest.update(f"{head(people.reviews).entry_hash}\x1e".encode())
    for correction in people.corrections:
        digest.update(f"{correction.source_id} {correction.number} {correction.entry.model_dump_json()}\x1e".encode())
    for fault in faults:
        digest.update(fault.encode())
    return digest.hexdigest()


@cache
def code_hash() -> str:
    """Hash of the packages that decide what comes out."""
    digest = hashlib.sha256()
    for path in sorted(_files(), key=lambda path: (path.parent.name, path.name)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for package in _PACKAGES:
        spec = find_spec(package)
        assert spec is not None and spec.origin is not None
        for path in Path(spec.origin).parent.rglob("*"):
            if path.suffix in _SUFFIXES:
                yield path
