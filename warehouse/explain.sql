CREATE MACRO main.explain(wanted_id) AS TABLE
SELECT
    c.value, c.quote, s.title AS source_title, n.url, c.page, n.sha256, n.retrieved_at,
    c.value_text, c.unit, c.statistic, c.source_id, c.origin, c.claim_id
FROM store.claims AS c
JOIN store.sources AS s ON s.source_id = c.source_id
JOIN store.snapshots AS n ON n.snapshot_id = c.snapshot_id
WHERE c.claim_id = wanted_id
    OR c.claim_id IN (SELECT o.claim_id FROM store.observations AS o WHERE o.observation_id = wanted_id)
