"""Survey arithmetic: what printed numbers prove of each other, and above all what they do not prove."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import pytest
from by_hand import share, source

from extractors.document import Recipe, read_document
from schemas.catalog import Source
from schemas.check_meanings import CHECK_MEANINGS
from schemas.claim import Claim, Figure, ListRow
from schemas.codes import Kind, Language, MediaType, Origin, Qualifier, Reader, Statistic, Unit
from schemas.indicators import Binding
from schemas.municipalities import municipalities
from warehouse.contradictions import judge
from warehouse.load import check_names
from warehouse.reconcile import Bound, grouped, reconcile
from warehouse.survey import MunicipalList, Survey
from warehouse.survey_checks import SURVEY_CHECKS, findings

REPORT, PRESS = source(), source("press", Kind.PRESS)
_IDS = count(1)
CHART = {"reader": Reader.CHART_LABEL, "context": "Figur 1"}


def said(indicator: str, value: float, entry: Source = REPORT, *, group: str | None = None, **changes: object) -> Bound:
    """A share of an indicator, for all or for a group."""
    claim = share(value, **changes)
    return Bound(f"{next(_IDS):016x}", claim, entry, Binding(indicator, None, group))


def number(indicator: str, value: float, statistic: Statistic, unit: Unit, *, group: str | None = None) -> Bound:
    """A number that is no share."""
    known = {"value_text": f"{value:g}", "value_low": value, "value_high": value}
    return said(indicator, value, group=group, statistic=statistic, unit=unit, **known)


def answered(question: str, value: int, group: str | None = None) -> Bound:
    return number(question, value, Statistic.RESPONDENTS, Unit.MUNICIPALITIES, group=group)


def counted(indicator: str, value: int, group: str | None = None) -> Bound:
    return number(indicator, value, Statistic.COUNT, Unit.MUNICIPALITIES, group=group)


def outcomes(check: str, *given: Bound, lists: Iterable[MunicipalList] = ()) -> list[str]:
    """What a check says of these numbers."""
    found = findings(Survey.of(grouped(given), lists))
    return [str(finding.status) for name, finding in found if name == check]


def read(sentence: str) -> Claim:
    """The first number that the reader finds in a sentence."""
    recipe = Recipe(Kind.PRESS, Language.SWEDISH, 2014, "t")
    text = f"Publicerad: 19 juni 2014\n\n{sentence}\n"
    return read_document(text.encode(), text, MediaType.TEXT, recipe).claims[0]


@pytest.mark.parametrize(
    ("sentence", "exact", "wide", "status"),
    [
        ("57 procent av kommunerna erbjuder appar.", 57.4, [], "pass"),
        ("Var tredje kommun erbjuder appar.", 40, [], "fail"),
        ("Drygt fyra av fem kommuner erbjuder appar.", 81, [], "pass"),
        ("Fyra av fem kommuner erbjuder appar.", 77, ["warn"], "pass"),
        ("Fyra av fem kommuner erbjuder appar.", 81, ["pass"], "pass"),
        ("Tre av fem kommuner erbjuder appar.", 61, ["pass"], "pass"),
    ],
)
def test_words_agree_with_a_number_as_far_as_they_allow(
    sentence: str, exact: float, wide: list[str], status: str
) -> None:
    spoken = Bound("f" * 16, read(sentence), PRESS, Binding("apps-offered", None, None))
    half = 0.05 if exact % 1 else 0.5
    label = said("apps-offered", exact, value_low=exact - half, value_high=exact + half, page=9)
    assert outcomes("observation_contradicted", spoken, label) == [status]
    assert outcomes("fraction_is_wide", spoken, label) == wide


@pytest.mark.parametrize(
    ("value", "many", "status"),
    [(16, 5, ["fail"]), (20, 5, ["pass"]), (16, 26, ["warn"]), (85, 92, ["pass"]), (57, 229, [])],
)
def test_only_a_whole_number_of_respondents_can_be_a_share(value: float, many: int, status: list[str]) -> None:
    assert outcomes("whole_respondents", said("apps-offered", value), answered("apps", many)) == status


def test_a_vague_share_is_held_to_no_number_of_respondents() -> None:
    vague = said("apps-offered", 16, qualifier=Qualifier.ABOUT, value_text="ungefär 16 procent")
    assert outcomes("whole_respondents", vague, answered("apps", 5)) == []


@pytest.mark.parametrize(
    ("many", "percent", "of", "status"),
    [(42, 19, 224, "pass"), (42, 19, 227, "pass"), (42, 19, 231, "warn"), (42, 29, 224, "fail"), (24, 19, 224, "fail")],
)
def test_a_count_is_its_share_of_those_who_answered(many: int, percent: int, of: int, status: str) -> None:
    told = (counted("my-messages-started", many), said("my-messages-started", percent), answered("my-messages", of))
    assert outcomes("count_and_share", *told) == [status]
    assert outcomes("count_and_share", *told[:2]) == ["pass"]


def test_a_count_that_needs_more_municipalities_than_there_are_is_impossible() -> None:
    assert outcomes("count_and_share", counted("my-messages-started", 42), said("my-messages-started", 9)) == ["fail"]


def test_the_response_rate_is_of_all_that_were_asked() -> None:
    told = (answered("response-full", 220), said("response-full", 76), counted("survey-asked", 290))
    assert outcomes("count_and_share", *told) == ["pass"]


NAMES = ("very-high", "fairly-high", "neutral", "fairly-low", "very-low")


def priorities(*values: float) -> list[Bound]:
    return [said(f"egov-priority-{name}", value, **CHART) for name, value in zip(NAMES, values, strict=False)]


def test_answers_that_exclude_each_other_sum_to_100_within_the_rounding_of_each() -> None:
    assert outcomes("answers_sum_to_100", *priorities(18, 39, 34, 5, 2)) == ["pass"]
    assert outcomes("answers_sum_to_100", *priorities(18, 39, 34, 5, 1)) == ["fail"]
    assert outcomes("answers_sum_to_100", *priorities(81, 39, 34, 5, 2)) == ["fail"]


def test_answers_that_sum_up_others_may_be_rounded_as_often_as_these() -> None:
    told = [said(f"egov-priority-{name}", value) for name, value in (("high", 57), ("neutral", 34), ("low", 7))]
    assert outcomes("answers_sum_to_100", *told) == ["pass"]


def test_where_answers_are_missing_the_rest_is_at_most_100() -> None:
    assert outcomes("answers_sum_to_100", *priorities(18, 39)) == ["pass"]
    assert outcomes("answers_sum_to_100", *priorities(81, 39)) == ["fail"]


def test_less_than_100_over_several_places_may_be_a_further_answer() -> None:
    scattered = [*priorities(18, 39, 34, 5), said("egov-priority-very-low", 1, page=9)]
    assert outcomes("answers_sum_to_100", *scattered) == ["warn"]


def test_several_answers_each_may_sum_to_anything() -> None:
    names = ("social-media", "specific-it", "none", "in-preparation", "unknown")
    assert outcomes("answers_sum_to_100", *[said(f"dialogue-{name}", 70) for name in names]) == []


def test_an_answer_that_may_overlap_is_in_no_sum() -> None:
    assert outcomes("answers_sum_to_100", said("response", 80), said("response-full", 76)) == []


@pytest.mark.parametrize(("whole", "status"), [(61, "pass"), (62, "pass"), (64, "fail"), (40, "fail")])
def test_a_sum_is_that_of_its_parts(whole: float, status: str) -> None:
    told = (said("apps-activity", whole), said("apps-offered", 46), said("apps-in-progress", 15))
    assert outcomes("sum_of_parts", *told) == [status]


@pytest.mark.parametrize(
    ("any_of_them", "status"), [(36, "pass"), (20, "pass"), (19, "pass"), (15, "fail"), (60, "fail")]
)
def test_either_of_two_is_between_the_greater_and_the_sum(any_of_them: float, status: str) -> None:
    told = (said("egov-strategy-any", any_of_them), said("egov-strategy-own", 20), said("egov-strategy-skl", 19))
    assert outcomes("sum_of_parts", *told) == [status]


CLASSES = {"> 100000": 84, "50000-99999": 71, "20000-49999": 63, "10000-19999": 52, "< 10000": 40}
SIZES = dict(zip(CLASSES, (11, 24, 60, 58, 76), strict=True))


def classes(values: dict[str, float]) -> list[Bound]:
    return [said("egov-priority-high", value, group=label) for label, value in values.items()]


@pytest.mark.parametrize(("total", "status"), [(57, "pass"), (85, "pass"), (86, "fail"), (39, "pass"), (38, "fail")])
def test_a_total_lies_between_its_size_classes(total: float, status: str) -> None:
    assert outcomes("total_of_groups", said("egov-priority-high", total), *classes(CLASSES)) == [status]


def test_size_classes_that_leave_some_out_say_nothing_of_the_total() -> None:
    some = {label: value for label, value in CLASSES.items() if label != "20000-49999"}
    assert outcomes("total_of_groups", said("egov-priority-high", 90), *classes(some)) == []


@pytest.mark.parametrize(("total", "everyone", "status"), [(54, 229, "pass"), (70, 229, "fail"), (70, 230, "warn")])
def test_a_total_is_the_mean_of_classes_of_known_size(total: float, everyone: int, status: str) -> None:
    sizes = [answered("egov-priority", many, label) for label, many in SIZES.items()]
    told = (said("egov-priority-high", total), answered("egov-priority", everyone), *classes(CLASSES), *sizes)
    assert outcomes("total_of_groups", *told) == [status]


def test_the_sizes_of_all_classes_add_up() -> None:
    sizes = [answered("egov-priority", many, label) for label, many in SIZES.items()]
    assert outcomes("sizes_of_groups", answered("egov-priority", 229), *sizes) == ["pass"]
    assert outcomes("sizes_of_groups", answered("egov-priority", 230), *sizes) == ["fail"]


def change(value: float, **changes: object) -> Bound:
    return said("apps-offered", value, statistic=Statistic.CHANGE, **changes)


@pytest.mark.parametrize(("points", "status"), [(31, "pass"), (32, "pass"), (33, "fail"), (-31, "fail"), (207, "warn")])
def test_a_change_is_the_difference_of_two_years(points: float, status: str) -> None:
    told = (change(points), said("apps-offered", 46), said("apps-offered", 15, year=2011))
    assert outcomes("change_between_years", *told) == [status]


def test_a_change_since_one_of_several_years_is_not_refuted() -> None:
    years = [said("apps-offered", value, year=year) for year, value in ((2014, 46), (2011, 15), (2008, 3))]
    assert outcomes("change_between_years", change(43), *years) == ["pass"]
    assert outcomes("change_between_years", change(20), *years) == ["warn"]


def listed(
    kind: Kind, origin: Origin = Origin.SYNTHETIC, *, whole: bool = True, **column: list[float]
) -> MunicipalList:
    """A list of municipalities with the values of one column."""
    ((name, values),) = column.items()
    codes = [place.code for place in municipalities()]
    rows = tuple(ListRow(code, 0, **{name: value}) for code, value in zip(codes, values, strict=False))  # type: ignore[arg-type]
    return MunicipalList(source("list", kind, origin=origin), rows, tuple("e" * 16 for _ in rows), whole)


SOME = "eservices-number-among-providers"


def test_mean_and_median_are_those_of_the_list_that_has_just_those_who_answered() -> None:
    mean = number(SOME, 24, Statistic.MEAN, Unit.ESERVICES)
    median = number(SOME, 16, Statistic.MEDIAN, Unit.ESERVICES)
    right = listed(Kind.ESERVICE_COUNTS, eservices=[40, 16, 16])
    wrong = listed(Kind.ESERVICE_COUNTS, eservices=[40, 30, 20])
    told = (mean, median, answered(SOME, 3))
    assert outcomes("prose_and_list", *told, lists=[right]) == ["pass"] * 3
    assert outcomes("prose_and_list", *told, lists=[wrong]).count("fail") == 2
    assert "fail" not in outcomes("prose_and_list", mean, median, answered(SOME, 4), lists=[wrong])


def test_a_list_that_lost_rows_or_is_rebuilt_refutes_nothing() -> None:
    ranked = counted("index-ranked", 3)
    short = [14.0, 9.0]
    assert outcomes("prose_and_list", ranked, lists=[listed(Kind.RANKING, score=short)]) == ["fail"]
    assert outcomes("prose_and_list", ranked, lists=[listed(Kind.RANKING, whole=False, score=short)]) == ["warn"]
    rebuilt = listed(Kind.RANKING, Origin.RECONSTRUCTION, score=short)
    assert outcomes("prose_and_list", ranked, lists=[rebuilt]) == []


def test_the_groups_at_both_ends_hold_as_many_as_prose_says() -> None:
    points = listed(Kind.RANKING, score=[14, 13, 12, 12, 11, 10, 1, 0, 0])
    groups = [
        number("index-groups", 7, Statistic.COUNT, Unit.GROUPS),
        number("index-groups", 4, Statistic.COUNT, Unit.GROUPS, group="index-top"),
        number("index-groups", 2, Statistic.COUNT, Unit.GROUPS, group="index-bottom"),
    ]
    right = (counted("index-ranked", 5, "index-top"), counted("index-ranked", 3, "index-bottom"))
    assert outcomes("prose_and_list", *groups, *right, lists=[points]) == ["pass"] * 3
    wrong = counted("index-ranked", 6, "index-top")
    assert outcomes("prose_and_list", *groups, wrong, lists=[points]).count("fail") == 1


def test_prose_that_names_a_municipality_says_what_the_list_says() -> None:
    points = listed(Kind.RANKING, score=[14, 13])
    for value, status in ((13.0, "pass"), (12.0, "fail")):
        named = MunicipalList(REPORT, (ListRow(points.rows[1].municipality_code, 0, score=value),), ("d" * 16,))
        assert outcomes("prose_and_list_rows", lists=[points, named]) == [status]


def test_both_sides_are_held_back_with_all_sides_named_until_released() -> None:
    told = [
        said("apps-activity", 90),
        said("apps-offered", 46),
        said("apps-in-progress", 15),
        said("open-data-offered", 8),
    ]
    survey = Survey.of(grouped(told))
    held = judge(survey, "run")
    assert {key.indicator_id for key in held.contradicted} == {"apps-activity", "apps-offered", "apps-in-progress"}
    assert held.held == len(held.quarantine) == 3
    for row in held.quarantine:
        assert all(f"p. 2 ({one.key.indicator_id} · 2014) [{one.claim_id}]" in str(row[6]) for one in told[:3])
    released = judge(survey, "run", [str(held.quarantine[0][0])])
    assert (released.held, len(released.quarantine)) == (2, 3)
    rows = reconcile(told, released.contradicted).observations
    assert sorted((str(row[-4]), bool(row[-1])) for row in rows) == [
        ("contradicted", False),
        ("contradicted", True),
        ("contradicted", True),
        ("single", False),
    ]


def test_nothing_is_reckoned_from_what_its_own_witnesses_deny() -> None:
    told = [said("apps-offered", 86, **CHART), said("apps-offered", 46), said("apps-not-offered", 39)]
    held = judge(Survey.of(grouped(told)), "run")
    assert [key.indicator_id for key in held.contradicted] == ["apps-offered"]


def test_a_figure_tells_how_many_answered_for_its_own_values() -> None:
    figure = Figure(2, "1", "Figur 1", 5, "read", None)
    one = said("apps-offered", 16, **CHART)
    assert outcomes("whole_respondents", Bound(one.claim_id, one.claim, REPORT, one.binding, (figure,))) == ["fail"]


def test_every_check_has_a_sentence_on_what_it_means() -> None:
    assert {*check_names(), *SURVEY_CHECKS} <= CHECK_MEANINGS.keys()
