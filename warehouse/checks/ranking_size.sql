-- A ranking has as many municipalities as the text says are in it. A reconstruction knows only a part.
SELECT
    s.source_id AS scope,
    CASE
        WHEN r.ranked = c.value THEN 'pass'
        WHEN s.origin = 'reconstruction' THEN 'warn'
        ELSE 'fail'
    END AS status,
    format('{:d} municipalities', CAST(c.value AS INTEGER)) AS expected,
    format('{:d} municipalities', r.ranked) AS found,
    format('{}{}: “{}”', c.source_id, coalesce(' p. ' || c.page, ''), c.quote) AS detail
FROM store.sources AS s
JOIN (
    SELECT source_id, count(DISTINCT municipality_code) AS ranked FROM store.list_rows GROUP BY source_id
) AS r ON r.source_id = s.source_id
JOIN store.sources AS t
    ON t.year = s.year AND t.publisher = s.publisher AND t.origin = s.origin AND NOT t.hidden
JOIN store.claims AS c
    ON c.source_id = t.source_id AND c.unit = 'municipalities'
WHERE s.kind = 'ranking' AND NOT s.hidden
    AND regexp_matches(
        replace(c.quote, chr(160), ' '),
        '\b' || regexp_escape(c.value_text) || '(\s+kommuner)?[\s\d]*\s+ingår i\s+rankinglist', 'i'
    )
