"""What a ranking's numbers must be to each other: places with their ties, and scores in their order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.explanations import Explanation
from extractors.lists.column_headers import Role
from extractors.lists.record_numbers import number_of
from extractors.lists.records import Record
from extractors.names import name_of
from extractors.prose.grammar import Grammar
from schemas.claim import CheckResult, Held
from schemas.codes import CheckStatus, Kind
from schemas.municipalities import municipalities

#: Where fewer of a ranking's scores go one way than this, its ranks are not by its scores.
_ORDERED = 0.9
_LEAST = 2
#: How many of the steps between running numbers are by one, at least; the others are rows that were not read.
_COUNTED = 0.8
_NEITHER = "the number before it is neither a place nor a count of the rows, and no header says what it is"
_SHOWN = 5
#: A list with more of the municipalities than this is meant to have all.
_NEARLY_ALL = 0.9
_DOUBLED = "stands in the list more than once, with different numbers"
#: A place or group that more of the entries have than this is one that all have.
_USUAL = 0.5


@dataclass(frozen=True)
class _Placed:
    """A record with its printed place and its score, or first measure."""

    record: Record
    place: float
    score: float | None


def settle_numbering(
    records: list[Record], kind: Kind, grammar: Grammar
) -> tuple[list[Record], list[Held], list[Explanation]]:
    """Tell a ranking's places from numbers that only count the rows; those are explained, and no data.

    Numbers without a header that says rank are places when equal scores have equal numbers and no others have. Returns
    the records, those held back because their number is neither, and the explanations.
    """
    numbered = [record for record in records if Role.NUMBER in record.parts]
    places = kind is Kind.RANKING and _are_places(numbered, grammar)
    counted = not places and _are_counted(numbered, grammar)
    kept, held, explained = [], [], []
    for record in records:
        printed = record.parts.pop(Role.NUMBER, None)
        if printed is None:
            kept.append(record)
        elif places:
            record.parts.setdefault(Role.RANK, printed)
            kept.append(record)
        elif counted or printed.header:
            explained += [Explanation("running_number", region) for region in printed.regions]
            kept.append(record)
        else:
            held.append(Held(record.page, kind.value, record.text.verbatim, "numbers_told_apart", _NEITHER))
    return kept, held, explained


def _are_places(records: Sequence[Record], grammar: Grammar) -> bool:
    pairs = [(placed.place, placed.score) for placed in _placed(records, Role.NUMBER, grammar)]
    scored = [(place, score) for place, score in pairs if score is not None]
    one_to_one = len({place for place, _ in scored}) == len({score for _, score in scored}) == len(set(scored))
    return len(scored) >= _LEAST and one_to_one and _direction(scored) != 0


def _are_counted(records: Sequence[Record], grammar: Grammar) -> bool:
    """Whether numbers count the rows: up by one, but for rows that were not read."""
    places = [placed.place for placed in _placed(records, Role.NUMBER, grammar)]
    steps = [after - before for before, after in pairwise(places)]
    return bool(steps) and all(step > 0 for step in steps) and steps.count(1) >= _COUNTED * len(steps)


def _placed(records: Sequence[Record], role: Role, grammar: Grammar) -> list[_Placed]:
    found = []
    for record in records:
        place = number_of(role, record.parts[role], grammar) if role in record.parts else None
        if place is not None:
            measure = record.parts.get(Role.SCORE) or next(iter(record.others), None)
            score = number_of(Role.SCORE, measure, grammar) if measure else None
            found.append(_Placed(record, place.value, None if score is None else score.value))
    return found


def _direction(pairs: Iterable[tuple[float, float]]) -> int:
    """1 where scores rise with the places, -1 where they fall, 0 where they do neither."""
    steps = [below[1] - above[1] for above, below in pairwise(sorted(pairs)) if above[0] != below[0]]
    rises, falls = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if max(rises, falls) < _ORDERED * (rises + falls) or rises == falls:
        return 0
    return 1 if rises > falls else -1


def hold_incomplete(records: list[Record], kind: Kind) -> tuple[list[Record], list[Held]]:
    """Hold back entries that lack a number which the others have: part of them was not read.

    Every entry has a score or count where one has; places and groups may be printed once for several.
    """
    least = {Role.RANK: _USUAL, Role.GROUP: _USUAL, Role.SCORE: 0.0, Role.COUNT: 0.0}
    usual = [
        role for role, share in least.items() if sum(role in record.parts for record in records) > share * len(records)
    ]
    kept, held = [], []
    for record in records:
        lacking = [role.value for role in usual if role not in record.parts]
        if lacking:
            reason = f"it has no {' and no '.join(lacking)}, which the other entries have"
            held.append(Held(record.page, kind.value, record.text.verbatim, "entry_whole", reason))
        else:
            kept.append(record)
    return kept, held


def hold_doubles(records: list[Record], kind: Kind) -> tuple[list[Record], list[Held]]:
    """Hold back a municipality that stands in a list twice with different numbers, each time it does."""
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        printed[record.code].add(" | ".join(sorted(part.text for part in record.parts.values())))
    doubled = {code for code, texts in printed.items() if len(texts) > 1}
    held = [
        Held(record.page, kind.value, record.text.verbatim, "listed_once", f"{name_of(record.code)} {_DOUBLED}")
        for record in records
        if record.code in doubled
    ]
    return [record for record in records if record.code not in doubled], held


def check_ranks(records: list[Record], grammar: Grammar) -> tuple[list[Record], list[Held], list[CheckResult]]:
    """Hold back entries whose score is out of the order of the places, and say where places don't follow each other.

    Returns the other entries, those held back, and the checks.
    """
    placed = [item for item in _placed(records, Role.RANK, grammar) if item.score is not None]
    direction = _direction([(item.place, item.score) for item in placed if item.score is not None])
    outliers = _outliers(placed, direction) if direction else []
    wrong = {id(item.record) for item in outliers}
    held = [
        Held(
            item.record.page,
            Kind.RANKING.value,
            item.record.text.verbatim,
            "score_follows_rank",
            f"its score {item.score:g} is out of the order of the places around its own, {item.place:g}",
        )
        for item in outliers
    ]
    places = [item.place for item in _placed(records, Role.RANK, grammar)]
    checks = [_continuity(places)] if len(places) >= _LEAST else []
    return [record for record in records if id(record) not in wrong], held, checks


def _outliers(placed: Sequence[_Placed], direction: int) -> list[_Placed]:
    """The fewest entries without which scores never go against the places."""
    ordered = sorted(placed, key=lambda item: (item.place, direction * (item.score or 0)))
    tails: list[float] = []
    chains: list[list[int]] = []
    for index, item in enumerate(ordered):
        score = direction * (item.score or 0)
        position = bisect_right(tails, score)
        chain = [*(chains[position - 1] if position else []), index]
        tails[position : position + 1] = [score]
        chains[position : position + 1] = [chain]
    kept = set(chains[-1]) if chains else set()
    return [item for index, item in enumerate(ordered) if index not in kept]


def _continuity(places: Sequence[float]) -> CheckResult:
    """Whether places follow each other: 1, 1, 3 or 1, 1, 2, the same way in the whole list."""
    counts = sorted(Counter(places).items())
    steps = [(before, count, after) for (before, count), (after, _) in pairwise(counts)]
    counted = [(before, after) for before, count, after in steps if after != before + count]
    dense = [(before, after) for before, _, after in steps if after != before + 1]
    jumps = min(counted, dense, key=len)
    if counts[0][0] != 1:
        jumps = [(0.0, counts[0][0]), *jumps]
    told = ", ".join(f"{before:g} to {after:g}" for before, after in jumps[:_SHOWN])
    return CheckResult(
        "places_follow_each_other",
        CheckStatus.WARN if jumps else CheckStatus.PASS,
        "printed places from 1 on, ties counted",
        f"{len(jumps)} jumps in {len(places)} places",
        told + (" …" if len(jumps) > _SHOWN else ""),
    )


def listed(records: Sequence[Record], held: Sequence[Held]) -> CheckResult:
    """Whether the list's names are municipalities, and the municipalities in the list: both ways.

    A list of nearly all municipalities is meant to have all; a shorter one is a selection.
    """
    codes = {record.code for record in records}
    unknown = [item.raw_text for item in held if item.check_name == "municipality_resolved"]
    missing = [place.name for place in municipalities() if place.code not in codes]
    whole = len(codes) >= _NEARLY_ALL * len(municipalities())
    told = [f"unknown: {', '.join(unknown[:_SHOWN])}"] if unknown else []
    told += [f"not in it: {', '.join(missing)}"] if whole and missing else []
    return CheckResult(
        "municipalities_listed",
        CheckStatus.WARN if told else CheckStatus.PASS,
        "no unknown name, and all municipalities where nearly all are listed",
        f"{len(codes)} municipalities, {len(unknown)} unknown names",
        "; ".join(told),
    )
