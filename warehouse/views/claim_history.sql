-- One row a claim, of what it last read: a claim has several unbroken times when it vanished and came back.
SELECT
    claim_id,
    arg_max(source_id, rowid) AS source_id,
    arg_max_null(page, rowid) AS page,
    arg_max(reader, rowid) AS reader,
    arg_max(value_text, rowid) AS value_text,
    arg_max_null(value, rowid) AS value,
    arg_max(unit, rowid) AS unit,
    arg_max_null(indicator_id, rowid) AS indicator_id,
    arg_max(quote, rowid) AS quote,
    arg_min(first_run, rowid) AS first_run,
    arg_max(last_run, rowid) AS last_run,
    arg_min(first_seen, rowid) AS first_seen,
    arg_max(last_seen, rowid) AS last_seen,
    bool_and(until_run IS NOT NULL) AS vanished,
    CAST(count(*) AS INTEGER) AS times
FROM store.claim_versions
GROUP BY claim_id
ORDER BY min(rowid)
