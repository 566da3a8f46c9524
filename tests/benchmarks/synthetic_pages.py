"""An invented survey as PDFs, marked SYNTETISK on each page, read and judged like any source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from source_files import read_file
from synthetic_claims import source
from synthetic_survey import Invented, Print

from flows.reconstruct_chart import FONT, Bar, bar_chart
from schemas.codes import Kind, MediaType
from schemas.municipalities import municipalities
from schemas.reading import Reading
from schemas.snapshot import Snapshot
from warehouse.content import assemble

WIDTH = A4[0] - 100
LABELS = {
    "egov-priority-very-high": "Mycket hög",
    "egov-priority-fairly-high": "Ganska hög",
    "egov-priority-neutral": "Varken låg eller hög",
    "egov-priority-fairly-low": "Ganska låg",
    "egov-priority-very-low": "Mycket låg",
    "apps-in-progress": "Arbete pågår",
    "open-data-in-progress": "Arbete pågår",
}
ENDINGS = {"offered": "Ja", "started": "Ja", "not-offered": "Nej", "not-started": "Nej", "unknown": "Vet ej"}
CAPTIONS = {
    "egov-priority": "Prioritering av arbetet med att utveckla e-förvaltning (Antal svarande: {} kommuner).",
    "apps": "Andel kommuner som erbjuder mobilapplikationer 2014 och 2011 (Antal svarande: {} kommuner).",
    "open-data": "Andel kommuner som erbjuder öppna data (Antal svarande: {} kommuner).",
    "my-messages": "Andel kommuner som påbörjat ett arbete för att ansluta till tjänsten Mina Meddelanden"
    " (Antal svarande: {} kommuner).",
    "earchive": "Andel kommuner som påbörjat ett arbete för att införa e-arkiv (Antal svarande: {} kommuner).",
    "eservices": "Andel kommuner som erbjuder e-tjänster (Antal svarande: {} kommuner).",
}
LIST_CAPTION = "Figur 14. Medel- och medianantal av erbjudna e-tjänster (Antal svarande: {})."
SAID = {
    ("egov-priority-high", "share"): "{} procent av kommunerna uppger att utvecklingen av e-förvaltning har hög eller"
    " mycket hög prioritet.",
    ("apps-offered", "share"): "{} procent av kommunerna erbjuder mobilapplikationer.",
    ("apps-offered", "2011"): "År 2011 erbjöd {} procent av kommunerna mobilapplikationer.",
    ("open-data-offered", "share"): "{} procent av kommunerna tillhandahåller öppna data.",
    ("my-messages-started", "share"): "{} procent av kommunerna har påbörjat ett arbete för att ansluta sig till Mina"
    " meddelanden.",
    ("earchive-started", "share"): "{} procent av kommunerna har påbörjat ett arbete för att införa e-arkiv.",
    ("eservices-offered", "share"): "{} procent av kommunerna erbjuder e-tjänster.",
    ("index-ranked", "count"): "{} kommuner ingår i rankinglistan, som i sin helhet kan läsas i bilaga 6.",
    ("index-full-points", "count"): "Det är {} kommuner som får full pott och maximala 14 poäng.",
    ("index-zero-points", "count"): "{} kommuner blir utan poäng.",
    ("eservices-number", "maximum"): "Kommunerna erbjuder allt från noll till {} e-tjänster.",
    ("eservices-number-among-providers", "mean"): "Medelvärdet av e-tjänster bland de kommuner som har e-tjänster"
    " ligger på {} stycken.",
}
#: The press page is a document of its own, and size classes need a table: both are judged as claims only.
LEFT_OUT = ("press", "table")


def drawable(made: Invented) -> Invented:
    """The part of a survey that the pages can show."""
    kept = [one for one in made.prints if _is_drawn(one)]
    return replace(made, prints=kept)


def _is_drawn(one: Print) -> bool:
    if one.place in LEFT_OUT:
        return False
    if one.place == "chart":
        return one.question in CAPTIONS
    if one.place == "caption":
        return one.size_class is None
    return _sentence(one) is not None


def _sentence(one: Print) -> str | None:
    form = "2011" if one.year == 2011 else f"{one.statistic}"
    text = SAID.get((one.indicator_id, form))
    return text.format(one.value) if text else None


def checks_of_pages(made: Invented, folder: Path) -> list[tuple[str, str, str]]:
    """Draw, read and judge: each check's name, outcome, and what it says."""
    folder.mkdir(parents=True)
    _register()
    documents = {Kind.REPORT: list(_report(made)), **_lists(made)}
    content = assemble((_reading(kind, flow, folder) for kind, flow in documents.items()), "run")
    rows = content.frames["checks"]
    said = rows["expected"] + "; found " + rows["found"] + ": " + rows["detail"]
    return list(zip(rows["check_name"], rows["status"], said, strict=True))


def _register() -> None:
    for name, file in {FONT: "Vera.ttf", "VeraBold": "VeraBd.ttf"}.items():
        pdfmetrics.registerFont(TTFont(name, file))


def _reading(kind: Kind, flow: list[Flowable], folder: Path) -> Reading:
    path = folder / f"{kind}.pdf"
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=50, rightMargin=50, invariant=1).build(
        flow, onFirstPage=_mark, onLaterPages=_mark
    )
    entry = source(kind)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    retrieved = datetime(2024, 5, 1, tzinfo=UTC)
    taken = Snapshot(entry.id, sha256, MediaType.PDF, path.stat().st_size, f"file:{path.name}", retrieved, folder)
    return Reading(entry, taken, read_file(path, kind))


def _mark(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont(FONT, 7.5)
    canvas.drawString(50, A4[1] - 36, "SYNTETISK")
    canvas.drawRightString(A4[0] - 50, 36, str(document.page))


def _paragraph(text: str, size: float = 9.5) -> Paragraph:
    style = ParagraphStyle(f"{size}", fontName=FONT, fontSize=size, leading=size * 1.4, spaceAfter=8)
    return Paragraph(escape(text), style)


def _report(made: Invented) -> Iterator[Flowable]:
    by_question: dict[str | None, list[Print]] = defaultdict(list)
    for one in made.prints:
        by_question[one.question].append(one)
    for one in made.prints:
        if one.place == "summary" and (text := _sentence(one)):
            yield _paragraph(text)
    for number, (question, prints) in enumerate(by_question.items(), start=1):
        yield PageBreak()
        yield from (_paragraph(text) for one in prints if one.place == "prose" and (text := _sentence(one)))
        if question in CAPTIONS:
            yield from _figure(number, question, prints)
        else:
            yield _paragraph(LIST_CAPTION.format(*(one.value for one in prints if one.place == "caption")), 8.5)


def _figure(number: int, question: str, prints: list[Print]) -> Iterator[Flowable]:
    values = [one for one in prints if one.place == "chart"]
    yield Spacer(1, 20)
    yield bar_chart([Bar(category=_label(one), series=str(one.year), value=one.value) for one in values], WIDTH)
    answered = next(one.value for one in prints if one.place == "caption")
    yield _paragraph(f"Figur {number}. {CAPTIONS[question].format(answered)}", 8.5)


def _label(one: Print) -> str:
    known = LABELS.get(one.indicator_id)
    answer = one.indicator_id.removeprefix(f"{one.question}-")
    return known or ENDINGS[answer]


def _lists(made: Invented) -> dict[Kind, list[Flowable]]:
    names = [place.name for place in municipalities()]
    ranked = zip(names, made.points, strict=False)
    counted = zip(names, made.eservices, strict=False)
    return {
        Kind.RANKING: [_table(["Kommun", "Poäng"], ranked)],
        Kind.ESERVICE_COUNTS: [_table(["Kommun", "Antal e-tjänster"], counted)],
    }


def _table(head: list[str], rows: Iterator[tuple[str, int]] | zip[tuple[str, int]]) -> Table:
    cells = [head, *([name, str(value)] for name, value in rows)]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTNAME", (0, 0), (-1, -1), FONT)]
    return Table(cells, colWidths=[200, 120], repeatRows=1, style=ruled)
