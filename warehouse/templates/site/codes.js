"use strict";
// Names for people of the codes that the database has; a code without one is shown as it is.
(function () {
  const SV = {
    percent: "procent", municipalities: "kommuner", eservices: "e-tjänster", apps: "appar", points: "poäng", groups: "grupper", inhabitants: "invånare", other: "annat",
    share: "andel", change: "förändring", count: "antal", minimum: "minst", maximum: "högst", mean: "medelvärde", median: "median", respondents: "svarande", score: "poäng", rank: "plats", target: "mål",
    prose: "löptext", caption: "bildtext", table: "tabell", chart_label: "diagrametikett", chart_geometry: "stapelmått", ranking: "ranking", app_list: "applista", eservice_counts: "lista över e-tjänster",
    running_line: "sidhuvud eller sidfot", page_number: "sidnummer", chart_axis: "diagrammets axel", chart_legend: "diagrammets teckenförklaring", year: "årtal", reference: "hänvisning",
    sum_not_100: "summa över 100", table_header: "tabellhuvud", table_text: "text i tabell", "held back": "inhållen",
  };
  const EN = {
    chart_label: "chart label", chart_geometry: "length of a bar", app_list: "list of apps", eservice_counts: "list of e-services", running_line: "head or foot of the page",
    page_number: "page number", chart_axis: "axis of the chart", chart_legend: "legend of the chart", sum_not_100: "sum above 100", table_header: "header of a table", table_text: "text in a table",
  };
  // What failed its form, by the check that held it back.
  const HELD_SV = {
    municipality_resolved: "Namnet är ingen kommuns exakta namn", numbers_told_apart: "Raden har fler tal än det går att skilja åt", columns_told_apart: "Tabellens kolumner går inte att skilja åt",
    entry_whole: "Posten är inte hel", listed_once: "Kommunen står mer än en gång", list_line_read: "Något på raden blev över", number_parsed: "Talet går inte att läsa",
    one_group_a_score: "Samma poäng har fler än en grupp", cell_is_one_number: "Cellen är inte ett enda tal", engines_agree: "De två läsarna läser olika siffror",
    label_and_drawing_agree: "Etiketten och stapeln säger olika", text_mapped: "Sidans tecken går inte att lita på",
  };
  // The checks tell what they found in English; these are all the words that they put between numbers.
  const TOLD_SV = [[/ percentage points/g, " procentenheter"], [/a whole number of at most (\d+) respondents/, "ett helt antal av högst $1 svarande"], [/none, however many answered/, "inget, hur många som än svarade"],
    [/none of (\d+); possible if only (\d+) answered/, "inget av $1; möjligt om bara $2 svarade"], [/at most/g, "högst"], [/between its size classes/, "mellan storleksklasserna"], [/a mean of its size classes/, "medelvärdet av storleksklasserna"],
    [/in all size classes/, "i alla storleksklasser"], [/percent of the earlier share/, "procent av den tidigare andelen"], [/\(parts:/, "(delar:"], [/is a wide rounding of it/, "är en vid avrundning av det"], [/about /g, "ungefär "],
    [/a share of nobody/, "en andel av ingen"], [/holds for (.*) respondents/, "stämmer för $1 svarande"], [/printed places from 1 on, ties counted/, "tryckta platser från 1, med delade platser räknade"],
    [/(\d+) jumps in (\d+) places/, "$1 hopp bland $2 platser"], [/(\d+) municipalities, (\d+) unknown names/, "$1 kommuner, $2 okända namn"], [/no unknown name, and all municipalities where nearly all are listed/, "inget okänt namn, och alla kommuner där nästan alla finns med"],
    [/ in (\S+) p\. (\d+)/g, " i $1 s. $2"], [/^unknown: /, "okänt: "], [/ in (\S+) \(/g, " i $1 ("], [/: expected /g, ": väntat "], [/, found /g, ", funnet "], [/(\d) to (\d)/g, "$1 till $2"]];
  // Without the ids, which say nothing to people: the numbers themselves are shown beside it.
  SKL.told = function (text) {
    const plain = String(text).replace(/ \[[0-9a-f]{16}\]/g, "").replace(/^obs-[0-9a-f]+: [a-z0-9_]+: /, "").replace(/; [a-z0-9_]+: /g, "; ");
    return SKL.language === "en" ? plain : TOLD_SV.reduce((told, [from, to]) => told.replace(from, to), plain);
  };
  SKL.sign = (verdict) => ({ rejected: "✗", corrected: "✎", unsure: "?", waived: "–" })[verdict] || "✓";
  SKL.code = (code) => (SKL.language === "en" ? EN : SV)[code] || String(code ?? "").replaceAll("_", " ");
  SKL.meaning = function (check) {
    const known = SKL.index.meanings[check], plain = check.replaceAll("_", " ");
    if (SKL.language === "en") return known ? known[1] : plain[0].toUpperCase() + plain.slice(1);
    return known ? known[0] : HELD_SV[check] || plain;
  };
  SKL.indicatorName = (id) => (SKL.index.indicators[id] || [id, id])[SKL.language === "en" ? 1 : 0];
})();
