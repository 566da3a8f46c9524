-- A list's own rows, and what prose names in the same way where no list of that year has that municipality.
-- Prose repeats itself: of several places that name one municipality, the first in the best source counts.
WITH listed AS (
    SELECT
        r.*, m.municipality, s.origin, s.kind,
        CASE
            WHEN r.app IS NOT NULL THEN 'app_list'
            WHEN r.eservices IS NOT NULL THEN 'eservice_counts'
            ELSE 'ranking'
        END AS list
    FROM store.list_rows AS r
    JOIN store.sources AS s ON s.source_id = r.source_id
    JOIN store.municipalities AS m ON m.municipality_code = r.municipality_code
    WHERE NOT s.hidden
),

named AS (
    SELECT l.*
    FROM listed AS l
    WHERE l.kind <> l.list AND NOT EXISTS (
        SELECT 1
        FROM listed AS own
        WHERE own.kind = own.list AND own.list = l.list
            AND own.year = l.year AND own.municipality_code = l.municipality_code
    )
    QUALIFY row_number() OVER (
        PARTITION BY l.list, l.year, l.municipality_code, l.app
        ORDER BY l.origin <> 'published', l.kind <> 'report', l.source_id, l.seq
    ) = 1
)

SELECT
    source_id, seq, year, municipality_code, page, score, rank, rank_group, app, eservices, claim_id,
    municipality, origin, list
FROM (SELECT * FROM listed WHERE kind = list UNION ALL SELECT * FROM named)
ORDER BY source_id, seq
