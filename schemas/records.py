"""Tables about the work itself: catalog, bytes, runs, checks, what was held back, reference data."""

from __future__ import annotations

from schemas.codes import CheckStatus, Choice, Kind, Language, MediaType
from schemas.columns import Table, day, flag, integer, moment, text
from schemas.fields import CONTENT_HASH, ID, LAYOUT_HASH, MUNICIPALITY_CODE, ORIGIN, RUN_ID, SOURCE_ID, YEAR
from schemas.verdicts import Verdict

HASH = r"^[0-9a-f]{64}$"
QUARANTINE = Table(
    "quarantine",
    "What was held back, with the check that it failed and why; nothing is dropped silently",
    (
        text("quarantine_id", "Identity by content", pattern=f"^{ID}$"),
        SOURCE_ID,
        integer("page", "Page in the file as the reader said it; NULL where the medium has none").optional(),
        text("reader", "Which reader, or which table, it was meant for"),
        text("raw_text", "What was read, verbatim"),
        text("check_name", "The check that it failed"),
        text("reason", "Why, for people"),
        RUN_ID,
        text(
            "decision",
            "What a person decided: open waits, released is published all the same, waived stays out and is settled",
            codes=("open", Verdict.RELEASED, Verdict.WAIVED),
        ),
    ),
    key=("quarantine_id",),
    scoped_by="source_id",
)
CHECKS = Table(
    "checks",
    "Outcome of every check on a source, and between sources",
    (
        text("check_name", "Name of the check"),
        text("scope", "Source, or place in it, that was checked"),
        text("status", "Outcome", codes=CheckStatus),
        text("expected", "What should have been found"),
        text("found", "What was found"),
        text("detail", "Evidence, for people"),
        RUN_ID,
        text("meaning", "What the check means, in a sentence").optional(),
        text("claim_ids", "Evidence: the claims that were compared, divided by spaces").optional(),
    ),
    scoped_by="scope",
)
SOURCES = Table(
    "sources",
    "The catalog: every source, read or not",
    (
        SOURCE_ID,
        text("title", "Title as published"),
        text("publisher", "Who published it"),
        day("published_on", "Day of publication").optional(),
        YEAR,
        text("kind", "What it is, and so which readers it gets", codes=Kind),
        ORIGIN,
        text("language", "Language of its prose", codes=Language),
        text("stands_in_for", "The source that it stands in for until that one has a snapshot").optional(),
        flag(
            "hidden",
            "Whether the public views leave it out, because the source that it stands in for was read",
        ),
        text("snapshot_id", "Newest snapshot; NULL when there is none").optional(),
        integer("pages", "Pages read; 0 where the medium has none or nothing was read", low=0),
        text("problem", "Why it was not read; NULL when it was", volatile=True).optional(),
        moment("last_reached_at", "When its publisher last answered").optional(),
    ),
    key=("source_id",),
)
SNAPSHOTS = Table(
    "snapshots",
    "The bytes that were read: what they are, where from and when",
    (
        text("snapshot_id", "The source and the content"),
        SOURCE_ID,
        text("sha256", "Checksum of the bytes", pattern=HASH),
        text("media_type", "Type, read from the bytes", codes=MediaType),
        integer("size", "Size", low=0, unit="bytes"),
        text("url", "Final address after redirects, or a file: name"),
        text("redirects", "Addresses before it, in order, as a JSON array"),
        moment("retrieved_at", "When the bytes were retrieved"),
        text("etag", "The server's entity tag").optional(),
        text("last_modified", "The server's date of the last change").optional(),
        flag("added_by_hand", "Whether a person added the file"),
        text("file_name", "Name of the file beside source.toml"),
        text(
            "text_layer",
            "Where the text of its pages comes from: the file's own, or OCR of their pictures; NULL for what is no "
            "PDF or was not read",
            codes=("printed", "ocr"),
        ).optional(),
        CONTENT_HASH,
        LAYOUT_HASH,
    ),
    key=("snapshot_id",),
)
RUNS = Table(
    "runs",
    "Every ingestion that wrote this database, oldest first",
    (
        text("run_id", "The run"),
        moment("started_at", "Start"),
        moment("finished_at", "End"),
        text("fingerprint", "Checksum of all inputs: catalog, snapshots, reviews and code"),
        integer("sources", "Sources in the run", low=0),
        integer("claims", "Claims loaded", low=0),
        integer("held", "Rows held back", low=0),
        integer("exit_status", "0 all done, 1 nothing usable, 3 done with failed sources or rows held back", low=0),
        text("messages", "What the run said, as a JSON array"),
        integer("reviews", "Entries in the ledger of reviews", low=0),
        text("reviews_head", "Hash of the ledger's last entry, by which a removed end is found", pattern=HASH),
    ),
    key=("run_id",),
)
MUNICIPALITIES = Table(
    "municipalities",
    "Sweden's municipalities, with the names and codes of the survey's year",
    (
        MUNICIPALITY_CODE,
        text("municipality", "Name without 'kommun' or 'stad'"),
        text("county_code", "Statistics Sweden's two-digit county code", pattern=r"^\d{2}$"),
        text("county", "County"),
        integer("population_2013", "Population on 31 December 2013", low=0, unit="inhabitants"),
        text("skl_group_2011", "Group in the publisher's classification of 2011"),
    ),
    key=("municipality_code",),
)
INDICATORS = Table(
    "indicators",
    "The codebook: what each indicator measures",
    (
        text("indicator_id", "The indicator"),
        text("label_sv", "Name in Swedish"),
        text("label_en", "Name in English"),
        text("definition", "What is measured"),
        text("unit", "Unit of its values"),
        text("universe", "Of whom it is measured"),
        text("question_id", "The question of the survey that it answers; NULL where it is no answer").optional(),
        text("answer", "The answer that it counts; NULL for how many answered the question").optional(),
        text(
            "choice",
            "Whether the question's answers exclude each other, so that their shares sum to 100",
            codes=Choice,
        ).optional(),
        text("sums_up", "Other indicators whose shares it sums up, divided by spaces").optional(),
    ),
    key=("indicator_id",),
)
