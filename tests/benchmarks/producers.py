"""The outside programs that typeset."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_BINARIES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "libreoffice": ("soffice", "libreoffice")}
_SECONDS = 180


class ProducerMissingError(RuntimeError):
    """The program that typesets the PDF is not installed."""


def find_program(producer: str) -> str:
    for binary in _BINARIES[producer]:
        if found := shutil.which(binary):
            return found
    raise ProducerMissingError(
        f"{producer}: none of {', '.join(_BINARIES[producer])} is on the PATH; install one to typeset with {producer}"
    )


def run(command: list[str], pdf: Path) -> None:
    pdf.unlink(missing_ok=True)
    result = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    # Both programs can exit 0 without a file.
    if result.returncode or not pdf.is_file():
        raise RuntimeError(
            f"{command[0]} made no {pdf.name} (exit {result.returncode}): {result.stderr.strip()[-500:]}"
        )
