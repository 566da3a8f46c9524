"""The DuckDB file: content, reconciliation, build, questions to it and evidence from it."""
