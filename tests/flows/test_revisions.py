"""One digit edited anywhere on a page is one revision; a page that is only saved anew or distilled again is none."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from drawn_report import Printed, drawn
from shelf import Shelf
from typer.testing import CliRunner

from flows.cli import app
from flows.isolation import Isolation
from flows.reading import Job, Outcome, read_job
from flows.settings import Terms

WAYS = {
    "qpdf": ("qpdf", "--object-streams=generate", "--recompress-flate", "--linearize", "{one}", "{other}"),
    "ghostscript": (
        "gs",
        "-q",
        "-dSAFER",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pdfwrite",
        "-sOutputFile={other}",
        "{one}",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _one_process() -> Iterator[None]:
    """All runs of these tests read in one process, for starting one costs more than all the rest."""
    with Isolation() as isolation, pytest.MonkeyPatch.context() as patch:

        @contextmanager
        def kept(_: str, terms: Terms) -> Iterator[Callable[[Job], Outcome]]:
            yield lambda job: read_job(isolation, terms, job)

        patch.setattr("flows.ingest.engine", kept)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The page, ingested; to be read only."""
    shelf = Shelf(tmp_path_factory.mktemp("made"))
    shelf.put("a", drawn(Printed()))
    report = shelf.ingest()
    assert report.exit_status == 0, report.lines
    readers = "SELECT reader, count(*) FROM claims WHERE indicator_id IS NOT NULL GROUP BY reader ORDER BY reader"
    assert shelf.rows(readers) == [("chart_label", 4), ("prose", 1), ("table", 3)]
    return shelf


def after(made: Shelf, folder: Path, content: bytes) -> list[dict[str, object]]:
    """What ``skl diff`` says when the page is replaced."""
    shelf = Shelf(folder)
    shutil.copytree(made.raw, shelf.raw)
    shutil.copytree(made.warehouse.parent, shelf.warehouse.parent)
    shelf.put("a", content)
    shelf.ingest()
    outcome = CliRunner().invoke(app, ["diff", "--warehouse", str(shelf.warehouse), "--format", "json"])
    assert outcome.exit_code == 0
    return json.loads(outcome.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("edited", "was", "now"),
    [
        pytest.param(Printed(sentence=49), "46 procent", "49 procent", id="in a sentence"),
        pytest.param(Printed(cells=(76, 71, 88)), "68 %", "88 %", id="in a table's cell"),
        pytest.param(Printed(labels=(21, 43, 28, 9)), "42%", "43%", id="in a chart, with its bar"),
    ],
)
def test_one_edited_digit_is_exactly_one_revision(
    made: Shelf, tmp_path: Path, edited: Printed, was: str, now: str
) -> None:
    (revision,) = after(made, tmp_path, drawn(edited))
    assert (revision["change"], revision["was"], revision["now"]) == ("changed", was, now)
    assert revision["published_was"] != revision["published_now"]


def test_a_label_that_its_bar_denies_is_no_revision_but_held_back(made: Shelf, tmp_path: Path) -> None:
    changes = after(made, tmp_path, drawn(Printed(labels=(21, 62, 28, 9), bars=(21, 42, 28, 9))))
    assert changes and {row["change"] for row in changes} == {"vanished"}
    shelf = Shelf(tmp_path)
    assert shelf.rows("SELECT status FROM figures") == [("refused",)]


@pytest.mark.parametrize("by", WAYS)
def test_a_page_that_is_saved_anew_gives_no_revision(made: Shelf, tmp_path: Path, by: str) -> None:
    if shutil.which(WAYS[by][0]) is None:
        pytest.skip(f"{by} is not installed")
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    one.write_bytes(drawn(Printed()))
    subprocess.run([word.format(one=one, other=other) for word in WAYS[by]], check=True, timeout=60)
    assert other.read_bytes() != one.read_bytes()
    assert after(made, tmp_path / "shelf", other.read_bytes()) == []
