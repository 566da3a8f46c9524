"""Tables of what was published when: each claim, observation and source with the runs between which it read so."""

from __future__ import annotations

from dataclasses import replace

from schemas.columns import Column, Table, flag, integer, moment, text
from schemas.fields import (
    BECAUSE,
    BOX,
    CONTENT_HASH,
    LAYOUT_HASH,
    OBSERVATION_ID,
    ORIGIN,
    PAGE,
    QUOTE,
    REVIEW,
    REVIEWER,
    SOURCE_ID,
    VALUE_TEXT,
)
from schemas.findings import CLAIMS, OBSERVATIONS

_claim = {column.name: column for column in CLAIMS.columns}
_observed = {column.name: column for column in OBSERVATIONS.columns}


def _run(name: str, comment: str) -> Column:
    return text(name, comment, volatile=True)


SPELL = (
    _run("first_run", "The run from which on it read so"),
    _run("last_run", "The last run in which it read so; the newest one while it still does"),
    _run("until_run", "The first run in which it no longer read so; NULL while it does").optional(),
    moment("first_seen", "When its first run began"),
    moment("last_seen", "When its last run began"),
)
#: What a claim is remembered by, beside the box of its first mark.
REMEMBERED = (
    *(_claim[name] for name in ("source_id", "page", "reader", "value_text", "value", "value_low", "value_high")),
    *(_claim[name] for name in ("unit", "statistic", "qualifier", "year", "indicator_id", "quote", "subject")),
    _claim["group_label"],
    replace(OBSERVATION_ID, nullable=True, comment="The observation that it spoke of"),
)
PUBLISHED = (
    *(_observed[name] for name in ("indicator_id", "year", "size_class", "category", "statistic", "unit")),
    *(_observed[name] for name in ("value", "value_low", "value_high", "qualifier", "respondents")),
    *(_observed[name] for name in ("witnesses", "status")),
    SOURCE_ID,
    ORIGIN,
    PAGE,
    QUOTE,
    _observed["claim_id"],
    REVIEW.optional("The verdict on its claim that stood; NULL where none did"),
    REVIEWER,
    BECAUSE,
)
READ_FROM = (text("snapshot_id", "The bytes that were read").optional(), CONTENT_HASH, LAYOUT_HASH)

#: The box of the number's first mark.
EDGES = tuple(edge.optional() for edge in BOX)

CLAIM_VERSIONS = Table(
    "claim_versions",
    "Every claim that a run ever published, with its place, once for each unbroken time in which it read so",
    (_claim["claim_id"], *REMEMBERED, *EDGES, *SPELL),
    key=("claim_id", "first_run"),
)
OBSERVATION_HISTORY = Table(
    "observation_history",
    "Every published value with the runs between which it was published so: one row for each unbroken time",
    (OBSERVATION_ID, *PUBLISHED, *SPELL),
    key=("observation_id", "first_run"),
)
SOURCE_HISTORY = Table(
    "source_history",
    "Which snapshot of each source was read in which runs, and whether its text or only its looks changed",
    (SOURCE_ID, *READ_FROM, *SPELL),
    key=("source_id", "first_run"),
)
CLAIM_HISTORY = Table(
    "claim_history",
    "Every claim that a run ever published: when it was first and last seen, and whether it has vanished since",
    (
        _claim["claim_id"],
        SOURCE_ID,
        PAGE,
        _claim["reader"],
        VALUE_TEXT,
        _claim["value"],
        _claim["unit"],
        _claim["indicator_id"],
        QUOTE,
        _run("first_run", "The first run that published it"),
        _run("last_run", "The last run that published it"),
        moment("first_seen", "When its first run began"),
        moment("last_seen", "When its last run began"),
        flag("vanished", "Whether the newest run does not publish it any more"),
        integer("times", "How many unbroken times there were; 1 unless it came back or is read otherwise", low=1),
    ),
    key=("claim_id",),
)
#: Stored tables that say when, not what: no part of what the content is.
HISTORY = (CLAIM_VERSIONS, OBSERVATION_HISTORY, SOURCE_HISTORY)
