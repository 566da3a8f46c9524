"""Read the numbers of running text and captions into claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.captions import Caption, caption_at, captions_of
from extractors.prose.grammar import Grammar
from extractors.prose.groups import group_of
from extractors.prose.meaning import (
    Surroundings,
    change_sign,
    end_named,
    is_target,
    statistic_of,
    surroundings,
    target_year,
    year_of,
)
from extractors.prose.mentions import Explained, Mention, Span, explained_spans, mentions
from extractors.prose.respondents import respondent_mentions
from extractors.prose.sentences import sentence_at, sentence_spans
from extractors.text import LOWERED, RAISED, Text
from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit

_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
_LONE_MARK = re.compile(r"\d{1,2}")
CONTEXT_LIMIT = 600
#: How far back, in characters, the words of a number's sentence are looked at.
PREFIX_LIMIT = 1500
#: A run of characters this long is no word, and a paragraph that holds one is no prose.
_NO_WORD = re.compile(r"\S{200}")
CHANGING = (Unit.PERCENT, Unit.ESERVICES, Unit.APPS, Unit.INHABITANTS, Unit.MUNICIPALITIES, Unit.OTHER)
FOOTNOTE_MARK, PAGE_NUMBER = "footnote_mark", "page_number"
#: A title, with the words around it, is shorter than this many characters.
_TITLE = 250
_HEADING = re.compile(r"(?:Kapitel |Chapter )?(\d{1,2}(?:\.\d{1,2}){0,3})[.:]? (?=[A-ZÅÄÖ])(?!.*[.!?]$)")
HEADING_WORDS = 16
#: Type is larger than the text's by this factor.
LARGER = 1.08


@dataclass
class Reading:
    """What was read in one paragraph: claims with their number spans, explained spans, captions, leftovers."""

    text: Text
    claims: list[tuple[Claim, Span]] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    leftovers: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """What a document's prose is read with: grammar, survey year, and what "antal svarande" counts."""

    grammar: Grammar
    year: int
    respondents: Unit
    size: float


def setting_for(texts: Sequence[Text], grammar: Grammar, year: int) -> Setting:
    """Settle what respondents are in this document: municipalities where it speaks of them throughout."""
    noun = grammar.units[Unit.MUNICIPALITIES]
    count = sum(len(noun.findall(text.plain)) for text in texts if not _NO_WORD.search(text.verbatim))
    return Setting(grammar, year, Unit.MUNICIPALITIES if count >= 3 else Unit.OTHER, body_size(texts))


def read_prose(texts: Sequence[Text], grammar: Grammar, year: int) -> list[Reading]:
    """Read every paragraph; footnote marks are told from data by their twin on the same page."""
    setting = setting_for(texts, grammar, year)
    readings = [read_paragraph(text, setting) for text in texts]
    _explain_footnotes(readings)
    return readings


def body_size(texts: Iterable[Text]) -> float:
    """Font size of most of the text, in points; 0 for text without layout."""
    sizes: Counter[float] = Counter()
    for text in texts:
        for piece in text.pieces:
            sizes[round(piece.word.size, 1)] += piece.length
    return sizes.most_common(1)[0][0] if sizes else 0.0


def explain_only(text: Text, grammar: Grammar, size: float) -> Reading:
    """Read a title or label: what its digits are, if a rule says so, but no data. ``size`` is the body text's."""
    return Reading(text, explained=[*explained_spans(text.plain, grammar), *_marks(text), *_heading_number(text, size)])


def read_paragraph(text: Text, setting: Setting) -> Reading:
    """Claims, explained spans and captions of one paragraph."""
    if _NO_WORD.search(text.verbatim):
        return Reading(text)
    grammar, plain = setting.grammar, text.plain
    reading = Reading(text, explained=[*explained_spans(plain, grammar), *_marks(text)])
    reading.explained += _heading_number(text, setting.size)
    if plain.strip() == str(text.page):
        reading.explained = [Explained(PAGE_NUMBER, Span(0, len(plain)))]
    sentences = sentence_spans(_with_marks(text), grammar)
    reading.captions = captions_of(text.verbatim, sentences, grammar)
    answered = respondent_mentions(plain, setting.respondents, reading.explained, grammar)
    taken = [*reading.explained, *(Explained("", item.mention.number) for item in answered)]
    found = mentions(plain, grammar, sorted(taken, key=lambda item: item.span.start), text.verbatim)
    previous: str | None = None
    for index, mention in enumerate(found):
        around = surroundings(plain, sentences, found, index)
        sentence = sentence_at(sentences, mention.span.start)
        claim, previous = _claim(text, mention, around, sentence, previous, setting, reading.captions)
        if claim is not None:
            reading.claims.append((claim, mention.number))
    for item in answered:
        claim = _respondents_claim(text, item.mention, item.year, item.quote, setting, reading.captions)
        reading.claims.append((claim, item.mention.number))
    reading.claims.sort(key=lambda pair: pair[1].start)
    reading.leftovers = _leftovers(plain, reading)
    _explain_list_numbers(reading)
    _explain_page_number(reading)
    return reading


def _with_marks(text: Text) -> str:
    """The text as printed, but for raised digits, which are marks: a sentence may end before one."""
    return "".join(RAISED if mark == RAISED else char for char, mark in zip(text.verbatim, text.plain, strict=True))


def _claim(
    text: Text,
    mention: Mention,
    around: Surroundings,
    sentence: Span,
    previous: str | None,
    setting: Setting,
    captions: list[Caption],
) -> tuple[Claim | None, str | None]:
    grammar = setting.grammar
    prefix = text.plain[max(sentence.start, mention.start - PREFIX_LIMIT) : mention.start]
    unit = mention.unit or _unit_from_context(prefix, around, grammar)
    sign, statistic, year = _meaning(mention, around, prefix, setting)
    if statistic in (Statistic.MINIMUM, Statistic.MAXIMUM) and end_named(around, prefix, grammar):
        mention = replace(mention, qualifier=None, qualifier_start=mention.start)
    group = previous if mention.place else group_of(around.before, around.printed_after, previous, grammar)
    low, high = mention.interval
    value = sign * mention.value
    bounds = (low, high) if sign > 0 else (None if high is None else -high, None if low is None else -low)
    claim = Claim(
        reader=Reader.CAPTION if caption_at(captions, mention.start) else Reader.PROSE,
        page=text.page_at(mention.number.start),
        value_text=text.verbatim[mention.span.start : mention.span.end],
        value=value,
        value_low=bounds[0],
        value_high=bounds[1],
        unit=unit,
        statistic=statistic,
        quote=text.verbatim[sentence.start : sentence.end],
        context=_context(text, sentence),
        qualifier=mention.qualifier,
        year=year,
        group=group,
        subject=f"{around.before}{text.plain[mention.start : mention.span.end]}{around.after}".strip(),
        regions=text.regions(sentence.start, sentence.end),
        marks=text.regions(mention.span.start, mention.span.end),
    )
    return claim, group


def _meaning(
    mention: Mention, around: Surroundings, prefix: str, setting: Setting
) -> tuple[int, Statistic, int | None]:
    """Sign, statistic and year of a mention."""
    grammar = setting.grammar
    if is_target(prefix, around.sentence, setting.year, grammar):
        return 1, Statistic.TARGET, target_year(around, setting.year)
    year = year_of(mention, around, setting.year, grammar)
    spoken = mention.spoken and not grammar.cues["by_share"].search(prefix)
    sign = 0 if spoken or mention.level else change_sign(mention, around, prefix, grammar)
    if sign and mention.unit in CHANGING:
        dated = grammar.time["after"].match(around.after)
        return 1 if mention.value < 0 else sign, Statistic.CHANGE, year if dated else setting.year
    named = None if mention.spoken else grammar.cues["sign_named"].search(prefix)
    if named and (mention.unit is Unit.PERCENT or named["below"]):
        change = mention.unit is Unit.PERCENT
        return -1 if named["below"] else 1, Statistic.CHANGE if change else Statistic.COUNT, year
    if _is_signed(mention, around, prefix, grammar):
        return 1, Statistic.CHANGE, year
    return 1, statistic_of(mention, around, prefix, grammar), year


def _is_signed(mention: Mention, around: Surroundings, prefix: str, grammar: Grammar) -> bool:
    """Whether a percentage is a change by its printed sign: "+14 procent", and below zero where change is spoken of.

    What begins a sentence has a dash before it rather than a sign.
    """
    if mention.unit is not Unit.PERCENT or not prefix:
        return False
    if mention.signed:
        return mention.value >= 0 or any(
            grammar.cues[cue].search(around.sentence) for cue in ("signed", "increase", "decrease")
        )
    return False


def _unit_from_context(prefix: str, around: Surroundings, grammar: Grammar) -> Unit:
    """What "24 stycken" counts: what is named right before it, in the sentence, in the one before, or after it."""
    if re.search(rf"{grammar.units[Unit.MUNICIPALITIES].pattern}, $", prefix):
        return Unit.MUNICIPALITIES
    for text in (prefix, around.previous, around.sentence[len(prefix) :]):
        found = [
            (match.end(), unit) for unit in (Unit.ESERVICES, Unit.APPS) for match in grammar.units[unit].finditer(text)
        ]
        if found:
            return max(found)[1]
    return Unit.OTHER


def _context(text: Text, sentence: Span) -> str:
    if len(text.verbatim) <= CONTEXT_LIMIT:
        return text.verbatim
    start = max(0, sentence.start - CONTEXT_LIMIT // 3)
    return text.verbatim[start : min(len(text.verbatim), sentence.end + CONTEXT_LIMIT // 3)]


def _respondents_claim(
    text: Text, mention: Mention, year: int | None, quote: Span, setting: Setting, captions: list[Caption]
) -> Claim:
    caption = caption_at(captions, mention.start)
    return Claim(
        reader=Reader.CAPTION if caption else Reader.PROSE,
        page=text.page_at(mention.number.start),
        value_text=text.verbatim[mention.span.start : mention.span.end],
        value=mention.value,
        value_low=mention.value,
        value_high=mention.value,
        unit=mention.unit or Unit.OTHER,
        statistic=Statistic.RESPONDENTS,
        quote=text.verbatim[quote.start : quote.end],
        context=caption.text if caption else _context(text, quote),
        year=year or setting.year,
        subject=caption.label if caption else "",
        regions=text.regions(quote.start, quote.end),
        marks=text.regions(mention.span.start, mention.span.end),
    )


def _leftovers(plain: str, reading: Reading) -> list[Span]:
    """Digit tokens that no mention used and no rule explained."""
    taken = [item.span for item in reading.explained] + [span for _, span in reading.claims]
    return [
        Span(*match.span())
        for match in _NUMERAL.finditer(plain)
        if not any(span.start < match.end() and match.start() < span.end for span in taken)
    ]


def _marks(text: Text) -> list[Explained]:
    """Raised footnote marks, and figures set below the line (CO₂)."""
    rules = ((FOOTNOTE_MARK, RAISED), ("subscript", LOWERED))
    return [
        Explained(rule, Span(*match.span())) for rule, mark in rules for match in re.finditer(f"{mark}+", text.plain)
    ]


def _heading_number(text: Text, size: float) -> list[Explained]:
    """The number of a chapter: it begins a line of larger or bold type that is no sentence."""
    match = _HEADING.match(text.verbatim)
    if match is None or not size or not text.pieces or len(text.verbatim.split()) > HEADING_WORDS:
        return []
    words = [piece.word for piece in text.pieces]
    stands_out = all(word.bold or word.size > LARGER * size for word in words[1:])
    return [Explained("heading_number", Span(*match.span(1)))] if stands_out else []


def _explain_list_numbers(reading: Reading) -> None:
    """A lone "3." between a found "2." and "4." numbers a list too, even where no sentence ended before it."""
    plain = reading.text.plain
    numbers = {
        int(match.group())
        for item in reading.explained
        if item.rule == "list_number" and (match := re.search(r"\d+", plain[item.span.start : item.span.end]))
    }
    for span in list(reading.leftovers):
        token = plain[span.start : span.end]
        if token.isdigit() and plain[span.end : span.end + 2] == ". " and int(token) - 1 in numbers:
            numbers.add(int(token))
            reading.leftovers.remove(span)
            reading.explained.append(Explained("list_number", span))


def _explain_page_number(reading: Reading) -> None:
    """The page's own number at the very end of words that are no sentence: a title page, a running line of one page."""
    text, last = reading.text, reading.leftovers[-1:]
    for span in last:
        at_end = span.end == len(text.verbatim) and re.search(r"[^\W\d] $", text.verbatim[: span.start])
        if at_end and text.verbatim[span.start :] == str(text.page_at(span.start)) and len(text.verbatim) < _TITLE:
            reading.leftovers.remove(span)
            reading.explained.append(Explained(PAGE_NUMBER, span))


def _explain_footnotes(readings: list[Reading]) -> None:
    """A lone small number is a footnote mark when its note's mark is on the same page too, raised or not."""
    counts = Counter(
        _mark(reading, span)
        for reading in readings
        for span in (*reading.leftovers, *(item.span for item in reading.explained if item.rule == FOOTNOTE_MARK))
    )
    for reading in readings:
        for span in list(reading.leftovers):
            mark = _mark(reading, span)
            if _LONE_MARK.fullmatch(mark[1]) and counts[mark] > 1:
                reading.leftovers.remove(span)
                reading.explained.append(Explained(FOOTNOTE_MARK, span))


def _mark(reading: Reading, span: Span) -> tuple[int | None, str]:
    """A possible footnote mark: its page and its digits."""
    return reading.text.page_at(span.start), reading.text.verbatim[span.start : span.end]
