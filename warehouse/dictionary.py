"""The data dictionary, from the same definitions that make the database: as records, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas import about
from schemas.columns import Column, Rule, Table
from schemas.indicators import INDICATORS
from schemas.links import refers_to
from schemas.macros import MACROS, Macro
from schemas.meanings import CHECKS, CODE_LISTS, KINDS_OF_MISSING, code_list
from schemas.tables import LIST_ROWS_SHOWN, TABLES, VIEWS
from warehouse.ddl import PUBLIC, STORE

FIELDS = (
    *("schema", "name", "kind", "column", "type", "nullable", "key", "unit"),
    *("code_list", "codes", "pattern", "minimum", "maximum", "refers_to", "comment"),
)


@dataclass(frozen=True)
class Described:
    """A view, stored table or macro, ready to be shown. ``name`` is what SQL calls it from anywhere."""

    schema: str
    name: str
    kind: str
    comment: str
    columns: tuple[DescribedColumn, ...]
    key: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    call: str | None = None
    takes: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"{self.schema}-{self.name}"


@dataclass(frozen=True)
class DescribedColumn:
    """A column, ready to be shown."""

    column: Column
    in_key: bool
    refers_to: str | None

    @property
    def name(self) -> str:
        """Name in SQL."""
        return self.column.name

    @property
    def comment(self) -> str:
        """The comment without unit and codes, which stand beside it."""
        return f"{self.column.comment}."

    @property
    def code_list(self) -> str | None:
        """Name of its code list."""
        known = code_list(self.column)
        return known.name if known else None

    @property
    def limits(self) -> tuple[str, ...]:
        """What its values obey, in words."""
        low, high = self.column.low, self.column.high
        told = [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
        return tuple(text for text in (*told, f"matches {self.column.pattern}" if self.column.pattern else "") if text)


def public_views() -> tuple[Described, ...]:
    """The views that people ask."""
    return tuple(_table(PUBLIC, "view", table) for table in VIEWS)


def macros() -> tuple[Described, ...]:
    """The table macros."""
    return tuple(_macro(macro) for macro in MACROS)


def stored_tables() -> tuple[Described, ...]:
    """The tables below the views, and the views that only they use."""
    stored = tuple(_table(STORE, "table", table) for table in TABLES)
    return (*stored, _table(STORE, "view", LIST_ROWS_SHOWN))


def records() -> Iterator[tuple[object, ...]]:
    """One row of ``FIELDS`` for each column of everything, for programs."""
    for described in (*public_views(), *macros(), *stored_tables()):
        for shown in described.columns:
            column = shown.column
            place = (described.schema, described.name, described.kind, column.name, column.type.value)
            vocabulary = (shown.code_list, ", ".join(column.codes) or None, column.pattern)
            limits = (column.low, column.high, shown.refers_to, column.description)
            yield (*place, column.nullable, shown.in_key, column.unit, *vocabulary, *limits)


def markdown() -> Iterator[str]:
    """The whole dictionary, line by line."""
    yield f"# {about.TITLE}: data dictionary"
    for text in (about.SUMMARY, about.SUMMARY_SV, *(f"**{note.title}.** {note.text}" for note in about.NOTES)):
        yield from ("", text)
    for title, group in (("Views", public_views()), ("Macros", macros()), ("Stored tables", stored_tables())):
        yield from ("", f"## {title}")
        for described in group:
            yield from _section(described)
    yield from _vocabularies()
    yield from ("", "## Exports", "")
    yield from (f"- **{note.title}.** {_cell(note.text)}" for note in about.EXPORT_NOTES)


def _table(schema: str, kind: str, table: Table) -> Described:
    columns = tuple(
        DescribedColumn(column, column.name in table.key, refers_to(table, column)) for column in table.columns
    )
    return Described(schema, table.name, kind, f"{table.comment}.", columns, table.key, table.rules)


def _macro(macro: Macro) -> Described:
    columns = tuple(DescribedColumn(column, False, None) for column in macro.columns)
    return Described(
        PUBLIC, macro.name, "macro", f"{macro.comment}.", columns, call=f"SELECT * FROM {macro.call}", takes=macro.takes
    )


def _section(described: Described) -> Iterator[str]:
    name = described.name if described.schema == PUBLIC else f"{described.schema}.{described.name}"
    yield from ("", f"### {name}", "", described.comment)
    if described.call:
        yield from ("", f"`{described.call}`", "")
        yield from (f"- `{name}`: {comment}" for name, comment in described.takes)
    yield from _grid(
        ("column", "type", "NULL", "key", "unit", "what it is"),
        (_column_cells(column) for column in described.columns),
    )
    if described.rules:
        yield from ("", "Rules that hold:", "")
        yield from (f"- {rule.says} (`{rule.name}`)" for rule in described.rules)


def _column_cells(shown: DescribedColumn) -> tuple[str, ...]:
    column = shown.column
    home = f" Found in {shown.refers_to}." if shown.refers_to else ""
    codes = f" One of: {', '.join(column.codes)}." if column.codes else ""
    limits = f" Always: {'; '.join(shown.limits)}." if shown.limits else ""
    marks = ("yes" if column.nullable else "no", "key" if shown.in_key else "", column.unit or "")
    return (f"`{column.name}`", column.type.value, *marks, f"{shown.comment}{codes}{limits}{home}")


def _vocabularies() -> Iterator[str]:
    yield from ("", "## Code lists")
    for known in CODE_LISTS:
        yield from ("", f"### {known.name}")
        rows = ((f"`{meaning.code}`", meaning.english, meaning.swedish) for meaning in known.meanings)
        yield from _grid(("code", "English", "Swedish"), rows)
    yield from ("", "## Kinds of missing")
    missing = ((f"`{meaning.code}`", meaning.english, meaning.swedish) for meaning in KINDS_OF_MISSING)
    yield from _grid(("printed", "English", "Swedish"), missing)
    yield from ("", "## Checks")
    checks = ((f"`{meaning.code}`", meaning.english, meaning.swedish) for meaning in CHECKS)
    yield from _grid(("check_name", "English", "Swedish"), checks)
    yield from ("", "## Indicators")
    entries = ((f"`{entry.id}`", entry.label_sv, entry.label_en, entry.definition) for entry in INDICATORS)
    yield from _grid(("indicator_id", "Swedish", "English", "definition"), entries)


def _grid(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(header)} |", "|" + "---|" * len(header))
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """A bar would end the cell."""
    return text.replace("|", r"\|")
