"""Typeset the embedded reconstruction: published facts, kept as data, become PDFs for the readers to work on.

``python -m flows.reconstruct [RAW]`` makes each PDF below RAW anew from the ``facts.toml`` beside it.
"""

from __future__ import annotations

import sys
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pydantic import BaseModel, ConfigDict
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from flows.reconstruct_chart import FONT, Bar, bar_chart

HEADER = "Rekonstruktion – publicerade uppgifter ur SKL:s undersökning 2014, i egen formulering"
PARTIAL_CHART = "Bara staplar vars värden texten anger; övriga värden har inte återfunnits."
LOST_CHART = "Diagrammets värden har inte återfunnits."

MARGIN = 50.0
WIDTH = A4[0] - 2 * MARGIN
ROW_LABEL_WIDTH = 105.0
# Shipped with reportlab: the bytes must not depend on the machine's fonts.
FONT_FILES = {FONT: "Vera.ttf", "VeraBold": "VeraBd.ttf", "VeraItalic": "VeraIt.ttf"}


def _style(font: str, size: float) -> ParagraphStyle:
    # A break after a hyphen of the text would look like one that the typesetting made.
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.4, embeddedHyphenation=0)


HEADING, BODY, CAPTION = _style("VeraBold", 13), _style(FONT, 9.5), _style("VeraItalic", 8.5)
SMALL, CELL, CELL_HEAD = _style(FONT, 7.5), _style(FONT, 8), _style("VeraBold", 8)


class _Fact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FigureFacts(_Fact):
    """A figure's number and caption, and the bars whose values are known."""

    number: int
    caption: str
    bars: list[Bar] = []


class TableFacts(_Fact):
    """A table, cell by cell as printed."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    number: int | None = None
    caption: str = ""


class PageFacts(_Fact):
    """What one page states."""

    number: int
    heading: str
    paragraphs: list[str]
    table: list[TableFacts] = []
    figure: list[FigureFacts] = []


class Facts(_Fact):
    """A ``facts.toml``: what one publication states."""

    title: str
    page: list[PageFacts]


def pdf_path(facts_file: Path) -> Path:
    """Return where the PDF of a ``facts.toml`` lies: beside it, with the folder's name."""
    return facts_file.with_name(f"{facts_file.parent.name}.pdf")


def render(facts: dict[str, Any], out: Path) -> None:
    """Write the PDF of these facts; the same facts give the same bytes."""
    out.write_bytes(typeset(Facts.model_validate(facts)))


def typeset(facts: Facts) -> bytes:
    """Return the facts as a PDF, one page each."""
    for name, file in FONT_FILES.items():
        pdfmetrics.registerFont(TTFont(name, file))
    buffer = BytesIO()
    # Uncompressed, as zlib's builds differ in the bytes they make.
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0, initialFontName=FONT, lang="sv-SE")
    canvas.setTitle(f"{facts.title} (rekonstruktion)")
    canvas.setSubject(HEADER)
    for page in facts.page:
        _draw_page(canvas, facts.title, page)
    canvas.save()
    return buffer.getvalue()


def _draw_page(canvas: Canvas, title: str, page: PageFacts) -> None:
    canvas.setFont(FONT, 7.5)
    canvas.drawString(MARGIN, A4[1] - 36, HEADER)
    canvas.drawString(MARGIN, 36, title)
    canvas.drawRightString(A4[0] - MARGIN, 36, str(page.number))
    y = A4[1] - MARGIN
    for flowable, space in _page_flow(page):
        _, height = flowable.wrap(WIDTH, y)
        y -= space + height
        if y < MARGIN:
            raise ValueError(f"{title}: the facts of page {page.number} don't fit on one page")
        flowable.drawOn(canvas, MARGIN, y)
    canvas.showPage()


def _page_flow(page: PageFacts) -> list[tuple[Flowable, float]]:
    """Return what stands on a page, from the top, each with the space above it."""
    flow = [(_paragraph(page.heading, HEADING), 6.0)]
    flow += [(_paragraph(text, BODY), 9.0) for text in page.paragraphs]
    for table in page.table:
        flow += _table_flow(table)
    for figure in page.figure:
        flow += _figure_flow(figure)
    return flow


def _table_flow(table: TableFacts) -> list[tuple[Flowable, float]]:
    flow = [(_paragraph(table.title, CELL_HEAD), 20.0), (_ruled_table(table), 6.0)]
    if table.number is not None:
        flow.append((_paragraph(f"Tabell {table.number}. {table.caption}", CAPTION), 6.0))
    return flow


def _figure_flow(figure: FigureFacts) -> list[tuple[Flowable, float]]:
    caption = (_paragraph(f"Figur {figure.number}. {figure.caption}", CAPTION), 6.0)
    if not figure.bars:
        return [(_paragraph(LOST_CHART, SMALL), 24.0), caption]
    return [(_paragraph(PARTIAL_CHART, SMALL), 24.0), (bar_chart(figure.bars, WIDTH), 8.0), caption]


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _ruled_table(table: TableFacts) -> Table:
    head = [_paragraph(text, CELL_HEAD) for text in table.columns]
    body = [[_paragraph(text, CELL) for text in row] for row in table.rows]
    cells = (0, 0), (-1, -1)
    ruled = [("GRID", *cells, 0.5, black), ("VALIGN", *cells, "MIDDLE"), ("FONTNAME", *cells, FONT)]
    value_columns = len(head) - 1
    widths = [ROW_LABEL_WIDTH, *[(WIDTH - ROW_LABEL_WIDTH) / value_columns] * value_columns]
    return Table([head, *body], colWidths=widths, style=ruled)


def main() -> None:
    """Make each PDF below the folder named on the command line (``raw``) anew."""
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    for facts_file in sorted(raw.rglob("facts.toml")):
        render(tomllib.loads(facts_file.read_text(encoding="utf-8")), pdf_path(facts_file))


if __name__ == "__main__":
    main()
