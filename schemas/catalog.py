"""The catalog: each folder with a ``source.toml`` is a source (contract: "A source")."""

from __future__ import annotations

import os
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from schemas.codes import Kind, Language, Origin

SOURCE_FILE = "source.toml"
_HTTP_URL = TypeAdapter(HttpUrl)


class CatalogError(Exception):
    """The catalog can't be used; the message names file, key and what was expected."""


class Location(BaseModel):
    """One place to get a source from: a page with a link on it, a URL, or a file beside ``source.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: str | None = None
    link_text: str | None = None
    url: str | None = None
    file: str | None = None

    @field_validator("page", "url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None:
            _HTTP_URL.validate_python(value)
        return value

    @field_validator("file")
    @classmethod
    def _beside(cls, value: str | None) -> str | None:
        if value is not None and (Path(value).is_absolute() or Path(value).name != value):
            raise ValueError("a file name beside source.toml, without folders")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Location:
        ways = [self.page, self.url, self.file]
        if sum(way is not None for way in ways) != 1:
            raise ValueError("exactly one of page, url, file")
        if self.link_text is not None and self.page is None:
            raise ValueError("link_text needs page")
        return self

    @property
    def remote(self) -> bool:
        """Whether the network is needed."""
        return self.file is None

    def __str__(self) -> str:
        """Say where this is, for people."""
        if self.link_text:
            return f"{self.page} (link “{self.link_text}”)"
        return self.page or self.url or str(self.file)


class Source(BaseModel):
    """One publication in the catalog."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    title: Annotated[str, Field(min_length=1)]
    publisher: Annotated[str, Field(min_length=1)]
    published_on: date | None = None
    year: Annotated[int, Field(ge=1900, le=2100, strict=True)]
    kind: Kind
    origin: Origin
    language: Language = Language.SWEDISH
    stands_in_for: str | None = None
    optional: bool = False
    location: tuple[Location, ...] = ()
    _folder: Path = PrivateAttr(default=Path())

    @property
    def folder(self) -> Path:
        """Folder of ``source.toml``; the snapshots lie in it."""
        return self._folder


@dataclass(frozen=True)
class Catalog:
    """All usable sources below one folder, in the order of their ids, and what is wrong with the others."""

    raw: Path
    sources: tuple[Source, ...]
    faults: tuple[str, ...] = ()

    def get(self, source_id: str) -> Source:
        """Return the source with this id; raises CatalogError with the known ids."""
        for source in self.sources:
            if source.id == source_id:
                return source
        known = ", ".join(source.id for source in self.sources)
        raise CatalogError(f"{self.raw}: no source has the id “{source_id}”. Known: {known}")

    def select(self, source_ids: list[str]) -> tuple[Source, ...]:
        """Return the named sources, or all when none is named."""
        return tuple(self.get(source_id) for source_id in source_ids) or self.sources


def load_catalog(raw: Path) -> Catalog:
    """Read every ``source.toml`` below ``raw``.

    A faulty source costs itself only: it is left out and named in ``faults``.
    Raises CatalogError, with all faults, when no usable source is left.
    """
    if not raw.is_dir():
        raise CatalogError(f"{raw}: no such folder. Name the catalog's folder with --raw.")
    faults: list[str] = []
    sources: list[Source] = []
    for path in _source_files(raw, faults):
        try:
            sources.append(_load_source(path))
        except CatalogError as error:
            faults.append(str(error))
    faults += _duplicates(sources) + _dangling(sources)
    usable = _unique(sources)
    if not usable:
        hint = f"{raw}: no usable source.toml below this folder; the README says how to add a source."
        raise CatalogError("\n".join([*faults, hint]))
    return Catalog(raw, tuple(sorted(usable, key=lambda source: source.id)), tuple(faults))


def _unique(sources: list[Source]) -> list[Source]:
    count = Counter(source.id for source in sources)
    return [source for source in sources if count[source.id] == 1]


def _source_files(raw: Path, faults: list[str]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        faults.append(f"{error.filename}: the folder can't be read ({error.strerror})")

    for folder, folders, files in os.walk(raw, onerror=unreadable):
        folders.sort()
        if SOURCE_FILE in files:
            yield Path(folder) / SOURCE_FILE


def _load_source(path: Path) -> Source:
    if not path.is_file():
        raise CatalogError(f"{path}: no file, but a device or a pipe")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CatalogError(f"{path}: can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CatalogError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise CatalogError(f"{path}: nested too deeply") from error
    try:
        source = Source.model_validate(content)
    except ValidationError as error:
        raise CatalogError("\n".join(_explain(path, error))) from error
    source._folder = path.parent
    return source


def _explain(path: Path, error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        key = ".".join(str(part) for part in fault["loc"]) or "(table)"
        if fault["type"] == "missing":
            yield f"{path}: key “{key}” is missing"
        elif fault["type"] == "extra_forbidden":
            yield f"{path}: key “{key}” is not known"
        else:
            expected = fault["msg"].removeprefix("Value error, ")
            yield f"{path}: key “{key}”: found {fault['input']!r}; expected: {expected}"


def _duplicates(sources: list[Source]) -> list[str]:
    folders = defaultdict(list)
    for source in sources:
        folders[source.id].append(str(source.folder / SOURCE_FILE))
    return [
        f"{path}: key “id”: “{source_id}” is already the id of {paths[0]}; expected: a unique id"
        for source_id, paths in folders.items()
        for path in paths[1:]
    ]


def _dangling(sources: list[Source]) -> list[str]:
    known = {source.id for source in sources}
    return [
        f"{source.folder / SOURCE_FILE}: key “stands_in_for”: found '{source.stands_in_for}'; "
        f"expected: the id of another source in the catalog"
        for source in sources
        if source.stands_in_for is not None and source.stands_in_for not in known - {source.id}
    ]
