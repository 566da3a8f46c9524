"""One wrong digit in an otherwise consistent survey, and whether anything printed can tell.

``telling`` reckons in whole numbers and by itself, so that the checks are not measured by their own rules.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, replace
from statistics import mean, median

from synthetic_survey import BEFORE, COMPARED, COUNTED, NOW, QUESTIONS, SUMS, Invented, Print

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


def plant(made: Invented, place: str, seed: int) -> Planted:
    """Change one digit at a place."""
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
    counts = [count for count in survey.eservices if count > 0]
    truth: dict[tuple[str, Statistic], tuple[float, float]] = {
        ("index-full-points", Statistic.COUNT): (survey.points.count(14), 0),
        ("index-zero-points", Statistic.COUNT): (survey.points.count(0), 0),
        ("eservices-number", Statistic.MAXIMUM): (max(survey.eservices), 0),
    }
    # With another number of rows than that of those who answered, a mean may be of others.
    if len(counts) == next(one.value for one in survey.prints if (one.indicator_id, one.statistic) == ANSWERED):
        truth |= {(ANSWERED[0], Statistic.MEAN): (mean(counts), 0.5)}
        truth |= {(ANSWERED[0], Statistic.MEDIAN): (median(counts), 0.5)}
    told = [(one.value, *truth[name]) for one in survey.prints if (name := (one.indicator_id, one.statistic)) in truth]
    tells = any(abs(value - right) > spare for value, right, spare in told)
    return Planted(survey, "list", f"{before}", f"{rows[at]}", "list" if tells else None)


def telling(survey: Invented, at: int, off: int) -> str | None:
    """What proves that the number at a place, which is ``off`` by so much, can't be; None when nothing does."""
    one = survey.prints[at]
    values = {other.key: other.value for other in survey.prints}
    proofs = {
        "witness": _is_denied(one, survey.prints),
        "sum": _sum_is_off(one, values),
        "count and share": _counts(one) and _count_is_off(values),
        "change": one.indicator_id == COMPARED and _change_is_off(values),
        "groups": one.size_class is not None and _groups_are_off(one, values),
        "sizes": one.statistic is Statistic.RESPONDENTS and _sizes_are_off(one, values),
        "list": _is_told_of_list(one, off),
    }
    return next((name for name, proof in proofs.items() if proof), None)


Values = dict[tuple[object, ...], int]
_SHARE = (Statistic.SHARE, Unit.PERCENT)
_MANY = (Statistic.RESPONDENTS, Unit.MUNICIPALITIES)
_NUMBER = Unit.MUNICIPALITIES
ANSWERED = ("eservices-number-among-providers", Statistic.RESPONDENTS)
LISTED = ("index-ranked", "index-full-points", "index-zero-points", "eservices-number")
QUESTIONS_OF = {told: question for question, (_, told) in QUESTIONS.items()}


def _is_denied(one: Print, prints: list[Print]) -> bool:
    gap = 1 if one.unit is Unit.PERCENT else 0
    return any(other.key == one.key and abs(other.value - one.value) > gap for other in prints)


def _sum_is_off(one: Print, values: Values) -> bool:
    if one.statistic is not Statistic.SHARE or one.size_class is not None:
        return False
    shares = {key[0]: value for key, value in values.items() if key[1:] == (one.year, None, *_SHARE)}
    answers = next((answers for answers, _ in QUESTIONS.values() if one.indicator_id in answers), ())
    known = [shares[name] for name in answers if name in shares]
    if known and len(known) == len(answers) and abs(sum(known) - 100) > len(known) / 2:
        return True
    near = [(whole, parts) for whole, parts in SUMS.items() if one.indicator_id in (whole, *parts)]
    whole_known = [(whole, parts) for whole, parts in near if {whole, *parts} <= shares.keys()]
    return any(abs(shares[whole] - sum(shares[part] for part in parts)) > 1.5 for whole, parts in whole_known)


def _counts(one: Print) -> bool:
    return one.indicator_id == COUNTED or (one.place == "caption" and one.question == QUESTIONS_OF[COUNTED])


def _count_is_off(values: Values) -> bool:
    """Whether the count is not that share of those who answered, nor of nine tenths of them."""
    share = values.get((COUNTED, NOW, None, *_SHARE))
    count = values.get((COUNTED, NOW, None, Statistic.COUNT, _NUMBER))
    answered = values.get((QUESTIONS_OF[COUNTED], NOW, None, Statistic.RESPONDENTS, _NUMBER))
    if share is None or count is None or not answered:
        return False
    return not 100 * count / answered <= share + 0.5 or 100 * count / (0.9 * answered) < share - 0.5


def _change_is_off(values: Values) -> bool:
    keys = ((NOW, Statistic.SHARE), (BEFORE, Statistic.SHARE), (NOW, Statistic.CHANGE))
    known = [values.get((COMPARED, year, None, statistic, Unit.PERCENT)) for year, statistic in keys]
    now, before, change = known
    if now is None or before is None or change is None:
        return False
    # Percent of the earlier share is another reading of the words, and no proof.
    relative = before > 0 and 100 * ((now - 0.5) / (before + 0.5) - 1) - 0.5 <= change
    relative = relative and change <= 100 * ((now + 0.5) / (before - 0.5) - 1) + 0.5
    return abs(now - before - change) > 1.5 and not relative


def _groups_are_off(one: Print, values: Values) -> bool:
    """Whether the total is not between its classes, or not their mean where their sizes are printed."""
    told = QUESTIONS[str(one.question)][1]
    total, answered = (values.get(key) for key in ((told, NOW, None, *_SHARE), (one.question, NOW, None, *_MANY)))
    classes = {key[2]: share for key, share in values.items() if key[0] == told and key[2] and key[3:] == _SHARE}
    if total is None or not classes:
        return False
    sizes = [values.get((one.question, NOW, label, *_MANY)) for label in classes]
    if None not in sizes and answered and sum(map(int, sizes)) == answered:  # type: ignore[arg-type]
        mean_of_them = sum(size * share for size, share in zip(sizes, classes.values(), strict=True)) / answered  # type: ignore[operator]
        return abs(mean_of_them - total) > 1
    return total > max(classes.values()) + 1 or total < min(classes.values()) - 1


def _sizes_are_off(one: Print, values: Values) -> bool:
    classes = [many for key, many in values.items() if key[0] == one.question and key[2] and key[3:] == _MANY]
    return bool(classes) and sum(classes) != values[one.question, NOW, None, *_MANY]


def _is_told_of_list(one: Print, off: int) -> bool:
    rounded = one.statistic in (Statistic.MEAN, Statistic.MEDIAN)
    return (rounded and off > 1) or (one.indicator_id in LISTED and off > 0)
