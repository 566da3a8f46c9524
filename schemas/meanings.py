"""What each code means, in English and Swedish, and how the kinds of missing are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.check_meanings import CHECK_MEANINGS
from schemas.codes import (
    CheckStatus,
    Choice,
    CoverageStatus,
    Kind,
    Language,
    MediaType,
    ObservationStatus,
    Origin,
    Qualifier,
    Reader,
    RowKind,
    Statistic,
    Unit,
)
from schemas.columns import Column
from schemas.fields import REVIEW
from schemas.verdicts import Verdict


@dataclass(frozen=True)
class Meaning:
    """One code of a list, in both languages."""

    code: str
    english: str
    swedish: str


@dataclass(frozen=True)
class CodeList:
    """A closed vocabulary by the name of what it says."""

    name: str
    meanings: tuple[Meaning, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(meaning.code for meaning in self.meanings)


def _list(name: str, meanings: dict[str, tuple[str, str]]) -> CodeList:
    return CodeList(name, tuple(Meaning(str(code), *words) for code, words in meanings.items()))


_VERDICTS: dict[str, tuple[str, str]] = {
    Verdict.ACCEPTED: ("a person compared it and found it right", "jämfört och riktigt enligt en människa"),
    Verdict.REJECTED: ("wrong; it is not published", "fel; publiceras inte"),
    Verdict.CORRECTED: ("wrong; the person's value is published", "fel; människans värde publiceras"),
    Verdict.UNSURE: ("looked at without a verdict; changes nothing", "granskat utan besked; ändrar inget"),
    Verdict.RELEASED: ("published although it is contradicted", "publiceras fastän det motsägs"),
    Verdict.WAIVED: ("stays out, and is no longer open", "hålls inne, och är inte längre en öppen fråga"),
    Verdict.UNDONE: ("takes back the verdict before it", "tar tillbaka beslutet före"),
}
CODE_LISTS: tuple[CodeList, ...] = (
    _list(
        "origin",
        {
            Origin.PUBLISHED: ("the publisher's own file", "utgivarens egen fil"),
            Origin.RECONSTRUCTION: (
                "published values, typeset by this project; left out once the publisher's file is read",
                "publicerade värden, satta av detta projekt; utgår när utgivarens fil har lästs",
            ),
            Origin.SYNTHETIC: ("invented, for tests only", "påhittat, endast för test"),
        },
    ),
    _list(
        "kind",
        {
            Kind.REPORT: ("a report in prose with figures and tables", "rapport med text, figurer och tabeller"),
            Kind.PRESS: ("a press page", "pressmeddelande"),
            Kind.RANKING: ("a ranking of municipalities", "kommunranking"),
            Kind.APP_LIST: ("a list of apps by municipality", "lista över appar per kommun"),
            Kind.ESERVICE_COUNTS: ("numbers of e-services by municipality", "antal e-tjänster per kommun"),
        },
    ),
    _list("language", {Language.SWEDISH: ("Swedish", "svenska"), Language.ENGLISH: ("English", "engelska")}),
    _list(
        "media_type",
        {
            MediaType.PDF: ("a PDF", "PDF"),
            MediaType.HTML: ("a web page", "webbsida"),
            MediaType.TEXT: ("plain text", "ren text"),
        },
    ),
    _list(
        "reader",
        {
            Reader.PROSE: ("a sentence", "löpande text"),
            Reader.CAPTION: ("a figure's caption", "figurtext"),
            Reader.TABLE: ("a table's cell", "tabellcell"),
            Reader.CHART_LABEL: ("a value printed in a chart", "värde utskrivet i diagram"),
            Reader.CHART_GEOMETRY: ("a chart's drawn length, an estimate", "uppmätt i diagram, en uppskattning"),
            Reader.RANKING: ("a ranking's row", "rad i ranking"),
            Reader.APP_LIST: ("a row of a list of apps", "rad i lista över appar"),
            Reader.ESERVICE_COUNTS: ("a row of a list of e-service counts", "rad i lista över antal e-tjänster"),
        },
    ),
    _list(
        "unit",
        {
            Unit.PERCENT: ("percent, 0-100; changes are percentage points", "procent; förändring i procentenheter"),
            Unit.MUNICIPALITIES: ("municipalities", "kommuner"),
            Unit.ESERVICES: ("e-services", "e-tjänster"),
            Unit.APPS: ("mobile apps", "appar"),
            Unit.POINTS: ("points", "poäng"),
            Unit.GROUPS: ("groups of municipalities", "grupper"),
            Unit.INHABITANTS: ("inhabitants", "invånare"),
            Unit.OTHER: ("something else, as printed", "annat, som det står"),
        },
    ),
    _list(
        "statistic",
        {
            Statistic.SHARE: ("share of a whole", "andel"),
            Statistic.CHANGE: ("change, with its sign", "förändring, med tecken"),
            Statistic.COUNT: ("how many", "antal"),
            Statistic.MINIMUM: ("the lowest", "lägsta värde"),
            Statistic.MAXIMUM: ("the highest", "högsta värde"),
            Statistic.MEAN: ("mean", "medelvärde"),
            Statistic.MEDIAN: ("median", "median"),
            Statistic.RESPONDENTS: ("how many answered", "antal svarande"),
            Statistic.SCORE: ("points, or a ranking's measure", "poäng, eller rankingens mått"),
            Statistic.RANK: ("place in a ranking", "placering"),
            Statistic.TARGET: ("what is aimed at or expected, not an observation", "mål eller förväntan, ej utfall"),
        },
    ),
    _list(
        "qualifier",
        {
            Qualifier.ABOUT: ("about", "ungefär, cirka, omkring, -tal"),
            Qualifier.OVER: ("a little more than", "drygt, mer än, över"),
            Qualifier.NEARLY: ("a little less than", "nästan, närmare, knappt"),
            Qualifier.AT_LEAST: ("at least", "minst"),
            Qualifier.AT_MOST: ("at most", "högst"),
        },
    ),
    _list(
        "coverage_status",
        {
            CoverageStatus.USED: ("a claim uses it", "ett påstående använder talet"),
            CoverageStatus.EXPLAINED: ("a rule says why it is no data", "en regel säger varför det inte är data"),
            CoverageStatus.UNEXPLAINED: ("nothing accounts for it", "inget förklarar talet"),
        },
    ),
    _list(
        "check_status",
        {
            CheckStatus.PASS: ("as expected", "som väntat"),
            CheckStatus.WARN: ("not as expected; may be so", "inte som väntat; kan stämma"),
            CheckStatus.FAIL: ("wrong", "fel"),
        },
    ),
    _list(
        "observation_status",
        {
            ObservationStatus.CORROBORATED: ("two or more independent places agree", "flera oberoende ställen överens"),
            ObservationStatus.SINGLE: ("printed at one place only", "står på ett enda ställe"),
            ObservationStatus.CONTRADICTED: ("places disagree", "ställen motsäger varandra"),
        },
    ),
    _list(
        "figure_status",
        {
            "read": ("the chart's values were read", "diagrammets värden har lästs"),
            "refused": ("the chart was not read; the reason says why", "diagrammet lästes inte; se orsaken"),
        },
    ),
    _list(
        "row_kind",
        {
            RowKind.DATA: ("a row of data", "en rad med uppgifter"),
            RowKind.TOTAL: ("the sum of other rows", "summan av andra rader"),
            RowKind.MEAN: ("the mean of other rows", "medelvärdet av andra rader"),
            RowKind.MEDIAN: ("the median of other rows", "medianen av andra rader"),
        },
    ),
    _list(
        "text_layer",
        {
            "printed": ("the text that the document itself has", "dokumentets egen text"),
            "ocr": ("read from pictures of the pages", "läst ur bilder av sidorna"),
        },
    ),
    _list(
        "size_class_kind",
        {
            "population": ("made by bounds of population", "bestäms av gränser för folkmängden"),
            "ranking": ("made by the place in the ranking", "bestäms av platsen i rankingen"),
            "named": ("only its name is printed", "bara namnet är tryckt"),
        },
    ),
    _list(
        "verdict",
        _VERDICTS,
    ),
    _list(
        "review",
        {"none": ("nobody has decided", "ingen har tagit ställning")}
        | {code: _VERDICTS[code] for code in REVIEW.codes if code != "none"},
    ),
    _list(
        "decision",
        {"open": ("waits for a person", "väntar på en människa")}
        | {code: _VERDICTS[code] for code in (Verdict.RELEASED, Verdict.WAIVED)},
    ),
    _list(
        "review_state",
        {
            "standing": ("it counts", "den gäller"),
            "lapsed": ("what was judged has changed; to be judged again", "det bedömda har ändrats; bedöm på nytt"),
            "superseded": ("a later decision took its place", "ett senare beslut har ersatt den"),
            "undone": ("taken back, or what took it back", "återtagen, eller återtagandet självt"),
            "unread": ("its source was not read by this run", "källan lästes inte i denna körning"),
        },
    ),
    _list(
        "choice",
        {
            Choice.SINGLE: ("one answer each, so shares sum to 100", "ett svar var, så andelarna blir 100"),
            Choice.MULTIPLE: ("several answers each", "flera svar var"),
            Choice.NUMBER: ("a number is the answer", "svaret är ett tal"),
        },
    ),
)
#: As a cell prints them; the text is kept in ``table_cells.value_text``, and only ``0`` has a value.
KINDS_OF_MISSING: tuple[Meaning, ...] = (
    Meaning("-", "nothing, or no answer", "inget finns att redovisa, eller inget svar"),
    Meaning(".", "not applicable", "uppgift kan inte förekomma"),
    Meaning("..", "secret, or too uncertain to publish", "uppgift är sekretessbelagd eller för osäker"),
    Meaning("0", "less than half a unit; a value", "mindre än hälften av enheten; ett värde"),
)
#: Every check by its name; further ones may come with a reader, so that the names are no code list.
CHECKS: tuple[Meaning, ...] = tuple(Meaning(name, *words) for name, words in CHECK_MEANINGS.items())


def code_list(column: Column, lists: Iterable[CodeList] = CODE_LISTS) -> CodeList | None:
    """Return the list that a column's codes are, or None when it has none."""
    return next((known for known in lists if column.codes and known.codes == column.codes), None)
