"""Hand-read numbers of the report and the press page, and how claims are matched to them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from schemas.claim import Claim
from schemas.codes import Reader

TRUTH = Path(__file__).parent / "truth"
MAX_TRIED = 5000

Item = TypeVar("Item")
Place = tuple[int | None, float, str]


@dataclass(frozen=True)
class Printed:
    """One number as a person read it; ``alternatives`` are other classifications that can be defended."""

    doc: str
    page: int | None
    char_start: int
    text: str
    value: float
    unit: str
    statistic: str
    qualifier: str | None
    year: int | None
    borderline: bool
    alternatives: dict[str, tuple[str | None, ...]]

    def allows(self, field_name: str, value: object) -> bool:
        """Whether this is what the field should be, or one of the listed alternatives."""
        wanted = (getattr(self, field_name), *self.alternatives.get(field_name, ()))
        return _text(value) in {_text(item) for item in wanted}

    def __str__(self) -> str:
        place = "" if self.page is None else f" page {self.page}"
        note = ", borderline" if self.borderline else ""
        return f"{self.doc}{place}: “{self.text}” {self.value:g} {self.unit} {self.statistic}{note}"


@dataclass
class Matching:
    """Which claim was read where which number is printed, and what is left over on both sides."""

    pairs: list[tuple[Printed, Claim]] = field(default_factory=list)
    missed: list[Printed] = field(default_factory=list)
    extra: list[Claim] = field(default_factory=list)

    def wrong(self, *names: str) -> list[tuple[Printed, Claim]]:
        """Pairs in which any of these fields is wrong; ``sign`` is the value's."""
        return [pair for pair in self.pairs if not all(_agrees(*pair, name) for name in names)]


def read_prose_truth(doc: str, file: str = "prose.csv") -> list[Printed]:
    """Numbers of ``report`` or ``press`` (or ``columns`` in columns.csv), in the order of the text."""
    with (TRUTH / file).open(encoding="utf-8", newline="") as lines:
        return [_printed(row) for row in csv.DictReader(lines) if row["doc"] == doc]


def read_table_truth() -> list[tuple[str, str, str, float]]:
    """Cells of tables 1 and 2: label, row, column, value."""
    with (TRUTH / "tables.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (f"Tabell {row['table']}", row["row"], row["column"], float(row["value"])) for row in csv.DictReader(lines)
        ]


def match(claims: Iterable[Claim], truth: Iterable[Printed]) -> Matching:
    """Pair claims of prose and captions with printed numbers of the same page, size and unit, each once."""
    have, want = defaultdict[Place, list[Claim]](list), defaultdict[Place, list[Printed]](list)
    for claim in claims:
        if claim.reader in (Reader.PROSE, Reader.CAPTION) and claim.value is not None:
            have[claim.page, _size(claim.value), claim.unit.value].append(claim)
    for printed in truth:
        want[printed.page, _size(printed.value), printed.unit].append(printed)
    result = Matching()
    for place in sorted({*have, *want}, key=str):
        pairs = _in_order(want[place], have[place])
        result.pairs += pairs
        result.missed += _others(want[place], [printed for printed, _ in pairs])
        result.extra += _others(have[place], [claim for _, claim in pairs])
    return result


def _in_order(want: list[Printed], have: list[Claim]) -> list[tuple[Printed, Claim]]:
    """Both stand in reading order; where one side has more, leave out what costs the fewest agreements."""
    count = min(len(want), len(have))
    ways = (
        list(zip(some_want, some_have, strict=True))
        for some_want in _choices(want, count)
        for some_have in _choices(have, count)
    )
    return max(ways, key=_agreement, default=[])


def _choices(items: Sequence[Item], count: int) -> Iterable[tuple[Item, ...]]:
    return (way for way, _ in zip(combinations(items, count), range(MAX_TRIED), strict=False))


def _agreement(pairs: list[tuple[Printed, Claim]]) -> int:
    names = ("statistic", "sign", "qualifier", "year")
    return sum(_agrees(printed, claim, name) for printed, claim in pairs for name in names)


def _agrees(printed: Printed, claim: Claim, name: str) -> bool:
    if name == "sign":
        return claim.value is not None and claim.value * printed.value >= 0
    return printed.allows(name, getattr(claim, name))


def _others(items: Iterable[Item], chosen: Sequence[Item]) -> list[Item]:
    used = {id(item) for item in chosen}
    return [item for item in items if id(item) not in used]


def _printed(row: dict[str, str]) -> Printed:
    return Printed(
        row["doc"],
        int(row["page"]) if row["page"] else None,
        int(row["char_start"]),
        row["text"],
        float(row["value"]),
        row["unit"],
        row["statistic"],
        row["qualifier"] or None,
        int(row["year"]) if row["year"] else None,
        row["borderline"] == "yes",
        _alternatives(row["alternatives"]),
    )


def _alternatives(text: str) -> dict[str, tuple[str | None, ...]]:
    """``statistic=score|maximum;year=none`` as fields with values."""
    parts = (part.split("=") for part in text.split(";") if part)
    return {name: tuple(None if value == "none" else value for value in values.split("|")) for name, values in parts}


def _size(value: float) -> float:
    """Without sign, and without the decimals of a third."""
    return round(abs(value), 2)


def _text(value: object) -> str:
    return "none" if value is None else str(value)
