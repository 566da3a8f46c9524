"""The file format of ``indicators.toml``: what is asked, and by which words a claim is known to answer it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from schemas.codes import Reader, Statistic, Unit


class CodebookError(Exception):
    """The codebook can't be used; the message names file, place and what was expected."""


def _compiled(pattern: object) -> object:
    if not isinstance(pattern, str):
        return pattern
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from error


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
Patterns = tuple[Pattern, ...]
Text = Annotated[str, Field(min_length=1), AfterValidator(lambda text: " ".join(text.split()))]
_WORD = re.compile(r"[^\W_]+(?:-\w+)*")
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def any_of(patterns: Patterns, text: str) -> bool:
    """Whether one of the patterns is in the text."""
    return any(pattern.search(text) for pattern in patterns)


def only_of(patterns: Patterns, text: str) -> bool:
    """Whether each word of the text is one of the patterns."""
    return all(any_of(patterns, word) for word in _WORD.findall(text))


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Rule(_Table):
    """One way to speak of an indicator; ``topic`` may also stand around the number's own words.

    With ``only``, a word that is neither the rule's nor plain says something else, and it does not hold.
    """

    all: Patterns = ()
    any: Patterns = ()
    none: Patterns = ()
    topic: Patterns = ()
    only: Patterns | None = None
    negated: bool = False
    statistic: tuple[Statistic, ...] = (Statistic.SHARE, Statistic.CHANGE, Statistic.COUNT)
    unit: tuple[Unit, ...] = ()
    reader: tuple[Reader, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Rule:
        if not self.all and not self.any:
            raise ValueError("at least one pattern in all or any")
        return self

    def reads(self, text: str, topic: str, plain: Patterns) -> bool:
        """Whether the words are there, in ``text``, and the topic, in ``topic``."""
        return (
            all(pattern.search(text) for pattern in self.all)
            and (not self.any or any_of(self.any, text))
            and not any_of(self.none, text)
            and all(pattern.search(topic) for pattern in self.topic)
            and (self.only is None or only_of(plain, self._rest(text)))
        )

    def _rest(self, text: str) -> str:
        for pattern in (*self.all, *self.any, *(self.only or ())):
            text = pattern.sub(" ", text)
        return text


class Category(_Table):
    """One answer of a dimension, and the words for it."""

    id: Id
    label_sv: Text
    label_en: Text
    any: Annotated[Patterns, Field(min_length=1)]


class Dimension(_Table):
    """What an indicator is divided by, beside size; a claim without a category is the total.

    ``total`` are words that say so, against a category that is named around.
    """

    id: Id
    total: Patterns = ()
    category: Annotated[tuple[Category, ...], Field(min_length=1)]

    def named(self, text: str) -> set[str]:
        """Return the categories that the text names."""
        return {entry.id for entry in self.category if any_of(entry.any, text)}


class Entry(_Table):
    """One indicator with its rules; ``whole`` are phrases that mean all of its universe, not a part."""

    id: Id
    label_sv: Text
    label_en: Text
    definition: Text
    unit: Unit
    universe: Text
    dimension: Id | None = None
    whole: Patterns = ()
    binding: tuple[Rule, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units that its claims may have: a share is also printed as the number of municipalities."""
        return (Unit.PERCENT, Unit.MUNICIPALITIES) if self.unit is Unit.PERCENT else (self.unit,)


class Words(_Table):
    """Words that matter whatever the indicator; the file says what each list is for."""

    negation: Patterns
    filler: Patterns
    plain: Patterns
    dependent: Patterns
    reference: Patterns
    anaphora: Patterns
    part: Patterns
    relative: Patterns
    pronoun: Patterns
    cleft: Patterns
    everyone: Patterns
    others: Patterns


class Codebook(_Table):
    """All of ``indicators.toml``."""

    words: Words
    dimension: tuple[Dimension, ...] = ()
    indicator: Annotated[tuple[Entry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids(self) -> Codebook:
        ids = [entry.id for entry in self.indicator]
        twice = sorted({entry for entry in ids if ids.count(entry) > 1})
        if twice:
            raise ValueError(f"unique indicator ids, but these come twice: {', '.join(twice)}")
        wanted = {entry.dimension for entry in self.indicator if entry.dimension}
        unknown = sorted(wanted - {dimension.id for dimension in self.dimension})
        if unknown:
            raise ValueError(f"dimensions that exist, but these don't: {', '.join(unknown)}")
        return self


def load_codebook(path: Path) -> Codebook:
    """Read and check the codebook; raises CodebookError with every fault."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{path}: can't be read: {error}") from error
    try:
        return Codebook.model_validate(content)
    except ValidationError as error:
        raise CodebookError("\n".join(_explain(path, content, error))) from error


def _explain(path: Path, content: dict[str, object], error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        place = ".".join(str(part) for part in fault["loc"]) or "(file)"
        yield f"{path}: {place}{_whose(content, fault['loc'])}: {fault['msg'].removeprefix('Value error, ')}"


def _whose(content: dict[str, object], place: tuple[int | str, ...]) -> str:
    entries = content.get("indicator")
    match place:
        case ("indicator", int(number), *_) if isinstance(entries, list):
            return f" (“{entries[number].get('id', '?')}”)"
        case _:
            return ""
