"""Export the public views for other tools, all formats from the one definition of each view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.dictionary_html import DICTIONARY_FILE, write_html
from warehouse.formats import ExportFormat
from warehouse.outbox import outbox
from warehouse.public import Public, read_public


@dataclass(frozen=True)
class Exported:
    """What was written: views, rows in all, and a sentence on each thing that the format couldn't hold."""

    run_id: str
    views: int
    rows: int
    losses: tuple[str, ...]


def export(path: Path, format: ExportFormat, out: Path) -> Exported:
    """Write all public views of a database into a folder; the same database gives the same files.

    Raises WarehouseError when the database can't be read, OutputError when the folder can't be used, OSError
    when the disk is full; the folder is then as it was.
    """
    public = read_public(path)
    with outbox(out, format) as folder:
        losses = _write(public, format, folder)
    rows = sum(len(view.rows) for view in public.views)
    return Exported(public.run_id, len(public.views), rows, tuple(losses))


def _write(public: Public, format: ExportFormat, folder: Path) -> list[str]:
    """Import each format's library only where it is needed."""
    if format is ExportFormat.XLSX:
        from warehouse.export_excel import write_excel

        return write_excel(public.as_text, folder)
    write_html(folder / DICTIONARY_FILE)
    if format is ExportFormat.PARQUET:
        from warehouse.export_parquet import write_parquet

        write_parquet(public, folder)
    elif format is ExportFormat.CSV:
        from warehouse.export_csv import write_csv

        write_csv(public.as_text, folder)
    else:
        from warehouse.export_package import write_package

        write_package(public.as_text, folder)
    return []
