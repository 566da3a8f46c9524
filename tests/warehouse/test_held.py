"""What fails a check is held back with all that rests on it, and stays visible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from by_hand import run, said, share, source

from schemas.claim import Extraction, Held, ListRow, Region, TableCell, Token
from schemas.codes import CoverageStatus, Kind, Unit
from warehouse.build import build
from warehouse.content import assemble
from warehouse.query import query
from warehouse.rows import claim_ids


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    return query(path, sql)[1]


def test_bad_claim_takes_its_dependents_along(make: Callable[..., Path]) -> None:
    bad = share(146.0, page=3)
    given = said(
        source("ranking", Kind.RANKING),
        share(),
        bad,
        rows=[ListRow("0114", 0, score=46.0), ListRow("0180", 1, score=146.0)],
        cells=[
            TableCell(3, None, "Ja", "2014", "146", 146.0, Unit.PERCENT, 1),
            TableCell(3, None, "Nej", "2014", "-", None, None, None),
        ],
        tokens=[
            Token(2, "46", Region(2, 70, 100, 82, 112), CoverageStatus.USED, None, 0),
            Token(3, "146", Region(3, 70, 100, 82, 112), CoverageStatus.USED, None, 1),
        ],
    )
    path = make(given)
    assert rows(path, "SELECT value FROM claims") == [(46.0,)]
    assert rows(path, "SELECT count(*) FROM claim_regions") == [(1,)]
    assert rows(path, "SELECT count(*) FROM claim_marks") == [(1,)]
    assert rows(path, "SELECT municipality_code FROM ranks") == [("0114",)]
    assert rows(path, "SELECT row_label FROM table_cells") == [("Nej",)]
    assert rows(path, "SELECT token, status, rule, claim_id IS NULL FROM coverage") == [
        ("46", "used", None, False),
        ("146", "unexplained", "held back", True),
    ]
    assert rows(path, "SELECT page, reader, raw_text, check_name, run_id FROM quarantine") == [
        (3, "prose", "146 procent — 146 procent av kommunerna erbjuder appar.", "percent_in_range", "run-1")
    ]


def test_claim_without_a_sound_place_is_no_evidence(make: Callable[..., Path]) -> None:
    upside_down = share(regions=(Region(2, 70, 112, 400, 100),))
    path = make(said(source(), upside_down, share(15.0, year=2011)))
    assert rows(path, "SELECT value FROM claims") == [(15.0,)]
    assert rows(path, "SELECT check_name, reason FROM quarantine") == [
        ("box_is_ordered", "expected: a box starts left of and above its end (in claim_regions)")
    ]


def test_bad_list_row_costs_only_itself(make: Callable[..., Path]) -> None:
    listed = [ListRow("9999", 0, score=46.0), ListRow("0114", 0), ListRow("0180", 0, score=46.0)]
    path = make(said(source("ranking", Kind.RANKING), share(), rows=listed))
    assert rows(path, "SELECT municipality_code FROM ranks") == [("0180",)]
    found = rows(path, "SELECT check_name, page FROM quarantine ORDER BY ALL")
    assert found == [("known_municipality", 2), ("row_says_something", 2)]
    assert rows(path, "SELECT count(*) FROM claims") == [(1,)]


def test_one_document_does_not_spoil_another(make: Callable[..., Path]) -> None:
    broken = said(source("broken"), share(value_text="x", quote="elsewhere"), share(page=0))
    path = make(broken, said(source(), share()))
    assert rows(path, "SELECT source_id FROM claims") == [("report",)]
    assert rows(path, "SELECT DISTINCT source_id FROM quarantine") == [("broken",)]


def test_what_readers_hold_back_is_there_too(make: Callable[..., Path]) -> None:
    held = Held(4, "app_list", "Strömstads", "name_unknown", "Did you mean Strömstad?")
    path = make(said(source(), share(), held=[held, held]))
    found = rows(path, "SELECT page, reader, raw_text, check_name, reason FROM quarantine")
    assert found == [(4, "app_list", "Strömstads", "name_unknown", "Did you mean Strömstad?")] * 2
    assert rows(path, "SELECT count(DISTINCT quarantine_id) FROM quarantine") == [(2,)]


def test_held_rows_are_counted(tmp_path: Path) -> None:
    given = [said(source(), share(), share(200.0)), said(source("off"), share(300.0), hidden=True)]
    content = assemble(given, "run-1")
    assert (content.claims, content.held, content.sources) == (1, 1, 2)
    result = build(tmp_path / "x.duckdb", given, run())
    assert (result.held, result.run.held, result.rows["quarantine"]) == (1, 1, 2)


def test_claims_alike_in_everything_get_ids_of_their_own() -> None:
    claims = [share(), share(), share(47.0)]
    ids = claim_ids("report", claims)
    assert len(set(ids)) == 3
    assert claim_ids("report", claims[1:]) == [ids[0], ids[2]]
    assert claim_ids("report", [replace(claims[0], regions=())]) == [ids[0]]


def test_document_without_anything_is_no_error(make: Callable[..., Path]) -> None:
    given = said(source())
    assert given.extraction == Extraction(pages=3)
    path = make(given)
    assert rows(path, "SELECT source_id, pages FROM sources") == [("report", 3)]
