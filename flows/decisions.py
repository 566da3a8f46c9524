"""What people decided, for a run: the ledger of reviews and the corrections, and what there is to say about them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from flows.reviews import REVIEWS_FILE, VERIFY, read_reviews
from flows.runs import read_runs
from flows.settings import IngestOptions
from schemas.catalog import Catalog
from schemas.corrections import load_corrections
from schemas.decisions import People
from schemas.reviews import first_unlike
from warehouse.history import last_run


def what_people_decided(raw: Path, catalog: Catalog) -> People:
    """Read the ledger and all corrections; raises ReviewError or CatalogError when one of them can't be trusted."""
    return People(tuple(read_reviews(raw)), load_corrections(catalog.sources))


def lost_reviews(options: IngestOptions, people: People) -> tuple[str, ...]:
    """One line if reviews that the last run saw are gone, or are others: the chain by itself can't see its end cut."""
    last = (*read_runs(options.raw)[-1:], last_run(options.warehouse) if options.warehouse.exists() else None)
    found = first_unlike(people.reviews, (run.head for run in last if run is not None))
    if found is None:
        return ()
    return (f"{options.raw / REVIEWS_FILE}: failed: entry {found[0]} is {found[1]}; restore it ({VERIFY})",)


def lapsed_lines(reviews: pd.DataFrame) -> tuple[str, ...]:
    """One line if verdicts have lapsed."""
    lapsed = int(reviews["state"].eq("lapsed").sum())
    return (f"reviews: {lapsed} lapsed, for what they judged has changed (skl check)",) if lapsed else ()
