"""Samples: of the size asked, each stratum with its share, each item with the same chance, again by the seed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.binomial import at_most
from schemas.pivotal import draw


def items(sizes: list[int]) -> dict[str, int]:
    return {f"{stratum}-{index}": stratum for stratum, size in enumerate(sizes) for index in range(size)}


sizes = st.lists(st.integers(1, 40), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(sizes, st.integers(1, 200), st.integers(0, 5))
def test_each_stratum_gives_its_share_rounded_up_or_down(sizes: list[int], size: int, seed: int) -> None:
    strata = items(sizes)
    drawn = draw(strata, size, str(seed))
    assert len(drawn) == min(size, len(strata)) and drawn <= strata.keys()
    counts = Counter(strata[item] for item in drawn)
    for stratum, count in enumerate(sizes):
        share = count * min(size, len(strata)) / len(strata)
        assert abs(counts[stratum] - share) < 1 + 1e-9


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    strata = items([10, 30, 60])
    assert draw(strata, 20, "1") == draw(dict(reversed(strata.items())), 20, "1")
    assert draw(strata, 20, "1") != draw(strata, 20, "2")
    assert sorted(draw(items([2, 3]), 2, "7")) == ["1-1", "1-2"], "no version of Python may draw others"


def test_everything_has_the_same_chance() -> None:
    strata = items([1, 2, 7])
    times = Counter(item for seed in range(3_000) for item in draw(strata, 3, str(seed)))
    assert all(abs(times[item] / 3_000 - 0.3) < 0.035 for item in strata), times


def test_few_errors_are_no_likelier_than_in_independent_draws() -> None:
    """That is what the bound rests on; here all errors lie in one stratum, or are spread."""
    strata = items([3, 5, 12, 40])
    size, draws = 12, 3_000
    samples = [draw(strata, size, str(seed)) for seed in range(draws)]
    for errors in (
        {f"3-{index}" for index in range(15)},
        {f"2-{index}" for index in range(12)} | {"0-0", "1-0", "3-0"},
    ):
        seen = sum(not sample & errors for sample in samples) / draws
        assert seen <= at_most(0, size, len(errors) / len(strata)) + 0.01


def test_draws_for_other_purposes_are_alike() -> None:
    strata = items([50, 50])
    alike = draw(strata, 30, "1", "all") & draw(strata, 30, "1", "others")
    assert len(alike) >= 29
