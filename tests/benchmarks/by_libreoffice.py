"""Lists typeset by LibreOffice, from the flat document template beside this file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from list_content import Entry
from list_layout import INTRO, NOTICE, SHARES, TITLES, Look, Paragraph, cells_of, paragraphs_of, style_of_cell
from producers import run

_TEMPLATE = Path(__file__).with_name("layouts.fodt")


def typeset(program: str, kind: str, layout: str, entries: list[Entry], look: Look, pdf: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{pdf.stem}.fodt"
        source.write_text(_fodt(kind, layout, entries, look), encoding="utf-8")
        profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
        run(
            [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(pdf.parent.resolve()), str(source)],
            pdf,
        )


def _fodt(kind: str, layout: str, entries: list[Entry], look: Look) -> str:
    ruled = layout == "ruled"
    page = f"{look.page_label}<text:page-number/>"
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        vars(look),
        title=TITLES[kind],
        title_size=look.size * 1.6,
        intro=INTRO,
        generic={"serif": "roman", "sans-serif": "swiss"}[look.family],
        small_align=look.align,
        page_header=NOTICE if look.notice_on_top else page,
        page_footer=page if look.notice_on_top else NOTICE,
        width_mm=170 * look.width / 100,
        column_styles="".join(_fodt_column(i, 1.7 * look.width * share / 100) for i, share in enumerate(SHARES[kind])),
        border='fo:border="0.5pt solid #444444"' if ruled else "",
        header_style='fo:background-color="#dde6ee"' if ruled else "",
        body=_fodt_table(kind, layout, entries, look)
        if layout in ("ruled", "unruled")
        else _fodt_text(kind, layout, entries),
    )


def _fodt_column(column: int, width: float) -> str:
    properties = f'<style:table-column-properties style:column-width="{width:.1f}mm"/>'
    return f'<style:style style:name="c{column}" style:family="table-column">{properties}</style:style>'


def _fodt_table(kind: str, layout: str, entries: list[Entry], look: Look) -> str:
    columns = "".join(f'<table:table-column table:style-name="c{i}"/>' for i in range(len(look.header)))
    head = _fodt_row("head", kind, look.header)
    if layout == "ruled":
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    body = "\n".join(_fodt_row("plain", kind, cells_of(kind, entry)) for entry in entries)
    return f'<table:table table:name="T" table:style-name="table">{columns}{head}\n{body}\n</table:table>'


def _fodt_row(cell_style: str, kind: str, cells: Sequence[str]) -> str:
    return (
        "<table:table-row>"
        + "".join(_fodt_cell(cell_style, style_of_cell(kind, i), c) for i, c in enumerate(cells))
        + "</table:table-row>"
    )


def _fodt_cell(cell_style: str, style: str, text: str) -> str:
    inner = f'<text:span text:style-name="strong">{escape(text)}</text:span>' if cell_style == "head" else escape(text)
    paragraph = f'<text:p text:style-name="{style}">{inner}</text:p>'
    return f'<table:table-cell table:style-name="{cell_style}">{paragraph}</table:table-cell>'


def _fodt_text(kind: str, layout: str, entries: list[Entry]) -> str:
    paragraphs = [_fodt_paragraph(p) for p in paragraphs_of(kind, layout, entries)]
    if layout == "columns":
        return '<text:section text:name="S" text:style-name="columns">' + "\n".join(paragraphs) + "</text:section>"
    if layout == "bullets":
        items = "\n".join(f"<text:list-item>{p}</text:list-item>" for p in paragraphs)
        return f'<text:list text:style-name="bullets">{items}</text:list>'
    return "\n".join(paragraphs)


def _fodt_paragraph(paragraph: Paragraph) -> str:
    lead = f'<text:span text:style-name="lead">{escape(paragraph.lead)}</text:span>' if paragraph.lead else ""
    return f'<text:p text:style-name="{paragraph.style}">{lead}{escape(paragraph.text)}</text:p>'
