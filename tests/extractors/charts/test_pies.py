"""Pies and rings: sectors by their arcs, labels certified by the angles, names by legend or label."""

import math

import pytest
from drawings import CENTRE, RADIUS, Slice, fill, legend, outcome, pie, point, values
from hypothesis import given
from hypothesis import strategies as st
from typeset import Pen

from extractors.charts.model import ChartReading, Refusal
from extractors.charts.sectors import find_pie, turn_of
from extractors.pdf.shapes import Form, Shape
from schemas.claim import Region

ANSWERS = (Slice(0.572, "57 %"), Slice(0.308, "31 %"), Slice(0.12, "12 %"))
NAMES = ("Ja", "Nej", "Vet ej")
RIGHT = {("Ja", None): 57, ("Nej", None): 31, ("Vet ej", None): 12}


@pytest.mark.parametrize("polygon", [False, True], ids=["arcs", "polygons"])
@pytest.mark.parametrize("away", [0.6, 1.15], ids=["inside", "outside"])
def test_labels_inside_and_outside_belong_to_their_sector(polygon: bool, away: float) -> None:
    reading = outcome(pie(ANSWERS, polygon=polygon, away=away), legend(NAMES))
    assert values(reading) == RIGHT
    assert isinstance(reading, ChartReading)
    assert reading.percent


def test_ring_is_read_as_a_pie_is() -> None:
    assert values(outcome(pie(ANSWERS, inner=0.55, away=0.78), legend(NAMES))) == RIGHT


def test_names_may_stand_with_the_labels() -> None:
    slices = [Slice(0.6, "Ja|60 %"), Slice(0.25, "Nej, men|planerar|25 %"), Slice(0.15, "Vet ej 15 %")]
    reading = outcome(pie(slices, away=1.2))
    assert values(reading) == {("Ja", None): 60, ("Nej, men planerar", None): 25, ("Vet ej", None): 15}


def test_label_that_its_angle_denies_refuses_the_pie() -> None:
    wrong = (Slice(0.572, "57 %"), Slice(0.308, "13 %"), Slice(0.12, "12 %"))
    assert outcome(pie(wrong), legend(NAMES)) == Refusal("the angles of the pie and its printed labels disagree")


def test_labels_of_swapped_sectors_refuse_the_pie() -> None:
    swapped = (Slice(0.572, "31 %"), Slice(0.308, "57 %"), Slice(0.12, "12 %"))
    assert isinstance(outcome(pie(swapped), legend(NAMES)), Refusal)


def test_counts_are_certified_by_one_another() -> None:
    counts = (Slice(0.5, "110"), Slice(0.3, "66"), Slice(0.2, "44"))
    reading = outcome(pie(counts), legend(NAMES))
    assert values(reading) == {("Ja", None): 110, ("Nej", None): 66, ("Vet ej", None): 44}
    assert isinstance(reading, ChartReading)
    assert not reading.percent


def test_one_count_alone_vouches_for_nothing() -> None:
    lone = (Slice(0.5, "110"), Slice(0.3), Slice(0.2))
    assert isinstance(outcome(pie(lone), legend(NAMES)), Refusal)


def test_small_sector_without_a_label_is_estimated() -> None:
    reading = outcome(pie((Slice(0.65, "65 %"), Slice(0.32, "32 %"), Slice(0.03))), legend(NAMES))
    assert isinstance(reading, ChartReading)
    (estimate,) = [value for value in reading.values if value.label is None]
    assert estimate.category == "Vet ej"
    assert estimate.low <= 3 <= estimate.high
    assert estimate.high - estimate.low < 1


def test_pie_without_names_is_refused() -> None:
    assert isinstance(outcome(pie(ANSWERS)), Refusal)


def test_colour_that_the_legend_does_not_have_is_refused() -> None:
    assert isinstance(outcome(pie(ANSWERS), legend(NAMES[:2])), Refusal)


def test_label_at_the_end_of_a_leader_line_belongs_where_the_line_begins() -> None:
    slices = (Slice(0.60, "60 %"), Slice(0.36, "36 %"), Slice(0.04))

    def led(pen: Pen) -> None:
        start, end = point(0.98, RADIUS), (CENTRE[0] + 40, CENTRE[1] - RADIUS - 25)
        pen.line(*start, *end)
        pen.text(end[0] + 2, end[1] - 5, "4 %", 8)

    assert values(outcome(pie(slices), legend(NAMES), led))["Vet ej", None] == 4


def test_sector_that_is_pulled_out_is_still_a_sector() -> None:
    def exploded(pen: Pen) -> None:
        for index, (start, share) in enumerate(((0.0, 0.25), (0.25, 0.75))):
            pen.canvas.setFillColorRGB(0.2 + 0.5 * index, 0.3, 0.6)
            middle = 2 * math.pi * (start + share / 2)
            shift = (10 * math.sin(middle), -10 * math.cos(middle)) if index == 0 else (0, 0)
            rim = [point(start + share * step / 60, RADIUS) for step in range(61)]
            fill(pen, [(x + shift[0], y + shift[1]) for x, y in (CENTRE, *rim)])
        pen.canvas.setFillColorRGB(0, 0, 0)
        pen.text(CENTRE[0] + 30, CENTRE[1] - 52, "Ja", 8)
        pen.text(CENTRE[0] + 30, CENTRE[1] - 42, "25 %", 8)
        pen.text(CENTRE[0] - 45, CENTRE[1] + 20, "Nej", 8)
        pen.text(CENTRE[0] - 45, CENTRE[1] + 30, "75 %", 8)

    assert values(outcome(exploded)) == {("Ja", None): 25, ("Nej", None): 75}


def polygon_shape(start: float, share: float) -> Shape:
    rim = [point(start + share * step / 90, RADIUS) for step in range(91)]
    path = (("m", (CENTRE,)), *(("l", (each,)) for each in rim), ("h", ()))
    xs, ys = zip(CENTRE, *rim, strict=True)
    return Shape(Region(1, min(xs), min(ys), max(xs), max(ys)), Form.CURVE, (10, 20, 30), path=path)


@given(st.lists(st.integers(2, 60), min_size=2, max_size=8), st.floats(0, 1))
def test_shares_of_any_pie_are_found(parts: list[int], first: float) -> None:
    shares = [part / sum(parts) for part in parts]
    starts = [first + sum(shares[:index]) for index in range(len(shares))]
    found = find_pie([polygon_shape(*each) for each in zip(starts, shares, strict=True)])
    assert sorted(sector.share for sector in found) == pytest.approx(sorted(shares), abs=1e-4)


def test_half_a_circle_is_no_pie() -> None:
    assert find_pie([polygon_shape(0.75, 0.2), polygon_shape(0.95, 0.3)]) == []


def test_box_is_no_sector() -> None:
    corners = ((100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0))
    path = (("m", (corners[0],)), *(("l", (corner,)) for corner in corners[1:]), ("h", ()))
    assert find_pie([Shape(Region(1, 100, 100, 200, 200), Form.CURVE, (1, 2, 3), path=path)]) == []


def test_turns_go_clockwise_from_the_top() -> None:
    assert [turn_of((0, 0), end) for end in ((0, -1), (1, 0), (0, 1), (-1, 0))] == [0, 0.25, 0.5, 0.75]


def test_rounded_parts_that_make_more_than_a_hundred_are_read() -> None:
    """Drawn from rounded per cents, as spreadsheets do: 68 + 3 + 30 = 101."""
    parts = (68, 3, 30)
    slices = [Slice(part / 101, f"{part} %") for part in parts]
    assert list(values(outcome(pie(slices), legend(("Ja", "Nej", "Vet ej")))).values()) == list(parts)


def test_number_printed_across_another_sectors_name_refuses_the_pie() -> None:
    slices = [Slice(0.5, "Varken ell4e%r|50 %"), Slice(0.5, "Ja|50 %")]
    assert isinstance(outcome(pie(slices, away=1.3)), Refusal)


def test_small_sector_is_not_estimated_where_its_label_cannot_be_read() -> None:
    slices = [Slice(0.5, "50 %"), Slice(0.43, "43 %"), Slice(0.07, "5 x %3 %")]
    assert set(values(outcome(pie(slices), legend(NAMES)))) == {("Ja", None), ("Nej", None)}
