"""Lists without rules: entries on lines, in bullets, in columns of text, or as comma lists below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

from extractors.layout import line_text, lines_of, split_at_gaps
from extractors.lists import apps
from extractors.lists.column_headers import Role
from extractors.lists.entries import has_number, printed, read_numbers, unknown_name, without_separators
from extractors.lists.inline import bracketed, bracketed_entries, ends_list, listed_names
from extractors.lists.marks import unmarked
from extractors.lists.order import clean, column_edges, heading, is_divider, lead, reading_lines
from extractors.lists.read import SUMMARY, ListRead
from extractors.lists.records import Printed, Record
from extractors.names import match_prefix, unresolved_reason
from extractors.text import Line, Text, Word, plain, text_of
from schemas.claim import Held
from schemas.codes import Kind

_UNTOLD = "it has numbers that no word and no header says the meaning of"
_EDGE = 3.0


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
    """Reads a stream of lines; remembers the heading above, the entry before, and the running text so far."""

    def __init__(self, kind: Kind, read: ListRead, used: set[Word]) -> None:
        self.kind = kind
        self.apps = kind is Kind.APP_LIST
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
        match = None if self.apps else heading(text.plain)
        if not self.apps and self._runs_on(text.verbatim):
            self.running.append(line)
            self.used.update(line)
        elif match:
            self.close()
            self._begin_heading(line, text, match)
        elif is_divider(text.verbatim, line_text(following or ())):
            self.close()
            self.heading, self.heading_printed = {}, None
        elif self.apps and apps.heads_bullets(line, following):
            self._begin_bullets(line)
        elif not self._entry(line):
            self._follow(line)

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

    def _runs_on(self, verbatim: str) -> bool:
        """Whether a line is part of running text with entries like "Ale (12), Boden (7)"."""
        count = bracketed(verbatim)
        return count > 0 or "(" in verbatim if self.running else count > 1

    def _take(self, found: Iterable[Record | Held]) -> None:
        for item in found:
            if isinstance(item, Record):
                self.read.records.append(item)
            else:
                self.read.held.append(item)

    def _begin_bullets(self, line: Line) -> None:
        self.close()
        match = match_prefix(clean([word.text for word in unmarked(line)]))
        assert match is not None
        self._keep(Record(match.code, printed(line), lines=[line]), line)
        self.bulleted = True

    def _begin_heading(self, line: Line, text: Text, match: re.Match[str]) -> None:
        self.heading = {
            role: Printed(text.verbatim[slice(*match.span(name))], text.regions(*match.span(name)), "poäng")
            for role, name in ((Role.GROUP, "group"), (Role.SCORE, "score"), (Role.COUNT, "count"))
            if name in match.re.groupindex and match.group(name)
        }
        end = match.start("rest")
        self.heading_printed = Printed(text.verbatim[:end].strip(), text.regions(0, end))
        self.used.update(line)
        rest = tuple(piece.word for piece in text.pieces if piece.start >= match.end())
        if rest:
            self.pending = [rest]

    def _entry(self, line: Line) -> bool:
        """Read a line that is an entry of its own; False when it is none."""
        bare = unmarked(line)
        start, number = lead(bare)
        match = match_prefix(clean([word.text for word in bare[start : start + 5]])) if start < len(bare) else None
        if match is None:
            return False
        name, rest = bare[start : start + match.words], bare[start + match.words :]
        if self.heading and not self.pending and name[-1].text.endswith((",", ";")) and rest:
            self.pending = [line]
            self.used.update(line)
            return True
        if self.pending or (self.apps and not self._begins_apps(line, name, rest)):
            return False
        self.close()
        record = Record(match.code, printed(name), lines=[line])
        if number is not None:
            record.parts[Role.NUMBER] = printed((number,))
        return self._complete(record, line, without_separators(rest))

    def _begins_apps(self, line: Line, name: Line, rest: Line) -> bool:
        if self.open is None and self.edge is None:
            return bool(rest)
        page = self.open.lines[-1][0].page if self.open else None
        at_edge = self.edge is None or abs(line[0].x0 - self.edge) < _EDGE or line[0].page != page
        return apps.begins_entry(line, name, rest, at_edge)

    def _complete(self, record: Record, line: Line, rest: Line) -> bool:
        """Take what follows the name, or what the heading above says; False when that makes no entry."""
        if self.apps:
            record.app_parts += [[rest]] if rest else []
            self._keep(record, line)
            return True
        if not read_numbers(record, rest, text_of([line])):
            held = Held(line[0].page, self.kind.value, line_text(line), "numbers_told_apart", _UNTOLD)
            self.read.held.append(held)
            self.used.update(line)
            return True
        for role, above in self.heading.items():
            record.parts.setdefault(role, above)
        record.heading = self.heading_printed if self.heading else None
        if not has_number(record):
            return False
        self._keep(record, line)
        return True

    def _keep(self, record: Record, line: Line) -> None:
        self.read.records.append(record)
        self.used.update(line)
        self.open = record
        if self.edge is None:
            self.edge = line[0].x0

    def _follow(self, line: Line) -> None:
        """A line that is no entry: it goes on with the comma list or the apps above, or is no part of the list."""
        if self.pending:
            if ends_list(self.pending[-1], line):
                self.close()
                return
            self.pending.append(line)
            self.used.update(line)
        elif self.open is not None and not (self.apps and self._goes_on(self.open, line)):
            self._unknown(line)

    def _goes_on(self, record: Record, line: Line) -> bool:
        """Add a line to the apps above; False when it is none of theirs."""
        if apps.is_left_of_apps(record, line):
            self._hold(line, line_text(split_at_gaps(line, 0.8)[0]))
        elif self.bulleted and apps.is_below_name(record, line):
            apps.add_bullet(record, line)
        elif apps.continues(record, line):
            record.continue_apps(line)
            record.lines.append(line)
        else:
            return False
        self.used.update(line)
        return True

    def _unknown(self, line: Line) -> None:
        """A line among entries that looks like one, but names no municipality."""
        found = unknown_name(line, self.apps)
        if found and SUMMARY.search(plain(found[0])):
            self.used.update(line)
        elif found:
            self._hold(line, found[1])

    def _hold(self, line: Line, name: str) -> None:
        """Hold back an entry of no known municipality; what goes on below it is nobody's."""
        reason = unresolved_reason(name)
        self.read.held.append(Held(line[0].page, self.kind.value, line_text(line), "municipality_resolved", reason))
        self.used.update(line)
        if self.apps:
            parts = split_at_gaps(line, 0.8)
            self.open = Record("", printed(parts[0]), app_parts=[list(parts[1:2]) or [line]], lines=[line])
