"""How big and how fast the auditor's page of a long report is.

``python -m tests.benchmarks.site_pages [--pages 300]``
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from flows.ingest import ingest
from flows.settings import IngestOptions
from flows.site import write_site
from flows.site_samples import find_draws
from warehouse.site import read_site

LINES = 20
TOML = (
    'id = "long"\ntitle = "Lång rapport"\npublisher = "P"\nyear = 2014\nkind = "report"\norigin = "synthetic"\n'
    '[[location]]\nfile = "long.pdf"\n'
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    for name, told in measured(parser.parse_args().pages).items():
        print(f"{name:<38}{told}")


def measured(pages: int) -> dict[str, str]:
    """Make a report, its database and its site, and open it from disk."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "raw").mkdir()
        (folder / "raw" / "source.toml").write_text(TOML, encoding="utf-8")
        long_report(folder / "raw" / "long.pdf", pages)
        ingest(IngestOptions(folder / "raw", folder / "skl.duckdb", offline=True))
        begun = time.perf_counter()
        site = read_site(folder / "skl.duckdb")
        write_site(site, folder / "raw", folder / "out", find_draws(site, folder / "skl.duckdb"))
        took = time.perf_counter() - begun
        files = [path for path in (folder / "out").rglob("*") if path.is_file()]
        told = {
            "pages": str(pages),
            "numbers": str(sum(len(each.numbers) for each in site.sources)),
            "written in": f"{took:.1f} s",
            "size": f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB in {len(files)} files",
        }
        return told | in_browser((folder / "out" / "index.html").as_uri())


def long_report(path: Path, pages: int) -> None:
    """Typeset a report of sentences with numbers."""
    canvas = Canvas(str(path), invariant=True)
    for page in range(pages):
        canvas.setFont("Helvetica", 10)
        for line in range(LINES):
            share = (37 * page + 13 * line) % 90 + 5
            canvas.drawString(60, 780 - 34 * line, f"År 2014 har {share} procent av kommunerna tjänst {line + 1}.")
        canvas.showPage()
    canvas.save()


def in_browser(address: str) -> dict[str, str]:
    """Open it, and scroll through it; says so where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return {"browser": "no Chromium is installed"}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector("#list .number")
        told = page.evaluate(_SCROLL)
        browser.close()
    return _told(told)


_SCROLL = """async () => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0], usable = SKL.usable;
  const host = document.getElementById("pages"), gaps = [], frame = () => new Promise(requestAnimationFrame);
  let last = await frame();
  for (let step = 0; step < 120; step++) {
    host.scrollTop += host.scrollHeight / 120;
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  const begun = performance.now(), all = SKL.source.numbers;
  SKL.select(all[all.length - 1].id, "both"); await frame();
  return { paint: paint ? paint.startTime : 0, usable, gaps, jump: performance.now() - begun };
}"""


def _told(found: dict[str, Any]) -> dict[str, str]:
    gaps = sorted(found["gaps"])
    return {
        "first paint": f"{found['paint']:.0f} ms",
        "first page usable": f"{found['usable']:.0f} ms",
        "frame while scrolling, median / 95 %": f"{gaps[len(gaps) // 2]:.0f} / {gaps[int(0.95 * len(gaps))]:.0f} ms",
        "to the last number": f"{found['jump']:.0f} ms",
    }


if __name__ == "__main__":
    main()
