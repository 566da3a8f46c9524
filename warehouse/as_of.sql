CREATE MACRO main.as_of(wanted_run) AS TABLE
WITH placed AS (SELECT run_id, row_number() OVER (ORDER BY rowid) AS place FROM store.runs)

SELECT
    h.observation_id, h.indicator_id, i.label_sv AS indicator, h.year, h.size_class, h.category, h.statistic, h.unit,
    h.value, h.value_low, h.value_high, h.qualifier, h.respondents, h.witnesses, h.status,
    h.source_id, h.origin, h.page, h.quote, h.claim_id, i.label_en AS indicator_en, i.question_id, i.answer,
    coalesce(h.review, 'none') AS review, h.reviewer, h.because, t.value_text, w.run_id
FROM store.observation_history AS h
JOIN placed AS w ON w.run_id = wanted_run
LEFT JOIN placed AS f ON f.run_id = h.first_run
LEFT JOIN placed AS u ON u.run_id = h.until_run
LEFT JOIN store.indicators AS i ON i.indicator_id = h.indicator_id
LEFT JOIN (SELECT claim_id, any_value(value_text) AS value_text FROM store.claim_versions GROUP BY claim_id) AS t
    ON t.claim_id = h.claim_id
WHERE coalesce(f.place, 0) <= w.place AND (h.until_run IS NULL OR u.place > w.place)
ORDER BY h.indicator_id, h.year, h.statistic, h.unit, h.category NULLS FIRST, h.size_class NULLS FIRST
