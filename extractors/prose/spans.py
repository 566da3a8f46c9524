"""Parts of a paragraph: spans, what explains them, and the numbers found in them."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.prose.intervals import Interval, qualified_interval
from schemas.codes import Qualifier, Unit


@dataclass(frozen=True)
class Span:
    """Part of a paragraph: character offsets ``start`` to ``end``."""

    start: int
    end: int

    def holds(self, index: int) -> bool:
        """Whether the character at ``index`` is in it."""
        return self.start <= index < self.end


@dataclass(frozen=True)
class Explained:
    """A span that holds digits but no data, and the rule that says so."""

    rule: str
    span: Span


@dataclass(frozen=True)
class Mention:
    """A number in running text. ``span`` is the number with its unit, ``number`` the numeral alone.

    ``level`` says that it is what something has become, whatever word of change stands before it; ``signed``, that a
    plus or minus is printed with it.
    """

    span: Span
    number: Span
    value: float
    unit: Unit | None
    exact: tuple[float, float]
    spoken: bool = False
    percentage_points: bool = False
    qualifier: Qualifier | None = None
    qualifier_start: int | None = None
    open_ended: bool = False
    place: int = 0
    listed: int = 1
    pieces: bool = False
    level: bool = False
    signed: bool = False

    @property
    def start(self) -> int:
        """Where the expression begins, qualifier included."""
        return self.span.start if self.qualifier_start is None else self.qualifier_start

    @property
    def interval(self) -> Interval:
        """What the words allow, unsigned."""
        unit = self.unit or Unit.OTHER
        return qualified_interval(
            self.value, self.exact, self.qualifier, unit, open_ended=self.open_ended, spoken=self.spoken
        )
