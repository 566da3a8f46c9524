"""How the result of a sample is told, in English and in Swedish."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Words:
    """Sentences with places for counts and shares; ``decimal`` is the sign before decimals."""

    one_error: str
    errors: str
    wrong: str
    unsure: str
    not_judged: str
    counted: str
    all_there_are: str
    at_most: str
    singles: str
    decimal: str

    def count(self, errors: int, total: int) -> str:
        """How many errors in how many."""
        return (self.one_error if errors == 1 else self.errors).format(errors=errors, total=total)

    def percent(self, share: float) -> str:
        """Percent with a decimal, never rounded down: a bound that is rounded down is none."""
        return f"{ceil(round(1000 * share, 6)) / 10:.1f}".replace(".", self.decimal)


ENGLISH = Words(
    one_error="{errors} error in {total}",
    errors="{errors} errors in {total}",
    wrong="wrong",
    unsure="unsure",
    not_judged="not judged",
    counted="what was not accepted is counted as wrong",
    all_there_are="{told}, which are all there are: {share} % wrong",
    at_most="{told}: at most {share} % wrong at {level} %",
    singles="of the numbers that only one place vouches for: {told}",
    decimal=".",
)
SWEDISH = Words(
    one_error="{errors} fel bland {total}",
    errors="{errors} fel bland {total}",
    wrong="fel",
    unsure="osäkra",
    not_judged="inte granskade",
    counted="det som inte är godkänt räknas som fel",
    all_there_are="{told}, som är alla som finns: {share} % fel",
    at_most="{told}: högst {share} % fel, med {level} % säkerhet",
    singles="bland siffrorna som bara ett ställe styrker: {told}",
    decimal=",",
)
LANGUAGES = {"sv": SWEDISH, "en": ENGLISH}
