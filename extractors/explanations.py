"""Places on a page whose numbers are no data, and the rule that says why."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.claim import Region


@dataclass(frozen=True)
class Explanation:
    """A rule's name and the box that it explains; with a ``text``, only numbers whose digits stand in it."""

    rule: str
    region: Region
    text: str = ""

    def speaks_of(self, token: str) -> bool:
        """Whether a token in the box is what is explained, and not printed over it."""
        return not self.text or _digits(token) in _digits(self.text)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
