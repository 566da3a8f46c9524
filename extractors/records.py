"""A municipality's entry in a list, however it was printed, and the claims that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.cells import CellValue, is_missing, parse_cell
from extractors.grammar import Grammar
from extractors.headers import Role, role_of
from extractors.names import name_of
from extractors.text import Line, Text, plain, text_of
from schemas.claim import Claim, Extraction, Held, ListRow, Region, TableCell
from schemas.codes import Kind, Reader, Statistic, Unit


@dataclass(frozen=True)
class Printed:
    """Something printed in an entry: its verbatim text and boxes, and its column's header where it has one."""

    text: str
    regions: tuple[Region, ...]
    header: str = ""


@dataclass
class Record:
    """One municipality's entry: the name and the parts by role."""

    code: str
    name: Printed
    parts: dict[Role, Printed] = field(default_factory=dict)
    others: list[Printed] = field(default_factory=list)
    app_parts: list[list[Line]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heading: Printed | None = None

    @property
    def text(self) -> Text:
        """The whole entry as running text."""
        return text_of(self.lines)

    def continue_apps(self, line: Line) -> None:
        """Let the last app, or the comma list so far, go on with a line."""
        if self.app_parts:
            self.app_parts[-1].append(line)
        else:
            self.app_parts.append([line])

    @property
    def page(self) -> int:
        """Page of the name."""
        return self.name.regions[0].page


@dataclass(frozen=True)
class ListSetting:
    """What a list is read with."""

    kind: Kind
    grammar: Grammar
    year: int
    table_label: str

    @property
    def reader(self) -> Reader:
        """The reader's name in claims."""
        return Reader(self.kind.value)


_BETWEEN_APPS = re.compile(r"(?:(?!\s/\s)[^,;])+")
_SEPARATOR = re.compile(r"[,;]|^/$")
_CHANGED = re.compile(r"förändring|differens|skillnad|change|difference|[+]/[-]")
_UP = "↑▲△⬆↗"
_UNCHANGED = ("±0", "± 0", "+/-0", "→ 0", "►0")
_ARROW = re.compile(rf"([{_UP}↓▼▽⬇↘]) ?(\d+(?:[.,]\d+)?)")
_ORDINAL = re.compile(
    r"(?:(?:delad|delat|=|t|nr|(?:ranking|rank)?grupp|plats) ?)?(?P<number>\d{1,3})(?::?[aeo]\b|\.|=)?"
    r"(?: ?\(?\*+\)?)?"
)
_UNTOLD = "it has several numbers and no header says which of them is wanted"


def add_records(found: Extraction, records: Iterable[Record], setting: ListSetting) -> None:
    """Turn entries into claims, list rows and further table cells."""
    for record in records:
        if setting.kind is Kind.APP_LIST:
            _add_apps(found, record, setting)
        else:
            _add_numbers(found, record, setting)
        _add_others(found, record, setting)


def _add_apps(found: Extraction, record: Record, setting: ListSetting) -> None:
    for app in (app for lines in record.app_parts for app in split_apps(text_of(lines))):
        claim = found.add(_claim(record, app, None, Unit.APPS, Statistic.COUNT, setting))
        found.rows.append(ListRow(record.code, claim, app=app.text))


def split_apps(text: Text) -> list[Printed]:
    """Apps in a comma list, each with its boxes."""
    apps = []
    for match in _BETWEEN_APPS.finditer(text.verbatim):
        name = match.group().strip(" .•/")
        start = match.start() + len(match.group()) - len(match.group().lstrip(" .•/"))
        if name:
            apps.append(Printed(name, text.regions(start, start + len(name))))
    return apps


def _add_numbers(found: Extraction, record: Record, setting: ListSetting) -> None:
    values = {role: number_of(role, printed, setting.grammar) for role, printed in record.parts.items()}
    for role, printed in record.parts.items():
        if values[role] is None and not is_missing(printed.text):
            reason = f"“{printed.text}” is no {role} that can be read for sure"
            found.held.append(Held(record.page, setting.reader, record.text.verbatim, "number_parsed", reason))
            return
    claims = {
        role: found.add(_claim(record, printed, value, *_meaning(role, printed, value), setting))
        for role, printed in record.parts.items()
        if (value := values[role]) is not None
    }
    main = Role.SCORE if setting.kind is Kind.RANKING else Role.COUNT
    if not claims:
        return
    found.rows.append(
        ListRow(
            record.code,
            claims.get(main, next(iter(claims.values()))),
            score=_value(values.get(Role.SCORE)),
            rank=_whole(values.get(Role.RANK)),
            rank_group=_whole(values.get(Role.GROUP)),
            eservices=_whole(values.get(Role.COUNT)),
        )
    )


def number_of(role: Role, printed: Printed, grammar: Grammar) -> CellValue | None:
    """Value of an entry's number; ranks may be ordinals ("4:a", "delad 4") and groups have their word before them."""
    text = printed.text
    if role in (Role.RANK, Role.GROUP, Role.NUMBER):
        match = _ORDINAL.fullmatch(plain(text).strip())
        text = match.group("number") if match else ""
    return parse_cell(_number_in(text), grammar)


def _number_in(text: str) -> str:
    return text.strip("()[]:;,. ") if re.search(r"\d", text) else text


def _value(value: CellValue | None) -> float | None:
    return None if value is None else value.value


def _whole(value: CellValue | None) -> int | None:
    return int(value.value) if value is not None and value.value == int(value.value) else None


def _meaning(role: Role, printed: Printed, value: CellValue) -> tuple[Unit, Statistic]:
    if role is Role.RANK:
        return Unit.OTHER, Statistic.RANK
    if role is Role.GROUP:
        return Unit.GROUPS, Statistic.RANK
    if role is Role.COUNT:
        return Unit.ESERVICES, Statistic.COUNT
    return unit_of(printed.header, value), Statistic.SCORE


def unit_of(header: str, value: CellValue) -> Unit:
    """Unit of a list's number: what the cell prints, else what its header says; a bare score is points."""
    if value.unit is not None:
        return value.unit
    lowered = header.lower()
    if "%" in lowered or "procent" in lowered:
        return Unit.PERCENT
    return Unit.POINTS if not lowered or "poäng" in lowered or "index" in lowered else Unit.OTHER


def _claim(
    record: Record,
    printed: Printed,
    value: CellValue | None,
    unit: Unit,
    statistic: Statistic,
    setting: ListSetting,
) -> Claim:
    quote = record.text
    regions = quote.regions(0, len(quote.verbatim))
    verbatim = quote.verbatim
    if record.heading is not None:
        verbatim = f"{record.heading.text} … {verbatim}"
        regions = (*record.heading.regions, *regions)
    low, high = (None, None) if value is None else value.interval(unit)
    return Claim(
        reader=setting.reader,
        page=printed.regions[0].page if printed.regions else record.page,
        value_text=printed.text,
        value=None if value is None else value.value,
        value_low=low,
        value_high=high,
        unit=unit,
        statistic=statistic,
        quote=verbatim,
        context=" · ".join(part for part in (setting.table_label, printed.header, name_of(record.code)) if part),
        year=setting.year,
        group=name_of(record.code),
        subject=f"{record.code} {printed.header}".strip(),
        regions=regions,
        marks=printed.regions,
    )


def _add_others(found: Extraction, record: Record, setting: ListSetting) -> None:
    for printed in record.others:
        value = parse_cell(_signed(printed.text), setting.grammar)
        claim, unit = None, None
        if value is not None:
            unit = unit_of(printed.header or "?", value)
            statistic = Statistic.SHARE if unit is Unit.PERCENT else Statistic.COUNT
            if _CHANGED.search(plain(printed.header)):
                statistic = Statistic.CHANGE
            claim = found.add(_claim(record, printed, value, unit, statistic, setting))
        elif not printed.text or (is_missing(printed.text) and not printed.regions):
            continue
        found.cells.append(
            TableCell(
                record.page,
                setting.table_label or None,
                name_of(record.code),
                printed.header,
                printed.text,
                None if value is None else value.value,
                unit,
                claim,
            )
        )


def _signed(text: str) -> str:
    """A change with its arrow as a sign: "▲ 3" is +3."""
    if text.strip() in _UNCHANGED:
        return "0"
    match = _ARROW.fullmatch(text.strip())
    return f"{'+' if match.group(1) in _UP else '-'}{match.group(2)}" if match else text


def separate_lines(records: list[Record]) -> None:
    """Where no cell of a list holds a comma, its apps stand one a line: a line with a capital or digit begins one."""
    parts = [part for record in records for part in record.app_parts]
    if any(_SEPARATOR.search(word.text) for part in parts for line in part for word in line):
        return
    for record in records:
        lines = [line for part in record.app_parts for line in part]
        record.app_parts = []
        for line in lines:
            if record.app_parts and line[0].text[:1].islower():
                record.app_parts[-1].append(line)
            else:
                record.app_parts.append([line])


def settle_scores(records: Sequence[Record], kind: Kind) -> list[Held]:
    """A ranking without points takes its first measure as score; a count list without header its only number.

    Where no header tells several numbers apart, no number is taken: the entry loses its numbers and is held back.
    """
    wanted = {Kind.RANKING: Role.SCORE, Kind.ESERVICE_COUNTS: Role.COUNT}.get(kind)
    held: list[Held] = []
    if wanted is None:
        return held
    for record in records:
        if wanted in record.parts:
            continue
        if kind is Kind.ESERVICE_COUNTS and Role.SCORE in record.parts:
            record.parts[wanted] = record.parts.pop(Role.SCORE)
            continue
        numbers = _measures(record)
        untold = not any(number.header for number in numbers) or kind is Kind.ESERVICE_COUNTS
        if len(numbers) > 1 and untold:
            held.append(Held(record.page, kind.value, record.text.verbatim, "numbers_told_apart", _UNTOLD))
            record.parts, record.others = {}, []
        elif numbers:
            record.others.remove(numbers[0])
            record.parts[wanted] = numbers[0]
    return held


def _measures(record: Record) -> list[Printed]:
    """A record's further numbers that may be its score: no ranks of other years; changes only where nothing else is."""
    numbers = [
        other
        for other in record.others
        if re.search(r"\d", other.text) and role_of(plain(other.header)) not in (Role.RANK, Role.GROUP, Role.NUMBER)
    ]
    levels = [other for other in numbers if not _CHANGED.search(plain(other.header))]
    return levels or numbers
