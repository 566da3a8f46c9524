"""What unlike charting programs do: R, gnuplot, ECharts, Highcharts, Plotly, Excel. One test a way of drawing."""

from __future__ import annotations

from itertools import pairwise

import drawing
import pytest
from drawing import Frame, centred, fill, value_axis
from drawings import COLOURS, Slice, axes, legend, line, outcome, pie, point, values
from reportlab.lib.colors import Color
from typeset import HEIGHT, Draw, Pen

from extractors.charts.model import ChartReading, Refusal
from extractors.charts.read import CUT_OFF, THOUSANDS

FRAME = Frame(low=-60, high=60)
TICKS = (-60, -40, -20, 0, 20, 40, 60)


def paint(index: int) -> Color:
    return Color(*COLOURS[index])


def bars_about_zero(row: list[float], label: str = "{:g}") -> Draw:
    """Bars that stand on and hang from the line of zero, with their values at their ends."""

    def draw(pen: Pen) -> None:
        pitch = FRAME.width / len(row)
        zero = FRAME.top + FRAME.height / 2
        value_axis(pen, FRAME, TICKS)
        for index, value in enumerate(row):
            x, high = FRAME.x + pitch * (index + 0.2), abs(value) / 120 * FRAME.height
            fill(pen, x, zero - high if value > 0 else zero, 0.6 * pitch, high, paint(0))
            end = zero - high - 9 if value > 0 else zero + high + 2
            if label:
                centred(pen, x + 0.3 * pitch, end, label.format(value))

    return draw


def names_at(names: list[str], top: float) -> Draw:
    def draw(pen: Pen) -> None:
        for index, name in enumerate(names):
            centred(pen, FRAME.x + FRAME.width / len(names) * (index + 0.5), top, name)

    return draw


@pytest.mark.parametrize("top", [FRAME.top + FRAME.height + 4, FRAME.top + FRAME.height / 2 + 3])
def test_names_of_negative_bars_stand_at_the_foot_or_beside_zero_and_are_never_their_values(top: float) -> None:
    read = outcome(bars_about_zero([12, -7, -53, 18]), names_at(["Lön", "Hyra", "El", "IT"], top))
    assert values(read) == {("Lön", None): 12, ("Hyra", None): -7, ("El", None): -53, ("IT", None): 18}


def test_bars_that_only_hang_from_a_line_belong_to_those_that_stand_on_it() -> None:
    def no_grid(pen: Pen) -> None:
        for tick in TICKS:
            pen.text(95, FRAME.top + FRAME.height / 2 - tick / 120 * FRAME.height - 4, f"{tick:g}", 7)

    bars = bars_about_zero([50, -40, 30, -45], "")

    def draw(pen: Pen) -> None:
        pitch = FRAME.width / 4
        zero = FRAME.top + FRAME.height / 2
        for index, value in enumerate([50, -40, 30, -45]):
            high = abs(value) / 120 * FRAME.height
            top = zero - high if value > 0 else zero
            fill(pen, FRAME.x + pitch * (index + 0.2), top, 0.6 * pitch, high, paint(0))

    names = names_at(["Ale", "Bro", "Dal", "Eda"], FRAME.top + FRAME.height + 4)
    assert values(outcome(draw, no_grid, names)).keys() == values(outcome(bars, names)).keys()


def test_a_lying_bars_negative_value_that_touches_its_name_is_no_part_of_it() -> None:
    def draw(pen: Pen) -> None:
        for index, (name, value) in enumerate({"Vatten": 30, "Gata och park": -47, "Skola": 20}.items()):
            top, wide = 250 + 30 * index, abs(value)
            fill(pen, 300 - (wide if value < 0 else 0), top, wide, 18, paint(0))
            end = 298 - (wide if value < 0 else 0)
            text = f"{name}{value}" if value < 0 else name
            pen.text(end - pen.canvas.stringWidth(text, "Vera", 7), top + 5, text, 7)
        for tick in (-50, 0, 50):
            pen.line(300 + tick, 245, 300 + tick, 340)
            centred(pen, 300 + tick, 345, f"{tick}")

    assert not isinstance(outcome(draw), ChartReading)


def grouped(pen: Pen) -> None:
    value_axis(pen, Frame(), (0, 20, 40, 60, 80, 100))
    drawing.columns(pen, ["Ja", "Nej"], [[46, 54], [15, 85]])


def test_a_legends_names_may_stand_left_of_their_keys() -> None:
    def keys(pen: Pen) -> None:
        for index, name in enumerate(("2014", "2011")):
            pen.text(200 + 36 * index, 424.5, name, 7)
            fill(pen, 221 + 36 * index, 425, 10, 6, drawing.COLOURS[index])

    read = outcome(grouped, keys)
    assert values(read) == {("Ja", "2014"): 46, ("Nej", "2014"): 54, ("Ja", "2011"): 15, ("Nej", "2011"): 85}


def test_a_keys_ground_is_not_its_colour() -> None:
    def keys(pen: Pen) -> None:
        for index, name in enumerate(("Före", "Efter")):
            fill(pen, 200 + 60 * index, 420, 13, 13, Color(0.95, 0.95, 0.95))
            fill(pen, 200.7 + 60 * index, 420.7, 11.6, 11.6, drawing.COLOURS[index])
            pen.text(217 + 60 * index, 423, name, 7)

    assert {series for _, series in values(outcome(grouped, keys))} == {"Före", "Efter"}


def test_a_name_under_a_title_that_is_printed_over_it_names_no_series() -> None:
    def keys(pen: Pen) -> None:
        drawing.legend(pen, 180, 425, ["2014", "2011"])
        pen.text(190, 419, "Appar", 11)

    assert not isinstance(outcome(grouped, keys), ChartReading)


def test_names_in_a_typewriters_font_are_whole() -> None:
    def keys(pen: Pen) -> None:
        for index, name in enumerate(("Egen drift", "Inte alls")):
            fill(pen, 180 + 100 * index, 425, 6, 6, drawing.COLOURS[index])
            pen.canvas.setFont("Courier", 8)
            pen.canvas.drawString(189 + 100 * index, HEIGHT - 431, name)

    assert {series for _, series in values(outcome(grouped, keys))} == {"Egen drift", "Inte alls"}


def test_areas_that_catch_the_mouse_are_not_seen() -> None:
    def area(pen: Pen) -> None:
        fill(pen, 150, 225, 180, 20, Color(0, 0, 0, alpha=0))
        pen.canvas.setFillAlpha(1)

    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), (0, 20, 40, 60, 80, 100))
        drawing.columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34, 8]])

    assert values(outcome(area, draw)) == {("Ja", None): 57, ("Nej", None): 34, ("Vet ej", None): 8}


def test_a_label_with_a_halo_and_a_space_on_its_first_digit_is_one_number() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), (0, 20, 40, 60, 80, 100))
        drawing.columns(pen, ["Ja", "Nej", "Vet ej"], [[57, 34, 18]], labels=None)
        for index, value in enumerate((57, 34, 18)):
            x, top = 165.0 + 100 * index, Frame().top + Frame().height * (1 - value / 100) - 9
            for text in (f"{value} %", " ", f"{value} %"):
                pen.text(x, top, text, 7)

    read = outcome(draw)
    assert isinstance(read, ChartReading) and [value.label and value.label.text for value in read.values] == [
        "57 %",
        "34 %",
        "18 %",
    ]


def test_numbers_that_may_be_thousands_are_refused() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(high=5), (0, 1, 2, 3, 4, 5), "{:g},000")
        drawing.columns(pen, ["Ja", "Nej", "Vet ej"], [[4, 3, 1]], Frame(high=5), labels=None)

    # Every tick has three decimals, the zero too: they are decimals.
    assert isinstance(outcome(draw), ChartReading)

    def bare_zero(pen: Pen) -> None:
        value_axis(pen, Frame(high=5), (1, 2, 3, 4, 5), "{:g},000")
        value_axis(pen, Frame(high=5), (0,))
        drawing.columns(pen, ["Ja", "Nej", "Vet ej"], [[4, 3, 1]], Frame(high=5), labels=None)

    assert outcome(bare_zero) == Refusal(THOUSANDS)


def test_a_name_that_runs_off_the_page_is_not_read_as_a_shorter_one() -> None:
    def draw(pen: Pen) -> None:
        for tick in (0, 20, 40, 60):
            pen.line(120 + 3 * tick, 245, 120 + 3 * tick, 335)
            centred(pen, 120 + 3 * tick, 340, f"{tick}")
        for index, name in enumerate(("Minska kostnaderna för administrationen", "Skola", "Vård")):
            fill(pen, 120, 250 + 30 * index, 60 + 30 * index, 18, paint(0))
            pen.text(116 - pen.canvas.stringWidth(name, "Vera", 7), 255 + 30 * index, name, 7)

    assert outcome(draw) == Refusal(CUT_OFF)


def test_names_that_are_printed_over_each_other_name_nothing() -> None:
    def draw(pen: Pen) -> None:
        value_axis(pen, Frame(), (0, 20, 40, 60, 80, 100))
        drawing.columns(pen, ["Ale", "", "Falun"], [[57, 34, 8]])
        centred(pen, 250, 404, "Ekonomiskt bistånd")
        centred(pen, 292, 404, "Parkeringstillstånd")

    assert not isinstance(outcome(draw), ChartReading)


def test_lying_bars_without_a_grid_that_are_their_thickness_apart_are_one_chart() -> None:
    def draw(pen: Pen) -> None:
        for index, name in enumerate(("Skola", "Vård", "Miljö")):
            fill(pen, 150, 250 + 54 * index, 60 + 50 * index, 27, paint(0))
            pen.text(120, 259 + 54 * index, name, 7)
        pen.line(150, 390, 350, 390)
        for tick in (0, 20, 40, 60, 80, 100):
            pen.line(150 + 2 * tick, 390, 150 + 2 * tick, 394)
            centred(pen, 150 + 2 * tick, 398, f"{tick}")

    read = values(outcome(draw))
    assert read == pytest.approx({("Skola", None): 30, ("Vård", None): 55, ("Miljö", None): 80}, abs=0.5)


def steps_between_markers(row: list[float], colour: int) -> Draw:
    """A line whose steps stop before its markers, as R draws them."""

    def draw(pen: Pen) -> None:
        places = [(145.0 + 50 * index, 400 - 2 * value) for index, value in enumerate(row)]
        pen.canvas.setStrokeColorRGB(*COLOURS[colour])
        pen.canvas.setFillColorRGB(*COLOURS[colour])
        for (x, y), (u, v) in pairwise(places):
            part = 6 / ((u - x) ** 2 + (v - y) ** 2) ** 0.5
            pen.line(x + (u - x) * part, y + (v - y) * part, u - (u - x) * part, v - (v - y) * part)
        for x, y in places:
            pen.canvas.circle(x, HEIGHT - y, 2.7, stroke=1, fill=1)
        pen.canvas.setFillColorRGB(0, 0, 0)

    return draw


def test_steps_that_stop_before_their_markers_are_one_line() -> None:
    rows = [[20, 30, 25, 44], [50, 41, 52, 33]]
    lines = [steps_between_markers(row, index) for index, row in enumerate(rows)]
    read = values(outcome(axes(["2011", "2012", "2013", "2014"]), *lines, legend(["Kvinnor", "Män"])))
    assert read == pytest.approx(
        {
            (str(2011 + index), name): value
            for name, row in zip(("Kvinnor", "Män"), rows, strict=True)
            for index, value in enumerate(row)
        },
        abs=0.6,
    )


def test_a_rings_middle_is_that_of_its_sectors_and_not_of_its_rounded_keys() -> None:
    def keys(pen: Pen) -> None:
        for index, name in enumerate(("Helt", "Delvis", "Inte alls")):
            pen.canvas.setFillColorRGB(*COLOURS[index])
            pen.canvas.roundRect(380, HEIGHT - 400 - 16 * index, 18, 10, 3, stroke=0, fill=1)
            pen.canvas.setFillColorRGB(0, 0, 0)
            pen.text(402, 391 + 16 * index, name, 8)

    slices = [Slice(0.48, "48 %"), Slice(0.37, "37 %"), Slice(0.15, "15 %")]
    read = outcome(pie(slices, inner=0.55, polygon=True, away=0.8), keys)
    assert values(read) == {("Helt", None): 48, ("Delvis", None): 37, ("Inte alls", None): 15}


def test_a_leader_line_is_no_key_of_a_legend() -> None:
    def leaders(pen: Pen) -> None:
        pen.canvas.setStrokeColorRGB(0, 0, 0)
        turn = 0.0
        for share, text in ((0.48, "Helt 48 %"), (0.37, "Delvis 37 %"), (0.15, "Inte alls 15 %")):
            (x, y), (u, v) = point(turn + share / 2, 80), point(turn + share / 2, 85)
            pen.line(x, y, u, v)
            left = pen.canvas.stringWidth(text, "Vera", 8) + 5 if turn + share / 2 > 0.5 else -5
            pen.text(u - left, v - 4, text, 8)
            turn += share

    read = outcome(pie([Slice(0.48), Slice(0.37), Slice(0.15)]), leaders)
    assert values(read) == {("Helt", None): 48, ("Delvis", None): 37, ("Inte alls", None): 15}


def test_a_legends_strokes_are_no_grid_lines() -> None:
    def draw(pen: Pen) -> None:
        for tick in (0, 20, 40, 60):
            pen.text(98, 400 - 2 * tick - 4, str(tick), 8)
        pen.line(120, 400, 320, 400)
        for index in range(2):
            pen.canvas.setStrokeColorRGB(*COLOURS[index])
            pen.line(360, 361.4 + 14 * index, 371, 361.4 + 14 * index)
            pen.text(375, 357 + 14 * index, ("Kvinnor", "Män")[index], 8)

    rows = [[4, 30, 25, 44], [50, 41, 52, 33]]
    lines = [line(row, colour=index, marker=0) for index, row in enumerate(rows)]
    read = outcome(axes(["2011", "2012", "2013", "2014"], ()), *lines, draw)
    assert isinstance(read, ChartReading)
    shown = dict(zip(("Kvinnor", "Män"), rows, strict=True))
    for found in read.values:
        value = shown[found.series or ""][int(found.category) - 2011]
        assert found.low <= value <= found.high, (found, value)


def test_a_low_lying_bar_and_its_shadow_are_no_keys_of_the_lines_of_its_name() -> None:
    def draw(pen: Pen) -> None:
        for tick in (0, 20, 40, 60):
            pen.line(160 + 3 * tick, 245, 160 + 3 * tick, 335)
            centred(pen, 160 + 3 * tick, 340, f"{tick}")
        for index, (lines, value) in enumerate(((["Skola"], 34), (["Förskola och", "fritids"], 5), (["Vård"], 12))):
            fill(pen, 161.5, 251.5 + 30 * index, 3 * value, 18, paint(1))
            fill(pen, 160, 250 + 30 * index, 3 * value, 18, paint(0))
            for row, name in enumerate(lines):
                top = 255 + 30 * index + 8 * (row - 0.5 * (len(lines) - 1))
                pen.text(156 - pen.canvas.stringWidth(name, "Vera", 7), top, name, 7)
            pen.text(163 + 3 * value, 255 + 30 * index, f"{value}", 7)

    read = outcome(draw)
    assert values(read) == {("Skola", None): 34, ("Förskola och fritids", None): 5, ("Vård", None): 12}


def test_running_text_above_a_chart_names_none_of_its_bars() -> None:
    def draw(pen: Pen) -> None:
        frame = Frame(high=10)
        value_axis(pen, frame, (0, 5, 10))
        drawing.columns(pen, ["Ale", "", "Umeå"], [[7, 0, 9]], frame)
        centred(pen, frame.x + frame.width / 2, frame.top + frame.height + 4, "Färgelanda")
        centred(pen, frame.x + frame.width / 2, frame.top + frame.height + 13, "kommun")
        centred(pen, frame.x + frame.width / 2, frame.top - 30, "Den som svarade kunde lämna en kommentar i fritext.")
        centred(pen, frame.x + frame.width / 6, frame.top - 12, "och lämna en kommentar")

    read = outcome(draw)
    assert values(read) == {("Ale", None): 7, ("Färgelanda kommun", None): 0, ("Umeå", None): 9}


def test_an_upright_name_that_runs_off_the_page_is_not_read_as_a_shorter_one() -> None:
    def draw(pen: Pen) -> None:
        frame = Frame(top=HEIGHT - 200, height=150)
        value_axis(pen, frame, (0, 50, 100))
        drawing.columns(pen, ["", "", ""], [[57, 34, 8]], frame)
        for index, name in enumerate(("Underhåll av gata och park", "Skola", "Vård")):
            pen.canvas.saveState()
            pen.canvas.translate(frame.x + 50 + 100 * index + 2.5, 45 - pen.canvas.stringWidth(name, "Vera", 7))
            pen.canvas.rotate(90)
            pen.canvas.setFont("Vera", 7)
            pen.canvas.drawString(0, 0, name)
            pen.canvas.restoreState()

    assert outcome(draw) == Refusal(CUT_OFF)
