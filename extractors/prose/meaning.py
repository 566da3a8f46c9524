"""What a number in a sentence says: statistic, sign, year and group, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.prose.grammar import Grammar
from extractors.prose.spans import Mention, Span
from extractors.prose.years import clause_year, is_start, unclaimed
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
    unit_before: Unit | None = None


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
        unit_before=found[index - 1].unit if index and left > span.start else None,
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
    prefix = re.sub(rf"\b({cues['by'].pattern}) {cues['on_average'].pattern} $", r"\1 ", prefix)
    after = re.sub(rf"^{cues['steps'].pattern}", "", around.after.lstrip())
    if mention.unit is Unit.OTHER:
        # "1 200 kronor högre per elev än 2012"
        differs = rf"(?:{cues['more'].pattern}|{cues['less'].pattern})(?: \w+){{0,3}} {cues['than_before'].pattern}"
        after = re.sub(rf"^[a-zåäö]+ (?={differs})", "", after)
    if mention.unit is not Unit.POINTS and (mention.percentage_points or not cues["bound"].match(after)):
        if cues["more"].match(after):
            return 1
        if cues["less"].match(after):
            return -1
    cue, at = _last_cue(prefix, grammar)
    elliptic = False
    compared = re.search(rf"\b{cues['no_amount'].pattern} {cues['by'].pattern} $", prefix)
    compared = compared or (None if mention.percentage_points else cues["equals"].search(prefix))
    if not cue and not compared and re.search(rf"\b{cues['by'].pattern} (?:{cues['range'].pattern} )?$", prefix):
        cue, at = _last_cue(around.previous, grammar)
        elliptic = bool(cue) and _is_elliptic(prefix, grammar)
        if not elliptic:
            cue = 0
    if cue and not elliptic and not _amount_follows(prefix[at:], grammar) and not _again(prefix[at:], around, grammar):
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
    if re.search(rf"\b{cues['restated'].pattern} {cues['by_share'].pattern}", between):
        return True
    if re.search(rf"\b{cues['from'].pattern}\b|{grammar.percent} {cues['amounts_to'].pattern} $", between):
        return False
    again = rf"\b{cues['by'].pattern} [\d,. ]+(?: ?{grammar.percent}| ?\w+),? {cues['restated'].pattern} $"
    if between == " " or re.search(again, between):
        return True
    amount = rf"\b{cues['by'].pattern} (?:{cues['range'].pattern} )?"
    end = re.search(rf"{amount}(?:[\w,.]+(?: {grammar.percent})?,? ?{cues['linked'].pattern} ?)?$", between)
    return end is not None and not re.search(rf"{cues['no_amount'].pattern} $", between[: end.start()])


def _again(between: str, around: Surroundings, grammar: Grammar) -> bool:
    """Whether one change is given for two parts: "ökade med 14 procent i Skåne och 9 procent i Halland"."""
    cues = grammar.cues
    first = rf"(?:.*\b{cues['by'].pattern})? (?:{grammar.digits}) ?{grammar.percent}{cues['of_part'].pattern}"
    linked = re.fullmatch(rf"{first},? {cues['linked'].pattern} ", between)
    return linked is not None and cues["of_part"].match(around.printed_after) is not None


def statistic_of(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> Statistic:
    """Statistic of a level (changes and targets are told apart before)."""
    cues = grammar.cues
    role = None if mention.spoken else _average(mention, around, prefix, grammar)
    if not role and mention.unit is not Unit.PERCENT and cues["mean_after"].match(around.after):
        role = Statistic.MEAN
    said = end_named(around, prefix, grammar) or role or _extreme(mention, around, prefix, grammar)
    if said:
        return said
    if mention.unit is Unit.PERCENT:
        return Statistic.SHARE
    if mention.unit is Unit.POINTS:
        return Statistic.SCORE
    answered = cues["answered"].search(around.before[-60:]) or cues["answered"].match(around.after.strip())
    of_which = re.search(rf"\b{cues['of_which'].pattern} $", around.before) and cues["replied"].match(around.after)
    answered_by = of_which or re.search(rf"{cues['answered_by'].pattern} $", around.before)
    if answered_by or (mention.unit is Unit.MUNICIPALITIES and answered):
        return Statistic.RESPONDENTS
    return Statistic.COUNT


def _average(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> Statistic | None:
    """Mean or median where its word stands before the number, unless it is of a number of another unit between."""
    mean = max((match.end() for match in grammar.cues["mean"].finditer(prefix)), default=-1)
    median = max((match.end() for match in grammar.cues["median"].finditer(prefix)), default=-1)
    last = len(prefix) - max(mean, median)
    if max(mean, median) < 0 or last > 130:
        return None
    if last > len(around.before) and around.unit_before not in (None, mention.unit):
        return None
    if grammar.cues["all_from"].search(prefix, max(mean, median)):
        return None
    return Statistic.MEAN if mean > median else Statistic.MEDIAN


def end_named(around: Surroundings, prefix: str, grammar: Grammar) -> Statistic | None:
    """As in "lägst 4 procent, högst 96 procent": both ends of a range, each right before its number."""
    low, high = grammar.cues["lowest"].pattern, grammar.cues["highest"].pattern
    if not all(re.search(rf"\b{end} [+-]?\d", around.sentence) for end in (low, high)):
        return None
    # The words may have been read as a qualifier, with which the number begins.
    place = len(prefix)
    named = re.match(rf"(?:(?P<low>{low})|{high}) ", around.sentence[place:]) or re.search(
        rf"\b(?:(?P<low>{low})|{high}) $", around.sentence[:place]
    )
    if named is None:
        return None
    return Statistic.MINIMUM if named["low"] else Statistic.MAXIMUM


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
    end = _end_of_change(around, grammar)
    return _year_of_end(end, around, default, grammar) if end else _year_before(around, default, grammar)


def _year_before(around: Surroundings, default: int, grammar: Grammar) -> int | None:
    """The year that is named before a number, or the survey's."""
    before = grammar.time["before"].search(around.before)
    if before:
        return _year_in(before)
    own = unclaimed(around.sentence, around.before, grammar)
    years = list(_YEAR.finditer(own))
    if years and grammar.cues["now"].search(own, years[-1].end()):
        return default
    if years and not grammar.time["other"].search(own[: years[-1].start()]):
        return int(years[-1].group(1))
    if is_start(around.before, around.after, grammar):
        return None
    return clause_year(around.before, around.after, _YEAR, default, grammar)


def _end_of_change(around: Surroundings, grammar: Grammar) -> str | None:
    """``from`` or ``to``, where a number is what something has changed from, or to: "ökade från 15 till 46 procent"."""
    cues = grammar.cues
    start, to = cues["from"].pattern, cues["to"].pattern
    before = around.sentence[: len(around.sentence) - len(around.printed_after)]
    if cues["all_from"].search(before) or not any(
        cues[cue].search(before) for cue in ("increase", "decrease", "multiplied")
    ):
        return None
    if re.search(rf"\b{start} $", around.before) and re.match(rf"[^.;]{{0,60}}?\b{to} ", around.printed_after):
        return "from"
    told = re.search(rf"\b{start} [^.;]{{1,80}}$", before)
    return "to" if told and re.search(rf"^[^.;,]{{0,40}}\b{to} $", around.before) else None


def _year_of_end(end: str, around: Surroundings, default: int, grammar: Grammar) -> int | None:
    """Year of one end of a change: of the two that the sentence names; else the first end's may not be known."""
    years = grammar.time["between"].search(around.sentence)
    if years:
        found = [int(year) for year in years.groups() if year]
        return found[0] if end == "from" else found[-1]
    if end == "to":
        clause, *_ = re.split(rf"\b{grammar.cues['from'].pattern} ", around.sentence)
        other = grammar.time["other"]
        named = [year for year in _YEAR.finditer(clause) if not other.search(clause[: year.start()])]
        return int(named[-1].group(1)) if named else default
    since = grammar.time["since"].search(around.sentence)
    return _year_in(since) if since else None


def _year_in(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def target_year(around: Surroundings, default: int) -> int:
    """Year of a goal: the one its sentence names."""
    years = _YEAR.findall(around.sentence)
    return int(years[-1]) if years else default
