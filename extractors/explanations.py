"""Places on a page whose numbers are no data, and the rule that says why."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.pdf.pdfium import NUMBER_TOKEN
from schemas.claim import Region


@dataclass(frozen=True)
class Explanation:
    """A rule's name and the box that it explains; with a ``text``, only number tokens that stand in it."""

    rule: str
    region: Region
    text: str = ""

    def speaks_of(self, token: str) -> bool:
        """Whether a token in the box is what is explained, and not something printed over it."""
        return not self.text or token in NUMBER_TOKEN.findall(self.text)
