"""How often the bound of a sample holds: simulated, for true error rates from 0 to 10 %, however errors lie.

``python tests/benchmarks/sampling.py [--draws 400]``. Values lie in strata of very unlike sizes; errors are spread
evenly, or crowd in one stratum, or in those that only one place vouches for. Each draw is judged without mistake, and
its bound is held against the true share. The goal is that at least 95 % of the bounds at 95 % hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence

from plain_table import show

from schemas.binomial import sample_size, upper_bound
from schemas.pivotal import draw

CONFIDENCE, BOUND = 0.95, 0.02
RATES = (0.0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1)
SIZES = (1, 2, 3, 5, 8, 13, 40, 90, 240, 600)


def population() -> dict[str, tuple[int, str]]:
    """Ids with their strata; every second stratum is of values that only one place vouches for."""
    kinds = ("single", "corroborated")
    return {
        f"{stratum}-{index}": (stratum, kinds[stratum % 2])
        for stratum, size in enumerate(SIZES)
        for index in range(size)
    }


def wrong(strata: Mapping[str, tuple[int, str]], rate: float, lie: str) -> set[str]:
    """The errors: evenly among all, crowded into the largest stratum, or into the single ones, smallest first."""
    count = round(rate * len(strata))
    items = list(strata)
    if lie == "evenly":
        step = len(items) / max(count, 1)
        return {items[int(step * index)] for index in range(count)}
    wanted = (lambda item: -strata[item][0]) if lie == "crowded" else (lambda item: strata[item][1] == "corroborated")
    return set(sorted(items, key=wanted)[:count])


def covered(strata: Mapping[str, tuple[int, str]], errors: set[str], size: int, draws: int) -> float:
    """The share of draws whose bound holds."""
    truth = len(errors) / len(strata)
    held = 0
    for seed in range(draws):
        found = len(draw(strata, size, str(seed)) & errors)
        held += upper_bound(found, size, CONFIDENCE) >= truth
    return held / draws


def rows(draws: int, rates: Sequence[float] = RATES) -> Iterator[tuple[str, ...]]:
    """Coverage of both samples of a worklist by error rate and by where the errors lie."""
    strata = population()
    size = sample_size(BOUND, CONFIDENCE)
    singles = {item: stratum for item, stratum in strata.items() if stratum[1] == "single"}
    for rate in rates:
        shares = [covered(strata, wrong(strata, rate, lie), size, draws) for lie in ("evenly", "crowded", "single")]
        shares.append(covered(singles, wrong(singles, rate, "evenly"), size, draws))
        yield (f"{100 * rate:.1f} %", *(f"{100 * share:.1f} %" for share in shares), ">= 95 %")


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description="How often the bound of a sample holds, simulated.")
    parser.add_argument("--draws", type=int, default=400)
    options = parser.parse_args(arguments)
    header = ("true share wrong", "evenly", "crowded", "in single ones", "of the single ones only", "goal")
    show(f"Bounds that hold, of {options.draws} draws each", header, list(rows(options.draws)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
