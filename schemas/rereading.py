"""What is read again to be confirmed, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.claim import Claim, Region


class Outcome(StrEnum):
    """What a second reading said of a number; ``beyond`` is what no second engine can read."""

    CONFIRMED = "confirmed"
    FAILED = "failed"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Printed:
    """A claim as the warehouse has it, to be read again; ``claim`` holds all that its id is made of.

    ``published`` says that a view publishes its value; ``scale`` is what a table's headers multiply it by.
    """

    claim_id: str
    claim: Claim
    published: bool
    scale: int = 1

    @property
    def places(self) -> tuple[Region, ...]:
        """Every box that it says it stands in."""
        return (*self.claim.regions, *self.claim.marks)


@dataclass(frozen=True)
class Finding:
    """What the second reading of one number gave: what was expected there, and what was found."""

    outcome: Outcome
    expected: str = ""
    found: str = ""


CONFIRMED = Finding(Outcome.CONFIRMED)


def sealed(printed: Printed, source_id: str, occurrences: int = 200) -> bool:
    """Whether a claim's id is still the hash of what it says: its text, value, unit, year, page, quote and subject.

    So any of them that was changed after it was loaded is found, even where the change could have been printed there.
    """
    keys = (printed.claim.key(source_id, occurrence) for occurrence in range(occurrences))
    return any(key == printed.claim_id for key in keys)
