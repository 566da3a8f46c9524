"""Whether a document can be what the catalog says it is: a problem, or only a doubt that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.catalog import Source
from schemas.claim import CheckResult, Extraction
from schemas.codes import CheckStatus, Kind
from schemas.municipalities import municipalities

LISTS = (Kind.RANKING, Kind.APP_LIST, Kind.ESERVICE_COUNTS)
#: A report may well have a table of some municipalities; one of so many is a list of them.
_MANY = 30


def problem(source: Source, extraction: Extraction) -> str | None:
    """Why it can't be of the source's kind, so that nothing of it is used; None when it can."""
    if source.kind in LISTS and not extraction.rows and extraction.held:
        count, first = len(extraction.held), extraction.held[0]
        told = f"the first is “{first.raw_text}”: {first.reason}"
        return f"nothing of the list could be read for sure ({count} places); {told}"
    if source.kind in LISTS and not extraction.rows:
        return "no municipality was found in it, so it is not the list that the catalog says it is"
    if source.kind is Kind.PRESS and not extraction.claims:
        return "no number was found in it, so it is not the press page that the catalog says it is"
    return None


def doubts(source: Source, extraction: Extraction) -> Iterator[CheckResult]:
    """Checks that warn: a report without any number may be a valid one, and a table of all municipalities too."""
    if source.kind in LISTS:
        return
    claims = len(extraction.claims)
    yield CheckResult(
        "has_numbers",
        CheckStatus.PASS if claims else CheckStatus.WARN,
        "at least one number that is data",
        f"{claims}",
        "" if claims else "it may be a document without data; if not, is it the right file, and is its kind right?",
    )
    named = len({cell.row_label for cell in extraction.cells} & {row.name for row in municipalities()})
    yield CheckResult(
        "is_no_list",
        CheckStatus.WARN if named >= _MANY else CheckStatus.PASS,
        f"a {source.kind}, not a list of municipalities",
        f"tables with {named} municipalities in rows of their own",
        f"if it is such a list, its kind is one of: {', '.join(LISTS)}" if named >= _MANY else "",
    )
