"""What prose says of a list against the list: rows, mean, median, extremes, points, groups, and who is on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, median

from schemas.codes import CheckStatus, Kind, Origin, Statistic, Unit
from warehouse.arithmetic import Interval, counts_for
from warehouse.reconcile import Key
from warehouse.survey import Fact, MunicipalList, Survey, middle, printed
from warehouse.survey_checks.finding import Finding, on

SOME, ANY = "eservices-number-among-providers", "eservices-number"
RANKED, GROUPS, POINTS = "index-ranked", "index-groups", "index-points"
FULL, NONE = "index-full-points", "index-zero-points"
TOP, BOTTOM = "index-top", "index-bottom"


@dataclass(frozen=True)
class _Told:
    """What prose tells of a list, and what the list has; ``sure`` when the list must be what prose speaks of."""

    fact: Fact
    listed: MunicipalList
    has: Interval
    sure: bool = True


def list_numbers(survey: Survey) -> Iterator[Finding]:
    """One finding for each number that prose says of a whole list, and each list that can be held against it."""
    for told in (*_counts(survey), *_lengths(survey), *_ranked(survey)):
        if told.listed.source.origin is not Origin.RECONSTRUCTION or _part_tells(told):
            yield _finding(told)


def _part_tells(told: _Told) -> bool:
    """Whether a part of a list says something of the whole: that there are at least as many, or as high a number."""
    whole = told.fact.key.statistic in (Statistic.COUNT, Statistic.RESPONDENTS, Statistic.MAXIMUM)
    return whole and told.has.high >= told.fact.interval.low


def _finding(told: _Told) -> Finding:
    if told.has.meets(_rounded(told.fact)):
        status = CheckStatus.PASS
    elif told.sure and told.listed.certain:
        status = CheckStatus.FAIL
    else:
        status = CheckStatus.WARN
    found = f"{printed(told.has)} in {told.listed.source.id}, of {len(told.listed.rows)} rows"
    return on(told.fact, status, printed(told.fact.interval), found)


def _rounded(fact: Fact) -> Interval:
    """A mean or a median printed as a whole number is a rounded one."""
    half = Fraction(1, 2) if fact.key.statistic in (Statistic.MEAN, Statistic.MEDIAN) else Fraction(0)
    return Interval(fact.interval.low - half, fact.interval.high + half)


def _lists(survey: Survey, kind: Kind, fact: Fact) -> Iterator[MunicipalList]:
    """Lists of the survey that the fact's document reports; an original is not held against a stand-in."""
    said = fact.published.source
    for listed in survey.lists:
        same = (listed.source.publisher, listed.source.year) == (said.publisher, fact.key.year)
        if same and listed.source.kind is kind and listed.rows:
            yield listed


def _counts(survey: Survey) -> Iterator[_Told]:
    """Mean, median and extremes of the number of e-services."""
    for fact in survey.sound_facts():
        if fact.key.indicator_id not in (SOME, ANY) or fact.key.size_class or fact.key.unit is not Unit.ESERVICES:
            continue
        for listed in _lists(survey, Kind.ESERVICE_COUNTS, fact):
            counts = [row.eservices for row in listed.rows if row.eservices is not None]
            some = [count for count in counts if count > 0]
            wanted = some if fact.key.indicator_id == SOME else counts
            has = _statistic(fact.key.statistic, wanted)
            if has is not None and not (fact.key.statistic is Statistic.MINIMUM and wanted == some):
                yield _Told(fact, listed, _exactly(has), _speaks_of(survey, fact, len(some)))


_RECKON: Mapping[Statistic, Callable[[list[int]], float]] = {
    Statistic.MEAN: mean,
    Statistic.MEDIAN: median,
    Statistic.MAXIMUM: max,
    Statistic.MINIMUM: min,
}


def _statistic(statistic: Statistic, counts: list[int]) -> float | None:
    return _RECKON[statistic](counts) if counts and statistic in _RECKON else None


def _speaks_of(survey: Survey, fact: Fact, rows: int) -> bool:
    """Whether the list has just those that answered: a mean is of them, an extreme is in any list that has all rows."""
    if fact.key.statistic is Statistic.MAXIMUM:
        return True
    answered = survey.sound(Key(SOME, fact.key.year, None, None, Statistic.RESPONDENTS, Unit.MUNICIPALITIES))
    return answered is not None and answered.interval.holds(rows)


def _lengths(survey: Survey) -> Iterator[_Told]:
    """How many there are in the lists: of answers to a question, and of those who have apps."""
    for fact in survey.sound_facts():
        key = fact.key
        if key.size_class or key.category:
            continue
        if (key.indicator_id, key.statistic) == (SOME, Statistic.RESPONDENTS):
            for listed in _lists(survey, Kind.ESERVICE_COUNTS, fact):
                yield _Told(fact, listed, _exactly(sum(1 for row in listed.rows if row.eservices)), sure=False)
        if key.indicator_id == "apps-offered" and key.is_share and fact.is_exact:
            yield from _with_apps(survey, fact)


def _with_apps(survey: Survey, fact: Fact) -> Iterator[_Told]:
    """The list's municipalities as a share of those who answered; they may have listed fewer apps than they have."""
    answered = survey.most_answered(fact)
    for listed in _lists(survey, Kind.APP_LIST, fact):
        having = len({row.municipality_code for row in listed.rows})
        if answered and having <= answered:
            among = counts_for(fact.interval, answered)
            has = fact.interval if having in among else _exactly(Fraction(100 * having, answered))
            yield _Told(fact, listed, has, sure=False)


def _ranked(survey: Survey) -> Iterator[_Told]:
    """How many are ranked, have all points or none, and are in the groups at the top and the bottom."""
    for fact in survey.sound_facts():
        if fact.key.statistic is not Statistic.COUNT:
            continue
        for listed in _lists(survey, Kind.RANKING, fact):
            known = _in_ranking(survey, fact.key, listed)
            if known is not None:
                yield _Told(fact, listed, _exactly(known[0]), known[1])


def _in_ranking(survey: Survey, key: Key, listed: MunicipalList) -> tuple[int, bool] | None:
    """The number in the list that prose speaks of, and whether the list must show it; None when it can't be told."""
    scores = [row.score for row in listed.rows if row.score is not None]
    match (key.indicator_id, key.size_class):
        case ("index-ranked", None):
            return len({row.municipality_code for row in listed.rows}), True
        case ("index-zero-points", None) if scores:
            return scores.count(0), True
        case ("index-full-points", None) if scores:
            most = survey.sound(Key(POINTS, key.year, None, None, Statistic.MAXIMUM, Unit.POINTS))
            return scores.count(float(middle(most.interval)) if most else max(scores)), True
        case ("index-groups", None):
            return _groups(listed)
        case ("index-ranked", "index-top" | "index-bottom"):
            return _at_end(survey, key, listed)
        case _:
            return None


def _groups(listed: MunicipalList) -> tuple[int, bool] | None:
    """How many groups there are; by points alone, a group of nobody can't be seen."""
    printed_groups = {row.rank_group for row in listed.rows} - {None}
    scores = {row.score for row in listed.rows} - {None}
    found = len(printed_groups or scores)
    return (found, bool(printed_groups)) if found else None


def _at_end(survey: Survey, key: Key, listed: MunicipalList) -> tuple[int, bool] | None:
    """How many are in the best or the last few groups, of which prose says how many they are."""
    many = survey.sound(Key(GROUPS, key.year, key.size_class, None, Statistic.COUNT, Unit.GROUPS))
    if many is None:
        return None
    places = [-row.score if row.rank_group is None and row.score is not None else row.rank_group for row in listed.rows]
    known = [at for at in places if at is not None]
    ordered = sorted(set(known), reverse=key.size_class == BOTTOM)
    chosen = set(ordered[: int(middle(many.interval))])
    told = survey.sound(Key(GROUPS, key.year, None, None, Statistic.COUNT, Unit.GROUPS))
    return sum(at in chosen for at in known), told is not None and told.interval.holds(len(ordered))


def _exactly(number: float | Fraction) -> Interval:
    return Interval(Fraction(number), Fraction(number))


def top_rows(survey: Survey) -> Iterator[Finding]:
    """One finding for each list whose municipalities prose names, too, with their numbers or as its best."""
    for listed in survey.lists:
        named = [other for other in survey.lists if _names(other, listed)]
        pairs = list(_pairs(named, listed))
        if pairs:
            yield _top(listed, pairs)


def _names(other: MunicipalList, listed: MunicipalList) -> bool:
    lists = (Kind.RANKING, Kind.ESERVICE_COUNTS)
    survey = (other.source.publisher, other.source.year) == (listed.source.publisher, listed.source.year)
    return survey and listed.source.kind in lists and other.source.kind not in (*lists, Kind.APP_LIST)


def _pairs(named: list[MunicipalList], listed: MunicipalList) -> Iterator[tuple[str, str, bool]]:
    """Claims of prose and of the list for one municipality, and whether both say the same."""
    own = {row.municipality_code: (row, claim) for row, claim in zip(listed.rows, listed.claim_ids, strict=True)}
    for other in named:
        for row, claim in zip(other.rows, other.claim_ids, strict=True):
            mine, its = own.get(row.municipality_code, (None, ""))
            if mine is None:
                continue
            said = [(row.score, mine.score), (row.eservices, mine.eservices)]
            both = [(one, two) for one, two in said if one is not None and two is not None]
            if both:
                yield claim, its, all(one == two for one, two in both)


def _top(listed: MunicipalList, pairs: list[tuple[str, str, bool]]) -> Finding:
    wrong = [pair for pair in pairs if not pair[2]]
    ids = tuple(dict.fromkeys(claim for pair in wrong or pairs for claim in pair[:2]))
    return Finding(
        CheckStatus.FAIL if wrong and listed.certain else CheckStatus.WARN if wrong else CheckStatus.PASS,
        listed.source.id,
        f"{len(pairs)} numbers that prose says of municipalities in the list",
        f"{len(wrong)} differ",
        "; ".join(f"[{one}] against [{two}]" for one, two, _ in wrong),
        ids,
    )
