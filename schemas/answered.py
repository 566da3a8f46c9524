"""How many answered: which question a number of respondents belongs to, also in lists "in the order of the diagram"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from schemas.book import INDICATORS, QUESTIONS, Binding
from schemas.claim import Claim
from schemas.clauses import caption, normalise
from schemas.codes import Reader, Statistic, Unit
from schemas.labels import Topic, bind_labels, topic_of

_ABOUT = re.compile(r"\bfrågan om (?P<topic>[^.,;()]+)", re.IGNORECASE)
_ANSWERED = re.compile(r"\b(?:be)?svara(?:de|t|r|des|ts)\b", re.IGNORECASE)
_LISTED = re.compile(r"\d+, \d+")
_HEADING = re.compile(r"\b(?:figur|tabell|diagram) \d+\. [A-ZÅÄÖ]", re.IGNORECASE)
_POINTER = re.compile(r"\b(figur|tabell|diagram) (\d+)\b", re.IGNORECASE)
UNKNOWN = "unknown"
ANSWERS = {entry.id: (entry.question_id, entry.answer) for entry in INDICATORS}
CHARTS = (Reader.CHART_LABEL, Reader.CHART_GEOMETRY)


def bind_respondents(claim: Claim) -> Binding | None:
    """Bind to the question that the caption asks, or that “frågan om …” names; one of a list only in part."""
    if claim.unit is not Unit.MUNICIPALITIES:
        return None
    if claim.statistic is Statistic.COUNT and not _ANSWERED.search(claim.quote):
        return None
    topic = topic_of(_asked(claim))
    if topic is None:
        return None
    asked = topic.question or topic.stated
    return Binding(asked.id, None, None, partial=_listed(claim)) if asked else None


def _asked(claim: Claim) -> str:
    if claim.reader is Reader.CAPTION:
        return caption(claim.context)
    quote, context = normalise(claim.quote), normalise(claim.context)
    about = _ABOUT.search(quote)
    if about or claim.statistic is Statistic.COUNT:
        return about["topic"].strip() if about else ""
    before = context.partition(quote)[0]
    heading = [match.start() for match in _HEADING.finditer(before)]
    return caption(before[heading[-1] :]) if heading else ""


def _listed(claim: Claim) -> bool:
    return _LISTED.search(claim.quote) is not None


def bind_subject(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> list[Binding | None]:
    """Give a figure whose caption says nothing the question of the sentences that point to it."""
    pointed: dict[str, set[str]] = defaultdict(set)
    for claim, binding in zip(claims, bound, strict=True):
        if binding and claim.reader is Reader.PROSE:
            for kind, number in _POINTER.findall(normalise(claim.quote)):
                pointed[f"{kind} {number}".lower()] |= _question_of(binding)
    pairs = zip(claims, bound, strict=True)
    return [binding or _by_pointer(claim, pointed.get(_figure(claim), set())) for claim, binding in pairs]


def _question_of(binding: Binding) -> set[str]:
    question, _ = ANSWERS[binding.indicator_id]
    return {question} if question else set()


def _by_pointer(claim: Claim, questions: set[str]) -> Binding | None:
    if len(questions) != 1 or caption(claim.context):
        return None
    question = QUESTIONS[next(iter(questions))]
    if claim.reader in CHARTS:
        return bind_labels(claim, Topic(question, None))
    if claim.reader is Reader.CAPTION and claim.statistic is Statistic.RESPONDENTS:
        return Binding(question.id, None, None, partial=_listed(claim))
    return None


def next_to(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> list[Binding | None]:
    """Give a number of respondents that stands right behind another such number the same question."""
    found = list(bound)
    for place, claim in enumerate(claims[1:], start=1):
        last = found[place - 1]
        if found[place] or last is None or claim.statistic is not Statistic.RESPONDENTS:
            continue
        between = normalise(claim.context).partition(normalise(claims[place - 1].quote))[2]
        if between.lstrip(" .;,").startswith(normalise(claim.quote)):
            question = QUESTIONS.get(last.indicator_id)
            found[place] = Binding(question.id, None, None, partial=_listed(claim)) if question else None
    return found


def with_answers(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> list[Binding | None]:
    """Unbind “vet ej” in a figure or table none of whose other labels answers the question: it may be another one."""
    answered = {
        (claim.page, claim.context, ANSWERS[binding.indicator_id][0])
        for claim, binding in zip(claims, bound, strict=True)
        if binding and claim.reader in CHARTS and ANSWERS[binding.indicator_id][1] != UNKNOWN
    }
    pairs = zip(claims, bound, strict=True)
    return [binding if _answered(claim, binding, answered) else None for claim, binding in pairs]


def _answered(claim: Claim, binding: Binding | None, answered: set[tuple[int | None, str, str | None]]) -> bool:
    if binding is None or claim.reader not in CHARTS:
        return True
    question, answer = ANSWERS[binding.indicator_id]
    return answer != UNKNOWN or (claim.page, claim.context, question) in answered


def _figure(claim: Claim) -> str:
    if claim.reader is Reader.PROSE:
        return ""
    found = _POINTER.match(normalise(claim.context))
    return f"{found[1]} {found[2]}".lower() if found else ""


def in_order(claims: Sequence[Claim], bound: Sequence[Binding | None]) -> list[Binding | None]:
    """Give the numbers of a list to the answers of its chart or table, when there are as many, in their order."""
    answers: dict[tuple[int | None, str], dict[str, None]] = defaultdict(dict)
    lists: dict[tuple[int | None, str, str], list[int]] = defaultdict(list)
    for place, (claim, binding) in enumerate(zip(claims, bound, strict=True)):
        if binding is None or not _figure(claim):
            continue
        if binding.partial:
            lists[claim.page, _figure(claim), claim.quote].append(place)
        elif claim.statistic is not Statistic.RESPONDENTS:
            answers[claim.page, _figure(claim)][binding.indicator_id] = None
    found = list(bound)
    for (page, figure, _), places in lists.items():
        named = list(answers[page, figure])
        if len(named) == len(places):
            found = _named(found, places, named)
    return found


def _named(bound: list[Binding | None], places: list[int], named: list[str]) -> list[Binding | None]:
    known = dict(zip(places, named, strict=True))
    return [Binding(known[place], None, None) if place in known else binding for place, binding in enumerate(bound)]
