"""Binding by the labels of a table's cell or a chart's value, under the question that the caption says.

Each label has to say one thing: answer, year, size class or category. One that says none of these leaves the number
unbound, since it may narrow it down to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from schemas.book import BOOK, DIMENSIONS, PLAIN, WORDS, Binding, match
from schemas.claim import Claim
from schemas.clauses import caption, normalise
from schemas.codebook import Entry, Question
from schemas.codes import Reader, Statistic, Unit
from schemas.groups import size_label
from schemas.wording import any_of

_YEAR = re.compile(r"^(?:år )?((?:19|20)\d\d)$", re.IGNORECASE)
_RANGE = re.compile(
    r"^(?:\d+(?: ?- ?\d+)?|(?:fler|mer|över) än \d+|\d+ eller (?:fler|mer))(?: (?:st|stycken|e-tjänster))?$"
)
CAPTION = (*PLAIN, *WORDS.caption)
Thing = TypeVar("Thing", int, str)
# What readers set between labels: row and column, a cell's context, a header's levels, a chart's category and series.
_PARTS, _CELL, _HEADERS, _SERIES = " | ", " · ", " / ", ", "


@dataclass(frozen=True)
class Topic:
    """What a caption asks: the question, and the answer where it says one (“Andel kommuner som har …”).

    ``open`` says that its words leave open what a mere yes or no answers.
    """

    question: Question | None
    stated: Entry | None
    open: bool = False

    @property
    def answers(self) -> tuple[Entry, ...]:
        """The answers that a label may say."""
        if self.question is None:
            return ()
        return tuple(entry for entry in BOOK.indicator if entry.question == self.question.id)

    def plain(self, label: str) -> Entry | None:
        """The answer that a mere “Ja” or “Nej” is to what is asked; None for other labels, and where it is none."""
        if self.question is None or self.open:
            return None
        yes, no = any_of(WORDS.yes, label), any_of(WORDS.no, label)
        wanted = self.question.yes if yes else self.question.no if no else None
        return next((entry for entry in self.answers if wanted and entry.answer == wanted), None)

    @property
    def affirmed(self) -> bool:
        """Whether the caption states nothing, or just what a yes to it means, so that any answer may follow."""
        return self.stated is None or (self.question is not None and self.stated.answer == self.question.yes)


@dataclass
class _Said:
    """What the labels say, each thing at most once; ``plainly`` is by a mere yes or no."""

    years: set[int] = field(default_factory=set)
    sizes: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)
    rest: list[str] = field(default_factory=list)
    plainly: bool = False

    @property
    def clear(self) -> bool:
        """Whether nothing is said twice, and at most one label is left to be read as words."""
        things: tuple[set[int] | set[str] | list[str], ...] = (
            self.years,
            self.sizes,
            self.categories,
            self.answers,
            self.rest,
        )
        return all(len(thing) <= 1 for thing in things)


def topic_of(text: str) -> Topic | None:
    """Return what a caption's words ask, or None when the codebook knows no such question or several."""
    if not text or any_of(WORDS.population, text):
        return None
    stated = match(_SHARE, text, text, text)
    if stated:
        questions = [question for question in BOOK.question if question.id == stated.question]
        return Topic(questions[0] if questions else None, stated)
    asks = [(question, rule) for question in BOOK.question for rule in question.asks if rule.reads(text, text, CAPTION)]
    if len({question.id for question, _ in asks}) != 1:
        return None
    return Topic(asks[0][0], None, all(rule.open for _, rule in asks))


def bind_labels(claim: Claim, topic: Topic | None = None) -> Binding | None:
    """Return the key that a cell or chart value speaks of, under the topic of its caption or the one given."""
    ways, heading = _parts(claim)
    asked = topic_of(caption(heading)) or topic
    if asked is None:
        return None
    found = {_bound(claim, labels, asked, caption(heading)) for labels in ways} - {None}
    return found.pop() if len(found) == 1 else None


def _bound(claim: Claim, labels: list[str], topic: Topic, text: str) -> Binding | None:
    said = _read(labels, topic)
    if not said.clear:
        return None
    entry = _entry(said, topic, text)
    if entry is None or claim.unit not in entry.units or not _divided(entry, said):
        return None
    return Binding(entry.id, _one(said.categories), _one(said.sizes), _one(said.years))


def _parts(claim: Claim) -> tuple[list[list[str]], str]:
    """The ways to tell labels apart, and the caption: a table's context ends in the headers and the row's label."""
    context = claim.context.split(_CELL)
    if _PARTS in claim.subject:
        return [list(_labels(claim.subject.split(_PARTS)))], claim.context
    if claim.reader is Reader.TABLE and len(context) > 2:
        return [list(_labels(context[-2:]))], _CELL.join(context[:-2])
    whole, apart = list(_labels([claim.subject])), list(_labels(claim.subject.rsplit(_SERIES, 1)))
    series = apart[-1] if len(apart) > 1 else ""
    if not series:
        return [whole], claim.context
    known = _YEAR.match(series) or size_label(series, WORDS)
    return [apart] if known else [whole, apart], claim.context


def _labels(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (label for piece in text.split(_HEADERS) if (label := normalise(piece)))


def _read(labels: list[str], topic: Topic) -> _Said:
    said = _Said()
    for label in labels:
        year, size = _YEAR.match(label), size_label(label, WORDS)
        plain = topic.plain(label)
        answers = {plain.id} if plain else _labelled(topic, label)
        if year:
            said.years.add(int(year[1]))
        elif answers:
            said.answers |= answers
            said.plainly = plain is not None
            said.categories |= {label for entry in topic.answers if _in_range(entry, label)}
        elif size:
            said.sizes.add(size)
        elif categories := _categories(topic, label):
            said.categories |= categories
        elif not any_of(WORDS.neutral, label):
            said.rest.append(label)
    return said


def _labelled(topic: Topic, label: str) -> set[str]:
    return {entry.id for entry in topic.answers if any_of(entry.label, label) or _in_range(entry, label)}


def _in_range(entry: Entry, label: str) -> bool:
    return entry.ranges and _RANGE.match(label) is not None


def _categories(topic: Topic, label: str) -> set[str]:
    names = {entry.dimension for entry in topic.answers if entry.dimension}
    return {found for name in names for found in DIMENSIONS[name].named(label)}


def _entry(said: _Said, topic: Topic, text: str) -> Entry | None:
    """The answer that the labels say, else that of the caption; “nej” to a caption that denies says nothing clear."""
    if said.rest:
        return None if topic.stated or said.answers else _in_words(said.rest[0], topic, text)
    answer = next((entry for entry in topic.answers if entry.id in said.answers), None)
    if answer is None:
        return topic.stated
    if topic.affirmed:
        return answer
    return answer if answer is topic.stated and not said.plainly else None


def _in_words(label: str, topic: Topic, text: str) -> Entry | None:
    """A label in other words than the codebook's, read with the caption, which alone says no answer.

    Words such as “hög” may be one answer of several, or all of them, so that no sum is read from them.
    """
    entry = match(_SHARE, f"{label}, {text}", f"{label}, {text}", text)
    return entry if entry in topic.answers and not entry.of else None


def _divided(entry: Entry, said: _Said) -> bool:
    if entry.ranges or not said.categories:
        return True
    return entry.dimension is not None and said.categories <= {
        category.id for category in DIMENSIONS[entry.dimension].category
    }


def _one(found: set[Thing]) -> Thing | None:
    return next(iter(found), None)


_SHARE = Claim(Reader.CHART_LABEL, None, "0", 0.0, None, None, Unit.PERCENT, Statistic.SHARE, "", "")
