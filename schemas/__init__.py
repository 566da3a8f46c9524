"""What the data are: catalog, snapshots, claims, tables, code lists and reference data. No disk but its own data."""
