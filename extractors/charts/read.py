"""Read the charts of a page: find them, and try the readers one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.charts.bars import read_bars
from extractors.charts.labels import parse_number
from extractors.charts.lines import read_lines
from extractors.charts.model import ChartReader, ChartReading, Refusal, Zone
from extractors.charts.pies import read_pie
from extractors.charts.zones import chart_zones
from extractors.explanations import Explanation
from extractors.pdf.page import PageContent
from extractors.pdf.visible import OUTSIDE
from extractors.prose.habits import Form, form_of
from extractors.tables.sheets import Sheet
from extractors.text import Word
from schemas.claim import Region

#: The readers by kind of chart, in the order in which they are asked.
READERS: tuple[ChartReader, ...] = (read_pie, read_lines, read_bars)
THOUSANDS = "numbers such as 1,234 in it may be thousands or decimals, and no other number of it tells which"
CUT_OFF = "words of it lie beyond the edge of the page"
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
    return [ReadChart(zone, _whole(read_chart(zone), page)) for zone in chart_zones(page, sheets, words)]


def _whole(outcome: ChartReading | Refusal | None, page: PageContent) -> ChartReading | Refusal | None:
    """The outcome; a refusal where a word that goes on with what was read lies beyond the page's edge."""
    outside = [note.region for note in page.unseen if note.rule == OUTSIDE]
    if not outside or not isinstance(outcome, ChartReading):
        return outcome
    return Refusal(CUT_OFF) if any(_goes_on(word, box) for word in outcome.used for box in outside) else outcome


def _goes_on(word: Word, other: Region) -> bool:
    across, along = (
        (word.x0 + word.x1 - other.x0 - other.x1) / 2,
        (word.top + word.bottom - other.top - other.bottom) / 2,
    )
    aside = max(other.x0 - word.x1, word.x0 - other.x1)
    below = max(other.top - word.bottom, word.top - other.bottom)
    near = 0.5 * word.size
    return abs(across) < near and below <= word.size if word.angle else abs(along) < near and aside <= word.size


def read_chart(zone: Zone) -> ChartReading | Refusal | None:
    """Ask each reader for its kind; the first that knows the chart has the word."""
    outcome = next((outcome for reader in READERS if (outcome := reader(zone)) is not None), None)
    return Refusal(THOUSANDS) if isinstance(outcome, ChartReading) and _may_be_thousands(outcome) else outcome


def _may_be_thousands(reading: ChartReading) -> bool:
    """Whether a number of a chart is one thousand or one, and no other number of it says what its signs are.

    The document does not say it for its charts: they come from programs with habits of their own.
    """
    texts = [word.text for word in reading.used if parse_number(word.text)]
    forms = [form_of(text) for text in texts]
    decimals = {sign for form, sign in forms if form is Form.DECIMAL}
    return any(form is Form.EITHER and decimals != {sign} for form, sign in forms)
