"""What people decided counts, and only for what they saw: rejected, corrected, lapsed, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from by_hand import counted, ranking, run, said, share, source

from schemas.catalog import CatalogError
from schemas.claim import Claim, Held, Region
from schemas.corrections import Correction, Entry
from schemas.decisions import People
from schemas.reading import Reading
from schemas.reviews import Draft, Review, Verdict, chained
from warehouse.build import build
from warehouse.content import NOBODY
from warehouse.errors import QueryError, WarehouseError
from warehouse.history import logical_hash
from warehouse.query import query
from warehouse.subjects import find_subject

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
APPS = "SELECT percent, percent_low, percent_high, review, reviewer, because, value_text FROM percentages"


class Desk:
    """A database, and a person who judges what is in it."""

    def __init__(self, path: Path) -> None:
        """Begin without a database."""
        self.path = path
        self.reviews: list[Review] = []

    def make(self, *readings: Reading, corrections: Iterable[Correction] = ()) -> Desk:
        """Build the database anew, with all that was decided so far."""
        build(self.path, readings, run(), people=People(tuple(self.reviews), tuple(corrections)))
        return self

    def judge(self, verdict: Verdict, value: float | None = None, where: str = "true", because: str = "looked") -> str:
        """Decide about the one claim that fits."""
        ((claim_id,),) = self.rows(f"SELECT claim_id FROM claims WHERE {where}")
        return self.decide(str(claim_id), verdict, value, because)

    def decide(self, wanted: str, verdict: Verdict, value: float | None = None, because: str = "looked") -> str:
        found = find_subject(self.path, wanted)
        known = (found.subject_id, found.source_id, found.content, verdict, value, because, "Åsa Öberg", NOON)
        self.reviews.append(chained(self.reviews[-1] if self.reviews else None, Draft(*known, found.before)))
        return found.subject_id

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return query(self.path, sql)[1]

    def states(self) -> list[object]:
        return [row[0] for row in self.rows("SELECT state FROM reviews ORDER BY entry")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "skl.duckdb")


def apps(*claims: Claim, source_id: str = "report") -> Reading:
    return said(source(source_id), *(claims or (share(),)))


def test_nobody_decided_and_the_columns_say_so(desk: Desk) -> None:
    desk.make(apps())
    assert desk.rows(APPS) == [(46.0, 45.5, 46.5, "none", None, None, "46 procent")]
    assert desk.rows("SELECT DISTINCT review FROM claims") == [("none",)]
    assert desk.rows("SELECT count(*) FROM decisions") == [(0,)]


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.UNSURE])
def test_accepting_and_being_unsure_show_and_change_no_value(desk: Desk, verdict: Verdict) -> None:
    desk.make(apps()).judge(verdict)
    desk.make(apps())
    assert desk.rows(APPS) == [(46.0, 45.5, 46.5, verdict, "Åsa Öberg", "looked", "46 procent")]
    assert desk.rows("SELECT review, value FROM claims") == [(verdict, 46.0)]


def test_a_rejected_number_leaves_the_views_and_stays_a_claim(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    desk.make(apps())
    assert desk.rows(APPS) == [] and desk.rows("SELECT * FROM observations") == []
    assert desk.rows("SELECT value, review FROM claims") == [(46.0, "rejected")]
    assert desk.rows("SELECT printed_value, value, because FROM decisions") == [(46.0, None, "looked")]
    assert desk.states() == ["standing"]


def test_a_rejected_witness_vouches_for_nothing(desk: Desk) -> None:
    press = said(source("press"), share(64.0, page=1))
    desk.make(apps(), press)
    assert desk.rows(APPS) == [], "contradicted, so held back"
    desk.judge(Verdict.REJECTED, where="value = 64")
    desk.make(apps(), press)
    assert desk.rows("SELECT percent, witnesses, status FROM percentages") == [(46.0, 1, "single")]


def test_a_corrected_number_is_published_with_who_and_why_beside_the_printed_text(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.CORRECTED, 64.0, because="digits were swapped")
    desk.make(apps())
    assert desk.rows(APPS) == [(64.0, 63.5, 64.5, "corrected", "Åsa Öberg", "digits were swapped", "46 procent")]
    assert desk.rows("SELECT value, value_low, value_high FROM claims") == [(46.0, 45.5, 46.5)]
    assert desk.rows("SELECT value_text, printed_value, value FROM decisions") == [("46 procent", 46.0, 64.0)]


def test_a_correction_loses_the_words_that_bent_the_number(desk: Desk) -> None:
    bent = replace(share(20.0, value_text="drygt 20 procent"), value_high=25.0)
    desk.make(apps(bent)).judge(Verdict.CORRECTED, 22.5)
    desk.make(apps(bent))
    assert desk.rows("SELECT percent, percent_low, percent_high, qualifier FROM percentages") == [
        (22.5, 22.45, 22.55, None)
    ]


def test_a_value_that_can_not_be_stops_the_run_and_says_whose_it_is(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.CORRECTED, 146.0)
    before = desk.path.read_bytes()
    with pytest.raises(WarehouseError, match=r"reviews\.jsonl, line 1, by Åsa Öberg.*146 is no share.*skl audit undo"):
        desk.make(apps())
    assert desk.path.read_bytes() == before


def test_a_ranking_without_its_rejected_points_and_with_corrected_ones(desk: Desk) -> None:
    ranked = ranking(source("ranking"), {"0180": 14, "1480": 14, "0114": 9})
    desk.make(ranked).judge(Verdict.REJECTED, where="quote LIKE '0180%'")
    desk.judge(Verdict.CORRECTED, 13.0, where="quote LIKE '1480%'")
    desk.make(ranked)
    assert desk.rows("SELECT municipality_code, score, rank, review, reviewer, value_text FROM ranks") == [
        ("1480", 13.0, 1, "corrected", "Åsa Öberg", "14"),
        ("0114", 9.0, 2, "none", None, "9"),
    ]
    assert desk.rows("SELECT count(*) FROM claims") == [(3,)]


def test_a_run_that_changes_nothing_voids_nothing(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.ACCEPTED)
    once = logical_hash(desk.make(apps()).path)
    assert logical_hash(desk.make(apps()).path) == once
    assert desk.states() == ["standing"]


def test_a_page_that_is_only_set_anew_voids_nothing(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    moved = share(
        regions=(Region(2, 90, 300, 420, 312),),
        marks=(Region(2, 90, 300, 140, 312),),
        context="46\u00a0procent av kommunerna\nerbjuder appar.",
    )
    assert desk.make(apps(moved)).states() == ["standing"]


@pytest.mark.parametrize(
    "changed",
    [
        share(47.0),
        share(page=3),
        share(year=2011),
        share(context="I en tredjedel av länen: 46 procent av kommunerna erbjuder appar."),
    ],
    ids=["value", "page", "year", "words around it"],
)
def test_a_verdict_lapses_when_what_was_judged_changes(desk: Desk, changed: Claim) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    desk.make(apps(changed))
    assert desk.states() == ["lapsed"]
    assert desk.rows("SELECT review FROM claims") == [("none",)]
    assert desk.rows("SELECT r.successor_id = c.claim_id FROM reviews AS r, claims AS c") == [(True,)]


def test_a_lapsed_verdict_shows_before_and_after_side_by_side(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    desk.make(apps(share(47.0), share(15.0, year=2011)))
    shown = "before_value_text, before_value, before_page, after_value_text, after_value, after_page"
    assert desk.rows(f"SELECT {shown} FROM reviews") == [("46 procent", 46.0, 2, "47 procent", 47.0, 2)]
    assert desk.rows("SELECT after_quote FROM reviews") == [("47 procent av kommunerna erbjuder appar.",)]


def test_of_two_that_may_have_taken_its_place_neither_is_named(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    desk.make(apps(share(47.0), share(48.0)))
    assert desk.rows("SELECT state, successor_id FROM reviews") == [("lapsed", None)]


def test_a_verdict_on_what_took_its_place_settles_it(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.REJECTED)
    desk.make(apps(share(47.0))).judge(Verdict.ACCEPTED)
    assert desk.make(apps(share(47.0))).states() == ["superseded", "standing"]


def test_later_verdicts_and_undone_ones_are_told_apart(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.ACCEPTED)
    desk.judge(Verdict.REJECTED)
    assert desk.make(apps()).states() == ["superseded", "standing"]
    desk.judge(Verdict.UNDONE)
    assert desk.make(apps()).states() == ["standing", "undone", "undone"]
    assert desk.rows("SELECT review FROM percentages") == [("accepted",)]


def test_the_newest_verdict_on_a_number_counts_whatever_its_id_is(desk: Desk) -> None:
    spaced = share(quote="46 procent av  kommunerna erbjuder appar.")
    desk.make(apps()).judge(Verdict.ACCEPTED)
    desk.make(apps(spaced)).judge(Verdict.REJECTED)
    desk.make(apps())
    assert desk.rows("SELECT review FROM claims") == [("rejected",)] and desk.rows(APPS) == []
    assert desk.states() == ["superseded", "standing"]


def test_a_row_held_back_that_nobody_is_sure_of_is_no_claim_and_has_not_lapsed(desk: Desk) -> None:
    desk.make(apps(), said(source("press"), share(64.0, page=1)))
    ((held_id,),) = desk.rows("SELECT quarantine_id FROM quarantine")
    desk.decide(str(held_id), Verdict.UNSURE)
    desk.make(apps(), said(source("press"), share(64.0, page=1)))
    assert desk.rows("SELECT claim_id, quarantine_id, state FROM reviews") == [(None, held_id, "standing")]
    assert desk.rows("SELECT decision FROM quarantine") == [("open",)]


def test_a_source_that_was_not_read_keeps_its_verdicts_for_later(desk: Desk) -> None:
    desk.make(apps(), apps(source_id="other")).judge(Verdict.REJECTED, where="source_id = 'other'")
    desk.make(apps())
    assert desk.states() == ["unread"]


def test_a_waived_row_is_settled_and_no_longer_counts(desk: Desk) -> None:
    held = Held(4, "app_list", "Strömstads", "name_unknown", "Did you mean Strömstad?")
    reading = said(source(), share(), held=[held])
    result = build(desk.path, [reading], run())
    assert result.held == 1
    ((held_id,),) = desk.rows("SELECT quarantine_id FROM quarantine")
    desk.decide(str(held_id), Verdict.WAIVED)
    settled = build(desk.path, [reading], run(), people=People(tuple(desk.reviews)))
    assert settled.held == settled.run.held == 0
    assert desk.rows("SELECT decision FROM quarantine") == [("waived",)]
    assert desk.rows("SELECT claim_id, quarantine_id, state FROM reviews") == [(None, held_id, "standing")]
    desk.make(said(source(), share()))
    assert desk.states() == ["lapsed"]


def test_a_released_contradiction_is_published_as_contradicted(desk: Desk) -> None:
    press = said(source("press"), share(64.0, page=1))
    desk.make(apps(), press)
    ((held_id,),) = desk.rows("SELECT quarantine_id FROM quarantine")
    assert find_subject(desk.path, str(held_id)).contradicted
    desk.decide(str(held_id), Verdict.RELEASED)
    desk.make(apps(), press)
    assert desk.rows("SELECT status FROM percentages") == [("contradicted",)]
    assert desk.rows("SELECT decision FROM quarantine") == [("released",)]


def correction(number: int = 1, **changes: object) -> Correction:
    known: dict[str, object] = {
        "printed": "46 procent",
        "quote": "kommunerna erbjuder",
        "value": 64,
        "by": "Åsa",
        "reason": "a slip",
    }
    return Correction("report", Path("raw/report/corrections.toml"), number, Entry.model_validate(known | changes))


def test_a_correction_is_published_with_its_file_and_reason(desk: Desk) -> None:
    desk.make(apps(), corrections=[correction()])
    assert desk.rows(APPS) == [(64.0, 63.5, 64.5, "corrected", "Åsa", "a slip", "46 procent")]
    assert desk.rows("SELECT decided_in FROM decisions") == [("report/corrections.toml, entry 1",)]
    desk.make(apps(), corrections=[correction(value=None, drop=True)])
    assert desk.rows(APPS) == [] and desk.rows("SELECT review FROM claims") == [("rejected",)]


def test_a_correction_goes_before_a_review(desk: Desk) -> None:
    desk.make(apps()).judge(Verdict.ACCEPTED)
    desk.make(apps(), corrections=[correction()])
    assert desk.rows("SELECT percent, reviewer FROM percentages") == [(64.0, "Åsa")]
    assert desk.states() == ["superseded"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"printed": "47 procent"}, "names no number"),
        ({"quote": "landstingen"}, "names no number"),
        ({"page": 3}, "names no number"),
        ({"quote": "procent"}, "names 2 numbers"),
        ({"value": 146}, "146 is no share"),
        ({"sha256": "0" * 64}, "the source now has"),
    ],
)
def test_a_correction_that_does_not_fit_fails_the_run(desk: Desk, changes: dict[str, object], told: str) -> None:
    readings = apps(share(), share(quote="46 procent av landstingen.", context="46 procent av landstingen.", page=9))
    readings = readings if told == "names 2 numbers" else apps()
    desk.make(readings)
    before = desk.path.read_bytes()
    with pytest.raises(CatalogError, match=rf"corrections\.toml, entry 3.*{told}.*left as it was"):
        desk.make(readings, corrections=[correction(3, **changes)])
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize("printed", ["46", "46 %", "46,0 procent"])
def test_a_number_written_otherwise_than_printed_is_told_as_it_is_printed(desk: Desk, printed: str) -> None:
    with pytest.raises(CatalogError, match=r"names no number.*printed in such words: “46 procent”"):
        desk.make(apps(), corrections=[correction(printed=printed)])


def test_two_corrections_of_one_number_fail_the_run(desk: Desk) -> None:
    with pytest.raises(CatalogError, match=r"entry 2: corrects what report/corrections\.toml, entry 1 corrects"):
        desk.make(apps(), corrections=[correction(), correction(2, page=2)])


def test_counts_are_corrected_to_whole_numbers_only(desk: Desk) -> None:
    counted_one = said(source(), counted(3, "3 kommuner ingår i rankinglistan, som kan läsas i bilaga 6."))
    fix = correction(printed="3", quote="rankinglistan", value=3.5)
    with pytest.raises(CatalogError, match=r"3\.5 is no count of municipalities"):
        desk.make(counted_one, corrections=[fix])


def test_ids_may_be_cut_short_and_unknown_ones_get_suggestions(desk: Desk) -> None:
    desk.make(apps(), said(source("other"), *(share(float(value), page=3) for value in range(1, 60))))
    ids = sorted(str(row[0]) for row in desk.rows("SELECT claim_id FROM claims"))
    assert find_subject(desk.path, ids[0][:9]).subject_id == ids[0]
    ((observation, claim),) = desk.rows("SELECT observation_id, claim_id FROM observations LIMIT 1") or [(None, ids[0])]
    assert observation is None or find_subject(desk.path, str(observation)).subject_id == claim
    swapped = ids[0][:5] + ids[0][6] + ids[0][5] + ids[0][7:]
    if swapped not in ids:
        with pytest.raises(QueryError, match=f"Did you mean {ids[0]}"):
            find_subject(desk.path, swapped)
    for wanted in ("", "zz", "zzzzzzzz", "' OR 1=1 --"):
        with pytest.raises(QueryError, match="no claim, observation or row of the quarantine"):
            find_subject(desk.path, wanted)


def test_nobody_is_the_same_as_an_empty_ledger() -> None:
    assert People((), ()) == NOBODY
