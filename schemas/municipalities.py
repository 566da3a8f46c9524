"""Sweden's 290 municipalities as of 2014, and every written form that names exactly one of them.

Codes, counties and populations (2013-12-31) are Statistics Sweden's; the ten groups are SKL's of 2011.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True)
class Municipality:
    """A municipality; ``code`` is four digits as text, ``official_form`` how it writes itself."""

    code: str
    name: str
    county_code: str
    county: str
    population_2013: int
    official_form: str
    skl_group_2011: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 290, by code."""
    return tuple(
        Municipality(
            row["municipality_code"],
            row["municipality_name"],
            row["county_code"],
            row["county_name"],
            int(row["population_2013"]),
            row["official_form"],
            row["skl_group_2011"],
        )
        for row in _rows("municipalities.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("schemas").joinpath("reference", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def normalise_name(text: str) -> str:
    """Composed letters, one kind of hyphen and space, no case. Diacritics stay: Habo is not Håbo."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).casefold().split())


@cache
def written_forms() -> dict[str, str]:
    """Normalised form → code: names, official forms, genitives, "kommun" and "stad", hyphen or space, known aliases.

    A name always wins over a derived form; a derived form that two municipalities could claim is left out.
    """
    exact = {normalise_name(place.name): place.code for place in municipalities()}
    exact |= {normalise_name(row["alias"]): row["municipality_code"] for row in _rows("aliases.csv")}
    derived: defaultdict[str, set[str]] = defaultdict(set)
    for place in municipalities():
        for form in _forms(place):
            derived[normalise_name(form)].add(place.code)
    unique = {form: codes.copy().pop() for form, codes in derived.items() if len(codes) == 1}
    return unique | exact


def _forms(place: Municipality) -> Iterator[str]:
    official_stem = place.official_form.rsplit(" ", 1)[0]
    genitive = place.name if place.name[-1] in "sxz" else f"{place.name}s"
    for stem in {place.name, genitive, official_stem}:
        for written in {stem, stem.replace("-", " "), stem.replace(" ", "-")}:
            yield written
            yield f"{written} kommun"
            yield f"{written} stad"
    yield place.official_form
