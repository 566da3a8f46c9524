"""What people decided, as a chain of entries: each holds the hash of the one before it and its own.

An entry is one line of canonical JSON (sorted keys, no spaces, UTF-8). ``entry_hash`` is the SHA-256 of the
canonical JSON of all other keys, ``previous_hash`` among them. So an entry that is edited, removed, moved or put in
breaks the chain at a line that can be named. What a chain alone can't see is that its end was cut off between two
entries, or that all of it was written anew: whoever needs to know compares the ``Head`` noted elsewhere (each run
notes it) with the ledger (``first_unlike``).
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from enum import StrEnum

from pydantic import AwareDatetime, TypeAdapter

NOTHING_BEFORE = "0" * 64
LONGEST = 4000
#: What shows text in another order than it is written in, and so could show another name or reason.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


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


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries there are, and the hash of the last."""

    count: int
    entry_hash: str

    def __str__(self) -> str:
        """Say it as each run does."""
        return f"{self.count} entries, head {self.entry_hash[:16]}"


_REVIEW = TypeAdapter(Review)


def fault(draft: Draft) -> str | None:
    """Say what keeps a draft from being a decision, for people; None when nothing does."""
    if not draft.reviewer.strip():
        return "who decides? A decision needs a name"
    if draft.verdict in REASONED and not draft.because.strip():
        return f"why? What is {draft.verdict} needs a reason"
    if (draft.value is not None) != (draft.verdict is Verdict.CORRECTED):
        return "the right value is needed" if draft.value is None else f"what is {draft.verdict} has no other value"
    if draft.value is not None and not math.isfinite(draft.value):
        return f"{draft.value} is no number"
    if not all((draft.subject_id, draft.source_id, draft.content)) or not _can_be_written(draft):
        return "it does not say what was judged"
    return next((told for text in (draft.reviewer, draft.because) if (told := _unfit(text))), None)


def _can_be_written(draft: Draft) -> bool:
    try:
        _canonical(asdict(draft.before))
    except ValueError:  # half a character, or a number that is none
        return False
    return True


def _unfit(text: str) -> str | None:
    if len(text) > LONGEST:
        return f"a text of {len(text)} characters; expected: at most {LONGEST}"
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") or sign in _REORDERING:
            return f"the sign {ascii(sign)[1:-1]} in “{ascii(text[:40])[1:-1]}”; expected: plain text in one line"
    return None


def chained(previous: Review | None, draft: Draft) -> Review:
    """Return the draft as the entry after ``previous``. Raises ValueError when it has a ``fault``."""
    told = fault(draft)
    if told is not None:
        raise ValueError(told)
    fields = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    fields["reviewer"], fields["because"] = _tidy(draft.reviewer), _tidy(draft.because)
    fields["reviewed_at"] = draft.reviewed_at.astimezone(UTC)
    unsigned = Review(**fields, previous_hash=previous.entry_hash if previous else NOTHING_BEFORE, entry_hash="")
    return Review(**fields, previous_hash=unsigned.previous_hash, entry_hash=_hash(unsigned))


def _tidy(text: str) -> str:
    """Å as one letter, whichever way it was typed, so that a name is one name."""
    return unicodedata.normalize("NFC", text.strip())


def written(review: Review) -> bytes:
    """Return the entry as it stands in the ledger, its line end included."""
    return _canonical(_entry(review)) + b"\n"


def _entry(review: Review) -> dict[str, object]:
    return asdict(review) | {"reviewed_at": review.reviewed_at.astimezone(UTC).isoformat(timespec="microseconds")}


def _hash(review: Review) -> str:
    rest = {name: field for name, field in _entry(review).items() if name != "entry_hash"}
    return hashlib.sha256(_canonical(rest)).hexdigest()


def _canonical(content: dict[str, object]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def lines_of(content: bytes) -> list[bytes]:
    r"""Split a ledger's bytes into lines, each with its end; only ``\n`` ends one."""
    parts = content.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + [part for part in parts[-1:] if part]


def read(lines: Iterable[bytes]) -> tuple[list[Review], tuple[int, str] | None]:
    """Return the entries up to the first broken line, and that line's number (from 1) with what is wrong with it."""
    reviews: list[Review] = []
    for number, line in enumerate(lines, start=1):
        found = _parsed(line, reviews[-1].entry_hash if reviews else NOTHING_BEFORE)
        if isinstance(found, str):
            return reviews, (number, found)
        reviews.append(found)
    return reviews, None


def first_broken(lines: Iterable[bytes]) -> tuple[int, str] | None:
    """Return the first broken line's number, from 1, and what is wrong with it; None when the chain holds."""
    return read(lines)[1]


def is_torn(line: bytes) -> bool:
    """Whether a line was never finished, as a crash while writing leaves it."""
    return not line.endswith(b"\n")


def _parsed(line: bytes, previous_hash: str) -> Review | str:
    if is_torn(line):
        return "cut off: the line has no end, as when writing it was interrupted"
    try:
        review = _REVIEW.validate_json(line)
        as_written = written(review) == line
    except ValueError:
        return "no entry: it is not what skl writes into this file"
    if review.entry_hash != _hash(review):
        return "edited: its content does not have the hash that it carries"
    if not as_written:
        return "edited: it is not written as skl writes an entry"
    if review.previous_hash != previous_hash:
        return "it does not follow the line before: an entry is missing there, was moved, or was put in"
    return review


def head(reviews: Sequence[Review]) -> Head:
    """Return how many entries there are, and the hash of the last."""
    return Head(len(reviews), reviews[-1].entry_hash if reviews else NOTHING_BEFORE)


def first_unlike(reviews: Sequence[Review], noted: Iterable[Head]) -> tuple[int, str] | None:
    """Compare a whole chain with heads noted earlier: return the first entry that is missing or another, and why."""
    faults = [told for each in noted if (told := _unlike(reviews, each))]
    return min(faults, default=None)


def _unlike(reviews: Sequence[Review], noted: Head) -> tuple[int, str] | None:
    if noted.count > len(reviews):
        return len(reviews) + 1, f"missing: a run saw {noted}, and the ledger ends after {len(reviews)}"
    if noted.count and reviews[noted.count - 1].entry_hash != noted.entry_hash:
        return noted.count, f"another than a run saw: it noted {noted}"
    return None


def standing(reviews: Iterable[Review]) -> dict[str, Review]:
    """Return the verdict that stands for each subject: its last; ``undone`` brings back the one before, if any."""
    stacks: dict[str, list[Review]] = {}
    for review in reviews:
        stack = stacks.setdefault(review.subject_id, [])
        if review.verdict is not Verdict.UNDONE:
            stack.append(review)
        elif stack:
            stack.pop()
    return {subject_id: stack[-1] for subject_id, stack in stacks.items() if stack}
