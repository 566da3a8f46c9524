"""Tables: found with or without rules, their headers as a tree, each value with the path of headers above it."""
