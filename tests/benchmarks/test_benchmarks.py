"""The benchmarks themselves: their truth is whole, their matching can fail, and one typeset list runs through."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import accuracy
import bindings
import hostile
import lists
import pytest
import speed
import startup
from layouts import ProducerMissingError, Sample, make_given, typeset
from mutated import REFUSED, Hostile, all_of
from prose_truth import Printed, match, read_prose_truth, read_table_truth
from rereading import lost_quotes
from source_files import read_file
from tally import tally

from schemas.claim import Claim
from schemas.codes import Kind, Qualifier, Reader, Statistic, Unit
from schemas.indicators import INDICATORS
from schemas.municipalities import municipalities

RECONSTRUCTION = startup.REPOSITORY / "raw/skl/reconstruction-2014-report/reconstruction-2014-report.pdf"


def claim(text: str, value: float, **others: object) -> Claim:
    made = Claim(Reader.PROSE, 3, text, value, None, None, Unit.PERCENT, Statistic.SHARE, text, text, year=2014)
    return replace(made, **others)  # type: ignore[arg-type]


def printed(text: str, value: float, statistic: str = "share") -> Printed:
    return Printed("report", 3, 0, text, value, "percent", statistic, None, 2014, False, {})


@cache
def hostile_files() -> list[Hostile]:
    """All hostile files, made once."""
    return list(all_of({"whole": RECONSTRUCTION.read_bytes()}))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    rows = [{"code": item.code, "name": item.name, "n": len(item.name)} for item in municipalities()[:60]]
    try:
        made = make_given("eservice_counts", "ruled", "chromium", rows, tmp_path_factory.mktemp("lists"), "test")
        typeset([made])
    except ProducerMissingError as error:
        pytest.skip(str(error))
    return made


def test_truth_is_whole_and_uses_the_code_lists() -> None:
    truth = read_prose_truth("report") + read_prose_truth("press")
    assert len(truth) == 194
    assert len(read_table_truth()) == 45
    for item in truth:
        assert item.unit in set(Unit)
        assert item.statistic in set(Statistic)
        assert item.qualifier is None or item.qualifier in set(Qualifier)
        assert set(item.alternatives) <= {"statistic", "qualifier", "year"}


def test_truth_of_bindings_is_whole_and_uses_the_codebook() -> None:
    known = {indicator.id for indicator in INDICATORS} | {bindings.NOTHING}
    texts, tables, charts = (
        bindings.truth_rows(name) for name in ("bindings.csv", "table_bindings.csv", "chart_bindings.csv")
    )
    assert (len(texts), len(tables), len(charts)) == (194, 45, 153)
    assert {row["indicator_id"] for row in (*texts, *tables, *charts)} <= known
    printed_at = {(item.doc, str(item.page or ""), str(item.char_start)) for item in read_prose_truth("report")}
    assert printed_at <= {(row["doc"], row["page"], row["char_start"]) for row in texts}


def test_a_binding_is_right_only_with_indicator_year_group_and_category() -> None:
    meaning = bindings.Meaning("apps-offered", None, "> 100000", 2014)
    truth = bindings.Truth(meaning)
    assert truth.allows(meaning)
    for wrong in ({"year": 2011}, {"size_class": None}, {"category": "skola"}, {"indicator_id": "apps-activity"}):
        assert not truth.allows(replace(meaning, **wrong))  # type: ignore[arg-type]
    assert not truth.allows(None)
    assert bindings.Truth(None).allows(None) and not bindings.Truth(None).allows(meaning)


def test_equal_numbers_are_matched_in_order_and_each_once() -> None:
    result = match([claim("20 procent", 20), claim("var femte", 20)], [printed("var femte", 20)])
    assert len(result.pairs) == 1
    assert len(result.extra) == 1
    assert not result.missed


def test_number_with_another_unit_or_page_or_reader_is_not_found() -> None:
    others = [claim("57", 57, unit=Unit.OTHER), claim("57", 57, page=4), claim("57", 57, reader=Reader.TABLE)]
    result = match(others, [printed("57 procent", 57)])
    assert not result.pairs
    assert len(result.extra) == 2


def test_sign_statistic_qualifier_and_year_can_be_wrong() -> None:
    result = match(
        [claim("sex procent", 6, qualifier=Qualifier.OVER, year=2011)], [printed("sex procent", -6, "change")]
    )
    assert [len(result.wrong(name)) for name in ("sign", "statistic", "qualifier", "year")] == [1, 1, 1, 1]


def test_listed_alternative_is_right() -> None:
    either = replace(printed("60 procent", 60), alternatives={"statistic": ("change", "maximum"), "year": (None,)})
    result = match([claim("60 procent", 60, statistic=Statistic.MAXIMUM, year=None)], [either])
    assert not result.wrong("statistic", "year")


def test_row_read_twice_is_one_right_and_one_wrong() -> None:
    result = tally([("0114", 1), ("0114", 1)], [("0114", 1), ("0115", 2)])
    assert (result.right, len(result.wrong), len(result.missing)) == (1, 1, 1)


def test_typeset_list_is_measured_whole(sample: Sample) -> None:
    result = lists.measure(sample)
    assert result.rows.right == 60
    assert result.misses == []


def test_missed_row_is_told(sample: Sample) -> None:
    result = lists.measure(replace(sample, truth=[*sample.truth, {"code": "2584", "name": "Kiruna", "n": 1}]))
    assert result.misses == [f"{sample.name}: missing ('2584', 1)"]


def test_quote_with_a_wrong_region_is_lost() -> None:
    found = read_file(RECONSTRUCTION, Kind.REPORT).claims
    assert lost_quotes(RECONSTRUCTION, found) == []
    assert lost_quotes(RECONSTRUCTION, [replace(found[0], regions=found[1].regions)])


def test_speed_is_measured_in_one_run() -> None:
    timing = speed.measure(RECONSTRUCTION, Kind.REPORT, repeats=1)
    assert timing.pages > 0
    assert timing.ratio > 0
    assert timing.isolated > 0


def test_hostile_files_are_the_same_each_time_and_have_names_of_their_own() -> None:
    files = hostile_files()
    assert list(all_of({"whole": RECONSTRUCTION.read_bytes()})) == files
    assert len({file.name for file in files}) == len(files) >= 50


@pytest.mark.parametrize("name", ["last 100 bytes missing", "/Count 5 of one page", "a password", "text at nan"])
def test_hostile_file_ends_as_documented(tmp_path: Path, name: str) -> None:
    ending = hostile.run(next(file for file in hostile_files() if file.name == name), tmp_path, "--no-prefect")
    assert ending.faults == ()


def test_hostile_file_that_is_read_is_not_refused(tmp_path: Path) -> None:
    ending = hostile.run(Hostile("sound", RECONSTRUCTION.read_bytes(), REFUSED, "password"), tmp_path, "--no-prefect")
    assert [fault.split(",")[0] for fault in ending.faults] == ["expected to be refused", "does not say “password”"]


def test_start_up_keeps_the_users_prefect_server_out(tmp_path: Path) -> None:
    given = {"PATH": "/bin", "PREFECT_API_URL": "http://example.org/api"}
    assert "PREFECT_API_URL" not in startup.environment(given, tmp_path)


def test_missing_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(tmp_path)]) == 2
    assert str(tmp_path / accuracy.REPORT) in capsys.readouterr().err
