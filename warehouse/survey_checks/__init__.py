"""Survey arithmetic: what the numbers of a survey say of each other. Every check is a pure function over a ``Survey``.

``schemas.check_meanings`` says in a sentence what each means. Which failures hold numbers back is said by
``Finding.refutes``: only what can't be so whatever the words and the rounding allow; the rest warns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from warehouse.survey import Survey
from warehouse.survey_checks.agreement import contradicted, wide_fractions
from warehouse.survey_checks.changes import between_years
from warehouse.survey_checks.counts import count_and_share, whole_respondents
from warehouse.survey_checks.finding import Finding
from warehouse.survey_checks.list_numbers import list_numbers, top_rows
from warehouse.survey_checks.size_groups import sizes_of_groups, total_of_groups
from warehouse.survey_checks.sums import answers, sums_of_parts

SURVEY_CHECKS: Mapping[str, Callable[[Survey], Iterator[Finding]]] = {
    "observation_contradicted": contradicted,
    "fraction_is_wide": wide_fractions,
    "whole_respondents": whole_respondents,
    "count_and_share": count_and_share,
    "answers_sum_to_100": answers,
    "sum_of_parts": sums_of_parts,
    "total_of_groups": total_of_groups,
    "sizes_of_groups": sizes_of_groups,
    "change_between_years": between_years,
    "prose_and_list": list_numbers,
    "prose_and_list_rows": top_rows,
}


def findings(survey: Survey) -> Iterator[tuple[str, Finding]]:
    """Run every check; each finding with the id of its check."""
    for name, check in SURVEY_CHECKS.items():
        for finding in check(survey):
            yield name, finding


__all__ = ["SURVEY_CHECKS", "Finding", "findings"]
