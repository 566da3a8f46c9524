"""The sampling worklists in the auditor's page: what was drawn, what was judged of it, and the sentence it allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.reviews import read_reviews
from flows.sample import Plan, Worklist, worklist
from flows.sample_result import Sample, read_sample, sentences, unfiled
from flows.sample_words import LANGUAGES
from schemas.reviews import Review, standing
from warehouse.errors import OutputError, WarehouseError
from warehouse.site import Site

#: What ``skl audit sample`` draws when nothing else is asked for.
USUAL = Plan(0.95, 0.02, 1)
_SHOWN = (
    "id",
    "value_text",
    "indicator_id",
    "group_label",
    "subject",
    "reader",
    "statistic",
    "unit",
    "year",
    "page",
    "content",
)


@dataclass(frozen=True)
class Draws:
    """The worklists in files, or the usual draw where there is no file; and the numbers that may be in them.

    ``numbers`` are the claims by their ids, each with the ``key`` of its source in the page.
    """

    files: tuple[Path, ...]
    usual: Worklist | None
    numbers: Mapping[str, Mapping[str, Any]]


def find_draws(site: Site, warehouse: Path, named: Sequence[Path] = ()) -> Draws:
    """Return those of the named files and those that ``skl audit sample`` wrote beside the database.

    Raises OutputError or OSError for a named file that is no worklist, WarehouseError when the database can't be read.
    """
    for path in named:
        read_sample(path, {})
    beside = sorted((warehouse.parent / "samples").glob("*.csv"))
    files = tuple({path.resolve(): path for path in (*named, *beside)}.values())
    return Draws(files, None if files else _usual(warehouse), _numbers(site))


def _usual(warehouse: Path) -> Worklist | None:
    try:
        return worklist(warehouse, USUAL)
    except WarehouseError:  # nothing is published, so there is nothing to draw from
        return None


def _numbers(site: Site) -> dict[str, dict[str, Any]]:
    return {
        each["id"]: {name: each[name] for name in (*_SHOWN, "state", "kind")} | {"key": f"s{number}"}
        for number, shown in enumerate(site.sources, start=1)
        for each in shown.numbers
        if each["kind"] == "claim"
    }


def worklists(draws: Draws, raw: Path, *, rows: bool = True) -> list[dict[str, Any]]:
    """What the page shows of each, with the verdicts as they stand now; its ``rows`` are always the same.

    Raises ReviewError when the ledger can't be read.
    """
    stands = _on_what_is_there(draws, standing(read_reviews(raw)))
    if draws.usual is not None:
        return [_told("", unfiled(draws.usual, stands), draws, rows=rows)]
    return [_from_file(path, stands, draws, rows=rows) for path in draws.files]


def _on_what_is_there(draws: Draws, stands: Mapping[str, Review]) -> dict[str, Review]:
    """Without the verdicts on what has changed since: such a number is to be judged again."""
    numbers = draws.numbers
    return {key: each for key, each in stands.items() if key not in numbers or numbers[key]["content"] == each.content}


def _from_file(path: Path, stands: Mapping[str, Review], draws: Draws, *, rows: bool) -> dict[str, Any]:
    try:
        return _told(path.name, read_sample(path, stands), draws, rows=rows)
    except (OutputError, OSError) as error:
        return {"name": path.name, "problem": str(error), "rows": [], "judged": {}, "sentences": {}, "open": 0}


def _told(name: str, sample: Sample, draws: Draws, *, rows: bool) -> dict[str, Any]:
    plan = sample.plan
    judged = {item.claim_id: item.verdict for item in sample.judged if item.verdict is not None}
    told = {language: list(sentences(sample, words)) for language, words in LANGUAGES.items()} if judged else {}
    shown = {
        "name": name,
        "seed": plan.seed,
        "confidence": plan.confidence,
        "bound": plan.bound,
        "open": sample.open,
        "judged": judged,
        "sentences": told,
    }
    return shown | {"rows": [_row(item.claim_id, draws) for item in sample.judged]} if rows else shown


def _row(claim_id: str, draws: Draws) -> Mapping[str, Any]:
    """The number, or its id alone when the database has it no more."""
    return draws.numbers.get(claim_id, {"id": claim_id, "key": None})
