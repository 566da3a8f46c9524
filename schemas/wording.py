"""Rules of words: by which words, and without which, a text is known to speak of something."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from schemas.codes import Reader, Statistic, Unit


def _compiled(pattern: object) -> object:
    if not isinstance(pattern, str):
        return pattern
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from error


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
Patterns = tuple[Pattern, ...]
_WORD = re.compile(r"[^\W_]+(?:-\w+)*")


def any_of(patterns: Patterns, text: str) -> bool:
    """Whether one of the patterns is in the text."""
    return any(pattern.search(text) for pattern in patterns)


def only_of(patterns: Patterns, text: str) -> bool:
    """Whether each word of the text is one of the patterns."""
    return all(any_of(patterns, word) for word in _WORD.findall(text))


class Strict(BaseModel):
    """A table of the codebook: no unknown keys, never edited."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Rule(Strict):
    """One way to speak of an indicator; ``topic`` may also stand around the number's own words.

    With ``only``, a word that is neither the rule's nor plain says something else, and it does not hold.
    With ``municipality``, it holds for the number of one municipality, and else for no such number.
    """

    all: Patterns = ()
    any: Patterns = ()
    none: Patterns = ()
    topic: Patterns = ()
    only: Patterns | None = None
    negated: bool = False
    municipality: bool = False
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
