"""The data dictionary as one page that needs nothing else: no network, no script, no font."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schemas import about
from schemas.indicators import INDICATORS
from schemas.meanings import CHECKS, CODE_LISTS, KINDS_OF_MISSING
from warehouse.dictionary import macros, public_views, stored_tables

DICTIONARY_FILE = "dictionary.html"
TEMPLATES = Path(__file__).with_name("templates")


def html() -> str:
    """The whole page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("dictionary.html.j2").render(
        about=about,
        groups=(
            ("views", "Views", public_views()),
            ("macros", "Macros", macros()),
            ("stored", "Stored tables", stored_tables()),
        ),
        code_lists=CODE_LISTS,
        kinds_of_missing=KINDS_OF_MISSING,
        checks=CHECKS,
        indicators=INDICATORS,
    )


def write_html(path: Path) -> None:
    """Write the page; raises OSError when it can't be written."""
    path.write_text(html(), encoding="utf-8")
