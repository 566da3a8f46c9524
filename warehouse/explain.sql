CREATE MACRO main.explain(wanted_id) AS TABLE
SELECT
    c.value, c.quote, s.title AS source_title, n.url, c.page, n.sha256, n.retrieved_at,
    c.value_text, c.unit, c.statistic, c.source_id, c.origin, c.claim_id,
    e.page_label, e.line, e.line_text,
    (
        SELECT CAST(to_json(list(
            {page: r.page, x0: r.x0, top: r.top, x1: r.x1, bottom: r.bottom} ORDER BY r.seq
        )) AS VARCHAR)
        FROM store.claim_regions AS r WHERE r.claim_id = c.claim_id
    ) AS quote_boxes,
    (
        SELECT CAST(to_json(list(
            {page: m.page, x0: m.x0, top: m.top, x1: m.x1, bottom: m.bottom} ORDER BY m.seq
        )) AS VARCHAR)
        FROM store.claim_marks AS m WHERE m.claim_id = c.claim_id
    ) AS number_boxes,
    e.png AS picture
FROM store.claims AS c
JOIN store.sources AS s ON s.source_id = c.source_id
JOIN store.snapshots AS n ON n.snapshot_id = c.snapshot_id
LEFT JOIN store.evidence AS e ON e.claim_id = c.claim_id
WHERE c.claim_id = wanted_id
    OR c.claim_id IN (SELECT o.claim_id FROM store.observations AS o WHERE o.observation_id = wanted_id)
