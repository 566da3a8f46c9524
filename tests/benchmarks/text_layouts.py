"""Lists as text: in newspaper columns, bullets, groups, leaders, running text, below names, counties and letters."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from blocks import Columns, Paragraph, Run, Runs, Style, plain_runs
from list_content import KINDS, Entry
from table_layouts import Layout, Made, named, numbered

COUNTED = ("ranking", "eservice_counts")


def _in_columns(count: int) -> Layout:
    def make(kind: str, entries: list[Entry], _rng: random.Random) -> Made:
        return [Columns(count, tuple(_lines(kind, entries)))], frozenset({"group"})

    return Layout(COUNTED if count > 2 else KINDS, make)


def _lines(kind: str, entries: list[Entry]) -> Iterator[Paragraph]:
    group = 0
    for entry in entries:
        if kind == "ranking" and entry.group != group:
            group = entry.group
            yield Paragraph(Style.HEAD, (Run(f"Grupp {group}"),))
        yield _line(kind, entry)


def _line(kind: str, entry: Entry) -> Paragraph:
    if kind == "app_list":
        return Paragraph(Style.LINE, (*named(entry), Run(f": {', '.join(entry.apps)}")))
    return Paragraph(Style.LINE, (*named(entry), Run(" "), *numbered(entry)))


def _groups(kind: str, entries: list[Entry], rng: random.Random) -> Made:
    if kind == "app_list":
        weight = rng.random() < 0.5
        blocks = [
            Paragraph(Style.GROUP, (*_bold(named(entry), weight), Run(f": {', '.join(entry.apps)}")))
            for entry in entries
        ]
        return list(blocks), frozenset()
    return list(_inline(kind, entries, rng.choice((", ", ", ", "; ")))), frozenset({"group"})


def _inline(kind: str, entries: list[Entry], separator: str) -> Iterator[Paragraph]:
    for (value, group), members in groupby(entries, key=lambda entry: (entry.value, entry.group)):
        lead = f"Grupp {group} ({value} poäng): " if kind == "ranking" else f"{_eservices(value)}: "
        yield Paragraph(Style.GROUP, (Run(lead, bold=True), *_joined(map(named, members), separator)))


def _joined(items: Iterable[Runs], separator: str) -> Iterator[Run]:
    for index, runs in enumerate(items):
        yield from (Run(separator),) * bool(index)
        yield from runs


def _bold(runs: Runs, wanted: bool) -> Runs:
    return tuple(Run(run.text, wanted, run.raised) for run in runs)


def _eservices(count: int) -> str:
    return f"{count} e-tjänst" if count == 1 else f"{count} e-tjänster"


def _bullets(kind: str, entries: list[Entry], _rng: random.Random) -> Made:
    def runs(entry: Entry) -> Runs:
        if kind == "ranking":
            return *named(entry), Run(f" – {entry.value} poäng (grupp {entry.group})")
        text = _eservices(entry.value) if kind == "eservice_counts" else ", ".join(entry.apps)
        return *named(entry), Run(f": {text}")

    return [Paragraph(Style.BULLET, runs(entry)) for entry in entries], frozenset({"group"})


def _leaders(_kind: str, entries: list[Entry], _rng: random.Random) -> Made:
    return [Paragraph(Style.LEADER, named(entry), numbered(entry)) for entry in entries], frozenset()


def _headed(_kind: str, entries: list[Entry], _rng: random.Random) -> Made:
    """Each municipality's name above the bullets of its apps."""
    blocks = []
    for entry in entries:
        blocks.append(Paragraph(Style.HEAD, named(entry)))
        blocks += [Paragraph(Style.BULLET, plain_runs(app)) for app in entry.apps]
    return list(blocks), frozenset()


def _below(heading: Callable[[Entry], str]) -> Layout:
    """Entries below headings (counties, letters), in two columns where they are short."""

    def make(kind: str, entries: list[Entry], rng: random.Random) -> Made:
        blocks: list[Paragraph] = []
        for above, members in groupby(entries, key=heading):
            blocks.append(Paragraph(Style.HEAD, plain_runs(above)))
            blocks += [_line(kind, entry) for entry in members]
        if kind == "app_list" or rng.random() < 0.4:
            return list(blocks), frozenset()
        return [Columns(2, tuple(blocks))], frozenset()

    return Layout(KINDS, make)


def _brackets(_kind: str, entries: list[Entry], _rng: random.Random) -> Made:
    """All in one paragraph: "Ale (14), Boden (9) och Kil (7)."."""
    items = [(*named(entry), Run(" ("), Run(str(entry.value)), Run(")")) for entry in entries]
    return [Paragraph(Style.GROUP, (*_joined(items[:-1], ", "), Run(" och "), *items[-1], Run(".")))], frozenset()


TEXTS = {
    "columns2": _in_columns(2),
    "columns3": _in_columns(3),
    "groups": Layout(KINDS, _groups),
    "bullets": Layout(KINDS, _bullets),
    "leaders": Layout(COUNTED, _leaders),
    "headed": Layout(("app_list",), _headed),
    "counties": _below(lambda entry: entry.county),
    "letters": _below(lambda entry: entry.name[0]),
    "brackets": Layout(COUNTED, _brackets),
}
