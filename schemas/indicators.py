"""Indicators and the binding of claims to them, by the words around a number and never by its page."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.answered import bind_respondents, bind_subject, in_order, next_to, with_answers
from schemas.book import CODEBOOK_FILE, INDICATORS, Binding, Indicator
from schemas.claim import Claim
from schemas.codes import Reader, Statistic
from schemas.equal_numbers import by_equal_numbers
from schemas.labels import bind_labels
from schemas.statements import bind_text

__all__ = ["CODEBOOK_FILE", "INDICATORS", "Binding", "Indicator", "bind", "bind_all"]

LABELLED = (Reader.TABLE, Reader.CHART_LABEL, Reader.CHART_GEOMETRY)


def bind(claim: Claim) -> Binding | None:
    """Return the key that a claim speaks of by its own words, or None when these leave that open."""
    if claim.reader in LABELLED:
        return bind_labels(claim)
    if claim.reader is Reader.CAPTION and claim.statistic is Statistic.RESPONDENTS:
        return bind_respondents(claim)
    answered = claim.statistic in (Statistic.RESPONDENTS, Statistic.COUNT)
    return bind_text(claim) or (bind_respondents(claim) if answered else None)


def bind_all(claims: Sequence[Claim]) -> list[Binding | None]:
    """Bind the claims of one document, in its order; what a figure lacks in words, the text that points to it says."""
    alone = [bind(claim) for claim in claims]
    told = bind_subject(claims, alone)
    ordered = in_order(claims, next_to(claims, told))
    return with_answers(claims, by_equal_numbers(claims, ordered))
