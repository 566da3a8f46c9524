"""A page with every number marked by what became of it; the kinds differ in colour and in the line around them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw, ImageFont

from extractors.pdf.pdfium import render
from schemas.claim import Region
from schemas.codes import CoverageStatus

Mark = tuple[Region, CoverageStatus]
Box = tuple[float, float, float, float]

# Colours that are told apart by people with any kind of colour vision (Okabe and Ito's).
_COLOURS = {
    CoverageStatus.USED: (0, 114, 178),
    CoverageStatus.EXPLAINED: (0, 158, 115),
    CoverageStatus.UNEXPLAINED: (213, 94, 0),
}
_MEANINGS = {
    CoverageStatus.USED: "used by a claim: lines above and below",
    CoverageStatus.EXPLAINED: "explained by a rule: dashed box",
    CoverageStatus.UNEXPLAINED: "unexplained: thick box",
}
_PAD = 1.5
_LEGEND = 18.0
_SAMPLE = "57"


def marked_page(content: bytes, page: int, marks: Sequence[Mark]) -> bytes:
    """PNG of a page, its numbers marked, with a legend below; ``page`` counts from 1.

    Raises DocumentError when the file can't be opened.
    """
    image, scale = render(content, page)
    draw = ImageDraw.Draw(image)
    for region, status in marks:
        _mark(draw, _box(region, scale), status, scale)
    out = io.BytesIO()
    _with_legend(image, Counter(status for _, status in marks), scale).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _box(region: Region, scale: float) -> Box:
    left, right = sorted((region.x0, region.x1))
    top, bottom = sorted((region.top, region.bottom))
    return (left - _PAD) * scale, (top - _PAD) * scale, (right + _PAD) * scale, (bottom + _PAD) * scale


def _mark(draw: ImageDraw.ImageDraw, box: Box, status: CoverageStatus, scale: float) -> None:
    colour, thin = _COLOURS[status], max(1, round(0.6 * scale))
    if status is CoverageStatus.UNEXPLAINED:
        draw.rectangle(box, outline=colour, width=3 * thin)
    elif status is CoverageStatus.EXPLAINED:
        _dashes(draw, box, colour, thin, 2.5 * scale)
    else:
        for y in (box[1], box[3]):
            draw.line((box[0], y, box[2], y), fill=colour, width=2 * thin)


def _dashes(draw: ImageDraw.ImageDraw, box: Box, colour: tuple[int, int, int], width: int, step: float) -> None:
    """Draw the outline of a box in dashes of ``step`` pixels."""
    x0, y0, x1, y1 = box
    for x in _steps(x0, x1, 2 * step):
        for y in (y0, y1):
            draw.line((x, y, min(x + step, x1), y), fill=colour, width=width)
    for y in _steps(y0, y1, 2 * step):
        for x in (x0, x1):
            draw.line((x, y, x, min(y + step, y1)), fill=colour, width=width)


def _steps(start: float, end: float, step: float) -> Iterable[float]:
    return (start + index * step for index in range(int((end - start) / step) + 1))


def _with_legend(page: Image.Image, counts: Counter[CoverageStatus], scale: float) -> Image.Image:
    """The page with a line below it for each kind: its mark, what it means, how many there are."""
    row = round(_LEGEND * scale)
    image = Image.new("RGB", (page.width, page.height + row * len(_MEANINGS) + row // 2), "white")
    image.paste(page, (0, 0))
    draw = ImageDraw.Draw(image)
    draw.line((0, page.height, page.width, page.height), fill="black", width=max(1, round(scale / 2)))
    font = ImageFont.load_default(10 * scale)
    for index, (status, meaning) in enumerate(_MEANINGS.items()):
        top = page.height + row * index + row // 3
        sample = (0.8 * row, top + 0.15 * row, 2 * row, top + 0.85 * row)
        _mark(draw, sample, status, scale)
        draw.text((1.4 * row, top + row / 2), _SAMPLE, fill="black", font=font, anchor="mm")
        draw.text((3 * row, top + row / 2), f"{counts[status]} {meaning}", fill="black", font=font, anchor="lm")
    return image
