"""The report's own prose in other clothes: in two and three columns, with boxes, footnotes and running heads.

``python tests/benchmarks/columns.py TRANSCRIPT OUT``: typesets the transcript with Chromium and LibreOffice and counts
how many of the hand-read numbers of ``truth/prose.csv`` are read from each PDF, wherever they now stand.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import count
from pathlib import Path

from plain_table import percent, show, show_lines
from producers import find_program, run
from prose_truth import Matching, Printed, match, read_prose_truth
from source_files import read_file

from extractors.transcript import transcript_texts
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind, Statistic, Unit

NOTICE = "SYNTETISK: kartläggningens text i en annan dräkt"
#: A paragraph that stands this often in the transcript is its running title; four percentages in a row are a table.
_RUNNING = 5
_FLAT_TABLE = re.compile(r"(?:[+-]?\d+ ?% ?){4,}")
_ASIDES = (
    "{what} berättar om sammanlagt {text} i den påhittade orten, vilket hör till dem och inte till texten.",
    "Här säger {what} att det förra året gjordes {text}, fast ingen har räknat dem på riktigt.",
    "Enligt {what} är {text} inte särskilt många för en ort av den storleken.",
)
_BOX_EVERY, _NOTE_EVERY = 9, 7
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking")
_SOFT = re.compile(r"(?<=[a-zåäö]{3})(?<=[aeiouyåäö])(?=[bcdfghjklmnprstv][aeiouyåäö][a-zåäö]{2})")
_HTML = """<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Kolumner</title><style>
@page {{ size: A4; margin: 24mm 18mm; @top-left {{ content: "{notice}"; font: 8pt sans-serif; }}
  @bottom-right {{ content: counter(page); font: 9pt sans-serif; }} }}
body {{ font: {size}pt/1.35 {family}; }}
main {{ column-count: {columns}; column-gap: {gap}mm; text-align: {align}; hyphens: manual; column-fill: {fill}; }}
p {{ margin: 0 0 {after}mm; text-indent: {indent}mm; }}
aside {{ background: #e7eef2; padding: 2mm; margin: 0 0 .8em; font: {small}pt sans-serif; break-inside: avoid; }}
small {{ display: block; border-top: .5pt solid; margin: .4em 0 .8em; font-size: {small}pt; break-inside: avoid; }}
sup {{ font-size: 60%; }}
</style><main>{body}</main></html>"""
_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-family="{family}"
 fo:font-size="{size}pt" fo:language="sv" fo:country="SE" fo:hyphenate="true"/></style:default-style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="{small}pt"/>
</style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm"
 fo:page-height="297mm" fo:margin="18mm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns
 fo:column-count="{columns}" fo:column-gap="{gap}mm"/></style:section-properties></style:style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
 fo:margin-bottom="{after}mm" fo:text-indent="{indent}mm"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:background-color="#e7eef2"
 fo:padding="2mm" fo:border="0.5pt solid #456"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>{notice}</text:p></style:header>
<style:footer><text:p><text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:section text:name="C" text:style-name="S">{body}</text:section></office:text>
</office:body></office:document>"""
#: Font, size, gap between the columns, alignment, space after and indent of paragraphs, in mm.
_LOOKS: dict[int, dict[str, object]] = {
    2: {"family": "serif", "size": 10, "small": 8, "gap": 7, "align": "justify", "after": 2, "indent": 0},
    3: {"family": "sans-serif", "size": 8.5, "small": 7, "gap": 5, "align": "left", "after": 0, "indent": 4},
}


def paragraphs(transcript: Path) -> list[str]:
    """The transcript's prose without its page numbers and tables."""
    texts, _ = transcript_texts(transcript.read_text(encoding="utf-8"))
    printed = [_FLAT_TABLE.sub("", text.verbatim) for text in texts if text.page is not None]
    times = Counter(printed)
    return [text for text in printed if times[text] < _RUNNING and not re.fullmatch(r"[\d\s]*", text)]


def typeset(producer: str, columns: int, texts: list[str], pdf: Path) -> list[Printed]:
    """Typeset the paragraphs and return the numbers of the boxes and notes that were set among them."""
    program, extra = find_program(producer), []
    look = _LOOKS[columns] | {"columns": columns, "notice": NOTICE, "fill": "auto"}
    with tempfile.TemporaryDirectory() as scratch:
        if producer == "chromium":
            source = Path(scratch) / "columns.html"
            source.write_text(_HTML.format(**look, body="\n".join(_html(texts, extra))), encoding="utf-8")
            command = [program, *_FLAGS, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={pdf.resolve()}"]
            run([*command, source.as_uri()], pdf)
        else:
            source = Path(scratch) / f"{pdf.stem}.fodt"
            source.write_text(_FODT.format(**look, body="\n".join(_fodt(texts, extra))), encoding="utf-8")
            profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
            out = str(pdf.parent.resolve())
            run([program, profile, "--headless", "--convert-to", "pdf", "--outdir", out, str(source)], pdf)
    return extra


def _html(texts: list[str], extra: list[Printed]) -> Iterator[str]:
    notes = count(1)
    for place, text in enumerate(texts):
        note = place % _NOTE_EVERY == 3
        mark = next(notes) if note else 0
        yield f"<p>{escape(_soft(text))}{f'<sup>{mark}</sup>' if note else ''}</p>"
        if note:
            yield f"<small><sup>{mark}</sup> {escape(_aside(extra, 'noten'))}</small>"
        if place % _BOX_EVERY == 4:
            yield f"<aside>{escape(_soft(_aside(extra, 'faktarutan')))}</aside>"


def _fodt(texts: list[str], extra: list[Printed]) -> Iterator[str]:
    notes = count(1)
    for place, text in enumerate(texts):
        note = ""
        if place % _NOTE_EVERY == 3:
            mark = next(notes)
            note = (
                f'<text:note text:id="f{mark}" text:note-class="footnote"><text:note-citation>{mark}'
                f'</text:note-citation><text:note-body><text:p text:style-name="Footnote">'
                f"{escape(_aside(extra, 'noten'))}</text:p></text:note-body></text:note>"
            )
        yield f'<text:p text:style-name="P">{escape(_soft(text))}{note}</text:p>'
        if place % _BOX_EVERY == 4:
            yield f'<text:p text:style-name="B">{escape(_soft(_aside(extra, "faktarutan")))}</text:p>'


def _aside(extra: list[Printed], what: str) -> str:
    """A sentence of our own with a number that nothing else has."""
    number = 7001 + 13 * len(extra)
    text = f"{number // 1000} {number % 1000:03} biblioteksbesök"
    extra.append(Printed("aside", None, len(extra), text, number, Unit.OTHER, Statistic.COUNT, None, 2014, False, {}))
    return _ASIDES[len(extra) % len(_ASIDES)].format(what=what, text=text)


def _soft(text: str) -> str:
    """Let long words break at line ends: programs print a hyphen there, and only there."""
    return re.sub(r"[a-zåäö]{8,}", lambda word: _SOFT.sub("\u00ad", word.group()), text)


def measure(found: Extraction, truth: Sequence[Printed]) -> Matching:
    """Match numbers wherever they stand: the pages are others than the transcript's."""
    return match([replace(claim, page=None) for claim in found.claims], [replace(item, page=None) for item in truth])


def main(arguments: Sequence[str] | None = None) -> int:
    """Typeset, read and print the table."""
    parser = argparse.ArgumentParser(description="The report's prose in columns, with boxes, notes and running heads.")
    parser.add_argument("transcript", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    texts, rows, misses = paragraphs(options.transcript), [], []
    for producer in ("chromium", "libreoffice"):
        for columns in _LOOKS:
            name = f"{producer}-{columns}"
            pdf = options.out / f"{name}.pdf"
            truth = [*read_prose_truth("report"), *typeset(producer, columns, texts, pdf)]
            found = read_file(pdf, Kind.REPORT)
            result = measure(found, truth)
            hits, extra = len(result.pairs), len(result.extra)
            open_tokens = [token for token in found.tokens if token.status is CoverageStatus.UNEXPLAINED]
            whole = result.wrong("statistic", "sign", "qualifier", "year")
            rows.append(
                (
                    name,
                    percent(hits, len(truth)),
                    percent(hits, hits + extra),
                    percent(hits - len(whole), hits),
                    percent(len(open_tokens), len(found.tokens)),
                )
            )
            misses += [f"{name}: missed {item}" for item in result.missed]
            misses += [f"{name}: extra p. {claim.page} “{claim.value_text}” in {claim.quote}" for claim in result.extra]
            misses += [f"{name}: p. {token.page}: {token.token} is unexplained" for token in open_tokens]
    show("Prose in columns", ("document", "recall", "precision", "classified", "unexplained"), rows)
    show_lines("Misses", misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
