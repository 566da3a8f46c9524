"""Numbers whose unit stands elsewhere, or nowhere: "ökade från 87 till 203", "av 38 skolor klarade 12", "140 av dem".

Each rule returns what it takes of a chain of joined numbers. None of them speaks where the clause is about shares, for
then the number might be a percentage that has lost its sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractors.prose.grammar import UNIT_NOUNS, Grammar, cached
from extractors.prose.numerals import decimals
from schemas.codes import Unit

_REACH = 300
_YEAR = r"(?:19|20)\d\d"
_CLAUSE = re.compile(r"[.!?;:](?= |$)")
#: What may follow a number that says how much something is.
_ENDS = re.compile(r"[.,;)]|$| (?:och|men|and|but|av 100|out of 100)\b")
_ENDS_OF_COUNT = re.compile(_ENDS.pattern + r"| den \d| (?:vid|under|i|på|bland|hos|at|in|by|among|during)\b")
_BRACKETS = re.compile(r"\([^()]*\) ?")


@dataclass(frozen=True)
class Unitless:
    """A number without a unit beside it: the unit that its context names (None: to be looked for), level or not."""

    unit: Unit | None
    level: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a chain of numbers stands: its clause so far, what follows it, and how many numbers there are."""

    before: str
    after: str
    after_first: str
    count: int
    spelt: bool
    grammar: Grammar
    label: str = ""
    exact: bool = False

    def follows(self, cue: str) -> bool:
        """Whether the words of a cue stand right before the number."""
        return cached(rf"(?:{self.grammar.cues[cue].pattern}) $").search(self.before) is not None

    def says(self, cue: str) -> bool:
        """Whether the clause holds a cue before the number."""
        return self.grammar.cues[cue].search(self.before) is not None

    @property
    def changes(self) -> bool:
        """Whether the clause speaks of a change."""
        return self.says("increase") or self.says("decrease")

    @property
    def of_ratio(self) -> bool:
        """Whether the first number is a part of the second: "193 av 290"."""
        return cached(self.grammar.out_of).match(self.after_first) is not None

    @property
    def of_shares(self) -> bool:
        """Whether the clause is about shares."""
        return self.grammar.cues["share_of"].search(self._amount.sub("", self.before)) is not None

    @property
    def _amount(self) -> re.Pattern[str]:
        """The amount of a change, which says nothing of what has changed: "ökade med 22 procent"."""
        cues = self.grammar.cues
        percentage = rf"(?:{self.grammar.number}) ?{self.grammar.percent}"
        return cached(rf"\b(?:{cues['by'].pattern}) (?:[a-zåäö]+ ){{0,2}}?{percentage}")

    @property
    def unit(self) -> Unit:
        """The unit that the clause counts: the first noun of a known unit after "antalet"."""
        subject = self.grammar.cues["number_of"].search(self.before)
        if subject is None:
            return Unit.OTHER
        found = [
            (match.start(), unit)
            for unit in UNIT_NOUNS
            if (match := self.grammar.units[unit].search(self.before, subject.end(), subject.end() + 40))
        ]
        return min(found)[1] if found else Unit.OTHER


def unitless(text: str, chain: list[re.Match[str]], grammar: Grammar) -> list[Unitless]:
    """What a chain of numbers without a unit is, as far as a rule can tell; empty when none can."""
    start, end = chain[0].start(), chain[-1].end()
    before = text[max(0, start - _REACH) : start]
    clause = before[max((match.end() for match in _CLAUSE.finditer(before)), default=0) :].lstrip()
    spelt = not any(character.isdigit() for match in chain for character in match.group())
    exact = decimals(chain[0].group(), grammar.decimal) > 0
    after, after_first = text[end : end + 60], text[chain[0].end() : chain[0].end() + 60]
    place = _Place(clause, after, after_first, len(chain), spelt, grammar, before, exact)
    return next((found for rule in _RULES if (found := rule(place))), [])


def after_average(text: str, start: int, grammar: Grammar) -> bool:
    """Whether a number is what a mean or median is said to be: "medianvärdet på 16", "i genomsnitt sex"."""
    averages = f"(?:{grammar.cues['mean'].pattern}|{grammar.cues['median'].pattern})"
    amounts = rf" (?:(?:\w+ ){{0,3}}?{grammar.cues['amounts_to'].pattern} )?"
    return cached(rf"{averages}{amounts}$").search(text, max(0, start - _REACH), start) is not None


def _average(place: _Place) -> list[Unitless]:
    """As in "medianvärdet är 16", "antalet appar per kommun är i snitt 2,3"."""
    averages = f"(?:{place.grammar.cues['mean'].pattern}|{place.grammar.cues['median'].pattern})"
    said = cached(rf"{averages} (?:\w+ ){{0,3}}?{place.grammar.cues['amounts_to'].pattern} $").search(place.before)
    alone = not place.spelt and place.count == 1 and _ENDS.match(place.after)
    ends = alone and cached(rf"{averages} $").search(place.before)
    return [Unitless(None)] if said or ends else []


def _range(place: _Place) -> list[Unitless]:
    """All from 0 to 140."""
    return [Unitless(None)] * 2 if place.follows("range_all") and place.count == 2 else []


def _from_to(place: _Place) -> list[Unitless]:
    """As in "ökade från 11 200 till 12 450"."""
    if place.count != 2 or not place.follows("from") or place.of_shares or place.spelt:
        return []
    told = place.changes or place.says("spread") or place.says("multiplied")
    return [Unitless(place.unit, level=True)] * 2 if told else []


def _by_to(place: _Place) -> list[Unitless]:
    """As in "minskade med 1 100 till 88 700": a change and what it led to."""
    if place.count != 2 or not place.changes or not place.follows("by") or place.spelt or place.of_shares:
        return []
    return [Unitless(place.unit), Unitless(place.unit, level=True)]


def _percent_to(place: _Place) -> list[Unitless]:
    """As in "minskade med 6 procent till 342"."""
    to = cached(rf"{place.grammar.percent} {place.grammar.cues['to'].pattern} $").search(place.before)
    about_share = place.grammar.cues["share"].search(place.before)
    return [Unitless(place.unit, level=True)] if to and place.changes and not about_share and not place.spelt else []


def _rate(place: _Place) -> list[Unitless]:
    """As in "3,4 per 100 vårdplatser", "från 2,8 till 2,6 per 1 000 invånare"."""
    if place.spelt or place.count > 2 or not place.grammar.cues["rate"].match(place.after):
        return []
    return [Unitless(Unit.OTHER, level=place.follows("from"))] * place.count


def _of_them(place: _Place) -> list[Unitless]:
    """As in "140 av dem", "varav 41"."""
    if place.grammar.cues["of_them"].match(place.after_first) or (place.follows("of_which") and place.count == 1):
        return [Unitless(Unit.OTHER, level=True)]
    return []


def _out_of(place: _Place) -> list[Unitless]:
    """As in "50 vårdnadshavare av 81"."""
    of = cached(rf"\d \w+{place.grammar.out_of}$").search(place.before)
    return [Unitless(Unit.OTHER, level=True)] if of and not place.spelt and place.count == 1 else []


def _partitive(place: _Place) -> list[Unitless]:
    """As in "av 38 skolor klarade bara sju målet", "av kommunerna har 132 infört det"."""
    whole = place.grammar.cues["partitive"].search(place.before)
    if whole is None or place.count > 2 or place.before.endswith("-"):
        return []
    if place.spelt and not place.follows("merely"):
        return []
    counted = place.grammar.units[Unit.MUNICIPALITIES].search(whole.group())
    return [Unitless(Unit.MUNICIPALITIES if counted else Unit.OTHER, level=True)]


def _money(place: _Place) -> list[Unitless]:
    """As in "SEK 131,600"."""
    return [Unitless(Unit.OTHER)] if place.follows("currency") and not place.spelt else []


def _becomes(place: _Place) -> list[Unitless]:
    """As in "antalet döda var 270.", "antalet kategorier är (i fallande ordning) 12, 1 och 4."."""
    ends = _ENDS_OF_COUNT if place.says("number_of") else _ENDS
    if place.spelt or place.of_shares or not ends.match(place.after):
        return []
    before = _BRACKETS.sub("", place.before)
    amount = cached(rf"(?:{place.grammar.cues['becomes'].pattern}) $").search(before)
    if amount and place.count == 1:
        return [Unitless(place.unit, level=True)]
    listed = cached(rf"(?:{place.grammar.cues['number_of'].pattern}) ?(?:\w+ ){{1,3}}$").search(before)
    if listed and place.changes:
        return [Unitless(place.unit)] * place.count if place.follows("by") else []
    return [Unitless(place.unit, level=True)] * place.count if listed else []


def _alike(place: _Place) -> list[Unitless]:
    """As in "46 för kvinnor och 38 procent för män", "andelen är 46 procent bland kvinnor och 38 bland män"."""
    grammar, of = place.grammar, place.grammar.cues["of_group"].pattern
    number, percent = grammar.number, grammar.percent
    if place.spelt or place.count != 1:
        return []
    again = cached(r"\b(för|på|till) $").search(place.before)
    if again and cached(rf" (?:och|samt) (?:\w+ ){{1,3}}{again.group(1)} (?:{number}) ?{percent}").match(place.after):
        return [Unitless(Unit.PERCENT, level=True)]
    before = cached(rf"(?:^|[ ,]){of}(?:\w+ ){{1,4}}$").search(place.before)
    first = before and cached(rf" (?:och|men|medan|and) {of}(?:\w+ ){{1,3}}?(?:{number}) ?{percent}").match(place.after)
    second = cached(rf"(?:{number}) ?{percent} (?P<of>{of})(?:\w+ ){{1,2}}?(?:och|men|medan|and) $").search(
        place.before
    )
    if first or (second and place.after.startswith(f" {second['of']}")):
        return [Unitless(Unit.PERCENT, level=True)]
    return []


def _with_share(place: _Place) -> list[Unitless]:
    """As in "231 (80 %) av kommunerna", and "två tredjedelar av kommunerna (193 av 290)"."""
    grammar = place.grammar
    counted = grammar.units[Unit.MUNICIPALITIES].pattern
    share = (
        rf" \((?:{grammar.digits}) ?{grammar.percent}\){grammar.out_of}(?:{grammar.digits} )?(?P<noun>[a-zåäö-]{{4,}})"
    )
    of = cached(share).match(place.after)
    if of and place.count == 1:
        return [Unitless(Unit.MUNICIPALITIES if re.match(counted, of["noun"]) else Unit.OTHER, level=True)]
    if place.count == 2 and place.before.endswith("(") and place.after.startswith(")"):
        near = re.search(rf"{counted}[^.;]{{0,3}}$", place.before[:-1])
        return [Unitless(Unit.MUNICIPALITIES if near else Unit.OTHER, level=True)] * 2 if place.of_ratio else []
    return []


def _graded(place: _Place) -> list[Unitless]:
    """As in "betyget 3,8 på en femgradig skala"."""
    scale = place.grammar.cues["on_scale"].match(place.after)
    return [Unitless(Unit.OTHER)] if scale and place.count == 1 and (place.exact or place.follows("grade")) else []


def _coordinated(place: _Place) -> list[Unitless]:
    """As in "har minskat i 162 kommuner och ökat i 127"."""
    counted = place.grammar.units[Unit.MUNICIPALITIES].pattern
    first = rf"\b(?:i|in) (?:{place.grammar.digits}) (?:{counted}),? (?:och|men|and|but) "
    again = cached(rf"{first}(?:\w+ ){{1,2}}(?:i|in) $")
    if place.spelt or place.count != 1 or not again.search(place.before) or not _ENDS.match(place.after):
        return []
    return [Unitless(Unit.MUNICIPALITIES, level=True)]


def _labelled(place: _Place) -> list[Unitless]:
    """As in "Antal barn per årsarbetare: 5,4", and a former year's number in brackets behind it."""
    label = cached(rf"^(?:[•▪–-] )?{place.grammar.cues['number_of'].pattern} (?:[\w-]+ ){{0,6}}?[\w-]+: ")
    title = label.match(place.label)
    if title is None or place.spelt or place.count != 1:
        return []
    again = rf"{place.grammar.digits} \({_YEAR}: "
    if not cached(rf"(?:{again})?$").match(place.label, title.end()):
        return []
    if not cached(rf"$|[.;,)]| \({_YEAR}\b").match(place.after):
        return []
    found = [(match.start(), unit) for unit in UNIT_NOUNS if (match := place.grammar.units[unit].search(title.group()))]
    return [Unitless(min(found)[1] if found else Unit.OTHER, level=True)]


def _dated(place: _Place) -> list[Unitless]:
    """As in "från 87 år 2011 till 203 år 2014"."""
    year = cached(rf" ?\(?(?:{place.grammar.cues['in_year'].pattern})?{_YEAR}\b").match(place.after_first)
    if year is None or place.spelt or place.of_shares:
        return []
    towards = place.follows("from") or place.follows("to") or place.follows("becomes")
    return [Unitless(place.unit, level=True)] if towards else []


_RULES: tuple[Callable[[_Place], list[Unitless]], ...] = (
    _money,
    _average,
    _range,
    _from_to,
    _by_to,
    _percent_to,
    _rate,
    _of_them,
    _alike,
    _with_share,
    _graded,
    _coordinated,
    _labelled,
    _dated,
    _out_of,
    _partitive,
    _becomes,
)
