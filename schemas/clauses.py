"""Cut Swedish text for matching: one spelling, the clauses of a sentence, the sentences before it."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[‐‑‒–—−]")
_PREFIX = re.compile(r"\b(e|it)\s?-\s?(?=\w)", re.IGNORECASE)
_FRACTION = r"(?:en|två|tre|fyra|fem|sex|sju|åtta|nio) av (?:två|tre|fyra|fem|sex|sju|åtta|nio|tio)\b"
_HEDGE = r"(?:ungefär|drygt|knappt|nästan|närmare|cirka|omkring|ytterligare|bara|endast|mer än|över)"
_NUMBER = rf"(?:(?:i|bland|hos) )?(?:{_HEDGE} )*(?:\d|\w+ procent\b|{_FRACTION}|var \w+ kommun|hälften)"
_CONJUNCTION = rf",?\s(?=samtidigt som |medan |men |och (?:samtliga|alla|övriga|{_NUMBER}))"
_STATEMENT = re.compile(_CONJUNCTION, re.IGNORECASE)
_CLAUSE = re.compile(rf"{_CONJUNCTION}|[,;:]\s+", re.IGNORECASE)
_OPENER = (
    "Andelen|Av|Bland|De|Den|Dessa|Dessutom|Det|Detta|En|Ett|Figur|För|"
    "I|Likaså|Men|Notera|På|Så|Tabell|Vanligast|Vid|Värt"
)
_LOST_STOP = re.compile(rf"\s•\s|(?<=[a-zåäö\d.)])\s(?=(?:{_OPENER})\s)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9•–-])")
_BRACKET = re.compile(r"\([^()]*\d[^()]*\)")
_PAIR = re.compile(r"(?P<first>\S+) respektive (?P<second>\S+)(?P<shared>.*?\b)respektive (?P<rest>.*)")


def normalise(text: str) -> str:
    """Return the text with single spaces, plain hyphens, and ``e-`` and ``it-`` joined to their word."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return _PREFIX.sub(r"\1-", " ".join(_DASHES.sub("-", text).split()))


def as_printed(part: str, text: str) -> str:
    """Return the part with the text's capitals, which readers may have taken off; unchanged if not there."""
    start = text.lower().find(part.lower())
    return part if start < 0 else text[start : start + len(part)]


def statements(text: str) -> list[str]:
    """Cut a normalised sentence where a conjunction starts a new statement."""
    return _cut(_STATEMENT, text)


def clauses(text: str) -> list[str]:
    """Cut a normalised sentence into statements, and these at their commas."""
    return _cut(_CLAUSE, text)


def _cut(border: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in border.split(text) if part.strip()]


def around(sentence: str, part: str) -> tuple[list[str], list[str]]:
    """Return the clauses before and after a part of the sentence; all are before when it is not in there."""
    before, found, after = sentence.partition(part)
    return (clauses(before), clauses(after)) if found else (clauses(sentence), [])


def sentences_before(context: str, sentence: str) -> list[str]:
    """Return the sentences of a paragraph before this one; none when it is not there exactly once."""
    if context.count(sentence) != 1:
        return []
    return [part for part in _SENTENCE.split(context.partition(sentence)[0].strip()) if part]


def own_part(subject: str, sentence: str, number: str) -> str:
    """Return the words that belong to one number.

    Its half of “43 respektive 44 …”, its label before “(68 …)”, its side of a full stop that got lost.
    """
    pair = _PAIR.search(sentence)
    figure = number.partition(" ")[0]
    if pair and figure in (pair["first"], pair["second"]):
        half = pair["shared"] if figure == pair["first"] else f" {pair['rest']}"
        return f"{figure}{half}".strip()
    subject = next((part for part in _LOST_STOP.split(subject) if number in part), subject)
    start = subject.find(f"({number}")
    end = subject.find(")", start)
    if not 0 <= start < end:
        return subject
    return _BRACKET.split(subject[:start])[-1] + subject[start : end + 1]


def number_part(parts: list[str], number: str) -> str:
    """Return the part that holds the number, or all of them."""
    return next((part for part in parts if number in part), " ".join(parts))
