"""``skl audit show`` and ``skl audit page`` mark the right places of a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from shelf import Shelf, inside, refused, share, skl, typeset

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one source, not ingested."""
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    return shelf


def test_audit_page_marks_each_kind_of_number_in_its_own_way(shelf: Shelf) -> None:
    shelf.put("a", typeset("46 procent av kommunerna har en app 2014.", "98765"))
    assert shelf.ingest().exit_status == 0
    fates: dict[Any, Any] = dict(shelf.rows("SELECT status, [x0, top, x1, bottom] FROM coverage"))
    assert set(fates) == {"used", "explained", "unexplained"}
    outcome = inside("audit", "page", "a", 1, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    path = shelf.warehouse.parent / "evidence" / "a-page-1.png"
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, f"{path}\n", "")
    image = Image.open(path).convert("RGB")
    assert image.height > 2 * 842 + 60, "a legend below the page"
    drawn = {fate: outlined(image, box) for fate, box in fates.items()}
    assert drawn["unexplained"] == pytest.approx((1, 1), abs=0.1), "a whole box"
    assert drawn["used"][0] == pytest.approx(1, abs=0.1) and drawn["used"][1] < 0.4, "lines above and below"
    assert all(0.3 < share < 0.9 for share in drawn["explained"]), "dashes"
    assert len({hue(image, box) for box in fates.values()}) == 3


def outlined(image: Image.Image, box: Any) -> tuple[float, float]:
    """How much of the upper and of the left edge around a box, in points, has been drawn."""
    x0, top, x1, bottom = (round(edge * 2) for edge in box)
    above, left = image.crop((x0 - 3, top - 5, x1 + 4, top)), image.crop((x0 - 5, top - 3, x0, bottom + 4))
    columns = [any(dark(above.getpixel((x, y))) for y in range(above.height)) for x in range(above.width)]
    rows = [any(dark(left.getpixel((x, y))) for x in range(left.width)) for y in range(left.height)]
    return sum(columns) / len(columns), sum(rows) / len(rows)


def dark(pixel: Any) -> bool:
    return sum(pixel) < 600


def hue(image: Image.Image, box: Any) -> Any:
    """The colour that there is most of just above a box."""
    x0, top, x1, _ = (round(edge * 2) for edge in box)
    pixels = image.crop((x0, top - 5, x1, top)).getdata()
    return max((pixel for pixel in pixels if dark(pixel)), key=list(pixels).count)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("z", 1), "no source has the id “z”. With pages: a"),
        (("a", 2), "a: no page 2; its pages are 1 to 1"),
        (("a", 0), "a: no page 0; its pages are 1 to 1"),
        (("text", 1), "text: text/plain, which has no pages to draw. Its numbers: skl query"),
        (("locked", 1), "locked: not read, so nothing is known of its pages. See: skl check"),
    ],
)
def test_audit_page_of_what_can_not_be_drawn(shelf: Shelf, words: tuple[object, ...], told: str) -> None:
    shelf.put("locked", typeset("46 procent", password="hemligt"))
    shelf.put("text", "År 2014 har 46 procent av kommunerna en app.".encode(), kind="press")
    assert shelf.ingest().exit_status == 3
    refused(inside("audit", "page", *words, "--raw", shelf.raw, "--warehouse", shelf.warehouse), 1, told)


Box = tuple[float, float, float, float]


def coloured(drawn: Image.Image, printed: Image.Image, box: Box) -> tuple[int, int]:
    """How many pixels in a box of points were made red (the number's frame), and how many yellow (the quote)."""
    area = tuple(round(edge * 2) for edge in box)
    pairs = zip(drawn.crop(area).getdata(), printed.crop(area).getdata(), strict=True)
    new = [pixel for pixel, before in pairs if pixel != before]
    red = sum(1 for r, g, b in new if r > 150 and g < 60 and b < 100)
    yellow = sum(1 for r, g, b in new if r > 200 and g > 180 and b < 200)
    return red, yellow


def test_audit_show_marks_the_place(made: Shelf, tmp_path: Path) -> None:
    import pypdfium2

    claim_id, observation_id, page, quote = made.rows(
        "SELECT claim_id, observation_id, page, quote FROM percentages "
        "WHERE source_id LIKE '%report-rec%' AND length(quote) > 60 ORDER BY 1"
    )[0]
    mark = made.rows(f"SELECT x0, top, x1, bottom FROM claim_marks WHERE claim_id = '{claim_id}' AND page = {page}")[0]
    outcome = skl("audit", "show", observation_id, "--raw", made.raw, "--warehouse", made.warehouse, "--out", tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert f"“{quote}”" in outcome.stdout and f"page:       {page}" in outcome.stdout
    assert f"picture:    {tmp_path / str(claim_id)}.png" in outcome.stdout
    image = Image.open(tmp_path / f"{claim_id}.png").convert("RGB")
    file = made.raw / "skl" / "reconstruction-2014-report" / "reconstruction-2014-report.pdf"
    plain = pypdfium2.PdfDocument(file)[int(str(page)) - 1].render(scale=2.0).to_pil().convert("RGB")
    assert plain.size == image.size
    x0, top, x1, bottom = (float(str(edge)) for edge in mark)
    red, yellow = coloured(image, plain, (x0 - 3, top - 3, x1 + 3, bottom + 3))
    assert red > 50 and yellow > 20
    assert coloured(image, plain, (0, 0, 595, 842)) > (red, yellow)
    assert coloured(image, plain, (0, 0, 595, 842))[0] == red
    assert (
        coloured(image, plain, (0, 0, 595, top - 120)) == coloured(image, plain, (0, bottom + 120, 595, 842)) == (0, 0)
    )


def test_audit_show_of_a_claim_id_and_beside_the_warehouse(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    claim_id = shelf.rows("SELECT claim_id FROM claims WHERE unit = 'percent'")[0][0]
    outcome = inside("audit", "show", claim_id, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and outcome.stdout.startswith("46 procent = 46 (percent, share), 2014")
    assert (shelf.warehouse.parent / "evidence" / f"{claim_id}.png").read_bytes().startswith(b"\x89PNG")


def test_audit_show_of_an_unknown_id(made: Shelf) -> None:
    words = ("audit", "show", "--raw", made.raw, "--warehouse", made.warehouse)
    refused(
        inside(*words, "nothing-like-it"), 1, "no claim and no observation has the id", 'skl query "SELECT claim_id'
    )
    known = str(made.rows("SELECT claim_id FROM claims ORDER BY 1 LIMIT 1")[0][0])
    refused(inside(*words, known[:6]), 1, "Ids that begin so: ", known)


def test_audit_show_without_the_snapshot(shelf: Shelf) -> None:
    assert shelf.ingest().exit_status == 0
    for path in (shelf.raw / "a").glob("[0-9a-f]*.pdf"):
        if path.name != "file.pdf":
            path.unlink()
    claim_id = shelf.rows("SELECT claim_id FROM claims LIMIT 1")[0][0]
    outcome = inside("audit", "show", claim_id, "--raw", shelf.raw, "--warehouse", shelf.warehouse)
    assert outcome.returncode == 0 and "-place.png" in outcome.stdout and "it is missing" in outcome.stdout
