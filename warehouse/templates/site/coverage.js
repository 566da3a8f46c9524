"use strict";
// What became of each page's numbers, and which sources were not read at all.
(function () {
  const KINDS = ["used", "explained", "unexplained", "contradicted", "quarantined"];
  SKL.drawCoverage = function () {
    const pages = new Map();
    for (const page of SKL.source.pages) pages.set(page.page, {});
    for (const number of SKL.source.numbers.filter((each) => !each.claim)) { // what holds a claim back is no number of its own
      const counts = pages.get(number.page ?? 0) || {};
      counts[SKL.shape(number)] = (counts[SKL.shape(number)] || 0) + 1;
      pages.set(number.page ?? 0, counts);
    }
    const head = [SKL.t("page"), ...KINDS.map((kind) => SKL.t(kind)), SKL.t("share")].map((text) => SKL.make("th", { scope: "col" }, text));
    const rows = [...pages].sort((one, other) => one[0] - other[0]).map(([page, counts]) => row(page, counts));
    const table = SKL.make("table", {}, SKL.make("thead", {}, SKL.make("tr", {}, ...head)), SKL.make("tbody", {}, ...rows));
    SKL.at("view-coverage").replaceChildren(SKL.make("h2", {}, `${SKL.t("view_coverage")}: `, SKL.bdi(SKL.current.title)), SKL.make("div", { class: "wide", role: "region", tabindex: "0", "aria-label": SKL.t("view_coverage") }, table), unread());
  };
  function row(page, counts) {
    const all = KINDS.reduce((sum, kind) => sum + (counts[kind] || 0), 0), good = all - (counts.unexplained || 0) - (counts.quarantined || 0);
    const go = page ? SKL.make("button", { type: "button", "aria-label": `${SKL.t("page")} ${page}`, click: () => SKL.openPage(page) }, String(page)) : SKL.t("no_page");
    const meter = SKL.make("progress", { max: all || 1, value: good, "aria-label": `${SKL.t("share")}, ${SKL.t("page")} ${page}` });
    const share = all ? [meter, ` ${Math.floor((100 * good) / all)} %`] : [SKL.t("no_numbers")];
    return SKL.make("tr", {}, SKL.make("th", { scope: "row" }, go), ...KINDS.map((kind) => SKL.make("td", counts[kind] ? { class: `some ${kind}` } : {}, String(counts[kind] || 0))), SKL.make("td", {}, ...share));
  }
  function unread() {
    const items = SKL.index.unread.map((each) => SKL.make("li", {}, SKL.bdi(each.source_id), `: `, SKL.bdi(each.problem || "")));
    return items.length ? SKL.make("section", {}, SKL.make("h2", {}, SKL.t("unread")), SKL.make("ul", {}, ...items)) : SKL.make("p", {});
  }
})();
