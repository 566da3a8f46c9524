"""Answers that exclude each other sum to 100, and an answer that sums up others is their sum, within rounding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from schemas.book import BOOK
from schemas.codebook import Entry, Question
from schemas.codes import CheckStatus, Choice, Reader
from warehouse.arithmetic import Interval, total
from warehouse.reconcile import Key
from warehouse.survey import ENTRIES, Fact, Survey, printed, question_of
from warehouse.survey_checks.finding import Finding, on, verdict

DRAWN = (Reader.TABLE, Reader.CHART_LABEL, Reader.CHART_GEOMETRY)
ALL = Fraction(100)


def answers(survey: Survey) -> Iterator[Finding]:
    """One finding for each question with one answer each, and each year, group and category of it."""
    for question in BOOK.question:
        if question.choice is not Choice.SINGLE:
            continue
        for key in _keys(survey, question):
            if finding := _sum_of_answers(survey, question, key):
                yield finding


def _keys(survey: Survey, question: Question) -> list[Key]:
    """The keys of the question's first answers by year, group and category."""
    ids = [entry.id for entry in _answers(question)]
    found = {
        replace(fact.key, indicator_id=ids[0])
        for fact in survey.sound_facts()
        if fact.key.is_share and fact.key.indicator_id in ids
    }
    return sorted(found, key=lambda key: key.observation_id)


def _answers(question: Question) -> list[Entry]:
    return [entry for entry in BOOK.indicator if entry.question == question.id and entry.answer and not entry.vague]


def _sum_of_answers(survey: Survey, question: Question, key: Key) -> Finding | None:
    cover, complete = _cover(survey, _answers(question), key)
    if len(cover) < 2:
        return None
    summed = total(_of_parts(fact) for fact in cover)
    first, *others = cover
    if not complete:
        return on(first, verdict(holds=summed.low <= ALL), "at most 100 %", f"{printed(summed)} %", others)
    status = verdict(holds=summed.holds(ALL))
    if summed.high < ALL and not _by_itself(survey, cover):
        status = CheckStatus.WARN
    return on(first, status, "100 %", f"{printed(summed)} %", others)


def _cover(survey: Survey, entries: Sequence[Entry], key: Key) -> tuple[list[Fact], bool]:
    """Facts of answers that exclude each other, as many as there are, and whether they are all the answers."""
    facts = {entry.id: fact for entry in entries if (fact := survey.share(entry.id, key))}
    taken = dict(facts)
    missing = {entry.id for entry in entries if not entry.of and entry.id not in facts}
    for entry in entries:
        if not entry.of or entry.id not in facts:
            continue
        if all(part in facts for part in entry.of):
            taken.pop(entry.id)
        elif all(part in taken or part in missing for part in entry.of):
            missing -= set(entry.of)
            for part in entry.of:
                taken.pop(part, None)
        else:
            taken.pop(entry.id)
    return list(taken.values()), not missing


def _of_parts(fact: Fact) -> Interval:
    """What a share can be that may have been added up from parts, each of them rounded before."""
    parts = len(ENTRIES[fact.key.indicator_id].of)
    spare = Fraction(max(parts - 1, 0), 2)
    return Interval(fact.interval.low - spare, fact.interval.high + spare)


def _by_itself(survey: Survey, cover: Collection[Fact]) -> bool:
    """Whether these are single answers in one chart or table, and no number in it is of anything else."""
    if any(ENTRIES[fact.key.indicator_id].of for fact in cover):
        return False
    claims = [(fact.published.source.id, fact.published.claim) for fact in cover]
    places = {(source_id, claim.page, claim.context) for source_id, claim in claims}
    return len(places) == 1 and all(claim.reader in DRAWN for _, claim in claims) and not places & survey.crowded


def sums_of_parts(survey: Survey) -> Iterator[Finding]:
    """One finding for each share that the codebook knows as the sum (or union) of others that are printed."""
    for fact in survey.sound_facts():
        entry = ENTRIES.get(fact.key.indicator_id)
        if entry is None or not entry.of or not fact.key.is_share:
            continue
        parts = [part for name in entry.of if (part := survey.share(name, fact.key))]
        question = question_of(entry.id)
        if parts and question is not None:
            yield _whole(fact, parts, complete=len(parts) == len(entry.of), single=question.choice is Choice.SINGLE)


def _whole(fact: Fact, parts: list[Fact], *, complete: bool, single: bool) -> Finding:
    summed = total(part.interval for part in parts)
    least = summed.low if single else max(part.interval.low for part in parts)
    allowed = Interval(least, summed.high if complete else max(ALL, least))
    sums = " + ".join(f"{part.published.claim.value:g}" for part in parts)
    expected = f"{printed(allowed)} % (parts: {sums})"
    return on(fact, verdict(holds=allowed.meets(fact.interval)), expected, f"{printed(fact.interval)} %", parts)
