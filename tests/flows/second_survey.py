"""Two synthetic reports, of 2011 and 2014, in other words and another order; each page is marked SYNTETISK.

They are typeset when a test asks for them, and never part of a catalog that ships.
"""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
PUBLISHER = "Sveriges Kommuner och Landsting"
Part = str | list[list[str]]

OF_2011: list[list[Part]] = [
    [
        "Enkäten om e-förvaltning ställdes till 290 kommuner våren 2011.",
        "Minst en av enkätens frågor besvarades av 81 procent av kommunerna. "
        "Inget svar alls kom från 19 procent av kommunerna.",
    ],
    [
        "Mobila applikationer fanns våren 2011 i 15 procent av kommunerna.",
        "Öppna data publicerades av en procent av kommunerna.",
    ],
    [
        "E-tjänster tillhandahölls av 78 procent av kommunerna. Helt utan e-tjänster var 22 procent av kommunerna.",
        "Tabell 1. Vilka av de utvalda e-tjänsterna kommunerna erbjuder (Antal svarande: 234 kommuner).",
        [
            ["E-tjänst", "Andel"],
            ["Reservera och låna om böcker", "61 %"],
            ["Lån av e-böcker", "47 %"],
            ["Ansökan till förskola", "49 %"],
        ],
    ],
    [
        "Ganska eller mycket hög prioritet har e-förvaltning i 63 procent av kommunerna.",
        "E-förvaltning är ganska eller mycket lågt prioriterat i 35 procent av kommunerna.",
        "En utpekad ansvarig för e-förvaltningen finns i 65 procent av kommunerna.",
        "Tabell 2. Prioritering av e-förvaltning.",
        [
            ["Svar", "Andel"],
            ["Mycket högt prioriterat", "21 %"],
            ["Ganska högt prioriterat", "42 %"],
            ["Ganska lågt prioriterat", "28 %"],
            ["Mycket lågt prioriterat", "7 %"],
        ],
    ],
    [
        "Kring upphandling samverkade 60 procent av kommunerna.",
        "Simhallar med digital biljett fanns i 12 procent av kommunerna.",
    ],
]
OF_2014: list[list[Part]] = [
    [
        "57 procent av kommunerna anser att arbetet med att utveckla e-förvaltning är mycket högt eller ganska högt "
        "prioriterat. Bara sju procent av kommunerna prioriterar e-förvaltning ganska lågt eller mycket lågt.",
        "76 procent av kommunerna har utsett en ansvarig för e-förvaltningsarbetet.",
    ],
    [
        "Vanligast är att samverka kring upphandling, vilket 76 procent av kommunerna gör.",
        "81 procent av kommunerna erbjuder e-tjänster, medan 18 procent inte gör det.",
        "De vanligaste e-tjänsterna är att boka och låna om böcker (68 procent), låna e-böcker (63 procent) "
        "samt ansökan till förskola (58 procent).",
    ],
    [
        "46 procent av kommunerna erbjuder mobilapplikationer. Det är en kraftig ökning från 2011, då endast "
        "15 procent av kommunerna erbjöd appar.",
        "Endast åtta procent av kommunerna tillhandahåller öppna data.",
    ],
]


def typeset(pages: list[list[Part]]) -> bytes:
    """One page a list of paragraphs and tables, each page marked."""
    out, style = io.BytesIO(), getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for page in pages:
        for part in page:
            story += [Paragraph(part, style) if isinstance(part, str) else Table(part, style=GRID), Spacer(1, 12)]
        story.append(PageBreak())
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story, onFirstPage=_mark, onLaterPages=_mark)
    return out.getvalue()


def put_survey(raw: Path, year: int, pages: list[list[Part]]) -> None:
    """A folder with a source.toml and the file: all that a further survey needs."""
    folder = raw / f"survey-{year}"
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_bytes(typeset(pages))
    (folder / "source.toml").write_text(
        f'id = "survey-{year}"\ntitle = "Syntetisk enkät {year}"\npublisher = "{PUBLISHER}"\nyear = {year}\n'
        'kind = "report"\norigin = "synthetic"\n\n[[location]]\nfile = "report.pdf"\n',
        encoding="utf-8",
    )


def _mark(canvas: Canvas, _document: object) -> None:
    canvas.drawString(480, 800, "SYNTETISK")
