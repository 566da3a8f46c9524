"""Find the tables that no grid of rules shows: by what stands below and beside each other, and by the rules there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.false_tables import is_false
from extractors.layout import lines_of
from extractors.page import PageContent
from extractors.sheets import Cell, Row, Sheet
from extractors.table_blocks import Block, find_blocks, is_prose, prose_stacks
from extractors.table_bodies import BodyRow, body_rows
from extractors.table_chunks import Chunk, chunks_of, word_space
from extractors.table_columns import Column, find_columns
from extractors.table_headers import HeaderCell, header_cells, header_lines, header_row_count
from extractors.table_rules import Rule, horizontal_rules
from extractors.text import Word, join
from schemas.claim import Region

#: Fewer figures than this make no table.
_MIN_FIGURES = 3
_DASHED = re.compile(r"[-_=]{5,}")
#: Loose lines below the last row, within this many font sizes, may be the rest of its label.
_TAIL, _MAX_TAIL = 0.65, 3

Lines = list[list[Chunk]]


@dataclass(frozen=True)
class _Setting:
    """A page: its lines of chunks, those of them that are running text, its rules, drawn grids and their cells."""

    lines: Lines
    rules: list[Rule]
    prose: set[Chunk]
    frames: list[Region]
    boxes: list[Region]
    space: float


def find_tables(page: PageContent, words: Iterable[Word], taken: Sequence[Region]) -> list[Sheet]:
    """The page's tables that are not (wholly) ruled, from its top; regions already ``taken`` are left alone."""
    free = [word for word in words if not any(_holds(region, word) for region in taken)]
    if sum(1 for word in free if any(char.isdigit() for char in word.text)) < _MIN_FIGURES:
        return []
    setting = _setting(page, free)
    sheets = []
    for block in find_blocks(setting.lines, setting.prose):
        sheet = _sheet(block, setting)
        if sheet and not is_false(sheet, page):
            sheets.append(sheet)
    return sheets


def _holds(region: Region, word: Word) -> bool:
    return region.x0 <= (word.x0 + word.x1) / 2 <= region.x1 and region.top <= word.middle <= region.bottom


def _setting(page: PageContent, words: list[Word]) -> _Setting:
    """Lines of dashes are rules too."""
    dashes = [word for word in words if _DASHED.fullmatch(word.text)]
    lines = lines_of(word for word in words if word not in dashes) if dashes else lines_of(words)
    space = word_space(lines)
    chunks = [chunks_of(line, number, space) for number, line in enumerate(lines)]
    rules = horizontal_rules(page.shapes) + [Rule(word.x0, word.x1, word.middle) for word in dashes]
    frames = [grid.region for grid in page.grids]
    boxes = [cell for grid in page.grids for row in grid.rows for cell in row if cell]
    return _Setting(chunks, sorted(rules, key=lambda rule: rule.y), prose_stacks(chunks), frames, boxes, space)


def _sheet(block: Block, setting: _Setting) -> Sheet | None:
    numbers = block.data_lines
    rows = [[chunk for chunk in setting.lines[number] if chunk not in setting.prose] for number in numbers]
    frame = _frame(block, setting.frames)
    rows = [[chunk for chunk in _near(row, block) if _within(chunk, frame)] for row in rows]
    columns = find_columns(rows)
    extent = Column(columns[0].x0, columns[-1].x1)
    if len(columns) < 2:
        return None
    skipped = header_row_count(rows, _ruled_below(rows, extent, setting.rules), extent)
    rows, numbers = rows[skipped:], numbers[skipped:]
    setting = _framed(setting, frame)
    above = header_lines(setting.lines, numbers[0], extent, setting.rules, setting.prose)
    above, heading = _without_section(above, columns)
    headers = header_cells(above, columns, setting.rules, setting.boxes, _labels(rows, columns), setting.space)
    body = body_rows(rows, [*heading, *_loose(setting, numbers, columns)], columns)
    return _assembled(headers, body, columns)


def _without_section(above: list[list[Chunk]], columns: Sequence[Column]) -> tuple[list[list[Chunk]], list[Chunk]]:
    """Header lines, and the heading of the first section where it stands between them and the data."""
    if len(above) > 1 and len(above[-2]) > 1 and len(above[-1]) == 1 and above[-1][0].x1 < columns[1].x0:
        return above[:-1], above[-1]
    return above, []


def _frame(block: Block, frames: list[Region]) -> Region | None:
    """The drawn grid that holds all of a block's values."""
    values = [chunk for chain in block.chains for chunk in chain]
    return next((frame for frame in frames if all(_inside(chunk, frame) for chunk in values)), None)


def _inside(chunk: Chunk, frame: Region) -> bool:
    middle = (chunk.top + chunk.bottom) / 2
    return _within(chunk, frame) and frame.top <= middle <= frame.bottom


def _within(chunk: Chunk, frame: Region | None) -> bool:
    return frame is None or frame.x0 <= (chunk.x0 + chunk.x1) / 2 <= frame.x1


def _framed(setting: _Setting, frame: Region | None) -> _Setting:
    """A page without what stands beside a frame, for the rows and headers of the table in it."""
    if frame is None:
        return setting
    return replace(setting, lines=[[chunk for chunk in line if _within(chunk, frame)] for line in setting.lines])


def _near(row: list[Chunk], block: Block) -> list[Chunk]:
    """The part of a line that belongs to a block: no running text beside it."""
    start = next(index for index, chunk in enumerate(row) if chunk.x1 > block.x0 and chunk.x0 < block.x1)
    while start > 0 and not is_prose(row[start - 1]):
        start -= 1
    end = start
    while end < len(row) and not (row[end].x0 > block.x1 and is_prose(row[end])):
        end += 1
    return row[start:end]


def _ruled_below(rows: list[list[Chunk]], extent: Column, rules: list[Rule]) -> list[bool]:
    """Below which lines there is a rule over the whole table before the next line."""
    edges = [(max(chunk.bottom for chunk in row), min(chunk.top for chunk in row), row[0].size) for row in rows]
    full = [rule.y for rule in rules if rule.spans(extent.x0, extent.x1)]
    return [
        any(bottom - 0.3 * size <= y <= top + 0.3 * size for y in full)
        for (bottom, _, size), (_, top, _) in pairwise([*edges, (0.0, float("inf"), 1.0)])
    ]


def _labels(rows: list[list[Chunk]], columns: Sequence[Column]) -> int:
    """How many columns on the left are labels: at least one, and more when they hold words."""
    count = 1
    for column in columns[1:]:
        inside = [chunk for row in rows for chunk in row if chunk.overlap(column.x0, column.x1) > 0]
        if 2 * sum(1 for chunk in inside if chunk.is_value) >= len(inside):
            break
        count += 1
    return min(count, len(columns) - 1)


def _loose(setting: _Setting, numbers: Sequence[int], columns: Sequence[Column]) -> list[Chunk]:
    """Lines between the data lines that have words in the first column, and such as are close below the last."""
    held = set(numbers)
    found = []
    last = max(chunk.bottom for chunk in setting.lines[numbers[-1]])
    for number in range(numbers[0] + 1, min(numbers[-1] + _MAX_TAIL + 1, len(setting.lines))):
        inside = [chunk for chunk in setting.lines[number] if chunk.overlap(columns[0].x0, columns[-1].x1) > 0]
        if number in held or not inside or inside[0].x0 >= columns[1].x0 or inside[0] in setting.prose:
            continue
        if number > numbers[-1]:
            if inside[0].top - last > _TAIL * inside[0].size or inside[0].x1 > columns[1].x0:
                break
            if any(last - 1 < rule.y < inside[0].top + 1 and rule.x0 < inside[0].x1 for rule in setting.rules):
                break
            last = inside[0].bottom
        label = [word for chunk in inside if chunk.x0 < columns[1].x0 for word in chunk.words]
        found.append(Chunk(tuple(label), number))
    return found


def _assembled(headers: list[HeaderCell], body: list[BodyRow], columns: Sequence[Column]) -> Sheet:
    width = len(columns)
    rows: list[Row] = []
    for level in sorted({cell.chunks[-1].line for cell in headers}):
        line: list[Cell | None] = [None] * width
        for first, last in {(cell.first, cell.last) for cell in headers if cell.chunks[-1].line == level}:
            chunks = [chunk for cell in headers if _is_at(cell, level, first) for chunk in cell.chunks]
            line[first] = _cell(chunks, columns[first].x0, columns[last].x1)
        rows.append(tuple(line))
    header_rows = len(rows)
    for row in body:
        filled = {0: row.label, **row.cells}
        rows.append(tuple(_body_cell(filled.get(index, []), columns[index]) for index in range(width)))
    cells = [cell for row in rows for cell in row if cell]
    region = cells[0].region
    for cell in cells[1:]:
        region = join(region, cell.region)
    sections = ((),) * header_rows + tuple(row.sections for row in body)
    return Sheet(region, tuple(rows), header_rows, sections)


def _is_at(cell: HeaderCell, level: int, first: int) -> bool:
    return cell.chunks[-1].line == level and cell.first == first


def _body_cell(chunks: list[Chunk], column: Column) -> Cell | None:
    return _cell(chunks, column.x0, column.x1) if chunks else None


def _cell(chunks: Sequence[Chunk], x0: float, x1: float) -> Cell:
    """A cell as wide as its columns; chunks of one printed line are one line."""
    lines: dict[int, list[Word]] = {}
    for chunk in sorted(chunks, key=lambda chunk: (chunk.line, chunk.x0)):
        lines.setdefault(chunk.line, []).extend(chunk.words)
    region = Region(
        chunks[0].words[0].page,
        min(x0, *(chunk.x0 for chunk in chunks)),
        min(chunk.top for chunk in chunks),
        max(x1, *(chunk.x1 for chunk in chunks)),
        max(chunk.bottom for chunk in chunks),
    )
    return Cell(region, tuple(tuple(line) for line in lines.values()))
