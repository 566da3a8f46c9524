"""Text for pages that are pictures, by ocrmypdf and Tesseract: an optional extra, asked for with ``--ocr``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec

from extractors.errors import DocumentError
from schemas.codes import Language

#: What Tesseract calls the languages, and what its data are called in Debian's packages.
TESSERACT = {Language.SWEDISH: "swe", Language.ENGLISH: "eng"}
_NAMES = {Language.SWEDISH: "Swedish", Language.ENGLISH: "English"}
_ASKED_SECONDS = 30


class OcrMissingError(Exception):
    """A program or data that OCR needs is not installed; the message says which, and how to get it."""


def require(languages: Iterable[Language]) -> None:
    """Raise OcrMissingError unless pages in these languages can be read."""
    if not _program():
        raise OcrMissingError("--ocr: ocrmypdf is not installed; get it with: pip install 'skl-facts[ocr]'")
    if not shutil.which("tesseract"):
        raise OcrMissingError(
            "--ocr: tesseract is not installed; get it with: apt-get install tesseract-ocr tesseract-ocr-swe "
            "(macOS: brew install tesseract tesseract-lang)"
        )
    known = _told("--list-langs").splitlines()
    for language in sorted(set(languages)):
        if TESSERACT[language] not in known:
            raise OcrMissingError(
                f"--ocr: tesseract has no data for {_NAMES[language]}; get them with: "
                f"apt-get install tesseract-ocr-{TESSERACT[language]} (macOS: brew install tesseract-lang)"
            )


def version() -> str:
    """The version of what reads the pictures, on which the result depends."""
    return _told("--version").partition("\n")[0]


def with_text(content: bytes, language: Language) -> bytes:
    """Return the PDF with what its pictures say as invisible text in place; raises DocumentError.

    It runs as long as it takes, in the process group of the caller, who must set an end to it.
    """
    try:
        require([language])
    except OcrMissingError as error:
        raise DocumentError(f"its pages are pictures; {error}") from error
    quietly = ["--quiet", "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--redo-ocr"]
    command = [*_program(), *quietly, "--language", TESSERACT[language], "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=False)
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise DocumentError(f"its pages are pictures, and OCR failed on them ({told or done.returncode})")
    return done.stdout


def _program() -> list[str]:
    """The command that runs ocrmypdf: this environment's, or any other; empty when there is none."""
    if find_spec("ocrmypdf"):
        return [sys.executable, "-m", "ocrmypdf"]
    found = shutil.which("ocrmypdf")
    return [found] if found else []


def _told(option: str) -> str:
    """What tesseract prints for an option; older versions print it on stderr."""
    done = subprocess.run(["tesseract", option], capture_output=True, text=True, check=False, timeout=_ASKED_SECONDS)
    return done.stdout or done.stderr
