"""What a bad file, a bad entry of the catalog or a report without numbers costs: itself, and never the warehouse."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shelf import Shelf, share, state, told, typeset, with_lost_page, without_text

from flows.kinds import doubts
from schemas import municipalities
from schemas.catalog import CatalogError, load_catalog
from schemas.claim import Extraction, TableCell
from schemas.codes import Unit

pytestmark = pytest.mark.usefixtures("one_process")


LOCKED = typeset("År 2014 har 46 procent av kommunerna en app.", password="hemligt")


BLANK = without_text()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty catalog."""
    return Shelf(tmp_path)


BAD_FILES = {
    "missing": (None, "can't be read (No such file or directory)"),
    "empty": (b"", "it is empty"),
    "truncated": (share(46)[:400], "it is not a PDF, or it is damaged"),
    "encrypted": (LOCKED, "it is encrypted and needs a password"),
    "page dropped": (with_lost_page(), "pdfplumber sees 1 pages and PDFium 2"),
    "HTML": (b"<!doctype html><title>Sidan finns inte</title>", "it is HTML (“Sidan finns inte”), expected PDF"),
    "binary": (b"\x00\x01\x02" * 50, "of an unknown type"),
    "a scan without text": (BLANK, "none of its pages has any text: a scan"),
    "only a header": (b"%PDF-1.7\n", "it is not a PDF, or it is damaged"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_costs_its_own_source_only(shelf: Shelf, kind: str) -> None:
    content, cause = BAD_FILES[kind]
    shelf.put("good", share(46))
    shelf.put("bad", content)
    report = shelf.ingest()
    failures = [line for line in report.lines if line.startswith("bad: failed: ")]
    assert len(failures) == 1 and cause in failures[0], told(report)
    assert report.exit_status == 3
    assert shelf.shares() == {"good": 46.0}


def test_a_report_without_numbers_is_no_failure_but_is_told(shelf: Shelf) -> None:
    shelf.put("good", share(46))
    shelf.put("bare", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 0, told(report)
    assert "bare: read, and no number in it is data (skl check)" in report.lines
    (check,) = shelf.rows("SELECT status, detail FROM checks WHERE scope = 'bare' AND check_name = 'has_numbers'")
    assert check[0] == "warn" and "is it the right file" in str(check[1])
    assert shelf.rows("SELECT status FROM checks WHERE scope = 'good' AND check_name = 'has_numbers'") == [("pass",)]


def test_a_report_without_numbers_alone_gives_a_warehouse_without_facts(shelf: Shelf) -> None:
    shelf.put("bare", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 0 and "bare: read, and no number in it is data" in told(report)
    assert shelf.rows("SELECT count(*) FROM claims") == [(0,)]
    assert shelf.rows("SELECT source_id, problem FROM sources") == [("bare", None)]


def test_numbers_are_never_replaced_by_none(shelf: Shelf) -> None:
    shelf.put("a", share(46))
    assert shelf.ingest().exit_status == 0
    shelf.put("a", typeset("Kommunerna svarade på en enkät om sina tjänster."))
    report = shelf.ingest()
    assert report.exit_status == 1 and "the warehouse is left as it was" in report.lines[-1]
    assert "a: read, and no number in it is data" in told(report)
    assert shelf.shares() == {"a": 46.0}


def test_a_list_of_municipalities_that_is_said_to_be_a_report_is_doubted(tmp_path: Path) -> None:
    cells = [
        TableCell(1, None, row.name, "Poäng", "7", 7.0, Unit.POINTS, None)
        for row in municipalities.municipalities()[:40]
    ]
    shelf = Shelf(tmp_path)
    shelf.put("a", share(46))
    source = load_catalog(shelf.raw).get("a")
    doubted = {check.check_name: check for check in doubts(source, Extraction(pages=1, cells=cells))}
    assert doubted["is_no_list"].status == "warn" and "ranking, app_list" in doubted["is_no_list"].detail
    few = {check.check_name: check for check in doubts(source, Extraction(pages=1, cells=cells[:5]))}
    assert few["is_no_list"].status == "pass"


def test_without_any_usable_source_the_old_warehouse_stays(two: Shelf) -> None:
    before = state(two.warehouse)
    for name in ("a", "b"):
        (two.raw / name / "snapshots.jsonl").unlink()
        two.put(name, LOCKED)
    report = two.ingest()
    assert report.exit_status == 1 and "Nothing usable came out of any source" in report.lines[-1]
    assert {line.partition(":")[0] for line in report.lines if "password" in line} == {"a", "b"}
    assert state(two.warehouse) == before


def test_a_snapshot_that_was_changed_is_not_read(two: Shelf) -> None:
    snapshot = next(path for path in (two.raw / "b").glob("*.pdf") if path.name != "file.pdf")
    snapshot.write_bytes(share(99))
    two.put("a", share(47))
    report = two.ingest()
    assert report.exit_status == 3 and "the bytes are not those that were stored" in told(report)
    assert str(snapshot) in told(report)
    assert two.shares() == {"a": 47.0}


def break_kind(shelf: Shelf) -> str:
    shelf.put("bad", share(31), kind="leaflet")
    return r"bad/source\.toml: key “kind”: found 'leaflet'; expected: .*'report'"


def break_toml(shelf: Shelf) -> str:
    shelf.put("bad").with_name("source.toml").write_text('id = "bad\n')
    return r"bad/source\.toml: not valid TOML: .*line 1"


def break_key(shelf: Shelf) -> str:
    shelf.put("bad", share(31), colour="red")
    return r"bad/source\.toml: key “colour” is not known"


def break_id(shelf: Shelf) -> str:
    shelf.put("one", share(31), id="bad")
    shelf.put("other", share(31), id="bad")
    return r"other/source\.toml: key “id”: “bad” is already the id of .*one/source\.toml"


@pytest.mark.parametrize("fault", [break_kind, break_toml, break_key, break_id])
def test_a_faulty_entry_costs_itself_only(shelf: Shelf, fault: Callable[[Shelf], str]) -> None:
    shelf.put("good", share(46))
    expected = fault(shelf)
    report = shelf.ingest()
    assert report.exit_status == 2
    assert re.search(f"catalog: .*{expected}", told(report)), told(report)
    assert shelf.shares() == {"good": 46.0}


def test_an_unreadable_folder_is_named(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("good", share(46))
    closed = shelf.put("closed", share(31)).parent
    scandir = os.scandir

    def refusing(path: str | int) -> Any:
        """Refuse as the system does; root could read a folder of mode 000."""
        if not isinstance(path, int) and Path(path) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = shelf.ingest()
    assert f"catalog: {closed}: the folder can't be read (Permission denied)" in report.lines
    assert (report.exit_status, shelf.shares()) == (2, {"good": 46.0})


def test_a_missing_catalog_is_said_to_be_one(shelf: Shelf) -> None:
    with pytest.raises(CatalogError, match="raw: no such folder"):
        shelf.ingest()


def test_a_catalog_without_sources_is_said_to_be_one(shelf: Shelf) -> None:
    shelf.raw.mkdir()
    with pytest.raises(CatalogError, match=r"no usable source\.toml"):
        shelf.ingest()
