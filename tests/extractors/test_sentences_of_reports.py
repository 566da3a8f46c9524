"""Sentences in the manner of public reports, with what they say as a person reads them.

``sentences/*.tsv``: a sentence, a tab, and its numbers in order, each as value, unit, statistic, qualifier and @year.
``57%`` is a share in percent; where no statistic stands any level will do; ``a/b`` are readings that can both be
defended; ``?`` is a number that may be left unread, but must not be read as anything else; ``@None`` is what a change
started from, in a year that the sentence does not say. The sentences with 1 were written before the grammar was widened
for them, those with 2 and 3 after that and before they were first read; the last of each language are those that
hold-out publications got wrong at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.prose.grammar import grammar
from extractors.prose.paragraphs import read_prose
from extractors.text import text_without_layout
from schemas.claim import Claim
from schemas.codes import Language, Qualifier, Statistic

FOLDER = Path(__file__).parent / "sentences"
YEAR = 2014
LEVELS = (Statistic.SHARE, Statistic.COUNT, Statistic.SCORE, Statistic.RESPONDENTS)


@dataclass(frozen=True)
class Said:
    """A number as a person reads it, with the classifications that can be defended."""

    value: float
    units: tuple[str, ...]
    statistics: tuple[str, ...]
    qualifiers: tuple[str, ...]
    years: tuple[str, ...]
    optional: bool

    def is_read_as(self, claim: Claim) -> bool:
        return (
            claim.value is not None
            and abs(claim.value - self.value) < 0.01
            and claim.unit in self.units
            and claim.statistic in self.statistics
            and (claim.qualifier or "none") in self.qualifiers
            and str(claim.year) in self.years
        )


def said(text: str) -> Said:
    value, *words = text.split()
    percent = value.endswith("%")
    units = ("percent",) if percent else tuple(words.pop(0).split("/"))
    years, qualifiers, statistics = (str(YEAR),), ("none",), ("share",) if percent else tuple(map(str, LEVELS))
    for word in words:
        choices = tuple(word.removeprefix("@").split("/"))
        if word.startswith("@"):
            years = choices
        elif choices[0] in set(Qualifier):
            qualifiers = choices
        else:
            statistics = choices
    return Said(float(value.strip("?%")), units, statistics, qualifiers, years, value.startswith("?"))


def sentences(name: str) -> list[tuple[str, list[Said]]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines)
    return [(text, [said(part) for part in says.split(";") if part.strip()]) for text, _, says in rows]


def read(text: str, language: Language) -> list[Claim]:
    (reading,) = read_prose([text_without_layout(text, 1)], grammar(language), YEAR)
    return [claim for claim, _ in reading.claims]


def agree(claims: list[Claim], expected: list[Said]) -> bool:
    """Whether the claims are the expected numbers in order, optional ones there or not."""
    if not expected:
        return not claims
    if claims and expected[0].is_read_as(claims[0]) and agree(claims[1:], expected[1:]):
        return True
    return expected[0].optional and agree(claims, expected[1:])


CASES = [
    (language, text, expected)
    for language, name in ((Language.SWEDISH, "swedish"), (Language.ENGLISH, "english"))
    for path in sorted(FOLDER.glob(f"{name}-*.tsv"))
    for text, expected in sentences(path.name)
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_a_sentence_says_what_a_person_reads_in_it(language: Language, text: str, expected: list[Said]) -> None:
    claims = read(text, language)
    told = [
        (claim.value_text, claim.value, str(claim.unit), str(claim.statistic), claim.qualifier, claim.year)
        for claim in claims
    ]
    assert agree(claims, expected), f"read: {told}"


@pytest.mark.parametrize(("language", "text", "_"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_claimed_stands_in_the_sentence(language: Language, text: str, _: object) -> None:
    for claim in read(text, language):
        assert claim.value_text in claim.quote
        assert claim.quote in text
