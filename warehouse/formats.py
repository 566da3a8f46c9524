"""What an export is made of; by itself, so that the command line need not load any library for it."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """Formats of an export."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    DATAPACKAGE = "datapackage"
