"""Pages with generated charts, the same for every producer, and what a reader of them must find."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chart_content import KINDS, ROUND, Content, make_content
from chart_look import Look, make_look, printed_labels
from chart_words import HEADINGS, SENTENCES, SUBJECTS

NOTICE = "SYNTETISKT TESTMATERIAL – inga verkliga uppgifter"
#: Height of a page's body in points, and what a chart needs besides its own height.
_BODY, _AROUND = 630.0, 90.0


@dataclass(frozen=True)
class Value:
    """One true value of a chart. ``seen``: label (printed), drawn (to be measured) or hidden (neither)."""

    category: str
    series: str | None
    value: float
    label: str | None
    seen: str


@dataclass(frozen=True)
class Chart:
    """A chart with its caption; ``figure`` is its printed number (or None), ``title`` is part of the drawing."""

    content: Content
    look: Look
    labels: tuple[tuple[str | None, ...], ...]
    figure: str | None
    caption: str
    above: bool
    after: str
    title: str

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.content.kind

    def truth(self) -> tuple[Value, ...]:
        """Every value, labelled or drawn."""
        many = len(self.content.series) > 1
        return tuple(
            self._value(category, series if many else None, value, drawn, label)
            for series, *rows in zip(
                self.content.series, self.content.values, self.content.drawn, self.labels, strict=True
            )
            for category, value, drawn, label in zip(self.content.categories, *rows, strict=True)
        )

    def _value(self, category: str, series: str | None, value: float, drawn: float, label: str | None) -> Value:
        if label is not None:
            return Value(category, series, self.content.numbers.printed(value), label, "label")
        # A bar of nothing isn't in the file, or can't be told from the line that it stands on.
        nothing_to_see = value == 0 and self.kind != "line"
        measurable = self.look.axis.shown and self.kind not in ROUND and not nothing_to_see
        return Value(category, series, drawn, None, "drawn" if measurable else "hidden")


@dataclass(frozen=True)
class Page:
    """A page with a heading, a paragraph and one or two charts."""

    heading: str
    before: str
    charts: tuple[Chart, ...]


def make_pages(seed: str, count: int, kinds: Sequence[str] = KINDS) -> list[Page]:
    """Pages that hold ``count`` charts, every kind as often as the others."""
    charts = [make_chart(kinds[index % len(kinds)], random.Random(f"{seed}-{index}"), index) for index in range(count)]
    return list(_paged(charts, random.Random(seed)))


def make_chart(kind: str, rng: random.Random, index: int) -> Chart:
    """One chart that can be read, from its seed alone."""
    look = None
    while look is None:
        content = make_content(kind, rng)
        look = make_look(content, rng)
    figure = f"{index + 1}" if rng.random() < 0.8 else None
    respondents = f" (n={rng.randint(80, 290)})" if rng.random() < 0.2 else ""
    caption = f"Figur {figure}. {rng.choice(SUBJECTS[content.numbers.unit])}{respondents}." if figure else ""
    after = " ".join(rng.sample(SENTENCES, rng.randint(1, 2)))
    title = rng.choice(SUBJECTS[content.numbers.unit]) if rng.random() < 0.3 else ""
    return Chart(content, look, printed_labels(content, look), figure, caption, rng.random() < 0.5, after, title)


def _paged(charts: list[Chart], rng: random.Random) -> Iterator[Page]:
    waiting = list(charts)
    while waiting:
        on_page = [waiting.pop(0)]
        if waiting and sum(chart.look.height + _AROUND for chart in (*on_page, waiting[0])) < _BODY:
            on_page.append(waiting.pop(0))
        yield Page(rng.choice(HEADINGS), " ".join(rng.sample(SENTENCES, 3)), tuple(on_page))
