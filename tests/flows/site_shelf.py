"""A small catalog for the auditor's page: a report, what denies it or does not add up, what changed, hostile texts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from shelf import typeset

from flows.ingest import ingest
from flows.reviews import append_review
from flows.settings import IngestOptions
from flows.snapshots import store
from schemas.catalog import load_catalog
from schemas.reviews import Before, Draft, Verdict

ROOT = Path(__file__).resolve().parents[2]
REPORT = "reconstruction-2014-report"
SCRIPT = "<script>window.ran=1</script><img src=x onerror='window.ran=1'>"
DENIAL = "Mycket eller ganska hög prioritet har e-förvaltning i 23 procent av kommunerna år 2014"
Once = Callable[[str, Callable[[Path], object]], Path]
BIDI = "\u202ekorp\u202c \"'> \u2028"
#: The report says that eight percent offered open data in 2014, seven percentage points more than in 2011.
MISCOUNTED = "År 2011 erbjöd fem procent av kommunerna öppna data."
CHANGED = "År 2014 har {} procent av kommunerna en egen podd."


def site_warehouse(once: Once, folder: Path) -> tuple[Path, Path]:
    """A copy of the catalog below ``folder``, made once a session: its ``raw`` and its database."""
    shutil.copytree(once("site", _make), folder, dirs_exist_ok=True)
    return folder / "raw", folder / "skl.duckdb"


def hostile_warehouse(once: Once, folder: Path) -> tuple[Path, Path]:
    """The same of the hostile texts alone, which takes a fraction of the time."""
    shutil.copytree(once("hostile-site", _make_hostile), folder, dirs_exist_ok=True)
    return folder / "raw", folder / "skl.duckdb"


def _make(folder: Path) -> None:
    raw = folder / "raw"
    skip = shutil.ignore_patterns("*.jsonl", "[0-9a-f]" * 64 + ".*")
    shutil.copytree(next((ROOT / "raw").rglob(REPORT)), raw / REPORT, ignore=skip)
    told = (raw / REPORT / "source.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in told if not line.startswith("stands_in_for"))
    (raw / REPORT / "source.toml").write_text(kept, encoding="utf-8")
    _put_hostile(raw)
    page = f"<html><body><h1>Press</h1><p>Om oss.</p><p>{MISCOUNTED}</p><p>Slut.</p></body></html>"
    _source(raw, "web", "press", "web.html").write_text(page, encoding="utf-8")
    rows = ("Kommun, poäng", "1. Göteborg 14 poäng", "2. Umeå 13 poäng", "3. Storköping 12 poäng", "4. Ale 11 poäng")
    _source(raw, "list", "ranking", "list.pdf").write_bytes(typeset(*rows))
    hidden = _source(raw, "stand-in", "press", "press.txt", 'stands_in_for = "bidi"\n')
    hidden.write_text("År 2014 har 9 procent av kommunerna en app.\n", encoding="utf-8")
    _changed(raw)
    _ingest(raw)


def _make_hostile(folder: Path) -> None:
    _put_hostile(folder / "raw")
    _ingest(folder / "raw")


def _ingest(raw: Path) -> None:
    report = ingest(IngestOptions(raw, raw.with_name("skl.duckdb"), offline=True))
    assert report.exit_status in (0, 3), report.lines


def _put_hostile(raw: Path) -> None:
    _hostile_pdf(_source(raw, "hostile", "report", "hostile.pdf"))
    text = f"Pressmeddelande {BIDI}\n\nÅr 2014 har 12 procent av kommunerna en app.\n"
    _source(raw, "bidi", "press", "bidi.txt").write_text(text, encoding="utf-8")


def _changed(raw: Path) -> None:
    """A source that said 13 percent, which was accepted, and says 31 now."""
    file = _source(raw, "changed", "report", "changed.pdf")
    source = load_catalog(raw).get("changed")
    old = typeset(CHANGED.format(13))
    store(source, old, url="file:changed.pdf", now=datetime(2020, 1, 1, tzinfo=UTC))
    quote = CHANGED.format(13)
    subject = quote[0].lower() + quote[1:]
    before = Before("13 procent", 13.0, quote, 1, "– · 2014 · – · – · share · percent", subject)
    when = datetime(2021, 1, 1, tzinfo=UTC)
    draft = Draft("0" * 16, "changed", "1" * 64, Verdict.ACCEPTED, None, "", "Ada", when, before)
    append_review(raw, draft)
    file.write_bytes(typeset(CHANGED.format(31)))


def _source(raw: Path, source_id: str, kind: str, file: str, more: str = "") -> Path:
    (raw / source_id).mkdir(parents=True)
    (raw / source_id / "source.toml").write_text(
        f'id = "{source_id}"\ntitle = "<b>{source_id}</b> \\"x\\" </script>"\npublisher = "P"\nyear = 2014\n'
        f'kind = "{kind}"\norigin = "synthetic"\n{more}[[location]]\nfile = "{file}"\n',
        encoding="utf-8",
    )
    return raw / source_id / file


def _hostile_pdf(path: Path) -> None:
    canvas = Canvas(str(path), invariant=True)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 780, f"{DENIAL} {SCRIPT}.")
    canvas.drawString(50, 750, f'År 2014 har 31 procent av kommunerna en app "{SCRIPT}".')
    canvas.save()
