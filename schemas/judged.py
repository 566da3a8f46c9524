"""What a person judges when judging a claim: as a checksum that changes when it does, and in words.

The checksum is over the words around the number, the page, the value, and what it measures. Boxes are not in it, nor
spaces and the way letters are encoded: a page that is only set anew says the same. The reader is not in it either.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from schemas.book import Binding
from schemas.claim import Claim
from schemas.verdicts import Before

Judged = tuple[Claim, Binding | None]


def contents(source_id: str, judged: Iterable[Judged]) -> list[str]:
    """Return a checksum for each claim of a source, counting those that are alike in everything."""
    seen: Counter[str] = Counter()
    found = []
    for claim, binding in judged:
        alike = _content(source_id, claim, binding)
        found.append(hashlib.sha256(f"{alike}\x1f{seen[alike]}".encode()).hexdigest())
        seen[alike] += 1
    return found


def _content(source_id: str, claim: Claim, binding: Binding | None) -> str:
    words = (claim.context, claim.quote, claim.value_text, claim.subject)
    parts = (source_id, str(claim.page), *map(plain, words), repr(claim.value), meaning(claim, binding))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def plain(text: str) -> str:
    """The text without what typesetting alone changes: kinds of space, and how letters are put together."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def meaning(claim: Claim, binding: Binding | None) -> str:
    """The key that a claim speaks of: indicator, year, group, category, statistic and unit."""
    year = (binding.year if binding else None) or claim.year
    group = binding.size_class if binding else claim.group
    parts = (
        binding.indicator_id if binding else None,
        str(year) if year else None,
        plain(group) if group else None,
        binding.category if binding else None,
        claim.statistic,
        claim.unit,
    )
    return " · ".join(part or "–" for part in parts)


def seen(claim: Claim, binding: Binding | None) -> Before:
    """What a person sees of a claim."""
    said = meaning(claim, binding)
    return Before(claim.value_text, claim.value, claim.quote, claim.page, said, claim.subject)


def around(before: Before) -> tuple[str, str]:
    """The words around a number and what it is said of, without it: the same where only the number was changed."""
    number = plain(before.value_text)
    return plain(before.quote).replace(number, "#", 1), plain(before.subject).replace(number, "#", 1)
