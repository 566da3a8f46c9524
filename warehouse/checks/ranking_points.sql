-- As many municipalities have the points that the text names ("tio kommuner … 12 poäng"). All points and none are
-- indicators, and held against the list by prose_and_list.
WITH said AS (
    SELECT
        c.*, s.year AS survey, s.publisher, s.origin AS made,
        replace(c.quote, chr(160), ' ') AS words,
        '\b' || regexp_escape(c.value_text) || '(?:\s+kommuner)?\s' AS start
    FROM store.claims AS c
    JOIN store.sources AS s ON s.source_id = c.source_id
    WHERE c.unit = 'municipalities' AND NOT s.hidden
        AND (c.indicator_id IS NULL OR c.indicator_id NOT IN ('index-full-points', 'index-zero-points'))
),

pointed AS (
    SELECT
        said.*,
        CASE
            WHEN regexp_matches(words, start || '[^.\d]*utan poäng', 'i') THEN 0
            ELSE TRY_CAST(regexp_extract(words, start || '[^.\d]*?(\d+)\s+poäng', 1, 'i') AS DOUBLE)
        END AS points
    FROM said
)

SELECT
    s.source_id AS scope,
    CASE
        WHEN count(DISTINCT r.municipality_code) = p.value THEN 'pass'
        WHEN s.origin = 'reconstruction' THEN 'warn'
        ELSE 'fail'
    END AS status,
    format('{:d} municipalities with {:g} points', CAST(p.value AS INTEGER), p.points) AS expected,
    format('{:d} municipalities', count(DISTINCT r.municipality_code)) AS found,
    format('{}{}: “{}”', p.source_id, coalesce(' p. ' || p.page, ''), p.quote) AS detail,
    p.claim_id AS claim_ids
FROM pointed AS p
JOIN store.sources AS s
    ON s.year = p.survey AND s.publisher = p.publisher AND s.origin = p.made
    AND s.kind = 'ranking' AND NOT s.hidden
LEFT JOIN store.list_rows AS r ON r.source_id = s.source_id AND r.score = p.points
WHERE p.points IS NOT NULL AND EXISTS (SELECT 1 FROM store.list_rows AS o WHERE o.source_id = s.source_id)
GROUP BY s.source_id, s.origin, p.claim_id, p.value, p.points, p.source_id, p.page, p.quote
