"""Lines of an app list: which begin a municipality's entry, and which go on with the apps above."""

from __future__ import annotations

from extractors.layout import is_bullet, split_at_gaps
from extractors.lists.entries import SEPARATORS
from extractors.lists.marks import unmarked
from extractors.lists.order import clean, entry_name
from extractors.lists.records import Record
from extractors.names import match_prefix
from extractors.text import Line

#: A wide space, in font sizes, and how exactly lines that begin at one edge do so, in points.
_GAP_EM = 0.8
_EDGE = 3.0
#: How far below the line before it a line still goes on with the apps, in font sizes.
_LEADING = 1.2


def heads_bullets(line: Line, following: Line | None) -> bool:
    """Whether a line is only a municipality's name, above the bullets of its apps."""
    if following is None or is_bullet(line):
        return False
    words = [word.text for word in unmarked(line)]
    match = match_prefix(clean(words))
    whole = match is not None and match.words == len(words)
    indented = following[0].x0 > line[0].x0 + _GAP_EM * line[0].size
    return whole and (is_bullet(following) or indented) and not entry_name(following)


def begins_entry(line: Line, name: Line, rest: Line, at_edge: bool) -> bool:
    """Whether a line that holds a name is an entry: by a bullet, a separator, or a gap where entries stand."""
    separated = name[-1].text[-1] in SEPARATORS or (bool(rest) and rest[0].text in SEPARATORS)
    gap = bool(rest) and rest[0].x0 - name[-1].x1 > _GAP_EM * name[-1].size
    return name[0] is not line[0] or separated or (at_edge and gap)


def is_below_name(record: Record, line: Line) -> bool:
    """Whether a line is one of the apps listed below their municipality's name."""
    return is_bullet(line) or line[0].x0 > record.lines[0][0].x0 + _EDGE


def add_bullet(record: Record, line: Line) -> None:
    """Add one app below its municipality, or the rest of it; a drawn bullet leaves only the indent."""
    if is_bullet(line) or not line[0].text[:1].islower():
        record.app_parts.append([line[1:] if is_bullet(line) else line])
    else:
        record.continue_apps(line)
    record.lines.append(line)


def is_left_of_apps(record: Record, line: Line) -> bool:
    """Whether a line begins where names do, left of the column of apps: a name that resolves to nothing."""
    first = record.app_parts[0][0][0] if record.app_parts else None
    if first is None or first.page != line[0].page or len(split_at_gaps(line, _GAP_EM)) < 2:
        return False
    column = len(split_at_gaps(record.lines[0], _GAP_EM)) > 1
    return column and abs(line[0].x0 - record.lines[0][0].x0) < _EDGE and line[0].x0 < first.x0 - _EDGE


def continues(record: Record, line: Line) -> bool:
    """Whether apps go on where the text before stands: no bullet, no wide distance."""
    last = record.lines[-1]
    if line[0].page == last[0].page and line[0].top > last[0].top:
        return line[0].top - last[0].bottom < _LEADING * last[0].size and not is_bullet(line)
    return not is_bullet(line)
