"""Bars that nothing is printed at are measured again by pixels and by the axis' numbers, as PDFium has them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from drawing import COLOURS, Frame, centred, columns, fill, value_axis
from reads import read_pdf
from typeset import Pen, pdf

from extractors.reread import reread
from schemas.claim import Claim, Region
from schemas.codes import MediaType, Reader
from schemas.rereading import Outcome, Printed

TEXT = "Enkäten gick till alla kommuner i landet och besvarades av de flesta av dem under våren."
VALUES = [57, 34.5, 8, 91]
NAMES = ["Ja", "Nej", "Vet ej", "Alla"]


def standing(pen: Pen) -> None:
    value_axis(pen, Frame(), (0, 20, 40, 60, 80, 100), "{:g}%")
    columns(pen, NAMES, [VALUES], labels=None)


def from_twenty(pen: Pen) -> None:
    value_axis(pen, Frame(low=20), (20, 40, 60, 80, 100), "{:g}%")
    columns(pen, ["Ja", "Nej", "Alla"], [[57, 34.5, 91]], Frame(low=20), labels=None)


def lying(pen: Pen) -> None:
    frame = Frame()
    pitch = frame.height / len(VALUES)
    for tick in (0, 20, 40, 60, 80, 100):
        x = frame.x + frame.length(tick, frame.width)
        pen.line(x, frame.top, x, frame.top + frame.height)
        centred(pen, x, frame.top + frame.height + 4, f"{tick}%")
    for index, (name, value) in enumerate(zip(NAMES, VALUES, strict=True)):
        top = frame.top + pitch * index + 0.2 * pitch
        pen.text(frame.x - 6 - pen.canvas.stringWidth(name, "Vera", 7), top + 0.3 * pitch - 4, name, 7)
        fill(pen, frame.x, top, frame.length(value, frame.width), 0.6 * pitch, COLOURS[0])


def made(draw: Callable[[Pen], object]) -> tuple[bytes, list[Claim]]:
    """A page with one chart, and the claims that are measured in it."""

    def page(pen: Pen) -> None:
        pen.paragraph(70, 90, 420, TEXT)
        draw(pen)
        pen.paragraph(70, 460, 420, "Figur 3. Andel kommuner som har en app.")

    content = pdf(page)
    claims = [claim for claim in read_pdf(content).claims if claim.reader is Reader.CHART_GEOMETRY]
    assert len(claims) >= 3
    return content, claims


def outcomes(content: bytes, claims: Sequence[Claim]) -> set[Outcome]:
    wanted = [Printed("0" * 16, claim, True) for claim in claims]
    return {finding.outcome for finding in reread(content, MediaType.PDF, wanted)}


@pytest.mark.parametrize("draw", [standing, from_twenty, lying])
def test_what_was_measured_is_measured_again(draw: Callable[[Pen], object]) -> None:
    content, claims = made(draw)
    assert outcomes(content, claims) == {Outcome.CONFIRMED}


@pytest.mark.parametrize("draw", [standing, from_twenty, lying])
@pytest.mark.parametrize("by", [-5.0, 5.0])
def test_another_value_is_denied(draw: Callable[[Pen], object], by: float) -> None:
    content, claims = made(draw)
    wrong = [
        replace(claim, value=claim.value + by, value_low=claim.value_low + by, value_high=claim.value_high + by)  # type: ignore[operator]
        for claim in claims
    ]
    assert outcomes(content, wrong) == {Outcome.FAILED}


def test_a_box_in_which_nothing_is_drawn_is_denied() -> None:
    content, claims = made(standing)
    moved = [replace(claim, marks=(_moved(claim.marks[0], 25.0),)) for claim in claims]
    assert outcomes(content, moved) == {Outcome.FAILED}


def _moved(box: Region, by: float) -> Region:
    return replace(box, top=box.top - by, bottom=box.bottom - by)


def test_without_an_axis_nothing_is_confirmed() -> None:
    content, claims = made(standing)
    bare = pdf(lambda pen: columns(pen, NAMES, [VALUES], labels=None))
    assert outcomes(bare, claims) == {Outcome.BEYOND} and outcomes(content, claims) == {Outcome.CONFIRMED}


def by_matplotlib(kind: str, type_of_font: int) -> bytes:
    """A page with a chart by matplotlib as it comes, nothing printed at its bars."""
    figure_module = pytest.importorskip(
        "matplotlib.figure", reason="matplotlib is not installed: pip install matplotlib"
    )
    from matplotlib import rc_context

    out = io.BytesIO()
    with rc_context({"pdf.fonttype": type_of_font}):
        figure = figure_module.Figure(figsize=(8.3, 11.7))
        axes = figure.add_axes((0.25, 0.5, 0.6, 0.3))
        (axes.bar if kind == "bar" else axes.barh)(NAMES, VALUES)
        axes.set_title("Andel kommuner som har en app (SYNTETISK)")
        figure.savefig(out, format="pdf", metadata={"CreationDate": None})
    return out.getvalue()


@pytest.mark.parametrize("kind", ["bar", "barh"])
@pytest.mark.parametrize("type_of_font", [3, 42])
def test_bars_of_matplotlib_without_labels_are_confirmed_and_another_value_is_denied(
    kind: str, type_of_font: int
) -> None:
    content = by_matplotlib(kind, type_of_font)
    claims = [claim for claim in read_pdf(content).claims if claim.reader is Reader.CHART_GEOMETRY]
    assert {claim.subject: claim.value for claim in claims} == pytest.approx(
        dict(zip(NAMES, VALUES, strict=True)), abs=1
    )
    assert outcomes(content, claims) == {Outcome.CONFIRMED}
    for claim in claims:
        ends = {name: getattr(claim, name) + 6 for name in ("value", "value_low", "value_high")}
        assert outcomes(content, [replace(claim, **ends)]) == {Outcome.FAILED}
