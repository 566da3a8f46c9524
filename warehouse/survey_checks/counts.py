"""Whole respondents: can a printed share be that of a whole number of them, and of the printed one?

Assumes that shares are unweighted, and that a share may be of fewer than the printed number of respondents (some skip a
question), never of more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from schemas.codes import CheckStatus, Statistic, Unit
from schemas.municipalities import municipalities
from warehouse.arithmetic import Interval, counts_for, share_of
from warehouse.survey import Fact, Survey, printed, question_of
from warehouse.survey_checks.finding import Finding, on, verdict

#: Fewer than this part of those who answered a question can't be meant by a share of it without saying so.
MOST_OF_THEM = Fraction(9, 10)


def whole_respondents(survey: Survey) -> Iterator[Finding]:
    """GRIM: one finding for each exact share of so few that not every percentage is possible."""
    for fact in survey.sound_facts():
        answered = survey.most_answered(fact) if fact.key.is_share and fact.is_exact else None
        if answered and _is_telling(fact.interval, answered):
            yield _grim(survey, fact, answered)


def _is_telling(share: Interval, answered: int) -> bool:
    """Whether steps of one respondent are wider than what rounding allows; else every percentage is possible."""
    return (share.high - share.low) * answered < 100


def _grim(survey: Survey, fact: Fact, answered: int) -> Finding:
    expected = f"a whole number of at most {answered} respondents"
    own = survey.answered(fact.key)
    others = [own] if own else []
    if whole := counts_for(fact.interval, answered):
        return on(fact, CheckStatus.PASS, expected, f"{whole[0]} of {answered}", others)
    fewer = [few for few in range(answered - 1, 0, -1) if counts_for(fact.interval, few)]
    if fewer:
        found = f"none of {answered}; possible if only {fewer[0]} answered"
        return on(fact, CheckStatus.WARN, expected, found, others)
    return on(fact, CheckStatus.FAIL, expected, "none, however many answered", others)


def count_and_share(survey: Survey) -> Iterator[Finding]:
    """One finding for each number of municipalities that is also printed as a share ("42 kommuner, 19 procent")."""
    for fact in survey.sound_facts():
        question = question_of(fact.key.indicator_id)
        counted = Statistic.RESPONDENTS if question and question.base else Statistic.COUNT
        if (fact.key.statistic, fact.key.unit) != (counted, Unit.MUNICIPALITIES):
            continue
        share = _said_with(survey, fact)
        if share is not None:
            yield _of_how_many(survey, fact, share)


def _said_with(survey: Survey, count: Fact) -> Fact | None:
    """The share that stands in the count's own sentence, whatever others say of it; else the published one."""
    key = replace(count.key, statistic=Statistic.SHARE, unit=Unit.PERCENT)
    sentences = {(one.source.id, one.claim.page, one.claim.quote) for one in count.group}
    known = survey.facts.get(key)
    beside = [
        one for one in (known.group if known else ()) if (one.source.id, one.claim.page, one.claim.quote) in sentences
    ]
    return Fact(key, tuple(beside)) if beside else survey.sound(key)


def _of_how_many(survey: Survey, count: Fact, share: Fact) -> Finding:
    implied = _implied(count.interval, share.interval)
    expected = f"{printed(share.interval)} %"
    answered = survey.answered(share.key)
    if answered is None or share.interval.low <= 0:
        holds = implied.low <= len(municipalities())
        return on(count, verdict(holds=holds), expected, f"holds for {printed(implied)} respondents", [share])
    likely = share_of(count.interval, answered.interval)
    found = f"{printed(likely)} % of {printed(answered.interval)}" if likely else "a share of nobody"
    others = [share, answered]
    if likely is None or likely.meets(share.interval):
        return on(count, CheckStatus.PASS, expected, found, others)
    few = Interval(MOST_OF_THEM * answered.interval.low, answered.interval.high)
    status = CheckStatus.WARN if implied.meets(few) else CheckStatus.FAIL
    return on(count, status, expected, f"{found}; holds for {printed(implied)} respondents", others)


def _implied(count: Interval, share: Interval) -> Interval:
    """Of how many the count is that share."""
    most = 100 * count.high / share.low if share.low > 0 else Fraction(len(municipalities()))
    least = 100 * count.low / share.high if share.high > 0 else Fraction(0)
    return Interval(least, max(most, least))
