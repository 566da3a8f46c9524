"""Claims and the places they stand in: what the readers return and the warehouse loads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TypeVar

from schemas.codes import CheckStatus, CoverageStatus, Qualifier, Reader, RowKind, Statistic, Unit


@dataclass(frozen=True, order=True)
class Region:
    """A box on a page, in PDF points from the page's top left; pages count from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def overlaps(self, other: Region, share: float = 0.5) -> bool:
        """Whether at least ``share`` of the smaller box lies within the other."""
        if self.page != other.page:
            return False
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return False
        return width * height >= share * min(self.area, other.area)

    @property
    def area(self) -> float:
        """Area in square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)


@dataclass(frozen=True)
class Claim:
    """One number printed at one place. Never edited; ``regions`` hold the quote, ``marks`` the number itself."""

    reader: Reader
    page: int | None
    value_text: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: Unit
    statistic: Statistic
    quote: str
    context: str
    qualifier: Qualifier | None = None
    year: int | None = None
    group: str | None = None
    subject: str = ""
    regions: tuple[Region, ...] = ()
    marks: tuple[Region, ...] = ()

    def key(self, source_id: str, occurrence: int) -> str:
        """Content key: survives re-runs and re-saved files, changes when what is printed changes."""
        parts = (
            source_id,
            str(self.page),
            self.reader,
            self.value_text,
            repr(self.value),
            self.unit,
            self.statistic,
            str(self.year),
            self.quote,
            self.subject,
            str(occurrence),
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ListRow:
    """One municipality's row in a ranking, an app list or a list of counts."""

    municipality_code: str
    claim: int
    score: float | None = None
    rank: int | None = None
    rank_group: int | None = None
    app: str | None = None
    eservices: int | None = None


@dataclass(frozen=True)
class TableCell:
    """One data cell of a table, with the path of headers above and the label of its row.

    ``section`` holds the headings that its row stands under, ``row_kind`` whether the row is data, a total, a mean or a
    median, ``scale`` what its headers say to multiply by, ``position`` the table's number in the document, the row's
    below the headers and the column's in the table.
    """

    page: int | None
    table_label: str | None
    row_label: str
    column_label: str
    value_text: str
    value: float | None
    unit: Unit | None
    claim: int | None
    section: str | None = None
    row_kind: RowKind = RowKind.DATA
    scale: int = 1
    position: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Figure:
    """A figure: its number as printed, its caption and how many answered."""

    page: int | None
    figure: str
    caption: str
    respondents: int | None
    status: str
    reason: str | None


@dataclass(frozen=True)
class FigureValue:
    """One value of a figure's chart: whose bar, sector or point it is, and the claim that says its value."""

    page: int | None
    figure: str
    category: str
    series: str | None
    claim: int


@dataclass(frozen=True)
class Token:
    """A number token of a page in the second engine's text layer, and what became of it."""

    page: int | None
    token: str
    region: Region | None
    status: CoverageStatus
    rule: str | None = None
    claim: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A page: its number in the file from 1, its visible size in points, and how far a viewer turns it clockwise.

    ``label`` is what a viewer shows in place of the number, where the file gives its pages names (iv, A-3).
    """

    page: int
    width: float | None = None
    height: float | None = None
    rotation: int | None = None
    label: str | None = None


@dataclass(frozen=True)
class Exhibit:
    """What shows a claim to somebody who has not got its source.

    ``page_label`` is the page's number as it is printed on the page, else as the file says it; ``line`` counts from 1
    in a text file; ``width`` and ``height`` are pixels.
    """

    page_label: str | None = None
    line: int | None = None
    line_text: str | None = None
    width: int | None = None
    height: int | None = None
    png: bytes | None = None


@dataclass(frozen=True)
class Held:
    """Something held back: what was read, which check it failed and why."""

    page: int | None
    reader: str
    raw_text: str
    check_name: str
    reason: str


@dataclass(frozen=True)
class CheckResult:
    """Outcome of one check on one document."""

    check_name: str
    status: CheckStatus
    expected: str
    found: str
    detail: str = ""


Located = TypeVar("Located", TableCell, Token)


@dataclass
class Extraction:
    """All that the readers found in one document; list positions in ``claims`` are the other rows' ``claim``.

    They are the keys of ``exhibits``, too. ``ocr`` says that its pages are pictures, and that what was read is a
    program's guess at them. The hashes are those of ``snapshots``, ``sheets`` its pages where the medium has such.
    """

    pages: int = 0
    ocr: bool = False
    content_hash: str | None = None
    layout_hash: str | None = None
    sheets: list[Sheet] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    rows: list[ListRow] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    values: list[FigureValue] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    exhibits: dict[int, Exhibit] = field(default_factory=dict)

    def add(self, claim: Claim) -> int:
        """Append a claim and return its position."""
        self.claims.append(claim)
        return len(self.claims) - 1

    def merge(self, other: Extraction) -> None:
        """Append another extraction's findings, moving its claim positions."""
        shift = len(self.claims)
        self.claims += other.claims
        self.rows += [replace(row, claim=row.claim + shift) for row in other.rows]
        self.cells += [_moved(cell, shift) for cell in other.cells]
        self.tokens += [_moved(token, shift) for token in other.tokens]
        self.figures += other.figures
        self.values += [replace(value, claim=value.claim + shift) for value in other.values]
        self.held += other.held
        self.checks += other.checks


def _moved(item: Located, shift: int) -> Located:
    return item if item.claim is None else replace(item, claim=item.claim + shift)
