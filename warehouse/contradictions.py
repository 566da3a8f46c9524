"""Both sides of a contradiction are held back until somebody decides, each with a row that names them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from schemas.check_meanings import meaning_of
from schemas.claim import Held
from warehouse.held import quarantine_rows
from warehouse.reconcile import Contradicted, Key
from warehouse.rows import Row
from warehouse.survey import Fact, Survey
from warehouse.survey_checks import Finding, findings


@dataclass(frozen=True)
class Judged:
    """Rows of ``checks`` and ``quarantine``, and what is contradicted by key. ``held`` counts what is held back now."""

    checks: tuple[Row, ...]
    quarantine: tuple[Row, ...]
    contradicted: Mapping[Key, Contradicted]

    @property
    def held(self) -> int:
        """How many observations the views leave out."""
        return sum(one.held for one in self.contradicted.values())


def judge(survey: Survey, run_id: str, released: Collection[str] = ()) -> Judged:
    """Run every check of the survey's arithmetic, and hold back what it refutes.

    ``released`` are ids of the quarantine that a person let go: they stay contradicted, and are shown.
    """
    found = list(findings(survey))
    against: dict[Key, list[tuple[str, Finding]]] = defaultdict(list)
    for name, finding in found:
        for key in finding.refutes:
            against[key].append((name, finding))
    rows: list[Row] = []
    contradicted: dict[Key, Contradicted] = {}
    for key in sorted(against, key=lambda key: key.observation_id):
        fact = survey.facts[key]
        (row,) = quarantine_rows(fact.published.source.id, [_held(fact, against[key])], run_id)
        rows.append(row)
        contradicted[key] = Contradicted(str(row[0]), row[0] not in released)
    return Judged(tuple(_check(name, finding, run_id) for name, finding in found), tuple(rows), contradicted)


def _held(fact: Fact, against: Iterable[tuple[str, Finding]]) -> Held:
    """The observation's published claim; the first check names it, all of them give reasons."""
    named = list(against)
    claim = fact.published.claim
    reasons = [
        f"{name}: {finding.detail}: expected {finding.expected}, found {finding.found}" for name, finding in named
    ]
    raw_text = f"{claim.value_text} — {claim.quote}"
    return Held(claim.page, claim.reader, raw_text, named[0][0], f"{fact.key.observation_id}: {'; '.join(reasons)}")


def _check(name: str, finding: Finding, run_id: str) -> Row:
    said = (finding.status, finding.expected, finding.found, finding.detail)
    return (name, finding.scope, *said, run_id, meaning_of(name), " ".join(finding.claim_ids) or None)
