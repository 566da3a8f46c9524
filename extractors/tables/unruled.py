"""Find the tables that no grid of rules shows: by what stands below and beside what, and by such rules as there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.pdf.page import PageContent
from extractors.tables.assembly import sheet_of
from extractors.tables.blocks import find_blocks
from extractors.tables.bodies import body_rows
from extractors.tables.chunks import Chunk
from extractors.tables.columns import Column
from extractors.tables.drafts import Draft, drafts_of
from extractors.tables.false_tables import is_false
from extractors.tables.header_doubts import cut_headers, header_doubts
from extractors.tables.header_lines import header_lines
from extractors.tables.headers import header_cells
from extractors.tables.row import doubted
from extractors.tables.setting import Setting, setting_of
from extractors.tables.sheets import Sheet
from extractors.text import Word
from schemas.claim import Region

#: Fewer numbers than this make no table.
_MIN_NUMBERS = 3
#: Loose lines below the last row, within this many font sizes of each other, may be the rest of its label.
_TAIL, _MAX_TAIL = 0.65, 3
#: A heading centred over the values is off their middle by no more, in font sizes.
_CENTRED = 1.5


def find_tables(page: PageContent, words: Iterable[Word], taken: Sequence[Region]) -> list[Sheet]:
    """The page's tables that are not (wholly) ruled, from its top; regions already ``taken`` are left alone."""
    free = [word for word in words if not any(_holds(region, word) for region in taken)]
    if sum(1 for word in free if any(char.isdigit() for char in word.text)) < _MIN_NUMBERS:
        return []
    setting = setting_of(page, free)
    drafts = drafts_of(find_blocks(setting.lines, set(setting.prose)), setting)
    busy = {number for draft in drafts for number in draft.numbers[draft.headers :]}
    sheets = [_sheet(draft, setting.framed(draft.frame), busy) for draft in drafts if draft.data]
    return [sheet for sheet in sheets if not is_false(sheet, page)]


def _holds(region: Region, word: Word) -> bool:
    return region.x0 <= (word.x0 + word.x1) / 2 <= region.x1 and region.top <= word.middle <= region.bottom


def _sheet(draft: Draft, setting: Setting, busy: set[int]) -> Sheet:
    labels = _labels(draft.data, draft.columns)
    above, heading = _without_sections(header_lines(setting, draft, busy), draft, setting)
    headers = header_cells(above, draft.columns, setting.rules, setting.boxes, labels, setting.space)
    top = above[0][0].line if above else draft.numbers[draft.headers]
    doubts = header_doubts(headers, draft.columns, labels) | cut_headers(headers, setting.lines[top - 1] if top else ())
    loose = _loose(setting, draft.numbers[draft.headers :], draft.columns)
    body = body_rows(draft.data, [*heading, *loose], draft.columns)
    return sheet_of(headers, doubted(body, doubts), draft.columns, labels)


def _without_sections(
    above: list[list[Chunk]], draft: Draft, setting: Setting
) -> tuple[list[list[Chunk]], list[Chunk]]:
    """Header lines, and the lines between them and the data that are headings, or the first row's label begun."""
    values = draft.columns[1].x0
    end = len(above)
    while end > 1 and len(above[end - 1]) == 1 and above[end - 1][0].x1 < values:
        end -= 1
    end = _ruled_off(above[:end], draft, setting)
    over_values = any(chunk.x1 > values for chunk in above[end - 1]) if above else False
    return (above[:end], [line[0] for line in above[end:]]) if over_values else (above, [])


def _ruled_off(above: Sequence[Sequence[Chunk]], draft: Draft, setting: Setting) -> int:
    """How many lines are headers: a rule over the whole table parts them from a heading centred over all values."""
    if len(above) < 2 or len(above[-1]) > 1 or len(above[-2]) < len(draft.columns) - 1:
        return len(above)
    (heading,), header = above[-1], above[-2]
    bottom, extent = max(chunk.bottom for chunk in header), draft.extent
    ruled = any(bottom - 1 < rule.y < heading.top + 1 and rule.spans(extent.x0, extent.x1) for rule in setting.rules)
    return len(above) - 1 if ruled else len(above)


def _labels(rows: Sequence[Sequence[Chunk]], columns: Sequence[Column]) -> int:
    """How many columns on the left are labels: at least one, and more when they hold words."""
    count = 1
    for column in columns[1:]:
        inside = [chunk for row in rows for chunk in row if chunk.overlap(column.x0, column.x1) > 0]
        if 2 * sum(1 for chunk in inside if chunk.is_value) >= len(inside):
            break
        count += 1
    return min(count, len(columns) - 1)


def _loose(setting: Setting, numbers: Sequence[int], columns: Sequence[Column]) -> list[Chunk]:
    """Lines between the data lines that have words in the first column, and such as are close below the last.

    A line of words alone over the values is a heading too.
    """
    held = set(numbers)
    found = []
    for number in range(numbers[0] + 1, numbers[-1]):
        inside = setting.inside(number, columns[0].x0, columns[-1].x1)
        if number in held or not inside or inside[0] in setting.prose:
            continue
        if inside[0].x0 < columns[1].x0:
            found.append(_label(inside, columns))
        elif _is_centred(inside, columns):
            found.append(inside[0])
    return found + _tail(setting, numbers[-1], columns)


def _is_centred(line: Sequence[Chunk], columns: Sequence[Column]) -> bool:
    """Whether a line holds nothing but words centred over all columns of values."""
    off = abs(line[0].x0 + line[0].x1 - columns[1].x0 - columns[-1].x1) / 2
    worded = any(map(str.isalpha, line[0].text)) and not line[0].is_value
    return len(line) == 1 and worded and off <= _CENTRED * line[0].size


def _tail(setting: Setting, last: int, columns: Sequence[Column]) -> list[Chunk]:
    """Lines right below the last row that keep to the first column and that no rule parts from it."""
    found: list[Chunk] = []
    bottom = max(chunk.bottom for chunk in setting.lines[last])
    for number in range(last + 1, min(last + 1 + _MAX_TAIL, len(setting.lines))):
        inside = setting.inside(number, columns[0].x0, columns[-1].x1)
        if not inside or inside[0] in setting.prose or inside[-1].x1 > columns[1].x0:
            break
        ruled = any(bottom - 1 < rule.y < inside[0].top + 1 and rule.x0 < inside[0].x1 for rule in setting.rules)
        if ruled or inside[0].top - bottom > _TAIL * inside[0].size:
            break
        found.append(_label(inside, columns))
        bottom = inside[0].bottom
    return found


def _label(line: Sequence[Chunk], columns: Sequence[Column]) -> Chunk:
    """What a line has in the first column, as one chunk."""
    return Chunk(tuple(word for chunk in line if chunk.x0 < columns[1].x0 for word in chunk.words), line[0].line)
