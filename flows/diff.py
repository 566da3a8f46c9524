"""What ``skl diff`` shows of two states, and the sentence with which an ingestion ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flows.history import Recorder
from schemas.differences import Change, ChangeKind, Side, compare
from schemas.history import Record, State
from warehouse.errors import QueryError
from warehouse.states import find_run

#: Columns of a change; the printed number, the value that is published for it, and where both stand.
FIELDS = (
    *("change", "source_id", "page", "was", "now", "published_was", "published_now", "status_was", "status_now"),
    *("quote", "quote_was", "observation_id", "claim_id", "claim_id_was"),
)
#: What fits on a line.
SHORT = ("change", "source_id", "page", "was", "now", "published_was", "published_now", "status_now", "quote")
PAIR = 2
#: Listed only when asked for: the same number, elsewhere on the page or on another one.
ON_REQUEST = (ChangeKind.MOVED,)
_SAID = {
    ChangeKind.CHANGED: "changed",
    ChangeKind.APPEARED: "appeared",
    ChangeKind.VANISHED: "vanished",
    ChangeKind.REWORDED: "in other words",
    ChangeKind.MOVED: "moved",
    ChangeKind.VOUCHED: "vouched for otherwise",
}
_ALWAYS = (ChangeKind.CHANGED, ChangeKind.APPEARED, ChangeKind.VANISHED)


def chosen(asked: Sequence[str], known: list[str]) -> tuple[str | None, str]:
    """The two runs to compare: those asked for, one and the newest, or the last two; None where there is but one.

    Raises QueryError for a run that is not ``known``, and for more than two.
    """
    if not known:
        raise QueryError("no run is known")
    if len(asked) > PAIR:
        raise QueryError(f"two runs are compared, and {len(asked)} were named")
    named = [find_run(run, known) for run in asked]
    if len(named) == PAIR:
        return named[0], named[1]
    return next(iter([*named, *known[-PAIR:-1]]), None), known[-1]


def rows(changes: Iterable[Change], fields: tuple[str, ...], *, moved: bool = False) -> Iterator[tuple[object, ...]]:
    """One row for each number that changed, appeared or vanished; those that only ``moved`` on request."""
    for change in changes:
        if moved or change.kind not in ON_REQUEST:
            known = _row(change)
            yield tuple(known[name] for name in fields)


def _row(change: Change) -> dict[str, object]:
    was, now = _record(change.was), _record(change.now)
    before, after = _record(change.published_was), _record(change.published_now)
    published = change.published_now or change.published_was
    return {
        "change": change.kind.value,
        "source_id": change.source_id,
        "page": (now or was or after or before).get("page"),
        "was": was.get("value_text"),
        "now": now.get("value_text"),
        "published_was": before.get("value"),
        "published_now": after.get("value"),
        "status_was": before.get("status"),
        "status_now": after.get("status"),
        "quote": (now or after).get("quote"),
        "quote_was": (was or before).get("quote"),
        "observation_id": published.id if published else None,
        "claim_id": change.now.id if change.now else None,
        "claim_id_was": change.was.id if change.was else None,
    }


def _record(side: Side | None) -> Record:
    return side.record if side else {}


def summary(changes: Iterable[Change]) -> str:
    """How many numbers did what; what did not happen is said of the first three only."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {said}" for kind, said in _SAID.items() if counts[kind] or kind in _ALWAYS)


def source_lines(before: State, now: State, changes: Iterable[Change]) -> Iterator[str]:
    """One sentence for each source whose bytes changed, or that is new or gone: content, or only its formatting."""
    counts = Counter(change.source_id for change in changes if change.kind not in ON_REQUEST)
    for source_id in sorted(before.sources.keys() | now.sources.keys()):
        told = _became(before.sources.get(source_id), now.sources.get(source_id), counts[source_id])
        if told:
            yield f"{source_id}: {told}"


def _became(was: Record | None, now: Record | None, facts: int) -> str | None:
    if was is None or now is None:
        return "read for the first time, or again" if was is None else "no longer read"
    if was.get("snapshot_id") == now.get("snapshot_id"):
        return f"the same bytes, read otherwise: {facts} numbers differ" if facts else None
    return f"{_compared(was, now)} ({was.get('snapshot_id')} → {now.get('snapshot_id')})"


def _compared(was: Record, now: Record) -> str:
    if not _same(was, now, "content_hash"):
        return "the content changed"
    if _same(was, now, "layout_hash"):
        return "saved anew: other bytes, the same text in the same places"
    return "formatting only: the text is the same, its places or the drawings are not"


def _same(was: Record, now: Record, name: str) -> bool:
    """Whether both are known and equal, or both have no such checksum, as text without a layout."""
    return was.get(name) == now.get(name)


def ending(recorder: Recorder) -> str:
    """The last line of a run: what changed since the one before."""
    if recorder.last is None:
        return f"First run: {len(recorder.now.claims)} numbers, {len(recorder.now.observations)} observations."
    if recorder.entry.empty:
        return f"Nothing changed in what is published since run {recorder.last.run_id}."
    changes = compare(recorder.before, recorder.now)
    looks = [line for line in source_lines(recorder.before, recorder.now, changes) if "formatting only" in line]
    note = f" Formatting only: {', '.join(line.partition(':')[0] for line in looks)}." if looks else ""
    return f"Since run {recorder.last.run_id}: {summary(changes)} (skl diff).{note}"
