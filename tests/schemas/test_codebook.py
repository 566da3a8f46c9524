"""The codebook is whole: questions and answers, ids that are unique, and an error that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.codebook import CodebookError, load_codebook
from schemas.indicators import CODEBOOK_FILE, INDICATORS, Binding


def id_of(binding: Binding | None) -> str | None:
    return binding.indicator_id if binding else None


def test_what_an_answer_sums_up_are_answers_to_the_same_question() -> None:
    known = {indicator.id: indicator for indicator in INDICATORS}
    for indicator in INDICATORS:
        parts = [known[part] for part in indicator.of]
        assert {part.question_id for part in parts} <= {indicator.question_id}
        assert not any(part.of for part in parts)


def test_every_question_is_an_indicator_and_says_whether_its_answers_exclude_each_other() -> None:
    known = {indicator.id: indicator for indicator in INDICATORS}
    questions = {indicator.question_id for indicator in INDICATORS} - {None}
    assert questions <= set(known)
    assert all(indicator.choice for indicator in INDICATORS if indicator.question_id)


def test_ids_are_unique_and_every_indicator_says_what_it_is() -> None:
    assert len({indicator.id for indicator in INDICATORS}) == len(INDICATORS)
    assert all(indicator.definition and indicator.universe and indicator.label_sv for indicator in INDICATORS)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('label_en = "Offers mobile apps"', "", "(“apps-offered”): Field required"),
        ('id = "apps-offered"', 'id = "apps-activity"', "come twice: apps-activity"),
        ('dimension = "cooperation-form"', 'dimension = "form"', "these don't: form"),
        ('question = "apps-by-others"', 'question = "others"', "questions that exist, but these don't: others"),
        ('of = ["apps-offered"', 'of = ["appar"', "indicators that exist, but these don't: appar"),
        ('answer = "activity"', 'answer = "yes"', "come twice: apps/yes"),
        ('yes = "started"', 'yes = "begun"', "answers that exist, but these don't: digital-alarms/begun"),
        ("'\\btrygghetslarm\\w*'", "'('", "(“digital-alarms-started”): a regular expression"),
        ('unit = "eservices"', 'unit = "stycken"', "Input should be 'percent'"),
        ("[words]", "[words", "can't be read"),
    ],
)
def test_a_broken_codebook_says_where(tmp_path: Path, before: str, after: str, message: str) -> None:
    content = CODEBOOK_FILE.read_text(encoding="utf-8")
    path = tmp_path / "indicators.toml"
    path.write_text(content.replace(before, after), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_codebook(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)
