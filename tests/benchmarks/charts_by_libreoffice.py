"""Charts that LibreOffice draws from their data, in a text document that Writer turns into a PDF."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from chart_content import NBSP
from chart_odf import object_content, object_styles
from chart_pages import NOTICE, Chart, Page
from producers import find_program, run

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("chart", "chart"), ("number", "datastyle"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_TYPE = "application/vnd.oasis.opendocument"


def find() -> str:
    """The program's path; raises ProducerMissingError."""
    return find_program("libreoffice")


def possible(chart: Chart) -> Chart:
    """The chart with what LibreOffice can't draw left out or drawn its own way."""
    numbers = replace(chart.content.numbers, space=NBSP if chart.content.numbers.space else "")
    content = replace(chart.content, numbers=numbers)
    legend = "top" if chart.look.legend == "inside" else chart.look.legend
    # Its percentage axis always prints percent signs.
    axis = replace(chart.look.axis, title="") if chart.kind in ("full", "hfull") else chart.look.axis
    look = replace(chart.look, legend=legend, reference=None, axis=axis)
    if chart.kind == "ring":
        # It has no place for labels but inside the ring.
        look = replace(look, labels="inside")
    labels = tuple(
        tuple(label and numbers.show(value) for value, label in zip(row, texts, strict=True))
        for row, texts in zip(content.values, chart.labels, strict=True)
    )
    return replace(chart, content=content, look=look, labels=labels)


def typeset(pages: Sequence[Page], pdf: Path, seed: int) -> None:
    """Convert pages into one PDF; the seed picks the text's font."""
    font = ("Liberation Serif", "Liberation Sans", "DejaVu Sans")[seed % 3]
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{pdf.stem}.odt"
        _write(source, pages, font)
        profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
        command = [find(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(pdf.parent.resolve())]
        run([*command, str(source)], pdf)


def _write(source: Path, pages: Sequence[Page], font: str) -> None:
    charts = [chart for page in pages for chart in page.charts]
    files = {"content.xml": _document("content", _TEXT_STYLES, _text(pages)), "styles.xml": _text_styles(font)}
    for index, chart in enumerate(charts):
        styles, body = object_content(chart)
        files[f"Object {index}/content.xml"] = _document("content", styles, f"<office:chart>{body}</office:chart>")
        files[f"Object {index}/styles.xml"] = _document("styles", "", "", object_styles(chart))
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"{_TYPE}.text", zipfile.ZIP_STORED)
        for name, content in files.items():
            package.writestr(name, content)
        package.writestr("META-INF/manifest.xml", _manifest(list(files), len(charts)))


def _document(part: str, automatic: str, body: str, styles: str = "") -> str:
    inner = f"<office:automatic-styles>{automatic}</office:automatic-styles>" if automatic else ""
    inner = (f"<office:styles>{styles}</office:styles>" if styles else "") + inner
    inner += f"<office:body>{body}</office:body>" if body else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{part} {_NAMESPACES} office:version="1.3">'
        f"{inner}</office:document-{part}>"
    )


def _manifest(names: list[str], objects: int) -> str:
    entries = [("/", f"{_TYPE}.text"), *((name, "text/xml") for name in names)]
    entries += [(f"Object {index}/", f"{_TYPE}.chart") for index in range(objects)]
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    return f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{rows}</manifest:manifest>'


_TEXT_STYLES = (
    '<style:style style:name="first" style:family="paragraph" style:parent-style-name="heading">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)


def _text_styles(font: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {_NAMESPACES} office:version="1.3">'
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties'
        f' fo:font-family="{font}" fo:font-size="10.5pt" fo:language="sv" fo:country="SE"/></style:default-style>'
        '<style:style style:name="text" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="6pt"/></style:style>'
        '<style:style style:name="heading" style:family="paragraph"><style:paragraph-properties'
        ' fo:margin-bottom="6pt"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>'
        '<style:style style:name="caption" style:family="paragraph"><style:paragraph-properties'
        ' fo:margin-bottom="4pt"/><style:text-properties fo:font-size="9.5pt" fo:font-style="italic"/></style:style>'
        "</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"'
        ' fo:page-height="297mm" fo:margin="18mm 22mm" fo:margin-top="18mm" fo:margin-bottom="12mm"'
        ' fo:margin-left="22mm" fo:margin-right="20mm"/><style:footer-style><style:header-footer-properties'
        ' fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        f"<text:p>{NOTICE} – <text:page-number/></text:p></style:footer></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )


def _text(pages: Sequence[Page]) -> str:
    return f"<office:text>{''.join(_paragraphs(pages))}</office:text>"


def _paragraphs(pages: Sequence[Page]) -> Iterator[str]:
    index = 0
    for number, page in enumerate(pages):
        yield _paragraph("first" if number else "heading", page.heading)
        yield _paragraph("text", page.before)
        for chart in page.charts:
            parts = [_paragraph("caption", chart.caption)] if chart.caption else []
            parts.insert(len(parts) if chart.above else 0, _frame(chart, index))
            yield from parts
            yield _paragraph("text", chart.after)
            index += 1


def _paragraph(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _frame(chart: Chart, index: int) -> str:
    size = f'svg:width="{chart.look.width:.1f}pt" svg:height="{chart.look.height:.1f}pt"'
    link = f'xlink:href="./Object {index}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    return (
        f'<text:p text:style-name="text"><draw:frame text:anchor-type="as-char" draw:name="C{index}" {size}>'
        f"<draw:object {link}/></draw:frame></text:p>"
    )
