"""Corrections as data: ``corrections.toml`` beside ``source.toml`` says which printed number is wrong, and who says so.

Each ``[[correction]]`` names exactly one claim by the number as ``printed`` and words of its ``quote`` (and its
``page``), and says the right ``value``, or ``drop = true``. Such an entry is a promise that the number is there: a run
in which it names none, or several, fails.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemas.catalog import CatalogError, Source
from schemas.verdicts import unfit_text

CORRECTIONS_FILE = "corrections.toml"
_Words = Annotated[str, Field(pattern=r"\S")]


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    if told := unfit_text(line):
        raise ValueError(told)
    return line


#: A reason may be written in several lines; it is shown in one.
_Said = Annotated[_Words, AfterValidator(_in_one_line)]


class Entry(BaseModel):
    """One ``[[correction]]`` as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    printed: _Words
    quote: _Words
    page: Annotated[int, Field(ge=1, strict=True)] | None = None
    value: Annotated[float, Field(allow_inf_nan=False, strict=True)] | None = None
    drop: Annotated[bool, Field(strict=True)] = False
    reason: _Said
    by: _Said
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Entry:
        if (self.value is None) != self.drop:
            raise ValueError("exactly one of value, drop = true")
        return self


@dataclass(frozen=True)
class Correction:
    """An entry with where it is written."""

    source_id: str
    path: Path
    number: int
    entry: Entry

    @property
    def place(self) -> str:
        """File and entry, for people."""
        return f"{self.path}, entry {self.number}"

    @property
    def decided_in(self) -> str:
        """The same, whatever folder the catalog is in."""
        return f"{self.path.parent.name}/{CORRECTIONS_FILE}, entry {self.number}"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    correction: tuple[Entry, ...] = ()


def load_corrections(sources: Iterable[Source]) -> tuple[Correction, ...]:
    """Read the corrections of all sources; raises CatalogError, which names file, entry and key, for a faulty one."""
    return tuple(
        Correction(source.id, source.folder / CORRECTIONS_FILE, number, entry)
        for source in sources
        for number, entry in enumerate(_entries(source.folder / CORRECTIONS_FILE), start=1)
    )


def _entries(path: Path) -> tuple[Entry, ...]:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig"))).correction
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CatalogError(f"{path}: can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CatalogError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except ValidationError as error:
        raise CatalogError("\n".join(_faults(path, error))) from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise CatalogError(f"{path}: nested too deeply") from error


def _faults(path: Path, error: ValidationError) -> list[str]:
    told = []
    for fault in error.errors(include_url=False):
        table, *where = fault["loc"]
        entry = f", entry {int(where[0]) + 1}" if where else ""
        key = ".".join(str(part) for part in where[1:])
        of = f": key “{key}”" if key else "" if entry else f": “{table}”"
        told.append(f"{path}{entry}{of}: {fault['msg'].removeprefix('Value error, ')}")
    return told
