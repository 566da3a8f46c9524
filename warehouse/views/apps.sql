SELECT year, municipality_code, municipality, app, source_id, origin, page, claim_id
FROM store.list_rows_shown
WHERE list = 'app_list'
ORDER BY year, source_id, seq
