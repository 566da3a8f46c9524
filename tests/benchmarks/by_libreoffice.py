"""Documents typeset by LibreOffice, from the flat document template beside this file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from blocks import Block, Cell, Columns, Document, Paragraph, Row, Rules, Runs, Style, Table
from producers import run

SUFFIX = ".fodt"
_TEMPLATE = Path(__file__).with_name("layouts.fodt")


def typeset(program: str, sources: list[Path]) -> None:
    """Print all files as PDFs beside them, in one run of the program."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
        folder = sources[0].parent.resolve()
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        run([*command, *map(str, sources)], *(source.with_suffix(".pdf") for source in sources))


def source_of(document: Document) -> str:
    """The document as flat OpenDocument text."""
    look = document.look
    page = f"{look.page_label}<text:page-number/>"
    tables = [block for block in document.blocks if isinstance(block, Table)]
    columns = {block.count for block in document.blocks if isinstance(block, Columns)}
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        vars(look),
        title=document.title,
        title_size=look.size * 1.6,
        note_size=look.size * 0.85,
        generic={"serif": "roman", "sans-serif": "swiss"}[look.family],
        page_header=document.notice if look.notice_on_top else page,
        page_footer=page if look.notice_on_top else document.notice,
        width_mm=170 * look.width / 100,
        column_styles="".join(_column_styles(tables, look.width)),
        section_styles="".join(_section_style(count) for count in sorted(columns)),
        body="\n".join(_block(block, index) for index, block in enumerate(document.blocks)),
    )


def _column_styles(tables: list[Table], width: int) -> Iterator[str]:
    for shares in {table.shares for table in tables}:
        for column, share in enumerate(shares):
            properties = f'<style:table-column-properties style:column-width="{1.7 * width * share / 100:.1f}mm"/>'
            name = _column_name(shares, column)
            yield f'<style:style style:name="{name}" style:family="table-column">{properties}</style:style>'


def _column_name(shares: tuple[float, ...], column: int) -> str:
    return f"c{column}of{'-'.join(f'{share:g}'.replace('.', '_') for share in shares)}"


def _section_style(count: int) -> str:
    columns = f'<style:columns fo:column-count="{count}" fo:column-gap="9mm"/>'
    properties = (
        f'<style:section-properties text:dont-balance-text-columns="false">{columns}</style:section-properties>'
    )
    return f'<style:style style:name="columns{count}" style:family="section">{properties}</style:style>'


def _block(block: Block, index: int) -> str:
    if isinstance(block, Table):
        return _table(block, index)
    if isinstance(block, Columns):
        inner = "\n".join(_paragraph(paragraph) for paragraph in block.blocks)
        return f'<text:section text:name="S{index}" text:style-name="columns{block.count}">{inner}</text:section>'
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    inner = _runs(paragraph.runs)
    if paragraph.style is Style.LEADER:
        inner = f"{inner} <text:tab/>{_runs(paragraph.right)}"
    printed = f'<text:p text:style-name="{paragraph.style}">{inner}</text:p>'
    if paragraph.style is Style.BULLET:
        return f'<text:list text:style-name="bullets"><text:list-item>{printed}</text:list-item></text:list>'
    return printed


def _runs(runs: Runs) -> str:
    return "".join(_run(item.text, item.bold, item.raised) for item in runs)


def _run(text: str, bold: bool, raised: bool) -> str:
    inner = escape(text)
    for style, wanted in (("strong", bold), ("raised", raised)):
        inner = f'<text:span text:style-name="{style}">{inner}</text:span>' if wanted else inner
    return inner


def _table(table: Table, index: int) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{_column_name(table.shares, column)}"/>'
        for column in range(len(table.shares))
    )
    head = _row(table.header, len(table.shares), set(), table.rules, "head") if table.header else ""
    if table.repeats:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    body = "\n".join(_rows(table))
    style = "newpage" if table.on_new_page else "table"
    return f'<table:table table:name="T{index}" table:style-name="{style}">{columns}{head}\n{body}\n</table:table>'


def _rows(table: Table) -> Iterator[str]:
    """Rows with the places that are covered from above; the last row of a booktabs table has the bottom rule."""
    reach = [0] * len(table.shares)
    for index, row in enumerate(table.rows):
        covered = {column for column, left in enumerate(reach) if left > 0}
        last = index == len(table.rows) - 1
        place = ("odd" if index % 2 else "") if table.rules is Rules.ZEBRA else "last" if last else ""
        yield _row(row, len(table.shares), covered, table.rules, place)
        cells = iter(row)
        reach = [left - 1 if left > 0 else next(cells).span - 1 for left in reach]


def _row(row: Row, columns: int, covered: set[int], rules: Rules, place: str) -> str:
    cells = iter(row)
    inner = "".join(
        "<table:covered-table-cell/>" if column in covered else _cell(next(cells), rules, place)
        for column in range(columns)
    )
    return f"<table:table-row>{inner}</table:table-row>"


def _cell_style(rules: Rules, place: str) -> str:
    if rules is Rules.ZEBRA:
        return "zebra" if place == "odd" else "none"
    return f"{rules}{place}"


def _cell(cell: Cell, rules: Rules, place: str) -> str:
    span = f' table:number-rows-spanned="{cell.span}"' if cell.span > 1 else ""
    paragraph = "number" if cell.number else "cell"
    inner = "<text:line-break/>".join(_runs(line) for line in cell.lines)
    return (
        f'<table:table-cell table:style-name="{_cell_style(rules, place)}"{span}>'
        f'<text:p text:style-name="{paragraph}">{inner}</text:p></table:table-cell>'
    )
