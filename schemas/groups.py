"""Groups of municipalities: which one a number speaks of, and one spelling for each size class."""

from __future__ import annotations

import re

from schemas.claim import Claim
from schemas.clauses import as_printed, clauses, normalise, number_part
from schemas.codebook import Group, Words
from schemas.wording import any_of, only_of

_BOUND = r"(\d{1,3}(?: \d{3})+|\d{4,7})"
_FORMS = (
    (re.compile(rf"{_BOUND} ?(?:-|till|och) ?{_BOUND}", re.IGNORECASE), "{}-{}"),
    (re.compile(rf"(?:≥|minst) ?{_BOUND}", re.IGNORECASE), ">= {}"),
    (re.compile(rf"{_BOUND}(?: invånare)? (?:eller|och) (?:fler|mer|däröver)", re.IGNORECASE), ">= {}"),
    (re.compile(rf"(?:≤|högst|upp till) ?{_BOUND}", re.IGNORECASE), "<= {}"),
    (re.compile(rf"(?:>|fler än|mer än|större än|över|överstig\w+) ?{_BOUND}", re.IGNORECASE), "> {}"),
    (re.compile(rf"(?:<|färre än|mindre än|under|understig\w+) ?{_BOUND}", re.IGNORECASE), "< {}"),
)
_YEARS = re.compile(r"\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b")
_DE = re.compile(r"^de$", re.IGNORECASE)
_ARTICLE = re.compile(r"^de (?!som\b)", re.IGNORECASE)


def size_class(group: str) -> str:
    """Return the printed bounds, as ``50000-99999`` or ``< 10000``; without bounds, the phrase without its article."""
    for form, label in _FORMS:
        found = form.search(group)
        if found:
            return label.format(*(bound.replace(" ", "") for bound in found.groups()))
    return _ARTICLE.sub("", group)


def named_group(group: str, known: tuple[Group, ...]) -> str | None:
    """Return the id of the group that a phrase means, when the codebook knows exactly one such."""
    found = [entry.id for entry in known if any_of(entry.any, group)]
    return found[0] if len(found) == 1 else None


def restricted(text: str, groups: list[str], words: Words) -> bool:
    """Whether a number is of a part of the municipalities that is told by what else they have, do or answered.

    ``groups`` are the parts that are known; what is said of these beside their names restricts them further.
    """
    for group in (*groups, *_parts(text, words)):
        text = re.sub(re.escape(group), "kommunerna", text, flags=re.IGNORECASE)
    found = [match.start() for pattern in words.restriction for match in pattern.finditer(text)]
    return any(not any_of((*words.cleft, *words.presenting), text[:start]) for start in found)


def size_label(label: str, words: Words) -> str | None:
    """Return the size class that a label of a chart or table says; None when it says another thing, too."""
    if _YEARS.search(label):
        return None
    bounded = next((form for form, _ in _FORMS if form.search(label)), None)
    rest = bounded.sub(" ", label) if bounded else without_parts(label, words)
    return size_class(label) if rest != label and only_of((*words.filler, _DE), rest) else None


def groups_of(claim: Claim, own: str, number: str, sentence: str, words: Words) -> list[str]:
    """Return the part of the municipalities that a number speaks of; several when the words leave it open.

    “” may be all of them: “i var femte kommun, oftast i de minsta kommunerna”, or a part in words that nobody knows.
    """
    found = _named_parts(claim, own, number, sentence, words)
    unknown = not found and any_of(words.bounded, own)
    return ["", *found] if unknown or any(_aside(group, number, sentence, words) for group in found) else found


def _aside(group: str, number: str, sentence: str, words: Words) -> bool:
    after = sentence.partition(number)[2]
    start = after.lower().find(group.lower())
    return start >= 0 and any_of(words.aside, after[: start + len(group)])


def _named_parts(claim: Claim, own: str, number: str, sentence: str, words: Words) -> list[str]:
    if claim.group:
        group = as_printed(normalise(claim.group), own)
        predicate = any_of(words.relative, group) and re.search(rf"\bandel(en)? {re.escape(group)}", own, re.IGNORECASE)
        return [] if predicate else [group]
    found = _parts(number_part(clauses(own), number), words) or _parts(own, words)
    if not found and any_of(words.pronoun, own):
        return _parts(sentence.partition(own)[0], words)[-1:]
    return found


def _parts(text: str, words: Words) -> list[str]:
    patterns = words.part if any_of(words.cleft, text) else (*words.part, *words.relative)
    found = {match.span() for pattern in patterns for match in pattern.finditer(text)}
    widest = [one for one in found if not any(_within(one, other) for other in found - {one})]
    return [text[start:end] for start, end in sorted(widest)]


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def without_parts(text: str, words: Words) -> str:
    """Return the text without its phrases for a part of the municipalities."""
    return without(text, _parts(text, words))


def without(text: str, groups: list[str]) -> str:
    """Return the text without these phrases."""
    for group in groups:
        text = text.replace(group, " ")
    return text
