"""A row of a table that is being put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.tables.chunks import Chunk


@dataclass
class BodyRow:
    """A row: its cells' lines of words by column, why some are doubted, and the headings that it stands under.

    A heading that is ``centred`` stands over the values, and heads all rows below it whatever their indent.
    """

    line: int
    cells: dict[int, list[Chunk]]
    sections: tuple[str, ...] = ()
    heading: bool = False
    centred: bool = False
    label: list[Chunk] = field(default_factory=list)
    doubts: dict[int, str] = field(default_factory=dict)

    @property
    def middle(self) -> float:
        """Height of its values' centre, in points."""
        chunks = [chunk for cell in self.cells.values() for chunk in cell] or self.label
        return (min(chunk.top for chunk in chunks) + max(chunk.bottom for chunk in chunks)) / 2


def doubted(rows: Sequence[BodyRow], columns: Mapping[int, str]) -> list[BodyRow]:
    """The rows with doubts of whole columns."""
    return [replace(row, doubts={**columns, **row.doubts}) for row in rows]
