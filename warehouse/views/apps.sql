SELECT
    l.year, l.municipality_code, l.municipality, l.app, l.source_id, l.origin, l.page, l.claim_id,
    c.review, d.reviewer, d.because, c.value_text
FROM store.list_rows_shown AS l
JOIN store.claims AS c ON c.claim_id = l.claim_id
LEFT JOIN store.decisions AS d ON d.claim_id = l.claim_id
WHERE l.list = 'app_list'
ORDER BY l.year, l.source_id, l.seq
