-- Ties share the best place. Groups are made of points only: another measure has no steps to group by.
-- While rows of a ranking are held back, one of them may be better: then only printed places are told.
WITH incomplete AS (SELECT DISTINCT source_id FROM store.quarantine WHERE reader = 'ranking')

SELECT
    l.year, l.municipality_code, l.municipality, l.score,
    CAST(coalesce(l.rank, CASE WHEN l.score IS NOT NULL AND i.source_id IS NULL THEN 1 + (
        SELECT count(DISTINCT better.municipality_code)
        FROM store.list_rows AS better
        WHERE better.source_id = l.source_id AND better.score > l.score
    ) END) AS INTEGER) AS rank,
    CAST(coalesce(l.rank_group, CASE WHEN l.score IS NOT NULL AND i.source_id IS NULL AND c.unit = 'points' THEN 1 + (
        SELECT count(DISTINCT better.score)
        FROM store.list_rows AS better
        WHERE better.source_id = l.source_id AND better.score > l.score
    ) END) AS INTEGER) AS rank_group,
    l.source_id, l.origin, l.page, l.claim_id, c.review, d.reviewer, d.because, c.value_text
FROM store.list_rows_shown AS l
JOIN store.claims AS c ON c.claim_id = l.claim_id
LEFT JOIN store.decisions AS d ON d.claim_id = l.claim_id
LEFT JOIN incomplete AS i ON i.source_id = l.source_id
WHERE l.list = 'ranking'
ORDER BY l.year, l.source_id, rank NULLS LAST, l.seq
