"""Draw a sample in which everything has the same chance and each stratum its share, so that an exact bound holds.

A stratum gives its share of the sample rounded down, and one more or not by pivotal sampling among the strata (J.-C.
Deville and Y. Tillé, "Unequal probability sampling without replacement through a splitting method", Biometrika 85,
1998); within it, those that come first in a random order are drawn. Together that is pivotal sampling of all, where
those of a stratum meet first.

Why Clopper and Pearson's bound, which is for independent draws, holds for it: in pivotal samples the number of errors
is distributed as a sum of independent trials of unequal chances (they are strongly Rayleigh: P. Brändén and
J. Jonasson, "Negative dependence in sampling", Scand. J. Stat. 39, 2012), whose mean is the share of errors times the
sample's size since all have the same chance to be drawn. Of all such sums with that mean, few errors are the likeliest
where the chances are equal (W. Hoeffding, Ann. Math. Stat. 27, 1956), and that is the binomial. So the bound errs on
the safe side.

Chance comes from hashes of the seed and the ids: no version of Python or its libraries changes a draw.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

Stratum = TypeVar("Stratum", bound=Hashable)
_WHOLE = 1 << 256


def draw(strata: Mapping[str, Stratum], size: int, seed: str, purpose: str = "") -> frozenset[str]:
    """Draw ``size`` of the ids, or all when there are not more; ``strata`` says which stratum each id is in.

    Draws with the same seed and other purposes are as alike as their strata allow, which saves work: each is a sample
    of its own of what it is drawn from.
    """
    if size >= len(strata):
        return frozenset(strata)
    chance = Fraction(size, len(strata))
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for item, stratum in strata.items():
        groups[repr(stratum)].append(item)
    shares = {name: len(items) * chance for name, items in sorted(groups.items())}
    more = _pivotal({name: share % 1 for name, share in shares.items()}, f"{seed}\x1f{purpose}")
    drawn: set[str] = set()
    for name, items in groups.items():
        shuffled = sorted(items, key=lambda item: _random(seed, item))
        drawn.update(shuffled[: int(shares[name]) + (name in more)])
    return frozenset(drawn)


def _pivotal(chances: Mapping[str, Fraction], seed: str) -> set[str]:
    """Draw each name with its chance; the chances add up to a whole number, which is how many are drawn.

    Each fights the one before: one of the two is settled, the other goes on with what is left of their chances.
    """
    drawn: set[str] = set()
    last, kept = "", Fraction(0)
    for name, chance in chances.items():
        both = kept + chance
        if not kept or not chance:
            last, kept = (name, chance) if not kept else (last, kept)
            continue
        luck = _random(seed, last, name)
        if both < 1:
            last = name if luck < chance / both else last
        else:
            wins = luck < (1 - chance) / (2 - both)
            drawn.add(last if wins else name)
            last = name if wins else last
        kept = both % 1
    return drawn


def _random(seed: str, *words: str) -> Fraction:
    """A number from 0 to below 1, the same for the same words."""
    digest = hashlib.sha256("\x1f".join((seed, *words)).encode()).digest()
    return Fraction(int.from_bytes(digest, "big"), _WHOLE)
