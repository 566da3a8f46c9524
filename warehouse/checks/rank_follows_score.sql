-- Where a ranking prints both points and rank groups, more points never mean a worse group.
SELECT
    a.source_id AS scope,
    'warn' AS status,
    'more points, better group' AS expected,
    format('{:d} municipalities in the wrong group', count(DISTINCT a.municipality_code)) AS found,
    string_agg(DISTINCT m.municipality, ', ' ORDER BY m.municipality) AS detail,
    string_agg(DISTINCT a.claim_id, ' ' ORDER BY a.claim_id) AS claim_ids
FROM store.list_rows AS a
JOIN store.list_rows AS b
    ON b.source_id = a.source_id AND b.score < a.score AND b.rank_group < a.rank_group
JOIN store.claims AS c ON c.claim_id = a.claim_id AND c.unit = 'points'
JOIN store.municipalities AS m ON m.municipality_code = a.municipality_code
JOIN store.sources AS s ON s.source_id = a.source_id AND NOT s.hidden
GROUP BY a.source_id
