"""The part of those asked that a number speaks of, in the words of the text."""

from __future__ import annotations

import re
from functools import cache

from extractors.prose.grammar import Grammar

_NEAR_AFTER = 75


@cache
def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))


def group_of(before: str, after: str, previous: str | None, grammar: Grammar) -> str | None:
    """The group's name as in the text: just after the number, else before it; "av dessa" takes ``previous``.

    All arguments are plain text; ``previous`` is the group of the mention before in the same sentence.
    """
    pattern = _pattern(grammar.groups)
    near = re.split(grammar.percent, after[:_NEAR_AFTER], maxsplit=1)[0]
    if grammar.cues["same"].search(near[:12]):
        return previous or _last(pattern, before)
    match = pattern.search(near)
    if match:
        return match.group().strip()
    return _last(pattern, before)


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = [match.group().strip() for match in pattern.finditer(text)]
    return found[-1] if found else None
