"""Options checked before work begins, and what ``skl check`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from flows.decision_lines import lapsed_review_lines
from flows.reading import EngineError
from flows.settings import IngestOptions
from warehouse.errors import WarehouseError
from warehouse.report import OpenQuestions, StrayToken

_SHOWN = 20


def check_options(options: IngestOptions) -> None:
    """Fail early and in words; raises EngineError or WarehouseError."""
    if options.engine != "local" and not options.engine.startswith("dask:"):
        raise EngineError(f"--engine {options.engine}: expected local or dask:ADDRESS")
    if options.warehouse.is_dir():
        raise WarehouseError(f"--warehouse {options.warehouse}: this is a folder; name a file")


def check_cron(cron: str) -> None:
    """Raise EngineError when a schedule can't be read."""
    from croniter import croniter

    if not croniter.is_valid(cron):
        raise EngineError(f'--cron “{cron}”: expected five fields, such as "0 6 * * 1" (Mondays at six)')


def check_lines(questions: OpenQuestions, *, every: bool = False) -> Iterator[str]:
    """Everything that is open, each with the next command; the first of each kind, or ``every`` one."""
    most = None if every else _SHOWN
    if questions.empty:
        yield "Nothing is open: all sources read, nothing held back, every number used or explained."
        yield from _unbound(questions)
        return
    yield from _unread(questions)
    yield from _held(questions, most)
    yield from lapsed_review_lines(questions.lapsed, most)
    yield from _contradictions(questions, most)
    yield from _checks(questions, most)
    yield from _unexplained(questions)
    yield from _unbound(questions)


def _unread(questions: OpenQuestions) -> Iterator[str]:
    if questions.unread:
        yield f"Sources not read: {len(questions.unread)}"
    for item in questions.unread:
        yield f"  {item.source_id}: {item.problem}"
        yield f"    next: skl add FILE --source {item.source_id}"


def _held(questions: OpenQuestions, most: int | None) -> Iterator[str]:
    if not questions.held:
        return
    yield f"Held back: {len(questions.held)}"
    for item in questions.held[:most]:
        yield f"  {_on_page(item.source_id, item.page)}: {item.raw_text}: {item.reason} [{item.check_name}]"
    yield "    next: skl quarantine list"


def _contradictions(questions: OpenQuestions, most: int | None) -> Iterator[str]:
    if questions.contradictions:
        yield f"Contradictions: {len({item.observation_id for item in questions.contradictions})}"
    for item in questions.contradictions[:most]:
        of = f" ({item.size_class})" if item.size_class else ""
        yield (
            f"  {item.indicator}, {item.year}{of}: {item.value:g} in {_on_page(item.source_id, item.page)}; "
            f"“{item.against_value_text}” in {_on_page(item.against_source_id, item.against_page)}"
        )
        yield f"    next: skl audit show {item.against_claim_id}"


def _on_page(source_id: str, page: int | None) -> str:
    return source_id + (f", page {page}" if page else "")


def _checks(questions: OpenQuestions, most: int | None) -> Iterator[str]:
    if not questions.checks:
        return
    counts = Counter(item.status for item in questions.checks)
    yield "Checks: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    for name, items in groupby(questions.checks[:most], lambda item: (item.check_name, item.meaning)):
        yield f"  {name[0]}: {name[1]}" if name[1] else f"  {name[0]}"
        yield from (f"    {one.status}: {one.scope}: expected {one.expected}; found {one.found}" for one in items)
    yield "    next: skl query \"SELECT * FROM checks WHERE status <> 'pass'\""


def _unexplained(questions: OpenQuestions) -> Iterator[str]:
    if questions.unexplained:
        yield f"Unexplained numbers: {sum(item.count for item in questions.unexplained)}"
    for item in questions.unexplained:
        charts = (
            f", {item.in_charts} of them in charts that were refused or hold more than was read"
            if item.in_charts
            else ""
        )
        yield f"  {item.source_id}: {item.count} of {item.tokens}{charts}"
        for page, tokens in groupby(item.listed, lambda token: token.page):
            yield from _on_one_page(item.source_id, page, list(tokens))
        if item.count > len(item.listed):
            yield f"    … and {item.count - len(item.listed)} more; next: skl check --all"


def _on_one_page(source_id: str, page: int | None, tokens: list[StrayToken]) -> Iterator[str]:
    """The stray numbers of a page, one a line, and the command that shows them there."""
    yield f"    page {page}:" if page else "    in the text:"
    yield from (f"      {_place(token)}" for token in tokens)
    if any(token.region for token in tokens):
        yield f"      next: skl audit page {source_id} {page}"
    else:
        where = f"source_id = '{source_id}' AND status = 'unexplained'"
        yield f'      next: skl query "SELECT page, token, rule FROM coverage WHERE {where}"'


def _unbound(questions: OpenQuestions) -> Iterator[str]:
    if not questions.unbound:
        return
    yield f"Numbers that no indicator holds: {sum(item.count for item in questions.unbound)}"
    for item in questions.unbound:
        yield f"  {item.source_id}: {item.count} of {item.claims}"
    yield '    next: skl query "SELECT source_id, page, value_text, quote FROM claims WHERE indicator_id IS NULL"'


def _place(token: StrayToken) -> str:
    box = token.region
    if box is None:
        return f"“{token.token}”"
    return f"“{token.token}” at {box.x0:.0f}, {box.top:.0f} – {box.x1:.0f}, {box.bottom:.0f}"
