"""From bytes to claims, purely: pages, layout, number grammar, prose, tables, lists, coverage."""
