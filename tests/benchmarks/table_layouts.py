"""Lists as tables: ruled or not, side by side, with merged cells, with columns that drift from page to page."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from blocks import Block, Cell, Row, Rules, Run, Runs, Table, plain_runs
from list_content import KINDS, Entry

Made = tuple[list[Block], frozenset[str]]
Make = Callable[[str, list[Entry], random.Random], Made]


@dataclass(frozen=True)
class Layout:
    """A layout: the kinds it is made for, and how; made are blocks and the names of a ranking's printed numbers."""

    kinds: tuple[str, ...]
    make: Make


@dataclass(frozen=True)
class _Column:
    """A column: header, what it prints of an entry, whether as a number, its share of the width."""

    header: str
    printed: Callable[[Entry], Runs]
    share: float
    number: bool = False


def named(entry: Entry) -> Runs:
    """A municipality's name as it is shown, with its footnote mark."""
    if not entry.mark:
        return plain_runs(entry.shown)
    return Run(entry.shown), Run(entry.mark, raised=entry.mark[0].isdigit())


def numbered(entry: Entry) -> Runs:
    """A municipality's number, with its footnote mark."""
    if not entry.number_mark:
        return plain_runs(str(entry.value))
    return Run(str(entry.value)), Run(entry.number_mark, raised=entry.number_mark.isdigit())


_NAME = _Column("Kommun", named, 45)
_COUNTY = _Column("Län", lambda entry: plain_runs(entry.county), 42)
_SCORE = _Column("Poäng", numbered, 18, number=True)
_GROUP = _Column("Rankinggrupp", lambda entry: plain_runs(str(entry.group)), 22)
_RANK = _Column("Plats", lambda entry: plain_runs(str(entry.rank)), 12)


def _columns(kind: str, rng: random.Random) -> tuple[list[_Column], frozenset[str]]:
    if kind == "app_list":
        header = rng.choice(("Mobilapplikationer (appar)", "Appar", "App/appar"))
        return [replace(_NAME, share=28), _Column(header, lambda e: plain_runs(", ".join(e.apps)), 72)], frozenset()
    if kind == "eservice_counts":
        header = rng.choice(("Antal e-tjänster", "E-tjänster", "Antal"))
        columns = [replace(_NAME, share=60), _Column(header, numbered, 40, number=True)]
        return rng.choice((columns, [columns[0], _COUNTY, columns[1]])), frozenset()
    return rng.choice(
        (
            ([_GROUP, _NAME, replace(_SCORE, header=rng.choice(("Poäng", "Antal poäng")))], frozenset({"group"})),
            ([_RANK, _NAME, _COUNTY, _SCORE], frozenset({"rank"})),
            ([replace(_NAME, header="Kommunens namn"), _SCORE, replace(_GROUP, header="Grupp")], frozenset({"group"})),
            ([replace(_RANK, header="Placering", share=20), _NAME, _SCORE, _GROUP], frozenset({"rank", "group"})),
        )
    )


def _table(columns: Sequence[_Column], entries: Sequence[Entry], rules: Rules, repeats: bool) -> Table:
    whole = sum(column.share for column in columns)
    return Table(
        shares=tuple(round(100 * column.share / whole, 1) for column in columns),
        header=_header(columns),
        rows=tuple(_row(columns, entry) for entry in entries),
        rules=rules,
        repeats=repeats,
    )


def _header(columns: Sequence[_Column]) -> Row:
    return tuple(Cell(((Run(column.header, bold=True),),), number=column.number) for column in columns)


def _row(columns: Sequence[_Column], entry: Entry) -> Row:
    return tuple(Cell((column.printed(entry),), number=column.number) for column in columns)


def _one_table(rules: Rules, repeats: bool) -> Make:
    def make(kind: str, entries: list[Entry], rng: random.Random) -> Made:
        columns, printed = _columns(kind, rng)
        return [_table(columns, entries, rules, repeats)], printed

    return make


def _side_by_side(kind: str, entries: list[Entry], rng: random.Random) -> Made:
    """Two or three column groups with the same header, filled one after the other or row by row, page by page."""
    columns, printed = _columns(kind, rng)
    columns = [column for column in columns if column is not _COUNTY]
    if len(columns) > 3:
        columns, printed = columns[:3], printed - {"group"}
    count = 2 if len(columns) > 2 else 3
    tables: list[Block] = []
    for start in range(0, len(entries), 30 * count):
        part = entries[start : start + 30 * count]
        height = -(-len(part) // count)
        groups = [part[height * index : height * (index + 1)] for index in range(count)]
        blank = tuple(Cell((plain_runs(""),)) for _ in columns)
        rows = [
            tuple(cell for group in groups for cell in (_row(columns, group[index]) if index < len(group) else blank))
            for index in range(height)
        ]
        shares = tuple(round(100 / count / len(columns), 1) for _ in range(count * len(columns)))
        rules = Rules.GRID if start % 2 else rng.choice((Rules.GRID, Rules.NONE))
        tables.append(Table(shares, _header(columns) * count, tuple(rows), rules))
    return tables, printed


def _merged(kind: str, entries: list[Entry], _rng: random.Random) -> Made:
    """A rank group's cell over all its municipalities; a municipality's over the rows of its apps."""
    if kind == "app_list":
        header = _header([_NAME, replace(_NAME, header="App")])
        rows = [
            (Cell((named(entry),), span=len(entry.apps)), Cell((plain_runs(app),)))
            if not index
            else (Cell((plain_runs(app),)),)
            for entry in entries
            for index, app in enumerate(entry.apps)
        ]
        return [Table((40.0, 60.0), header, tuple(rows), Rules.GRID)], frozenset()
    rows = []
    for group, members in groupby(entries, key=lambda entry: entry.group):
        for index, entry in enumerate(listed := list(members)):
            first = (Cell((plain_runs(str(group)),), span=len(listed)),) if not index else ()
            rows.append((*first, *_row([_NAME, _SCORE], entry)))
    header = _header([_GROUP, _NAME, _SCORE])
    return [Table((25.0, 50.0, 25.0), header, tuple(rows), Rules.GRID)], frozenset({"group"})


def _drifting(kind: str, entries: list[Entry], rng: random.Random) -> Made:
    """A table for each part of the list, the first with a header, each with its own widths of columns."""
    columns, printed = _columns(kind, rng)
    rules = rng.choice((Rules.GRID, Rules.NONE, Rules.BOOK))
    tables: list[Block] = []
    for start in range(0, len(entries), 30):
        drifted = [replace(column, share=column.share * rng.uniform(0.85, 1.2)) for column in columns]
        table = _table(drifted, entries[start : start + 30], rules, repeats=False)
        tables.append(replace(table, header=table.header if not start else (), on_new_page=start > 0))
    return tables, printed


def _stacked(_kind: str, entries: list[Entry], rng: random.Random) -> Made:
    """Apps below each other in their cell, or between semicolons or slashes."""
    separator = rng.choice(("\n", "; ", " / "))

    def lines(entry: Entry) -> tuple[Runs, ...]:
        return tuple(plain_runs(line) for line in separator.join(entry.apps).split("\n"))

    rows = tuple((Cell((named(entry),)), Cell(lines(entry))) for entry in entries)
    rules = rng.choice((Rules.GRID, Rules.BOOK, Rules.ZEBRA))
    header = _header([_NAME, replace(_NAME, header="Appar")])
    return [Table((30.0, 70.0), header, rows, rules, repeats=rules is Rules.ZEBRA)], frozenset()


def _running(kind: str, entries: list[Entry], rng: random.Random) -> Made:
    """A running number before each name, as annexes have."""
    places = {entry.code: index for index, entry in enumerate(entries, start=1)}
    header, dot = rng.choice((("Nr", ""), ("", "."), ("Nr.", ".")))
    number = _Column(header, lambda entry: plain_runs(f"{places[entry.code]}{dot}"), 13)
    columns, printed = _columns(kind, rng)
    columns = [column for column in columns if column.header not in ("Plats", "Placering")]
    rules = rng.choice((Rules.GRID, Rules.BOOK, Rules.NONE))
    return [_table([number, *columns], entries, rules, repeats=True)], printed - {"rank"}


def _measured(_kind: str, entries: list[Entry], rng: random.Random) -> Made:
    """This year's rank and last year's, the change between them, and an index with decimals."""
    year, dot = rng.choice((" 2014", "")), rng.choice(("", ".", ":a"))

    def change(entry: Entry) -> str:
        step = entry.before - entry.rank
        return style(step) if step else "0"

    style = rng.choice(
        (
            lambda step: f"{step:+d}".replace("-", "−"),
            lambda step: f"{'↑' if step > 0 else '↓'} {abs(step)}",
            lambda step: f"{'▲' if step > 0 else '▼'}{abs(step)}",
        )
    )
    columns = [
        _Column(f"Rank{year}", lambda entry: plain_runs(f"{entry.rank}{dot}"), 14, number=True),
        _NAME,
        _Column("Index", lambda entry: plain_runs(f"{entry.measure / 100:.2f}".replace(".", ",")), 14, number=True),
        _Column("Rank 2013", lambda entry: plain_runs(str(entry.before)), 14, number=True),
        _Column("Förändring", lambda entry: plain_runs(change(entry)), 18, number=True),
    ]
    rules = rng.choice((Rules.GRID, Rules.BOOK, Rules.ZEBRA))
    return [_table(columns, entries, rules, repeats=True)], frozenset({"rank", "measure"})


TABLES = {
    "ruled": Layout(KINDS, _one_table(Rules.GRID, repeats=True)),
    "booktabs": Layout(KINDS, _one_table(Rules.BOOK, repeats=False)),
    "zebra": Layout(KINDS, _one_table(Rules.ZEBRA, repeats=True)),
    "unruled": Layout(KINDS, _one_table(Rules.NONE, repeats=False)),
    "sidebyside": Layout(("ranking", "eservice_counts"), _side_by_side),
    "merged": Layout(("ranking", "app_list"), _merged),
    "drifting": Layout(KINDS, _drifting),
    "stacked": Layout(("app_list",), _stacked),
    "numbered": Layout(KINDS, _running),
    "measured": Layout(("ranking",), _measured),
}
