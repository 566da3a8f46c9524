"""Bars: values with their category and series, certified, or a refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drawing import COLOURS, Frame, centred, columns, fill, legend, stacks, value_axis
from reads import read_pdf
from reportlab.lib.colors import HexColor
from typeset import Pen, pdf

from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Reader, Statistic, Unit

TEXT = "Enkäten gick till alla kommuner i landet och besvarades av de flesta av dem under våren."
AXIS = (0, 20, 40, 60, 80, 100)


def read(draw: Callable[[Pen], object], caption: str = "Figur 3. Andel kommuner som har en app.") -> Extraction:
    def page(pen: Pen) -> None:
        pen.paragraph(70, 90, 420, TEXT)
        draw(pen)
        pen.paragraph(70, 460, 420, caption)

    return read_pdf(pdf(page))


def values(found: Extraction) -> dict[tuple[str, str | None], float | None]:
    return {(value.category, value.series): found.claims[value.claim].value for value in found.values}


def test_standing_bars_with_axis_and_labels_are_read_with_their_caption() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS, "{:g}%")
        columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34.5, 8]], labels="{:g}%")

    found = read(draw)
    assert values(found) == {("Ja", None): 57, ("Nej", None): 34.5, ("Vet ej", None): 8}
    (figure,) = found.figures
    assert (figure.figure, figure.status, figure.reason) == ("3", "read", None)
    claim = found.claims[found.values[0].claim]
    assert (claim.reader, claim.unit, claim.statistic) == (Reader.CHART_LABEL, Unit.PERCENT, Statistic.SHARE)
    assert (claim.value_low, claim.value_high) == (56.5, 57.5)
    assert all(token.status is not CoverageStatus.UNEXPLAINED for token in found.tokens)


def test_a_series_is_named_by_the_colour_of_its_key_and_a_year_is_its_year() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["Ja", "Nej"], [[46, 54], [15, 85]])
        legend(pen, 180, 425, ["2014", "2011"])

    found = read(draw)
    assert values(found) == {("Ja", "2014"): 46, ("Ja", "2011"): 15, ("Nej", "2014"): 54, ("Nej", "2011"): 85}
    assert {found.claims[value.claim].year for value in found.values if value.series == "2011"} == {2011}


def test_a_bar_of_zero_is_not_drawn_and_its_label_is_paired_by_place() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["Ja", "Nej", "Vet ej"], [[46, 0, 54], [15, 85, 0]])
        legend(pen, 180, 425, ["Män", "Kvinnor"])

    found = values(read(draw))
    assert (found["Nej", "Män"], found["Vet ej", "Kvinnor"], found["Vet ej", "Män"]) == (0, 0, 54)


def test_a_label_that_denies_its_bar_is_held_back_and_the_others_stand() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["A", "B", "C", "D", "E", "F"], [[10, 20, 30, 40, 50, 60]], lies={(0, 2): "37"})

    found = read(draw)
    assert ("C", None) not in values(found)
    assert len(found.values) == 5
    (held,) = [item for item in found.held if item.check_name == "label_and_drawing_agree"]
    assert held.raw_text == "37"
    assert "30.0" in held.reason


def test_a_chart_whose_labels_deny_its_bars_is_refused_with_a_reason() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["A", "B", "C"], [[10, 40, 70]], lies={(0, 0): "70", (0, 2): "10"})

    found = read(draw)
    assert found.values == []
    (figure,) = found.figures
    assert figure.status == "refused"
    assert figure.reason == "2 of 3 printed labels differ from what their bars show"


def test_bars_without_labels_are_estimates_with_an_interval() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["Ja", "Nej"], [[46.3, 53.7]], labels=None)

    found = read(draw)
    for value, truth in zip(found.values, (46.3, 53.7), strict=True):
        claim = found.claims[value.claim]
        assert claim.reader is Reader.CHART_GEOMETRY
        assert claim.value_low is not None and claim.value_high is not None
        assert claim.value_low <= truth <= claim.value_high
        assert claim.value_high - claim.value_low < 2


def test_without_an_axis_labels_and_bars_certify_each_other() -> None:
    found = read(lambda pen: columns(pen, ["A", "B", "C"], [[13, 58, 88]]))
    assert set(values(found).values()) == {13, 58, 88}


def test_without_axis_and_proportion_nothing_is_read() -> None:
    found = read(lambda pen: columns(pen, ["A", "B", "C"], [[13, 58, 88]], lies={(0, 0): "88", (0, 2): "13"}))
    assert found.values == []
    assert found.figures[0].status == "refused"


def test_an_axis_that_does_not_begin_at_zero() -> None:
    frame = Frame(low=40, high=90)

    def draw(pen: Pen) -> None:
        value_axis(pen, frame, (40, 50, 60, 70, 80, 90))
        columns(pen, ["A", "B"], [[57, 81]], frame)

    assert values(read(draw)) == {("A", None): 57, ("B", None): 81}


def test_wrapped_labels_of_categories_are_one_name() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["Mycket\nhög", "Varken hög\neller låg", "Låg"], [[13, 58, 29]])

    assert [key[0] for key in values(read(draw))] == ["Mycket hög", "Varken hög eller låg", "Låg"]


def test_a_stack_has_estimates_only_where_no_label_is_printed() -> None:
    def draw(pen: Pen) -> None:
        frame = Frame(width=300, height=120)
        stacks(pen, ["Skolan", "Vården", "Vägen"], [[60, 35, 50], [38, 63, 20], [2, 2, 30]], frame, smallest=3)
        legend(pen, 160, 400, ["Ja", "Nej", "Vet ej"])

    found = read(draw)
    readers = {(value.category, value.series): found.claims[value.claim].reader for value in found.values}
    assert readers["Skolan", "Vet ej"] is Reader.CHART_GEOMETRY
    assert readers["Vägen", "Vet ej"] is Reader.CHART_LABEL
    small = next(found.claims[v.claim] for v in found.values if (v.category, v.series) == ("Skolan", "Vet ej"))
    assert small.value_low is not None and small.value_high is not None
    assert small.value_low <= 2 <= small.value_high
    assert small.unit is Unit.PERCENT


def test_series_without_names_are_refused() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        stacks(pen, ["A", "B"], [[60, 35], [40, 65]], Frame(height=100))

    found = read(draw)
    assert found.values == []


def test_running_text_below_a_chart_is_no_label_of_a_category() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["", "", ""], [[13, 58, 29]])
        pen.paragraph(70, 412, 420, "Svaren skiljer sig mellan kommunerna och har gjort det sedan mätningarna började.")

    found = read(draw)
    assert found.values == []


def test_a_shadow_is_no_series() -> None:
    def draw(pen: Pen) -> None:
        frame = Frame()
        value_axis(pen, frame, AXIS)
        for index, value in enumerate((46, 54)):
            tall = frame.length(value, frame.height)
            fill(pen, 167.5 + 150 * index, 402 - tall, 60, tall, HexColor("#888888"))
            fill(pen, 165 + 150 * index, 400 - tall, 60, tall, HexColor("#1f4e79"))
            centred(pen, 195 + 150 * index, 404, "AB"[index])

    assert {round(value or 0) for value in values(read(draw)).values()} == {46, 54}


@pytest.mark.parametrize("count", [57, 1234])
def test_an_extra_number_in_a_chart_stays_unexplained(count: int) -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), AXIS)
        columns(pen, ["Ja", "Nej"], [[46, 20]])
        pen.text(330, 262, str(count), 7)

    (token,) = [token for token in read(draw).tokens if token.token == str(count)]
    assert token.status is CoverageStatus.UNEXPLAINED


def test_counts_of_municipalities_are_counts() -> None:
    frame = Frame(high=200)

    def draw(pen: Pen) -> None:
        value_axis(pen, frame, (0, 50, 100, 150, 200))
        columns(pen, ["Ja", "Nej"], [[186, 34]], frame)

    found = read(draw, "Figur 4. Antal kommuner som har en app.")
    claim = found.claims[found.values[0].claim]
    assert (claim.unit, claim.statistic, claim.value_low) == (Unit.MUNICIPALITIES, Statistic.COUNT, 186)


def test_a_caption_does_not_speak_over_running_text() -> None:
    def page(pen: Pen) -> None:
        pen.paragraph(70, 90, 420, TEXT)
        pen.paragraph(70, 150, 420, "Figur 8. Andel kommuner med en strategi.")
        pen.paragraph(70, 180, 420, TEXT)
        value_axis(pen, Frame(), AXIS, "{:g}%")
        columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34.5, 8]], labels="{:g}%")

    found = read_pdf(pdf(page))
    assert len(found.values) == 3
    assert "8" not in {value.figure for value in found.values}
    assert {(figure.figure, figure.status) for figure in found.figures} >= {("8", "refused")}


def test_a_row_of_years_above_another_chart_is_no_value_axis() -> None:
    def draw(pen: Pen) -> None:
        for index in range(4):
            centred(pen, 150 + 60 * index, 190, str(2005 + 3 * index))
        for index, name in enumerate(("Ja", "Nej", "Vet ej")):
            pen.text(90, 256 + 30 * index, name, 7)
            fill(pen, 120, 250 + 30 * index, (90, 150, 30)[index], 18, COLOURS[0])
            pen.text(124 + (90, 150, 30)[index], 256 + 30 * index, ("30", "50", "10")[index], 7)

    assert values(read(draw)) == {("Ja", None): 30, ("Nej", None): 50, ("Vet ej", None): 10}


def test_labels_inside_bars_are_no_names_where_a_reference_line_crosses_the_bars() -> None:
    """The bars begin at zero, left of the axis that begins at 10 and hides what is below."""

    def draw(pen: Pen) -> None:
        for index, tick in enumerate((10, 20, 30, 40)):
            centred(pen, 160 + 40 * index, 348, str(tick))
            pen.line(160 + 40 * index, 341, 160 + 40 * index, 344)
        for index, name in enumerate(("Ja", "Nej", "Vet ej")):
            pen.text(155 - pen.canvas.stringWidth(name, "Vera", 7), 256 + 30 * index, name, 7)
            value = (35, 25, 21)[index]
            fill(pen, 120, 250 + 30 * index, 4 * value, 18, COLOURS[2])
            pen.text(120 + 4 * value - 12, 256 + 30 * index, str(value), 7)
        pen.canvas.setDash(4, 2)
        pen.line(248, 240, 248, 341)

    assert set(values(read(draw))) <= {("Ja", None), ("Nej", None), ("Vet ej", None)}


def test_a_category_between_bars_has_a_bar_of_zero() -> None:
    def draw(pen: Pen) -> None:
        for index, name in enumerate(("Ja", "Nej", "Vet ej")):
            pen.text(90, 256 + 40 * index, name, 7)
            fill(pen, 120, 250 + 40 * index, (120, 0, 30)[index], 18, COLOURS[0])
            pen.text(124 + (120, 0, 30)[index], 256 + 40 * index, ("40", "0", "10")[index], 7)
        pen.line(120, 240, 120, 360)

    assert values(read(draw)) == {("Ja", None): 40, ("Nej", None): 0, ("Vet ej", None): 10}


def test_a_low_bar_with_its_category_below_is_no_key() -> None:
    def draw(pen: Pen) -> None:
        columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34.5, 4]], labels="{:g}%")

    assert values(read(draw)) == {("Ja", None): 57, ("Nej", None): 34.5, ("Vet ej", None): 4}


def test_two_charts_under_one_heading_are_two_figures() -> None:
    def page(pen: Pen) -> None:
        pen.text(70, 60, "E-tjänster", 16, bold=True)
        pen.paragraph(70, 90, 420, TEXT)
        columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34.5, 8]], Frame(top=150), labels="{:g}%")
        pen.paragraph(70, 340, 420, TEXT)
        columns(pen, ["Ja", "Nej", "Vet ej"], [[20, 30, 50]], Frame(top=420), labels="{:g}%")

    found = read_pdf(pdf(page))
    assert len(found.values) == 6
    assert len({value.figure for value in found.values}) == 2
