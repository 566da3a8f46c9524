"""Tables of what observations and claims are divided by: pages, size classes, categories and time periods."""

from __future__ import annotations

from dataclasses import replace

from schemas.columns import Table, day, flag, integer, number, text
from schemas.fields import SOURCE_ID, YEAR

PAGES = Table(
    "pages",
    "Every page of every source that was read and has pages",
    (
        SOURCE_ID,
        integer("page", "Page in the file, counted from 1", low=1),
        text("printed_label", "The name that the file gives it (iv, A-3); NULL where it gives none").optional(),
        number("width", "Width of the visible page; NULL for text without layout", low=0, unit="PDF points").optional(),
        number(
            "height", "Height of the visible page; NULL for text without layout", low=0, unit="PDF points"
        ).optional(),
        integer(
            "rotation", "How far a viewer turns it, clockwise; NULL for text without layout", low=0, unit="degrees"
        ).optional(),
    ),
    key=("source_id", "page"),
    scoped_by="source_id",
)
SIZE_CLASSES = Table(
    "size_classes",
    "Every size class or other group of municipalities that an observation speaks of, and those of the codebook",
    (
        text("size_class", "The class, as observations name it"),
        text("label_sv", "Name in Swedish"),
        text("label_en", "Name in English; NULL where the documents name it and the codebook does not").optional(),
        text(
            "kind",
            "Whether bounds of population make it, or a place in the ranking, or only its name is known",
            codes=("population", "ranking", "named"),
        ),
        integer("inhabitants_low", "Fewest inhabitants, where bounds are printed", low=0).optional(),
        integer("inhabitants_high", "Most inhabitants, where bounds are printed", low=0).optional(),
    ),
    key=("size_class",),
)
CATEGORIES = Table(
    "categories",
    "Every category that an observation is of, and those of the codebook",
    (
        text("category", "The category, as observations name it"),
        text("dimension", "What it divides; NULL for a range of numbers as printed").optional(),
        text("label_sv", "Name in Swedish"),
        text("label_en", "Name in English; NULL for a range of numbers as printed").optional(),
    ),
    key=("category",),
)
TIME_PERIODS = Table(
    "time_periods",
    "Every year that a source is a survey of, or that a number speaks of",
    (
        replace(YEAR, comment="The calendar year"),
        flag("surveyed", "Whether a source of the catalog is of a survey of this year"),
        integer("sources", "How many sources of the catalog are", low=0, unit="sources"),
        day("published_on", "When the first of them was published, where the catalog says so").optional(),
    ),
    key=("year",),
)
DIMENSIONS = (PAGES, SIZE_CLASSES, CATEGORIES, TIME_PERIODS)
