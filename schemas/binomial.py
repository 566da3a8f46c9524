"""What a number of errors in a sample says at most of the whole: Clopper and Pearson's exact one-sided bound.

C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26 (1934). The bound is the share at which so few errors would still be seen with a chance of 1 - confidence.
"""

from __future__ import annotations

from math import ceil, exp, floor, fsum, lgamma, log, log1p

_HALVINGS = 60


def upper_bound(errors: int, sample: int, confidence: float) -> float:
    """Return the largest share of errors (0-1) that ``errors`` in a sample still allow at this confidence.

    Raises ValueError for counts that no sample has, or a confidence outside of 0-1.
    """
    if not 0 <= errors <= sample or not 0 < confidence < 1:
        raise ValueError(f"{errors} errors in {sample} at {confidence}")
    if errors == sample:
        return 1.0
    low, high = errors / sample, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if at_most(errors, sample, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def at_most(errors: int, sample: int, share: float) -> float:
    """Chance of that many errors or fewer in a sample of which each is one with chance ``share``."""
    if share <= 0 or errors >= sample:
        return 1.0
    if share >= 1:
        return 0.0
    return min(1.0, fsum(exp(_log_chance(count, sample, share)) for count in range(errors + 1)))


def _log_chance(count: int, sample: int, share: float) -> float:
    ways = lgamma(sample + 1) - lgamma(count + 1) - lgamma(sample - count + 1)
    return ways + count * log(share) + (sample - count) * log1p(-share)


def sample_size(bound: float, confidence: float) -> int:
    """Return how many must be looked at so that no error among them says: at most ``bound`` (0-1) of all are wrong.

    Raises ValueError unless both lie between 0 and 1.
    """
    if not 0 < bound < 1 or not 0 < confidence < 1:
        raise ValueError(f"a bound of {bound} at {confidence}")
    exact = log(1 - confidence) / log1p(-bound)
    size = max(1, floor(exact))
    return size if upper_bound(0, size, confidence) <= bound else max(size + 1, ceil(exact))
