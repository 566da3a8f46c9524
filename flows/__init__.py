"""Prefect, HTTP, and the command line: thin shells over the pure packages."""
