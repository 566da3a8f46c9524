"""The claims, rows and further cells that an entry makes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.lists.column_headers import Role
from extractors.lists.record_numbers import CHANGED, number_of, signed
from extractors.lists.records import ListSetting, Printed, Record
from extractors.names import name_of
from extractors.tables.cells import CellValue, is_missing, parse_cell
from extractors.text import Text, plain, text_of
from schemas.claim import Claim, Extraction, Held, ListRow, TableCell
from schemas.codes import Kind, Statistic, Unit

_BETWEEN_APPS = re.compile(r"(?:(?!\s/\s)[^,;])+")
_SEPARATOR = re.compile(r"[,;]|^/$")


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
        value = parse_cell(signed(printed.text), setting.grammar)
        claim, unit = None, None
        if value is not None:
            unit = unit_of(printed.header or "?", value)
            statistic = Statistic.SHARE if unit is Unit.PERCENT else Statistic.COUNT
            if CHANGED.search(plain(printed.header)):
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
