"""One wrong digit in an otherwise consistent survey, and whether anything printed can tell.

``telling`` reckons in whole numbers and by itself, so that the checks are not measured by their own rules.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, replace
from statistics import mean, median

from synthetic_survey import COUNTED, QUESTIONS, SUMS, Invented, Print

from schemas.codes import Statistic, Unit

PLACES = ("prose", "summary", "press", "chart", "table", "caption", "list")


@dataclass(frozen=True)
class Planted:
    """The survey with the wrong digit, what stood there and what stands there now, and what can tell."""

    survey: Invented
    place: str
    before: str
    after: str
    telling: str | None


def plant(made: Invented, place: str, seed: int) -> Planted | None:
    """Change one digit at a place; None when nothing stands there."""
    dice = random.Random(seed)
    survey = deepcopy(made)
    if place == "list":
        return _in_list(survey, dice)
    at = dice.choice([number for number, one in enumerate(survey.prints) if one.place == place])
    one = survey.prints[at]
    wrong = replace(one, value=_other_digit(one, dice))
    survey.prints[at] = wrong
    return Planted(survey, place, f"{one}", f"{wrong.value}", telling(survey, at, abs(wrong.value - one.value)))


def _other_digit(one: Print, dice: random.Random) -> int:
    """The value with one digit exchanged; a share stays one."""
    text = f"{abs(one.value)}"
    while True:
        at = dice.randrange(len(text))
        wrong = int(f"{text[:at]}{dice.choice('0123456789')}{text[at + 1 :]}")
        if wrong != abs(one.value) and (one.unit is not Unit.PERCENT or wrong <= 100):
            return -wrong if one.value < 0 else wrong


def _in_list(survey: Invented, dice: random.Random) -> Planted:
    """A municipality's points or number of e-services; a changed one leaves the mean as printed, mostly."""
    rows, top = dice.choice([(survey.points, 14), (survey.eservices, 199)])
    at = dice.randrange(len(rows))
    before = rows[at]
    rows[at] = dice.choice([value for value in range(top + 1) if value != before])
    said = {(one.indicator_id, one.statistic): one.value for one in survey.prints}
    some = "eservices-number-among-providers"
    counts = [count for count in survey.eservices if count > 0]
    # With another number of rows than that of those who answered, a mean may be of others.
    sure = len(counts) == said[some, Statistic.RESPONDENTS]
    tells = (
        survey.points.count(14) != said["index-full-points", Statistic.COUNT]
        or survey.points.count(0) != said["index-zero-points", Statistic.COUNT]
        or max(survey.eservices) != said["eservices-number", Statistic.MAXIMUM]
        or (sure and abs(mean(counts) - said[some, Statistic.MEAN]) > 0.5)
        or (sure and abs(median(counts) - said[some, Statistic.MEDIAN]) > 0.5)
    )
    return Planted(survey, "list", f"{before}", f"{rows[at]}", "list" if tells else None)


def telling(survey: Invented, at: int, off: int) -> str | None:
    """What proves that the number at a place can't be, if anything does."""
    one = survey.prints[at]
    others = [other for number, other in enumerate(survey.prints) if number != at]
    gap = 1 if one.unit is Unit.PERCENT else 0
    if any(other.key == one.key and abs(other.value - one.value) > gap for other in others):
        return "witness"
    value = {other.key: other.value for other in survey.prints}
    shares = {key[0]: value for key, value in value.items() if key[1:] == (one.year, None, *_SHARE)}
    if one.statistic is Statistic.SHARE and one.size_class is None:
        if _sum_is_off(one, shares):
            return "sum"
        if one.indicator_id == COUNTED and _count_is_off(value):
            return "count and share"
    if one.indicator_id == COUNTED and one.statistic is Statistic.COUNT and _count_is_off(value):
        return "count and share"
    if one.place == "caption" and one.question == QUESTIONS_OF[COUNTED] and _count_is_off(value):
        return "count and share"
    if one.indicator_id == "apps-offered" and _change_is_off(value):
        return "change"
    if one.size_class is not None and _groups_are_off(one, value):
        return "groups"
    return _told_of_list(one, survey, off)


_SHARE = (Statistic.SHARE, Unit.PERCENT)
_NUMBER = Unit.MUNICIPALITIES
QUESTIONS_OF = {told: question for question, (_, told) in QUESTIONS.items()}


def _sum_is_off(one: Print, shares: dict[object, int]) -> bool:
    answers = next((answers for answers, _ in QUESTIONS.values() if one.indicator_id in answers), ())
    known = [shares[name] for name in answers if name in shares]
    if known and len(known) == len(answers) and abs(sum(known) - 100) > len(known) / 2:
        return True
    sums = [(whole, parts) for whole, parts in SUMS.items() if one.indicator_id in (whole, *parts) and whole in shares]
    return any(abs(shares[whole] - sum(shares[part] for part in parts)) > 1.5 for whole, parts in sums)


def _count_is_off(value: dict[tuple[object, ...], int]) -> bool:
    """Whether the count is not that share of those who answered, nor of nine tenths of them."""
    share = value[COUNTED, 2014, None, *_SHARE]
    count = value[COUNTED, 2014, None, Statistic.COUNT, _NUMBER]
    answered = value[QUESTIONS_OF[COUNTED], 2014, None, Statistic.RESPONDENTS, _NUMBER]
    if answered <= 0:
        return False
    return not 100 * count / answered <= share + 0.5 or 100 * count / (0.9 * answered) < share - 0.5


def _change_is_off(value: dict[tuple[object, ...], int]) -> bool:
    now, before = value["apps-offered", 2014, None, *_SHARE], value["apps-offered", 2011, None, *_SHARE]
    return abs(now - before - value["apps-offered", 2014, None, Statistic.CHANGE, Unit.PERCENT]) > 1.5


def _groups_are_off(one: Print, value: dict[tuple[object, ...], int]) -> bool:
    classes = [
        share
        for key, share in value.items()
        if key[0] == one.indicator_id and key[2] is not None and key[3:] == _SHARE and key[1] == one.year
    ]
    total = value[one.indicator_id, one.year, None, *_SHARE]
    return total > max(classes) + 1 or total < min(classes) - 1


def _told_of_list(one: Print, survey: Invented, off: int) -> str | None:
    rounded = one.statistic in (Statistic.MEAN, Statistic.MEDIAN)
    of_a_list = one.indicator_id in ("index-ranked", "index-full-points", "index-zero-points", "eservices-number")
    return "list" if (rounded and off > 1) or (of_a_list and off > 0) else None
