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
  SKL.code = (code) => (SKL.language === "en" ? EN : SV)[code] || String(code ?? "").replaceAll("_", " ");
  SKL.meaning = (check) => (SKL.index.meanings[check] || [check, check])[SKL.language === "en" ? 1 : 0];
  SKL.indicatorName = (id) => (SKL.index.indicators[id] || [id, id])[SKL.language === "en" ? 1 : 0];
})();
