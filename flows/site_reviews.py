"""From what the auditor's page sends to a draft for the ledger: only what the page showed can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.reviews import append_review, read_reviews
from schemas.reviews import Before, Draft, Review, Verdict, standing
from warehouse.site import Site


class UnfitError(Exception):
    """What was sent is no verdict on a number of this site; the message says why."""


@dataclass(frozen=True)
class Subject:
    """What can be judged: a claim, or a row of the quarantine when ``held``."""

    source_id: str
    content: str
    held: bool
    before: Before


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    subject_id: str
    content: str
    verdict: str
    value: float | None
    because: str
    reviewer: str


_OF_CLAIMS = {Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED, Verdict.UNSURE, Verdict.UNDONE}
_OF_HELD = {Verdict.RELEASED, Verdict.WAIVED, Verdict.UNSURE, Verdict.UNDONE}


def subjects(site: Site) -> dict[str, Subject]:
    """Everything of a site that can be judged, by its id."""
    return {
        number["id"]: _subject(shown.source["source_id"], number)
        for shown in site.sources
        for number in shown.numbers
        if number["kind"] != "token"
    }


def _subject(source_id: str, number: Mapping[str, Any]) -> Subject:
    before = Before(
        number["value_text"],
        number["value"],
        number["quote"],
        number["page"],
        str(number.get("indicator_id") or ""),
        str(number.get("subject") or ""),
    )
    return Subject(source_id, number["content"], number["kind"] == "held", before)


def drafted(body: bytes, known: Mapping[str, Subject]) -> Draft:
    """Return what was sent as a draft of now. Raises UnfitError."""
    try:
        sent = _Sent.model_validate_json(body)
        verdict = Verdict(sent.verdict)
    except (ValidationError, ValueError) as error:
        raise UnfitError("that is no verdict as this page sends it; load the page anew") from error
    subject = known.get(sent.subject_id)
    if subject is None:
        raise UnfitError("this number is not in the database that is served")
    if subject.content != sent.content:
        raise UnfitError("the number has changed since it was shown; load the page anew and look again")
    if verdict not in (_OF_HELD if subject.held else _OF_CLAIMS):
        raise UnfitError(f"a {'row held back' if subject.held else 'number'} can't be {verdict}")
    return Draft(
        subject_id=sent.subject_id,
        source_id=subject.source_id,
        content=subject.content,
        verdict=verdict,
        value=sent.value,
        because=sent.because,
        reviewer=sent.reviewer,
        reviewed_at=datetime.now(UTC),
        before=subject.before,
    )


def record(raw: Path, draft: Draft) -> Review | None:
    """Write a decision down and return the one that stands then. Raises UnfitError, ReviewError.

    One that stands already is not written again: a browser that got no answer sends it once more.
    """
    now = standing(read_reviews(raw)).get(draft.subject_id)
    if now is None and draft.verdict is Verdict.UNDONE:
        raise UnfitError("there is no verdict on it to undo")
    if now is not None and _said(now) == _said(draft):
        return now
    append_review(raw, draft)
    return standing(read_reviews(raw)).get(draft.subject_id)


def _said(draft: Draft) -> tuple[object, ...]:
    return draft.content, draft.verdict, draft.value, draft.because.strip(), draft.reviewer.strip()
