"""The codebook of this project, loaded once: its indicators, and which rule a text answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.claim import Claim
from schemas.codebook import Entry, load_codebook
from schemas.codes import Choice, Reader, Unit
from schemas.municipalities import municipalities
from schemas.wording import Rule, any_of

CODEBOOK_FILE = Path(__file__).with_name("indicators.toml")
BOOK = load_codebook(CODEBOOK_FILE)
WORDS = BOOK.words
DIMENSIONS = {dimension.id: dimension for dimension in BOOK.dimension}
QUESTIONS = {question.id: question for question in BOOK.question}
PLAIN = (*WORDS.filler, *WORDS.plain, *WORDS.negation)
_MUNICIPALITIES = frozenset(place.name for place in municipalities())


@dataclass(frozen=True)
class Indicator:
    """What a published number measures, and of whom.

    ``choice`` is of its question: whether the question's answers exclude each other. ``of`` are the indicators that it
    sums up. A question with several answers is an indicator, too: of how many answered it.
    """

    id: str
    label_sv: str
    label_en: str
    definition: str
    unit: Unit
    universe: str
    question_id: str | None = None
    answer: str | None = None
    choice: Choice | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binding:
    """The key of a claim; ``category`` and ``size_class`` are None for the total.

    ``year`` is the one that a label says, None where it is the claim's own. A ``partial`` binding knows the question,
    but not which of its answers, or that only from an equal number: it says what a number is about, and no observation
    is made of it.
    """

    indicator_id: str
    category: str | None
    size_class: str | None
    year: int | None = None
    partial: bool = False


def _indicators() -> tuple[Indicator, ...]:
    entries = {entry.id: _of_entry(entry) for entry in BOOK.indicator}
    asked = {
        question.id: Indicator(
            question.id,
            question.label_sv,
            question.label_en,
            f"Municipalities that answered the question: {question.label_en}.",
            Unit.MUNICIPALITIES,
            question.universe,
            question.id,
            None,
            question.choice,
        )
        for question in BOOK.question
    }
    return tuple((asked | entries).values())


def _of_entry(entry: Entry) -> Indicator:
    question = QUESTIONS.get(entry.question or "")
    return Indicator(
        entry.id,
        entry.label_sv,
        entry.label_en,
        entry.definition,
        entry.unit,
        entry.universe,
        entry.question,
        entry.answer,
        question.choice if question else None,
        entry.of,
    )


INDICATORS = _indicators()


def match(claim: Claim, text: str, topic: str, near: str) -> Entry | None:
    """Return the indicator whose rule reads the text first.

    ``topic`` is what stands around the text, ``near`` that with the sentence before, for rules with ``only``.
    """
    negated = any_of(WORDS.negation, text)
    for entry in BOOK.indicator:
        for rule in entry.binding:
            around = topic if rule.only is None else near
            if rule.negated == negated and _fits(rule, entry, claim) and rule.reads(text, around, PLAIN):
                return entry
    return None


def _fits(rule: Rule, entry: Entry, claim: Claim) -> bool:
    return (
        claim.statistic in rule.statistic
        and claim.unit in (rule.unit or entry.units)
        and claim.reader in (rule.reader or Reader)
        and rule.municipality == (claim.group in _MUNICIPALITIES)
    )
