"""What each run published, kept as changes only: a ledger that is replayed into states and into spells of time. Pure.

An entry holds absolute rows (“from this run on, this claim reads so”; None: it is gone), never differences between
rows. So an entry that is lost or replayed twice spoils nothing beyond its own run: the next one is made against what
the replay gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

Value = str | int | float | bool | None
Record = Mapping[str, Value]
#: Rows by id.
Records = dict[str, Record]
#: Rows by id as they are from some run on; None says that there is none any more.
Delta = dict[str, Record | None]
KINDS = ("sources", "claims", "observations")


@dataclass(frozen=True)
class State:
    """What a run published: the sources that were read, their claims, and the observations, each by id."""

    sources: Records = field(default_factory=dict)
    claims: Records = field(default_factory=dict)
    observations: Records = field(default_factory=dict)

    def of(self, kind: str) -> Records:
        """Rows of one of ``KINDS``."""
        rows: Records = getattr(self, kind)
        return rows


@dataclass(frozen=True)
class Moment:
    """A run and when it began (UTC)."""

    run_id: str
    at: datetime


@dataclass(frozen=True)
class Entry:
    """What a run changed, and the last run before it, None for the first."""

    run: Moment
    after: Moment | None = None
    sources: Delta = field(default_factory=dict)
    claims: Delta = field(default_factory=dict)
    observations: Delta = field(default_factory=dict)

    def of(self, kind: str) -> Delta:
        """Changes of one of ``KINDS``."""
        rows: Delta = getattr(self, kind)
        return rows

    @property
    def empty(self) -> bool:
        """Whether it changed nothing."""
        return not any(self.of(kind) for kind in KINDS)


@dataclass(frozen=True)
class Spell:
    """A row, and the unbroken time in which it read so: from its ``first`` run to its ``last``.

    ``until`` is the first run in which it no longer did, None while it still does.
    """

    id: str
    record: Record
    first: Moment
    last: Moment
    until: str | None


def noted(run: Moment, after: Moment | None, before: State, now: State) -> Entry:
    """What a run has changed that found one state and left the other."""
    sources, claims, observations = (_delta(before.of(kind), now.of(kind)) for kind in KINDS)
    return Entry(run, after, sources, claims, observations)


def _delta(before: Records, now: Records) -> Delta:
    gone: Delta = {key: None for key in sorted(before.keys() - now.keys())}
    return gone | {key: row for key, row in now.items() if before.get(key) != row}


def replay(entries: Iterable[Entry]) -> State:
    """The state after these entries."""
    state = State()
    for entry in entries:
        for kind in KINDS:
            rows = state.of(kind)
            for key, row in entry.of(kind).items():
                if row is None:
                    rows.pop(key, None)
                else:
                    rows[key] = row
    return state


def spells(entries: Iterable[Entry], kind: str, now: Moment) -> Iterator[Spell]:
    """Every row of one kind with its time, in the order in which they began; ``now`` is the run that is being made.

    A row that an entry changes read so up to the run before that entry's.
    """
    open_: dict[str, tuple[Record, Moment, int]] = {}
    done: list[tuple[int, Spell]] = []
    number = 0
    for entry in entries:
        for key, row in entry.of(kind).items():
            if key in open_:
                record, first, place = open_.pop(key)
                done.append((place, Spell(key, record, first, entry.after or first, entry.run.run_id)))
            if row is not None:
                open_[key] = (row, entry.run, number)
                number += 1
    done += [(place, Spell(key, record, first, now, None)) for key, (record, first, place) in open_.items()]
    return (spell for _, spell in sorted(done, key=lambda item: item[0]))
