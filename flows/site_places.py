"""Places that the database does not know, for the auditor's page: of rows held back, and of what was judged before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.isolation import Isolation
from flows.settings import Terms
from flows.snapshots import SnapshotError, open_snapshot, read_ledger
from schemas.catalog import load_catalog
from schemas.claim import Region
from schemas.codes import MediaType
from schemas.snapshot import Snapshot
from warehouse.site import Shown
from warehouse.site_numbers import Number, box, in_order

#: How a row held back is written: the number, and the words around it.
_DASH = " — "
#: A verdict was given on the snapshot that was new then; a newer one may have been there and not been read yet.
_LOOK_BACK = 3


def with_places(isolation: Isolation, content: bytes, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Give each row held back that has none the place of its words, if its page has them exactly once."""
    without = [each for each in numbers if each["kind"] == "held" and each["page"] and not each["boxes"]]
    sought = [(int(each["page"]), *_words(each["value_text"])) for each in without]
    found = dict(zip((each["id"] for each in without), _find(isolation, content, sought), strict=True))
    return in_order(each | {"boxes": _boxes(found[each["id"]])} if each["id"] in found else each for each in numbers)


def _words(raw_text: str) -> tuple[str, str]:
    """What a row held back quotes, and the number in it."""
    number, dash, quote = raw_text.partition(_DASH)
    return (quote, number) if dash else (raw_text, "")


def _find(isolation: Isolation, content: bytes, sought: list[tuple[int, str, str]]) -> list[tuple[Region, ...]]:
    """Nothing where it is not certain, or the file can't be searched."""
    if not sought:
        return []
    found, problem = isolation.ask("find", {"wanted": sought}, content, Terms())
    return [()] * len(sought) if problem is not None else list(found)


def _boxes(regions: Sequence[Region]) -> list[tuple[int, float, float, float, float]]:
    return [box(each.page, each.x0, each.top, each.x1, each.bottom) for each in regions]


def earlier_pages(isolation: Isolation, shown: Shown, raw: Path) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    """Each lapsed verdict with the page that it was given on, as a picture; None where that is not certain.

    Raises SnapshotError when the ledger of the source can't be read, CatalogError for the source.
    """
    snapshots = read_ledger(load_catalog(raw).get(shown.source["source_id"])) if shown.lapsed else []
    for lapsed in shown.lapsed:
        then = datetime.fromisoformat(lapsed["reviewed_at"]).replace(tzinfo=UTC)
        candidates = [each for each in reversed(snapshots) if each.retrieved_at <= then][:_LOOK_BACK]
        yield next(filter(None, (_seen(isolation, lapsed, each) for each in candidates)), (lapsed, None))


def _seen(isolation: Isolation, lapsed: dict[str, Any], snapshot: Snapshot) -> tuple[dict[str, Any], bytes] | None:
    """The page of a snapshot, if the words that were judged stand on it exactly once."""
    before = lapsed["before"]
    if snapshot.media_type is not MediaType.PDF or not before or not before["page"]:
        return None
    try:
        content = open_snapshot(snapshot)
    except SnapshotError:  # an older file that is gone hides no number: the words are shown without their picture
        return None
    quote, number = _words(before["quote"])
    ((*regions,),) = _find(isolation, content, [(before["page"], quote, number or before["value_text"])])
    if not regions:
        return None
    drawn, problem = isolation.ask("pages", {"pages": [before["page"]]}, content, Terms())
    if problem is not None:
        return None
    ((image, width, height),) = drawn
    told = {"sha256": snapshot.sha256, "retrieved": str(snapshot.retrieved_at), "width": width, "height": height}
    return lapsed | {"seen": told | {"boxes": _boxes(regions)}}, image
