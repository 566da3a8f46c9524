"""A ranking's groups, held against its scores: municipalities with equal scores are in one group."""

from __future__ import annotations

from collections import Counter, defaultdict

from extractors.lists.column_headers import Role
from extractors.lists.record_numbers import number_of
from extractors.lists.records import Record
from extractors.prose.grammar import Grammar
from schemas.claim import Held
from schemas.codes import Kind

#: Where fewer of the repeated scores have one group than this, the groups are not made by scores.
_BY_SCORE = 0.5
#: How many of those with one score are in a group, at least, for the others to be the ones in doubt.
_MOST = 2 / 3
_REASON = "its group is not that of the other entries with its score"


def settle_groups(records: list[Record], grammar: Grammar) -> tuple[list[Record], list[Held]]:
    """Hold back entries whose group is not that of the others with their score.

    Groups that are not made by scores (of like municipalities, say) are no rank groups: they become further columns.
    """
    pairs = {id(record): pair for record in records if (pair := _pair(record, grammar)) is not None}
    groups = defaultdict[float, Counter[float]](Counter)
    for score, group in pairs.values():
        groups[score][group] += 1
    repeated = [found for found in groups.values() if found.total() > 1]
    if repeated and sum(len(found) == 1 for found in repeated) < _BY_SCORE * len(repeated):
        for record in records:
            if Role.GROUP in record.parts:
                record.others.append(record.parts.pop(Role.GROUP))
        return records, []
    doubtful = [record for record in records if id(record) in pairs and _is_doubtful(*pairs[id(record)], groups)]
    held = [
        Held(record.page, Kind.RANKING.value, record.text.verbatim, "one_group_a_score", _REASON) for record in doubtful
    ]
    wrong = {id(record) for record in doubtful}
    return [record for record in records if id(record) not in wrong], held


def _pair(record: Record, grammar: Grammar) -> tuple[float, float] | None:
    """Score and group of a record that has both."""
    if Role.SCORE not in record.parts or Role.GROUP not in record.parts:
        return None
    score = number_of(Role.SCORE, record.parts[Role.SCORE], grammar)
    group = number_of(Role.GROUP, record.parts[Role.GROUP], grammar)
    return None if score is None or group is None else (score.value, group.value)


def _is_doubtful(score: float, group: float, groups: dict[float, Counter[float]]) -> bool:
    found = groups[score]
    (usual, count), *others = found.most_common()
    return bool(others) and (group != usual or count < _MOST * found.total())
