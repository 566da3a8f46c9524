-- No figure has more respondents than there are municipalities, and no figure two numbers of them.
SELECT
    f.source_id || coalesce(' p. ' || min(f.page), '') || ' figure ' || f.figure AS scope,
    'warn' AS status,
    format('one number, at most {:d}', (SELECT count(*) FROM store.municipalities)) AS expected,
    array_to_string(list_sort(list(DISTINCT f.respondents)), ', ') AS found,
    string_agg(DISTINCT f.caption, ' | ' ORDER BY f.caption) AS detail,
    NULL AS claim_ids
FROM store.figures AS f
JOIN store.sources AS s ON s.source_id = f.source_id AND NOT s.hidden
WHERE f.respondents IS NOT NULL
GROUP BY f.source_id, f.figure
HAVING count(DISTINCT f.respondents) > 1 OR max(f.respondents) > (SELECT count(*) FROM store.municipalities)
