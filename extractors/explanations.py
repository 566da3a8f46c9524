"""Places on a page whose numbers are no data, and the rule that says why."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.claim import Region


@dataclass(frozen=True)
class Explanation:
    """A rule's name and the box that it explains."""

    rule: str
    region: Region
