"""The outside programs that typeset: two on the PATH, and one that is a Python package."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

_BINARIES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "libreoffice": ("soffice", "libreoffice")}
_PACKAGES = {"typst": "typst"}
_SECONDS = 600


class ProducerMissingError(RuntimeError):
    """What typesets the PDF is not installed."""


def find_program(producer: str) -> str:
    """Path of the producer's program, or the name of its package; raises ProducerMissingError with what to install."""
    if package := _PACKAGES.get(producer):
        if importlib.util.find_spec(package) is None:
            raise ProducerMissingError(f"{producer}: no Python package {package}; pip install {package}")
        return package
    for binary in _BINARIES[producer]:
        if found := shutil.which(binary):
            return found
    raise ProducerMissingError(
        f"{producer}: none of {', '.join(_BINARIES[producer])} is on the PATH; install one to typeset with {producer}"
    )


def run(command: list[str], *pdfs: Path) -> None:
    """Run a program that is to make PDFs; raises RuntimeError when one of them is not there afterwards."""
    for pdf in pdfs:
        pdf.unlink(missing_ok=True)
    result = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    # Both programs can exit 0 without a file.
    missing = [pdf.name for pdf in pdfs if not pdf.is_file()]
    if result.returncode or missing:
        raise RuntimeError(
            f"{command[0]} made no {', '.join(missing)} (exit {result.returncode}): {result.stderr.strip()[-500:]}"
        )
