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
from flows.snapshots import SnapshotError
from schemas.codes import MediaType
from schemas.media import decode
from schemas.reviews import Review, standing
from warehouse.site import Shown, Site

TEMPLATES = Path(warehouse.site.__file__).with_name("templates") / "site"
SCRIPTS = ("strings.js", "pages.js", "numbers.js", "views.js", "reviews.js", "main.js")
#: Makes the one global that data and the other scripts put themselves into.
FIRST_SCRIPT = "state.js"
STYLES = ("site.css",)
BATCH = 8


def write_site(site: Site, raw: Path, out: Path, *, live: bool = False) -> list[str]:
    """Write the whole site below ``out``, and return its files by their names there; ``live`` with sign-off.

    Raises SnapshotError when a source's bytes are not to be had, OSError when it can't be written.
    """
    files = dict(_plain_files(site, live=live)) | {"data/reviews.js": reviews_script(raw)}
    _write(out, files)
    written = [*files]
    with Isolation() as isolation:
        for number, shown in enumerate(site.sources, start=1):
            written += _write_source(isolation, shown, f"s{number}", raw, out)
    return written


def reviews_script(raw: Path) -> bytes:
    """The verdicts that stand, for the page."""
    return _script(
        "SKL.reviews", {subject: review_shown(each) for subject, each in standing(read_reviews(raw)).items()}
    )


def review_shown(review: Review) -> dict[str, Any]:
    """What the page shows of a verdict."""
    return {
        "verdict": review.verdict.value,
        "value": review.value,
        "because": review.because,
        "reviewer": review.reviewer,
        "reviewed_at": review.reviewed_at.isoformat(timespec="seconds"),
        "content": review.content,
        "entry": review.entry_hash,
    }


def _plain_files(site: Site, *, live: bool) -> Iterator[tuple[str, bytes]]:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("index.html.j2").render(scripts=SCRIPTS, styles=STYLES)
    yield "index.html", page.encode()
    for name in (FIRST_SCRIPT, *SCRIPTS, *STYLES):
        yield name, (TEMPLATES / name).read_bytes()
    yield "data/index.js", _script("SKL.index", _index(site, live=live))


def _index(site: Site, *, live: bool) -> dict[str, Any]:
    sources = [
        {"key": f"s{number}", "id": each.source["source_id"], "title": each.source["title"], "count": len(each.numbers)}
        for number, each in enumerate(site.sources, start=1)
    ]
    return {
        "live": live,
        "run": site.run_id,
        "sources": sources,
        "indicators": site.indicators,
        "contradictions": site.contradictions,
    }


def _write_source(isolation: Isolation, shown: Shown, key: str, raw: Path, out: Path) -> list[str]:
    content = snapshot_bytes(raw, shown.source["source_id"], shown.snapshot["sha256"])
    files: list[str] = []
    pages: list[dict[str, Any]] = []
    if shown.snapshot["media_type"] == MediaType.PDF:
        for page, (image, width, height) in enumerate(_pictures(isolation, content, shown), start=1):
            name = f"pages/{key}-{page}.png"
            _write(out, {name: image})
            files.append(name)
            pages.append({"page": page, "image": name, "width": width, "height": height})
    data = {
        "pages": pages,
        "text": "" if pages else _text(shown, content),
        "numbers": shown.numbers,
        "url": shown.snapshot["url"],
        "sha256": shown.snapshot["sha256"],
        "retrieved": str(shown.snapshot["retrieved_at"]),
    }
    _write(out, {f"data/{key}.js": _script(f"SKL.data.{key}", data)})
    return [*files, f"data/{key}.js"]


def _text(shown: Shown, content: bytes) -> str:
    """A text as it is; of a web page, the passages that numbers were read from."""
    if shown.snapshot["media_type"] == MediaType.TEXT:
        return decode(content)
    passages = dict.fromkeys(each["context"] for each in shown.numbers if each["kind"] == "claim")
    return "\n\n".join(passages)


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
