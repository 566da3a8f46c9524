"""The catalog as rows for ``skl sources``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.snapshots import SnapshotError, last_reached, newest
from schemas.catalog import Source

COLUMNS = (
    "source_id",
    "kind",
    "year",
    "origin",
    "stands_in_for",
    "snapshot",
    "retrieved_at",
    "last_reached_at",
    "title",
)


def source_rows(sources: Iterable[Source]) -> Iterator[tuple[object, ...]]:
    """One row a source; a broken ledger or snapshot shows as such in the column ``snapshot``."""
    for source in sources:
        try:
            snapshot, reached = newest(source), last_reached(source)
        except SnapshotError as error:
            yield (*_known(source), str(error), None, None, source.title)
            continue
        name = snapshot.path.name if snapshot else None
        taken = snapshot.retrieved_at if snapshot else None
        yield (*_known(source), name, taken, reached, source.title)


def _known(source: Source) -> tuple[object, ...]:
    return (source.id, source.kind.value, source.year, source.origin.value, source.stands_in_for)
