"""What synthetic municipal lists hold: entries that depend on kind and seed alone."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
)
_STAD = (
    "Stockholm",
    "Solna",
    "Malmö",
    "Landskrona",
    "Helsingborg",
    "Göteborg",
    "Mölndal",
    "Trollhättan",
    "Borås",
    "Västerås",
)
_OFFICIAL = {"Falun": "Falu kommun", "Gotland": "Region Gotland", "Kalmar": "Kalmar kommun", "Orust": "Orust kommun"}
_APPS = (
    "Felanmälan", "Skolmatsedel", "Skola24", "Badplatser", "Turistguide", "Bibliotek", "Evenemang", "Sopdagar",
    "Lunchmenyn", "Synpunkten", "Trafikinfo", "Naturkartan", "E-biblioteket", "Cykelkartan", "Kommunkartan", "Parkera",
    "Snökollen", "Betala parkering", "Fixa min gata", "Mobil omsorg", "Tyck till", "Biblioteket i mobilen",
    "Återvinning A till Ö", "Lediga jobb", "Bygglov direkt", "Trygg 112", "Konstrunda 1900", "Kultur & fritid",
    "7 vandringsleder", "Schema 2.0",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    code: str
    name: str
    shown: str
    value: int
    group: int
    apps: tuple[str, ...]


def entries_of(kind: str, layout: str, seed: int, municipalities: list[tuple[str, str]], formal: bool) -> list[Entry]:
    rng = random.Random(f"{kind}-{seed}")
    picked = _pick(rng, municipalities, _ROWS[kind])
    values = [_value(kind, rng) for _ in picked]
    if kind == "eservice_counts":
        values[:2] = [140, 0]
    ranks = {value: rank for rank, value in enumerate(sorted(set(values), reverse=True), start=1)}
    entries = [
        Entry(code, name, _shown(name, rng, formal), value, ranks[value], _apps(name, rng))
        for (code, name), value in zip(picked, values, strict=True)
    ]
    by_name = sorted(entries, key=lambda entry: _alphabetical(entry.name))
    by_value = sorted(by_name, key=lambda entry: -entry.value)
    if kind == "app_list":
        return by_name
    if kind == "ranking" or layout == "groups":
        return by_value
    return random.Random(f"{kind}-{layout}-{seed}").choice((by_value, by_name, entries))


def _pick(rng: random.Random, municipalities: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    tricky = [pair for pair in municipalities if pair[1] in _TRICKY]
    others = [pair for pair in municipalities if pair[1] not in _TRICKY]
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


def _shown(name: str, rng: random.Random, formal: bool) -> str:
    if not formal or rng.random() > 0.25:
        return name
    if name in _OFFICIAL:
        return _OFFICIAL[name]
    genitive = name if name[-1] in "sxzaeiouyåäö" else f"{name}s"
    return f"{genitive} {'stad' if name in _STAD else 'kommun'}"


def _alphabetical(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöé", "{|}e"))


def truth_of(kind: str, entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {"code": entry.code, "name": entry.name}
    if kind == "ranking":
        return row | {"score": entry.value, "group": entry.group}
    if kind == "eservice_counts":
        return row | {"n": entry.value}
    return row | {"apps": list(entry.apps)}


def given_entries(kind: str, layout: str, rows: Iterable[dict[str, Any]]) -> list[Entry]:
    """Entries of rows that are had already, in their order; where the layout goes by value, by value."""
    entries = [
        Entry(
            row["code"],
            row["name"],
            row["name"],
            row.get("score", row.get("n", 0)),
            row.get("group", 0),
            tuple(row.get("apps", ())),
        )
        for row in rows
    ]
    by_value = kind == "ranking" or (kind == "eservice_counts" and layout == "groups")
    return sorted(entries, key=lambda entry: -entry.value) if by_value else entries
