"""Read the charts of a page: find them, and try the readers one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.charts.bars import read_bars
from extractors.charts.lines import read_lines
from extractors.charts.model import ChartReader, ChartReading, Refusal, Zone
from extractors.charts.pies import read_pie
from extractors.charts.zones import chart_zones
from extractors.explanations import Explanation
from extractors.page import PageContent
from extractors.sheets import Sheet
from extractors.text import Word

#: The readers by kind of chart, in the order in which they are asked.
READERS: tuple[ChartReader, ...] = (read_pie, read_lines, read_bars)
UNKNOWN = "what is drawn is no kind of chart that can be read (pies, lines, bars)"


@dataclass(frozen=True)
class ReadChart:
    """A chart of a page with what was read of it, or why not; None when no reader knows what is drawn."""

    zone: Zone
    outcome: ChartReading | Refusal | None

    @property
    def explained(self) -> tuple[Explanation, ...]:
        """Why words of it are no values: they are its axis, its legend, its categories."""
        return self.outcome.explained if isinstance(self.outcome, ChartReading) else ()


def read_charts(page: PageContent, sheets: Sequence[Sheet], words: Iterable[Word]) -> list[ReadChart]:
    """Read all charts of a page; ``words`` are its level words that belong to no table and no running line."""
    return [ReadChart(zone, read_chart(zone)) for zone in chart_zones(page, sheets, words)]


def read_chart(zone: Zone) -> ChartReading | Refusal | None:
    """Ask each reader for its kind; the first that knows the chart has the word."""
    return next((outcome for reader in READERS if (outcome := reader(zone)) is not None), None)
