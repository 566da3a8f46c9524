"""Frames with the right types, and the split of their rows into valid ones and failures.

pandera's own ``drop_invalid_rows`` keeps no record and drops valid rows when the index repeats. So rows are
split here: on a fresh index, and again until nothing fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from schemas.columns import Column, DuckType, Rule, Table

INFINITE = (float("inf"), float("-inf"))
DUPLICATE = "multiple_fields_uniqueness"


@dataclass(frozen=True, order=True)
class Failure:
    """One row (from 0 in the frame as given) and one check that it fails; ``column`` None for row rules."""

    row: int
    check: str
    column: str | None
    reason: str


def frame(table: Table, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Build a table's frame from rows in column order; an empty one has the right types, too.

    Raises TypeError or ValueError when a value is not of its column's type: that is a fault of the program.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=column.type.pandas)
            for column, values in zip(table.columns, columns, strict=True)
        }
    )


def split(table: Table, given: pd.DataFrame) -> tuple[pd.DataFrame, list[Failure]]:
    """Split a frame into its valid rows, in order and on a fresh index, and one failure per row and check.

    A fault of the whole frame (a column is missing, unknown or of another type) fails every row. Raises
    ValueError when there is no row to carry such a fault.
    """
    valid = given.reset_index(drop=True)
    positions = pd.Series(range(len(valid)))
    failures: list[Failure] = []
    while found := _failures(table, valid):
        if given.empty:
            raise ValueError(f"{table.name}: {found[0].reason}")
        if valid.empty:
            break
        bad = {failure.row for failure in found}
        failures += [_at(failure, int(positions[failure.row])) for failure in found]
        keep = ~valid.index.isin(list(bad))
        valid, positions = valid[keep].reset_index(drop=True), positions[keep].reset_index(drop=True)
    return valid, sorted(failures, key=lambda failure: (failure.row, failure.check, failure.column or ""))


def _at(failure: Failure, row: int) -> Failure:
    return Failure(row, failure.check, failure.column, failure.reason)


def _failures(table: Table, rows: pd.DataFrame) -> list[Failure]:
    if rows.empty and rows.dtypes.equals(_dtypes(table)):
        return []  # no row and no fault of the whole frame; pandera takes as long for none as for a hundred rows
    try:
        schema(table).validate(rows, lazy=True)
    except SchemaErrors as error:
        return _of_cases(table, rows, error.failure_cases)
    return []


def _of_cases(table: Table, rows: pd.DataFrame, cases: pd.DataFrame) -> list[Failure]:
    """Pandera reports a row rule once a column, and a frame's fault without a row: make it one a row."""
    found: dict[tuple[int, str, str | None], Failure] = {}
    for column, check, value, index in zip(
        cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
    ):
        where = range(max(len(rows), 1)) if pd.isna(index) else (int(index),)
        for row in where:
            failure = _failure(table, row, str(check), column, value)
            found.setdefault((failure.row, failure.check, failure.column), failure)
    return list(found.values())


def _failure(table: Table, row: int, check: str, column: object, value: object) -> Failure:
    rules = {rule.name: rule for rule in table.rules}
    if check in rules:
        return Failure(row, check, None, f"expected: {rules[check].says}")
    if check == DUPLICATE:
        return Failure(row, "unique", None, f"expected: {', '.join(table.key)} only once")
    if not isinstance(column, str):
        return Failure(row, check, None, f"{check}: {value}")
    found = "nothing" if check == "not_nullable" else f"“{value}”"
    expected = _expected(table, column, check)
    return Failure(row, check, column, f"{column}: found {found}; expected: {expected}")


def _expected(table: Table, name: str, check: str) -> str:
    column = next((column for column in table.columns if column.name == name), None)
    if column is None or check == "not_nullable":
        return "a value" if column else check
    if column.codes:
        return f"one of {', '.join(column.codes)}"
    return check


@cache
def _dtypes(table: Table) -> pd.Series[Any]:
    return frame(table, ()).dtypes


@cache
def schema(table: Table) -> pa.DataFrameSchema:
    """The table's pandera schema: strict, without coercion."""
    return pa.DataFrameSchema(
        {column.name: _pandera(column) for column in table.columns},
        checks=[_row_check(rule) for rule in table.rules],
        unique=list(table.key) or None,
        report_duplicates="exclude_first",
        strict=True,
        coerce=False,
        name=table.name,
    )


def _row_check(rule: Rule) -> pa.Check:
    return pa.Check(rule.holds, name=rule.name, error=rule.name)


def _pandera(column: Column) -> pa.Column:
    return pa.Column(column.type.pandas, _checks(column), nullable=column.nullable)


def _checks(column: Column) -> list[pa.Check]:
    checks: list[pa.Check] = []
    if column.codes:
        checks.append(pa.Check.isin(column.codes, error="known_code"))
    if column.pattern:
        checks.append(pa.Check.str_contains(column.pattern, error=f"matches {column.pattern}"))
    if column.low is not None:
        checks.append(pa.Check.ge(column.low, error=f"at least {column.low:g}"))
    if column.high is not None:
        checks.append(pa.Check.le(column.high, error=f"at most {column.high:g}"))
    if column.type is DuckType.NUMBER:
        checks.append(pa.Check.notin(INFINITE, error="finite"))
    return checks
