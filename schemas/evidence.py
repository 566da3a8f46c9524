"""What lies in the database itself to show where a claim stands, for a machine that has only that file."""

from __future__ import annotations

from schemas.columns import Table, integer, picture, text
from schemas.fields import CLAIM_ID, PAGE

PAGE_LABEL = text(
    "page_label", "The page's number as printed on it, else as the file says it; NULL where neither says one"
).optional()
LINE = integer("line", "Line of a text file or web page that the quote begins on; NULL for pages", low=1).optional()
LINE_TEXT = text("line_text", "What stands on that line, shortened around the quote").optional()
PNG = picture("png", "Picture of the place as PNG: the number framed, its quote tinted").optional()

EVIDENCE = Table(
    "evidence",
    "What shows a claim: a small picture of its place on the page, or its line of a text",
    (
        CLAIM_ID,
        PAGE,
        PAGE_LABEL,
        LINE,
        LINE_TEXT,
        integer("width", "Width of the picture", low=1, unit="pixels").optional(),
        integer("height", "Height of the picture", low=1, unit="pixels").optional(),
        PNG,
    ),
    key=("claim_id",),
    scoped_by="claim_id",
)
