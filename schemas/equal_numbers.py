"""Lists whose order nobody can see: numbers that another list of the same things gives to an answer.

“Antal svarande kommuner för de olika områdena i den ordning de förekommer i diagrammet: 224, 218, 222, 227, 214” says
of what each number is only beside that diagram. Where its bars were not read, another list of the same document may
tell: how many answered for an area is one number, whichever figure prints it. Chance is kept out by four conditions:
at least four numbers, no two alike, all of them known, and no more than one of the known answers left over; and both
lists are of the same things (“områdena”, “utvecklingsområdena”), of the same question and year.

A number that is given its answer so is equal by construction and vouches for nothing: its binding stays partial.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.answered import ANSWERS
from schemas.book import Binding
from schemas.claim import Claim
from schemas.clauses import normalise
from schemas.codes import Statistic

LEAST = 4
LEFT_OVER = 1
_THINGS = re.compile(r"\bför (?:de )?(?:olika )?(?P<things>\w{5,}) i den ordning\b", re.IGNORECASE)
Place = tuple[int, Claim, Binding]


@dataclass(frozen=True)
class _Topic:
    """What a list is of: question, year, and the things that its caption names."""

    question: str | None
    year: int | None
    things: str

    def same(self, other: _Topic) -> bool:
        """Whether both are of the same things, which one caption may name by a compound."""
        alike = self.things.endswith(other.things) or other.things.endswith(self.things)
        return alike and (self.question, self.year) == (other.question, other.year)


def by_equal_numbers(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> list[Binding | None]:
    """Give the numbers of a list without an order the answers that another list gives to the same numbers."""
    open_lists: dict[tuple[int | None, str, _Topic], list[Place]] = defaultdict(list)
    told: dict[_Topic, list[Place]] = defaultdict(list)
    for topic, place in _listed(claims, bound):
        _, claim, binding = place
        if binding.partial:
            open_lists[claim.page, claim.quote, topic].append(place)
        else:
            told[topic].append(place)
    found = list(bound)
    for (_, _, topic), places in open_lists.items():
        answers = _answers(known for other, spoken in told.items() if topic.same(other) for known in spoken)
        for at, claim, binding in places if _certain(places, answers) else ():
            found[at] = Binding(answers[claim.value], None, None, binding.year, partial=True)
    return found


def _listed(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> Iterator[tuple[_Topic, Place]]:
    for at, (claim, binding) in enumerate(zip(claims, bound, strict=True)):
        if binding is None or claim.statistic is not Statistic.RESPONDENTS:
            continue
        things = _THINGS.search(normalise(claim.quote))
        if things:
            question, _ = ANSWERS[binding.indicator_id]
            topic = _Topic(question, binding.year or claim.year, things["things"].lower())
            yield topic, (at, claim, binding)


def _answers(known: Iterator[Place]) -> dict[float | None, str]:
    """The answer by its number: those that have one number, which no other answer has."""
    numbers: dict[str, set[float | None]] = defaultdict(set)
    for _, claim, binding in known:
        numbers[binding.indicator_id].add(claim.value)
    named: dict[float | None, list[str]] = defaultdict(list)
    for answer, values in numbers.items():
        for value in values:
            named[value].append(answer)
    if any(len(values) > 1 for values in numbers.values()) or any(len(answers) > 1 for answers in named.values()):
        return {}
    return {value: answers[0] for value, answers in named.items()}


def _certain(places: Sequence[Place], answers: dict[float | None, str]) -> bool:
    values = [claim.value for _, claim, _ in places]
    alone = len(values) >= LEAST and len(set(values)) == len(values)
    return alone and set(values) <= answers.keys() and len(answers) - len(values) <= LEFT_OVER
