"""The lowest line of headers counted off against the columns: as many headers as columns means one for each.

Values at the left of wide cells may stand far from headers at the right of these; each is nearer to another column's:

    Antal   Procent                  Medelvärde        Totalt
    17 %    78 %      57 %                     99 %
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column

Span = tuple[int, int]
#: A header may reach over the edge of the column beside its own by so many font sizes.
_SLACK = 0.3


def counted_off(parts: Sequence[Chunk], columns: Sequence[Column], labels: int) -> list[Span] | None:
    """The column of each header of a line that has one for each column of values, and some for those of labels.

    None where the numbers differ, or where a header does not stand between the columns on both sides of its own.
    """
    over_labels = len(parts) - (len(columns) - labels)
    if not 0 <= over_labels <= labels:
        return None
    places = [*range(over_labels), *range(labels, len(columns))]
    if not all(_stands_between(part, place, columns) for part, place in zip(parts, places, strict=True)):
        return None
    return [(place, place) for place in places]


def widened(columns: Sequence[Column], parts: Sequence[Chunk], spans: Sequence[Span]) -> list[Column]:
    """The columns, each as wide as its values and its own header together."""
    found = list(columns)
    for part, (place, _) in zip(parts, spans, strict=True):
        found[place] = Column(min(found[place].x0, part.x0), max(found[place].x1, part.x1))
    return found


def _stands_between(part: Chunk, place: int, columns: Sequence[Column]) -> bool:
    slack = _SLACK * part.size
    after = place == 0 or columns[place - 1].x1 - slack <= part.x0
    return after and (place + 1 == len(columns) or part.x1 <= columns[place + 1].x0 + slack)
