"""What a table is made of: columns with type, unit, code list and range, and rules over a whole row.

One definition drives validation, DDL, comments and the data dictionary, so that they can't drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Scope = Literal["source_id", "claim_id", "scope"]


class DuckType(StrEnum):
    """Column types in DuckDB; time stamps are UTC without a zone, so that no extension need show them."""

    TEXT = "VARCHAR"
    INTEGER = "INTEGER"
    NUMBER = "DOUBLE"
    FLAG = "BOOLEAN"
    DATE = "DATE"
    TIME = "TIMESTAMP"
    BYTES = "BLOB"

    @property
    def pandas(self) -> str:
        """Pandas type that carries it, with missing values and without rounding."""
        return {
            "VARCHAR": "str",
            "INTEGER": "Int64",
            "DOUBLE": "Float64",
            "BOOLEAN": "boolean",
            "DATE": "datetime64[us]",
            "TIMESTAMP": "datetime64[us]",
            "BLOB": "object",
        }[self.value]


@dataclass(frozen=True)
class Column:
    """One column. ``volatile`` ones say when, by which run or how something was seen, not what is printed."""

    name: str
    type: DuckType
    comment: str
    nullable: bool = False
    codes: tuple[str, ...] = ()
    pattern: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    volatile: bool = False

    @property
    def description(self) -> str:
        """Comment with unit and codes, as the database and the dictionary show it."""
        unit = f" Unit: {self.unit}." if self.unit else ""
        codes = f" One of: {', '.join(self.codes)}." if self.codes else ""
        return f"{self.comment}.{unit}{codes}"

    def optional(self, comment: str | None = None) -> Column:
        """Return the same column where it may be NULL."""
        return replace(self, nullable=True, comment=comment or self.comment)


@dataclass(frozen=True)
class Rule:
    """A condition on whole rows; ``holds`` returns one boolean a row, never missing."""

    name: str
    says: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]


@dataclass(frozen=True)
class Table:
    """A stored table, or a view with a query of its own.

    ``key``: columns that are unique together. ``scoped_by``: the column by which the public view leaves out
    sources that only stand in for others; None shows all rows.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    scoped_by: Scope | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def as_text(self) -> Table:
        """The same without its bytes, for files that hold texts and numbers only."""
        kept = tuple(column for column in self.columns if column.type is not DuckType.BYTES)
        return self if len(kept) == len(self.columns) else replace(self, columns=kept)


def text(
    name: str,
    comment: str,
    *,
    codes: Iterable[str] = (),
    pattern: str | None = None,
    nullable: bool = False,
    volatile: bool = False,
) -> Column:
    """Text column; ``codes`` is its closed vocabulary."""
    known = tuple(str(code) for code in codes)
    return Column(name, DuckType.TEXT, comment, nullable, known, pattern, volatile=volatile)


def integer(name: str, comment: str, *, low: int | None = None, unit: str | None = None) -> Column:
    """Whole number, not below ``low``."""
    return Column(name, DuckType.INTEGER, comment, low=low, unit=unit)


def number(
    name: str, comment: str, *, low: float | None = None, high: float | None = None, unit: str | None = None
) -> Column:
    """Floating point number between ``low`` and ``high``, both included."""
    return Column(name, DuckType.NUMBER, comment, low=low, high=high, unit=unit)


def flag(name: str, comment: str) -> Column:
    """Truth value."""
    return Column(name, DuckType.FLAG, comment)


def moment(name: str, comment: str) -> Column:
    """Time stamp in UTC; never part of what the content is."""
    return Column(name, DuckType.TIME, comment, unit="UTC", volatile=True)


def day(name: str, comment: str) -> Column:
    """Calendar day."""
    return Column(name, DuckType.DATE, comment)


def picture(name: str, comment: str) -> Column:
    """PNG, which says nothing that the place does not say: machines with other fonts may draw it otherwise."""
    return Column(name, DuckType.BYTES, comment, volatile=True)
