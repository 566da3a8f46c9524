"""The statements that make tables and views, from the one definition of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemas.columns import Column, Table
from schemas.macros import MACROS
from schemas.tables import DERIVED, LIST_ROWS_SHOWN, PLAIN, TABLES

STORE = "store"
PUBLIC = "main"
_FOLDER = Path(__file__).parent
_SHOWN_SOURCES = "(SELECT source_id FROM store.sources WHERE NOT hidden)"
_FILTERS = {
    "source_id": f"WHERE source_id IN {_SHOWN_SOURCES}",
    "claim_id": f"WHERE claim_id IN (SELECT claim_id FROM store.claims WHERE source_id IN {_SHOWN_SOURCES})",
    "scope": "WHERE scope NOT IN (SELECT source_id FROM store.sources WHERE hidden)",
    None: "",
}


def table_statements() -> Iterator[str]:
    """Statements that make the schema of the stored tables, with comments."""
    yield f"CREATE SCHEMA {STORE}"
    for table in TABLES:
        columns = ", ".join(_column(column) for column in table.columns)
        yield f"CREATE TABLE {STORE}.{table.name} ({columns})"
        yield from _comments("TABLE", STORE, table)


def view_statements() -> Iterator[str]:
    """Statements that make the views and the macros, with comments."""
    yield from _view(STORE, LIST_ROWS_SHOWN, sql("views", LIST_ROWS_SHOWN.name))
    for table in PLAIN:
        yield from _view(PUBLIC, table, _plain(table))
    for table in DERIVED:
        yield from _view(PUBLIC, table, sql("views", table.name))
    for macro in MACROS:
        yield (_FOLDER / f"{macro.name}.sql").read_text(encoding="utf-8")
        yield f"COMMENT ON MACRO TABLE {PUBLIC}.{macro.name} IS {literal(macro.comment)}"


def sql(folder: str, name: str) -> str:
    """Text of one of this package's queries."""
    return (_FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8").strip()


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column) -> str:
    return f"{column.name} {column.type}{'' if column.nullable else ' NOT NULL'}"


def _plain(table: Table) -> str:
    """Rows in the order in which they were loaded, which is the documents'."""
    return f"SELECT {', '.join(table.names)} FROM {STORE}.{table.name} {_FILTERS[table.scoped_by]} ORDER BY rowid"


def _view(schema: str, table: Table, query: str) -> Iterator[str]:
    yield f"CREATE VIEW {schema}.{table.name} AS {query}"
    yield from _comments("VIEW", schema, table)


def _comments(what: str, schema: str, table: Table) -> Iterator[str]:
    name = f"{schema}.{table.name}"
    yield f"COMMENT ON {what} {name} IS {literal(table.comment)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {name}.{column.name} IS {literal(column.description)}"
