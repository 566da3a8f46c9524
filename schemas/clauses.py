"""Cut Swedish text for matching: one spelling, the clauses of a sentence, the sentences before it."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_DASHES = re.compile("[‐‑‒–—−]")
_PREFIX = re.compile(r"\b(e|it)\s?-\s?(?=\w)", re.IGNORECASE)
_COUNTED = re.compile(
    r"\d ?(?:procent|%|kommuner|respektive)|\w+ procent\b|\bvar \w+ kommun"
    r"|\b(?:hälften|varannan|\w*(?:tre|tredje|fjärde|fem|femte|sjätte|tion|tionde)del(?:ar)?)\b"
    r"|\b(?:en|två|tre|fyra|fem|sex|sju|åtta|nio) av (?:två|tre|fyra|fem|sex|sju|åtta|nio|tio)\b"
    r"|^\W*(?:samtliga|alla|övriga)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r",?\s(?:(?:samtidigt som|medan|men)\s|(?=(?:och|samt)\s))|[,;:]\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]\s+|\s(?:samtidigt som|medan|men)\s", re.IGNORECASE)
_OPENER = (
    "Andelen|Av|Bland|De|Den|Dessa|Dessutom|Det|Detta|Drygt|En|Ett|Fem|Figur|Fyra|För|Hälften|I|Knappt|Likaså|"
    "Men|Nio|Notera|Närmare|Nästan|På|Sex|Sju|Så|Tabell|Tio|Tre|Två|Vanligast|Var|Vid|Värt|Åtta"
)
_LOST_STOP = re.compile(
    rf"\s•\s|\s-\s(?=[A-ZÅÄÖ])|(?<=[a-zåäö\d.)])\s(?=(?:{_OPENER})\s)"
    r"|(?<=[a-zåäö]{7})\s(?=\d+ procent av kommunerna har )"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9•–-])")
_BRACKET = re.compile(r"\([^()]*\d[^()]*\)")
_LABEL = re.compile(r"^(?:[^\w(]*(?:figur|tabell|diagram) \d+[^\w(]*)+", re.IGNORECASE)
_NOTE = re.compile(r"(?:^| )\(|[.?!](?: |$)")
_LIST = re.compile(r"(?P<numbers>(?:\d+, )*\S+ respektive (?:\d+|\w+(?= procent)))(?P<after>.*)")
_ITEM = re.compile(r", | respektive ")
#: No word is longer; a run of characters that is would cost the patterns the square of its length.
_LONGEST = 80
_TOO_LONG = re.compile(rf"(\S{{{_LONGEST}}})\S+")


def normalise(text: str) -> str:
    """Return the text with single spaces, plain hyphens, ``e-`` and ``it-`` joined to their word, no endless word."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return _PREFIX.sub(r"\1-", _TOO_LONG.sub(r"\1", " ".join(_DASHES.sub("-", text).split())))


def as_printed(part: str, text: str) -> str:
    """Return the part with the text's capitals, which readers may have taken off; unchanged if not there."""
    start = text.lower().find(part.lower())
    return part if start < 0 else text[start : start + len(part)]


def statements(text: str) -> list[str]:
    """Cut a normalised sentence so that each part says one number, with what is said after it."""
    cuts = [0, *(match.end() for match in _JOINT.finditer(text)), len(text)]
    counted = [start for start, end in pairwise(cuts) if _COUNTED.search(text[start:end].removeprefix("och "))]
    edges = [0, *counted[1:], len(text)]
    return [part for start, end in pairwise(edges) if (part := text[start:end].strip(" ,;:"))]


def clauses(text: str) -> list[str]:
    """Cut a normalised sentence into statements, and these at their commas."""
    return [part.strip() for statement in statements(text) for part in _CLAUSE.split(statement) if part.strip()]


def around(sentence: str, part: str) -> tuple[list[str], list[str]]:
    """Return the clauses before and after a part of the sentence; all are before when it is not in there."""
    before, found, after = sentence.partition(part) if part else (sentence, "", "")
    return (clauses(before), clauses(after)) if found else (clauses(sentence), [])


def sentences_before(context: str, sentence: str) -> list[str]:
    """Return the sentences of a paragraph before this one; none when it is not there exactly once."""
    if context.count(sentence) != 1:
        return []
    return [part for part in _SENTENCE.split(context.partition(sentence)[0].strip()) if part]


def last_line(sentence: str) -> str:
    """Return what stands after the last full stop that got lost."""
    return _LOST_STOP.split(sentence)[-1]


def caption(text: str) -> str:
    """Return what a caption says: without its number, what stands in brackets, and the notes after it."""
    return _LOST_STOP.split(_NOTE.split(_LABEL.sub("", normalise(text)))[0])[0]


def own_part(subject: str, sentence: str, number: str) -> str:
    """Return the words that belong to one number.

    Its part of “43 respektive 44 …”, its label before “(68 …)”, or its statement in the sentence.
    """
    listed = _LIST.search(sentence)
    if listed and number.partition(" ")[0] in _ITEM.split(listed["numbers"]):
        return _item(listed, number.partition(" ")[0])
    start = subject.find(f"({number}")
    end = subject.find(")", start)
    if 0 <= start < end:
        return _BRACKET.split(subject[:start])[-1] + subject[start : end + 1]
    place = sentence.find(subject) + subject.find(number)
    parts = [part for line in _LOST_STOP.split(sentence) for part in statements(line)]
    held = [part for part in parts if number in part and _spans(part, place, sentence)]
    alone = held and not _COUNTED.search(held[0].replace(number, " ", 1))
    return held[0] if subject in sentence and alone else number_part(statements(subject), number)


def _spans(part: str, place: int, sentence: str) -> bool:
    starts = [match.start() for match in re.finditer(re.escape(part), sentence)]
    return any(start <= place < start + len(part) for start in starts)


def _item(listed: re.Match[str], figure: str) -> str:
    """Return one of the numbers of a list, with its part of what they are said of, after or before them."""
    figures = _ITEM.split(listed["numbers"])
    border = _ITEM if len(figures) > 2 else re.compile(" respektive ")
    things = border.split(listed["after"])
    if len(things) == 1:
        before = listed.string[: listed.start()]
        things = border.split(before) if " respektive " in before else re.split(", | och ", before)
        things = things if len(things) == len(figures) else []
    place = figures.index(figure)
    return f"{figure} {things[place]}" if len(things) >= len(figures) else figure


def number_part(parts: list[str], number: str) -> str:
    """Return the part that holds the number, or all of them."""
    return next((part for part in parts if number in part), " ".join(parts))
