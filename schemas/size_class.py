"""Labels for groups by population: one spelling for “fler än 100 000 invånare” and “> 100 000”."""

from __future__ import annotations

import re

_BOUND = r"(\d{1,3}(?: \d{3})+|\d{4,7})"
_FORMS = (
    (re.compile(rf"{_BOUND} ?(?:-|till|och) ?{_BOUND}", re.IGNORECASE), "{}-{}"),
    (re.compile(rf"(?:≥|minst) ?{_BOUND}", re.IGNORECASE), ">= {}"),
    (re.compile(rf"{_BOUND}(?: invånare)? (?:eller|och) (?:fler|mer|däröver)", re.IGNORECASE), ">= {}"),
    (re.compile(rf"(?:≤|högst|upp till) ?{_BOUND}", re.IGNORECASE), "<= {}"),
    (re.compile(rf"(?:>|fler än|mer än|större än|över|överstig\w+) ?{_BOUND}", re.IGNORECASE), "> {}"),
    (re.compile(rf"(?:<|färre än|mindre än|under|understig\w+) ?{_BOUND}", re.IGNORECASE), "< {}"),
)


def size_class(group: str) -> str:
    """Return the printed bounds, such as ``50000-99999`` or ``< 10000``; without bounds, the phrase itself."""
    for form, label in _FORMS:
        found = form.search(group)
        if found:
            return label.format(*(bound.replace(" ", "") for bound in found.groups()))
    return group
