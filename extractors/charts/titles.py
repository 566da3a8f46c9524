"""What a chart is called when it has no caption: its title, else the heading above it."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from extractors.charts.model import Zone
from extractors.layout import line_bottom, line_size, line_text, line_top, lines_of, split_at_gaps
from extractors.text import Line, Word

#: A title stands at most this far above what is drawn, in its own font sizes, and has at most so many words.
_TITLE_EM, _TITLE_WORDS = 7.0, 18
_LEADING = 1.6
_LARGER = 1.12


def title_of(zone: Zone, used: Iterable[Word]) -> Line:
    """The title above a chart: short, no sentence, and centred over it or set larger or bolder than its labels."""
    taken = set(used)
    above = [word for word in zone.words if word.bottom <= zone.region.top + 0.5 * word.size and word not in taken]
    parts = [part for line in lines_of(above) for part in split_at_gaps(line) if _is_over(part, zone)]
    title: list[Line] = []
    for part in sorted(parts, key=line_top, reverse=True):
        if title and line_top(title[-1]) - line_bottom(part) > (_LEADING - 1) * line_size(part):
            break
        if title and abs(line_size(title[-1]) - line_size(part)) > 0.5:
            break
        title.append(part)
    words = tuple(word for part in reversed(title) for word in part)
    return words if _may_be_title(words, zone, taken) else ()


def _is_over(part: Line, zone: Zone) -> bool:
    return part[0].x0 < zone.region.x1 and part[-1].x1 > zone.region.x0


def _may_be_title(words: Line, zone: Zone, used: set[Word]) -> bool:
    if not words or len(words) > _TITLE_WORDS or not any(word.text[:1].isalpha() for word in words):
        return False
    size = line_size(words)
    apart = zone.region.top - line_bottom(words)
    ends = words[-1].text.endswith((".", ":")) and not words[-1].text.endswith("...")
    return apart <= _TITLE_EM * size and not ends and (_is_centred(words, zone) or _stands_out(words, used))


def _is_centred(words: Line, zone: Zone) -> bool:
    middle = (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2
    width = zone.region.x1 - zone.region.x0
    return abs(middle - (zone.region.x0 + zone.region.x1) / 2) <= 0.1 * width


def _stands_out(words: Line, used: set[Word]) -> bool:
    labels = [word.size for word in used] or [line_size(words)]
    return all(word.bold for word in words) or line_size(words) >= _LARGER * median(labels)


def heading_above(zone: Zone, words: Iterable[Word]) -> str:
    """The nearest line above a chart that is set clearly larger than the page's text, or bold; empty without one."""
    words = list(words)
    if not words:
        return ""
    usual = median(word.size for word in words)
    lines = [line for line in lines_of(words) if line_bottom(line) <= zone.region.top]
    heads = [line for line in lines if line_size(line) >= _LARGER * usual or all(word.bold for word in line)]
    heads = [line for line in heads if any(word.text[:1].isalpha() for word in line) and len(line) <= _TITLE_WORDS]
    if not heads:
        return ""
    return line_text(heads[-1])
