"""How the codebook's rules hold on sentences that they were not made for.

``python tests/benchmarks/unseen.py``: reads the sentences of ``truth/unseen.txt`` as prose of a report of 2014 and
binds their numbers. Each set was written before it was first read. At first contact the numbers were right, unbound and
bound wrongly: 61, 11 and 8 of 80 in ``development``; 33, 7 and 3 of 43 in ``second``; 35, 7 and 1 of 43 in ``third``.
Rules were mended after a look at these, for what each error is an example of, and never after one at ``final``: 34, 1
and 1 of 36 there, the last because only its truth had not thought of a key with the group that the sentence names
(“kommunerna i glesbygd”). Exits 1 when a number is bound wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from plain_table import percent, show, show_lines
from prose_truth import TRUTH

from extractors.prose.grammar import grammar
from extractors.prose.paragraphs import read_prose
from extractors.text import text_without_layout
from schemas.claim import Claim
from schemas.codes import Language, Statistic
from schemas.indicators import Binding, bind_all

YEAR = 2014
FILE = TRUTH / "unseen.txt"
NOTHING = "-"
#: So that the reader knows who is asked, as a whole report would tell it.
SETTING = "Sveriges kommuner: kommuner, kommuner och åter kommuner."


@dataclass(frozen=True)
class Reading:
    """What a number means: None where the codebook should not hold it."""

    indicator_id: str
    category: str | None = None
    size_class: str | None = None
    year: int = YEAR
    change: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Its text, and each number as printed with the readings that are right, the first the best."""

    text: str
    numbers: tuple[tuple[str, tuple[Reading | None, ...]], ...]


@dataclass
class Outcome:
    """What became of the numbers of one set."""

    right: int = 0
    unbound: int = 0
    wrong: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All numbers."""
        return self.right + self.unbound + self.wrong

    def add(self, paragraph: Paragraph, printed: str, truth: tuple[Reading | None, ...], found: Reading | None) -> None:
        """Count one number."""
        if found in truth:
            self.right += 1
            return
        self.unbound += found is None
        self.wrong += found is not None
        told = f"wrong: {found}" if found else "unbound"
        self.lines.append(f"“{printed}” {told}, not {truth[0]}: {paragraph.text}")


def read_sets() -> dict[str, list[Paragraph]]:
    """The paragraphs by set."""
    sets: dict[str, list[Paragraph]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            sets[line.strip("[]")] = current = []
        elif line.startswith("  "):
            printed, _, readings = line.strip().partition(" = ")
            last = current.pop()
            told = tuple(_reading(text.strip()) for text in readings.split("|"))
            current.append(Paragraph(last.text, (*last.numbers, (printed, told))))
        elif line and not line.startswith("#"):
            current.append(Paragraph(line, ()))
    return sets


def _reading(text: str) -> Reading | None:
    if text == NOTHING:
        return None
    indicator_id, _, rest = text.partition(" ")
    year = int(rest.partition("year:")[2][:4] or YEAR)
    category = rest.partition("category:")[2].partition(" ")[0] or None
    size = rest.partition("size:")[2].partition(" year:")[0] or None
    return Reading(indicator_id, category, size, year, rest.endswith("change"))


def measure(paragraphs: list[Paragraph]) -> Outcome:
    """Bind every number; what was not read is unbound, and a bound number that nobody expects is wrong."""
    outcome = Outcome()
    for paragraph in paragraphs:
        found = list(_bound(paragraph.text))
        for printed, truth in paragraph.numbers:
            places = [place for place, (claim, _) in enumerate(found) if _same(claim.value_text, printed)]
            outcome.add(paragraph, printed, truth, found.pop(places[0])[1] if places else None)
        for claim, reading in found:
            if reading:
                outcome.add(paragraph, claim.value_text, (None,), reading)
    return outcome


def _bound(text: str) -> Iterator[tuple[Claim, Reading | None]]:
    texts = [text_without_layout(part, 1) for part in (SETTING, text)]
    claims = [claim for reading in read_prose(texts, grammar(Language.SWEDISH), YEAR) for claim, _ in reading.claims]
    for claim, binding in zip(claims, bind_all(claims), strict=True):
        yield claim, _meaning(claim, binding)


def _meaning(claim: Claim, binding: Binding | None) -> Reading | None:
    """What is published of it: a target and a number of no year are no observations."""
    year = (binding.year if binding else None) or claim.year
    if binding is None or binding.partial or year is None or claim.statistic is Statistic.TARGET:
        return None
    change = claim.statistic is Statistic.CHANGE
    return Reading(binding.indicator_id, binding.category, binding.size_class, year, change)


def _same(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def main() -> int:
    """Measure and print."""
    outcomes = {name: measure(paragraphs) for name, paragraphs in read_sets().items()}
    rows = [
        (name, str(each.total), percent(each.right, each.total), str(each.unbound), str(each.wrong))
        for name, each in outcomes.items()
    ]
    show("Sentences that nobody has seen", ("set", "numbers", "right", "unbound", "wrong (0)"), rows)
    show_lines("Misses", [f"{name}: {line}" for name, each in outcomes.items() for line in each.lines])
    return 1 if any(each.wrong for each in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
