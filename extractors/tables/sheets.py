"""Ruled grids filled with their words: a sheet of cells, whichever program drew it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extractors.layout import lines_of
from extractors.pdf.page import Grid, PageContent
from extractors.pdf.shapes import Shape
from extractors.tables.chunks import Chunk, chunks_of, word_space
from extractors.text import Line, Text, Word, text_of
from schemas.claim import Region

#: More than this share of cells with several values each: the grid does not rule the cells.
_CROWDED = 0.1

#: A caption or a note goes over this share of the frame, and has at least so many words.
_WHOLE, _TITLE_WORDS = 0.95, 6
_SPACE_EM = 0.25
#: A chart's line has at least so many points, and goes through this share of its grid's width.
_STEPS, _MOST = 4, 0.7
#: A text is centred over columns when it is off their middle by no more, in font sizes.
_CENTRED = 1.5
_SEVERAL = "several texts stand side by side in one cell over its columns"


@dataclass(frozen=True)
class Cell:
    """A cell: its box and its lines of words; ``doubt`` says why it may not be what it seems."""

    region: Region
    lines: tuple[Line, ...] = ()
    doubt: str | None = None

    @cached_property
    def text(self) -> Text:
        """Its words as running text."""
        return text_of(self.lines, narrow=True)

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words in reading order."""
        return tuple(word for line in self.lines for word in line)


Row = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: rows of cells, None where a merged cell or nothing is.

    Where it was found by its white space, it is known how many ``header_rows`` and columns of ``labels`` it has, and
    which ``sections`` (headings) each row stands under; else these are None and empty.
    """

    region: Region
    rows: tuple[Row, ...]
    header_rows: int | None = None
    labels: int | None = None
    sections: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> int:
        """Number of columns."""
        return max(len(row) for row in self.rows)

    @property
    def words(self) -> set[Word]:
        """All words in it."""
        return {word for row in self.rows for cell in row if cell for word in cell.words}

    @property
    def texts(self) -> list[str]:
        """What stands in its cells, in plain characters."""
        return [cell.text.plain for row in self.rows for cell in row if cell and cell.lines]


def sheets_of(page: PageContent, words: Iterable[Word], least_rows: int = 2) -> list[Sheet]:
    """The page's true tables. Chart grids, frames and boxed text are none.

    A list's last row may stand alone on a page: then ``least_rows`` is 1.
    """
    if not page.grids:
        return []
    cell = filler(words)
    sheets = [_without_titles(_filled(grid, cell)) for grid in page.grids]
    tables = [sheet for sheet in sheets if _is_table(sheet, least_rows) and not _is_crowded(sheet)]
    return [sheet for sheet in tables if not any(_crosses(shape, sheet.region) for shape in page.shapes)]


def _crosses(shape: Shape, table: Region) -> bool:
    """Whether a line of a chart goes up and down through the grid: an open stroke over most of its width."""
    box = shape.region
    if shape.fill is not None or shape.stroke is None or len(shape.points) < _STEPS or shape.path[-1][0] == "h":
        return False
    through = min(box.x1, table.x1) - max(box.x0, table.x0) >= _MOST * (table.x1 - table.x0)
    slanted = sum(1 for (x, y), (u, v) in pairwise(shape.points) if abs(u - x) > 1 and abs(v - y) > 1)
    return through and slanted >= 2 and box.top < table.bottom and table.top < box.bottom


def filler(words: Iterable[Word]) -> Callable[[Region], Cell]:
    """What makes a cell of a box: with those of the words whose middles stand in it."""
    ordered = sorted(words, key=lambda word: word.middle)
    heights = [word.middle for word in ordered]

    def cell(region: Region) -> Cell:
        near = ordered[bisect_left(heights, region.top) : bisect_right(heights, region.bottom)]
        inside = [word for word in near if region.x0 <= (word.x0 + word.x1) / 2 <= region.x1]
        return Cell(region, tuple(lines_of(inside)) if inside else ())

    return cell


def _filled(grid: Grid, cell: Callable[[Region], Cell]) -> Sheet:
    rows = tuple(tuple(cell(region) if region else None for region in row) for row in grid.rows)
    edges = _columns(grid)
    return Sheet(grid.region, tuple(_unmerged(row, edges) for row in rows))


def _columns(grid: Grid) -> list[tuple[float, float]]:
    """The sides of the grid's columns, by the narrowest cell of each."""
    width = max(len(row) for row in grid.rows)
    cells = [[row[index] for row in grid.rows if index < len(row)] for index in range(width)]
    narrow = [
        min((cell for cell in column if cell), key=lambda cell: cell.x1 - cell.x0, default=None) for column in cells
    ]
    return [(cell.x0, cell.x1) if cell else (0.0, 0.0) for cell in narrow]


def _unmerged(row: Row, edges: list[tuple[float, float]]) -> Row:
    """Cut a cell over several columns that has several texts side by side: a rule was left out between them.

    There is one number in each of its columns, or one text centred over each two, or three, or more of them.
    """
    cells = list(row)
    for index, cell in enumerate(row):
        over = [i for i in range(index, len(row)) if cell and edges[i][0] < cell.region.x1 - 1 and edges[i][1]]
        if cell is None or len(over) < 2 or len(cell.lines) != 1 or any(row[i] for i in over[1:]):
            continue
        chunks = chunks_of(cell.lines[0], 0, _SPACE_EM)
        places = _shared_out([edges[i] for i in over], len(chunks))
        if places and _are_placed(chunks, places, single=len(chunks) == len(over)):
            for i, chunk, (x0, x1) in zip(over[:: len(over) // len(chunks)], chunks, places, strict=True):
                region = Region(cell.region.page, x0, cell.region.top, x1, cell.region.bottom)
                cells[i] = Cell(region, (chunk.words,))
        elif len(chunks) > 1:
            cells[index] = replace(cell, doubt=_SEVERAL)
    return tuple(cells)


def _shared_out(edges: list[tuple[float, float]], count: int) -> list[tuple[float, float]]:
    """The sides of as many equal runs of columns as there are texts; none where they do not come out even."""
    size, rest = divmod(len(edges), max(count, 1))
    if count < 2 or rest:
        return []
    return [(edges[start][0], edges[start + size - 1][1]) for start in range(0, len(edges), size)]


def _are_placed(chunks: list[Chunk], places: list[tuple[float, float]], *, single: bool) -> bool:
    """Whether numbers stand in ``single`` columns, or texts are centred over runs of them."""
    middles = [(chunk.x0 + chunk.x1) / 2 for chunk in chunks]
    if single:
        inside = all(x0 <= middle <= x1 for middle, (x0, x1) in zip(middles, places, strict=True))
        return inside and all(chunk.is_figure for chunk in chunks)
    return all(
        abs(middle - (x0 + x1) / 2) <= _CENTRED * chunk.size
        for chunk, middle, (x0, x1) in zip(chunks, middles, places, strict=True)
    )


def _without_titles(sheet: Sheet) -> Sheet:
    """The table without captions and notes that are set in its frame, above its headers or below its last row."""
    rows = list(sheet.rows)
    while rows and _is_title(rows[0], sheet.region):
        rows.pop(0)
    while rows and _is_title(rows[-1], sheet.region):
        rows.pop()
    return replace(sheet, rows=tuple(rows)) if rows else sheet


def _is_title(row: Row, frame: Region) -> bool:
    """Whether a row is one cell over the whole table with a sentence or a caption in it."""
    cells = [cell for cell in row if cell]
    if len(cells) != 1 or cells[0].region.x1 - cells[0].region.x0 < _WHOLE * (frame.x1 - frame.x0):
        return False
    return len(cells[0].words) >= _TITLE_WORDS and _values(cells[0], _SPACE_EM) <= 1


def _is_table(sheet: Sheet, least_rows: int) -> bool:
    """At least two columns, half of the cells drawn and filled, most rows with two filled cells (merged ones count)."""
    if sheet.columns < 2 or len(sheet.rows) < least_rows:
        return False
    filled = [[cell is not None and bool(cell.lines) for cell in row] for row in sheet.rows]
    full_rows = sum(1 for row in _covered(sheet) if row >= 2)
    share = sum(map(sum, filled)) / sum(len(row) for row in filled)
    return full_rows >= least_rows and full_rows >= 0.5 * len(filled) and share >= 0.4


def _is_crowded(sheet: Sheet) -> bool:
    """Whether many cells hold several values: the rules are those of a header or of groups, and not of the cells."""
    cells = [cell for row in sheet.rows for cell in row if cell and cell.lines]
    space = word_space(line for cell in cells for line in cell.lines)
    return sum(1 for cell in cells if _values(cell, space) > 1) > _CROWDED * len(cells)


def _values(cell: Cell, space: float) -> int:
    """The most values that stand beside or below each other in a cell."""
    chunks = [chunks_of(line, number, space) for number, line in enumerate(cell.lines)]
    beside = max((sum(1 for chunk in line if chunk.is_figure) for line in chunks), default=0)
    below = sum(1 for line in chunks if len(line) == 1 and line[0].is_figure)
    return max(beside, below)


def _covered(sheet: Sheet) -> Iterator[int]:
    """How many filled cells each row has, with those that reach down into it."""
    above: dict[int, Cell] = {}
    for row in sheet.rows:
        own = {index: cell for index, cell in enumerate(row) if cell is not None}
        top = min((cell.region.top for cell in own.values()), default=0.0)
        above = {index: cell for index, cell in above.items() if cell.region.bottom > top + 1} | own
        yield sum(1 for cell in above.values() if cell.lines)
