"""A municipality's entry in a list, however it was printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.lists.column_headers import Role
from extractors.prose.grammar import Grammar
from extractors.text import Line, Text, text_of
from schemas.claim import Region
from schemas.codes import Kind, Reader


@dataclass(frozen=True)
class Printed:
    """Something printed in an entry: its verbatim text and boxes, and its column's header where it has one."""

    text: str
    regions: tuple[Region, ...]
    header: str = ""


@dataclass
class Record:
    """One municipality's entry: the name and the parts by role."""

    code: str
    name: Printed
    parts: dict[Role, Printed] = field(default_factory=dict)
    others: list[Printed] = field(default_factory=list)
    app_parts: list[list[Line]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heading: Printed | None = None

    @property
    def text(self) -> Text:
        """The whole entry as running text."""
        return text_of(self.lines)

    def continue_apps(self, line: Line) -> None:
        """Let the last app, or the comma list so far, go on with a line."""
        if self.app_parts:
            self.app_parts[-1].append(line)
        else:
            self.app_parts.append([line])

    @property
    def page(self) -> int:
        """Page of the name."""
        return self.name.regions[0].page


@dataclass(frozen=True)
class ListSetting:
    """What a list is read with."""

    kind: Kind
    grammar: Grammar
    year: int
    table_label: str

    @property
    def reader(self) -> Reader:
        """The reader's name in claims."""
        return Reader(self.kind.value)
