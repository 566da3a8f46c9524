"""Lists without rules: entries on lines, in bullets, in columns of text, or as comma lists below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

from extractors.headers import Role
from extractors.layout import is_bullet, line_text, lines_of, split_at_gaps
from extractors.list_inline import bracketed, bracketed_entries, listed_names
from extractors.list_marks import readable, unmarked
from extractors.list_order import (
    clean,
    column_edges,
    entry_name,
    heading,
    is_divider,
    lead,
    reading_lines,
)
from extractors.list_sheets import SUMMARY, ListRead
from extractors.names import match_prefix, unresolved_reason
from extractors.records import Printed, Record
from extractors.text import Line, Text, Word, plain, text_of
from schemas.claim import Held
from schemas.codes import Kind

_IN_GROUP = re.compile(r"(?:ranking|rank)?grupp ?(?P<value>\d+)")
_IN_RANK = re.compile(r"(?:plats|placering|rank) ?(?P<value>\d+)")
_IN_SCORE = re.compile(r"(?P<value>-?\d+(?:,\d+)?) ?(?:poäng|p\b)")
_IN_COUNT = re.compile(r"(?P<value>\d+) ?(?:st(?:ycken)?\b\.?)? ?e-? ?tjänst")
_NUMBER = re.compile(r"[.… ]*[+-]?\d[\d ]*(?:[.,]\d+)?%?(?: ?\(?[*†‡]+\)?)?")
_SEPARATORS = ":–—-,("
_NAME_END = re.compile(r"\s*[:,(]|\s[–—-]\s")
_NAME_WORDS = 3


def read_list_lines(pages: Iterable[list[Word]], kind: Kind) -> tuple[ListRead, set[Word]]:
    """Read a list from the words of its pages (without tables and running lines); also the words used."""
    read, used = ListRead(), set[Word]()
    reader = _Reader(kind, read, used)
    pages_lines = [lines_of(words) for words in pages]
    edges = column_edges(line for lines in pages_lines for line in lines)
    ordered: list[Line] = []
    for lines in pages_lines:
        ordered += reading_lines(lines, edges)
    for line, following in zip_longest(ordered, ordered[1:]):
        reader.line(line, following)
    reader.close()
    return read, used


class _Reader:
    """Reads a stream of lines; remembers the heading above and the header of the columns."""

    def __init__(self, kind: Kind, read: ListRead, used: set[Word]) -> None:
        self.kind = kind
        self.read = read
        self.used = used
        self.heading: dict[Role, Printed] = {}
        self.heading_printed: Printed | None = None
        self.pending: list[Line] = []
        self.running: list[Line] = []
        self.bulleted = False
        self.open: Record | None = None
        self.edge: float | None = None

    def line(self, line: Line, following: Line | None) -> None:
        """Take the next line; ``following`` is the one after it."""
        text = text_of([line])
        if self._runs_on(text.verbatim):
            self.running.append(line)
            self.used.update(line)
            return
        match = heading(text.plain) if self.kind is not Kind.APP_LIST else None
        if match:
            self.close()
            self._begin_heading(line, text, match)
        elif is_divider(text.verbatim, line_text(following or ())):
            self.close()
            self.heading, self.heading_printed = {}, None
        elif self._heads_bullets(line, following):
            self._begin_bullets(line)
        elif not self._entry(line):
            self._follow(line)

    def _runs_on(self, verbatim: str) -> bool:
        """Whether a line is part of running text with entries like "Ale (12), Boden (7)"."""
        if self.kind is Kind.APP_LIST:
            return False
        count = bracketed(verbatim)
        if not self.running:
            return count > 1
        return count > 0 or "(" in verbatim

    def _heads_bullets(self, line: Line, following: Line | None) -> bool:
        """Whether a line is only a municipality's name, above the bullets of its apps."""
        if self.kind is not Kind.APP_LIST or following is None or is_bullet(line):
            return False
        words = [word.text for word in unmarked(line)]
        match = match_prefix(clean(words))
        whole = match is not None and match.words == len(words)
        indented = following[0].x0 > line[0].x0 + 0.8 * line[0].size
        return whole and (is_bullet(following) or indented) and not entry_name(following)

    def _begin_bullets(self, line: Line) -> None:
        self.close()
        match = match_prefix(clean([word.text for word in unmarked(line)]))
        assert match is not None
        self._keep(Record(match.code, _printed(line), lines=[line]), line)
        self.bulleted = True

    def close(self) -> None:
        """Finish the comma list below the last heading."""
        if self.pending:
            self._take(listed_names(text_of(self.pending), self.heading, self.heading_printed, self.kind))
            self.pending = []
        if self.running:
            role = Role.SCORE if self.kind is Kind.RANKING else Role.COUNT
            self._take(bracketed_entries(text_of(self.running), role, self.kind))
            self.running = []
        self.open, self.bulleted = None, False

    def _take(self, found: Iterable[Record | Held]) -> None:
        for item in found:
            if isinstance(item, Record):
                self.read.records.append(item)
            else:
                self.read.held.append(item)

    def _begin_heading(self, line: Line, text: Text, match: re.Match[str]) -> None:
        self.heading = {
            role: _part(text, match, name)
            for role, name in ((Role.GROUP, "group"), (Role.SCORE, "score"), (Role.COUNT, "count"))
            if name in match.re.groupindex and match.group(name)
        }
        end = match.start("rest")
        self.heading_printed = Printed(text.verbatim[:end].strip(), text.regions(0, end))
        self.used.update(line)
        rest = _words_after(text, match.end())
        if rest:
            self.pending = [rest]

    def _entry(self, line: Line) -> bool:
        """Read a line that is an entry of its own; False when it is none."""
        bare = unmarked(line)
        start, rank = lead(bare)
        match = match_prefix(clean([word.text for word in bare[start : start + 5]])) if start < len(bare) else None
        if match is None:
            return False
        name, rest = bare[start : start + match.words], bare[start + match.words :]
        if self.heading and not self.pending and name[-1].text.endswith((",", ";")) and rest:
            self.pending = [line]
            self.used.update(line)
            return True
        if self.pending or not self._is_entry(line, start, name, rest):
            return False
        self.close()
        text = text_of([line])
        record = Record(match.code, _printed(name), lines=[line])
        if rank is not None:
            record.parts[Role.NUMBER] = _printed((rank,))
        if not self._rest(record, rest, text):
            self._hold_untold(line)
            return True
        if not self._complete(record):
            return False
        self._keep(record, line)
        return True

    def _hold_untold(self, line: Line) -> None:
        reason = "it has numbers that no word and no header says the meaning of"
        self.read.held.append(Held(line[0].page, self.kind.value, line_text(line), "numbers_told_apart", reason))
        self.used.update(line)

    def _is_entry(self, line: Line, start: int, name: Line, rest: Line) -> bool:
        """An entry has a bullet, a separator, a number, a gap, or stands at the edge where entries stand."""
        if self.kind is not Kind.APP_LIST:
            return True
        if self.open is None and self.edge is None:
            return bool(rest)
        at_edge = self.edge is None or abs(line[0].x0 - self.edge) < 3 or line[0].page != self._last_page()
        separated = name[-1].text[-1] in _SEPARATORS or (bool(rest) and rest[0].text in _SEPARATORS)
        gap = bool(rest) and rest[0].x0 - name[-1].x1 > 0.8 * name[-1].size
        return start > 0 or separated or (at_edge and gap)

    def _last_page(self) -> int | None:
        return self.open.lines[-1][0].page if self.open else None

    def _rest(self, record: Record, rest: Line, text: Text) -> bool:
        """What follows the name: apps, or numbers with their words; False when a number's meaning is not told."""
        rest = _without_separators(rest)
        if self.kind is Kind.APP_LIST:
            if rest:
                record.app_parts.append([rest])
            return True
        start = _offset(text, rest)
        spoken = plain(readable(text))[start:]
        taken: list[tuple[int, int]] = []
        for role, pattern in (
            (Role.GROUP, _IN_GROUP),
            (Role.RANK, _IN_RANK),
            (Role.SCORE, _IN_SCORE),
            (Role.COUNT, _IN_COUNT),
        ):
            match = pattern.search(spoken)
            if match and role not in record.parts:
                span = start + match.start("value"), start + match.end("value")
                record.parts[role] = Printed(text.verbatim[slice(*span)], text.regions(*span), "poäng")
                taken.append(match.span("value"))
        left = "".join(" " if any(a <= i < b for a, b in taken) else char for i, char in enumerate(spoken))
        if not re.search(r"[a-zåäö]", spoken):
            self._numbers(record, rest)
            return True
        return re.search(r"\d", left) is None

    def _numbers(self, record: Record, rest: Line) -> None:
        for part in split_at_gaps(rest, 0.8) if rest else []:
            printed = Printed(line_text(part).strip("()"), _printed(part).regions)
            if re.search(r"\w", printed.text):
                record.others.append(printed)

    def _complete(self, record: Record) -> bool:
        """Whether the line says enough to be an entry: a number of its own, or a heading's above it."""
        if self.kind is Kind.APP_LIST:
            return True
        for role, printed in self.heading.items():
            record.parts.setdefault(role, printed)
        if self.heading:
            record.heading = self.heading_printed
        return bool(record.parts) or any(_NUMBER.fullmatch(plain(other.text)) for other in record.others)

    def _keep(self, record: Record, line: Line) -> None:
        self.read.records.append(record)
        self.used.update(line)
        self.open = record
        if self.edge is None:
            self.edge = line[0].x0

    def _follow(self, line: Line) -> None:
        """A line that is no entry: it goes on with the comma list or the apps above, or is no part of the list."""
        if self.pending:
            if _ends_list(self.pending[-1], line):
                self.close()
                return
            self.pending.append(line)
            self.used.update(line)
        elif self.open is not None and self.kind is Kind.APP_LIST and self._left_of_apps(line):
            self._hold(line, line_text(split_at_gaps(line, 0.8)[0]))
        elif self.open is not None and self.bulleted and self._is_below_name(line):
            self._bullet(line)
        elif self.open is not None and self.kind is Kind.APP_LIST and self._continues(line):
            self.open.continue_apps(line)
            self.open.lines.append(line)
            self.used.update(line)
        elif self.open is not None:
            self._unknown(line)

    def _is_below_name(self, line: Line) -> bool:
        assert self.open is not None
        return is_bullet(line) or line[0].x0 > self.open.lines[0][0].x0 + 3

    def _bullet(self, line: Line) -> None:
        """One app below its municipality, or the rest of it; a drawn bullet leaves only the indent."""
        assert self.open is not None
        if is_bullet(line) or not line[0].text[:1].islower():
            self.open.app_parts.append([line[1:] if is_bullet(line) else line])
        else:
            self.open.continue_apps(line)
        self.open.lines.append(line)
        self.used.update(line)

    def _left_of_apps(self, line: Line) -> bool:
        """Whether a line begins where names do, left of the column of apps: a name that resolves to nothing."""
        assert self.open is not None
        first = self.open.app_parts[0][0][0] if self.open.app_parts else None
        if first is None or first.page != line[0].page or len(split_at_gaps(line, 0.8)) < 2:
            return False
        column = len(split_at_gaps(self.open.lines[0], 0.8)) > 1
        return column and abs(line[0].x0 - self.open.lines[0][0].x0) < 3 and line[0].x0 < first.x0 - 3

    def _continues(self, line: Line) -> bool:
        """Apps go on where the text before stands: no bullet, no wide distance, not a sentence."""
        assert self.open is not None
        last = self.open.lines[-1]
        if line[0].page == last[0].page and line[0].top > last[0].top:
            return line[0].top - last[0].bottom < 1.2 * last[0].size and not is_bullet(line)
        return not is_bullet(line)

    def _unknown(self, line: Line) -> None:
        """A line among entries that looks like one, but names no municipality."""
        start, _ = lead(line)
        label = " ".join(word.text for word in line[start:] if not _NUMBER.fullmatch(plain(word.text)))
        name = _NAME_END.split(label)[0].strip(_SEPARATORS + " ")
        numbered = any(_NUMBER.fullmatch(plain(word.text)) for word in line)
        entry = numbered and len(label.split()) <= _NAME_WORDS + 1
        if self.kind is Kind.APP_LIST and is_bullet(line):
            entry = 0 < len(name.split()) <= _NAME_WORDS and len(name) < len(label)
        if not entry or not name[:1].isupper():
            return
        if SUMMARY.search(plain(label)):
            self.used.update(line)
        else:
            self._hold(line, name)

    def _hold(self, line: Line, name: str) -> None:
        """Hold back an entry of no known municipality; what goes on below it is nobody's."""
        reason = unresolved_reason(name)
        self.read.held.append(Held(line[0].page, self.kind.value, line_text(line), "municipality_resolved", reason))
        self.used.update(line)
        if self.kind is Kind.APP_LIST:
            parts = split_at_gaps(line, 0.8)
            self.open = Record("", _printed(parts[0]), app_parts=[list(parts[1:2]) or [line]], lines=[line])


def _printed(line: Iterable[Word]) -> Printed:
    text = text_of([tuple(line)])
    return Printed(text.verbatim.rstrip(":,;"), text.regions(0, len(text.verbatim)))


def _part(text: Text, match: re.Match[str], name: str) -> Printed:
    return Printed(text.verbatim[match.start(name) : match.end(name)], text.regions(*match.span(name)), "poäng")


def _words_after(text: Text, index: int) -> Line:
    return tuple(piece.word for piece in text.pieces if piece.start >= index)


def _offset(text: Text, rest: Line) -> int:
    if not rest:
        return len(text.verbatim)
    return next(piece.start for piece in text.pieces if piece.word is rest[0])


def _without_separators(rest: Line) -> Line:
    while rest and all(char in f"{_SEPARATORS}*()" for char in rest[0].text):
        rest = rest[1:]
    return rest


def _ends_list(last: Line, line: Line) -> bool:
    """A comma list ends at a wide gap, or where a line neither follows a comma nor begins with a name's rest."""
    if last[0].page != line[0].page:
        return not last[-1].text.endswith((",", ";", "och", "-"))
    distance = line[0].top - last[0].bottom
    return distance > 0.9 * last[0].size or (
        not last[-1].text.endswith((",", ";", "-"))
        and not re.search(r"[,;]", line_text(line))
        and match_prefix(clean([last[-1].text, *[word.text for word in line[:3]]])) is None
    )
