"""Questions to the database: a user's SQL, one number's evidence, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from by_hand import NOON, counted, ranking, said, share, source

from schemas.claim import Held, Region
from schemas.codes import Kind
from warehouse.errors import EvidenceError, QueryError, WarehouseError
from warehouse.evidence import evidence
from warehouse.query import query
from warehouse.report import StrayToken, Unbound, open_questions


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM ranks",
        "FROM ranks",
        "WITH r AS (FROM ranks) SELECT * FROM r;",
        "VALUES (1)",
        "DESCRIBE ranks",
        "SHOW TABLES",
        "SUMMARIZE ranks",
        "EXPLAIN SELECT * FROM ranks",
        "SELECT 1 -- ; SELECT 2",
    ],
)
def test_questions_are_answered(built: Path, sql: str) -> None:
    columns, rows = query(built, sql)
    assert columns
    assert rows


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{out}'",
        "COPY ranks TO '{out}' (FORMAT parquet)",
        "EXPORT DATABASE '{out}'",
        "CREATE TABLE t (i INTEGER)",
        "CREATE TEMP TABLE t (i INTEGER)",
        "DELETE FROM store.claims",
        "UPDATE store.claims SET value = 0",
        "ATTACH '{out}' AS o",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "SELECT 1; DROP TABLE store.claims",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '{out}.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "",
        "   ",
        "SELEKT 1",
        "SELECT * FROM nowhere",
        "SELECT * FROM sql",
    ],
)
def test_nothing_is_changed_or_written(built: Path, tmp_path: Path, sql: str) -> None:
    before, files = built.read_bytes(), sorted(tmp_path.iterdir())
    with pytest.raises(QueryError) as caught:
        query(built, sql.format(out=tmp_path / "out"))
    assert str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert built.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_message_is_duckdbs_own(built: Path) -> None:
    with pytest.raises(QueryError, match="Table with name nowhere does not exist"):
        query(built, "SELECT * FROM nowhere")


def test_missing_and_wrong_files_are_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.duckdb"
    wrong.write_text("hello, I am text")
    for ask in (lambda path: query(path, "SELECT 1"), lambda path: evidence(path, "x"), open_questions):
        with pytest.raises(WarehouseError, match=r"none\.duckdb: no such file.*skl ingest"):
            ask(tmp_path / "none.duckdb")
        with pytest.raises(WarehouseError, match=r"wrong\.duckdb: not a DuckDB database"):
            ask(wrong)


def test_evidence_of_a_claim(built: Path) -> None:
    claim_id = query(built, "SELECT claim_id FROM claims WHERE source_id = 'report' AND unit = 'percent'")[1][0][0]
    found = evidence(built, str(claim_id))
    assert (found.value_text, found.value, found.unit, found.statistic) == (
        "46 procent",
        46.0,
        "percent",
        "share",
    )
    assert (found.source_id, found.source_title, found.origin) == ("report", "Title of report", "synthetic")
    assert (found.page, found.reader, found.retrieved_at) == (2, "prose", NOON)
    assert found.file_name == f"{found.sha256}.pdf"
    assert found.regions == (Region(2, 70, 100, 400, 112),)
    assert found.marks == (Region(2, 70, 100, 120, 112),)
    assert [witness.source_id for witness in found.supporting] == ["press"]
    assert found.opposing == ()


def test_evidence_of_an_observation_and_its_opponents(make: Callable[..., Path]) -> None:
    path = make(said(source(), share()), said(source("press", Kind.PRESS), share(60.0, page=None)))
    observation_id = str(query(path, "SELECT observation_id FROM store.observations")[1][0][0])
    found = evidence(path, observation_id)
    assert (found.source_id, found.observation_id) == ("report", observation_id)
    assert [(witness.source_id, witness.value, witness.page) for witness in found.opposing] == [("press", 60.0, None)]


def test_unknown_id_comes_with_a_hint(built: Path) -> None:
    with pytest.raises(EvidenceError, match=r"“zzzz”.*skl query"):
        evidence(built, "zzzz")
    claim_id = str(query(built, "SELECT claim_id FROM claims LIMIT 1")[1][0][0])
    with pytest.raises(EvidenceError, match=f"Ids that begin so: {claim_id}"):
        evidence(built, claim_id[:8])


def test_open_questions(built: Path) -> None:
    found = open_questions(built)
    assert [unread.source_id for unread in found.unread] == ["lost"]
    (stray,) = found.unexplained
    assert (stray.source_id, stray.count, stray.tokens) == ("report", 1, 2)
    assert stray.listed == (StrayToken("99", 2, Region(2, 90, 200, 102, 212)),)
    assert (found.held, found.contradictions, found.checks) == ((), (), ())
    assert not found.empty


def test_contradictions_and_held_rows_are_open(make: Callable[..., Path]) -> None:
    held = Held(4, "app_list", "Strömstads", "name_unknown", "Did you mean Strömstad?")
    path = make(
        said(source(), share(), held=[held]),
        said(source("press", Kind.PRESS), share(60.0, page=None)),
        said(source("apps", Kind.APP_LIST), share(12.0, year=1999)),
    )
    found = open_questions(path)
    assert [(row.source_id, row.page, row.raw_text) for row in found.held] == [("report", 4, "Strömstads")]
    (contradiction,) = found.contradictions
    assert (contradiction.value, contradiction.against_value_text) == (46.0, "60 procent")
    assert [(check.check_name, check.scope, check.status) for check in found.checks] == [
        ("something_read", "apps", "fail")
    ]


def test_nothing_open(make: Callable[..., Path]) -> None:
    assert open_questions(make(said(source(), share()))).empty


def test_numbers_that_no_indicator_holds_are_counted_by_source_and_are_no_fault(make: Callable[..., Path]) -> None:
    pools = "12 procent av kommunerna har en simhall."
    other = share(12.0, quote=pools, context=pools)
    listed = ranking(source("ranking", Kind.RANKING), {"0180": 14})
    found = open_questions(make(said(source(), share(), other), listed))
    assert found.unbound == (Unbound("report", 1, 2),)
    assert not found.unexplained and not found.contradictions
    assert open_questions(make(said(source(), share(), other), name="two.duckdb")).empty


def test_a_contradiction_of_counts_is_open_too(make: Callable[..., Path]) -> None:
    first = counted(186, "186 kommuner ingår i rankinglistan.")
    second = counted(168, "168 kommuner ingår i rankinglistan.", page=None, regions=(), marks=())
    found = open_questions(make(said(source(), first), said(source("press", Kind.PRESS), second)))
    assert [(item.indicator, item.value, item.against_value_text) for item in found.contradictions] == [
        ("Kommuner i rankingen", 186.0, "168")
    ]
