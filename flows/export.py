"""The commands that hand the warehouse on: exports, and the data dictionary."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

from flows.console import OutputFormat, note, print_rows
from warehouse.formats import ExportFormat

INCOMPLETE = 3
SHOWN = 20


class DictionaryFormat(StrEnum):
    """How the dictionary is printed: for people, or one row a column for programs."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


def export_to(warehouse: Path, format: ExportFormat, out: Path) -> int:
    """Write the export; returns 3, naming each loss, when the format could not hold everything."""
    from warehouse.export import export

    done = export(warehouse, format, out)
    note(f"{out}: {done.views} views, {done.rows} rows as {format}, of run {done.run_id}.")
    for loss in done.losses[:SHOWN]:
        note(loss)
    if len(done.losses) > SHOWN:
        note(f"… and {len(done.losses) - SHOWN} more; the sheet of explanations names each.")
    return INCOMPLETE if done.losses else 0


def print_dictionary(html: Path | None, format: DictionaryFormat) -> int:
    """Write the page, or print the dictionary on stdout."""
    from warehouse.dictionary import FIELDS, markdown, records

    if html is not None:
        from warehouse.dictionary_html import write_html

        write_html(html)
        note(f"{html}: the data dictionary; open it in a browser.")
    elif format is DictionaryFormat.MARKDOWN:
        sys.stdout.writelines(f"{line}\n" for line in markdown())
    else:
        print_rows(FIELDS, records(), OutputFormat(format))
    return 0
