"""Which claim each correction names: exactly one, or the run fails."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.catalog import CatalogError
from schemas.claim import Claim
from schemas.corrections import Correction
from schemas.decisions import Decision, unfit
from schemas.judged import plain
from schemas.verdicts import Verdict
from warehouse.held import Validated

_NAMED = 5
_NEXT = "Look at it again, and change or remove the entry. The warehouse is left as it was."


def corrections_by_claim(documents: Iterable[Validated], corrections: Iterable[Correction]) -> dict[str, Decision]:
    """Return the decision that each correction is, by the id of the claim that it names.

    A source that this run did not read is left alone. Raises CatalogError, with file and entry, for a correction that
    names no claim or several, whose guard does not hold, or whose value can't be.
    """
    by_source = {validated.document.reading.source.id: validated for validated in documents}
    found: dict[str, Decision] = {}
    for correction in corrections:
        validated = by_source.get(correction.source_id)
        if validated is None:
            continue
        claim_id = _named(correction, validated)
        if claim_id in found:
            raise CatalogError(f"{correction.place}: corrects what {found[claim_id].decided_in} corrects. {_NEXT}")
        found[claim_id] = _decision(correction)
    return found


def _named(correction: Correction, validated: Validated) -> str:
    entry, snapshot = correction.entry, validated.document.reading.snapshot
    if entry.sha256 and snapshot and entry.sha256 != snapshot.sha256:
        told = f"is for the bytes {entry.sha256[:16]}…, and the source now has {snapshot.sha256[:16]}…"
        raise CatalogError(f"{correction.place}: {told}. {_NEXT}")
    claims = validated.claims
    fitting = [key for key, claim in claims.items() if _fits(correction, claim)]
    if len(fitting) != 1:
        raise CatalogError(f"{correction.place}: {_count(correction, claims.values())}. {_NEXT}")
    claim = claims[fitting[0]]
    told_unfit = None if entry.drop else _unfit(entry.value, claim)
    if told_unfit:
        raise CatalogError(f"{correction.place}: {told_unfit}. {_NEXT}")
    return fitting[0]


def _fits(correction: Correction, claim: Claim) -> bool:
    return _near(correction, claim) and plain(claim.value_text) == plain(correction.entry.printed)


def _near(correction: Correction, claim: Claim) -> bool:
    entry = correction.entry
    on_page = entry.page is None or entry.page == claim.page
    return on_page and plain(entry.quote) in f"{plain(claim.quote)}\x1f{plain(claim.context)}"


def _nearest(correction: Correction, claims: Iterable[Claim]) -> str:
    """The numbers that are printed in those words, as they are to be written."""
    near = dict.fromkeys(claim.value_text for claim in claims if _near(correction, claim))
    if not near:
        return ""
    listed = ", ".join(f"“{text}”" for text in list(near)[:_NAMED])
    return f"; printed in such words: {listed}{' …' if len(near) > _NAMED else ''}"


def _count(correction: Correction, claims: Iterable[Claim]) -> str:
    fitting = [claim for claim in claims if _fits(correction, claim)]
    entry = correction.entry
    page = f" on page {entry.page}" if entry.page else ""
    asked = f"“{entry.printed}” in “{entry.quote}”{page}"
    if not fitting:
        return f"names no number: {asked} is not in {correction.source_id}{_nearest(correction, claims)}"
    places = "; ".join(
        f"page {claim.page or '–'}: “{claim.quote}” ({claim.subject or claim.reader})" for claim in fitting
    )
    return f"names {len(fitting)} numbers: {asked} is {places}; a page or more of the quote tells them apart"


def _unfit(value: float | None, claim: Claim) -> str | None:
    if claim.value is None:
        return f"“{claim.value_text}” is a name, which has no other value: drop it"
    return unfit(value, claim.unit, claim.statistic)


def _decision(correction: Correction) -> Decision:
    entry = correction.entry
    verdict = Verdict.REJECTED if entry.drop else Verdict.CORRECTED
    return Decision(verdict, entry.value, entry.by, entry.reason, correction.decided_in)
