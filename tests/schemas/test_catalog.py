"""The catalog: what a source.toml may say, and how a fault in it is told."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.catalog import CatalogError, load_catalog
from schemas.codes import Kind, Language, Origin

ROOT = Path(__file__).parents[2]
GOOD = """
id = "a"
title = "T"
publisher = "P"
published_on = 2014-06-19
year = 2014
kind = "ranking"
origin = "published"
[[location]]
page = "https://skr.se/x"
link_text = "Rankingen"
[[location]]
file = "ranking.pdf"
"""


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """Give a folder, and be a user whom permissions bind: root may read everything."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        user = os.geteuid()
        os.seteuid(user or 65534)
        yield Path(folder)
        os.seteuid(user)


def write(raw: Path, toml: str, folder: str = "p/a") -> Path:
    path = raw / folder / "source.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(toml, encoding="utf-8")
    return path


def fault_of(raw: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        load_catalog(raw)
    return str(caught.value)


def test_a_source_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    (source,) = load_catalog(tmp_path).sources
    assert (source.id, source.kind, source.origin) == ("a", Kind.RANKING, Origin.PUBLISHED)
    assert source.language is Language.SWEDISH and source.folder == path.parent
    assert [location.remote for location in source.location] == [True, False]
    assert str(source.location[0]) == "https://skr.se/x (link “Rankingen”)"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'kind = "ranking"',
            'kind = "rankings"',
            "key “kind”: found 'rankings'; expected: Input should be 'report'",
        ),
        ('title = "T"\n', "", "key “title” is missing"),
        ("year = 2014", 'year = "2014"', "key “year”: found '2014'; expected:"),
        ("year = 2014", "year = 14", "key “year”: found 14; expected:"),
        ("year = 2014", "year = 2014\nyears = 1", "key “years” is not known"),
        ('origin = "published"', 'origin = "real"', "key “origin”: found 'real'"),
        ('id = "a"', 'id = "../a"', "key “id”: found '../a'"),
        ("2014-06-19", '"June"', "key “published_on”: found 'June'"),
        ("https://skr.se/x", "ftp://skr.se/x", "key “location.0.page”: found 'ftp://skr.se/x'"),
        ('page = "https://skr.se/x"\n', "", "key “location.0”:"),
        ('file = "ranking.pdf"', 'file = "../ranking.pdf"', "key “location.1.file”: found '../ranking.pdf'"),
        ('file = "ranking.pdf"', 'file = "r.pdf"\nlink_text = "x"', "expected: link_text needs page"),
        (
            'file = "ranking.pdf"',
            'file = "r.pdf"\nurl = "https://x.se"',
            "expected: exactly one of page, url, file",
        ),
        ('file = "ranking.pdf"', 'path = "r.pdf"', "key “location.1.path” is not known"),
        ("year = 2014", "year = ", "not valid TOML"),
        ("year = 2014", 'year = 2014\nstands_in_for = "b"', "key “stands_in_for”: found 'b'"),
    ],
)
def test_a_fault_names_file_key_and_what_was_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    write(tmp_path, GOOD.replace('id = "a"', 'id = "z"'), "p/z")
    catalog = load_catalog(tmp_path)
    faults = "\n".join(catalog.faults)
    assert said in faults and str(path) in faults
    assert "z" in [source.id for source in catalog.sources]


def test_a_fault_does_not_hide_behind_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("year = 2014", "").replace('title = "T"', ""))
    message = fault_of(tmp_path)
    assert "“title” is missing" in message and "“year” is missing" in message
    assert "no usable source.toml" in message


def test_a_duplicate_id_names_both_files(tmp_path: Path) -> None:
    first, second = write(tmp_path, GOOD), write(tmp_path, GOOD, "q/a")
    write(tmp_path, GOOD.replace('id = "a"', 'id = "z"'), "p/z")
    catalog = load_catalog(tmp_path)
    (fault,) = catalog.faults
    assert str(first) in fault and str(second) in fault and "unique id" in fault
    assert [source.id for source in catalog.sources] == ["z"]


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(GOOD.replace('"T"', '"Å"').encode("cp1252"))
    assert f"{path}: not UTF-8 text" in fault_of(tmp_path)


def test_no_folder_and_no_source(tmp_path: Path) -> None:
    assert "no such folder" in fault_of(tmp_path / "none")
    assert "no usable source.toml" in fault_of(tmp_path)


def test_an_unreadable_folder_is_a_fault(plain_user: Path) -> None:
    write(plain_user, GOOD)
    closed = write(plain_user, GOOD.replace('id = "a"', 'id = "z"'), "p/z").parent
    closed.chmod(0)
    try:
        catalog = load_catalog(plain_user)
    finally:
        closed.chmod(0o755)
    assert [source.id for source in catalog.sources] == ["a"] and str(closed) in catalog.faults[0]


def test_an_unknown_id_lists_the_known(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    catalog = load_catalog(tmp_path)
    assert catalog.select([]) == catalog.sources == catalog.select(["a"])
    with pytest.raises(CatalogError, match=r"no source has the id “b”\. Known: a"):
        catalog.select(["b"])


def test_the_shipped_catalog_has_the_survey_of_2014() -> None:
    catalog = load_catalog(ROOT / "raw")
    assert catalog.faults == ()
    published = {s.id: s for s in catalog.sources if s.origin is Origin.PUBLISHED and s.year == 2014}
    kinds = {source_id: source.kind.value for source_id, source in published.items()}
    expected = {
        "skl-eservices-2014-press": "press",
        "skl-eservices-2014-report": "report",
        "skl-eservices-2014-ranking": "ranking",
        "skl-eservices-2014-appendix-2": "eservice_counts",
        "skl-eservices-2014-appendix-4": "app_list",
    }
    assert expected.items() <= kinds.items()
    assert all(location.remote for each in expected for location in published[each].location)


def test_what_is_no_file_or_has_no_end_costs_its_own_source_only(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    for name in ("pipe", "deep"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "pipe" / "source.toml")
    (tmp_path / "deep" / "source.toml").write_text("a = " + "[" * 5000)
    catalog = load_catalog(tmp_path)
    assert [source.id for source in catalog.sources] == ["a"]
    assert [told.rpartition(": ")[2] for told in catalog.faults] == [
        "nested too deeply",
        "no file, but a device or a pipe",
    ]
