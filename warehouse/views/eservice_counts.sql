SELECT
    l.year, l.municipality_code, l.municipality, l.eservices, l.source_id, l.origin, l.page, l.claim_id,
    c.review, d.reviewer, d.because, c.value_text
FROM store.list_rows_shown AS l
JOIN store.claims AS c ON c.claim_id = l.claim_id
LEFT JOIN store.decisions AS d ON d.claim_id = l.claim_id
WHERE l.list = 'eservice_counts'
ORDER BY l.year, l.eservices DESC, l.source_id, l.seq
