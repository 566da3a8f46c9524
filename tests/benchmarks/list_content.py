"""What synthetic municipal lists hold: entries that depend on kind and seed alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemas.municipalities import Municipality, municipalities

KINDS = ("ranking", "eservice_counts", "app_list")
_ROWS = {"ranking": 186, "eservice_counts": 145, "app_list": 100}
# Long names, and names that are told apart by one letter, a hyphen or an ending.
_TRICKY = (
    "Upplands Väsby",
    "Dals-Ed",
    "Malung-Sälen",
    "Håbo",
    "Habo",
    "Borås",
    "Hofors",
    "Östra Göinge",
    "Kalix",
    "Överkalix",
    "Upplands-Bro",
    "Mora",
    "Nora",
    "Ale",
    "Ånge",
    "Lilla Edet",
    "Vaxholm",
    "Växjö",
    "Torsby",
    "Torsås",
    "Robertsfors",
    "Falun",
    "Gotland",
)
_APPS = (
    "Felanmälan", "Skolmatsedel", "Skola24", "Badplatser", "Turistguide", "Bibliotek", "Evenemang", "Sopdagar",
    "Lunchmenyn", "Synpunkten", "Trafikinfo", "Naturkartan", "E-biblioteket", "Cykelkartan", "Kommunkartan", "Parkera",
    "Snökollen", "Betala parkering", "Fixa min gata", "Mobil omsorg", "Tyck till", "Biblioteket i mobilen",
    "Återvinning A till Ö", "Lediga jobb", "Bygglov direkt", "Trygg 112", "Konstrunda 1900", "Kultur & fritid",
    "7 vandringsleder", "Schema 2.0",
)  # fmt: skip


NAMINGS = ("plain", "formal", "marked", "upper", "genitive")
MARKS = ("*", " (*)", "1)", "2")


@dataclass(frozen=True)
class Entry:
    """A municipality's entry; ``mark`` is a footnote's, ``number_mark`` one behind its number, raised if a digit."""

    code: str
    name: str
    shown: str
    county: str
    value: int
    group: int
    rank: int
    apps: tuple[str, ...]
    measure: int = 0
    before: int = 0
    mark: str = ""
    number_mark: str = ""


def entries_of(kind: str, layout: str, seed: int) -> list[Entry]:
    """Entries in the order in which the layout prints them; ``seed`` also says how names are written."""
    rng = random.Random(f"{kind}-{seed}")
    picked = _pick(rng, _ROWS[kind])
    values = [_value(kind, rng) for _ in picked]
    if kind == "eservice_counts":
        values[:2] = [140, 0]
    naming = NAMINGS[(seed - 1) % len(NAMINGS)]
    measures = rng.sample(range(150, 599), len(picked))
    entries = [
        _entry(place, value, values, measure, rng, naming)
        for place, value, measure in zip(picked, values, measures, strict=True)
    ]
    if layout == "measured":
        ranks = {measure: rank for rank, measure in enumerate(sorted(measures, reverse=True), start=1)}
        entries = [replace(entry, rank=ranks[entry.measure]) for entry in entries]
        return sorted(entries, key=lambda entry: entry.rank)
    return _ordered(kind, layout, seed, entries)


def _entry(place: Municipality, value: int, values: list[int], measure: int, rng: random.Random, naming: str) -> Entry:
    higher = sorted({other for other in values if other > value})
    rank = 1 + sum(1 for other in values if other > value)
    marked = naming == "marked" and rng.random() < 0.15
    return Entry(
        place.code,
        place.name,
        _shown(place, rng, naming),
        place.county,
        value,
        len(higher) + 1,
        rank,
        _apps(place.name, rng),
        measure=measure,
        before=rng.randint(1, 290),
        mark=rng.choice(MARKS) if marked else "",
        number_mark=rng.choice(("*", "1", "2")) if naming == "marked" and rng.random() < 0.05 else "",
    )


def _ordered(kind: str, layout: str, seed: int, entries: list[Entry]) -> list[Entry]:
    by_name = sorted(entries, key=lambda entry: _alphabetical(entry.name))
    by_value = sorted(by_name, key=lambda entry: -entry.value)
    if layout == "counties":
        return sorted(by_name, key=lambda entry: _alphabetical(entry.county))
    if kind == "app_list" or layout == "letters":
        return by_name
    if kind == "ranking" or layout == "groups":
        return by_value
    return random.Random(f"{kind}-{layout}-{seed}").choice((by_value, by_name, entries))


def _pick(rng: random.Random, count: int) -> list[Municipality]:
    tricky = [place for place in municipalities() if place.name in _TRICKY]
    others = [place for place in municipalities() if place.name not in _TRICKY]
    picked = tricky + rng.sample(others, min(len(others), count - len(tricky)))
    rng.shuffle(picked)
    return picked


def _value(kind: str, rng: random.Random) -> int:
    if kind == "ranking":
        return rng.choices(range(15), weights=(20, 3, 4, 6, 8, 10, 12, 14, 14, 12, 10, 8, 6, 5, 4))[0]
    return min(139, int(rng.expovariate(1 / 22)))


def _apps(name: str, rng: random.Random) -> tuple[str, ...]:
    apps = rng.sample(_APPS, rng.choices(range(1, 10), weights=(3, 6, 8, 8, 6, 4, 3, 2, 1))[0])
    # An app named after its municipality must not start an entry of its own.
    if rng.random() < 0.15:
        apps.append(f"{rng.choice(('Visit', 'Mitt', 'Upptäck'))} {name}")
    return tuple(apps)


def _shown(place: Municipality, rng: random.Random, naming: str) -> str:
    if naming == "upper":
        return place.name.upper()
    if naming == "genitive":
        return place.official_form.rsplit(" ", 1)[0] if place.name != "Gotland" else "Gotlands"
    if naming == "formal" and rng.random() < 0.4:
        return place.official_form.replace("Stad", "stad")
    return place.name


def _alphabetical(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöé", "{|}e"))


def given_entries(kind: str, layout: str, rows: Sequence[dict[str, Any]]) -> list[Entry]:
    """Entries of rows that are had already, in their order; where the layout goes by value, by value."""
    counties = {place.code: place.county for place in municipalities()}
    values = [row.get("score", row.get("n", 0)) for row in rows]
    entries = [
        Entry(
            code=row["code"],
            name=row["name"],
            shown=row["name"],
            county=counties[row["code"]],
            value=row.get("score", row.get("n", 0)),
            group=row.get("group", 0),
            rank=1 + sum(1 for value in values if value > row.get("score", row.get("n", 0))),
            apps=tuple(row.get("apps", ())),
            measure=row.get("score", 0),
        )
        for row in rows
    ]
    if layout in ("letters", "counties"):
        return _ordered(kind, layout, 0, entries)
    by_value = kind == "ranking" or (kind == "eservice_counts" and layout == "groups")
    return sorted(entries, key=lambda entry: -entry.value) if by_value else entries
