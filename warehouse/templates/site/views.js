"use strict";
// The other views: contradictions with their places side by side, and what became of each page's numbers.
(function () {
  SKL.drawContradictions = function () {
    const host = SKL.at("view-contradictions"), all = SKL.index.contradictions;
    host.replaceChildren(SKL.make("h2", {}, SKL.t("view_contradictions")));
    if (!all.length) host.append(SKL.make("p", {}, SKL.t("no_contradictions")));
    for (const source of SKL.index.sources) if (all.length && !SKL.data[source.key]) { SKL.load(source.key, SKL.drawContradictions); return; }
    for (const each of all) {
      const what = [SKL.indicatorName(each.indicator_id), each.year, each.size_class, each.category].filter(Boolean).join(" · ");
      const crops = [crop(each.claim_id, SKL.t("published")), ...each.against.map((id) => crop(id, SKL.t("denies")))];
      host.append(SKL.make("section", { class: "pair" }, SKL.make("h3", {}, SKL.make("bdi", {}, what)), SKL.make("div", { class: "crops" }, ...crops)));
    }
  };
  function found(id) {
    for (const source of SKL.index.sources) {
      const number = SKL.data[source.key].byId.get(id);
      if (number) return [source, SKL.data[source.key], number];
    }
    return null;
  }
  function crop(id, label) {
    const place = found(id);
    if (!place) return SKL.make("p", {}, id);
    const [source, data, number] = place;
    const text = `${label}: ${number.value_text} (${source.title}${number.page ? `, ${SKL.t("page").toLowerCase()} ${number.page}` : ""})`;
    const link = SKL.make("button", { type: "button", click: () => SKL.open(source.key, id) }, SKL.t("view_numbers"));
    return SKL.make("figure", {}, picture(data, number, text), SKL.make("figcaption", {}, SKL.make("bdi", {}, text), " ", link));
  }
  // The window shows 220 points of the page's height around the number, at the page's full width.
  function picture(data, number, text) {
    const box = number.boxes[0], page = box && data.pages[box[0] - 1];
    if (!page) return SKL.make("blockquote", { dir: "auto" }, number.quote || number.value_text);
    const tall = Math.min(220, page.height), top = Math.max(0, Math.min((box[2] + box[4] - tall) / 2, page.height - tall));
    const image = SKL.make("img", { src: page.image, alt: text, loading: "lazy" });
    const mark = SKL.make("span", { class: `mark chosen ${SKL.shape(number)}`, "aria-hidden": "true" });
    SKL.place(mark, box, page);
    const sheet = SKL.make("div", { class: "sheet" }, image, mark), clip = SKL.make("div", { class: "clip" }, sheet);
    clip.style.aspectRatio = `${page.width} / ${tall}`;
    sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    sheet.style.top = `${(-100 * top) / tall}%`;
    return clip;
  }
  SKL.drawCoverage = function () {
    const kinds = ["used", "explained", "unexplained", "contradicted", "quarantined"], pages = new Map();
    for (const page of SKL.source.pages) pages.set(page.page, {});
    for (const number of SKL.source.numbers) {
      const counts = pages.get(number.page ?? 0) || {};
      counts[SKL.shape(number)] = (counts[SKL.shape(number)] || 0) + 1;
      pages.set(number.page ?? 0, counts);
    }
    const head = [SKL.t("page"), ...kinds.map((kind) => SKL.t(kind)), SKL.t("share")].map((text) => SKL.make("th", { scope: "col" }, text));
    const rows = [...pages].sort((one, other) => one[0] - other[0]).map(([page, counts]) => {
      const all = kinds.reduce((sum, kind) => sum + (counts[kind] || 0), 0), good = all - (counts.unexplained || 0) - (counts.quarantined || 0);
      const go = page ? SKL.make("button", { type: "button", click: () => SKL.openPage(page) }, `${SKL.t("page")} ${page}`) : SKL.t("no_page");
      const meter = SKL.make("progress", { max: all || 1, value: good, "aria-label": `${SKL.t("share")}, ${SKL.t("page")} ${page}` });
      return SKL.make("tr", {}, SKL.make("th", { scope: "row" }, go), ...kinds.map((kind) => SKL.make("td", {}, String(counts[kind] || 0))), SKL.make("td", {}, meter, all ? ` ${Math.floor((100 * good) / all)} %` : " –"));
    });
    const table = SKL.make("table", {}, SKL.make("caption", {}, `${SKL.t("view_coverage")}: ${SKL.current.title}`), SKL.make("thead", {}, SKL.make("tr", {}, ...head)), SKL.make("tbody", {}, ...rows));
    SKL.at("view-coverage").replaceChildren(SKL.make("div", { class: "wide", role: "region", tabindex: "0", "aria-label": SKL.t("view_coverage") }, table));
  };
})();
