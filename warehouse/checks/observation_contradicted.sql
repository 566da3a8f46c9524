-- Every claim for one key says the same, as far as its words allow.
SELECT
    o.observation_id AS scope,
    'warn' AS status,
    format('{:g} ({:g} to {:g})', o.value, coalesce(o.value_low, o.value), coalesce(o.value_high, o.value)) AS expected,
    string_agg(
        format('“{}” in {}{}', c.value_text, c.source_id, coalesce(' p. ' || c.page, '')),
        '; ' ORDER BY c.claim_id
    ) AS found,
    concat_ws(' · ', o.indicator_id, o.year, o.statistic, o.size_class, o.category) AS detail
FROM store.observations AS o
JOIN store.witnesses AS w ON w.observation_id = o.observation_id AND NOT w.agrees
JOIN store.claims AS c ON c.claim_id = w.claim_id
GROUP BY ALL
