"""The auditor's page as files: ``skl audit html`` writes it, ``skl audit serve`` serves the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import warehouse.site
from flows.audit import snapshot_bytes
from flows.isolation import Isolation
from flows.reviews import read_reviews
from flows.settings import Terms
from flows.site_places import earlier_pages, with_places
from flows.site_reviews import heads
from flows.site_samples import Draws, worklists
from flows.snapshots import SnapshotError
from schemas.codes import MediaType
from schemas.media import decode
from schemas.reviews import Review, standing
from warehouse.site import Shown, Site
from warehouse.site_findings import meanings

TEMPLATES = Path(warehouse.site.__file__).with_name("templates") / "site"
SCRIPTS = (
    *("strings.js", "codes.js", "crops.js", "about.js", "pages.js", "numbers.js"),
    *("sample.js", "findings.js", "changes.js", "coverage.js", "reviews.js", "main.js"),
)
#: Makes the one global that data and the other scripts put themselves into.
FIRST_SCRIPT = "state.js"
ICON = "icon.svg"
STYLES = ("site.css", "places.css", "paper.css")
BATCH = 8
#: Between passages of a web page, where something was left out.
LEFT_OUT = "\n\n⋯\n\n"


def write_site(site: Site, raw: Path, out: Path, draws: Draws, *, live: bool = False) -> list[str]:
    """Write the whole site below ``out``, and return its files by their names there; ``live`` with sign-off.

    Raises SnapshotError when a source's bytes are not to be had, OSError when it can't be written.
    """
    state = {"data/reviews.js": reviews_script(raw), "data/worklists.js": worklists_script(draws, raw)}
    files = dict(_plain_files(site, live=live)) | state
    _write(out, files)
    written = [*files]
    with Isolation() as isolation:
        for number, shown in enumerate(site.sources, start=1):
            written += _write_source(isolation, shown, f"s{number}", raw, out)
    return written


def reviews_script(raw: Path) -> bytes:
    """The verdicts that stand, and the last entry on each subject, for the page."""
    reviews = read_reviews(raw)
    shown = {subject: review_shown(each) for subject, each in standing(reviews).items()}
    return _script("SKL.reviews", shown) + _script("SKL.heads", heads(reviews))


def worklists_script(draws: Draws, raw: Path) -> bytes:
    """The sampling worklists with what was judged of them, for the page."""
    return _script("SKL.worklists", worklists(draws, raw))


def review_shown(review: Review) -> dict[str, Any]:
    """What the page shows of a verdict."""
    return {
        "verdict": review.verdict.value,
        "value": review.value,
        "because": review.because,
        "reviewer": review.reviewer,
        "reviewed_at": review.reviewed_at.isoformat(timespec="seconds"),
        "content": review.content,
        "entry_hash": review.entry_hash,
    }


def _plain_files(site: Site, *, live: bool) -> Iterator[tuple[str, bytes]]:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("index.html.j2").render(scripts=SCRIPTS, styles=STYLES)
    yield "index.html", page.encode()
    for name in (FIRST_SCRIPT, *SCRIPTS, *STYLES, ICON):
        yield name, (TEMPLATES / name).read_bytes()
    yield "data/index.js", _script("SKL.index", _index(site, live=live))


def _index(site: Site, *, live: bool) -> dict[str, Any]:
    return {
        "live": live,
        "run": site.run_id,
        "sources": [_source(number, shown) for number, shown in enumerate(site.sources, start=1)],
        "unread": [{name: row[name] for name in ("source_id", "title", "problem")} for row in site.unread],
        "indicators": site.indicators,
        "findings": site.findings,
        "meanings": meanings(),
    }


def _source(number: int, shown: Shown) -> dict[str, Any]:
    """What the page tells of a source; ``lapsed`` counts verdicts on what has changed since."""
    row, snapshot = shown.source, shown.snapshot
    told = {name: row[name] for name in ("title", "publisher", "origin", "kind", "hidden", "stands_in_for")}
    bytes_of = {name: snapshot[name] for name in ("media_type", "url", "sha256", "text_layer")}
    known = {"key": f"s{number}", "id": row["source_id"], "lapsed": len(shown.lapsed), "count": len(shown.numbers)}
    return known | told | bytes_of | {"retrieved": str(snapshot["retrieved_at"])}


def _write_source(isolation: Isolation, shown: Shown, key: str, raw: Path, out: Path) -> list[str]:
    content = snapshot_bytes(raw, shown.source["source_id"], shown.snapshot["sha256"])
    files: list[str] = []
    pages: list[dict[str, Any]] = []
    numbers = shown.numbers
    if shown.snapshot["media_type"] == MediaType.PDF:
        numbers = with_places(isolation, content, numbers)
        for page, (image, width, height) in enumerate(_pictures(isolation, content, shown), start=1):
            name = f"pages/{key}-{page}.png"
            _write(out, {name: image})
            files.append(name)
            pages.append({"page": page, "image": name, "width": width, "height": height})
    lapsed, pictures = _lapsed(isolation, shown, key, raw)
    text = "" if pages else _text(shown, content)
    data = {"pages": pages, "text": text, "numbers": numbers, "lapsed": lapsed}
    _write(out, pictures | {f"data/{key}.js": _script(f"SKL.data.{key}", data)})
    return [*files, *pictures, f"data/{key}.js"]


def _lapsed(isolation: Isolation, shown: Shown, key: str, raw: Path) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The verdicts that lapsed, and the pages that they were given on, by the names of their files."""
    told: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    for number, (lapsed, image) in enumerate(earlier_pages(isolation, shown, raw), start=1):
        name = f"pages/{key}-before-{number}.png"
        if image is not None:
            pictures[name] = image
        told.append(lapsed | {"image": name if image is not None else None})
    return told, pictures


def _text(shown: Shown, content: bytes) -> str:
    """A text as it is; of a web page, the passages that numbers were read from."""
    if shown.snapshot["media_type"] == MediaType.TEXT:
        return decode(content)
    return LEFT_OUT.join(dict.fromkeys(each["context"] for each in shown.numbers if each["kind"] == "claim"))


def _pictures(isolation: Isolation, content: bytes, shown: Shown) -> Iterator[tuple[bytes, float, float]]:
    """Pages as pictures with their size in points, drawn some at a time where a hostile file does no harm."""
    last = int(shown.source["pages"])
    for first in range(1, last + 1, BATCH):
        wanted = list(range(first, min(first + BATCH, last + 1)))
        drawn, problem = isolation.ask("pages", {"pages": wanted}, content, Terms())
        if problem is not None:
            raise SnapshotError(f"{shown.source['source_id']}, page {first}: can't be drawn: {problem}")
        yield from drawn


def _script(name: str, data: object) -> bytes:
    """Data as a script that assigns it; nothing in it can end the script or begin markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{name}={text};\n".encode()


def _write(out: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
