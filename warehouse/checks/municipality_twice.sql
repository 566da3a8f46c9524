-- A ranking or a list of counts has each municipality once; an app list has each app of a municipality once.
WITH times AS (
    SELECT r.source_id, m.municipality, r.app, count(*) AS rows_found
    FROM store.list_rows AS r
    JOIN store.municipalities AS m ON m.municipality_code = r.municipality_code
    GROUP BY ALL
)

SELECT
    s.source_id AS scope,
    CASE WHEN max(t.rows_found) > 1 THEN 'fail' ELSE 'pass' END AS status,
    'each once' AS expected,
    format('{:d} more than once', count(*) FILTER (t.rows_found > 1)) AS found,
    coalesce(string_agg(
        concat_ws(': ', t.municipality, t.app) || format(' ({:d} times)', t.rows_found),
        ', ' ORDER BY t.municipality, t.app
    ) FILTER (t.rows_found > 1), '') AS detail,
    NULL AS claim_ids
FROM times AS t
JOIN store.sources AS s ON s.source_id = t.source_id
WHERE s.kind IN ('ranking', 'app_list', 'eservice_counts') AND NOT s.hidden
GROUP BY s.source_id
