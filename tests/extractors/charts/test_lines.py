"""Line charts: categories by place, series by colour, values by axis and label that certify each other."""

from itertools import pairwise

import pytest
from drawings import Grid, axes, legend, line, outcome, values
from typeset import HEIGHT, Pen

from extractors.charts.model import ChartReading, Refusal

YEARS = ("2009", "2011", "2012", "2014")
ROW = (20, 35, 30, 50)
LABELS = ("20", "35", "30", "50")


def test_labels_are_read_where_the_axis_bears_them_out() -> None:
    reading = outcome(axes(YEARS), line(ROW, LABELS))
    assert values(reading) == {(year, None): value for year, value in zip(YEARS, ROW, strict=True)}
    assert isinstance(reading, ChartReading)
    assert all(value.label for value in reading.values)


def test_points_without_labels_are_estimated_by_the_axis() -> None:
    reading = outcome(axes(YEARS), line(ROW))
    assert isinstance(reading, ChartReading)
    for value, true in zip(reading.values, ROW, strict=True):
        assert value.label is None
        assert value.low <= true <= value.high
        assert value.high - value.low < 1.5


def test_axis_need_not_begin_at_nought() -> None:
    grid = Grid(bottom=500)
    reading = outcome(axes(YEARS, (40, 50, 60, 70), grid), line((45, 52, 61, 66), grid=grid))
    assert isinstance(reading, ChartReading)
    assert all(value.low <= true <= value.high for value, true in zip(reading.values, (45, 52, 61, 66), strict=True))


def test_series_go_by_colour_and_legend() -> None:
    drawn = [axes(YEARS), line(ROW, LABELS), line((5, 8, 12, 10), ("5", "8", "12", "10"), colour=1)]
    reading = outcome(*drawn, legend(("Kvinnor", "Män"), x=340))
    assert values(reading)["2011", "Kvinnor"] == 35
    assert values(reading)["2011", "Män"] == 8
    assert len(values(reading)) == 8


def test_lines_that_cross_stay_themselves() -> None:
    reading = outcome(axes(YEARS), line((10, 20, 40, 50)), line((50, 40, 20, 10), colour=1), legend(("A", "B"), x=340))
    rounded = {key: round(value) for key, value in values(reading).items()}
    assert rounded["2009", "A"] == rounded["2014", "B"] == 10
    assert rounded["2009", "B"] == rounded["2014", "A"] == 50


def test_names_at_the_ends_of_lines_tell_the_series() -> None:
    def names(pen: Pen) -> None:
        x, y = Grid().place(3, 50)
        pen.text(x + 6, y - 5, "Riket", 8)
        x, y = Grid().place(3, 10)
        pen.text(x + 6, y - 5, "Länet", 8)

    reading = outcome(axes(YEARS), line(ROW), line((5, 8, 12, 10), colour=1), names)
    assert {series for _, series in values(reading)} == {"Riket", "Länet"}


def test_lines_without_names_are_refused() -> None:
    assert isinstance(outcome(axes(YEARS), line(ROW), line((5, 8, 12, 10), colour=1)), Refusal)


def test_label_that_its_point_denies_is_held_back_with_its_point() -> None:
    names = ("2006", "2007", "2008", "2009", "2010", "2011", "2012")
    row = (10, 20, 30, 25, 35, 45, 50)
    printed = ("10", "20", "30", "52", "35", "45", "50")
    reading = outcome(axes(names), line(row, printed))
    assert isinstance(reading, ChartReading)
    assert [held.text for held in reading.held] == ["52"]
    assert "2009" not in {value.category for value in reading.values}
    assert len(reading.values) == 6


def test_labels_that_mostly_differ_refuse_the_chart() -> None:
    assert isinstance(outcome(axes(YEARS), line(ROW, ("60", "15", "44", "12"))), Refusal)


def test_labels_without_an_axis_certify_each_other() -> None:
    reading = outcome(axes(YEARS, ()), line(ROW, LABELS))
    assert values(reading) == {(year, None): value for year, value in zip(YEARS, ROW, strict=True)}


def test_labels_without_an_axis_that_lie_on_no_scale_are_refused() -> None:
    assert isinstance(outcome(axes(YEARS, ()), line(ROW, ("20", "21", "52", "33"))), Refusal)


def test_level_line_for_reference_is_no_series() -> None:
    def reference(pen: Pen) -> None:
        pen.canvas.setStrokeColorRGB(0.8, 0, 0)
        pen.line(120, 320, 320, 320)

    assert len(values(outcome(axes(YEARS), line(ROW), reference))) == 4


def test_line_drawn_step_by_step_is_one_line() -> None:
    def steps(pen: Pen) -> None:
        pen.canvas.setStrokeColorRGB(0.1, 0.3, 0.7)
        points = [Grid().place(index, value) for index, value in enumerate(ROW)]
        for (x0, y0), (x1, y1) in pairwise(points):
            pen.line(x0, y0, x1, y1)

    assert [round(value) for value in values(outcome(axes(YEARS), steps)).values()] == list(ROW)


def test_lines_over_bars_are_refused() -> None:
    def bars(pen: Pen) -> None:
        pen.canvas.setFillColorRGB(0.8, 0.6, 0.2)
        for index, value in enumerate((10, 15, 20, 25)):
            x, y = Grid().place(index, value)
            pen.canvas.rect(x - 10, HEIGHT - 400, 20, 400 - y, stroke=0, fill=1)

    assert isinstance(outcome(axes(YEARS), bars, line(ROW)), Refusal)


def test_uneven_points_are_refused() -> None:
    def uneven(pen: Pen) -> None:
        path = pen.canvas.beginPath()
        for index, x in enumerate((120, 150, 231, 300)):
            (path.lineTo if index else path.moveTo)(x, HEIGHT - 400 + 20 * index)
        pen.canvas.drawPath(path, stroke=1, fill=0)

    assert isinstance(outcome(axes(YEARS), uneven), Refusal)


def test_lines_far_apart_are_one_chart() -> None:
    """The legend names both; read apart, the lower one would have lost its name."""
    grid = Grid(scale=1.0)
    high, low, two = (90, 100, 95, 98), (8, 2, 6, 4), ("Ja", "Nej")
    read = values(
        outcome(axes(YEARS, (0, 120), grid), ticks, line(high, grid=grid), line(low, colour=1, grid=grid), legend(two))
    )
    assert {name for _, name in read} == set(two)
    assert [read[year, two[1]] for year in YEARS] == pytest.approx(list(low), abs=2.5)


def ticks(pen: Pen) -> None:
    for tick in (20, 40, 60, 80, 100):
        pen.text(98, 400 - tick - 4, str(tick), 8)


def test_points_without_a_label_are_estimated_beside_labelled_ones() -> None:
    reading = outcome(axes(YEARS), line(ROW, (LABELS[0], "", "", LABELS[3])))
    assert [round(value) for value in values(reading).values()] == list(ROW)
    assert isinstance(reading, ChartReading)
    assert [value.label is not None for value in reading.values] == [True, False, False, True]


def test_tick_marks_beyond_all_points_calibrate_the_axis() -> None:
    """Its numbers are printed lower than their marks, as a font's box may make them seem."""

    def axis(pen: Pen) -> None:
        pen.canvas.setStrokeColorRGB(0, 0, 0)
        for tick in (0, 20, 40, 60, 80):
            pen.line(112, 400 - 2 * tick, 118, 400 - 2 * tick)
            pen.text(96, 400 - 2 * tick - 1, str(tick), 8)

    reading = outcome(axes(YEARS, ()), axis, line(ROW))
    assert list(values(reading).values()) == pytest.approx(list(ROW), abs=0.1)


def test_line_that_the_legend_does_not_name_refuses_the_chart() -> None:
    """Its key's name may have run together with another label."""
    other = (40, 20, 45, 25)
    assert isinstance(outcome(axes(YEARS), line(ROW), line(other, colour=1), legend(("Ja",))), Refusal)
