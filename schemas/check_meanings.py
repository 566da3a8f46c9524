"""What each check means, in a sentence: shown with every outcome, in the dictionary, and by ``skl check``."""

from __future__ import annotations

from collections.abc import Mapping

#: English and Swedish by the check's name.
CHECK_MEANINGS: Mapping[str, tuple[str, str]] = {
    "observation_contradicted": (
        "All places that print one number allow the published value; if not, it is held back",
        "Alla ställen som anger en uppgift medger det publicerade värdet; annars hålls det inne",
    ),
    "fraction_is_wide": (
        "A fraction in words (“fyra av fem”) is a plain one of the exact share, not a wide rounding of it",
        "Ett bråk i ord (”fyra av fem”) ligger nära den exakta andelen och är ingen vid avrundning",
    ),
    "whole_respondents": (
        "A whole number of those who answered gives the share (GRIM); assumes unweighted shares of at most that many",
        "Ett helt antal svarande ger andelen (GRIM); förutsätter ovägda andelar av högst så många",
    ),
    "count_and_share": (
        "A number of municipalities and its share fit the number of those who answered",
        "Antal kommuner och andel stämmer med antalet svarande",
    ),
    "answers_sum_to_100": (
        "The answers to a question with one answer each sum to 100 within rounding, or to less if some are missing",
        "Svaren på en fråga med ett svar var blir 100 inom avrundningen, eller mindre om något saknas",
    ),
    "sum_of_parts": (
        "An answer that sums up others (high: very high, fairly high) is their sum within rounding",
        "Ett svar som sammanfattar andra (hög: mycket hög, ganska hög) är deras summa inom avrundningen",
    ),
    "total_of_groups": (
        "The share of all lies between those of the size classes, and is their mean where their sizes are known",
        "Andelen för alla ligger mellan storleksklassernas, och är deras medelvärde där storlekarna är kända",
    ),
    "sizes_of_groups": (
        "The numbers of municipalities in all size classes add up to the number of all",
        "Antalen kommuner i alla storleksklasser blir tillsammans antalet för alla",
    ),
    "change_between_years": (
        "A printed change is the difference between the shares of the two years, within rounding",
        "En förändring är skillnaden mellan de två årens andelar, inom avrundningen",
    ),
    "prose_and_list": (
        "Numbers that prose says of a list (rows, mean, median, extremes, points, groups) are those of the list",
        "Uppgifter i text om en lista (rader, medel, median, extremer, poäng, grupper) är listans egna",
    ),
    "prose_and_list_rows": (
        "Where prose names municipalities of a list, it says what the list says of them",
        "Där texten nämner kommuner ur en lista säger den detsamma om dem som listan",
    ),
    "places_follow_each_other": (
        "Printed places of a ranking follow on each other, ties counted",
        "Tryckta placeringar i en ranking följer på varandra, med delade platser räknade",
    ),
    "ranking_points": (
        "As many municipalities have the points in the ranking as the text says",
        "Så många kommuner har de poäng i rankingen som texten säger",
    ),
    "rank_follows_score": (
        "In a ranking that prints points and groups, more points never mean a worse group",
        "I en ranking med både poäng och grupper ger fler poäng aldrig en sämre grupp",
    ),
    "figure_respondents": (
        "No figure has two numbers of respondents, or more of them than there are municipalities",
        "Ingen figur har två antal svarande, eller fler än det finns kommuner",
    ),
    "municipality_twice": (
        "A list has each municipality once; an app list each of its apps once",
        "En lista har varje kommun en gång, en applista varje app en gång",
    ),
    "something_read": (
        "Every source that was read says a number, and every list has a row",
        "Varje läst källa säger något tal, och varje lista har en rad",
    ),
    "municipalities_listed": (
        "A list has no unknown name, and all municipalities where nearly all are listed",
        "En lista har inget okänt namn, och alla kommuner där nästan alla finns med",
    ),
    "has_numbers": (
        "A source has at least one number that is data",
        "En källa har minst ett tal som är en uppgift",
    ),
    "is_no_list": (
        "What is read as running text is no list of municipalities",
        "Det som läses som löpande text är ingen lista över kommuner",
    ),
    "tables_have_layout": (
        "A text has no tables that lost their columns; such tables are not read",
        "En text har inga tabeller som mist sina spalter; sådana läses inte",
    ),
}


def meaning_of(check_name: str) -> str | None:
    """The sentence in English; None for a check that has none."""
    known = CHECK_MEANINGS.get(check_name)
    return known[0] if known else None
