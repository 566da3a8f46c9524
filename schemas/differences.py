"""What differs between two states, number by number: which claim became which, and what that did to what is published.

A claim's id changes with what is printed, so one edited digit makes one id vanish and another appear. They are paired
again, source by source, from the surest likeness to the loosest: the same words on another page, the same number in a
sentence that changed around it, the same words around another number, the same label, the same place, most of the
words. What is as like to several stays unpaired until a surer likeness tells them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from schemas.claim import Region
from schemas.history import Record, Records, State

#: Programs round places differently; what moved less has not moved, in points.
STILL = 1.0
#: How much of the smaller of two boxes the other must cover, and of two quotes must be equal, to be of one number.
_SHARED, _ALIKE, _VERY_ALIKE = 0.5, 0.6, 0.8
#: Fewer words are alike by chance.
_FEWEST_WORDS = 3
_NUMBER = re.compile(r"\d+(?:[ \u00a0.,]\d+)*")
_MEANING = (
    *("value", "value_low", "value_high", "unit", "statistic", "qualifier", "year", "indicator_id", "group_label"),
)
_WORDS = ("value_text", "quote", "subject")
_EDGES = ("x0", "top", "x1", "bottom")
_PUBLISHED = ("value", "value_low", "value_high", "qualifier", "respondents")
_VOUCHED = ("status", "witnesses", "review")


class ChangeKind(StrEnum):
    """What became of a number."""

    CHANGED = "changed"
    APPEARED = "appeared"
    VANISHED = "vanished"
    REWORDED = "reworded"
    MOVED = "moved"
    VOUCHED = "vouched"


@dataclass(frozen=True)
class Side:
    """A row with its id, as it was or as it is."""

    id: str
    record: Record


@dataclass(frozen=True)
class Change:
    """A printed number that differs, and the published value that it speaks of; or the latter alone.

    ``was`` and ``now`` are the claim before and after, ``published_was`` and ``published_now`` the observation.
    """

    kind: ChangeKind
    source_id: str
    was: Side | None = None
    now: Side | None = None
    published_was: Side | None = None
    published_now: Side | None = None


def compare(before: State, now: State) -> list[Change]:
    """All that differs: claims by source and page, then what is published otherwise though no claim differs."""
    printed = [change for pair in _pairs(before.claims, now.claims) if (change := _printed(*pair))]
    told: set[str] = set()
    changes = [_with_published(change, before, now, told) for change in printed]
    return [*sorted(changes, key=_order), *_published(before.observations, now.observations, told)]


def _order(change: Change) -> tuple[str, int, float, float]:
    side = change.now or change.was
    record = side.record if side else {}
    return (change.source_id, *(float(record.get(name) or 0) for name in ("page", "top", "x0")))  # type: ignore[return-value]


def _pairs(before: Records, now: Records) -> Iterator[tuple[Side | None, Side | None]]:
    yield from ((Side(key, before[key]), Side(key, now[key])) for key in before.keys() & now.keys())
    gone, new = _by_source(before, before.keys() - now.keys()), _by_source(now, now.keys() - before.keys())
    for source_id in sorted(gone.keys() | new.keys()):
        yield from pair(gone.get(source_id, []), new.get(source_id, []))


def _by_source(records: Records, keys: Iterable[str]) -> dict[str, list[Side]]:
    wanted = set(keys)
    found: dict[str, list[Side]] = defaultdict(list)
    for key, record in records.items():
        if key in wanted:
            found[str(record["source_id"])].append(Side(key, record))
    return found


def pair(gone: list[Side], new: list[Side]) -> Iterator[tuple[Side | None, Side | None]]:
    """Pair what vanished from one source with what appeared in it; the rest stands alone."""
    for key in _LIKENESSES:
        made, gone, new = _by_key(key, gone, new)
        yield from made
    for like in (_at_one_place, _in_like_words):
        made, gone, new = _by_score(like, gone, new)
        yield from made
    yield from ((side, None) for side in gone)
    yield from ((None, side) for side in new)


Pairs = list[tuple[Side | None, Side | None]]


def _by_key(
    key: Callable[[Record], Hashable], gone: list[Side], new: list[Side]
) -> tuple[Pairs, list[Side], list[Side]]:
    """Pair in order where as many are like each other on either side."""
    one, other = _grouped(key, gone), _grouped(key, new)
    made: Pairs = []
    for likeness, sides in one.items():
        if len(sides) == len(other.get(likeness, [])):
            made += zip(sides, other[likeness], strict=True)
    return made, *_without(made, gone, new)


def _grouped(key: Callable[[Record], Hashable], sides: list[Side]) -> dict[Hashable, list[Side]]:
    groups: dict[Hashable, list[Side]] = defaultdict(list)
    for side in sides:
        groups[key(side.record)].append(side)
    return groups


def _by_score(
    like: Callable[[Record, Record], float], gone: list[Side], new: list[Side]
) -> tuple[Pairs, list[Side], list[Side]]:
    """Pair the likest of each page first."""
    there = _grouped(_fields("page"), new)
    scored = [
        (like(one.record, other.record), one, other)
        for one in gone
        for other in there.get((one.record.get("page"),), ())
    ]
    made: Pairs = []
    taken: set[str] = set()
    for score, one, other in sorted(scored, key=lambda item: (-item[0], item[1].id, item[2].id)):
        if score > 0 and not {one.id, other.id} & taken:
            made.append((one, other))
            taken |= {one.id, other.id}
    return made, *_without(made, gone, new)


def _without(made: Pairs, gone: list[Side], new: list[Side]) -> tuple[list[Side], list[Side]]:
    taken = {side.id for both in made for side in both if side}
    return [side for side in gone if side.id not in taken], [side for side in new if side.id not in taken]


def _masked(text: object, record: Record) -> str:
    """A text without the record's number and without all others."""
    return _NUMBER.sub("#", str(text).replace(str(record["value_text"]), "#", 1))


def _fields(*names: str) -> Callable[[Record], Hashable]:
    return lambda record: tuple(record.get(name) for name in names)


def _frame(*names: str, masked: tuple[str, ...]) -> Callable[[Record], Hashable]:
    plain = _fields(*names)
    return lambda record: (plain(record), *(_masked(record.get(name), record) for name in masked))


_SAME_NUMBER = ("reader", "value_text", "value", "unit", "statistic", "year")
_LIKENESSES: tuple[Callable[[Record], Hashable], ...] = (
    _fields(*_SAME_NUMBER, "quote", "subject"),
    _frame("page", *_SAME_NUMBER, masked=("quote", "subject")),
    _frame("page", "reader", "subject", masked=("quote",)),
    _frame("page", "reader", masked=("quote", "subject")),
    _frame("reader", "subject", "unit", "statistic", masked=("quote",)),
)


def _at_one_place(one: Record, other: Record) -> float:
    """How much of the smaller box is shared, where it is enough and both are read in one way."""
    if one["reader"] != other["reader"]:
        return 0.0
    first, second = _box(one), _box(other)
    return 1.0 if first and second and first.overlaps(second, _SHARED) else 0.0


def _in_like_words(one: Record, other: Record) -> float:
    """How alike two quotes are, where it is enough; more must be where their numbers differ, too."""
    if _differ(one, other, ("reader", "unit")):
        return 0.0
    least = _ALIKE if one.get("value") == other.get("value") else _VERY_ALIKE
    words, others = (_masked(record["quote"], record).split() for record in (one, other))
    if min(len(words), len(others)) < _FEWEST_WORDS:
        return 0.0
    ratio = SequenceMatcher(None, words, others, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def _box(record: Record) -> Region | None:
    edges = [record.get(name) for name in _EDGES]
    if any(edge is None for edge in edges):
        return None
    return Region(int(record.get("page") or 0), *(float(edge or 0) for edge in edges))


def _printed(was: Side | None, now: Side | None) -> Change | None:
    side = now or was
    assert side is not None
    kind = _kind(was, now)
    return Change(kind, str(side.record["source_id"]), was, now) if kind else None


def _kind(was: Side | None, now: Side | None) -> ChangeKind | None:
    if was is None or now is None:
        return ChangeKind.APPEARED if was is None else ChangeKind.VANISHED
    one, other = was.record, now.record
    if _differ(one, other, _MEANING):
        return ChangeKind.CHANGED
    if _differ(one, other, _WORDS):
        return ChangeKind.REWORDED
    return ChangeKind.MOVED if _moved(one, other) else None


def _differ(one: Record, other: Record, names: Iterable[str]) -> bool:
    return any(one.get(name) != other.get(name) for name in names)


def _moved(one: Record, other: Record) -> bool:
    if one.get("page") != other.get("page"):
        return True
    return any(abs(float(one.get(edge) or 0) - float(other.get(edge) or 0)) > STILL for edge in _EDGES)


def _with_published(change: Change, before: State, now: State, told: set[str]) -> Change:
    """Add the observation that the claim speaks of, before and after; ``told`` gathers those that are told so."""
    was, is_now = _spoken_of(change.was, before), _spoken_of(change.now, now)
    if change.kind is not ChangeKind.MOVED:
        told |= {side.id for side in (was, is_now) if side}
    return Change(change.kind, change.source_id, change.was, change.now, was, is_now)


def _spoken_of(claim: Side | None, state: State) -> Side | None:
    key = claim.record.get("observation_id") if claim else None
    record = state.observations.get(str(key)) if key else None
    return Side(str(key), record) if record is not None else None


def _published(before: Records, now: Records, told: set[str]) -> Iterator[Change]:
    """Published values that differ though no printed number does: a rule, a precedence or a verdict changed."""
    for key in sorted(before.keys() | now.keys()):
        was, is_now = before.get(key), now.get(key)
        kind = None if key in told else _kind_published(was, is_now)
        if kind is not None:
            record = is_now or was or {}
            sides = (Side(key, was) if was else None, Side(key, is_now) if is_now else None)
            yield Change(kind, str(record.get("source_id")), None, None, *sides)


def _kind_published(was: Record | None, now: Record | None) -> ChangeKind | None:
    if was is None or now is None:
        return ChangeKind.APPEARED if was is None else ChangeKind.VANISHED
    if _differ(was, now, _PUBLISHED):
        return ChangeKind.CHANGED
    return ChangeKind.VOUCHED if _differ(was, now, _VOUCHED) else None
