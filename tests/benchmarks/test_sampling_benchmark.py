"""The simulation of samples' coverage runs, and its errors lie where it says."""

from __future__ import annotations

import sampling


def test_errors_lie_where_they_are_said_to() -> None:
    strata = sampling.population()
    spread, crowded, single = (sampling.wrong(strata, 0.05, lie) for lie in ("evenly", "crowded", "single"))
    assert len(spread) == len(crowded) == len(single) == round(0.05 * len(strata))
    assert {strata[item][0] for item in crowded} == {max(stratum for stratum, _ in strata.values())}
    assert {strata[item][1] for item in single} == {"single"}


def test_bounds_hold_in_a_short_simulation() -> None:
    for rate, *shares, _ in sampling.rows(30, rates=(0.0, 0.03)):
        assert all(float(share.removesuffix(" %")) >= 86 for share in shares), rate
