"""Documents typeset by Typst, a compiler that comes as a wheel."""

from __future__ import annotations

import importlib
from pathlib import Path
from string import Template

from blocks import Block, Cell, Columns, Document, Paragraph, Row, Rules, Runs, Style, Table

SUFFIX = ".typ"
_TEMPLATE = Path(__file__).with_name("layouts.typ")
_STROKES = {Rules.GRID: "0.5pt + luma(70)", Rules.BOOK: "none", Rules.ZEBRA: "none", Rules.NONE: "none"}
_ALIGNS = {"left": "left", "center": "center", "right": "right"}


def typeset(program: str, sources: list[Path]) -> None:
    """Compile each file to a PDF beside it; ``program`` is the name of the Python package."""
    compiler = importlib.import_module(program)
    for source in sources:
        compiler.compile(str(source), output=str(source.with_suffix(".pdf")))


def source_of(document: Document) -> str:
    """The document in Typst's markup; every text is a string literal, so that none is markup."""
    look = document.look
    page = f"[{_text(look.page_label)}#context counter(page).display()]"
    notice = f"[{_text(document.notice)}]"
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        vars(look),
        title=_text(document.title),
        page_header=notice if look.notice_on_top else page,
        page_footer=page if look.notice_on_top else notice,
        body="\n".join(_block(block, document) for block in document.blocks),
    )


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def _block(block: Block, document: Document) -> str:
    if isinstance(block, Table):
        return _table(block, document)
    if isinstance(block, Columns):
        inner = "\n".join(_paragraph(paragraph) for paragraph in block.blocks)
        return f"#columns({block.count}, gutter: 9mm)[\n{inner}\n]"
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    inner = _runs(paragraph.runs)
    if paragraph.style is Style.LEADER:
        inner = f"{inner} #box(width: 1fr, repeat[.]) {_runs(paragraph.right)}"
    return f"#{paragraph.style}[{inner}]"


def _runs(runs: Runs) -> str:
    return "".join(_run(item.text, item.bold, item.raised) for item in runs)


def _run(text: str, bold: bool, raised: bool) -> str:
    inner = f"#strong[{_text(text)}]" if bold else _text(text)
    return f"#super[{inner}]" if raised else inner


def _table(table: Table, document: Document) -> str:
    columns = ", ".join(f"{share}fr" for share in table.shares)
    fill = "(x, y) => if calc.even(y) and y > 0 { luma(232) }" if table.rules is Rules.ZEBRA else "none"
    line = "table.hline(stroke: 0.7pt)," if table.rules is Rules.BOOK else ""
    repeat = "true" if table.repeats else "false"
    head = f"table.header(repeat: {repeat}, {_row(table.header, document)})," if table.header else ""
    body = "\n".join(f"{_row(row, document)}," for row in table.rows)
    place = "#pagebreak()\n" if table.on_new_page else ""
    look = f"stroke: {_STROKES[table.rules]}, fill: {fill}, inset: (x: 4pt, y: {document.look.pad + 1}pt)"
    inner = f"table(columns: ({columns},), {look},\n{line}{head}{line}\n{body}\n{line})"
    return f"{place}#block(width: {document.look.width}%, {inner})"


def _row(row: Row, document: Document) -> str:
    return ", ".join(_cell(cell, document) for cell in row)


def _cell(cell: Cell, document: Document) -> str:
    inner = " #linebreak() ".join(_runs(line) for line in cell.lines)
    align = _ALIGNS[document.look.align] if cell.number else "left"
    return f"table.cell(rowspan: {cell.span}, align: {align}, [{inner}])"
