"""Which caption belongs to which chart: the nearest one, on the side where the document sets its captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.claim import Region

#: A caption is at most this far from its chart, in points: axis labels and a legend stand between them.
_REACH = 150.0


@dataclass(frozen=True)
class FigureCaption:
    """A figure's caption: number and text as printed, how many answered, and the boxes of its lines."""

    number: str
    text: str
    respondents: int | None
    page: int | None
    regions: tuple[Region, ...] = ()


def match_captions(
    charts: Sequence[Region],
    captions: Sequence[FigureCaption],
    sentences: Mapping[int, Sequence[float]] | None = None,
) -> dict[int, int]:
    """The caption (by index) of each chart that has one. Charts side by side may share one.

    ``sentences`` are the heights of each page's lines of running text: no caption speaks over them.

    All captions of a document stand below their figures or all above: the side on which more charts find one of their
    own, and nearer, is tried first.
    """
    sides = [_on_side(charts, captions, sentences or {}, below) for below in (True, False)]
    sides.sort(
        key=lambda found: (-len({caption for caption, _ in found.values()}), sum(gap for _, gap in found.values()))
    )
    first, second = sides
    chosen = {chart: caption for chart, (caption, _) in first.items()}
    taken = set(chosen.values())
    chosen |= {chart: caption for chart, (caption, _) in second.items() if chart not in chosen and caption not in taken}
    return chosen


def _on_side(
    charts: Sequence[Region], captions: Sequence[FigureCaption], sentences: Mapping[int, Sequence[float]], below: bool
) -> dict[int, tuple[int, float]]:
    found: dict[int, tuple[int, float]] = {}
    for index, chart in enumerate(charts):
        near = [
            (not _overlap(box, chart), gap, number)
            for number, caption in enumerate(captions)
            for box in caption.regions[:1]
            if box.page == chart.page and (gap := _gap(chart, box, below)) is not None
            if not _between(chart, box, charts) and not _parted(chart, caption, sentences.get(chart.page, ()))
        ]
        if near:
            _, gap, number = min(near)
            found[index] = (number, gap)
    return found


def _gap(chart: Region, box: Region, below: bool) -> float | None:
    """Distance from a chart to a caption on a side, None when it isn't there or too far."""
    middle = (box.top + box.bottom) / 2
    if below != (middle > (chart.top + chart.bottom) / 2):
        return None
    gap = max(0.0, box.top - chart.bottom if below else chart.top - box.bottom)
    return gap if gap <= _REACH else None


def _parted(chart: Region, caption: FigureCaption, sentences: Sequence[float]) -> bool:
    """Whether running text that is not the caption's own stands between a chart and a caption."""
    box = caption.regions[0]
    top, bottom = min(chart.bottom, box.bottom), max(chart.top, box.top)
    own = [(region.top, region.bottom) for region in caption.regions]
    return any(top < height < bottom and not any(a <= height <= b for a, b in own) for height in sentences)


def _overlap(one: Region, other: Region) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _between(chart: Region, box: Region, charts: Sequence[Region]) -> bool:
    """Whether another chart stands between a chart and a caption."""
    top, bottom = sorted(((chart.top + chart.bottom) / 2, (box.top + box.bottom) / 2))
    return any(
        other.page == chart.page
        and other != chart
        and _overlap(other, chart)
        and top < (other.top + other.bottom) / 2 < bottom
        for other in charts
    )
