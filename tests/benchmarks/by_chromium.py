"""Documents typeset by Chromium, as HTML with its own style sheet."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from string import Template

from blocks import Block, Cell, Columns, Document, Paragraph, Row, Runs, Style, Table
from producers import run

SUFFIX = ".html"
_TEMPLATE = Path(__file__).with_name("layouts.html")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking",
)  # fmt: skip
_LEADER = 70


def typeset(program: str, sources: list[Path]) -> None:
    """Print each HTML file as a PDF beside it."""
    for source in sources:
        with tempfile.TemporaryDirectory() as scratch:
            pdf = source.with_suffix(".pdf").resolve()
            profile = f"--user-data-dir={scratch}"
            run([program, *_FLAGS, profile, f"--print-to-pdf={pdf}", source.resolve().as_uri()], pdf)


def source_of(document: Document) -> str:
    """The document as HTML."""
    look = document.look
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        vars(look),
        title=document.title,
        notice=document.notice,
        notice_place="top-left" if look.notice_on_top else "bottom-left",
        body="\n".join(_block(block) for block in document.blocks),
    )


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Columns):
        inner = "\n".join(_paragraph(paragraph) for paragraph in block.blocks)
        return f'<div style="column-count:{block.count};column-gap:9mm">{inner}</div>'
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    inner = _runs(paragraph.runs)
    if paragraph.style is Style.LEADER:
        dots = "." * max(4, _LEADER - 2 * sum(len(item.text) for item in paragraph.runs))
        inner = f"{inner} {dots} {_runs(paragraph.right)}"
    tag = "li" if paragraph.style is Style.BULLET else "p"
    return f'<{tag} class="{paragraph.style}">{inner}</{tag}>'


def _runs(runs: Runs) -> str:
    return "".join(_run(item.text, item.bold, item.raised) for item in runs)


def _run(text: str, bold: bool, raised: bool) -> str:
    inner = escape(text)
    inner = f"<b>{inner}</b>" if bold else inner
    return f"<sup>{inner}</sup>" if raised else inner


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{share}%">' for share in table.shares)
    group = "table-header-group" if table.repeats else "table-row-group"
    head = f'<thead style="display:{group}">{_row(table.header, "th")}</thead>' if table.header else ""
    body = "\n".join(_row(row, "td") for row in table.rows)
    place = ' style="break-before:page"' if table.on_new_page else ""
    return f'<table class="{table.rules}"{place}><colgroup>{columns}</colgroup>{head}<tbody>\n{body}\n</tbody></table>'


def _row(row: Row, tag: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in row) + "</tr>"


def _cell(cell: Cell, tag: str) -> str:
    span = f' rowspan="{cell.span}"' if cell.span > 1 else ""
    kind = ' class="number"' if cell.number else ""
    return f"<{tag}{span}{kind}>" + "<br>".join(_runs(line) for line in cell.lines) + f"</{tag}>"
