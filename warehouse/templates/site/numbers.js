"use strict";
// Right: the numbers, in groups; only the first few hundred are made until more are asked for.
(function () {
  const STEP = 200;
  let limit = STEP, shown = [];
  // A verdict on what has changed since counts no more: the number is to be looked at again.
  SKL.review = (number) => {
    const review = SKL.reviews[number.id];
    return review && review.content === number.content ? review : null;
  };
  SKL.indicatorName = (id) => (SKL.index.indicators[id] || [id, id])[SKL.language === "en" ? 1 : 0];
  const GROUPS = {
    by_page: (number) => (number.page ? `${SKL.t("page")} ${number.page}` : SKL.t("no_page")),
    by_indicator: (number) => (number.indicator_id ? SKL.indicatorName(number.indicator_id) : SKL.t("none")),
    by_status: (number) => SKL.t(SKL.shape(number)),
  };
  const STATES = ["all", "used", "explained", "unexplained", "contradicted", "quarantined", "signed", "unsigned"];
  SKL.fillFilters = function () {
    options(SKL.at("group"), Object.keys(GROUPS));
    options(SKL.at("state"), STATES);
  };
  function options(select, keys) {
    const chosen = select.value || keys[0];
    select.replaceChildren(...keys.map((key) => SKL.make("option", { value: key }, SKL.t(key))));
    select.value = chosen;
  }
  function wanted(number) {
    const state = SKL.at("state").value, words = SKL.at("search").value.trim().toLowerCase();
    if (state === "signed" && !SKL.review(number)) return false;
    if (state === "unsigned" && (SKL.review(number) || number.kind === "token")) return false;
    if (!["all", "signed", "unsigned"].includes(state) && SKL.shape(number) !== state) return false;
    return !words || number.words.includes(words);
  }
  SKL.listed = () => shown;
  SKL.drawNumbers = function (fresh) {
    if (fresh) limit = STEP;
    const key = GROUPS[SKL.at("group").value], groups = new Map();
    for (const number of SKL.source.numbers.filter(wanted)) {
      const name = key(number);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(number);
    }
    shown = [...groups.values()].flat();
    SKL.at("count").textContent = SKL.t("count", shown.length, SKL.source.numbers.length);
    let left = limit;
    const sections = [];
    for (const [name, numbers] of groups) {
      if (left <= 0) break;
      sections.push(SKL.make("section", {}, SKL.make("h2", {}, name), SKL.make("ul", {}, ...numbers.slice(0, left).map(row))));
      left -= numbers.length;
    }
    if (shown.length > limit) sections.push(SKL.make("button", { type: "button", id: "more", click: () => { limit += STEP; SKL.drawNumbers(); } }, SKL.t("more")));
    SKL.at("list").replaceChildren(...sections);
  };
  function row(number) {
    const chosen = SKL.selected === number.id;
    const head = SKL.make("button", { type: "button", class: `number ${SKL.shape(number)}`, "aria-current": chosen ? "true" : null, "aria-expanded": String(chosen), click: () => SKL.select(number.id, "page") },
      SKL.make("bdi", { class: "value" }, number.value_text), " ", SKL.make("span", { class: "what" }, what(number)), " ",
      SKL.make("span", { class: "state" }, SKL.shape(number) === number.state ? SKL.t(number.state) : ""), badge(number));
    return SKL.make("li", { "data-number": number.id }, head, chosen ? details(number) : null);
  }
  const what = (number) => [number.indicator_id ? SKL.indicatorName(number.indicator_id) : number.subject || number.rule || number.check || "", number.year, number.page ? `${SKL.t("page").toLowerCase()} ${number.page}` : null].filter(Boolean).join(" · ");
  function badge(number) {
    const review = SKL.review(number);
    return review ? SKL.make("span", { class: "badge" }, ` ✓ ${SKL.verdictName(review.verdict)}`) : null;
  }
  function details(number) {
    const review = SKL.review(number), lapsed = !review && SKL.reviews[number.id], parts = [];
    if (number.quote) parts.push(SKL.make("blockquote", { dir: "auto" }, SKL.make("bdi", {}, number.quote)));
    if (number.kind === "claim") parts.push(SKL.make("p", {}, `${number.value ?? "–"} (${number.unit}, ${number.statistic}) · ${SKL.t("allowed")}: ${number.value_low ?? "…"}–${number.value_high ?? "…"} · ${number.reader}`));
    if (number.reason) parts.push(SKL.make("p", {}, `${SKL.t("reason")}: `, SKL.make("bdi", {}, number.reason)));
    if (review) parts.push(SKL.make("p", {}, `${SKL.verdictName(review.verdict)}${review.value === null ? "" : ` → ${review.value}`}: `, SKL.make("bdi", {}, review.reviewer), review.because ? ` – ${review.because}` : "", ` (${review.reviewed_at})`));
    if (lapsed) parts.push(SKL.make("p", { class: "warning" }, SKL.t("changed")));
    parts.push(SKL.make("p", { class: "id" }, number.id));
    return SKL.make("div", { class: "details" }, ...parts);
  }
  SKL.rowOf = (id) => [...document.querySelectorAll("#list li")].find((each) => each.dataset.number === id);
  SKL.reveal = function (id) {
    if (!shown.some((number) => number.id === id)) {
      SKL.at("state").value = "all"; SKL.at("search").value = "";
      SKL.drawNumbers();
    }
    const index = shown.findIndex((number) => number.id === id);
    if (index >= limit) limit = index + STEP;
    SKL.drawNumbers();
  };
  SKL.redrawRow = function (id) {
    const number = SKL.source.byId.get(id), old = SKL.rowOf(id);
    if (number && old) old.replaceWith(row(number));
    if (number) SKL.remark(number);
  };
})();
