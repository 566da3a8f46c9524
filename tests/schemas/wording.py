"""Claims made of a sentence, a label or a caption, as the readers make them."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit

NUMBER = re.compile(
    r"\d+ (?:procent|kommuner)|\d+(?= respektive)|\w+ procent\b"
    r"|\d+(?=, \d+ respektive)"
    r"|\b(?:två|tre|fyra|sju|åtta|nio|en) av (?:tre|fyra|fem|tio)|\bvar (?:tredje|fjärde|femte)|hälften",
    re.IGNORECASE,
)


def claim_of(
    sentence: str,
    number: str,
    before: str = "",
    *,
    group: str | None = None,
    near: str = "",
    statistic: Statistic = Statistic.SHARE,
    unit: Unit = Unit.PERCENT,
) -> Claim:
    """Build the claim that the prose reader makes of a sentence: the subject runs from number to number."""
    start = sentence.index(number, sentence.index(near))
    marks = list(NUMBER.finditer(sentence))
    low = max((mark.end() for mark in marks if mark.end() <= start), default=0)
    high = min((mark.start() for mark in marks if mark.start() >= start + len(number)), default=len(sentence))
    return Claim(
        reader=Reader.PROSE,
        page=1,
        value_text=number,
        value=0.0,
        value_low=None,
        value_high=None,
        unit=unit,
        statistic=statistic,
        quote=sentence,
        context=f"{before} {sentence}".strip(),
        group=group,
        subject=sentence[low:high].lower().strip(),
    )


def chart_claim(label: str, caption: str) -> Claim:
    """Build the claim of a chart's printed value."""
    return replace(claim_of("61", "61"), reader=Reader.CHART_LABEL, subject=label, context=caption)
