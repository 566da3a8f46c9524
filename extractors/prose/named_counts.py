"""Counts that running text gives for a municipality by name: "Helsingborg (140 stycken)"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.names import match_prefix, name_of
from extractors.prose.paragraphs import Reading
from extractors.prose.spans import Span
from schemas.claim import Claim, ListRow
from schemas.codes import Statistic, Unit

_WORD = re.compile(r"[^\s(),]+")
_NAME_WORDS = 4


def name_counts(reading: Reading, first: int) -> list[ListRow]:
    """Give the municipality's name to each count of e-services that stands in brackets behind it.

    Changes the reading's claims; returns a list row for each, with claims counted from ``first``.
    """
    rows = []
    for index, (claim, span) in enumerate(reading.claims):
        code = _named(reading, claim, span)
        if code is not None and claim.value is not None:
            reading.claims[index] = (replace(claim, group=name_of(code)), span)
            rows.append(ListRow(code, first + index, eservices=int(claim.value)))
    return rows


def _named(reading: Reading, claim: Claim, span: Span) -> str | None:
    if claim.unit is not Unit.ESERVICES or claim.statistic is not Statistic.COUNT:
        return None
    before = reading.text.verbatim[: span.start].rstrip()
    if not before.endswith("("):
        return None
    words = _WORD.findall(before[:-1])[-_NAME_WORDS:]
    for start in range(len(words)):
        match = match_prefix(words[start:])
        if match is not None and start + match.words == len(words):
            return match.code
    return None
