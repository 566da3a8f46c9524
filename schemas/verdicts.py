"""A decision of a person: what it is, what it needs to be one, and what it was about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from pydantic import AwareDatetime

from schemas.signs import acts

LONGEST = 4000


class Verdict(StrEnum):
    """A decision: on a claim, on a row of the quarantine, or to take the last one back."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    UNSURE = "unsure"
    RELEASED = "released"
    WAIVED = "waived"
    UNDONE = "undone"


#: Verdicts that change what is published, or what counts as open: they need a reason.
REASONED = frozenset({Verdict.REJECTED, Verdict.CORRECTED, Verdict.RELEASED, Verdict.WAIVED})


@dataclass(frozen=True)
class Before:
    """What was seen when it was judged, for people and to find what took its place.

    ``meaning`` is the key of what it measures and ``subject`` what the number is said of; empty for what has none.
    """

    value_text: str
    value: float | None
    quote: str
    page: int | None
    meaning: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Draft:
    """A decision before it is written down.

    ``subject_id`` is a claim_id or a quarantine_id, ``content`` the checksum of what was judged (the subject's column
    ``content``), ``value`` the right value of a corrected claim, ``because`` the reason.
    """

    subject_id: str
    source_id: str
    content: str
    verdict: Verdict
    value: float | None
    because: str
    reviewer: str
    reviewed_at: AwareDatetime
    before: Before


@dataclass(frozen=True)
class Review(Draft):
    """A decision in the ledger."""

    previous_hash: str
    entry_hash: str


def fault(draft: Draft) -> str | None:
    """Say what keeps a draft from being a decision, for people; None when nothing does."""
    if not _says(draft.reviewer):
        return "who decides? A decision needs a name"
    if draft.verdict in REASONED and not _says(draft.because):
        return f"why? What is {draft.verdict} needs a reason"
    if (draft.value is not None) != (draft.verdict is Verdict.CORRECTED):
        return "the right value is needed" if draft.value is None else f"what is {draft.verdict} has no other value"
    if draft.value is not None and not math.isfinite(draft.value):
        return f"{draft.value} is no number"
    if not all((draft.subject_id, draft.source_id, draft.content)) or not _can_be_written(draft):
        return "it does not say what was judged"
    return next((told for text in (draft.reviewer, draft.because) if (told := unfit_text(text))), None)


def _says(text: str) -> bool:
    """Whether there is anything to read: spaces of no width, marks and dots name nobody."""
    return any(sign.isalnum() for sign in text)


def _can_be_written(draft: Draft) -> bool:
    seen = draft.before
    try:
        "".join((seen.value_text, seen.quote, seen.meaning, seen.subject)).encode()
    except UnicodeEncodeError:  # half a character
        return False
    return seen.value is None or math.isfinite(seen.value)


def unfit_text(text: str) -> str | None:
    """Say why people can't be shown a text as it is, for people; None when they can."""
    if len(text) > LONGEST:
        return f"a text of {len(text)} characters; expected: at most {LONGEST}"
    for sign in text:
        if acts(sign):
            return f"the sign {ascii(sign)[1:-1]} in “{ascii(text[:40])[1:-1]}”; expected: plain text in one line"
    return None
