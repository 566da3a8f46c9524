"""The file format of ``indicators.toml``: what is asked, and by which words a claim is known to answer it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError, model_validator

from schemas.codes import Choice, Unit
from schemas.wording import Patterns, Rule, Strict, any_of


class CodebookError(Exception):
    """The codebook can't be used; the message names file, place and what was expected."""


Text = Annotated[str, Field(min_length=1), AfterValidator(lambda text: " ".join(text.split()))]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Category(Strict):
    """One answer of a dimension, and the words for it."""

    id: Id
    label_sv: Text
    label_en: Text
    any: Annotated[Patterns, Field(min_length=1)]


class Dimension(Strict):
    """What an indicator is divided by, beside size; a claim without a category is the total.

    ``total`` are words that say so, against a category that is named around.
    """

    id: Id
    total: Patterns = ()
    category: Annotated[tuple[Category, ...], Field(min_length=1)]

    def named(self, text: str) -> set[str]:
        """Return the categories that the text names."""
        return {entry.id for entry in self.category if any_of(entry.any, text)}


class Group(Strict):
    """A part of the municipalities that is spoken of in several ways, and the words for it."""

    id: Id
    label_sv: Text
    label_en: Text
    any: Annotated[Patterns, Field(min_length=1)]


class Asks(Rule):
    """Words by which a caption asks a question; ``open`` where they don't say what a mere yes or no would answer.

    “Införande av e-arkiv” may ask for what has begun or for what is done, so that no yes to it is read.
    """

    open: bool = False


class Question(Strict):
    """What was asked, how it could be answered, and by which words a caption says that it is about it.

    ``choice`` says whether its answers exclude each other, so that their shares sum to 100. ``yes`` and ``no`` are the
    answers that a mere “Ja” or “Nej” is, None where it is none. ``base`` is the indicator that counts of whom its
    shares are, where that is not of those who answered.
    """

    id: Id
    label_sv: Text
    label_en: Text
    universe: Text
    choice: Choice
    yes: Id | None = None
    no: Id | None = None
    base: Id | None = None
    asks: tuple[Asks, ...] = ()


class Entry(Strict):
    """One indicator with its rules: an answer to a question, or another thing measured.

    ``of`` are the answers that it sums up; ``label`` is what stands at it in a chart or a table; with ``ranges``, that
    is a range of numbers, its category. ``whole`` are phrases that mean all of its universe, not a part. A ``vague``
    answer may overlap with others of a question with one answer each, so it is in no sum.
    """

    id: Id
    label_sv: Text
    label_en: Text
    definition: Text
    unit: Unit
    universe: Text
    question: Id | None = None
    answer: Id | None = None
    of: tuple[Id, ...] = ()
    vague: bool = False
    label: Patterns = ()
    dimension: Id | None = None
    ranges: bool = False
    whole: Patterns = ()
    binding: tuple[Rule, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units that its claims may have: a share is also printed as the number of municipalities."""
        return (Unit.PERCENT, Unit.MUNICIPALITIES) if self.unit is Unit.PERCENT else (self.unit,)


class Words(Strict):
    """Words that matter whatever the indicator; the file says what each list is for."""

    negation: Patterns
    filler: Patterns
    plain: Patterns
    dependent: Patterns
    reference: Patterns
    anaphora: Patterns
    part: Patterns
    relative: Patterns
    restriction: Patterns
    alternative: Patterns
    rivals: Patterns
    aside: Patterns
    bounded: Patterns
    pronoun: Patterns
    all_of_them: Patterns
    cleft: Patterns
    presenting: Patterns
    everyone: Patterns
    others: Patterns
    yes: Patterns
    no: Patterns
    neutral: Patterns
    caption: Patterns
    population: Patterns


class Codebook(Strict):
    """All of ``indicators.toml``."""

    words: Words
    group: tuple[Group, ...] = ()
    dimension: tuple[Dimension, ...] = ()
    question: tuple[Question, ...] = ()
    indicator: Annotated[tuple[Entry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids(self) -> Codebook:
        for table in (self.indicator, self.question, self.dimension, self.group):
            _once([entry.id for entry in table])
        _known("dimensions", {entry.dimension for entry in self.indicator}, self.dimension)
        _known("questions", {entry.question for entry in self.indicator}, self.question)
        _known("indicators", {question.base for question in self.question}, self.indicator)
        _known("indicators", {part for entry in self.indicator for part in entry.of}, self.indicator)
        answers = [f"{entry.question}/{entry.answer}" for entry in self.indicator if entry.answer]
        _once(answers)
        plain = {f"{question.id}/{id_}" for question in self.question for id_ in (question.yes, question.no) if id_}
        if unknown := sorted(plain - set(answers)):
            raise ValueError(f"answers that exist, but these don't: {', '.join(unknown)}")
        return self


def _once(ids: list[str]) -> None:
    twice = sorted({entry for entry in ids if ids.count(entry) > 1})
    if twice:
        raise ValueError(f"unique ids, but these come twice: {', '.join(twice)}")


def _known(what: str, wanted: set[str | None], there: Iterable[Dimension | Question | Entry]) -> None:
    unknown = sorted({name for name in wanted if name} - {entry.id for entry in there})
    if unknown:
        raise ValueError(f"{what} that exist, but these don't: {', '.join(unknown)}")


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
