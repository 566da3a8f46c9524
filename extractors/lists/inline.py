"""Lists in running text: names between commas below a heading, and "Ale (12), Boden (7)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.layout import line_text
from extractors.lists.column_headers import Role
from extractors.lists.marks import readable
from extractors.lists.order import clean
from extractors.lists.records import Printed, Record
from extractors.names import match_prefix, resolve, unresolved_reason
from extractors.text import Line, Text, Word
from schemas.claim import Held
from schemas.codes import Kind

_BRACKETED = re.compile(r"(?P<name>[^\W\d_][^,;()]*?)\s*\((?P<number>\d+)(?P<unit>\s*[^()\d]{0,20})\)")
_CHECK = "municipality_resolved"


def listed_names(
    text: Text, heading: dict[Role, Printed], printed: Printed | None, kind: Kind
) -> Iterator[Record | Held]:
    """The names of a comma list, each an entry with its heading's numbers; names that resolve to nothing are held."""
    bare = readable(text)
    for match in re.finditer(r"[^,;]+", bare):
        for start, end in _split_and(bare, match.start(), match.end()):
            name = bare[start:end].strip(" .")
            if name:
                begin = bare.index(name, start)
                record = _named(text, name, begin, begin + len(name), kind)
                if isinstance(record, Record):
                    record.parts, record.heading = dict(heading), printed
                yield record


def bracketed(verbatim: str) -> int:
    """How many "Name (12)" a line holds."""
    return sum(1 for match in _BRACKETED.finditer(verbatim) if _name_in(match) is not None)


def bracketed_entries(text: Text, role: Role, kind: Kind) -> Iterator[Record | Held]:
    """Entries of the form "Name (12)", the number being a ``role``."""
    bare = readable(text)
    for match in _BRACKETED.finditer(bare):
        start = _name_in(match)
        name = bare[match.start("name") : match.end("name")]
        if start is None:
            yield Held(text.page_at(match.start()), kind.value, match.group(), _CHECK, unresolved_reason(name))
            continue
        record = _named(text, bare[start : match.end("name")].strip(), start, match.end(), kind)
        if isinstance(record, Record):
            number = match.span("number")
            record.parts[role] = Printed(match.group("number"), text.regions(*number), match.group("unit").strip())
        yield record


def _name_in(match: re.Match[str]) -> int | None:
    """Where in the words before a bracket a whole municipality's name begins: "följt av Umeå (…"."""
    words = list(re.finditer(r"\S+", match.group("name")))
    for index, word in enumerate(words):
        found = match_prefix([other.group() for other in words[index:]])
        if found is not None and index + found.words == len(words):
            return match.start("name") + word.start()
    return None


def _named(text: Text, name: str, start: int, end: int, kind: Kind) -> Record | Held:
    code = resolve(name)
    if code is None:
        return Held(text.page_at(start), kind.value, name, _CHECK, unresolved_reason(name))
    printed = Printed(name, text.regions(start, start + len(name)))
    return Record(code, printed, lines=_lines_between(text, start, end))


def _lines_between(text: Text, start: int, end: int) -> list[Line]:
    """The words of a span, line by line."""
    lines: dict[int, list[Word]] = {}
    for piece in text.pieces:
        if piece.start < end and piece.start + piece.length > start:
            lines.setdefault(piece.line, []).append(piece.word)
    return [tuple(line) for line in lines.values()]


def _split_and(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at " och " unless that is part of no name (no municipality's name holds it)."""
    position = start
    for match in re.finditer(r"\s(?:och|samt|and)\s", text[start:end]):
        yield position, start + match.start()
        position = start + match.end()
    yield position, end


def ends_list(last: Line, line: Line) -> bool:
    """Whether a comma list ends: at a wide gap, or where a line follows no comma and begins with no name's rest."""
    if last[0].page != line[0].page:
        return not last[-1].text.endswith((",", ";", "och", "-"))
    distance = line[0].top - last[0].bottom
    return distance > 0.9 * last[0].size or (
        not last[-1].text.endswith((",", ";", "-"))
        and not re.search(r"[,;]", line_text(line))
        and match_prefix(clean([last[-1].text, *[word.text for word in line[:3]]])) is None
    )
