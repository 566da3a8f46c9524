-- Every source that has a snapshot and was read says at least one number, and a list at least one row.
SELECT
    s.source_id AS scope,
    CASE
        WHEN count(c.claim_id) = 0 THEN 'fail'
        WHEN s.kind IN ('ranking', 'app_list', 'eservice_counts') AND count(r.seq) = 0 THEN 'fail'
        ELSE 'pass'
    END AS status,
    if(s.kind IN ('report', 'press'), 'claims', 'claims and list rows') AS expected,
    format('{:d} claims, {:d} list rows', count(DISTINCT c.claim_id), count(DISTINCT r.seq)) AS found,
    s.title AS detail,
    NULL AS claim_ids
FROM store.sources AS s
LEFT JOIN store.claims AS c ON c.source_id = s.source_id
LEFT JOIN store.list_rows AS r ON r.source_id = s.source_id AND r.claim_id = c.claim_id
WHERE s.snapshot_id IS NOT NULL AND s.problem IS NULL AND NOT s.hidden
GROUP BY s.source_id, s.kind, s.title
