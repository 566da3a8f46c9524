"""How a list's entries become a document, and what of them it prints; the same for every producer."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from blocks import Document, Look, Paragraph, Style, plain_runs
from list_content import Entry
from table_layouts import TABLES
from text_layouts import TEXTS

NOTICE = "SYNTETISKT TESTMATERIAL – inga verkliga uppgifter"
TITLES = {
    "ranking": "Kommunrankning – e-tjänster och appar",
    "eservice_counts": "Antal e-tjänster per kommun",
    "app_list": "Kommuner med mobilapplikationer",
}
# Numbers and names in running text that are no rows.
_INTROS = (
    "Sammanställningen bygger på kommunernas egna svar och är ordnad så som framgår nedan.",
    "Undersökningen omfattar alla 290 kommuner, från Ale till Östra Göinge. Av dem svarade 231 kommuner, bland annat "
    "Göteborg, Malmö och Upplands Väsby, mot 195 kommuner 2011.",
    "Svaren lämnades av kommunerna våren 2014. Göteborg och Umeå var två av tolv kommuner som svarade redan i mars.",
)
_NOTES = {
    "*": "* Kommunen svarade efter sista svarsdag.",
    " (*)": "(*) Uppgiften är hämtad från kommunens webbplats.",
    "1)": "1) Avser förhållandena 2013.",
    "1": "1 Avser förhållandena 2013.",
    "2": "2 Kommunen har lämnat svar genom sitt kommunalförbund.",
}
_LOOKS = (
    ("Liberation Serif", "serif"), ("Liberation Sans", "sans-serif"), ("DejaVu Serif", "serif"),
    ("DejaVu Sans", "sans-serif"), ("URW Bookman", "serif"),
)  # fmt: skip
LAYOUTS = {**TABLES, **TEXTS}


@dataclass(frozen=True)
class Typeset:
    """A document and what is printed in it of each entry, in printed order."""

    document: Document
    truth: list[dict[str, object]]


def kinds_of(layout: str) -> tuple[str, ...]:
    """The kinds of lists for which a layout makes sense."""
    return LAYOUTS[layout].kinds


def lay_out(kind: str, layout: str, entries: list[Entry], name: str) -> Typeset:
    """Make the document; what it looks like depends on ``name`` alone."""
    rng = random.Random(name)
    look = _look_for(kind, layout, rng)
    intro = Paragraph(Style.BODY, plain_runs(rng.choice(_INTROS)))
    blocks, printed = LAYOUTS[layout].make(kind, entries, rng)
    document = Document(TITLES[kind], NOTICE, (intro, *blocks, *_notes(entries)), look)
    return Typeset(document, [_truth_of(kind, entry, printed) for entry in entries])


def _truth_of(kind: str, entry: Entry, printed: Iterable[str]) -> dict[str, object]:
    """What a reader should find: a ranking's numbers only where the layout prints them."""
    row: dict[str, object] = {"code": entry.code, "name": entry.name}
    if kind == "eservice_counts":
        return row | {"n": entry.value}
    if kind == "app_list":
        return row | {"apps": list(entry.apps)}
    score = entry.measure / 100 if "measure" in printed else entry.value
    return row | {
        "score": score,
        "group": entry.group if "group" in printed else None,
        "rank": entry.rank if "rank" in printed else None,
    }


def _notes(entries: list[Entry]) -> list[Paragraph]:
    marks = sorted({mark for entry in entries for mark in (entry.mark, entry.number_mark) if mark})
    return [Paragraph(Style.NOTE, plain_runs(_NOTES[mark])) for mark in marks]


def _look_for(kind: str, layout: str, rng: random.Random) -> Look:
    font, family = rng.choice(_LOOKS)
    return Look(
        font=font,
        family=family,
        size=rng.randint(8, 10 if layout in ("sidebyside", "columns3") else 11),
        pad=rng.choice((1.5, 3) if layout == "sidebyside" else (0.5, 1.5, 3)),
        align=rng.choice(("left", "center", "right")),
        width=100 if kind == "app_list" or layout in ("sidebyside", "measured") else rng.choice((75, 85, 100)),
        hanging=rng.choice((0, 8)),
        notice_on_top=rng.random() < 0.5,
        page_label=rng.choice(("", "Sida ")),
    )
