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
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from pydantic import TypeAdapter

from schemas.verdicts import REASONED, Before, Draft, Review, Verdict, fault

__all__ = [
    "NOTHING_BEFORE",
    "REASONED",
    "Before",
    "Draft",
    "Head",
    "Review",
    "Verdict",
    "by_content",
    "chained",
    "fault",
    "first_broken",
    "first_unlike",
    "head",
    "is_torn",
    "lines_of",
    "on_held",
    "read",
    "standing",
    "written",
]

NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries there are, and the hash of the last."""

    count: int
    entry_hash: str

    def __str__(self) -> str:
        """Say it as each run does."""
        return f"{self.count} entries, head {self.entry_hash[:16]}"


_REVIEW = TypeAdapter(Review)


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
    """Return the verdict that stands for each subject: its last; ``undone`` brings back the one before, if any.

    They are in the order in which they were given.
    """
    stacks: dict[str, list[tuple[int, Review]]] = {}
    for number, review in enumerate(reviews):
        stack = stacks.setdefault(review.subject_id, [])
        if review.verdict is not Verdict.UNDONE:
            stack.append((number, review))
        elif stack:
            stack.pop()
    last = sorted(stack[-1] for stack in stacks.values() if stack)
    return {review.subject_id: review for _, review in last}


def on_held(review: Review) -> bool:
    """Whether a row of the quarantine was judged, which is its own content."""
    return review.content == review.subject_id


def by_content(stands: Mapping[str, Review]) -> dict[str, Review]:
    """Return the newest verdict that stands on each content; ids may change where the content does not."""
    return {review.content: review for review in stands.values()}
