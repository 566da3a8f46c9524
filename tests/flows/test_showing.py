"""The database itself shows where each number stands: by a picture, or by the line of a text."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from shelf import Shelf, share, typeset

from flows import showing
from flows.showing import show
from schemas.claim import Claim, Extraction, Region
from schemas.codes import CheckStatus, MediaType, Reader, Statistic, Unit
from warehouse.history import logical_hash
from warehouse.query import query

pytestmark = pytest.mark.usefixtures("one_process")
PNG = b"\x89PNG\r\n"
TEXT = (
    "Pressmeddelande\n\nÅr 2014 erbjuder 46 procent av kommunerna en app.\nNästan alla, 98 procent, har en webbplats.\n"
)


def claim(number: int) -> Claim:
    box = Region(1, 70, 100 + number, 90, 110 + number)
    unit, statistic = Unit.PERCENT, Statistic.SHARE
    return Claim(
        Reader.PROSE, 1, f"{number}", number, None, None, unit, statistic, "q", "q", None, 2014, None, "", (box,)
    )


def test_every_published_value_of_the_default_catalog_has_its_picture(made: Shelf) -> None:
    bare = made.rows(
        "SELECT claim_id FROM observations WHERE claim_id NOT IN (FROM evidence SELECT claim_id WHERE png IS NOT NULL)"
    )
    assert bare == []
    sizes = made.rows("SELECT avg(octet_length(png)), max(octet_length(png)) FROM evidence")[0]
    assert sizes[0] < 4_000 and sizes[1] <= 16_000  # type: ignore[operator]


def test_explain_needs_nothing_but_the_file(made: Shelf, tmp_path: Path) -> None:
    alone = shutil.copy(made.warehouse, tmp_path / "alone.duckdb")
    wanted = made.rows("SELECT max(observation_id) FROM percentages WHERE source_id LIKE '%report%'")[0][0]
    asked = f"SELECT quote, page, page_label, quote_boxes, number_boxes, picture FROM explain('{wanted}')"
    quote, page, label, quote_boxes, number_boxes, picture = query(alone, asked)[1][0]
    assert quote and label == str(page) and str(number_boxes).startswith('[{"page":')
    assert str(quote_boxes).count('"x0":') >= 1 and bytes(picture).startswith(PNG)  # type: ignore[arg-type]


def test_a_text_is_shown_by_its_line(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("press", TEXT.encode(), kind="press")
    assert shelf.ingest().exit_status == 0
    rows = shelf.rows("SELECT value, line, line_text, png FROM claims JOIN evidence USING (claim_id) ORDER BY line")
    assert rows == [
        (46.0, 3, "År 2014 erbjuder 46 procent av kommunerna en app.", None),
        (98.0, 4, "Nästan alla, 98 procent, har en webbplats.", None),
    ]


def test_the_same_sources_give_the_same_pictures_and_the_same_hash(tmp_path: Path) -> None:
    pictures, hashes = [], []
    for name, workers in (("one", 1), ("four", 4)):
        shelf = Shelf(tmp_path / name)
        shelf.put("a", share(46))
        shelf.put("b", typeset("57 procent av kommunerna har en strategi 2014.", "31 procent saknar en app 2014."))
        assert shelf.ingest(workers=workers).exit_status == 0
        pictures.append(shelf.rows("SELECT claim_id, png FROM evidence ORDER BY 1"))
        hashes.append(logical_hash(shelf.warehouse))
    assert pictures[0] == pictures[1] and len(pictures[0]) >= 3
    assert hashes[0] == hashes[1]


def test_a_document_that_can_not_be_drawn_costs_its_pictures_only() -> None:
    extraction = Extraction(claims=[claim(46), claim(57)])
    show(extraction, MediaType.PDF, lambda *_: (None, "drawing it took more than 15 s"))
    assert [exhibit.png for exhibit in extraction.exhibits.values()] == [None, None]
    (check,) = extraction.checks
    assert check.status is CheckStatus.WARN and "more than 15 s" in check.detail


def test_of_too_many_claims_the_published_ones_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "MOST_PICTURES", 2)
    monkeypatch.setattr(showing, "bind_all", lambda _: [None, None, object(), object()])
    asked: list[Any] = []

    def ask(_: str, details: dict[str, Any]) -> tuple[Any, None]:
        asked.append(details["places"])
        return [], None

    claims = [claim(number) for number in range(4)]
    show(Extraction(claims=claims), MediaType.PDF, ask)
    assert asked == [[(each.regions, each.marks) for each in claims[2:]]]
