"""What a number in a sentence says: statistic, sign, year and group, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.grammar import Grammar
from extractors.spans import Mention, Span
from extractors.years import clause_year, is_start, unclaimed
from schemas.codes import Statistic, Unit

#: A year; a law's number (2001:453) and the end of a title (”Skolan 2013”) are none that a number could be of.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d\"”’»]|[:/]\d)")


@dataclass(frozen=True)
class Surroundings:
    """A mention's sentence in plain text, cut at the neighbouring mentions, and the sentence before."""

    sentence: str
    before: str
    after: str
    previous: str
    printed_after: str


def surroundings(text: str, spans: list[Span], found: list[Mention], index: int) -> Surroundings:
    """Cut out what stands around mention ``index``."""
    mention = found[index]
    place = next((n for n, span in enumerate(spans) if span.holds(mention.span.start)), 0)
    span = spans[place]
    left = max(span.start, found[index - 1].span.end if index else 0)
    right = min(span.end, found[index + 1].start if index + 1 < len(found) else span.end)
    previous = spans[place - 1] if place else Span(0, 0)
    return Surroundings(
        sentence=text[span.start : span.end],
        before=text[left : mention.start],
        after=text[mention.span.end : max(right, mention.span.end)],
        previous=text[previous.start : previous.end],
        printed_after=text[mention.span.end : span.end],
    )


def is_target(prefix: str, sentence: str, year: int, grammar: Grammar) -> bool:
    """Whether the sentence up to the number states a goal, or is of what shall be in a year to come."""
    cue = grammar.cues["target"].search(prefix)
    if cue is not None:
        return not grammar.cues["now"].search(prefix, cue.end())
    to_come = any(int(match.group(1)) > year for match in _YEAR.finditer(sentence))
    return to_come and grammar.cues["modal"].search(sentence) is not None


def change_sign(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> int:
    """+1 or -1 when the number is a change, 0 when it is a level. ``prefix``: the sentence up to the number."""
    cues = grammar.cues
    after = re.sub(rf"^{cues['steps'].pattern}", "", around.after.lstrip())
    if mention.unit is not Unit.POINTS and (mention.percentage_points or not cues["bound"].match(after)):
        if cues["more"].match(after):
            return 1
        if cues["less"].match(after):
            return -1
    cue, at = _last_cue(prefix, grammar)
    elliptic = False
    if not cue and re.search(rf"\b{cues['by'].pattern} (?:{cues['range'].pattern} )?$", prefix):
        cue, at = _last_cue(around.previous, grammar)
        elliptic = bool(cue) and _is_elliptic(prefix, grammar)
        if not elliptic:
            cue = 0
    if cue and not elliptic and not _amount_follows(prefix[at:], grammar):
        cue = 0
    if cues["place"].search(prefix) and re.match(grammar.ratio, around.after):
        cue = 0
    if not cue and mention.percentage_points:
        return _sign_of_points(around, grammar)
    return cue


def _sign_of_points(around: Surroundings, grammar: Grammar) -> int:
    cue, _ = _last_cue(around.sentence, grammar)
    return cue or 1


def _is_elliptic(prefix: str, grammar: Grammar) -> bool:
    """A fragment without a verb of its own: "För de största med så mycket som 60 procent."."""
    return len(prefix) < 90 and not grammar.cues["has_verb"].search(prefix)


def _last_cue(text: str, grammar: Grammar) -> tuple[int, int]:
    best = (0, 0)
    for sign, name in ((1, "increase"), (-1, "decrease")):
        for match in grammar.cues[name].finditer(text):
            if match.end() > best[1]:
                best = (sign, match.end())
    return best


def _amount_follows(between: str, grammar: Grammar) -> bool:
    """Whether a number after a word of change is its amount: "ökat med …", "en ökning … (20 procent)"."""
    cues = grammar.cues
    if re.search(r"\(\w* ?$", between):
        return not re.search(rf"\b{cues['level'].pattern}\b", between)
    if re.search(rf"\b{cues['from'].pattern}\b|{grammar.percent} {cues['amounts_to'].pattern} $", between):
        return False
    again = rf"\b{cues['by'].pattern} [\d,. ]+(?: ?\w+| ?%),? {cues['restated'].pattern} $"
    if between == " " or re.search(again, between):
        return True
    amount = rf"\b{cues['by'].pattern} (?:{cues['range'].pattern} )?"
    end = re.search(rf"{amount}(?:[\w,.]+(?: {grammar.percent})?,? ?{cues['linked'].pattern} ?)?$", between)
    return end is not None and not re.search(rf"{cues['no_amount'].pattern} $", between[: end.start()])


def statistic_of(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> Statistic:
    """Statistic of a level (changes and targets are told apart before)."""
    cues = grammar.cues
    role = None if mention.spoken else _average(prefix, grammar)
    if not role and mention.unit is not Unit.PERCENT and cues["mean_after"].match(around.after):
        role = Statistic.MEAN
    if role:
        return role
    extreme = _extreme(mention, around, prefix, grammar)
    if extreme:
        return extreme
    if mention.unit is Unit.PERCENT:
        return Statistic.SHARE
    if mention.unit is Unit.POINTS:
        return Statistic.SCORE
    answered = cues["answered"].search(around.before[-60:]) or cues["answered"].match(around.after.strip())
    if mention.unit is Unit.MUNICIPALITIES and answered:
        return Statistic.RESPONDENTS
    return Statistic.COUNT


def _average(prefix: str, grammar: Grammar) -> Statistic | None:
    mean = max((match.end() for match in grammar.cues["mean"].finditer(prefix)), default=-1)
    median = max((match.end() for match in grammar.cues["median"].finditer(prefix)), default=-1)
    if max(mean, median) < 0 or len(prefix) - max(mean, median) > 130:
        return None
    return Statistic.MEAN if mean > median else Statistic.MEDIAN


def _extreme(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> Statistic | None:
    cues = grammar.cues
    start = prefix if mention.place == 0 else prefix[-120:]
    from_all = re.search(rf"(?:{cues['range_all'].pattern})(?P<between>[^.;:]*)$", prefix)
    if from_all:
        return _end_of_range(from_all["between"], grammar)
    if mention.listed == 2 and re.search(rf"\b{cues['range'].pattern} (?:[\w,]+ {cues['linked'].pattern} )?$", start):
        return Statistic.MAXIMUM if mention.place else Statistic.MINIMUM
    words = f"{prefix[-14:]} {around.sentence[len(prefix) : len(prefix) + 12]}"
    if mention.unit is not Unit.PERCENT and re.search(rf"\b{cues['maximum'].pattern}\b", words):
        return Statistic.MAXIMUM
    return None


def _end_of_range(between: str, grammar: Grammar) -> Statistic | None:
    """Which end of a range a number is, by the numbers between "varierar mellan" and it; None for a third one."""
    earlier = [match for match in re.finditer(grammar.number, between) if match.group() not in grammar.articles]
    return {0: Statistic.MINIMUM, 1: Statistic.MAXIMUM}.get(len(earlier))


def year_of(mention: Mention, around: Surroundings, default: int, grammar: Grammar) -> int | None:
    """Year that a number speaks of; None when the words say another than the default, but not which.

    So it is where a year is announced but not printed ("35 procent år På …"), and where a change started.
    """
    after = grammar.time["after"].match(around.after)
    if after:
        return _year_in(after)
    if mention.unit is not None and grammar.time["lost"].match(around.after):
        return None
    before = grammar.time["before"].search(around.before)
    if before:
        return _year_in(before)
    own = unclaimed(around.sentence, around.before, grammar)
    years = list(_YEAR.finditer(own))
    if years and not grammar.time["other"].search(own[: years[-1].start()]):
        return int(years[-1].group(1))
    if is_start(around.before, around.after, grammar):
        return None
    return clause_year(around.before, around.after, _YEAR, default, grammar)


def _year_in(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def target_year(around: Surroundings, default: int) -> int:
    """Year of a goal: the one its sentence names."""
    years = _YEAR.findall(around.sentence)
    return int(years[-1]) if years else default
