"""Indicators and the binding of claims to them, by the words around a number and never by its page.

A wrong binding is worse than none. So the number's own words decide; only a clause without content of its own
(“att jämföra med 35 procent”) takes over what is said beside or before it, and two readings that differ bind
to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from schemas.claim import Claim
from schemas.clauses import around, clauses, normalise, number_clause, own_part, sentences_before
from schemas.codebook import Entry, Patterns, load_codebook
from schemas.codes import Reader, Unit
from schemas.size_class import size_class

CODEBOOK_FILE = Path(__file__).with_name("indicators.toml")
_BOOK = load_codebook(CODEBOOK_FILE)
_WORDS = _BOOK.words
_DIMENSIONS = {dimension.id: dimension for dimension in _BOOK.dimension}
_RUNNING_TEXT = (Reader.PROSE, Reader.CAPTION)


@dataclass(frozen=True)
class Indicator:
    """What a published number measures, and of whom."""

    id: str
    label_sv: str
    label_en: str
    definition: str
    unit: Unit
    universe: str


@dataclass(frozen=True)
class Binding:
    """The key of a claim, beside its year; ``category`` and ``size_class`` are None for the total."""

    indicator_id: str
    category: str | None
    size_class: str | None


INDICATORS: tuple[Indicator, ...] = tuple(
    Indicator(entry.id, entry.label_sv, entry.label_en, entry.definition, entry.unit, entry.universe)
    for entry in _BOOK.indicator
)


@dataclass(frozen=True)
class _Words:
    """A claim's text, normalised: its own words with and without the group, its sentence, those before."""

    claim: Claim
    group: str | None
    place: str
    own: str
    number: str
    sentence: str
    before: tuple[str, ...]

    @property
    def topic(self) -> str:
        """Where a rule's topic may stand: in running text one sentence back, in a table or figure anywhere."""
        if self.claim.reader in _RUNNING_TEXT:
            return " ".join((*self.before[-1:], self.sentence))
        return " ".join((self.place, self.sentence, normalise(self.claim.context)))


def bind(claim: Claim) -> Binding | None:
    """Return the key that a claim speaks of, or None when its words leave that open."""
    words = _words(claim)
    if words is None:
        return None
    entry = _named(words) or _inherited(words)
    if entry is None:
        return None
    categories = _categories(entry, words)
    if len(categories) > 1:
        return None
    return Binding(entry.id, next(iter(categories), None), _size_class(entry, words.group))


def _words(claim: Claim) -> _Words | None:
    sentence = normalise(claim.quote)
    subject = normalise(claim.subject) or sentence
    number = normalise(claim.value_text)
    own = own_part(subject, sentence, number)
    if _any(_WORDS.others, own):
        return None
    group = normalise(claim.group) if claim.group else _part(own)
    if group is None and _any(_WORDS.pronoun, own):
        group = _part(sentence.partition(own)[0])
        if group is None:
            return None
    before = sentences_before(normalise(claim.context), sentence)
    return _Words(claim, group, own, _without(own, group), number, sentence, tuple(before))


def _named(words: _Words) -> Entry | None:
    """Match the number's own words, from its clause outwards; part and whole must not say different things."""
    clause = number_clause(words.own, words.number)
    before, after = around(words.own, clause)
    near = (
        _match(words.claim, clause, words.topic)
        or _grown(words, clause, after)
        or _grown(words, clause, before[::-1])
    )
    wide = _match(words.claim, words.own, words.topic)
    return None if near and wide and near.id != wide.id else near or wide


def _inherited(words: _Words) -> Entry | None:
    """For a clause without content: match what stands before it, else after, else in the sentence before."""
    if not _empty(words.own):
        return None
    before, after = around(words.sentence, words.place)
    if before or after:
        return _grown(words, words.own, before[::-1]) or _grown(words, words.own, after)
    return _unanimous(words)


def _grown(words: _Words, text: str, neighbours: list[str]) -> Entry | None:
    for neighbour in neighbours:
        text = f"{text}, {_without(neighbour, _part(neighbour))}"
        entry = _match(words.claim, text, words.topic)
        if entry:
            return entry
    return None


def _unanimous(words: _Words) -> Entry | None:
    if not words.before:
        return None
    topic = " ".join(words.before[-2:])
    last = words.before[-1]
    texts = [_without(text, _part(text)) for text in (last, *clauses(last))]
    found = {entry.id: entry for text in texts if (entry := _match(words.claim, text, topic))}
    return next(iter(found.values())) if len(found) == 1 else None


def _match(claim: Claim, text: str, topic: str) -> Entry | None:
    negated = _any(_WORDS.negation, text)
    for entry in _BOOK.indicator:
        for rule in entry.binding:
            fits = (
                claim.statistic in rule.statistic
                and claim.unit in (rule.unit or entry.units)
                and claim.reader in (rule.reader or Reader)
                and rule.negated == negated
            )
            if fits and rule.reads(text, topic):
                return entry
    return None


def _categories(entry: Entry, words: _Words) -> set[str]:
    if entry.dimension is None:
        return set()
    texts = [words.own, words.sentence]
    if words.before and _any(_WORDS.anaphora, words.sentence):
        texts.append(words.before[-1])
    return next((found for text in texts if (found := _DIMENSIONS[entry.dimension].named(text))), set())


def _size_class(entry: Entry, group: str | None) -> str | None:
    if group is None or _any(_WORDS.everyone, group) or _any(entry.whole, group):
        return None
    return size_class(group)


def _any(patterns: Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _empty(text: str) -> bool:
    return all(_any(_WORDS.filler, word) for word in re.findall(r"[^\W_]+(?:-\w+)*", text))


def _part(text: str) -> str | None:
    """Return the phrase for a part of the municipalities, the last one if there are several."""
    patterns = _WORDS.part if _any(_WORDS.cleft, text) else (*_WORDS.part, *_WORDS.relative)
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    return max(found, key=lambda match: match.end()).group() if found else None


def _without(text: str, group: str | None) -> str:
    return text.replace(group, " ") if group else text
