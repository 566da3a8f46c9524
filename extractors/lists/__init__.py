"""Lists of municipalities: rankings, app lists and counts, in tables, columns, lines or running text."""
