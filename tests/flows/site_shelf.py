"""A small catalog for the auditor's page: a report with pages, a hostile PDF that denies it, and a hostile text."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from flows.ingest import ingest
from flows.settings import IngestOptions

ROOT = Path(__file__).resolve().parents[2]
REPORT = "reconstruction-2014-report"
SCRIPT = "<script>window.ran=1</script><img src=x onerror='window.ran=1'>"
DENIAL = "Mycket eller ganska hög prioritet har e-förvaltning i 23 procent av kommunerna år 2014"
Once = Callable[[str, Callable[[Path], object]], Path]
BIDI = "\u202ekorp\u202c \"'> \u2028"


def site_warehouse(once: Once, folder: Path) -> tuple[Path, Path]:
    """A copy of the catalog below ``folder``, made once a session: its ``raw`` and its database."""
    shutil.copytree(once("site", _make), folder, dirs_exist_ok=True)
    return folder / "raw", folder / "skl.duckdb"


def _make(folder: Path) -> None:
    raw, database = folder / "raw", folder / "skl.duckdb"
    skip = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*")
    shutil.copytree(next((ROOT / "raw").rglob(REPORT)), raw / REPORT, ignore=skip)
    told = (raw / REPORT / "source.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in told if not line.startswith("stands_in_for"))
    (raw / REPORT / "source.toml").write_text(kept, encoding="utf-8")
    _hostile_pdf(_source(raw, "hostile", "report", "hostile.pdf"))
    text = f"Pressmeddelande {BIDI}\n\nÅr 2014 har 12 procent av kommunerna en app.\n"
    _source(raw, "bidi", "press", "bidi.txt").write_text(text, encoding="utf-8")
    report = ingest(IngestOptions(raw, database, offline=True))
    assert report.exit_status in (0, 3), report.lines


def _source(raw: Path, source_id: str, kind: str, file: str) -> Path:
    (raw / source_id).mkdir()
    (raw / source_id / "source.toml").write_text(
        f'id = "{source_id}"\ntitle = "<b>{source_id}</b> \\"x\\" </script>"\npublisher = "P"\nyear = 2014\n'
        f'kind = "{kind}"\norigin = "synthetic"\n[[location]]\nfile = "{file}"\n',
        encoding="utf-8",
    )
    return raw / source_id / file


def _hostile_pdf(path: Path) -> None:
    canvas = Canvas(str(path), invariant=True)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 780, f"{DENIAL} {SCRIPT}.")
    canvas.drawString(50, 750, f'År 2014 har 31 procent av kommunerna en app "{SCRIPT}".')
    canvas.save()
