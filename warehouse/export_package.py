"""A Data Package: the CSV files with a description by which programs read types, keys and kinds of missing right."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

from schemas import about
from schemas.columns import Column, DuckType
from schemas.links import Reference, references
from warehouse.export_csv import is_optional_text, write_view
from warehouse.outbox import checksum
from warehouse.public import Public, View

DATA = "data"
DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NULL = "NULL"
TYPES = {
    DuckType.TEXT: "string",
    DuckType.INTEGER: "integer",
    DuckType.NUMBER: "number",
    DuckType.FLAG: "boolean",
    DuckType.DATE: "date",
    DuckType.TIME: "datetime",
}


def write_package(public: Public, folder: Path) -> None:
    """Write ``datapackage.json`` and ``data/<view>.csv`` for each view."""
    (folder / DATA).mkdir()
    null_text = free_word(public)
    resources = [_resource(view, folder, null_text) for view in public.views]
    described = {**_package(public), "resources": resources}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def free_word(public: Public) -> str:
    """Return a word for NULL that no text of the data is."""
    texts = {
        value
        for view in public.views
        for column, values in view.columns
        if is_optional_text(column)
        for value in values
    }
    words = (NULL if number == 1 else f"{NULL}{number}" for number in count(1))
    return next(word for word in words if word not in texts)


def _package(public: Public) -> dict[str, object]:
    notes = [f"{note.title}: {note.text}" for note in about.NOTES]
    return {
        "$schema": PROFILE,
        "name": about.NAME,
        "title": about.TITLE,
        "description": "\n\n".join((about.SUMMARY, about.SUMMARY_SV, *notes)),
        "version": public.run_id,
        "created": public.finished_at.isoformat(timespec="seconds") + "Z",
        "keywords": list(about.KEYWORDS),
        "licenses": [{"name": about.LICENCE, "title": about.LICENCE_TITLE}],
        "sources": [_source(source) for source in public.sources],
    }


def _source(source: dict[str, object]) -> dict[str, str]:
    told = {"title": f"{source['title']} ({source['publisher']}, {source['year']}; origin: {source['origin']})"}
    url = str(source["url"])
    return told | {"path": url} if url.startswith(("http://", "https://")) else told


def _resource(view: View, folder: Path, null_text: str) -> dict[str, object]:
    table = view.table
    name = f"{DATA}/{table.name}.csv"
    write_view(view, folder / name, null_text)
    return {
        "name": table.name,
        "type": "table",
        "path": name,
        "description": f"{table.comment}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": (folder / name).stat().st_size,
        "hash": f"sha256:{checksum(folder / name)}",
        "schema": _schema(view, null_text),
    }


def _schema(view: View, null_text: str) -> dict[str, object]:
    """For programs that know no missing values of a field, all of them stand at the schema, too."""
    table = view.table
    schema: dict[str, object] = {
        "fields": [_field(column, null_text) for column in table.columns],
        "missingValues": ["", null_text],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if links := _links(view):
        schema["foreignKeys"] = links
    return schema


def _links(view: View) -> list[dict[str, object]]:
    return [
        {"fields": list(link.columns), "reference": {"resource": link.home, "fields": list(link.columns)}}
        for link in references(view.table)
        if _is_whole(view, link)
    ]


def _is_whole(view: View, link: Reference) -> bool:
    """Whether no row refers by a part of the columns only, which some programs would look for."""
    places = [view.table.names.index(name) for name in link.columns]
    return all(len({row[place] is None for place in places}) == 1 for row in view.rows)


def _field(column: Column, null_text: str) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": TYPES[column.type],
        "description": column.description,
        "constraints": _constraints(column),
        "missingValues": _missing(column, null_text),
    }
    return field | ({"unit": column.unit} if column.unit else {})


def _missing(column: Column, null_text: str) -> list[str]:
    if is_optional_text(column):
        return [null_text]
    return [] if column.type is DuckType.TEXT else [""]


def _constraints(column: Column) -> dict[str, object]:
    known: dict[str, object] = {
        "required": True if not column.nullable else None,
        "enum": list(column.codes) or None,
        "pattern": whole_pattern(column.pattern) if column.pattern else None,
        "minimum": _bound(column, column.low),
        "maximum": _bound(column, column.high),
    }
    return {name: value for name, value in known.items() if value is not None}


def _bound(column: Column, bound: float | None) -> float | None:
    return int(bound) if bound is not None and column.type is DuckType.INTEGER else bound


def whole_pattern(pattern: str) -> str:
    """Return a pattern that matches the whole text, as Table Schema asks, for one that is searched for in it."""
    anything = r"[\s\S]*"
    if "|" in pattern:  # an anchor belongs to one of the alternatives only
        return f"{anything}(?:{pattern}){anything}"
    begins = pattern.startswith("^")
    ends = pattern.endswith("$") and not pattern.endswith(r"\$")
    bare = pattern[1 if begins else 0 : -1 if ends else None]
    return f"{'' if begins else anything}{bare}{'' if ends else anything}"
