"""What a judged worklist says of all published values, in one sentence with an exact bound.

Only what a person accepted is right. What was rejected or corrected is wrong; what nobody judged, or was unsure about,
is counted as wrong too, because leaving out what is hard to judge would make every sample look good.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.sample import ALL, BOTH, SINGLE, Plan, Worklist
from flows.sample_words import ENGLISH, Words
from schemas.binomial import upper_bound
from schemas.reviews import Review, Verdict
from warehouse.errors import OutputError

_MARK = re.compile(
    r"(?P<told>seed (?P<seed>-?\d+); confidence (?P<confidence>[\d.]+); bound (?P<bound>[\d.e-]+); "
    r"values (?P<values>\d+); singles (?P<singles>\d+); rows (?P<rows>\d+); )check (?P<check>[0-9a-f]{16})"
)
_WORDS = {
    **dict.fromkeys(("accepted", "accept", "ok", "right", "yes", "ja", "rätt"), Verdict.ACCEPTED),
    **dict.fromkeys(("rejected", "reject", "wrong", "no", "nej", "fel"), Verdict.REJECTED),
    **dict.fromkeys(("corrected", "correct to", "rättat"), Verdict.CORRECTED),
    **dict.fromkeys(("unsure", "osäker", "?", ""), Verdict.UNSURE),
}
_NEEDED = ("sample", "claim_id", "verdict", "content", "draw")


@dataclass(frozen=True)
class Judged:
    """A drawn value and the verdict on it; None when there is none."""

    sample: str
    claim_id: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Sample:
    """A worklist as it was drawn, with the verdicts."""

    plan: Plan
    values: int
    singles: int
    judged: tuple[Judged, ...]

    @property
    def open(self) -> int:
        """How many nobody has decided on."""
        return sum(item.verdict in (None, Verdict.UNSURE) for item in self.judged)


def read_sample(path: Path, standing: Mapping[str, Review]) -> Sample:
    """Read a worklist; a verdict that is not in it is taken from the ledger's standing ones, if it is on that content.

    Raises OutputError when it is no worklist, or not whole, or has a word that is no verdict; OSError when it can't be
    read.
    """
    rows = list(_rows(path))
    marks = {row["draw"] for row in rows}
    mark = _MARK.fullmatch(marks.pop()) if len(marks) == 1 else None
    if mark is None:
        raise OutputError(f"{path}: not a worklist of one draw. Make one with: skl audit sample")
    ids = "\x1f".join(f"{row['sample']} {row['claim_id']}" for row in sorted(rows, key=_number))
    if hashlib.sha256((mark["told"] + ids).encode()).hexdigest()[:16] != mark["check"]:
        raise OutputError(
            f"{path}: {mark['rows']} rows were drawn, and these {len(rows)} are not they: a sample that is chosen "
            "among says nothing. Restore the rows; leave a verdict empty where there is none."
        )
    judged = tuple(Judged(row["sample"], row["claim_id"], _verdict(path, row, standing)) for row in rows)
    plan = Plan(float(mark["confidence"]), float(mark["bound"]), int(mark["seed"]))
    return Sample(plan, int(mark["values"]), int(mark["singles"]), judged)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows by column name; spreadsheets save with commas or with semicolons."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    for row in _read(path, text, delimiter):
        if any(row.get(name) is None for name in _NEEDED):
            raise OutputError(f"{path}: not a worklist: expected the columns {', '.join(_NEEDED)}")
        if any((cell or "").strip() for name, cell in row.items() if isinstance(name, str)):
            yield {str(name): str(cell).strip() for name, cell in row.items()}


def _read(path: Path, text: str, delimiter: str) -> Iterator[dict[str, str]]:
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise OutputError(f"{path}: not a worklist: {error}") from error


def _number(row: Mapping[str, str]) -> int:
    number = row.get("number", "")
    return int(number) if number.isdecimal() else 0


def _verdict(path: Path, row: Mapping[str, str], standing: Mapping[str, Review]) -> Verdict | None:
    word = row["verdict"].lower()
    if word not in _WORDS:
        raise OutputError(
            f"{path}, {row['claim_id']}: found “{row['verdict']}”; expected: accepted, rejected, corrected or unsure"
        )
    return _WORDS[word] if word else _in_ledger(row["claim_id"], row["content"], standing)


def _in_ledger(claim_id: str, content: str, standing: Mapping[str, Review]) -> Verdict | None:
    """The verdict on a claim, if it was given on this content."""
    review = standing.get(claim_id)
    return review.verdict if review is not None and review.content == content else None


def unfiled(drawn: Worklist, standing: Mapping[str, Review]) -> Sample:
    """A draw that no file holds, with the verdicts of the ledger."""
    judged = (
        Judged(sample, value.claim_id, _in_ledger(value.claim_id, value.content, standing))
        for sample, value in drawn.rows
    )
    return Sample(drawn.plan, drawn.values, drawn.singles, tuple(judged))


def sentences(sample: Sample, words: Words = ENGLISH) -> Iterator[str]:
    """The sentence on all published values, and the one on those that only one place vouches for."""
    of_all = [item for item in sample.judged if item.sample in (ALL, BOTH)]
    of_singles = [item for item in sample.judged if item.sample in (SINGLE, BOTH)]
    yield sentence(of_all, sample.values, sample.plan.confidence, words)
    if of_singles:
        told = sentence(of_singles, sample.singles, sample.plan.confidence, words)
        yield words.singles.format(told=told)


def sentence(judged: Iterable[Judged], population: int, confidence: float, words: Words = ENGLISH) -> str:
    """Say “0 errors in 149: at most 2.0 % wrong at 95 %”, or the share itself when all there are were judged."""
    verdicts = Counter(item.verdict for item in judged)
    total = sum(verdicts.values())
    errors = total - verdicts[Verdict.ACCEPTED]
    told = words.count(errors, total) + _reasons(verdicts, words)
    if total >= population:
        return words.all_there_are.format(told=told, share=words.percent(errors / total))
    bound = words.percent(upper_bound(errors, total, confidence))
    return words.at_most.format(told=told, share=bound, level=f"{100 * confidence:g}".replace(".", words.decimal))


def _reasons(verdicts: Counter[Verdict | None], words: Words) -> str:
    wrong = verdicts[Verdict.REJECTED] + verdicts[Verdict.CORRECTED]
    counts = ((wrong, words.wrong), (verdicts[Verdict.UNSURE], words.unsure), (verdicts[None], words.not_judged))
    told = [f"{count} {word}" for count, word in counts if count]
    if not told or told == [f"{wrong} {words.wrong}"]:
        return ""
    return f" ({', '.join(told)}; {words.counted})"
