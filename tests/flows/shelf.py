"""A catalog in a temporary folder, its sources, and what came out of them; pages are marked SYNTETISK."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from flows.cli import app
from flows.ingest import Each, Report, ingest
from flows.settings import IngestOptions
from warehouse.query import query

ROOT = Path(__file__).resolve().parents[2]
NOT_TRACKED = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*")
CLOSED = "http://127.0.0.1:9"
#: Whoever asks for anything but this machine is refused at once, as without a network.
NO_NETWORK = {"HTTP_PROXY": CLOSED, "HTTPS_PROXY": CLOSED, "ALL_PROXY": CLOSED, "NO_PROXY": "127.0.0.1,localhost"}
NO_NETWORK |= {name.lower(): value for name, value in NO_NETWORK.items()}


def typeset(*sentences: str, password: str | None = None) -> bytes:
    """One page with a sentence a line."""
    out = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(out, invariant=1, encrypt=lock)
    canvas.drawString(480, 800, "SYNTETISK")
    for index, sentence in enumerate(sentences):
        canvas.drawString(70, 700 - 40 * index, sentence)
    canvas.save()
    return out.getvalue()


def without_text() -> bytes:
    """One page with a grey box and not a letter, as a scan has none; what says SYNTETISK is the file's title."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle("SYNTETISK")
    canvas.rect(70, 70, 400, 600, fill=1)
    canvas.save()
    return out.getvalue()


def share(percent: int) -> bytes:
    """A page with one percentage."""
    return typeset(f"År 2014 erbjuder {percent} procent av kommunerna en app till invånarna.")


def with_lost_page() -> bytes:
    """Two pages, the second without its type: pdfplumber passes over it, PDFium shows it."""
    text = b"BT /F1 12 Tf 70 700 Td (SYNTETISK: 46 procent) Tj ET"
    page = b"<< %s/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        page % b"/Type /Page ",
        page % b"",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + trailer


class Shelf:
    """Sources below ``raw``, and the warehouse that is made of them."""

    def __init__(self, folder: Path) -> None:
        """Name its places; nothing is written yet."""
        self.raw = folder / "raw"
        self.warehouse = folder / "out" / "skl.duckdb"

    def put(self, source_id: str, content: bytes | None = None, *, url: str = "", **keys: str) -> Path:
        """Write a source with a file beside it, or with an address; returns the file's path."""
        folder = self.raw / source_id
        folder.mkdir(parents=True, exist_ok=True)
        known = {"id": source_id, "title": source_id, "publisher": "P", "kind": "report", "origin": "synthetic"} | keys
        place = f'[[location]]\nurl = "{url}"\n' if url else '[[location]]\nfile = "file.pdf"\n'
        head = "".join(f'{key} = "{value}"\n' for key, value in known.items())
        (folder / "source.toml").write_text(f"{head}year = 2014\n\n{place}", encoding="utf-8")
        if content is not None:
            (folder / "file.pdf").write_bytes(content)
        return folder / "file.pdf"

    def ingest(self, *source_ids: str, each: Each | None = None, **options: object) -> Report:
        """Run the main job as plain functions, offline unless said otherwise."""
        given: dict[str, object] = {"raw": self.raw, "warehouse": self.warehouse, "offline": True} | options
        return ingest(IngestOptions(source_ids=source_ids, **given), each)  # type: ignore[arg-type]

    def copy(self, folder: Path) -> Shelf:
        """The same in another folder, for a test that changes it."""
        shutil.copytree(self.raw, folder / "raw")
        shutil.copytree(self.warehouse.parent, folder / "out")
        return Shelf(folder)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the warehouse."""
        return query(self.warehouse, sql)[1]

    def shares(self) -> dict[object, object]:
        """The percentages by source."""
        return dict(self.rows("SELECT source_id, value FROM claims WHERE unit = 'percent'"))


def default_shelf(folder: Path) -> Shelf:
    """The catalog that ships with the project, as a fresh clone has it."""
    shutil.copytree(ROOT / "raw", folder / "raw", ignore=NOT_TRACKED)
    return Shelf(folder)


def skl(*words: object, cwd: Path = ROOT, seconds: float = 60, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without a network."""
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=cwd,
        env=os.environ | NO_NETWORK | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | environment,
    )


def inside(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, for many cases of one kind: a process of its own costs a second."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


def refused(outcome: subprocess.CompletedProcess[str], status: int, *parts: str) -> None:
    """Assert a message on stderr, nothing on stdout, no traceback."""
    assert outcome.returncode == status, outcome.stderr
    assert outcome.stdout == ""
    assert all(part in outcome.stderr for part in parts), outcome.stderr
    assert "Traceback" not in outcome.stderr


def told(report: Report) -> str:
    """All that a run said."""
    return "\n".join(report.lines)


def state(path: Path) -> tuple[int, bytes]:
    """When a file was written, and what is in it."""
    return path.stat().st_mtime_ns, path.read_bytes()
