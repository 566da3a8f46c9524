"""Charts as SVG in a page of HTML, printed by Chromium."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from chart_pages import NOTICE, Chart, Page
from chart_svg import draw_svg
from producers import find_program, run

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking",
)  # fmt: skip
_STYLE = """
@page { size: A4; margin: 20mm 22mm; font: 8pt "Liberation Sans"; color: #555;
  @bottom-left { content: "%s"; white-space: nowrap; } @bottom-right { content: counter(page); } }
body { margin: 0; font: 10.5pt/1.35 "Liberation Serif"; }
section { break-after: page; }
h1 { font: bold 15pt "Liberation Sans"; margin: 0 0 6pt; }
p { margin: 0 0 8pt; }
.caption { font: italic 9.5pt "Liberation Sans"; margin: 4pt 0; }
svg { display: block; }
"""


def find() -> str:
    """The program's path; raises ProducerMissingError."""
    return find_program("chromium")


def typeset(pages: Sequence[Page], pdf: Path, seed: int) -> None:
    """Print pages into one PDF."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "charts.html"
        source.write_text(_html(pages, seed), encoding="utf-8")
        profile = f"--user-data-dir={scratch}/profile"
        run([find(), *_FLAGS, profile, f"--print-to-pdf={pdf.resolve()}", source.as_uri()], pdf)


def _html(pages: Sequence[Page], seed: int) -> str:
    body = "\n".join(_section(page, random.Random(f"{seed}-{number}"), number) for number, page in enumerate(pages))
    style = _STYLE % NOTICE
    head = f'<head><meta charset="utf-8"><style>{style}</style></head>'
    return f'<!doctype html><html lang="sv">{head}<body>{body}</body></html>'


def _section(page: Page, rng: random.Random, number: int) -> str:
    charts = "".join(_chart(chart, rng, f"g{number}-{index}") for index, chart in enumerate(page.charts))
    return f"<section><h1>{escape(page.heading)}</h1><p>{escape(page.before)}</p>{charts}</section>"


def _chart(chart: Chart, rng: random.Random, name: str) -> str:
    caption = f'<p class="caption">{escape(chart.caption)}</p>' if chart.caption else ""
    drawn = draw_svg(chart, rng, name)
    both = caption + drawn if chart.above else drawn + caption
    return f"{both}<p>{escape(chart.after)}</p>"
