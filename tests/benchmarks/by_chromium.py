"""Lists typeset by Chromium, from the HTML template beside this file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from list_content import Entry
from list_layout import INTRO, NOTICE, SHARES, TITLES, Look, cells_of, paragraphs_of, style_of_cell
from producers import run

_TEMPLATE = Path(__file__).with_name("layouts.html")
_CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking",
)  # fmt: skip


def typeset(program: str, kind: str, layout: str, entries: list[Entry], look: Look, pdf: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "list.html"
        source.write_text(_html(kind, layout, entries, look), encoding="utf-8")
        profile = f"--user-data-dir={scratch}/profile"
        run([program, *_CHROMIUM_FLAGS, profile, f"--print-to-pdf={pdf.resolve()}", source.as_uri()], pdf)


def _html(kind: str, layout: str, entries: list[Entry], look: Look) -> str:
    ruled = layout == "ruled"
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        vars(look),
        title=TITLES[kind],
        intro=INTRO,
        notice=NOTICE,
        notice_place="top-left" if look.notice_on_top else "bottom-left",
        page_place="bottom-right",
        border="border: 0.5pt solid #444;" if ruled else "",
        header_style="th { background: #dde6ee; }" if ruled else "",
        header_display="table-header-group" if ruled else "table-row-group",
        body=_html_table(kind, entries, look) if layout in ("ruled", "unruled") else _html_text(kind, layout, entries),
    )


def _html_table(kind: str, entries: list[Entry], look: Look) -> str:
    columns = "".join(f'<col style="width:{share}%">' for share in SHARES[kind])
    head = _html_row("th", kind, look.header)
    body = "\n".join(_html_row("td", kind, cells_of(kind, entry)) for entry in entries)
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>\n{body}\n</tbody></table>"


def _html_row(tag: str, kind: str, cells: Sequence[str]) -> str:
    styles = (style_of_cell(kind, column) for column in range(len(cells)))
    return (
        "<tr>"
        + "".join(f'<{tag} class="{s}">{escape(c)}</{tag}>' for s, c in zip(styles, cells, strict=True))
        + "</tr>"
    )


def _html_text(kind: str, layout: str, entries: list[Entry]) -> str:
    tag, around = {"bullets": ("li", "ul"), "columns": ("p", 'div class="columns"')}.get(layout, ("p", "div"))
    body = "\n".join(
        f'<{tag} class="{p.style}"><b>{escape(p.lead)}</b>{escape(p.text)}</{tag}>'
        for p in paragraphs_of(kind, layout, entries)
    )
    return f"<{around}>\n{body}\n</{around.split()[0]}>"
