"""Scans are read on request only, with what is needed named where it is missing, and never vouch for themselves."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from shelf import Shelf, share, typeset

from flows import ocr
from flows.reading import EngineError
from flows.settings import Terms
from schemas.codes import Language

SENTENCES = ("Av kommunerna har 57 procent hög prioritet på e-förvaltning 2014.", "Av dem har 12 kommuner en plan.")
READING = Terms(ocr=True)


def scan(*pages: bytes) -> bytes:
    """The pages as pictures, as a scanner of 300 dots an inch makes them."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for content in pages:
        picture = pypdfium2.PdfDocument(content)[0].render(scale=300 / 72).to_pil().convert("L")
        canvas.drawImage(ImageReader(picture), 0, 0, 595.28, 841.89)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalog of one scan."""
    shelf = Shelf(tmp_path)
    shelf.put("scan", scan(typeset(*SENTENCES), typeset(SENTENCES[0])))
    return shelf


@pytest.fixture
def installed() -> None:
    """Skip where a program or its data are missing."""
    try:
        ocr.require([Language.SWEDISH])
    except ocr.OcrMissingError as error:
        pytest.skip(str(error))


def test_a_scan_is_not_read_unless_it_is_asked_for(shelf: Shelf) -> None:
    report = shelf.ingest()
    assert report.exit_status == 1
    assert any("scan: failed: none of its pages has any text: a scan" in line for line in report.lines), report.lines
    assert any("--ocr" in line for line in report.lines)


@pytest.mark.usefixtures("installed")
def test_a_scan_is_read_and_marked_and_does_not_corroborate_itself(shelf: Shelf) -> None:
    shelf.put("print", share(46))
    assert shelf.ingest().exit_status == 3
    report = shelf.ingest(terms=READING)
    assert report.exit_status == 0, report.lines
    assert shelf.rows("SELECT DISTINCT source_id, ocr FROM claims ORDER BY 1") == [("print", False), ("scan", True)]
    layers = shelf.rows("SELECT source_id, text_layer FROM snapshots ORDER BY 1")
    assert layers == [("print", "printed"), ("scan", "ocr")]
    found = shelf.rows("SELECT percent, witnesses, status FROM percentages WHERE source_id = 'scan'")
    assert found == [(57.0, 2, "single")]
    assert shelf.ingest(terms=READING).lines[-1].startswith("Nothing new since run ")


def without(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    which = shutil.which
    monkeypatch.setattr(ocr, "find_spec", lambda name: None if program == name else find_spec("pypdfium2"))
    monkeypatch.setattr(shutil, "which", lambda name: None if name == program else which("true"))


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [("ocrmypdf", "pip install 'skl-facts[ocr]'"), ("tesseract", "apt-get install tesseract-ocr tesseract-ocr-swe")],
)
def test_a_missing_program_is_named_with_what_to_do(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, missing: str, remedy: str
) -> None:
    without(monkeypatch, missing)
    with pytest.raises(EngineError, match=f"--ocr: {missing} is not installed.*{re.escape(remedy)}"):
        shelf.ingest(terms=READING)
    assert not shelf.warehouse.exists()


def test_missing_data_of_a_language_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "nothing")
    listed = subprocess.CompletedProcess([], 0, "List of available languages (2):\neng\nosd\n", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: listed)
    ocr.require([Language.ENGLISH])
    with pytest.raises(
        ocr.OcrMissingError, match="no data for Swedish; get them with: apt-get install tesseract-ocr-swe"
    ):
        ocr.require([Language.ENGLISH, Language.SWEDISH])


def test_each_page_of_a_scan_may_take_as_long_as_a_document() -> None:
    assert Terms(max_seconds=20).seconds(3, scanned=True) == 60
