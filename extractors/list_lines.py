"""Lists without rules: entries on lines, in bullets, in columns of text, or as comma lists below a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.headers import Role, role_of
from extractors.layout import is_bullet, line_text, lines_of, split_at_gaps
from extractors.list_sheets import SUMMARY, ListRead
from extractors.names import match_prefix, resolve, unresolved_reason
from extractors.records import Printed, Record
from extractors.text import Line, Text, Word, plain, text_of
from schemas.claim import Held
from schemas.codes import Kind

_GROUP = re.compile(
    r"^(?:ranking|rank|poäng)?grupp ?(?P<group>\d+)\b ?(?:[(,:-]? ?(?P<score>\d+) ?poäng\b\)?)?(?P<rest> ?[:.-]? ?)"
)
_SCORE = re.compile(r"^(?P<score>\d+) ?poäng\b ?(?:\((?:ranking)?grupp (?P<group>\d+)\))?(?P<rest> ?[:.-]? ?)")
_COUNT = re.compile(r"^(?P<count>\d+) ?(?:st(?:ycken)?\.? )?e-? ?tjänst(?:er)?\b(?P<rest> ?[:.-]? ?)")
_IN_GROUP = re.compile(r"(?:ranking|rank)?grupp ?(?P<value>\d+)")
_IN_RANK = re.compile(r"(?:plats|placering|rank) ?(?P<value>\d+)")
_IN_SCORE = re.compile(r"(?P<value>-?\d+(?:,\d+)?) ?(?:poäng|p\b)")
_IN_COUNT = re.compile(r"(?P<value>\d+) ?(?:st(?:ycken)?\b\.?)? ?e-? ?tjänst")
_NUMBER = re.compile(r"[+-]?\d[\d ]*(?:[.,]\d+)?%?")
_SEPARATORS = ":–—-,("
_NAME_END = re.compile(r"\s*[:,(]|\s[–—-]\s")
_NAME_WORDS = 3


@dataclass(frozen=True)
class _Header:
    """A header line's words with their roles, for lists without rules."""

    segments: tuple[Line, ...]

    def label_for(self, segment: Line) -> str:
        """Header over a segment: the one whose left, right or middle lies nearest."""
        best = min(self.segments, key=lambda head: _distance(head, segment))
        return line_text(best)


def _distance(head: Line, segment: Line) -> float:
    left, right = abs(head[0].x0 - segment[0].x0), abs(head[-1].x1 - segment[-1].x1)
    middle = abs((head[0].x0 + head[-1].x1) - (segment[0].x0 + segment[-1].x1)) / 2
    return min(left, right, middle)


def read_list_lines(pages: Iterable[list[Word]], kind: Kind) -> tuple[ListRead, set[Word]]:
    """Read a list from the words of its pages (without tables and running lines); also the words used."""
    read, used = ListRead(), set[Word]()
    reader = _Reader(kind, read, used)
    pages_lines = [lines_of(words) for words in pages]
    edges = _column_edges(line for lines in pages_lines for line in lines)
    for lines in pages_lines:
        for line in _reading_lines(lines, edges):
            reader.line(line)
    reader.close()
    return read, used


def _reading_lines(lines: list[Line], edges: list[float]) -> Iterator[Line]:
    """Lines in reading order; where names stand side by side, column after column."""
    first = next((index for index, line in enumerate(lines) if len(_anchors(line)) >= 2), None)
    if len(edges) < 2 or first is None:
        yield from lines
        return
    top = min(first, _first_entry(lines, first))
    yield from lines[:top]
    body = [word for line in lines[top:] for word in line]
    bounds = [float("-inf"), *edges[1:], float("inf")]
    for left, right in pairwise(bounds):
        yield from lines_of(word for word in body if left - 2 <= word.x0 < right - 2)


def _first_entry(lines: list[Line], first: int) -> int:
    """First line of the columns: an entry, or a heading of entries, above the first line with two names."""
    index = first
    while index and (_anchors(lines[index - 1]) or _heading(plain(line_text(lines[index - 1])))):
        index -= 1
    return index


def _anchors(line: Line) -> list[float]:
    """Left edges of the segments that begin with a municipality's name, bullets aside."""
    return [part[0].x0 for part in split_at_gaps(line, 0.8) if _entry_name(part)]


def _entry_name(part: Line) -> bool:
    words = [word.text for word in part]
    start = 1 if is_bullet(part) else 0
    return match_prefix(_clean(words[start : start + 5])) is not None


def _column_edges(lines: Iterable[Line]) -> list[float]:
    """Left edges of the columns of entries: where names begin beside other names on three lines of the document."""
    beside = Counter(round(edge / 3) for line in lines if len(edges := _anchors(line)) > 1 for edge in edges)
    places = sorted(place * 3.0 for place, count in beside.items() if count >= 3)
    return [place for index, place in enumerate(places) if index == 0 or place - places[index - 1] > 40]


def _clean(words: list[str]) -> list[str]:
    """Words without the separators that may stick to a name: ``Ale:`` ``Ale,`` ``Ale``."""
    return [word.rstrip(":,;.") for word in words]


def _heading(text: str) -> re.Match[str] | None:
    return _GROUP.match(text) or _SCORE.match(text) or _COUNT.match(text)


class _Reader:
    """Reads a stream of lines; remembers the heading above and the header of the columns."""

    def __init__(self, kind: Kind, read: ListRead, used: set[Word]) -> None:
        self.kind = kind
        self.read = read
        self.used = used
        self.header: _Header | None = None
        self.heading: dict[Role, Printed] = {}
        self.heading_printed: Printed | None = None
        self.pending: list[Line] = []
        self.open: Record | None = None
        self.edge: float | None = None

    def line(self, line: Line) -> None:
        """Take the next line."""
        text = text_of([line])
        heading = _heading(text.plain)
        if heading and self.kind is not Kind.APP_LIST:
            self.close()
            self._begin_heading(line, text, heading)
        elif self._is_header(line):
            self.close()
            self.header = _Header(tuple(_header_parts(line)))
            self.heading, self.heading_printed = {}, None
            self.used.update(line)
        elif not self._entry(line):
            self._follow(line)

    def close(self) -> None:
        """Finish the comma list below the last heading."""
        if self.pending:
            self._names(text_of(self.pending))
            self.pending = []
        self.open = None

    def _is_header(self, line: Line) -> bool:
        roles = [role_of(plain(line_text(part))) for part in _header_parts(line)]
        return len(roles) > 1 and Role.NAME in roles

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
        self.header = None

    def _entry(self, line: Line) -> bool:
        """Read a line that is an entry of its own; False when it is none."""
        start, rank = _lead(line)
        match = match_prefix(_clean([word.text for word in line[start : start + 5]])) if start < len(line) else None
        if match is None:
            return False
        name, rest = line[start : start + match.words], line[start + match.words :]
        if self.heading and not self.pending and name[-1].text.endswith(",") and rest:
            self.pending = [line]
            self.used.update(line)
            return True
        if self.pending or not self._is_entry(line, start, name, rest):
            return False
        self.close()
        text = text_of([line])
        record = Record(match.code, _printed(name), lines=[line])
        if rank is not None:
            record.parts[Role.GROUP if self._leads_with_group(rank) else Role.RANK] = _printed((rank,))
        self._rest(record, rest, text)
        if not self._complete(record):
            return False
        self._keep(record, line)
        return True

    def _leads_with_group(self, word: Word) -> bool:
        return self.header is not None and role_of(plain(self.header.label_for((word,)))) is Role.GROUP

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

    def _rest(self, record: Record, rest: Line, text: Text) -> None:
        """What follows the name: numbers with their words, columns by the header, apps."""
        rest = _without_separators(rest)
        if self.kind is Kind.APP_LIST:
            if rest:
                record.app_lines.append(rest)
            return
        start = _offset(text, rest)
        spoken = text.plain[start:]
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
        if not re.search(r"[a-zåäö]", spoken) or self.header is not None:
            self._columns(record, rest)

    def _columns(self, record: Record, rest: Line) -> None:
        for part in split_at_gaps(rest, 0.8) if rest else []:
            header = self.header.label_for(part) if self.header else ""
            role = role_of(plain(header))
            printed = Printed(line_text(part).strip("()"), _printed(part).regions, header)
            if role in (Role.OTHER, Role.NAME, Role.APPS):
                role = Role.OTHER
            if role is Role.OTHER or role in record.parts:
                record.others.append(printed)
            else:
                record.parts[role] = printed

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
        if self.edge is None or line[0].page != self.read.records[-1].page:
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
        elif self.open is not None and self.kind is Kind.APP_LIST and self._continues(line):
            self.open.app_lines.append(line)
            self.open.lines.append(line)
            self.used.update(line)
        elif self.open is not None or self.header is not None:
            self._unknown(line)

    def _left_of_apps(self, line: Line) -> bool:
        """Whether a line begins where names do, left of the column of apps: a name that resolves to nothing."""
        assert self.open is not None
        first = self.open.app_lines[0][0] if self.open.app_lines else None
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
        start, _ = _lead(line)
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
            self.open = Record("", _printed(parts[0]), app_lines=list(parts[1:2]) or [line], lines=[line])

    def _names(self, text: Text) -> None:
        """The comma list below a heading."""
        for match in re.finditer(r"[^,;]+", text.verbatim):
            for start, end in _split_and(text.verbatim, match.start(), match.end()):
                self._listed_name(text, start, end)

    def _listed_name(self, text: Text, start: int, end: int) -> None:
        name = text.verbatim[start:end].strip(" .")
        if not name:
            return
        start = text.verbatim.index(name, start)
        code = resolve(name)
        if code is None:
            reason = unresolved_reason(name)
            page = text.page_at(start)
            self.read.held.append(Held(page, self.kind.value, name, "municipality_resolved", reason))
            return
        printed = Printed(name, text.regions(start, start + len(name)))
        record = Record(code, printed, dict(self.heading), heading=self.heading_printed)
        record.lines = _lines_between(text, start, start + len(name))
        self.read.records.append(record)


def _header_parts(line: Line) -> Iterator[Line]:
    """The headers on a line: parts with gaps between them, and words of different roles that touch."""
    for part in split_at_gaps(line, 0.8):
        roles = {role_of(plain(word.text)) for word in part}
        if len(roles) == len(part) and Role.OTHER not in roles:
            yield from ((word,) for word in part)
        else:
            yield part


def _lead(line: Line) -> tuple[int, Word | None]:
    """Index of the first word after a bullet and a leading number, and that number."""
    start = 1 if is_bullet(line) else 0
    if start < len(line) - 1 and re.fullmatch(r"\d{1,3}[.)]?", line[start].text):
        return start + 1, line[start]
    return start, None


def _printed(line: Iterable[Word]) -> Printed:
    text = text_of([tuple(line)])
    return Printed(text.verbatim.rstrip(":,;"), text.regions(0, len(text.verbatim)))


def _part(text: Text, match: re.Match[str], name: str) -> Printed:
    return Printed(text.verbatim[match.start(name) : match.end(name)], text.regions(*match.span(name)), "poäng")


def _words_after(text: Text, index: int) -> Line:
    return tuple(piece.word for piece in text.pieces if piece.start >= index)


def _lines_between(text: Text, start: int, end: int) -> list[Line]:
    """The words of a span, line by line."""
    lines: dict[int, list[Word]] = {}
    for piece in text.pieces:
        if piece.start < end and piece.start + piece.length > start:
            lines.setdefault(piece.line, []).append(piece.word)
    return [tuple(line) for line in lines.values()]


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
        return not last[-1].text.endswith((",", "och", "-"))
    distance = line[0].top - last[0].bottom
    return distance > 0.9 * last[0].size or (
        not last[-1].text.endswith((",", "-"))
        and "," not in line_text(line)
        and match_prefix(_clean([last[-1].text, *[word.text for word in line[:3]]])) is None
    )


def _split_and(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at " och " unless that is part of no name (no municipality's name holds it)."""
    position = start
    for match in re.finditer(r"\s(?:och|samt|and)\s", text[start:end]):
        yield position, start + match.start()
        position = start + match.end()
    yield position, end
