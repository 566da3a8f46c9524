"""Binding by the words of running text, and never by its page.

A wrong binding is worse than none. So the number's own words decide; only a clause without content of its own
(“att jämföra med 35 procent”) takes over what is said beside or before it, and two readings that differ bind
to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.book import BOOK, DIMENSIONS, WORDS, Binding, match
from schemas.claim import Claim
from schemas.clauses import (
    around,
    as_printed,
    clauses,
    last_line,
    normalise,
    number_part,
    own_part,
    sentences_before,
)
from schemas.codebook import Entry
from schemas.codes import Unit
from schemas.groups import groups_of, named_group, restricted, size_class, without, without_parts
from schemas.wording import any_of, only_of


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
        """Where a rule's topic may stand: in the sentence, and where its words point to."""
        if any_of(WORDS.reference, self.sentence):
            return " ".join((*self.before[-1:], self.sentence))
        return self.sentence


def bind_text(claim: Claim) -> Binding | None:
    """Return the key that a number in running text speaks of, or None when its words leave that open."""
    words = _words(claim)
    if words is None:
        return None
    entry = _named(words) or _inherited(words)
    if entry is None or (entry.whole and any_of(WORDS.all_of_them, words.sentence)):
        return None
    categories = _categories(entry, words)
    if len(categories) > 1:
        return None
    return Binding(entry.id, next(iter(categories), None), _size_class(entry, words.group))


def _words(claim: Claim) -> _Words | None:
    sentence = normalise(claim.quote)
    subject = as_printed(normalise(claim.subject) or sentence, sentence)
    number = as_printed(normalise(claim.value_text), subject)
    own = place = own_part(subject, sentence, number)
    if any_of(WORDS.others, own) or any_of(WORDS.alternative, own) or any_of(WORDS.rivals, sentence):
        return None
    groups = _groups(claim, own, number, sentence)
    if groups is None:
        return None
    if restricted(sentence.partition(own)[0] + own, groups, WORDS):
        return None
    group = next(iter(groups), None)
    own = own if claim.unit is Unit.GROUPS else without(own, groups)
    before = sentences_before(normalise(claim.context), sentence)
    return _Words(claim, group, place, own, number, sentence, tuple(before))


def _groups(claim: Claim, own: str, number: str, sentence: str) -> list[str] | None:
    """The group that a number speaks of, none for all municipalities; None when the words leave that open."""
    if claim.unit is Unit.GROUPS:  # they say themselves which end of the ranking they are of
        return [number] if named_group(number, BOOK.group) else []
    groups = groups_of(claim, own, number, sentence, WORDS)
    if "" in groups or len(groups) > 1:
        return None
    if groups or claim.group or not any_of(WORDS.pronoun, own):
        return groups
    return [] if any_of(WORDS.all_of_them, sentence.partition(own)[0]) else None


def _named(words: _Words) -> Entry | None:
    """Match the number's own words, from its clause outwards; part and whole must not differ."""
    clause = number_part(clauses(words.own), words.number)
    before, after = around(words.own, clause)
    wide = _match(words, words.own, words.topic)
    if before and any_of(WORDS.dependent, clause):
        return wide
    near = _match(words, clause, words.topic) or _grown(words, clause, after) or _grown(words, clause, before[::-1])
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
        text = f"{text}, {without_parts(neighbour, WORDS)}"
        entry = _match(words, text, words.topic)
        if entry:
            return entry
    return None


def _unanimous(words: _Words) -> Entry | None:
    if not words.before:
        return None
    topic = " ".join(words.before[-2:])
    last = last_line(words.before[-1])
    texts = [without_parts(text, WORDS) for text in (last, *clauses(last))]
    found = {entry.id: entry for text in texts if (entry := _match(words, text, topic))}
    return next(iter(found.values())) if len(found) == 1 else None


def _match(words: _Words, text: str, topic: str) -> Entry | None:
    if words.claim.unit is Unit.PERCENT:
        text = " ".join(text.replace(words.number, " ").split())
    return match(words.claim, text, topic, " ".join((*words.before[-1:], topic)))


def _categories(entry: Entry, words: _Words) -> set[str]:
    if entry.dimension is None:
        return set()
    dimension = DIMENSIONS[entry.dimension]
    if any_of(dimension.total, words.own):
        return set()
    texts = [words.own, *around(words.sentence, words.place)[0][::-1]]
    if words.before and any_of(WORDS.anaphora, words.sentence):
        texts.append(words.before[-1])
    return next((found for text in texts if (found := dimension.named(text))), set())


def _size_class(entry: Entry, group: str | None) -> str | None:
    if group is None or any_of(WORDS.everyone, group) or any_of(entry.whole, group):
        return None
    return named_group(group, BOOK.group) or size_class(group)


def _empty(text: str) -> bool:
    return only_of(WORDS.filler, text)
