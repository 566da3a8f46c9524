-- What is contradicted is held back, and stays in store.observations, until somebody decides.
SELECT
    o.observation_id, o.indicator_id, i.label_sv AS indicator, o.year, o.size_class, o.category,
    o.value AS percent, o.value_low AS percent_low, o.value_high AS percent_high,
    o.qualifier, o.respondents, o.witnesses, o.status,
    c.source_id, c.origin, c.page, c.quote, i.label_en AS indicator_en, o.claim_id, i.question_id, i.answer,
    c.review, d.reviewer, d.because, c.value_text
FROM store.observations AS o
JOIN store.claims AS c ON c.claim_id = o.claim_id
JOIN store.indicators AS i ON i.indicator_id = o.indicator_id
LEFT JOIN store.decisions AS d ON d.claim_id = o.claim_id
WHERE o.statistic = 'share' AND o.unit = 'percent' AND NOT o.held
ORDER BY o.indicator_id, o.year, o.category NULLS FIRST, o.size_class NULLS FIRST
