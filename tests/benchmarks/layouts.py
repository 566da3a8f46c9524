"""Synthetic municipal lists, typeset by outside producers, with the truth that a list reader is measured against.

The entries depend on kind and seed alone, so a list can be compared across layouts and producers; fonts and spacing
vary with all four. Both producers typeset the same document, from the templates beside this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

KINDS = ("ranking", "eservice_counts", "app_list")
LAYOUTS = ("ruled", "unruled", "groups", "bullets", "columns")
PRODUCERS = ("chromium", "libreoffice")

NOTICE = "SYNTETISKT TESTMATERIAL – inga verkliga uppgifter"
_HERE = Path(__file__).parent
_ROWS = {"ranking": 186, "eservice_counts": 145, "app_list": 100}
_BINARIES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "libreoffice": ("soffice", "libreoffice")}
_SECONDS = 180
_TITLES = {
    "ranking": "Kommunrankning – e-tjänster och appar",
    "eservice_counts": "Antal e-tjänster per kommun",
    "app_list": "Kommuner med mobilapplikationer",
}
_INTRO = "Sammanställningen bygger på kommunernas egna svar och är ordnad så som framgår nedan."
_HEADERS = {
    "ranking": (("Rankinggrupp", "Kommun", "Poäng"), ("Grupp", "Kommun", "Antal poäng")),
    "eservice_counts": (("Kommun", "Antal e-tjänster"), ("Kommun", "E-tjänster")),
    "app_list": (("Kommun", "Mobilapplikationer (appar)"), ("Kommun", "Appar")),
}
_SHARES = {"ranking": (25, 50, 25), "eservice_counts": (60, 40), "app_list": (28, 72)}
# Long names, and names that are told apart by one letter, a hyphen or an ending.
_TRICKY = (
    "Upplands Väsby",
    "Dals-Ed",
    "Malung-Sälen",
    "Håbo",
    "Habo",
    "Borås",
    "Hofors",
    "Östra Göinge",
    "Kalix",
    "Överkalix",
)
_STAD = (
    "Stockholm",
    "Solna",
    "Malmö",
    "Landskrona",
    "Helsingborg",
    "Göteborg",
    "Mölndal",
    "Trollhättan",
    "Borås",
    "Västerås",
)
_OFFICIAL = {"Falun": "Falu kommun", "Gotland": "Region Gotland", "Kalmar": "Kalmar kommun", "Orust": "Orust kommun"}
_APPS = (
    "Felanmälan", "Skolmatsedel", "Skola24", "Badplatser", "Turistguide", "Bibliotek", "Evenemang", "Sopdagar",
    "Lunchmenyn", "Synpunkten", "Trafikinfo", "Naturkartan", "E-biblioteket", "Cykelkartan", "Kommunkartan", "Parkera",
    "Snökollen", "Betala parkering", "Fixa min gata", "Mobil omsorg", "Tyck till", "Biblioteket i mobilen",
    "Återvinning A till Ö", "Lediga jobb", "Bygglov direkt", "Trygg 112", "Konstrunda 1900", "Kultur & fritid",
    "7 vandringsleder", "Schema 2.0",
)  # fmt: skip
_CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking",
)  # fmt: skip


class ProducerMissingError(RuntimeError):
    """The program that typesets the PDF is not installed."""


@dataclass(frozen=True)
class Sample:
    """One typeset list and what is printed in it, in printed order."""

    kind: str
    layout: str
    producer: str
    seed: int
    pdf: Path
    truth: list[dict[str, object]]

    @property
    def name(self) -> str:
        """Id of the sample, and of the source it becomes."""
        return f"{self.kind}-{self.layout}-{self.producer}-{self.seed}"


@dataclass(frozen=True)
class _Entry:
    code: str
    name: str
    shown: str
    value: int
    group: int
    apps: tuple[str, ...]


@dataclass(frozen=True)
class _Paragraph:
    style: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class _Look:
    font: str
    family: str
    size: int
    pad: float
    align: str
    width: int
    hanging: int
    lead_weight: str
    notice_on_top: bool
    page_label: str
    header: tuple[str, ...]


def make_sample(
    kind: str,
    layout: str,
    producer: str,
    seed: int,
    municipalities: list[tuple[str, str]],
    out: Path,
    formal: bool = False,
) -> Sample:
    """Typeset one list as a PDF in the folder ``out``; ``municipalities`` are pairs of code and name."""
    program = _program(producer)
    name = f"{kind}-{layout}-{producer}-{seed}"
    entries = _entries(kind, layout, seed, municipalities, formal)
    look = _look(kind, random.Random(name))
    out.mkdir(parents=True, exist_ok=True)
    pdf = out / f"{name}.pdf"
    typeset = {"chromium": _typeset_chromium, "libreoffice": _typeset_libreoffice}[producer]
    typeset(program, kind, layout, entries, look, pdf)
    return Sample(kind, layout, producer, seed, pdf, [_truth(kind, entry) for entry in entries])


def write_source(sample: Sample, raw: Path) -> Path:
    """Put the sample into the catalog ``raw`` as a source of its own and return its folder."""
    folder = raw / sample.name
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sample.pdf, folder / "list.pdf")
    (folder / "source.toml").write_text(
        f'id = "{sample.name}"\ntitle = "{_TITLES[sample.kind]} (syntetisk, {sample.layout}, {sample.producer})"\n'
        f'publisher = "Syntetisk"\nyear = 2014\nkind = "{sample.kind}"\norigin = "synthetic"\n\n'
        '[[location]]\nfile = "list.pdf"\n',
        encoding="utf-8",
    )
    return folder


def read_municipalities(path: Path) -> list[tuple[str, str]]:
    """Read pairs of code and name from a CSV with the columns municipality_code and municipality_name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["municipality_code"], row["municipality_name"]) for row in csv.DictReader(lines)]


# --- content ---


def _entries(kind: str, layout: str, seed: int, municipalities: list[tuple[str, str]], formal: bool) -> list[_Entry]:
    rng = random.Random(f"{kind}-{seed}")
    picked = _pick(rng, municipalities, _ROWS[kind])
    values = [_value(kind, rng) for _ in picked]
    if kind == "eservice_counts":
        values[:2] = [140, 0]
    ranks = {value: rank for rank, value in enumerate(sorted(set(values), reverse=True), start=1)}
    entries = [
        _Entry(code, name, _shown(name, rng, formal), value, ranks[value], _apps(name, rng))
        for (code, name), value in zip(picked, values, strict=True)
    ]
    by_name = sorted(entries, key=lambda entry: _alphabetical(entry.name))
    by_value = sorted(by_name, key=lambda entry: -entry.value)
    if kind == "app_list":
        return by_name
    if kind == "ranking" or layout == "groups":
        return by_value
    return random.Random(f"{kind}-{layout}-{seed}").choice((by_value, by_name, entries))


def _pick(rng: random.Random, municipalities: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    tricky = [pair for pair in municipalities if pair[1] in _TRICKY]
    others = [pair for pair in municipalities if pair[1] not in _TRICKY]
    picked = tricky + rng.sample(others, min(len(others), count - len(tricky)))
    rng.shuffle(picked)
    return picked


def _value(kind: str, rng: random.Random) -> int:
    if kind == "ranking":
        return rng.choices(range(15), weights=(20, 3, 4, 6, 8, 10, 12, 14, 14, 12, 10, 8, 6, 5, 4))[0]
    return min(139, int(rng.expovariate(1 / 22)))


def _apps(name: str, rng: random.Random) -> tuple[str, ...]:
    apps = rng.sample(_APPS, rng.choices(range(1, 10), weights=(3, 6, 8, 8, 6, 4, 3, 2, 1))[0])
    # An app named after its municipality must not start an entry of its own.
    if rng.random() < 0.15:
        apps.append(f"{rng.choice(('Visit', 'Mitt', 'Upptäck'))} {name}")
    return tuple(apps)


def _shown(name: str, rng: random.Random, formal: bool) -> str:
    if not formal or rng.random() > 0.25:
        return name
    if name in _OFFICIAL:
        return _OFFICIAL[name]
    genitive = name if name[-1] in "sxzaeiouyåäö" else f"{name}s"
    return f"{genitive} {'stad' if name in _STAD else 'kommun'}"


def _alphabetical(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöé", "{|}e"))


def _truth(kind: str, entry: _Entry) -> dict[str, object]:
    row: dict[str, object] = {"code": entry.code, "name": entry.name}
    if kind == "ranking":
        return row | {"score": entry.value, "group": entry.group}
    if kind == "eservice_counts":
        return row | {"n": entry.value}
    return row | {"apps": list(entry.apps)}


# --- layout ---


def _cells(kind: str, entry: _Entry) -> tuple[str, ...]:
    if kind == "ranking":
        return str(entry.group), entry.shown, str(entry.value)
    return entry.shown, str(entry.value) if kind == "eservice_counts" else ", ".join(entry.apps)


def _paragraphs(kind: str, layout: str, entries: list[_Entry]) -> list[_Paragraph]:
    if layout == "bullets":
        return [_bullet(kind, entry) for entry in entries]
    if kind == "app_list":
        style = "group" if layout == "groups" else "line"
        return [_Paragraph(style, ", ".join(entry.apps), f"{entry.shown}: ") for entry in entries]
    if layout == "groups":
        return list(_groups(kind, entries))
    return list(_lines(kind, entries))


def _bullet(kind: str, entry: _Entry) -> _Paragraph:
    if kind == "ranking":
        return _Paragraph("bullet", f" – {entry.value} poäng (grupp {entry.group})", entry.shown)
    text = _eservices(entry.value) if kind == "eservice_counts" else ", ".join(entry.apps)
    return _Paragraph("bullet", text, f"{entry.shown}: ")


def _groups(kind: str, entries: list[_Entry]) -> Iterator[_Paragraph]:
    for (value, group), members in groupby(entries, key=lambda entry: (entry.value, entry.group)):
        lead = f"Grupp {group} ({value} poäng): " if kind == "ranking" else f"{_eservices(value)}: "
        yield _Paragraph("group", ", ".join(member.shown for member in members), lead)


def _lines(kind: str, entries: list[_Entry]) -> Iterator[_Paragraph]:
    group = 0
    for entry in entries:
        if kind == "ranking" and entry.group != group:
            group = entry.group
            yield _Paragraph("heading", f"Grupp {group}")
        yield _Paragraph("line", f"{entry.shown} {entry.value}")


def _eservices(count: int) -> str:
    return f"{count} e-tjänst" if count == 1 else f"{count} e-tjänster"


def _look(kind: str, rng: random.Random) -> _Look:
    font, family = rng.choice(
        (("Liberation Serif", "serif"), ("Liberation Sans", "sans-serif"), ("DejaVu Serif", "serif"),
         ("DejaVu Sans", "sans-serif"), ("Carlito", "sans-serif"))
    )  # fmt: skip
    return _Look(
        font=font,
        family=family,
        size=rng.randint(8, 11),
        pad=rng.choice((0.5, 1.5, 3)),
        align=rng.choice(("left", "center", "right")),
        width=100 if kind == "app_list" else rng.choice((60, 80, 100)),
        hanging=rng.choice((0, 8)),
        lead_weight=rng.choice(("normal", "bold")),
        notice_on_top=rng.random() < 0.5,
        page_label=rng.choice(("", "Sida ")),
        header=rng.choice(_HEADERS[kind]),
    )


# --- Chromium ---


def _typeset_chromium(program: str, kind: str, layout: str, entries: list[_Entry], look: _Look, pdf: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "list.html"
        source.write_text(_html(kind, layout, entries, look), encoding="utf-8")
        profile = f"--user-data-dir={scratch}/profile"
        _run([program, *_CHROMIUM_FLAGS, profile, f"--print-to-pdf={pdf.resolve()}", source.as_uri()], pdf)


def _html(kind: str, layout: str, entries: list[_Entry], look: _Look) -> str:
    ruled = layout == "ruled"
    return Template((_HERE / "layouts.html").read_text(encoding="utf-8")).substitute(
        vars(look),
        title=_TITLES[kind],
        intro=_INTRO,
        notice=NOTICE,
        notice_place="top-left" if look.notice_on_top else "bottom-left",
        page_place="bottom-right",
        border="border: 0.5pt solid #444;" if ruled else "",
        header_style="th { background: #dde6ee; }" if ruled else "",
        header_display="table-header-group" if ruled else "table-row-group",
        body=_html_table(kind, entries, look) if layout in ("ruled", "unruled") else _html_text(kind, layout, entries),
    )


def _html_table(kind: str, entries: list[_Entry], look: _Look) -> str:
    columns = "".join(f'<col style="width:{share}%">' for share in _SHARES[kind])
    head = _html_row("th", kind, look.header)
    body = "\n".join(_html_row("td", kind, _cells(kind, entry)) for entry in entries)
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>\n{body}\n</tbody></table>"


def _html_row(tag: str, kind: str, cells: Sequence[str]) -> str:
    styles = (_cell_style(kind, column) for column in range(len(cells)))
    return (
        "<tr>"
        + "".join(f'<{tag} class="{s}">{escape(c)}</{tag}>' for s, c in zip(styles, cells, strict=True))
        + "</tr>"
    )


def _cell_style(kind: str, column: int) -> str:
    return "number" if column == len(_SHARES[kind]) - 1 and kind != "app_list" else "cell"


def _html_text(kind: str, layout: str, entries: list[_Entry]) -> str:
    tag, around = {"bullets": ("li", "ul"), "columns": ("p", 'div class="columns"')}.get(layout, ("p", "div"))
    body = "\n".join(
        f'<{tag} class="{p.style}"><b>{escape(p.lead)}</b>{escape(p.text)}</{tag}>'
        for p in _paragraphs(kind, layout, entries)
    )
    return f"<{around}>\n{body}\n</{around.split()[0]}>"


# --- LibreOffice ---


def _typeset_libreoffice(program: str, kind: str, layout: str, entries: list[_Entry], look: _Look, pdf: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{pdf.stem}.fodt"
        source.write_text(_fodt(kind, layout, entries, look), encoding="utf-8")
        profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
        _run(
            [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(pdf.parent.resolve()), str(source)],
            pdf,
        )


def _fodt(kind: str, layout: str, entries: list[_Entry], look: _Look) -> str:
    ruled = layout == "ruled"
    page = f"{look.page_label}<text:page-number/>"
    return Template((_HERE / "layouts.fodt").read_text(encoding="utf-8")).substitute(
        vars(look),
        title=_TITLES[kind],
        title_size=look.size * 1.6,
        intro=_INTRO,
        generic={"serif": "roman", "sans-serif": "swiss"}[look.family],
        small_align=look.align,
        page_header=NOTICE if look.notice_on_top else page,
        page_footer=page if look.notice_on_top else NOTICE,
        width_mm=170 * look.width / 100,
        column_styles="".join(_fodt_column(i, 1.7 * look.width * share / 100) for i, share in enumerate(_SHARES[kind])),
        border='fo:border="0.5pt solid #444444"' if ruled else "",
        header_style='fo:background-color="#dde6ee"' if ruled else "",
        body=_fodt_table(kind, layout, entries, look)
        if layout in ("ruled", "unruled")
        else _fodt_text(kind, layout, entries),
    )


def _fodt_column(column: int, width: float) -> str:
    properties = f'<style:table-column-properties style:column-width="{width:.1f}mm"/>'
    return f'<style:style style:name="c{column}" style:family="table-column">{properties}</style:style>'


def _fodt_table(kind: str, layout: str, entries: list[_Entry], look: _Look) -> str:
    columns = "".join(f'<table:table-column table:style-name="c{i}"/>' for i in range(len(look.header)))
    head = _fodt_row("head", kind, look.header)
    if layout == "ruled":
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    body = "\n".join(_fodt_row("plain", kind, _cells(kind, entry)) for entry in entries)
    return f'<table:table table:name="T" table:style-name="table">{columns}{head}\n{body}\n</table:table>'


def _fodt_row(cell_style: str, kind: str, cells: Sequence[str]) -> str:
    return (
        "<table:table-row>"
        + "".join(_fodt_cell(cell_style, _cell_style(kind, i), c) for i, c in enumerate(cells))
        + "</table:table-row>"
    )


def _fodt_cell(cell_style: str, style: str, text: str) -> str:
    inner = f'<text:span text:style-name="strong">{escape(text)}</text:span>' if cell_style == "head" else escape(text)
    paragraph = f'<text:p text:style-name="{style}">{inner}</text:p>'
    return f'<table:table-cell table:style-name="{cell_style}">{paragraph}</table:table-cell>'


def _fodt_text(kind: str, layout: str, entries: list[_Entry]) -> str:
    paragraphs = [_fodt_paragraph(p) for p in _paragraphs(kind, layout, entries)]
    if layout == "columns":
        return '<text:section text:name="S" text:style-name="columns">' + "\n".join(paragraphs) + "</text:section>"
    if layout == "bullets":
        items = "\n".join(f"<text:list-item>{p}</text:list-item>" for p in paragraphs)
        return f'<text:list text:style-name="bullets">{items}</text:list>'
    return "\n".join(paragraphs)


def _fodt_paragraph(paragraph: _Paragraph) -> str:
    lead = f'<text:span text:style-name="lead">{escape(paragraph.lead)}</text:span>' if paragraph.lead else ""
    return f'<text:p text:style-name="{paragraph.style}">{lead}{escape(paragraph.text)}</text:p>'


# --- programs ---


def _program(producer: str) -> str:
    for binary in _BINARIES[producer]:
        if found := shutil.which(binary):
            return found
    raise ProducerMissingError(
        f"{producer}: none of {', '.join(_BINARIES[producer])} is on the PATH; install one to typeset with {producer}"
    )


def _run(command: list[str], pdf: Path) -> None:
    pdf.unlink(missing_ok=True)
    result = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    # Both programs can exit 0 without a file.
    if result.returncode or not pdf.is_file():
        raise RuntimeError(
            f"{command[0]} made no {pdf.name} (exit {result.returncode}): {result.stderr.strip()[-500:]}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make every kind in every layout by every producer, as a catalog with the truth beside it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path, help="folder; gets raw/<name>/ and truth/<name>.json")
    parser.add_argument(
        "--municipalities", type=Path, required=True, help="CSV with municipality_code, municipality_name"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formal", action="store_true", help="write some names as “Göteborgs stad”, “Ale kommun”")
    options = parser.parse_args(arguments)
    municipalities = read_municipalities(options.municipalities)
    (options.out / "truth").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for kind, layout, producer in ((k, x, p) for k in KINDS for x in LAYOUTS for p in PRODUCERS):
            sample = make_sample(kind, layout, producer, options.seed, municipalities, Path(scratch), options.formal)
            write_source(sample, options.out / "raw")
            truth = json.dumps(sample.truth, ensure_ascii=False, indent=1)
            (options.out / "truth" / f"{sample.name}.json").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    main()
