"""Lists whose chart was not read take their answers from a list of the same numbers, or stay without."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wording import chart_claim, claim_of

from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit
from schemas.indicators import Binding, bind_all

READ = "Figur 8. Andel kommuner som samverkar inom olika utvecklingsområden"
OTHER = "Figur 9. Andel kommuner som samverkar inom olika samverkansformer"
LABELS = {
    "Upphandling": "cooperation-procurement",
    "Drift av it-system": "cooperation-it-systems",
    "Utveckling av e-tjänster": "cooperation-eservice-development",
    "Drift av it-infrastruktur": "cooperation-it-infrastructure",
    "Drift av e-tjänster": "cooperation-eservice-operation",
    "Annat": "cooperation-other",
}
NUMBERS = (227, 223, 224, 222, 218, 214)
ANSWER = dict(zip(NUMBERS, LABELS.values(), strict=True))


def listed(*numbers: int, caption: str = OTHER, things: str = "områdena", year: int = 2014) -> list[Claim]:
    text = ", ".join(map(str, numbers))
    quote = f"Antal svarande kommuner för de olika {things} i den ordning de förekommer i diagrammet: {text}"
    claims = []
    for number in numbers:
        claim = replace(claim_of(quote, str(number)), value=float(number), year=year, context=f"{caption} ({quote}).")
        said = {"reader": Reader.CAPTION, "statistic": Statistic.RESPONDENTS, "unit": Unit.MUNICIPALITIES}
        claims.append(replace(claim, **said))  # type: ignore[arg-type]
    return claims


def beside_a_chart(*numbers: int) -> list[Claim]:
    answered = listed(*numbers, caption=READ, things="utvecklingsområdena")
    return [*(chart_claim(label, answered[0].context) for label in LABELS), *answered]


def answers_of(unread: list[Claim], known: tuple[int, ...] = NUMBERS) -> list[Binding | None]:
    return bind_all([*beside_a_chart(*known), *unread])[-len(unread) :]


@pytest.mark.parametrize("numbers", [(224, 218, 223, 222, 227, 214), (224, 218, 222, 227, 214)])
def test_a_list_of_the_same_numbers_takes_their_answers_and_vouches_for_nothing(numbers: tuple[int, ...]) -> None:
    assert answers_of(listed(*numbers)) == [Binding(ANSWER[number], None, None, partial=True) for number in numbers]


@pytest.mark.parametrize(
    "unread",
    [
        pytest.param(listed(224, 218, 223, 221, 227, 214), id="a digit differs"),
        pytest.param(listed(224, 218, 223, 214), id="two answers are left over"),
        pytest.param(listed(224, 218, 224, 222, 227, 214), id="a number comes twice"),
        pytest.param(listed(224, 218, 223, 222, 227, 214, things="formerna"), id="of other things"),
        pytest.param(listed(224, 218, 223, 222, 227, 214, year=2011), id="of another year"),
    ],
)
def test_a_list_that_may_be_of_something_else_knows_only_the_question(unread: list[Claim]) -> None:
    assert answers_of(unread) == [Binding("cooperation", None, None, partial=True)] * len(unread)


def test_numbers_that_two_answers_share_tell_nothing() -> None:
    unread = listed(227, 224, 222, 218, 214)
    known = (227, 227, 224, 222, 218, 214)
    assert answers_of(unread, known) == [Binding("cooperation", None, None, partial=True)] * 5
