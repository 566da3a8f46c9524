SELECT year, municipality_code, municipality, eservices, source_id, origin, page, claim_id
FROM store.list_rows_shown
WHERE list = 'eservice_counts'
ORDER BY year, eservices DESC, source_id, seq
