"""All tables and views of the database, each defined once; ``schemas.columns`` says what that drives."""

from __future__ import annotations

from dataclasses import replace

from schemas import chronicle, dimensions, findings, opinions, records
from schemas.codes import Kind
from schemas.columns import Table, integer, number, text
from schemas.evidence import EVIDENCE
from schemas.fields import (
    CLAIM_ID,
    DECIDED,
    MUNICIPALITY_CODE,
    OBSERVATION_ID,
    ORIGIN,
    PAGE,
    QUALIFIER,
    QUOTE,
    RESPONDENTS,
    SOURCE_ID,
    YEAR,
)

TABLES: tuple[Table, ...] = (
    findings.CLAIMS,
    findings.CLAIM_REGIONS,
    findings.CLAIM_MARKS,
    findings.LIST_ROWS,
    findings.OBSERVATIONS,
    findings.WITNESSES,
    findings.TABLE_CELLS,
    findings.FIGURES,
    findings.CHART_VALUES,
    findings.COVERAGE,
    EVIDENCE,
    records.QUARANTINE,
    records.CHECKS,
    records.SOURCES,
    records.SNAPSHOTS,
    records.RUNS,
    opinions.REVIEWS,
    opinions.DECISIONS,
    records.MUNICIPALITIES,
    records.INDICATORS,
    *dimensions.DIMENSIONS,
    *chronicle.HISTORY,
)
BY_NAME = {table.name: table for table in TABLES}

_MUNICIPALITY = text("municipality", "Name without 'kommun' or 'stad'")
_FOUND_AT = (SOURCE_ID, ORIGIN, PAGE, CLAIM_ID)


_observed = {column.name: column for column in findings.OBSERVATIONS.columns}
_asked = {column.name: column for column in records.INDICATORS.columns}
_listed = {column.name: column for column in findings.LIST_ROWS.columns}

PERCENTAGES = Table(
    "percentages",
    "The published share for each key of indicator, year, size class and category",
    (
        OBSERVATION_ID,
        _observed["indicator_id"],
        text("indicator", "The indicator's name in Swedish"),
        YEAR,
        _observed["size_class"],
        _observed["category"],
        number("percent", "Published share", low=0, high=100, unit="percent"),
        number("percent_low", "Lowest share that the words allow", low=0, high=100, unit="percent"),
        number("percent_high", "Highest share that the words allow", low=0, high=100, unit="percent"),
        QUALIFIER,
        RESPONDENTS,
        _observed["witnesses"],
        _observed["status"],
        SOURCE_ID,
        ORIGIN,
        PAGE,
        QUOTE,
        text("indicator_en", "The indicator's name in English"),
        CLAIM_ID,
        _asked["question_id"],
        _asked["answer"],
        *DECIDED,
    ),
    key=("observation_id",),
)
OBSERVATIONS = Table(
    findings.OBSERVATIONS.name,
    "The published value of every measure, shares and others: one for each key, with its claim",
    (
        OBSERVATION_ID,
        _observed["indicator_id"],
        text("indicator", "The indicator's name in Swedish"),
        YEAR,
        *(_observed[name] for name in ("size_class", "category", "statistic", "unit")),
        *(_observed[name] for name in ("value", "value_low", "value_high")),
        QUALIFIER,
        RESPONDENTS,
        _observed["witnesses"],
        _observed["status"],
        SOURCE_ID,
        ORIGIN,
        PAGE,
        QUOTE,
        text("indicator_en", "The indicator's name in English"),
        CLAIM_ID,
        _asked["question_id"],
        _asked["answer"],
        *DECIDED,
    ),
    key=("observation_id",),
)
RANKS = Table(
    "ranks",
    "Place of each municipality in a ranking; the best that prose names, where the ranking itself is missing",
    (
        YEAR,
        MUNICIPALITY_CODE,
        _MUNICIPALITY,
        _listed["score"],
        integer("rank", "Place: as printed, else ties share the best place", low=1).optional(),
        integer("rank_group", "Rank group: as printed, else by points", low=1).optional(),
        *_FOUND_AT,
        *DECIDED,
    ),
)
APPS = Table(
    "apps",
    "Each app that a municipality offers",
    (YEAR, MUNICIPALITY_CODE, _MUNICIPALITY, replace(_listed["app"], nullable=False), *_FOUND_AT, *DECIDED),
)
ESERVICE_COUNTS = Table(
    "eservice_counts",
    "How many e-services each municipality offers",
    (YEAR, MUNICIPALITY_CODE, _MUNICIPALITY, replace(_listed["eservices"], nullable=False), *_FOUND_AT, *DECIDED),
)
LIST_ROWS_SHOWN = Table(
    "list_rows_shown",
    "The list rows that the public views show: a list's own, and prose's where no list has that municipality",
    (*findings.LIST_ROWS.columns, _MUNICIPALITY, ORIGIN, text("list", "The list it belongs to", codes=Kind)),
)

DERIVED: tuple[Table, ...] = (PERCENTAGES, OBSERVATIONS, RANKS, APPS, ESERVICE_COUNTS, chronicle.CLAIM_HISTORY)
INTERNAL = (findings.LIST_ROWS.name, findings.OBSERVATIONS.name, chronicle.CLAIM_VERSIONS.name)
PLAIN: tuple[Table, ...] = tuple(table for table in TABLES if table.name not in INTERNAL)
VIEWS: tuple[Table, ...] = (*PLAIN, *DERIVED)
