"""How a list's entries become cells or paragraphs, and what they look like; the same for every producer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from list_content import Entry

LAYOUTS = ("ruled", "unruled", "groups", "bullets", "columns")
NOTICE = "SYNTETISKT TESTMATERIAL – inga verkliga uppgifter"
TITLES = {
    "ranking": "Kommunrankning – e-tjänster och appar",
    "eservice_counts": "Antal e-tjänster per kommun",
    "app_list": "Kommuner med mobilapplikationer",
}
INTRO = "Sammanställningen bygger på kommunernas egna svar och är ordnad så som framgår nedan."
_HEADERS = {
    "ranking": (("Rankinggrupp", "Kommun", "Poäng"), ("Grupp", "Kommun", "Antal poäng")),
    "eservice_counts": (("Kommun", "Antal e-tjänster"), ("Kommun", "E-tjänster")),
    "app_list": (("Kommun", "Mobilapplikationer (appar)"), ("Kommun", "Appar")),
}
SHARES = {"ranking": (25, 50, 25), "eservice_counts": (60, 40), "app_list": (28, 72)}


@dataclass(frozen=True)
class Paragraph:
    style: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Look:
    font: str
    family: str
    size: int
    pad: float
    align: str
    width: int
    hanging: int
    lead_weight: str
    notice_on_top: bool
    page_label: str
    header: tuple[str, ...]


def cells_of(kind: str, entry: Entry) -> tuple[str, ...]:
    if kind == "ranking":
        return str(entry.group), entry.shown, str(entry.value)
    return entry.shown, str(entry.value) if kind == "eservice_counts" else ", ".join(entry.apps)


def paragraphs_of(kind: str, layout: str, entries: list[Entry]) -> list[Paragraph]:
    if layout == "bullets":
        return [_bullet(kind, entry) for entry in entries]
    if kind == "app_list":
        style = "group" if layout == "groups" else "line"
        return [Paragraph(style, ", ".join(entry.apps), f"{entry.shown}: ") for entry in entries]
    if layout == "groups":
        return list(_groups(kind, entries))
    return list(_lines(kind, entries))


def _bullet(kind: str, entry: Entry) -> Paragraph:
    if kind == "ranking":
        return Paragraph("bullet", f" – {entry.value} poäng (grupp {entry.group})", entry.shown)
    text = _eservices(entry.value) if kind == "eservice_counts" else ", ".join(entry.apps)
    return Paragraph("bullet", text, f"{entry.shown}: ")


def _groups(kind: str, entries: list[Entry]) -> Iterator[Paragraph]:
    for (value, group), members in groupby(entries, key=lambda entry: (entry.value, entry.group)):
        lead = f"Grupp {group} ({value} poäng): " if kind == "ranking" else f"{_eservices(value)}: "
        yield Paragraph("group", ", ".join(member.shown for member in members), lead)


def _lines(kind: str, entries: list[Entry]) -> Iterator[Paragraph]:
    group = 0
    for entry in entries:
        if kind == "ranking" and entry.group != group:
            group = entry.group
            yield Paragraph("heading", f"Grupp {group}")
        yield Paragraph("line", f"{entry.shown} {entry.value}")


def _eservices(count: int) -> str:
    return f"{count} e-tjänst" if count == 1 else f"{count} e-tjänster"


def look_for(kind: str, rng: random.Random) -> Look:
    font, family = rng.choice(
        (("Liberation Serif", "serif"), ("Liberation Sans", "sans-serif"), ("DejaVu Serif", "serif"),
         ("DejaVu Sans", "sans-serif"), ("Carlito", "sans-serif"))
    )  # fmt: skip
    return Look(
        font=font,
        family=family,
        size=rng.randint(8, 11),
        pad=rng.choice((0.5, 1.5, 3)),
        align=rng.choice(("left", "center", "right")),
        width=100 if kind == "app_list" else rng.choice((60, 80, 100)),
        hanging=rng.choice((0, 8)),
        lead_weight=rng.choice(("normal", "bold")),
        notice_on_top=rng.random() < 0.5,
        page_label=rng.choice(("", "Sida ")),
        header=rng.choice(_HEADERS[kind]),
    )


def style_of_cell(kind: str, column: int) -> str:
    return "number" if column == len(SHARES[kind]) - 1 and kind != "app_list" else "cell"
